/* rlt-map-texture.h: textures out of what Cairo drew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

GBytes     *rlt_map_pixels_new       (cairo_surface_t *surface);
GdkTexture *rlt_map_texture_new      (cairo_surface_t *surface);
GdkTexture *rlt_map_texture_new_part (cairo_surface_t *surface,
                                      int              x,
                                      int              y,
                                      int              size,
                                      guint32          background);

G_END_DECLS
