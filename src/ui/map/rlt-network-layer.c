/* rlt-network-layer.c: the map's layer of lines, stations and their names.
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

#include "rlt-map-camera.h"

#define SETTLE_TIME 60        /* ms without a change of zoom level before it is drawn anew */
#define FARTHEST_SCALING 0.8  /* zoom levels: beyond that scaled tiles are too coarse to wait */
#define MAX_IN_FLIGHT 4       /* tiles asked for at a time: the painter need not wait for the main thread */
#define MARGIN 1              /* tiles around the view that are drawn beforehand */

struct _RltNetworkLayer
{
  ShumateLayer    parent_instance;

  RltMapNetwork  *network;      /* (owned) */
  RltTilePainter *painter;      /* (owned) (nullable) once disposed */
  RltMapScene     scene;        /* as it should look; its zoom level is the viewport's */
  RltTileSet     *current;      /* (owned) (nullable) until there is a size: being completed or complete */
  RltTileSet     *previous;     /* (owned) (nullable): shown until @current is complete */
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

  tile = rlt_tile_painter_paint_finish (RLT_TILE_PAINTER (source), result, &column, &row, &error);
  if (tile == NULL)
    return;

  self = RLT_NETWORK_LAYER (user_data);
  rlt_tile_set_take (self->current, column, row, tile);
  if (get_camera (self, &camera) && rlt_tile_set_covers (self->current, &camera))
    g_clear_pointer (&self->previous, rlt_tile_set_free);
  if (self->previous == NULL || shows_mixture (self))
    redraw (self);
  pump (self);
}

static void
ask_for (RltNetworkLayer *self,
         int              column,
         int              row)
{
  rlt_tile_set_ask (self->current, column, row);
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
      if (!rlt_tile_set_find_missing (self->current, &camera, 0, &column, &row) &&
          !rlt_tile_set_find_missing (self->current, &camera, MARGIN, &column, &row))
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
      g_clear_pointer (&self->previous, rlt_tile_set_free);
      self->previous = g_steal_pointer (&self->current);
      g_cancellable_cancel (self->previous->cancellable);
    }
  g_clear_pointer (&self->current, rlt_tile_set_free);
  self->current = rlt_tile_set_new (&self->scene);
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
      rlt_tile_set_drop_far (self->current, &camera);
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

static void
rlt_network_layer_snapshot (GtkWidget   *widget,
                            GtkSnapshot *snapshot)
{
  RltNetworkLayer *self = RLT_NETWORK_LAYER (widget);
  RltMapCamera camera;

  if (!get_camera (self, &camera) || self->current == NULL)
    return;

  if (shows_mixture (self))
    rlt_tile_set_draw (self->current, self->previous, snapshot, &camera);
  else
    rlt_tile_set_draw (self->previous != NULL ? self->previous : self->current, NULL, snapshot, &camera);
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
  g_clear_pointer (&self->previous, rlt_tile_set_free);
  g_clear_pointer (&self->current, rlt_tile_set_free);
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
         rlt_tile_set_covers (self->current, &camera);
}

/**
 * rlt_network_layer_get_tiles:
 * @self: a layer
 *
 * Returns: (transfer none) (nullable): the tiles that are shown as they were drawn; %NULL while only scaled
 *   ones are
 */
const RltTileSet *
rlt_network_layer_get_tiles (RltNetworkLayer *self)
{
  RltMapCamera camera;

  g_return_val_if_fail (RLT_IS_NETWORK_LAYER (self), NULL);

  if (!get_camera (self, &camera) || self->current == NULL || self->current->scene.zoom != camera.zoom)
    return NULL;
  return self->previous == NULL || shows_mixture (self) ? self->current : NULL;
}
