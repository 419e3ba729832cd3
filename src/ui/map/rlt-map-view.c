/* rlt-map-view.c: the live map: base map, lines, stations and moving trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-view"

#include "config.h"

#include "rlt-map-view.h"

#include <math.h>

#include "rlt-map-view-private.h"

#define WAKE_DELAY 60         /* ms */

G_DEFINE_FINAL_TYPE (RltMapView, rlt_map_view, ADW_TYPE_BIN)

enum
{
  LINE_ACTIVATED,
  STATION_ACTIVATED,
  TRAIN_ACTIVATED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

enum
{
  PROP_FOLLOWING = 1,
  N_PROPERTIES
};

static GParamSpec *properties[N_PROPERTIES];

static ShumateViewport *
get_viewport (RltMapView *self)
{
  return shumate_map_get_viewport (self->map);
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

static void
advanced_cb (RltMapView *self)
{
  RltMapPoint place;

  if (self->following &&
      rlt_train_layer_get_place (self->train_layer, self->train_line, self->train_id, NULL, &place))
    rlt_map_pilot_follow (self->pilot, &place);
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
rlt_map_view_size_allocate (GtkWidget *widget,
                            int        width,
                            int        height,
                            int        baseline)
{
  RltMapView *self = RLT_MAP_VIEW (widget);

  GTK_WIDGET_CLASS (rlt_map_view_parent_class)->size_allocate (widget, width, height, baseline);

  if (width == self->width && height == self->height)
    return;
  self->width = width;
  self->height = height;
  rlt_map_pilot_resized (self->pilot);
}

static void
rlt_map_view_get_property (GObject    *object,
                           guint       id,
                           GValue     *value,
                           GParamSpec *pspec)
{
  if (id == PROP_FOLLOWING)
    g_value_set_boolean (value, RLT_MAP_VIEW (object)->following);
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rlt_map_view_set_property (GObject      *object,
                           guint         id,
                           const GValue *value,
                           GParamSpec   *pspec)
{
  if (id == PROP_FOLLOWING)
    rlt_map_view_set_following (RLT_MAP_VIEW (object), g_value_get_boolean (value));
  else
    G_OBJECT_WARN_INVALID_PROPERTY_ID (object, id, pspec);
}

static void
rlt_map_view_dispose (GObject *object)
{
  RltMapView *self = RLT_MAP_VIEW (object);

  g_clear_handle_id (&self->wake_id, g_source_remove);
  g_clear_pointer (&self->pilot, rlt_map_pilot_free);
  if (self->base_map != NULL)
    rlt_base_map_stop (self->base_map);
  if (self->map != NULL)
    g_signal_handlers_disconnect_by_data (get_viewport (self), self);
  /* The template's own child would be taken away twice: as one of the template, and by AdwBin. */
  adw_bin_set_child (ADW_BIN (self), NULL);
  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_MAP_VIEW);
  g_clear_object (&self->base_map);
  g_clear_pointer (&self->train_id, g_free);
  g_clear_pointer (&self->network, rlt_map_network_unref);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (rlt_map_view_parent_class)->dispose (object);
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
}

static void
rlt_map_view_class_init (RltMapViewClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->get_property = rlt_map_view_get_property;
  object_class->set_property = rlt_map_view_set_property;
  object_class->dispose = rlt_map_view_dispose;
  widget_class->size_allocate = rlt_map_view_size_allocate;
  widget_class->map = rlt_map_view_map;
  widget_class->unmap = rlt_map_view_unmap;

  signals[LINE_ACTIVATED] = g_signal_new ("line-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                          NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[STATION_ACTIVATED] = g_signal_new ("station-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                             NULL, NULL, NULL, G_TYPE_NONE, 1, G_TYPE_POINTER);
  signals[TRAIN_ACTIVATED] = g_signal_new ("train-activated", RLT_TYPE_MAP_VIEW, G_SIGNAL_RUN_LAST, 0,
                                           NULL, NULL, NULL, G_TYPE_NONE, 2, G_TYPE_POINTER, G_TYPE_STRING);

  /* Whether the selected train stays in the middle. */
  properties[PROP_FOLLOWING] = g_param_spec_boolean ("following", NULL, NULL, FALSE,
                                                     G_PARAM_READWRITE | G_PARAM_EXPLICIT_NOTIFY |
                                                     G_PARAM_STATIC_STRINGS);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);

  g_type_ensure (SHUMATE_TYPE_MAP);
  g_type_ensure (SHUMATE_TYPE_SCALE);
  g_type_ensure (RLT_TYPE_MAP_CREDITS);
  g_type_ensure (RLT_TYPE_MAP_NOTICES);
  g_type_ensure (RLT_TYPE_MAP_LEGEND);
  rlt_map_view_class_install_actions (widget_class);
  bind_template (widget_class);
  rlt_map_view_class_bind_pointer (widget_class);
}

static void
rlt_map_view_init (RltMapView *self)
{
  self->networks = RLT_MAP_ALL_NETWORKS;
  shumate_set_user_agent ("RatpLiveTracker/" RLT_VERSION " (" RLT_APP_BASE_ID ")");
  gtk_widget_init_template (GTK_WIDGET (self));
  self->pilot = rlt_map_pilot_new (self->map);
}

static void
add_layers (RltMapView *self)
{
  ShumateViewport *viewport = get_viewport (self);

  self->base_map = rlt_base_map_new (self->map);
  g_signal_connect_object (self->base_map, "changed", G_CALLBACK (base_map_cb), self, G_CONNECT_SWAPPED);
  shumate_viewport_set_zoom_level (viewport, RLT_MAP_HOME_ZOOM);
  shumate_location_set_location (SHUMATE_LOCATION (viewport), RLT_MAP_HOME_LATITUDE, RLT_MAP_HOME_LONGITUDE);

  self->network_layer = rlt_network_layer_new (viewport, self->network);
  self->train_layer = rlt_train_layer_new (viewport, self->clock);
  rlt_train_layer_set_network_layer (self->train_layer, self->network_layer);
  g_signal_connect_object (self->train_layer, "advanced", G_CALLBACK (advanced_cb), self, G_CONNECT_SWAPPED);
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

  rlt_network_layer_set_selected (self->network_layer, line);
  rlt_train_layer_select_line (self->train_layer, line);
}

/**
 * rlt_map_view_set_covered:
 * @self: a map
 * @width: logical pixels at the end of the map that a panel lies on, or 0
 *
 * What is shown from now on is shown beside it.
 */
void
rlt_map_view_set_covered (RltMapView *self,
                          int         width)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_map_pilot_set_covered (self->pilot, width);
}

/**
 * rlt_map_view_fit_line:
 * @self: a map
 * @line: a line
 *
 * Shows all of a line, as large as it goes, once the map has its size; and when that changes, until the map
 * is moved.
 */
void
rlt_map_view_fit_line (RltMapView    *self,
                       const RltLine *line)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));
  g_return_if_fail (line != NULL);

  rlt_map_view_set_following (self, FALSE);
  rlt_map_pilot_fit (self->pilot, &self->network->lines[line->index].box);
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

  if (self->train_line == line && g_strcmp0 (self->train_id, id) == 0)
    return;

  rlt_map_view_set_following (self, FALSE);
  self->train_line = line;
  g_free (self->train_id);
  self->train_id = g_strdup (id);
  rlt_train_layer_select_train (self->train_layer, line, id);
}

/**
 * rlt_map_view_set_following:
 * @self: a map
 * @following: whether the selected train is to stay in the middle, until the user moves the map or another
 *   train is selected
 */
void
rlt_map_view_set_following (RltMapView *self,
                            gboolean    following)
{
  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  following = following && self->train_id != NULL;
  if (self->following == following)
    return;
  self->following = following;
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_FOLLOWING]);
  advanced_cb (self);
}

/**
 * rlt_map_view_reveal:
 * @self: a map
 * @latitude: degrees
 * @longitude: degrees
 *
 * Moves there when the place is not well in view once the map has its size.
 */
void
rlt_map_view_reveal (RltMapView *self,
                     double      latitude,
                     double      longitude)
{
  RltMapPoint point;

  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_map_project (latitude, longitude, &point);
  rlt_map_pilot_reveal (self->pilot, &point);
}

/**
 * rlt_map_view_zoom:
 * @self: a map
 * @step: zoom levels
 */
void
rlt_map_view_zoom (RltMapView *self,
                   double      step)
{
  double zoom;

  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  zoom = shumate_viewport_get_zoom_level (get_viewport (self));
  rlt_map_pilot_zoom (self->pilot, round (zoom * 2) / 2 + step);
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
  RltMapPoint point;

  g_return_if_fail (RLT_IS_MAP_VIEW (self));

  rlt_map_project (latitude, longitude, &point);
  rlt_map_pilot_go_to (self->pilot, &point, zoom);
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
