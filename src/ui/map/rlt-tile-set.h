/* rlt-tile-set.h: tiles of the network that fit together, and how they are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-tile-painter.h"

G_BEGIN_DECLS

typedef struct
{
  RltMapScene   scene;
  GHashTable   *tiles;        /* (owned) (element-type int64 RltTile) */
  GHashTable   *asked;        /* (owned) (element-type int64): being drawn */
  GCancellable *cancellable;  /* (owned): of their drawing */
} RltTileSet;

RltTileSet *rlt_tile_set_new          (const RltMapScene  *scene);
void        rlt_tile_set_free         (RltTileSet         *self);
gboolean    rlt_tile_set_covers       (const RltTileSet   *self,
                                       const RltMapCamera *camera);
void        rlt_tile_set_drop_far     (RltTileSet         *self,
                                       const RltMapCamera *camera);
gboolean    rlt_tile_set_find_missing (const RltTileSet   *self,
                                       const RltMapCamera *camera,
                                       int                 margin,
                                       int                *column,
                                       int                *row);
void        rlt_tile_set_ask          (RltTileSet         *self,
                                       int                 column,
                                       int                 row);
void        rlt_tile_set_take         (RltTileSet         *self,
                                       int                 column,
                                       int                 row,
                                       RltTile            *tile);
const RltTile *rlt_tile_set_get       (const RltTileSet   *self,
                                       int                 column,
                                       int                 row);
void        rlt_tile_set_draw         (const RltTileSet   *self,
                                       const RltTileSet   *substitute,
                                       GtkSnapshot        *snapshot,
                                       const RltMapCamera *camera);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTileSet, rlt_tile_set_free)

G_END_DECLS
