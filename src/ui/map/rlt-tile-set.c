/* rlt-tile-set.c: tiles of the network that fit together, and how they are shown.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-tile-set"

#include "config.h"

#include "rlt-tile-set.h"

#include <math.h>

#include "rlt-color.h"

#define KEPT 2   /* tiles around the view that are kept */

/* Columns and rows, the last ones included. */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} TileRange;

static gint64
tile_key (int column,
          int row)
{
  return ((gint64) column << 32) | (guint32) row;
}

/**
 * rlt_tile_set_new:
 * @scene: how the tiles look; copied
 *
 * Returns: (transfer full): a set without tiles. Main thread, as everything here.
 */
RltTileSet *
rlt_tile_set_new (const RltMapScene *scene)
{
  RltTileSet *self = g_new0 (RltTileSet, 1);

  self->scene = *scene;
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) rlt_tile_free);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();

  return self;
}

/**
 * rlt_tile_set_free:
 * @self: (transfer full): a set
 *
 * Gives up the tiles that are being drawn.
 */
void
rlt_tile_set_free (RltTileSet *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->tiles);
  g_hash_table_unref (self->asked);
  g_free (self);
}

static gboolean
has_tile (const RltTileSet *self,
          int               column,
          int               row)
{
  gint64 key = tile_key (column, row);

  return g_hash_table_contains (self->tiles, &key);
}

/* The tiles of @self that cover the view, and @margin more on each side. */
static TileRange
get_range (const RltTileSet   *self,
           const RltMapCamera *camera,
           int                 margin)
{
  double size = RLT_TILE_SIZE * exp2 (camera->zoom - self->scene.zoom);

  return (TileRange) {
    .left = (int) floor (camera->left / size) - margin,
    .top = (int) floor (camera->top / size) - margin,
    .right = (int) ceil ((camera->left + camera->width) / size) - 1 + margin,
    .bottom = (int) ceil ((camera->top + camera->height) / size) - 1 + margin,
  };
}

/**
 * rlt_tile_set_covers:
 * @self: a set
 * @camera: what is in view, at any zoom level
 *
 * Returns: whether all tiles in view are there
 */
gboolean
rlt_tile_set_covers (const RltTileSet      *self,
                 const RltMapCamera *camera)
{
  TileRange range = get_range (self, camera, 0);

  for (int row = range.top; row <= range.bottom; row++)
    {
      for (int column = range.left; column <= range.right; column++)
        {
          if (!has_tile (self, column, row))
            return FALSE;
        }
    }

  return TRUE;
}

/**
 * rlt_tile_set_drop_far:
 * @self: a set
 * @camera: what is in view
 *
 * Drops tiles that are far out of view.
 */
void
rlt_tile_set_drop_far (RltTileSet         *self,
                       const RltMapCamera *camera)
{
  TileRange range = get_range (self, camera, KEPT);
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->tiles);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      int column = (int) (*(gint64 *) key >> 32), row = (int) (guint32) *(gint64 *) key;

      if (column < range.left || column > range.right || row < range.top || row > range.bottom)
        g_hash_table_iter_remove (&iter);
    }
}

/**
 * rlt_tile_set_find_missing:
 * @self: a set
 * @camera: what is in view
 * @margin: tiles around the view that count as in view
 * @column: (out): the tile that is missing, not asked for, and nearest to the middle of the view
 * @row: (out): likewise
 *
 * Returns: whether there is one
 */
gboolean
rlt_tile_set_find_missing (const RltTileSet   *self,
                           const RltMapCamera *camera,
                           int                 margin,
                           int                *column,
                           int                *row)
{
  TileRange range = get_range (self, camera, margin);
  double middle_x = (range.left + range.right) / 2.0, middle_y = (range.top + range.bottom) / 2.0;
  double best = G_MAXDOUBLE;

  for (int y = range.top; y <= range.bottom; y++)
    {
      for (int x = range.left; x <= range.right; x++)
        {
          double distance = hypot (x - middle_x, y - middle_y);
          gint64 key = tile_key (x, y);

          if (distance >= best || has_tile (self, x, y) || g_hash_table_contains (self->asked, &key))
            continue;
          best = distance;
          *column = x;
          *row = y;
        }
    }

  return best < G_MAXDOUBLE;
}

/**
 * rlt_tile_set_ask:
 * @self: a set
 * @column: a tile that is going to be drawn for it
 * @row: likewise
 */
void
rlt_tile_set_ask (RltTileSet *self,
                  int         column,
                  int         row)
{
  gint64 key = tile_key (column, row);

  g_hash_table_add (self->asked, g_memdup2 (&key, sizeof key));
}

/**
 * rlt_tile_set_take:
 * @self: a set
 * @column: a tile that was asked for
 * @row: likewise
 * @tile: (transfer full): what it looks like
 */
void
rlt_tile_set_take (RltTileSet *self,
                   int         column,
                   int         row,
                   RltTile    *tile)
{
  gint64 key = tile_key (column, row);

  g_hash_table_remove (self->asked, &key);
  g_hash_table_replace (self->tiles, g_memdup2 (&key, sizeof key), tile);
}

/**
 * rlt_tile_set_get:
 * @self: a set
 * @column: which tile
 * @row: likewise
 *
 * Returns: (transfer none) (nullable): the tile, if it is there
 */
const RltTile *
rlt_tile_set_get (const RltTileSet *self,
                  int               column,
                  int               row)
{
  gint64 key = tile_key (column, row);

  return g_hash_table_lookup (self->tiles, &key);
}

/* What a tile, or a piece of one, covers of the widget: whole device pixels, so that there are neither seams
 * nor blur. */
static graphene_rect_t
get_rect (const RltMapCamera *camera,
          double              x,
          double              y,
          double              size)
{
  double factor = camera->scale_factor;
  double left = round ((x - camera->left) * factor) / factor;
  double top = round ((y - camera->top) * factor) / factor;
  double right = round ((x + size - camera->left) * factor) / factor;
  double bottom = round ((y + size - camera->top) * factor) / factor;

  return GRAPHENE_RECT_INIT (left, top, right - left, bottom - top);
}

/* Draws a piece, or the background in its place, where it meets @area. */
static void
draw_piece (const RltTileSet      *self,
            GtkSnapshot           *snapshot,
            GdkTexture            *texture,
            const graphene_rect_t *rect,
            const graphene_rect_t *area)
{
  graphene_rect_t seen;

  if (!graphene_rect_intersection (rect, area, &seen))
    return;

  if (texture != NULL)
    {
      gtk_snapshot_append_texture (snapshot, texture, rect);
    }
  else if (!self->scene.transparent)
    {
      GdkRGBA background = rlt_color_to_rgba (rlt_map_scene_get_theme (&self->scene)->background);

      gtk_snapshot_append_color (snapshot, &background, &seen);
    }
}

static void
draw_tile (const RltTileSet      *self,
           GtkSnapshot           *snapshot,
           const RltTile         *tile,
           const RltMapCamera    *camera,
           double                 x,
           double                 y,
           double                 size,
           const graphene_rect_t *area)
{
  double side = size / RLT_TILE_SPLIT;

  for (int i = 0; i < RLT_TILE_SPLIT * RLT_TILE_SPLIT; i++)
    {
      graphene_rect_t rect = get_rect (camera, x + i % RLT_TILE_SPLIT * side, y + i / RLT_TILE_SPLIT * side, side);

      draw_piece (self, snapshot, tile != NULL ? tile->pieces[i] : NULL, &rect, area);
    }
}

/* Draws what @self has in @area. In place of a tile that is missing stands what @substitute has there. */
static void
draw_set (const RltTileSet      *self,
          const RltTileSet      *substitute,
          GtkSnapshot           *snapshot,
          const RltMapCamera    *camera,
          const graphene_rect_t *area)
{
  double size = RLT_TILE_SIZE * exp2 (camera->zoom - self->scene.zoom);
  TileRange range = get_range (self, camera, 0);

  for (int row = range.top; row <= range.bottom; row++)
    {
      for (int column = range.left; column <= range.right; column++)
        {
          const RltTile *tile = rlt_tile_set_get (self, column, row);
          graphene_rect_t rect = get_rect (camera, column * size, row * size, size);

          if (!graphene_rect_intersection (&rect, area, &rect))
            continue;
          if (tile == NULL && substitute != NULL)
            {
              gtk_snapshot_push_clip (snapshot, &rect);
              draw_set (substitute, NULL, snapshot, camera, &rect);
              gtk_snapshot_pop (snapshot);
            }
          else
            {
              draw_tile (self, snapshot, tile, camera, column * size, row * size, size, area);
            }
        }
    }
}

/**
 * rlt_tile_set_draw:
 * @self: a set
 * @substitute: (nullable): what is drawn where tiles of @self are missing
 * @snapshot: where to draw
 * @camera: what is in view
 */
void
rlt_tile_set_draw (const RltTileSet   *self,
                   const RltTileSet   *substitute,
                   GtkSnapshot        *snapshot,
                   const RltMapCamera *camera)
{
  draw_set (self, substitute, snapshot, camera,
            &GRAPHENE_RECT_INIT (0, 0, camera->width, camera->height));
}
