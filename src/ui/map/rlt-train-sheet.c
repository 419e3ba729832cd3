/* rlt-train-sheet.c: draws many trains as few textures.
 *
 * The ground is divided into cells; the trains in a cell are put together into one texture, which is
 * kept until one of them moves by a pixel. With 1,500 trains that leaves GTK some 200 textures to draw
 * in place of 1,500, and while little moves most of them are the same as in the frame before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-sheet"

#include "config.h"

#include "rlt-train-sheet.h"

#include <math.h>

/* Device pixels on each side of a cell; each lies in one tile of the network. */
#define CELL 64

/* Device pixels, or cells; the right and lower bounds are not included. */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} Rect;

typedef struct
{
  guint64     hash;      /* of what is drawn */
  guint       frame;     /* in which it was drawn last */
  GdkTexture *texture;   /* (owned) */
  Rect        rect;      /* device pixels from the world's corner */
} Cell;

/* A mark, or a part of one, in a cell. */
typedef struct
{
  guint mark;
  int   next;   /* the next one in the cell, or -1 */
} Entry;

struct _RltTrainSheet
{
  GHashTable *cells;     /* (owned) (element-type int64 Cell) */
  GArray     *entries;   /* (owned) (element-type Entry) */
  GArray     *heads;     /* (owned) (element-type int): the first entry of each cell of the grid, or -1 */
  Rect        grid;      /* cells */
  guint       frame;
};

static void
cell_free (Cell *cell)
{
  g_object_unref (cell->texture);
  g_free (cell);
}

/**
 * rlt_train_sheet_new:
 *
 * Returns: (transfer full): a sheet. Main thread, as everything here.
 */
RltTrainSheet *
rlt_train_sheet_new (void)
{
  RltTrainSheet *self = g_new0 (RltTrainSheet, 1);

  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, (GDestroyNotify) cell_free);
  self->entries = g_array_new (FALSE, FALSE, sizeof (Entry));
  self->heads = g_array_new (FALSE, FALSE, sizeof (int));

  return self;
}

/**
 * rlt_train_sheet_free:
 * @self: (transfer full): a sheet
 */
void
rlt_train_sheet_free (RltTrainSheet *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->cells);
  g_array_unref (self->entries);
  g_array_unref (self->heads);
  g_free (self);
}

/**
 * rlt_train_sheet_clear:
 * @self: a sheet
 *
 * Forgets what was drawn. To be called when sprites are dropped.
 */
void
rlt_train_sheet_clear (RltTrainSheet *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_remove_all (self->cells);
}

/**
 * rlt_train_mark_to_widget:
 * @self: a train in view
 * @camera: what is shown
 * @x: (out): logical pixels in the widget, of the train's middle
 * @y: (out): likewise
 */
void
rlt_train_mark_to_widget (const RltTrainMark *self,
                          const RltMapCamera *camera,
                          float              *x,
                          float              *y)
{
  *x = (float) ((double) self->x / camera->scale_factor - camera->left);
  *y = (float) ((double) self->y / camera->scale_factor - camera->top);
}

static Rect
mark_rect (const RltTrainMark *mark)
{
  int half = mark->sprite->size / 2;

  return (Rect) { mark->x - half, mark->y - half,
                  mark->x - half + mark->sprite->size, mark->y - half + mark->sprite->size };
}

static int
cell_of (int pixel)
{
  return (int) floor ((double) pixel / CELL);
}

/* The cells that @rect touches. */
static Rect
cells_of (const Rect *rect)
{
  return (Rect) { cell_of (rect->left), cell_of (rect->top),
                  cell_of (rect->right - 1) + 1, cell_of (rect->bottom - 1) + 1 };
}

static Rect
intersect (const Rect *a,
           const Rect *b)
{
  return (Rect) { MAX (a->left, b->left), MAX (a->top, b->top),
                  MIN (a->right, b->right), MIN (a->bottom, b->bottom) };
}

static int *
get_head (RltTrainSheet *self,
          int            column,
          int            row)
{
  int width = self->grid.right - self->grid.left;

  return &g_array_index (self->heads, int, (row - self->grid.top) * width + column - self->grid.left);
}

static void
set_grid (RltTrainSheet      *self,
          const RltMapCamera *camera)
{
  int factor = camera->scale_factor;
  Rect view = { (int) floor (camera->left * factor), (int) floor (camera->top * factor),
                (int) ceil ((camera->left + camera->width) * factor) + 1,
                (int) ceil ((camera->top + camera->height) * factor) + 1 };
  int n;

  self->grid = cells_of (&view);
  n = (self->grid.right - self->grid.left) * (self->grid.bottom - self->grid.top);
  g_array_set_size (self->heads, (guint) n);
  for (int i = 0; i < n; i++)
    g_array_index (self->heads, int, i) = -1;
}

/* Puts marks into cells. The last ones come first here, so that each cell's list is in order. */
static void
sort_marks (RltTrainSheet      *self,
            const RltTrainMark *marks,
            guint               n_marks)
{
  g_array_set_size (self->entries, 0);
  for (guint i = n_marks; i > 0; i--)
    {
      Rect rect = mark_rect (&marks[i - 1]);
      Rect touched = cells_of (&rect);

      touched = intersect (&touched, &self->grid);
      for (int row = touched.top; row < touched.bottom; row++)
        {
          for (int column = touched.left; column < touched.right; column++)
            {
              int *head = get_head (self, column, row);
              Entry entry = { i - 1, *head };

              *head = (int) self->entries->len;
              g_array_append_val (self->entries, entry);
            }
        }
    }
}

static guint64
hash_add (guint64 hash,
          guint64 value)
{
  return (hash ^ value) * G_GUINT64_CONSTANT (0x9E3779B97F4A7C15) + (hash >> 29);
}

/* What a cell is going to look like, as a number; and the part of it that is not empty. */
static guint64
hash_cell (const RltTrainSheet *self,
           const RltTrainMark  *marks,
           int                  head,
           const RltTile       *tile,
           Rect                *bounds)
{
  guint64 hash = hash_add (1, tile != NULL ? tile->serial : 0);

  *bounds = (Rect) { G_MAXINT, G_MAXINT, G_MININT, G_MININT };
  for (int i = head; i >= 0; i = g_array_index (self->entries, Entry, i).next)
    {
      const RltTrainMark *mark = &marks[g_array_index (self->entries, Entry, i).mark];
      Rect rect = mark_rect (mark);

      bounds->left = MIN (bounds->left, rect.left);
      bounds->top = MIN (bounds->top, rect.top);
      bounds->right = MAX (bounds->right, rect.right);
      bounds->bottom = MAX (bounds->bottom, rect.bottom);
      hash = hash_add (hash, GPOINTER_TO_SIZE (mark->sprite));
      hash = hash_add (hash, ((guint64) (guint32) mark->x << 32) | (guint32) mark->y);
      hash = hash_add (hash, mark->level);
    }

  return hash;
}

/* Puts a pixel over another; colours are not multiplied with opacity. */
static inline void
blend_pixel (guint8       *to,
             const guint8 *from,
             guint         level)
{
  guint alpha = from[3] * level / RLT_FLEET_LEVELS, rest, sum;

  if (alpha == 255 || to[3] == 0)
    {
      to[0] = from[0];
      to[1] = from[1];
      to[2] = from[2];
      to[3] = alpha;
      return;
    }

  rest = to[3] * (255 - alpha) / 255;
  sum = alpha + rest;
  for (int i = 0; i < 3; i++)
    to[i] = (from[i] * alpha + to[i] * rest) / sum;
  to[3] = sum;
}

static void
blend_mark (guint8             *pixels,
            const Rect         *bounds,
            const RltTrainMark *mark)
{
  Rect rect = mark_rect (mark);
  Rect seen = intersect (&rect, bounds);
  const guint8 *from = g_bytes_get_data (mark->sprite->pixels, NULL);
  int stride = bounds->right - bounds->left;

  for (int y = seen.top; y < seen.bottom; y++)
    {
      const guint8 *source = from + ((y - rect.top) * mark->sprite->size + seen.left - rect.left) * 4;
      guint8 *target = pixels + ((y - bounds->top) * stride + seen.left - bounds->left) * 4;

      for (int x = seen.left; x < seen.right; x++, source += 4, target += 4)
        {
          if (source[3] > 0)
            blend_pixel (target, source, mark->level);
        }
    }
}

/* Puts a name over trains. Where there is no train it is not drawn: there it is part of what lies below. */
static void
blend_name (guint8            *pixels,
            const Rect        *bounds,
            const RltTileName *name,
            int                tile_left,
            int                tile_top)
{
  Rect rect = { tile_left + name->left, tile_top + name->top,
                tile_left + name->left + name->width, tile_top + name->top + name->height };
  Rect seen = intersect (&rect, bounds);
  const guint8 *from = g_bytes_get_data (name->pixels, NULL);
  int stride = bounds->right - bounds->left;

  for (int y = seen.top; y < seen.bottom; y++)
    {
      const guint8 *source = from + ((y - rect.top) * name->width + seen.left - rect.left) * 4;
      guint8 *target = pixels + ((y - bounds->top) * stride + seen.left - bounds->left) * 4;

      for (int x = seen.left; x < seen.right; x++, source += 4, target += 4)
        {
          if (source[3] == 0 || target[3] == 0)
            continue;
          for (int i = 0; i < 3; i++)
            target[i] = (source[i] * source[3] + target[i] * (255 - source[3])) / 255;
        }
    }
}

static GdkTexture *
make_texture (const RltTrainSheet *self,
              const RltTrainMark  *marks,
              int                  head,
              const RltTile       *tile,
              int                  tile_left,
              int                  tile_top,
              const Rect          *bounds)
{
  int width = bounds->right - bounds->left, height = bounds->bottom - bounds->top;
  gsize length = (gsize) width * height * 4;
  guint8 *pixels = g_malloc0 (length);
  g_autoptr(GBytes) bytes = g_bytes_new_take (pixels, length);

  for (int i = head; i >= 0; i = g_array_index (self->entries, Entry, i).next)
    blend_mark (pixels, bounds, &marks[g_array_index (self->entries, Entry, i).mark]);
  for (guint i = 0; tile != NULL && i < tile->names->len; i++)
    blend_name (pixels, bounds, &g_array_index (tile->names, RltTileName, i), tile_left, tile_top);

  return gdk_memory_texture_new (width, height, GDK_MEMORY_R8G8B8A8, bytes, (gsize) width * 4);
}

static void
draw_cell (RltTrainSheet      *self,
           GtkSnapshot        *snapshot,
           const RltTrainMark *marks,
           const RltMapCamera *camera,
           const RltTileSet   *tiles,
           int                 column,
           int                 row)
{
  int tile_size = RLT_TILE_SIZE * camera->scale_factor, tile_column = column * CELL / tile_size,
      tile_row = row * CELL / tile_size;
  const RltTile *tile = tiles != NULL ? rlt_tile_set_get (tiles, tile_column, tile_row) : NULL;
  const Rect whole = { column * CELL, row * CELL, (column + 1) * CELL, (row + 1) * CELL };
  gint64 key = ((gint64) column << 32) | (guint32) row;
  double factor = camera->scale_factor;
  Cell *cell = g_hash_table_lookup (self->cells, &key);
  int head = *get_head (self, column, row);
  guint64 hash;
  Rect bounds;

  if (head < 0)
    return;

  hash = hash_cell (self, marks, head, tile, &bounds);
  if (cell == NULL || cell->hash != hash)
    {
      cell = g_new0 (Cell, 1);
      cell->hash = hash;
      cell->rect = intersect (&bounds, &whole);
      cell->texture = make_texture (self, marks, head, tile, tile_column * tile_size, tile_row * tile_size,
                                    &cell->rect);
      g_hash_table_replace (self->cells, g_memdup2 (&key, sizeof key), cell);
    }
  cell->frame = self->frame;
  gtk_snapshot_append_texture (snapshot, cell->texture,
                               &GRAPHENE_RECT_INIT (cell->rect.left / factor - camera->left,
                                                    cell->rect.top / factor - camera->top,
                                                    (cell->rect.right - cell->rect.left) / factor,
                                                    (cell->rect.bottom - cell->rect.top) / factor));
}

static gboolean
is_left_over (gpointer key,
              gpointer value,
              gpointer user_data)
{
  const Cell *cell = value;
  const RltTrainSheet *self = user_data;

  return cell->frame != self->frame;
}

/**
 * rlt_train_sheet_draw:
 * @self: a sheet
 * @snapshot: where to draw
 * @marks: trains, the last one on top
 * @n_marks: how many
 * @camera: what is shown
 * @tiles: (nullable): tiles whose names are drawn over the trains
 *
 * Trains that are not in view cost next to nothing.
 */
void
rlt_train_sheet_draw (RltTrainSheet      *self,
                      GtkSnapshot        *snapshot,
                      const RltTrainMark *marks,
                      guint               n_marks,
                      const RltMapCamera *camera,
                      const RltTileSet   *tiles)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (camera != NULL);

  self->frame++;
  set_grid (self, camera);
  sort_marks (self, marks, n_marks);
  for (int row = self->grid.top; row < self->grid.bottom; row++)
    {
      for (int column = self->grid.left; column < self->grid.right; column++)
        draw_cell (self, snapshot, marks, camera, tiles, column, row);
    }
  g_hash_table_foreach_remove (self->cells, is_left_over, self);
}
