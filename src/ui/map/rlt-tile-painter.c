/* rlt-tile-painter.c: draws the network tile by tile on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-tile-painter"

#include "config.h"

#include "rlt-tile-painter.h"

#include <math.h>

#include "rlt-line-painter.h"
#include "rlt-map-labels.h"
#include "rlt-map-texture.h"
#include "rlt-station-painter.h"
#include "rlt-worker.h"

struct _RltTilePainter
{
  GObject         parent_instance;

  RltMapNetwork  *network;       /* (owned) */
  RltWorker      *worker;        /* (owned) */

  /* The worker's own */
  RltMapLetterer *letterer;      /* (owned) (nullable) until the first tile */
  RltMapScene     labels_scene;
  GArray         *labels;        /* (owned) (nullable): for @labels_scene */
  guint           serial;        /* of the last tile */
};

typedef struct
{
  RltMapScene scene;
  int         column;
  int         row;
} Job;

G_DEFINE_FINAL_TYPE (RltTilePainter, rlt_tile_painter, G_TYPE_OBJECT)

static const GArray *
get_labels (RltTilePainter    *self,
            const RltMapScene *scene)
{
  if (self->letterer == NULL)
    self->letterer = rlt_map_letterer_new ();
  if (self->labels == NULL || !rlt_map_scene_equal (&self->labels_scene, scene))
    {
      g_clear_pointer (&self->labels, g_array_unref);
      self->labels = rlt_map_letterer_place (self->letterer, self->network, scene);
      self->labels_scene = *scene;
    }

  return self->labels;
}

static void
draw_tile (RltTilePainter *self,
           const Job      *job,
           cairo_t        *cr)
{
  const RltMapScene *scene = &job->scene;
  RltMapCamera camera = {
    .zoom = scene->zoom,
    .scale = RLT_MAP_WORLD_SIZE * exp2 (scene->zoom),
    .left = (double) job->column * RLT_TILE_SIZE,
    .top = (double) job->row * RLT_TILE_SIZE,
    .width = RLT_TILE_SIZE,
    .height = RLT_TILE_SIZE,
    .scale_factor = scene->scale_factor,
  };

  if (!scene->transparent)
    {
      rlt_map_set_color (cr, rlt_map_scene_get_theme (scene)->background, 1);
      cairo_paint (cr);
    }
  rlt_line_painter_draw (cr, self->network, scene, &camera);
  rlt_station_painter_draw (cr, self->network, scene, &camera);
}

/* Draws what of a name is in a tile on @cr, and keeps it. */
static void
add_name (GArray            *names,
          const RltMapLabel *label,
          const Job         *job,
          cairo_t           *cr)
{
  double tile_left = (double) job->column * RLT_TILE_SIZE, tile_top = (double) job->row * RLT_TILE_SIZE;
  int factor = job->scene.scale_factor;
  double left, top, right, bottom;
  cairo_surface_t *surface;
  cairo_t *name_cr;
  RltTileName name;

  rlt_station_painter_get_name_box (label, &left, &top, &right, &bottom);
  left = MAX (floor (left), tile_left);
  top = MAX (floor (top), tile_top);
  right = MIN (ceil (right), tile_left + RLT_TILE_SIZE);
  bottom = MIN (ceil (bottom), tile_top + RLT_TILE_SIZE);
  if (right <= left || bottom <= top)
    return;

  name.left = (int) (left - tile_left) * factor;
  name.top = (int) (top - tile_top) * factor;
  name.width = (int) (right - left) * factor;
  name.height = (int) (bottom - top) * factor;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, name.width, name.height);
  cairo_surface_set_device_scale (surface, factor, factor);
  name_cr = cairo_create (surface);
  cairo_translate (name_cr, -left, -top);
  rlt_station_painter_draw_name (name_cr, label, &job->scene);
  cairo_destroy (name_cr);
  name.pixels = rlt_map_pixels_new (surface);
  g_array_append_val (names, name);

  cairo_set_source_surface (cr, surface, left - tile_left, top - tile_top);
  cairo_paint (cr);
  cairo_surface_destroy (surface);
}

static void
tile_name_clear (gpointer data)
{
  RltTileName *name = data;

  g_bytes_unref (name->pixels);
}

/* (transfer full) (element-type RltTileName): the names in a tile, drawn on @cr, too. */
static GArray *
draw_names (RltTilePainter *self,
            const Job      *job,
            cairo_t        *cr)
{
  const GArray *labels = get_labels (self, &job->scene);
  GArray *names = g_array_new (FALSE, FALSE, sizeof (RltTileName));

  g_array_set_clear_func (names, tile_name_clear);
  for (guint i = 0; i < labels->len; i++)
    add_name (names, &g_array_index (labels, RltMapLabel, i), job, cr);

  return names;
}

static RltTile *
split (cairo_surface_t   *surface,
       const RltMapScene *scene)
{
  int size = RLT_TILE_SIZE / RLT_TILE_SPLIT * scene->scale_factor;
  RltTile *tile = g_new0 (RltTile, 1);

  for (int i = 0; i < RLT_TILE_SPLIT * RLT_TILE_SPLIT; i++)
    tile->pieces[i] = rlt_map_texture_new_part (surface, i % RLT_TILE_SPLIT * size, i / RLT_TILE_SPLIT * size,
                                                size, rlt_map_scene_get_theme (scene)->background);

  return tile;
}

static void
paint_worker (GTask        *task,
              gpointer      source,
              gpointer      task_data,
              GCancellable *cancellable)
{
  RltTilePainter *self = source;
  Job *job = task_data;
  int size = RLT_TILE_SIZE * job->scene.scale_factor;
  cairo_surface_t *surface;
  GArray *names;
  RltTile *tile;
  cairo_t *cr;

  surface = cairo_image_surface_create (job->scene.transparent ? CAIRO_FORMAT_ARGB32 : CAIRO_FORMAT_RGB24,
                                        size, size);
  cairo_surface_set_device_scale (surface, job->scene.scale_factor, job->scene.scale_factor);
  cr = cairo_create (surface);
  draw_tile (self, job, cr);
  names = draw_names (self, job, cr);
  cairo_destroy (cr);
  tile = split (surface, &job->scene);
  tile->names = names;
  tile->serial = ++self->serial;
  cairo_surface_destroy (surface);

  g_task_return_pointer (task, tile, (GDestroyNotify) rlt_tile_free);
}

static void
rlt_tile_painter_dispose (GObject *object)
{
  RltTilePainter *self = RLT_TILE_PAINTER (object);

  g_clear_object (&self->worker);

  G_OBJECT_CLASS (rlt_tile_painter_parent_class)->dispose (object);
}

static void
rlt_tile_painter_finalize (GObject *object)
{
  RltTilePainter *self = RLT_TILE_PAINTER (object);

  g_clear_pointer (&self->labels, g_array_unref);
  g_clear_pointer (&self->letterer, rlt_map_letterer_free);
  g_clear_pointer (&self->network, rlt_map_network_unref);

  G_OBJECT_CLASS (rlt_tile_painter_parent_class)->finalize (object);
}

static void
rlt_tile_painter_class_init (RltTilePainterClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_tile_painter_dispose;
  object_class->finalize = rlt_tile_painter_finalize;
}

static void
rlt_tile_painter_init (RltTilePainter *self)
{
}

/**
 * rlt_tile_painter_new:
 * @network: what to draw
 *
 * Starts a thread.
 *
 * Returns: (transfer full): a painter; call rlt_tile_painter_stop() on it
 */
RltTilePainter *
rlt_tile_painter_new (RltMapNetwork *network)
{
  RltTilePainter *self;

  g_return_val_if_fail (network != NULL, NULL);

  self = g_object_new (RLT_TYPE_TILE_PAINTER, NULL);
  self->network = rlt_map_network_ref (network);
  self->worker = rlt_worker_new ("map-painter");

  return self;
}

/**
 * rlt_tile_painter_stop:
 * @self: a painter
 *
 * Waits for the tile that is being drawn. What is cancelled is not drawn any more.
 */
void
rlt_tile_painter_stop (RltTilePainter *self)
{
  g_return_if_fail (RLT_IS_TILE_PAINTER (self));

  rlt_worker_stop (self->worker);
}

/**
 * rlt_tile_painter_paint_async:
 * @self: a painter that is not stopped
 * @scene: how; copied
 * @column: which tile, counted from the world's western edge at the scene's zoom level
 * @row: likewise, from the northern edge
 * @cancellable: (nullable): a tile that is not begun yet is given up
 * @callback: called in the main context of the caller
 * @user_data: for @callback
 *
 * Tiles are drawn in the order asked for.
 */
void
rlt_tile_painter_paint_async (RltTilePainter      *self,
                              const RltMapScene   *scene,
                              int                  column,
                              int                  row,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  GTask *task;
  Job *job;

  g_return_if_fail (RLT_IS_TILE_PAINTER (self));
  g_return_if_fail (scene != NULL);

  job = g_new0 (Job, 1);
  job->scene = *scene;
  job->column = column;
  job->row = row;

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_tile_painter_paint_async);
  g_task_set_task_data (task, job, g_free);
  rlt_worker_push (self->worker, paint_worker, task);
}

/**
 * rlt_tile_painter_paint_finish:
 * @self: a painter
 * @result: what the callback was given
 * @column: (out): which tile it is
 * @row: (out): likewise
 * @error: (out): %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the tile, or %NULL when it was given up
 */
RltTile *
rlt_tile_painter_paint_finish (RltTilePainter  *self,
                               GAsyncResult    *result,
                               int             *column,
                               int             *row,
                               GError         **error)
{
  const Job *job;

  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_tile_painter_paint_async), NULL);

  job = g_task_get_task_data (G_TASK (result));
  *column = job->column;
  *row = job->row;
  return g_task_propagate_pointer (G_TASK (result), error);
}

/**
 * rlt_tile_free:
 * @self: (transfer full): a tile
 */
void
rlt_tile_free (RltTile *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->pieces); i++)
    g_clear_object (&self->pieces[i]);
  g_array_unref (self->names);
  g_free (self);
}
