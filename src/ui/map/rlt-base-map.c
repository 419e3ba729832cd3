/* rlt-base-map.c: the streets under the network, when they can be had.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-base-map"

#include "config.h"

#include "rlt-base-map.h"

#include <glib/gi18n.h>

#include "rlt-tile-source.h"

#define SOURCE_ID "base-map"
#define TILE_SIZE 256
#define FIRST_RETRY 15    /* seconds; each next one twice as long */
#define LAST_RETRY 240

struct _RltBaseMap
{
  GObject           parent_instance;

  ShumateMap       *map;           /* (nullable) once stopped */
  GNetworkMonitor  *monitor;       /* not owned */
  ShumateMapSource *source;        /* (owned): of the tiles, and what the viewport reckons with */
  ShumateMapLayer  *layer;         /* (owned) (nullable) while off */
  char             *uri_template;  /* (owned) (nullable) */
  RltBaseMapState   state;
  gboolean          seen;          /* tiles have come since it was switched on */
  guint             retry_id;
  guint             retry_delay;   /* seconds */
};

G_DEFINE_FINAL_TYPE (RltBaseMap, rlt_base_map, G_TYPE_OBJECT)

enum
{
  CHANGED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

static void
set_state (RltBaseMap      *self,
           RltBaseMapState  state)
{
  gboolean seen = state == RLT_BASE_MAP_SHOWN || (self->seen && state == RLT_BASE_MAP_UNAVAILABLE);

  if (self->state == state && self->seen == seen)
    return;

  self->state = state;
  self->seen = seen;
  g_signal_emit (self, signals[CHANGED], 0);
}

/* The map asks for a tile once; a layer of its own each time makes it ask again. */
static void
reload (RltBaseMap *self)
{
  ShumateMapLayer *old = self->layer;

  self->layer = g_object_ref_sink (shumate_map_layer_new (self->source, shumate_map_get_viewport (self->map)));
  if (old != NULL)
    {
      shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (self->layer), SHUMATE_LAYER (old));
      shumate_map_remove_layer (self->map, SHUMATE_LAYER (old));
      g_object_unref (old);
    }
  else
    {
      shumate_map_insert_layer_above (self->map, SHUMATE_LAYER (self->layer), NULL);
    }
}

static gboolean
retry_cb (gpointer user_data)
{
  RltBaseMap *self = RLT_BASE_MAP (user_data);

  self->retry_id = 0;
  self->retry_delay = MIN (self->retry_delay * 2, LAST_RETRY);
  reload (self);

  return G_SOURCE_REMOVE;
}

static void
answered_cb (RltBaseMap *self,
             gboolean    success)
{
  if (self->layer == NULL)
    return;

  if (success)
    {
      g_clear_handle_id (&self->retry_id, g_source_remove);
      self->retry_delay = FIRST_RETRY;
      set_state (self, RLT_BASE_MAP_SHOWN);
      return;
    }

  if (self->retry_id == 0)
    self->retry_id = g_timeout_add_seconds (self->retry_delay, retry_cb, self);
  set_state (self, RLT_BASE_MAP_UNAVAILABLE);
}

static void
network_changed_cb (RltBaseMap *self,
                    gboolean    available)
{
  if (available && self->state == RLT_BASE_MAP_UNAVAILABLE)
    rlt_base_map_retry (self);
}

static void
make_source (RltBaseMap *self)
{
  g_autoptr(RltTileSource) tiles = rlt_tile_source_new (self->uri_template != NULL ? self->uri_template : "");

  g_clear_object (&self->source);
  self->source =
    SHUMATE_MAP_SOURCE (shumate_raster_renderer_new_full (SOURCE_ID, "OpenStreetMap",
                                                          _("© OpenStreetMap contributors"), RLT_BASE_MAP_LICENSE_URI,
                                                          RLT_BASE_MAP_MIN_ZOOM, RLT_BASE_MAP_MAX_ZOOM,
                                                          TILE_SIZE, SHUMATE_MAP_PROJECTION_MERCATOR,
                                                          SHUMATE_DATA_SOURCE (tiles)));
  g_signal_connect_object (tiles, "answered", G_CALLBACK (answered_cb), self, G_CONNECT_SWAPPED);
  shumate_viewport_set_reference_map_source (shumate_map_get_viewport (self->map), self->source);
}

static void
drop_layer (RltBaseMap *self)
{
  g_clear_handle_id (&self->retry_id, g_source_remove);
  if (self->layer != NULL)
    shumate_map_remove_layer (self->map, SHUMATE_LAYER (self->layer));
  g_clear_object (&self->layer);
}

static void
rlt_base_map_dispose (GObject *object)
{
  RltBaseMap *self = RLT_BASE_MAP (object);

  g_clear_handle_id (&self->retry_id, g_source_remove);
  g_clear_object (&self->layer);
  g_clear_object (&self->source);
  g_clear_pointer (&self->uri_template, g_free);

  G_OBJECT_CLASS (rlt_base_map_parent_class)->dispose (object);
}

static void
rlt_base_map_class_init (RltBaseMapClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_base_map_dispose;

  signals[CHANGED] = g_signal_new ("changed", RLT_TYPE_BASE_MAP, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                   G_TYPE_NONE, 0);
}

static void
rlt_base_map_init (RltBaseMap *self)
{
  self->retry_delay = FIRST_RETRY;
}

/**
 * rlt_base_map_new:
 * @map: the map that is to have it; stop before it goes
 *
 * Gives the viewport of @map its zoom levels and its measure, whether or not streets are shown.
 *
 * Returns: (transfer full): a base map that is off
 */
RltBaseMap *
rlt_base_map_new (ShumateMap *map)
{
  RltBaseMap *self;

  g_return_val_if_fail (SHUMATE_IS_MAP (map), NULL);

  self = g_object_new (RLT_TYPE_BASE_MAP, NULL);
  self->map = map;
  make_source (self);
  self->monitor = g_network_monitor_get_default ();
  g_signal_connect_object (self->monitor, "network-changed", G_CALLBACK (network_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rlt_base_map_stop:
 * @self: a base map
 *
 * Takes the streets away for good.
 */
void
rlt_base_map_stop (RltBaseMap *self)
{
  g_return_if_fail (RLT_IS_BASE_MAP (self));

  if (self->map == NULL)
    return;
  g_signal_handlers_disconnect_by_data (self->monitor, self);
  drop_layer (self);
  self->map = NULL;
}

/**
 * rlt_base_map_set_source:
 * @self: a base map
 * @enabled: whether streets are to be shown
 * @uri_template: (nullable): address of a tile, with {z}, {x} and {y}
 *
 * Without an address there are no streets.
 */
void
rlt_base_map_set_source (RltBaseMap *self,
                         gboolean    enabled,
                         const char *uri_template)
{
  gboolean changed;

  g_return_if_fail (RLT_IS_BASE_MAP (self));
  g_return_if_fail (self->map != NULL);

  enabled = enabled && uri_template != NULL && *uri_template != '\0';
  changed = g_strcmp0 (uri_template, self->uri_template) != 0;
  if (enabled == (self->layer != NULL) && !changed)
    return;

  drop_layer (self);
  if (changed)
    {
      g_free (self->uri_template);
      self->uri_template = g_strdup (uri_template);
      make_source (self);
    }
  self->retry_delay = FIRST_RETRY;
  set_state (self, enabled ? RLT_BASE_MAP_STARTING : RLT_BASE_MAP_OFF);
  if (enabled)
    reload (self);
}

/**
 * rlt_base_map_retry:
 * @self: a base map
 *
 * Asks again for what is in view, now.
 */
void
rlt_base_map_retry (RltBaseMap *self)
{
  g_return_if_fail (RLT_IS_BASE_MAP (self));

  if (self->layer == NULL)
    return;
  g_clear_handle_id (&self->retry_id, g_source_remove);
  self->retry_delay = FIRST_RETRY;
  reload (self);
}

/**
 * rlt_base_map_get_state:
 * @self: a base map
 *
 * Returns: how it is
 */
RltBaseMapState
rlt_base_map_get_state (RltBaseMap *self)
{
  g_return_val_if_fail (RLT_IS_BASE_MAP (self), RLT_BASE_MAP_OFF);

  return self->state;
}

/**
 * rlt_base_map_is_seen:
 * @self: a base map
 *
 * Returns: whether there are tiles to be seen, be it only of a part of the view
 */
gboolean
rlt_base_map_is_seen (RltBaseMap *self)
{
  g_return_val_if_fail (RLT_IS_BASE_MAP (self), FALSE);

  return self->seen;
}

/**
 * rlt_base_map_get_source:
 * @self: a base map
 *
 * Returns: (transfer none): where its tiles come from, for the attribution; another one after
 *   rlt_base_map_set_source()
 */
ShumateMapSource *
rlt_base_map_get_source (RltBaseMap *self)
{
  g_return_val_if_fail (RLT_IS_BASE_MAP (self), NULL);

  return self->source;
}
