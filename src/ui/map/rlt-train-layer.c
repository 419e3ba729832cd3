/* rlt-train-layer.c: the map's layer of moving trains.
 *
 * Positions are worked out some times a second by a timer, not by the frame clock: the frames between
 * are left to the loading of base map tiles. A frame is asked for only when a train has moved by a
 * pixel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-layer"

#include "config.h"

#include "rlt-train-layer.h"

#include <math.h>

#include "rlt-map-camera.h"
#include "rlt-train-emphasis.h"
#include "rlt-train-sheet.h"

/* Positions a second while up to so many trains are in view: few trains are cheap. */
static const struct { guint n_shown; guint rate; } rates[] = {
  { 150, 20 },
  { 600, 15 },
  { G_MAXUINT, 10 },
};

#define STILL_INTERVAL 1000   /* ms, when the user wants no animations */
#define DIMMED 0.25           /* opacity of trains of other lines than the selected one */
#define MARGIN 24             /* logical pixels around the view in which trains are still drawn */

struct _RltTrainLayer
{
  ShumateLayer     parent_instance;

  RltClock        *clock;           /* (owned) */
  RltNetworkLayer *network_layer;   /* (owned) (nullable) */
  RltTrainFleet   *fleet;           /* (owned) */
  RltTrainSprites *sprites;         /* (owned) */
  RltTrainSheet   *sheet;           /* (owned) */
  GArray          *marks;           /* (owned) (element-type RltTrainMark) */
  GArray          *old_marks;       /* (owned) (element-type RltTrainMark): of the frame before */
  RltMapCamera     camera;          /* of @marks */
  guint            networks;
  const RltLine   *selected_line;   /* (nullable) */
  const RltLine   *train_line;      /* (nullable): of the selected train */
  char            *train_id;        /* (owned) (nullable) */
  char            *hovered_id;      /* (owned) (nullable) */
  const RltLine   *hovered_line;    /* (nullable) */
  gboolean         stale;           /* @marks do not tell of the trains as they are */
  guint            timer_id;
  guint            interval;        /* ms, of the timer */
  gboolean         waits_for_frame;
  gboolean         dark;
};

G_DEFINE_FINAL_TYPE (RltTrainLayer, rlt_train_layer, SHUMATE_TYPE_LAYER)

enum
{
  ADVANCED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static guint
level_of (const RltTrainLayer *self,
          const RltFleetTrain *train)
{
  const RltLine *line = train->glide.train->line;

  if (train->level == 0 || self->selected_line == NULL || self->selected_line == line)
    return train->level;

  return (guint) MAX (lround (train->level * DIMMED), 1);
}

static void
add_mark (RltTrainLayer       *self,
          const RltFleetTrain *train,
          RltTrainShape        shape)
{
  const RltTrain *what = train->glide.train;
  int factor = self->camera.scale_factor;
  double x, y;
  RltTrainMark mark;

  rlt_map_camera_to_widget (&self->camera, &train->place, &x, &y);
  if (x < -MARGIN || y < -MARGIN || x > self->camera.width + MARGIN || y > self->camera.height + MARGIN)
    return;

  mark.train = train;
  mark.sprite = rlt_train_sprites_get (self->sprites, what->line, shape, what->basis, train->bearing);
  mark.x = (int) lround ((x + self->camera.left) * factor);
  mark.y = (int) lround ((y + self->camera.top) * factor);
  mark.level = level_of (self, train);
  g_array_append_val (self->marks, mark);
}

static void
add_marks_of_line (RltTrainLayer      *self,
                   const RltFleetLine *line,
                   RltTrainShape       shape)
{
  for (guint i = 0; i < line->trains->len; i++)
    {
      const RltFleetTrain *train = &g_array_index (line->trains, RltFleetTrain, i);

      if (train->level > 0)
        add_mark (self, train, shape);
    }
}

/* Works out what is in view. Those of the selected line come last and so lie on top. */
static void
collect_marks (RltTrainLayer      *self,
               const RltMapCamera *camera)
{
  RltTrainShape shape = rlt_train_shape_at (camera->zoom);
  const RltFleetLine *selected = NULL;
  GArray *marks = self->old_marks;

  self->old_marks = self->marks;
  self->marks = marks;
  g_array_set_size (marks, 0);
  self->camera = *camera;
  self->stale = FALSE;
  if (rlt_train_sprites_set_look (self->sprites, self->camera.scale_factor, self->dark))
    rlt_train_sheet_clear (self->sheet);
  rlt_train_sprites_begin_frame (self->sprites);

  for (guint i = 0; i < self->fleet->lines->len; i++)
    {
      const RltFleetLine *line = g_ptr_array_index (self->fleet->lines, i);

      if (line->line == self->selected_line)
        selected = line;
      else if (self->networks & (1u << line->line->network))
        add_marks_of_line (self, line, shape);
    }
  if (selected != NULL)
    add_marks_of_line (self, selected, shape);
}

/* Sees to it that the marks tell of the trains and the view as they are. */
static void
ensure_marks (RltTrainLayer *self)
{
  RltMapCamera camera;

  rlt_map_camera_from_viewport (&camera, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
  if (self->stale || memcmp (&camera, &self->camera, sizeof camera) != 0)
    collect_marks (self, &camera);
}

/* To be called when trains, or how they are to be drawn, have changed. */
static void
set_stale (RltTrainLayer *self)
{
  self->stale = TRUE;
  self->waits_for_frame = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/* Whether a train that is in view has moved by a pixel, come, gone or changed its look. */
static gboolean
looks_different (const RltTrainLayer *self)
{
  if (self->marks->len != self->old_marks->len)
    return TRUE;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const RltTrainMark *mark = &g_array_index (self->marks, RltTrainMark, i);
      const RltTrainMark *old = &g_array_index (self->old_marks, RltTrainMark, i);

      if (mark->x != old->x || mark->y != old->y || mark->sprite != old->sprite || mark->level != old->level)
        return TRUE;
    }

  return FALSE;
}

static guint
wanted_interval (RltTrainLayer *self)
{
  gboolean animations;
  guint i = 0;

  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  if (!animations)
    return STILL_INTERVAL;

  while (self->marks->len > rates[i].n_shown)
    i++;
  return 1000 / rates[i].rate;
}

static void schedule (RltTrainLayer *self);

static gboolean
timer_cb (gpointer user_data)
{
  RltTrainLayer *self = RLT_TRAIN_LAYER (user_data);

  /* A frame that was asked for and did not come: the window cannot be seen. */
  if (!self->waits_for_frame)
    rlt_train_layer_update (self);
  schedule (self);

  return self->timer_id != 0 ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* Lets the timer run at the right pace while there is something to move and somebody to see it. */
static void
schedule (RltTrainLayer *self)
{
  gboolean run = gtk_widget_get_mapped (GTK_WIDGET (self)) && !rlt_train_fleet_is_empty (self->fleet);
  guint interval = run ? wanted_interval (self) : 0;

  if (interval == self->interval)
    return;
  g_clear_handle_id (&self->timer_id, g_source_remove);
  self->interval = interval;
  if (interval > 0)
    self->timer_id = g_timeout_add (interval, timer_cb, self);
}

static void
draw_emphasis (RltTrainLayer       *self,
               GtkSnapshot         *snapshot,
               const RltFleetTrain *train,
               double               alpha)
{
  RltTime now = rlt_clock_now (self->clock);

  if (train == NULL)
    return;

  for (guint i = 0; i < self->marks->len; i++)
    {
      const RltTrainMark *mark = &g_array_index (self->marks, RltTrainMark, i);

      if (mark->train == train)
        rlt_train_emphasis_draw (snapshot, mark, &self->camera, now, self->dark, alpha);
    }
}

static void
rlt_train_layer_snapshot (GtkWidget   *widget,
                          GtkSnapshot *snapshot)
{
  RltTrainLayer *self = RLT_TRAIN_LAYER (widget);

  self->waits_for_frame = FALSE;
  ensure_marks (self);

  draw_emphasis (self, snapshot, rlt_train_fleet_find (self->fleet, self->hovered_line, self->hovered_id), 0.45);
  draw_emphasis (self, snapshot, rlt_train_fleet_find (self->fleet, self->train_line, self->train_id), 0.9);
  rlt_train_sheet_draw (self->sheet, snapshot, (const RltTrainMark *) self->marks->data, self->marks->len,
                        &self->camera,
                        self->network_layer != NULL ? rlt_network_layer_get_tiles (self->network_layer) : NULL);
}

static void
rlt_train_layer_map (GtkWidget *widget)
{
  RltTrainLayer *self = RLT_TRAIN_LAYER (widget);

  GTK_WIDGET_CLASS (rlt_train_layer_parent_class)->map (widget);

  self->waits_for_frame = FALSE;
  rlt_train_layer_update (self);
  schedule (self);
}

static void
rlt_train_layer_unmap (GtkWidget *widget)
{
  GTK_WIDGET_CLASS (rlt_train_layer_parent_class)->unmap (widget);

  schedule (RLT_TRAIN_LAYER (widget));
}

static void
rlt_train_layer_constructed (GObject *object)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (object));

  G_OBJECT_CLASS (rlt_train_layer_parent_class)->constructed (object);

  g_signal_connect_object (viewport, "notify::latitude", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::longitude", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (viewport, "notify::zoom-level", G_CALLBACK (gtk_widget_queue_draw), object,
                           G_CONNECT_SWAPPED);
}

static void
rlt_train_layer_dispose (GObject *object)
{
  RltTrainLayer *self = RLT_TRAIN_LAYER (object);

  g_clear_handle_id (&self->timer_id, g_source_remove);
  g_array_set_size (self->marks, 0);
  g_array_set_size (self->old_marks, 0);
  g_ptr_array_set_size (self->fleet->lines, 0);
  g_clear_object (&self->network_layer);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (rlt_train_layer_parent_class)->dispose (object);
}

static void
rlt_train_layer_finalize (GObject *object)
{
  RltTrainLayer *self = RLT_TRAIN_LAYER (object);

  g_array_unref (self->marks);
  g_array_unref (self->old_marks);
  rlt_train_fleet_free (self->fleet);
  g_free (self->train_id);
  g_free (self->hovered_id);
  rlt_train_sheet_free (self->sheet);
  rlt_train_sprites_free (self->sprites);

  G_OBJECT_CLASS (rlt_train_layer_parent_class)->finalize (object);
}

static void
rlt_train_layer_class_init (RltTrainLayerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->constructed = rlt_train_layer_constructed;
  object_class->dispose = rlt_train_layer_dispose;
  object_class->finalize = rlt_train_layer_finalize;

  widget_class->snapshot = rlt_train_layer_snapshot;
  widget_class->map = rlt_train_layer_map;
  widget_class->unmap = rlt_train_layer_unmap;

  signals[ADVANCED] = g_signal_new ("advanced", RLT_TYPE_TRAIN_LAYER, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 0);
}

static void
rlt_train_layer_init (RltTrainLayer *self)
{
  self->fleet = rlt_train_fleet_new ();
  self->sprites = rlt_train_sprites_new ();
  self->sheet = rlt_train_sheet_new ();
  self->marks = g_array_new (FALSE, FALSE, sizeof (RltTrainMark));
  self->old_marks = g_array_new (FALSE, FALSE, sizeof (RltTrainMark));
  self->networks = (1u << RLT_N_NETWORKS) - 1;
}

/**
 * rlt_train_layer_new:
 * @viewport: of the map it is going to be in
 * @clock: the clock trains move by
 *
 * Returns: (transfer floating): a layer without trains
 */
RltTrainLayer *
rlt_train_layer_new (ShumateViewport *viewport,
                     RltClock        *clock)
{
  RltTrainLayer *self;

  g_return_val_if_fail (SHUMATE_IS_VIEWPORT (viewport), NULL);
  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_TRAIN_LAYER, "viewport", viewport, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * rlt_train_layer_set_network_layer:
 * @self: a layer
 * @network_layer: the layer of the stations, of the same map
 *
 * Names of stations are drawn over trains from now on.
 */
void
rlt_train_layer_set_network_layer (RltTrainLayer   *self,
                                   RltNetworkLayer *network_layer)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));
  g_return_if_fail (RLT_IS_NETWORK_LAYER (network_layer));
  g_return_if_fail (self->network_layer == NULL);

  self->network_layer = g_object_ref (network_layer);
  g_signal_connect_object (network_layer, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}

/**
 * rlt_train_layer_set_snapshot:
 * @self: a layer
 * @line: a line
 * @snapshot: (nullable): what is known of it now; %NULL for nothing
 *
 * Trains of the same id glide from where they are shown to where they are now said to be.
 */
void
rlt_train_layer_set_snapshot (RltTrainLayer *self,
                              const RltLine *line,
                              RltSnapshot   *snapshot)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));
  g_return_if_fail (line != NULL);

  /* The marks point to what is about to go. */
  g_array_set_size (self->marks, 0);
  g_array_set_size (self->old_marks, 0);
  rlt_train_fleet_set_snapshot (self->fleet, line, snapshot, rlt_clock_now (self->clock));
  set_stale (self);
  schedule (self);
}

/**
 * rlt_train_layer_set_networks:
 * @self: a layer
 * @networks: a bit for each RltNetwork whose trains are shown
 */
void
rlt_train_layer_set_networks (RltTrainLayer *self,
                              guint          networks)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));

  self->networks = networks;
  set_stale (self);
}

/**
 * rlt_train_layer_select_line:
 * @self: a layer
 * @line: (nullable): the line whose trains stand out
 */
void
rlt_train_layer_select_line (RltTrainLayer *self,
                             const RltLine *line)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));

  self->selected_line = line;
  set_stale (self);
}

/**
 * rlt_train_layer_select_train:
 * @self: a layer
 * @line: (nullable): its line
 * @id: (nullable): the train that has a ring, and the stretch of track it may be on
 */
void
rlt_train_layer_select_train (RltTrainLayer *self,
                              const RltLine *line,
                              const char    *id)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));

  self->train_line = line;
  g_free (self->train_id);
  self->train_id = g_strdup (id);
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rlt_train_layer_set_hovered:
 * @self: a layer
 * @train: (nullable): the train the pointer is on
 */
void
rlt_train_layer_set_hovered (RltTrainLayer  *self,
                             const RltTrain *train)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));

  if (train != NULL ? self->hovered_line == train->line && g_strcmp0 (self->hovered_id, train->id) == 0
                    : self->hovered_id == NULL)
    return;

  self->hovered_line = train != NULL ? train->line : NULL;
  g_free (self->hovered_id);
  self->hovered_id = train != NULL ? g_strdup (train->id) : NULL;
  gtk_widget_queue_draw (GTK_WIDGET (self));
}

/**
 * rlt_train_layer_set_dark:
 * @self: a layer
 * @dark: whether the map is dark
 */
void
rlt_train_layer_set_dark (RltTrainLayer *self,
                          gboolean       dark)
{
  g_return_if_fail (RLT_IS_TRAIN_LAYER (self));

  self->dark = dark;
  set_stale (self);
}

/**
 * rlt_train_layer_update:
 * @self: a layer
 *
 * Moves the trains on to the clock's time. The layer does so by itself while it is mapped.
 *
 * Returns: whether that is to be seen, so that a frame was asked for
 */
gboolean
rlt_train_layer_update (RltTrainLayer *self)
{
  RltMapCamera camera;

  g_return_val_if_fail (RLT_IS_TRAIN_LAYER (self), FALSE);

  rlt_train_fleet_advance (self->fleet, rlt_clock_now (self->clock));
  rlt_map_camera_from_viewport (&camera, shumate_layer_get_viewport (SHUMATE_LAYER (self)), GTK_WIDGET (self));
  collect_marks (self, &camera);
  g_signal_emit (self, signals[ADVANCED], 0);
  if (!looks_different (self) && !rlt_train_sprites_is_behind (self->sprites))
    return FALSE;

  self->waits_for_frame = TRUE;
  gtk_widget_queue_draw (GTK_WIDGET (self));
  return TRUE;
}

/**
 * rlt_train_layer_get_n_shown:
 * @self: a layer
 *
 * Returns: how many trains are in view
 */
guint
rlt_train_layer_get_n_shown (RltTrainLayer *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_LAYER (self), 0);

  ensure_marks (self);
  return self->marks->len;
}

/**
 * rlt_train_layer_is_animating:
 * @self: a layer
 *
 * Returns: whether the layer works out positions by itself: it is mapped and has trains
 */
gboolean
rlt_train_layer_is_animating (RltTrainLayer *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_LAYER (self), FALSE);

  return self->timer_id != 0;
}

/**
 * rlt_train_layer_find_train:
 * @self: a layer
 * @x: logical pixels in the layer
 * @y: likewise
 * @radius: logical pixels
 *
 * Returns: (transfer none) (nullable): the train in view that is nearest to the place, within @radius.
 *   It lives until the next snapshot of its line.
 */
const RltTrain *
rlt_train_layer_find_train (RltTrainLayer *self,
                            double         x,
                            double         y,
                            double         radius)
{
  const RltTrain *found = NULL;
  double best = radius * radius;

  g_return_val_if_fail (RLT_IS_TRAIN_LAYER (self), NULL);

  ensure_marks (self);
  for (guint i = 0; i < self->marks->len; i++)
    {
      const RltTrainMark *mark = &g_array_index (self->marks, RltTrainMark, i);
      float mark_x, mark_y;
      double distance;

      rlt_train_mark_to_widget (mark, &self->camera, &mark_x, &mark_y);
      distance = (mark_x - x) * (mark_x - x) + (mark_y - y) * (mark_y - y);
      if (distance > best)
        continue;
      best = distance;
      found = mark->train->glide.train;
    }

  return found;
}

/**
 * rlt_train_layer_get_place:
 * @self: a layer
 * @line: a line
 * @id: a train of it
 * @distance: (out) (optional): metres along the train's pattern
 * @place: (out) (optional): in the flat world
 *
 * Returns: whether there is such a train and it is shown, as of the last update
 */
gboolean
rlt_train_layer_get_place (RltTrainLayer *self,
                           const RltLine *line,
                           const char    *id,
                           double        *distance,
                           RltMapPoint   *place)
{
  const RltFleetTrain *train;

  g_return_val_if_fail (RLT_IS_TRAIN_LAYER (self), FALSE);

  train = rlt_train_fleet_find (self->fleet, line, id);
  if (train == NULL || train->level == 0)
    return FALSE;

  if (distance != NULL)
    *distance = train->glide.shown;
  if (place != NULL)
    *place = train->place;
  return TRUE;
}
