/* rlt-tile-painter.h: draws the network tile by tile on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-map-scene.h"

G_BEGIN_DECLS

/* Logical pixels on each side of a tile. Small enough that the memory of one is not given back to
 * the system and asked for again each time the Cairo renderer draws it. */
#define RLT_TILE_SIZE 256

#define RLT_TYPE_TILE_PAINTER (rlt_tile_painter_get_type ())
G_DECLARE_FINAL_TYPE (RltTilePainter, rlt_tile_painter, RLT, TILE_PAINTER, GObject)

RltTilePainter *rlt_tile_painter_new          (RltMapNetwork        *network);
void            rlt_tile_painter_stop         (RltTilePainter       *self);
void            rlt_tile_painter_paint_async  (RltTilePainter       *self,
                                               const RltMapScene    *scene,
                                               int                   column,
                                               int                   row,
                                               GCancellable         *cancellable,
                                               GAsyncReadyCallback   callback,
                                               gpointer              user_data);
gboolean        rlt_tile_painter_paint_finish (RltTilePainter       *self,
                                               GAsyncResult         *result,
                                               int                  *column,
                                               int                  *row,
                                               GdkTexture          **texture,
                                               GError              **error);

G_END_DECLS
