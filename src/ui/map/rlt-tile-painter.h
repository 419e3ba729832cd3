/* rlt-tile-painter.h: draws the network tile by tile on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-map-scene.h"

G_BEGIN_DECLS

/* Logical pixels on each side of a tile, and pieces to a side. A tile is painted at once, and drawn
 * piece by piece: so little is drawn that is out of view, and nothing where there is nothing. */
#define RLT_TILE_SIZE 256
#define RLT_TILE_SPLIT 2

/* A station's name, or what of it is in a tile. */
typedef struct
{
  GBytes *pixels;   /* (owned): as GDK_MEMORY_R8G8B8A8 has them */
  int     left;     /* device pixels from the tile's corner */
  int     top;
  int     width;    /* device pixels */
  int     height;
} RltTileName;

typedef struct
{
  GdkTexture *pieces[RLT_TILE_SPLIT * RLT_TILE_SPLIT];   /* (owned) (nullable): by rows, names included;
                                                          * NULL where there is nothing of the network */
  GArray     *names;                                     /* (owned) (element-type RltTileName): once more,
                                                          * to be drawn over trains */
  guint       serial;                                    /* of this very tile, never 0 */
} RltTile;

void rlt_tile_free (RltTile *self);

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
RltTile        *rlt_tile_painter_paint_finish (RltTilePainter       *self,
                                               GAsyncResult         *result,
                                               int                  *column,
                                               int                  *row,
                                               GError              **error);

G_END_DECLS
