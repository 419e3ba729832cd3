/* rlt-map-view.c: the live map: base map, lines, stations and moving trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-view"

#include "config.h"

#include "rlt-map-view.h"

#include <glib/gi18n.h>
#include <math.h>
#include <shumate/shumate.h>

#include "rlt-base-map.h"
#include "rlt-format.h"
#include "rlt-map-camera.h"
#include "rlt-map-credits.h"
#include "rlt-map-legend.h"
#include "rlt-map-notices.h"
#include "rlt-map-view-private.h"

#define HOME_LATITUDE 48.8566
#define HOME_LONGITUDE 2.3470
#define HOME_ZOOM 11.5

#define CLICK_REACH 8.0       /* logical pixels: farther between press and release it is a drag */
#define TRAIN_RADIUS 22.0     /* logical pixels around a train that are as good as the train */
#define STATION_RADIUS 16.0
#define LINE_RADIUS 9.0
#define POINTER_RADIUS 14.0   /* likewise around a train, for a pointer that only hovers */
#define PAN_STEP 80.0         /* logical pixels */
#define FIT_MARGIN 48.0       /* logical pixels */
#define FIT_MAX_ZOOM 15.0
#define WAKE_DELAY 60         /* ms */

struct _RltMapView
{
  AdwBin           parent_instance;

  /* Template children */
  ShumateMap      *map;
  RltMapNotices   *notices;
  ShumateScale    *scale;
  RltMapCredits   *credits;
  RltMapLegend    *legend;

  RltEngine       *engine;         /* (owned) (nullable) in tests */
  RltCatalogue    *catalogue;      /* (owned) */
  RltClock        *clock;          /* (owned) */
  RltMapNetwork   *network;        /* (owned) */
  RltBaseMap      *base_map;       /* (owned) */
  RltNetworkLayer *network_layer;  /* belongs to @map */
  RltTrainLayer   *train_layer;    /* belongs to @map */
  guint            networks;
  const RltLine   *selected;       /* (nullable) */
  double           press_x;
  double           press_y;
  guint            wake_id;
};

G_DEFINE_FINAL_TYPE (RltMapView, rlt_map_view, ADW_TYPE_BIN)

enum
{
  LINE_ACTIVATED,
  STATION_ACTIVATED,
  TRAIN_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static ShumateViewport *
get_viewport (RltMapView *self)
{
  return shumate_map_get_viewport (self->map);
}

static gboolean
get_camera (RltMapView   *self,
            RltMapCamera *camera)
{
  return rlt_map_camera_from_viewport (camera, get_viewport (self), GTK_WIDGET (self->map));
}

static void
move_to (RltMapView *self,
         double      latitude,
         double      longitude,
         double      zoom)
{
  gboolean animations;

  zoom = CLAMP (zoom, RLT_BASE_MAP_MIN_ZOOM, RLT_BASE_MAP_MAX_ZOOM);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self)), "gtk-enable-animations", &animations, NULL);
  shumate_map_stop_go_to (self->map);
  if (animations && gtk_widget_get_mapped (GTK_WIDGET (self)))
    {
      shumate_map_go_to_full (self->map, latitude, longitude, zoom);
      return;
    }

  shumate_viewport_set_zoom_level (get_viewport (self), zoom);
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), latitude, longitude);
}

static void
fit_box (RltMapView      *self,
         const RltMapBox *box)
{
  double width = MAX (gtk_widget_get_width (GTK_WIDGET (self)) - 2 * FIT_MARGIN, FIT_MARGIN);
  double height = MAX (gtk_widget_get_height (GTK_WIDGET (self)) - 2 * FIT_MARGIN, FIT_MARGIN);
  RltMapPoint centre = { (box->left + box->right) / 2, (box->top + box->bottom) / 2 };
  double scale = MIN (width / (box->right - box->left), height / (box->bottom - box->top));
  double latitude, longitude;

  rlt_map_unproject (&centre, &latitude, &longitude);
  move_to (self, latitude, longitude, MIN (log2 (scale / RLT_MAP_WORLD_SIZE), FIT_MAX_ZOOM));
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RltMapView *self = RLT_MAP_VIEW (widget);
  double latitude, longitude, zoom;
  int step = g_str_equal (action_name, "map.zoom-in") ? 1 : -1;

  rlt_map_view_get_view (self, &latitude, &longitude, &zoom);
  move_to (self, latitude, longitude, round (zoom * 2) / 2 + step);
}

static void
home_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  move_to (RLT_MAP_VIEW (widget), HOME_LATITUDE, HOME_LONGITUDE, HOME_ZOOM);
}

static gboolean
pan_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  RltMapView *self = RLT_MAP_VIEW (widget);
  double latitude, longitude, dx, dy;
  RltMapCamera camera;
  RltMapPoint point;

  g_variant_get (args, "(dd)", &dx, &dy);
  if (!get_camera (self, &camera))
    return FALSE;

  rlt_map_camera_from_widget (&camera, camera.width / 2.0 + dx * PAN_STEP, camera.height / 2.0 + dy * PAN_STEP,
                              &point);
  rlt_map_unproject (&point, &latitude, &longitude);
  shumate_map_stop_go_to (self->map);
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), latitude, longitude);

  return TRUE;
}

static const RltMapStation *
find_station (RltMapView *self,
              double      x,
              double      y)
{
  RltMapCamera camera;

  if (!get_camera (self, &camera))
    return NULL;
  return rlt_map_scene_find_station (rlt_network_layer_get_scene (self->network_layer), self->network, &camera,
                                     x, y, STATION_RADIUS);
}

static const RltLine *
find_line (RltMapView *self,
           double      x,
           double      y)
{
  RltMapCamera camera;

  if (!get_camera (self, &camera))
    return NULL;
  return rlt_map_network_find_line (self->network, &camera, self->networks, x, y, LINE_RADIUS);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            RltMapView      *self)
{
  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RltMapView      *self)
{
  if (n_press == 1 && hypot (x - self->press_x, y - self->press_y) <= CLICK_REACH)
    rlt_map_view_click (self, x, y);
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           RltMapView               *self)
{
  const RltTrain *train = rlt_train_layer_find_train (self->train_layer, x, y, POINTER_RADIUS);
  gboolean clickable = train != NULL || find_station (self, x, y) != NULL;

  rlt_train_layer_set_hovered (self->train_layer, train);
  /* On the layer on top: the map itself changes its own cursor while it is dragged. */
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->train_layer), clickable ? "pointer" : NULL);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          RltMapView               *self)
{
  rlt_train_layer_set_hovered (self->train_layer, NULL);
}

/* (transfer full): what a train is, in words. */
static char *
describe_train (RltMapView     *self,
                const RltTrain *train)
{
  const char *destination = train->destination;
  g_autofree char *origin = NULL;

  if (destination == NULL)
    destination = train->pattern->stops[train->pattern->n_stops - 1]->station->name;
  origin = rlt_format_origin (train->basis, NULL, train->observed_at, rlt_clock_now (self->clock));

  /* Translators: the name of a line and where its train goes; what it rests on and its age */
  return g_strdup_printf (_("%s to %s\n%s"), train->line->name, destination, origin);
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  RltMapView *self)
{
  const RltTrain *train = keyboard ? NULL : rlt_train_layer_find_train (self->train_layer, x, y, POINTER_RADIUS);
  const RltMapStation *station;
  g_autofree char *text = NULL;

  if (train != NULL)
    {
      text = describe_train (self, train);
      gtk_tooltip_set_text (tooltip, text);
      return TRUE;
    }

  station = keyboard ? NULL : find_station (self, x, y);
  if (station == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, station->station->name);
  return TRUE;
}

/* There is no turning of this map: north is up, names are upright. */
static void
rotation_cb (RltMapView *self)
{
  shumate_viewport_set_rotation (get_viewport (self), 0);
}

static void
dark_cb (RltMapView *self)
{
  gboolean dark = adw_style_manager_get_dark (adw_style_manager_get_default ());

  rlt_network_layer_set_dark (self->network_layer, dark);
  rlt_train_layer_set_dark (self->train_layer, dark);
}

static void
base_map_cb (RltMapView *self)
{
  gboolean seen = rlt_base_map_is_seen (self->base_map);

  rlt_network_layer_set_transparent (self->network_layer, seen);
  rlt_map_credits_set_base_map (self->credits, seen,
                                rlt_base_map_get_state (self->base_map) == RLT_BASE_MAP_UNAVAILABLE);
}

static void
snapshot_cb (RltMapView   *self,
             GParamSpec   *pspec,
             RltLineState *state)
{
  rlt_map_view_set_snapshot (self, rlt_line_state_get_line (state), rlt_line_state_get_snapshot (state));
}

/* Newer libshumate starts blank now and then until its viewport changes. */
static gboolean
wake_cb (gpointer user_data)
{
  RltMapView *self = RLT_MAP_VIEW (user_data);

  self->wake_id = 0;
  g_object_notify (G_OBJECT (get_viewport (self)), "zoom-level");

  return G_SOURCE_REMOVE;
}

static void
rlt_map_view_map (GtkWidget *widget)
{
  RltMapView *self = RLT_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (rlt_map_view_parent_class)->map (widget);

  if (self->wake_id == 0)
    self->wake_id = g_timeout_add (WAKE_DELAY, wake_cb, self);
}

static void
rlt_map_view_unmap (GtkWidget *widget)
{
  RltMapView *self = RLT_MAP_VIEW (widget);

  g_clear_handle_id (&self->wake_id, g_source_remove);

  GTK_WIDGET_CLASS (rlt_map_view_parent_class)->unmap (widget);
}

static void
rlt_map_view_dispose (GObject *object)
{
  RltMapView *self = RLT_MAP_VIEW (object);

  g_clear_handle_id (&self->wake_id, g_source_remove);
  if (self->base_map != NULL)
    rlt_base_map_stop (self->base_map);
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (get_viewport (self), self);
  /* The template's own child would be taken away twice: as one of the template, and by AdwBin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_MAP_VIEW);
  g_clear_object (&self->base_map);
  g_clear_pointer (&self->network, rlt_map_network_unref);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (rlt_map_view_parent_class)->dispose (object);
}

static void
add_pan_binding (GtkWidgetClass *widget_class,
                 guint           key,
                 guint           keypad_key,
                 double          dx,
                 double          dy)
{
  gtk_widget_class_add_binding (widget_class, key, 0, pan_cb, "(dd)", dx, dy);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, pan_cb, "(dd)", dx, dy);
}

static void
add_bindings (GtkWidgetClass *widget_class)
{
  static const guint zoom_in_keys[] = { GDK_KEY_plus, GDK_KEY_KP_Add, GDK_KEY_equal };
  static const guint zoom_out_keys[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  add_pan_binding (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_pan_binding (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_pan_binding (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_pan_binding (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_in_keys[i], 0, "map.zoom-in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out_keys[i], 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.home", NULL);
}

static void
bind_template (GtkWidgetClass *widget_class)
{
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-map-view.ui");
  gtk_widget_class_bind_template_child (widget_class, RltMapView, map);
  gtk_widget_class_bind_template_child (widget_class, RltMapView, notices);
  gtk_widget_class_bind_template_child (widget_class, RltMapView, scale);
  gtk_widget_class_bind_template_child (widget_class, RltMapView, credits);
  gtk_widget_class_bind_template_child (widget_class, RltMapView, legend);
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

static void
rlt_map_view_class_init (RltMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rlt_map_view_dispose;
  widget_class->map = rlt_map_view_map;
  widget_class->unmap = rlt_map_view_unmap;

  signals[LINE_ACTIVATED] = g_signal_new ("line-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STATION_ACTIVATED] = g_signal_new ("station-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[TRAIN_ACTIVATED] = g_signal_new ("train-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);

  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (SHUMATE_TYPE_SCALE);
  g_type_ensure (RLT_TYPE_MAP_CREDITS);
  g_type_ensure (RLT_TYPE_MAP_NOTICES);
  g_type_ensure (RLT_TYPE_MAP_LEGEND);
  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.home", NULL, home_action);
  add_bindings (widget_class);
  bind_template (widget_class);
}

static void
rlt_map_view_init (RltMapView *self)
{
  self->networks = RLT_MAP_ALL_NETWORKS;
  shumate_set_user_agent ("RatpLiveTracker/" RLT_VERSION " (" RLT_APP_BASE_ID ")");
  gtk_widget_init_template (GTK_WIDGET (self));
}

static void
add_layers (RltMapView *self)
{
  ShumateViewport *viewport = get_viewport (self);

  self->base_map = rlt_base_map_new (self->map);
  g_signal_connect_object (self->base_map, "changed", G_CALLBACK (base_map_cb), self, G_CONNECT_SWAPPED);
  shumate_viewport_set_zoom_level (viewport, HOME_ZOOM);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), HOME_LATITUDE, HOME_LONGITUDE);

  self->network_layer = rlt_network_layer_new (viewport, self->network);
  self->train_layer = rlt_train_layer_new (viewport, self->clock);
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->network_layer));
  shumate_map_add_layer (self->map, SHUMATE_LAYER (self->train_layer));
  shumate_map_set_zoom_on_double_click (self->map, TRUE);
  shumate_scale_set_viewport (self->scale, viewport);
  g_signal_connect_swapped (viewport, "notify::rotation", G_CALLBACK (rotation_cb), self);
}

/**
 * rlt_map_view_new_for_catalogue:
 * @catalogue: lines and stations
 * @clock: the clock trains move by
 *
 * Returns: (transfer floating): a map whose snapshots are set by hand
 */
GtkWidget *
rlt_map_view_new_for_catalogue (RltCatalogue *catalogue,
                                RltClock     *clock)
{
  RltMapView *self;

  g_return_val_if_fail (catalogue != NULL, NULL);
  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_MAP_VIEW, NULL);
  self->catalogue = rlt_catalogue_ref (catalogue);
  self->clock = g_object_ref (clock);
  self->network = rlt_map_network_new (catalogue);
  add_layers (self);
  rlt_map_credits_set_catalogue (self->credits, catalogue);
  if (rlt_catalogue_get_n_lines (catalogue) > 0)
    rlt_map_legend_set_line (self->legend, rlt_catalogue_get_line (catalogue, 0));
  g_signal_connect_object (adw_style_manager_get_default (), "notify::dark", G_CALLBACK (dark_cb), self,
                           G_CONNECT_SWAPPED);
  dark_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_map_view_new:
 * @engine: what is known, and when
 *
 * Returns: (transfer floating): a map of all lines, with the trains @engine knows of
 */
GtkWidget *
rlt_map_view_new (RltEngine *engine)
{
  GListModel *lines;
  RltMapView *self;

  g_return_val_if_fail (RLT_IS_ENGINE (engine), NULL);

  self = RLT_MAP_VIEW (rlt_map_view_new_for_catalogue (rlt_engine_get_catalogue (engine),
                                                       rlt_engine_get_clock (engine)));
  self->engine = g_object_ref (engine);
  rlt_map_notices_set_feeds (self->notices, rlt_engine_get_feeds (engine));

  lines = rlt_engine_get_lines (engine);
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

      g_signal_connect_object (state, "notify::snapshot", G_CALLBACK (snapshot_cb), self, G_CONNECT_SWAPPED);
      snapshot_cb (self, NULL, state);
    }

  return GTK_WIDGET (self);
}

/**
 * rlt_map_view_add_notice:
 * @self: a map
 * @notice: (transfer floating): a widget
 *
 * Puts a notice on the map, below those the map itself has to give.
 */
void
rlt_map_view_add_notice (RltMapView *self,
                         GtkWidget  *notice)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_map_notices_append (self->notices, notice);
}

/**
 * rlt_map_view_set_base_map:
 * @self: a map
 * @enabled: whether streets are wanted below the lines
 * @uri_template: (nullable): address of a tile, with {z}, {x} and {y}
 */
void
rlt_map_view_set_base_map (RltMapView *self,
                           gboolean    enabled,
                           const char *uri_template)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_base_map_set_source (self->base_map, enabled, uri_template);
}

/**
 * rlt_map_view_set_networks:
 * @self: a map
 * @network_mask: a bit for each RltNetwork that is shown
 */
void
rlt_map_view_set_networks (RltMapView *self,
                           guint       network_mask)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  self->networks = network_mask & RLT_MAP_ALL_NETWORKS;
  rlt_network_layer_set_networks (self->network_layer, self->networks);
  rlt_train_layer_set_networks (self->train_layer, self->networks);
}

/**
 * rlt_map_view_select_line:
 * @self: a map
 * @line: (nullable): the line that stands out, or %NULL for none
 */
void
rlt_map_view_select_line (RltMapView    *self,
                          const RltLine *line)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  self->selected = line;
  rlt_network_layer_set_selected (self->network_layer, line);
  rlt_train_layer_select_line (self->train_layer, line);
}

/**
 * rlt_map_view_fit_line:
 * @self: a map
 * @line: a line
 *
 * Shows all of a line, as large as it goes.
 */
void
rlt_map_view_fit_line (RltMapView    *self,
                       const RltLine *line)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));
  g_return_if_fail (line != NULL);

  fit_box (self, &self->network->lines[line->index].box);
}

/**
 * rlt_map_view_select_train:
 * @self: a map
 * @line: (nullable): its line
 * @id: (nullable): a train to mark, or %NULL for none
 */
void
rlt_map_view_select_train (RltMapView    *self,
                           const RltLine *line,
                           const char    *id)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_train_layer_select_train (self->train_layer, line, id);
}

/**
 * rlt_map_view_go_to:
 * @self: a map
 * @latitude: degrees
 * @longitude: degrees
 * @zoom: zoom level
 *
 * Moves there, with an animation when the map is to be seen.
 */
void
rlt_map_view_go_to (RltMapView *self,
                    double      latitude,
                    double      longitude,
                    double      zoom)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  move_to (self, latitude, longitude, zoom);
}

/**
 * rlt_map_view_get_view:
 * @self: a map
 * @latitude: (out): degrees, of the middle
 * @longitude: (out): degrees
 * @zoom: (out): zoom level
 */
void
rlt_map_view_get_view (RltMapView *self,
                       double     *latitude,
                       double     *longitude,
                       double     *zoom)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  *latitude = shumate_location_get_latitude (SHUMATE_LOCATION (get_viewport (self)));
  *longitude = shumate_location_get_longitude (SHUMATE_LOCATION (get_viewport (self)));
  *zoom = shumate_viewport_get_zoom_level (get_viewport (self));
}

/**
 * rlt_map_view_set_snapshot:
 * @self: a map
 * @line: a line
 * @snapshot: (nullable): what is known of it
 */
void
rlt_map_view_set_snapshot (RltMapView    *self,
                           const RltLine *line,
                           RltSnapshot   *snapshot)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_train_layer_set_snapshot (self->train_layer, line, snapshot);
}

/**
 * rlt_map_view_get_network_layer:
 * @self: a map
 *
 * Returns: (transfer none): the layer of lines and stations
 */
RltNetworkLayer *
rlt_map_view_get_network_layer (RltMapView *self)
{
  return self->network_layer;
}

/**
 * rlt_map_view_get_train_layer:
 * @self: a map
 *
 * Returns: (transfer none): the layer of trains
 */
RltTrainLayer *
rlt_map_view_get_train_layer (RltMapView *self)
{
  return self->train_layer;
}

/**
 * rlt_map_view_click:
 * @self: a map
 * @x: logical pixels in the map
 * @y: likewise
 *
 * Activates what is there: the nearest train, else the nearest station, else the nearest line.
 *
 * Returns: whether there was something
 */
gboolean
rlt_map_view_click (RltMapView *self,
                    double      x,
                    double      y)
{
  const RltMapStation *station;
  const RltTrain *train;
  const RltLine *line;

  g_return_val_if_fail (RLT_IS_MAP_VIEW (self), FALSE);

  train = rlt_train_layer_find_train (self->train_layer, x, y, TRAIN_RADIUS);
  if (train != NULL)
    {
      g_autofree char *id = g_strdup (train->id);

      g_signal_emit (self, signals[TRAIN_ACTIVATED], 0, train->line, id);
      return TRUE;
    }

  station = find_station (self, x, y);
  if (station != NULL)
    {
      g_signal_emit (self, signals[STATION_ACTIVATED], 0, station->station);
      return TRUE;
    }

  line = find_line (self, x, y);
  if (line != NULL)
    g_signal_emit (self, signals[LINE_ACTIVATED], 0, line);
  return line != NULL;
}
