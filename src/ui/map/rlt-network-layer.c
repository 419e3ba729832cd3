/* rlt-network-layer.c: the map's layer of lines and stations, and keeper of their names.
 *
 * Shows tiles that a thread paints. While the map is moved they are shifted, while it is zoomed they
 * are scaled; those of the new zoom level replace them one by one.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-network-layer"

#include "config.h"

#include "rlt-network-layer.h"

#include <math.h>

#include "rlt-color.h"
#include "rlt-map-camera.h"
#include "rlt-tile-painter.h"

#define SETTLE_TIME 60        /* ms without a change of zoom level before it is drawn anew */
#define FARTHEST_SCALING 0.8  /* zoom levels: beyond that scaled tiles are too coarse to wait */
#define MAX_IN_FLIGHT 4       /* tiles asked for at a time: the painter need not wait for the main thread */
#define MARGIN 1              /* tiles around the view that are drawn beforehand */
#define KEPT 2                /* tiles around the view that are kept */

/* Tiles that fit together. */
typedef struct
{
  RltMapScene   scene;
  GHashTable   *tiles;        /* (owned) (element-type int64 RltTile) */
  GHashTable   *asked;        /* (owned) (element-type int64): being drawn */
  GCancellable *cancellable;  /* (owned) */
} TileSet;

/* Columns and rows, the last ones included. */
typedef struct
{
  int left;
  int top;
  int right;
  int bottom;
} TileRange;

struct _RltNetworkLayer
{
  ShumateLayer    parent_instance;

  RltMapNetwork  *network;      /* (owned) */
  RltTilePainter *painter;      /* (owned) (nullable) once disposed */
  RltMapScene     scene;        /* as it should look; its zoom level is the viewport's */
  TileSet        *current;      /* (owned) (nullable) until there is a size: being completed or complete */
  TileSet        *previous;     /* (owned) (nullable): shown until @current is complete */
  guint           settle_id;
};

G_DEFINE_FINAL_TYPE (RltNetworkLayer, rlt_network_layer, SHUMATE_TYPE_LAYER)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void pump (RltNetworkLayer *self);

static void
redraw (RltNetworkLayer *self)
{
  gtk_widget_queue_draw (GTK_WIDGET (self));
  g_signal_emit (self, signals[CHANGED], 0);
}

static gint64
tile_key (int column,
          int row)
{
  return ((gint64) column << 32) | (guint32) row;
}

static TileSet *
tile_set_new (const RltMapScene *scene)
{
  TileSet *self = g_new0 (TileSet, 1);

  self->scene = *scene;
  self->tiles = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) rlt_tile_free);
  self->asked = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, NULL);
  self->cancellable = g_cancellable_new ();

  return self;
}

static void
tile_set_free (TileSet *self)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  g_hash_table_unref (self->tiles);
  g_hash_table_unref (self->asked);
  g_free (self);
}

static gboolean
tile_set_has (const TileSet *self,
              int            column,
              int            row)
{
  gint64 key = tile_key (column, row);

  return g_hash_table_contains (self->tiles, &key);
}

/* The tiles of @self that cover the view, and @margin more on each side. */
static TileRange
tile_set_get_range (const TileSet      *self,
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

static gboolean
tile_set_covers (const TileSet      *self,
                 const RltMapCamera *camera)
{
  TileRange range = tile_set_get_range (self, camera, 0);

  for (int row = range.top; row <= range.bottom; row++)
    {
      for (int column = range.left; column <= range.right; column++)
        {
          if (!tile_set_has (self, column, row))
            return FALSE;
        }
    }

  return TRUE;
}

static void
tile_set_drop_far (TileSet            *self,
                   const RltMapCamera *camera)
{
  TileRange range = tile_set_get_range (self, camera, KEPT);
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

/* Finds the tile in @range that is missing and nearest to the middle of the view. */
static gboolean
tile_set_find_missing (const TileSet      *self,
                       const RltMapCamera *camera,
                       int                 margin,
                       int                *column,
                       int                *row)
{
  TileRange range = tile_set_get_range (self, camera, margin);
  double middle_x = (range.left + range.right) / 2.0, middle_y = (range.top + range.bottom) / 2.0;
  double best = G_MAXDOUBLE;

  for (int y = range.top; y <= range.bottom; y++)
    {
      for (int x = range.left; x <= range.right; x++)
        {
          double distance = hypot (x - middle_x, y - middle_y);
          gint64 key = tile_key (x, y);

          if (distance >= best || tile_set_has (self, x, y) || g_hash_table_contains (self->asked, &key))
            continue;
          best = distance;
          *column = x;
          *row = y;
        }
    }

  return best < G_MAXDOUBLE;
}

static gboolean
get_camera (RltNetworkLayer *self,
            RltMapCamera    *camera)
{
  return rlt_map_camera_from_viewport (camera, shumate_layer_get_viewport (SHUMATE_LAYER (self)),
                                       GTK_WIDGET (self));
}

/* Whether the two differ in nothing but the zoom level. */
static gboolean
is_scaled_copy (const RltMapScene *scene,
                const RltMapScene *shown)
{
  RltMapScene scaled = *shown;

  scaled.zoom = scene->zoom;
  return rlt_map_scene_equal (scene, &scaled);
}

/* Whether tiles of the new zoom level replace those of the old one as they come. What looks otherwise too
 * is changed all at once. */
static gboolean
shows_mixture (RltNetworkLayer *self)
{
  return self->previous != NULL && is_scaled_copy (&self->current->scene, &self->previous->scene);
}

static void
tile_painted_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  RltNetworkLayer *self;
  RltMapCamera camera;
  int column, row;
  RltTile *tile;
  gint64 key;

  tile = rlt_tile_painter_paint_finish (RLT_TILE_PAINTER (source), result, &column, &row, &error);
  if (tile == NULL)
    return;

  self = RLT_NETWORK_LAYER (user_data);
  key = tile_key (column, row);
  g_hash_table_remove (self->current->asked, &key);
  g_hash_table_replace (self->current->tiles, g_memdup2 (&key, sizeof key), tile);
  if (get_camera (self, &camera) && tile_set_covers (self->current, &camera))
    g_clear_pointer (&self->previous, tile_set_free);
  if (self->previous == NULL || shows_mixture (self))
    redraw (self);
  pump (self);
}

static void
ask_for (RltNetworkLayer *self,
         int              column,
         int              row)
{
  gint64 key = tile_key (column, row);

  g_hash_table_add (self->current->asked, g_memdup2 (&key, sizeof key));
  rlt_tile_painter_paint_async (self->painter, &self->current->scene, column, row,
                                self->current->cancellable, tile_painted_cb, self);
}

/* Asks for the tiles that are missing most. */
static void
pump (RltNetworkLayer *self)
{
  RltMapCamera camera;
  int column, row;

  if (self->current == NULL || !get_camera (self, &camera))
    return;

  while (g_hash_table_size (self->current->asked) < MAX_IN_FLIGHT)
    {
      if (!tile_set_find_missing (self->current, &camera, 0, &column, &row) &&
          !tile_set_find_missing (self->current, &camera, MARGIN, &column, &row))
        break;
      ask_for (self, column, row);
    }
}

/* Begins to draw the scene anew; what is shown stays until that is done. */
static void
begin (RltNetworkLayer *self)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);

  if (self->current != NULL && g_hash_table_size (self->current->tiles) > 0 &&
      (self->previous == NULL || rlt_network_layer_is_complete (self)))
    {
      g_clear_pointer (&self->previous, tile_set_free);
      self->previous = g_steal_pointer (&self->current);
      g_cancellable_cancel (self->previous->cancellable);
    }
  g_clear_pointer (&self->current, tile_set_free);
  self->current = tile_set_new (&self->scene);
  pump (self);
  redraw (self);
}

static gboolean
settle_cb (gpointer user_data)
{
  RltNetworkLayer *self = RLT_NETWORK_LAYER (user_data);

  self->settle_id = 0;
  begin (self);

  return G_SOURCE_REMOVE;
}

/* Brings the tiles in line with the viewport and the scene. */
static void
update (RltNetworkLayer *self)
{
  RltMapCamera camera;

  if (self->painter == NULL || !get_camera (self, &camera))
    return;

  self->scene.zoom = camera.zoom;
  self->scene.scale_factor = camera.scale_factor;
  if (self->current == NULL)
    {
      begin (self);
    }
  else if (rlt_map_scene_equal (&self->scene, &self->current->scene))
    {
      g_clear_handle_id (&self->settle_id, g_source_remove);
      tile_set_drop_far (self->current, &camera);
      pump (self);
    }
  else if (is_scaled_copy (&self->scene, &self->current->scene) &&
           fabs (self->scene.zoom - self->current->scene.zoom) < FARTHEST_SCALING)
    {
      g_clear_handle_id (&self->settle_id, g_source_remove);
      self->settle_id = g_timeout_add (SETTLE_TIME, settle_cb, self);
    }
  else
    {
      begin (self);
    }
  redraw (self);
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
draw_piece (RltNetworkLayer       *self,
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
draw_names (GtkSnapshot        *snapshot,
            const RltTile      *tile,
            const RltMapCamera *camera,
            double              x,
            double              y,
            double              scale)
{
  graphene_rect_t corner = get_rect (camera, x, y, 0);

  for (guint i = 0; tile != NULL && i < tile->names->len; i++)
    {
      const RltTileName *name = &g_array_index (tile->names, RltTileName, i);
      graphene_rect_t rect;

      graphene_rect_scale (&name->rect, (float) scale, (float) scale, &rect);
      graphene_rect_offset (&rect, corner.origin.x, corner.origin.y);
      gtk_snapshot_append_texture (snapshot, name->texture, &rect);
    }
}

static void
draw_tile (RltNetworkLayer       *self,
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

/* Draws what @set has in @area: the names, or all but them. In place of a tile that is missing stands what
 * @substitute has there. */
static void
draw_set (RltNetworkLayer       *self,
          GtkSnapshot           *snapshot,
          gboolean               names,
          const TileSet         *set,
          const TileSet         *substitute,
          const RltMapCamera    *camera,
          const graphene_rect_t *area)
{
  double size = RLT_TILE_SIZE * exp2 (camera->zoom - set->scene.zoom);
  TileRange range = tile_set_get_range (set, camera, 0);

  for (int row = range.top; row <= range.bottom; row++)
    {
      for (int column = range.left; column <= range.right; column++)
        {
          gint64 key = tile_key (column, row);
          const RltTile *tile = g_hash_table_lookup (set->tiles, &key);
          graphene_rect_t rect = get_rect (camera, column * size, row * size, size);

          if (!graphene_rect_intersection (&rect, area, &rect))
            continue;
          if (tile == NULL && substitute != NULL)
            {
              gtk_snapshot_push_clip (snapshot, &rect);
              draw_set (self, snapshot, names, substitute, NULL, camera, &rect);
              gtk_snapshot_pop (snapshot);
            }
          else if (names)
            {
              draw_names (snapshot, tile, camera, column * size, row * size, size / RLT_TILE_SIZE);
            }
          else
            {
              draw_tile (self, snapshot, tile, camera, column * size, row * size, size, area);
            }
        }
    }
}

static void
draw (RltNetworkLayer *self,
      GtkSnapshot     *snapshot,
      gboolean         names)
{
  RltMapCamera camera;
  graphene_rect_t area;

  if (!get_camera (self, &camera) || self->current == NULL)
    return;

  area = GRAPHENE_RECT_INIT (0, 0, camera.width, camera.height);
  if (shows_mixture (self))
    draw_set (self, snapshot, names, self->current, self->previous, &camera, &area);
  else
    draw_set (self, snapshot, names, self->previous != NULL ? self->previous : self->current, NULL, &camera,
              &area);
}

static void
rlt_network_layer_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  draw (RLT_NETWORK_LAYER (widget), snapshot, FALSE);
}

static void
rlt_network_layer_size_allocate (GtkWidget *widget,
                                 int        width,
                                 int        height,
                                 int        baseline)
{
  update (RLT_NETWORK_LAYER (widget));
}

static void
rlt_network_layer_constructed (GObject *object)
{
  RltNetworkLayer *self = RLT_NETWORK_LAYER (object);
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (self));

  G_OBJECT_CLASS (rlt_network_layer_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify::latitude", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::longitude", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (update), self, G_CONNECT_SWAPPED);
  g_signal_connect_swapped (self, "notify::scale-factor", G_CALLBACK (update), self);
}

static void
rlt_network_layer_dispose (GObject *object)
{
  RltNetworkLayer *self = RLT_NETWORK_LAYER (object);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_clear_pointer (&self->previous, tile_set_free);
  g_clear_pointer (&self->current, tile_set_free);
  if (self->painter != NULL)
    rlt_tile_painter_stop (self->painter);
  g_clear_object (&self->painter);

  G_OBJECT_CLASS (rlt_network_layer_parent_class)->dispose (object);
}

static void
rlt_network_layer_finalize (GObject *object)
{
  RltNetworkLayer *self = RLT_NETWORK_LAYER (object);

  g_clear_pointer (&self->network, rlt_map_network_unref);

  G_OBJECT_CLASS (rlt_network_layer_parent_class)->finalize (object);
}

static void
rlt_network_layer_class_init (RltNetworkLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = rlt_network_layer_constructed;
  object_class->dispose = rlt_network_layer_dispose;
  object_class->finalize = rlt_network_layer_finalize;

  widget_class->snapshot = rlt_network_layer_snapshot;
  widget_class->size_allocate = rlt_network_layer_size_allocate;

  signals[CHANGED] = g_signal_new ("changed", RLT_TYPE_NETWORK_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rlt_network_layer_init (RltNetworkLayer *self)
{
  self->scene.networks = RLT_MAP_ALL_NETWORKS;
  self->scene.scale_factor = 1;
}

/**
 * rlt_network_layer_new:
 * @viewport: of the map it is going to be in
 * @network: what to draw
 *
 * Returns: (transfer floating): a layer with all lines, on the plain light background
 */
RltNetworkLayer *
rlt_network_layer_new (ShumateViewport *viewport,
                       RltMapNetwork   *network)
{
  RltNetworkLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (network != NULL, NULL);

  self = g_object_new (RLT_TYPE_NETWORK_LAYER, "viewport", viewport, NULL);
  self->network = rlt_map_network_ref (network);
  self->painter = rlt_tile_painter_new (network);

  return self;
}

/**
 * rlt_network_layer_set_networks:
 * @self: a layer
 * @networks: a bit for each RltNetwork to show
 */
void
rlt_network_layer_set_networks (RltNetworkLayer *self,
                                guint            networks)
{
  g_return_if_fail (RLT_IS_NETWORK_LAYER (self));

  self->scene.networks = networks & RLT_MAP_ALL_NETWORKS;
  update (self);
}

/**
 * rlt_network_layer_set_selected:
 * @self: a layer
 * @line: (nullable): the line that is to stand out
 */
void
rlt_network_layer_set_selected (RltNetworkLayer *self,
                                const RltLine   *line)
{
  g_return_if_fail (RLT_IS_NETWORK_LAYER (self));

  self->scene.selected = line;
  update (self);
}

/**
 * rlt_network_layer_set_dark:
 * @self: a layer
 * @dark: whether to use the colours for a dark surrounding
 */
void
rlt_network_layer_set_dark (RltNetworkLayer *self,
                            gboolean         dark)
{
  g_return_if_fail (RLT_IS_NETWORK_LAYER (self));

  self->scene.dark = dark;
  update (self);
}

/**
 * rlt_network_layer_set_transparent:
 * @self: a layer
 * @transparent: whether a base map below is to be seen
 */
void
rlt_network_layer_set_transparent (RltNetworkLayer *self,
                                   gboolean         transparent)
{
  g_return_if_fail (RLT_IS_NETWORK_LAYER (self));

  self->scene.transparent = transparent;
  update (self);
}

/**
 * rlt_network_layer_get_scene:
 * @self: a layer
 *
 * Returns: (transfer none): what is drawn, and how
 */
const RltMapScene *
rlt_network_layer_get_scene (RltNetworkLayer *self)
{
  g_return_val_if_fail (RLT_IS_NETWORK_LAYER (self), NULL);

  return &self->scene;
}

/**
 * rlt_network_layer_is_complete:
 * @self: a layer
 *
 * Returns: whether all that is in view is drawn as the scene wants it
 */
gboolean
rlt_network_layer_is_complete (RltNetworkLayer *self)
{
  RltMapCamera camera;

  g_return_val_if_fail (RLT_IS_NETWORK_LAYER (self), FALSE);

  return get_camera (self, &camera) && self->current != NULL &&
         rlt_map_scene_equal (&self->scene, &self->current->scene) &&
         tile_set_covers (self->current, &camera);
}

/**
 * rlt_network_layer_snapshot_names:
 * @self: a layer
 * @snapshot: where to draw
 *
 * Draws the names of stations, which are not part of the layer's own picture: they lie above the trains.
 */
void
rlt_network_layer_snapshot_names (RltNetworkLayer *self,
                                  GtkSnapshot     *snapshot)
{
  g_return_if_fail (RLT_IS_NETWORK_LAYER (self));

  draw (self, snapshot, TRUE);
}
