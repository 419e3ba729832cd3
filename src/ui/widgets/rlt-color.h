/* rlt-color.h: the catalogue's colours for GTK.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

GdkRGBA rlt_color_to_rgba (guint32 color);

G_END_DECLS
