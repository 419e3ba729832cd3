/* rlt-line-state.c: one line as the main thread sees it, changing in place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-line-state.h"

#include "rlt-line-state-private.h"

struct _RltLineState
{
  GObject        parent_instance;

  const RltLine    *line;
  RltSnapshot      *snapshot;  /* (owned) (nullable) until something is known */
  RltTrafficStatus *nothing;   /* (owned): what stands for the status until then */
};

typedef enum
{
  PROP_SNAPSHOT = 1,
  PROP_LEVEL,
  PROP_STATUS,
  PROP_N_TRAINS,
  PROP_HAS_DATA,
  N_PROPERTIES,
} LineStateProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RltLineState, rlt_line_state, G_TYPE_OBJECT)

static void
rlt_line_state_get_property (GObject    *object,
                             guint       property_id,
                             GValue     *value,
                             GParamSpec *pspec)
{
  RltLineState *self = RLT_LINE_STATE (object);

  switch ((LineStateProperty) property_id)
    {
    case PROP_SNAPSHOT:
      g_value_set_boxed (value, self->snapshot);
      break;
    case PROP_LEVEL:
      g_value_set_int (value, rlt_line_state_get_level (self));
      break;
    case PROP_STATUS:
      g_value_set_boxed (value, rlt_line_state_get_status (self));
      break;
    case PROP_N_TRAINS:
      g_value_set_uint (value, rlt_line_state_get_n_trains (self));
      break;
    case PROP_HAS_DATA:
      g_value_set_boolean (value, rlt_line_state_get_has_data (self));
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rlt_line_state_finalize (GObject *object)
{
  RltLineState *self = RLT_LINE_STATE (object);

  g_clear_pointer (&self->snapshot, rlt_snapshot_unref);
  g_clear_pointer (&self->nothing, rlt_traffic_status_unref);

  G_OBJECT_CLASS (rlt_line_state_parent_class)->finalize (object);
}

static void
rlt_line_state_class_init (RltLineStateClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rlt_line_state_get_property;
  object_class->finalize = rlt_line_state_finalize;

  properties[PROP_SNAPSHOT] = g_param_spec_boxed ("snapshot", NULL, NULL, RLT_TYPE_SNAPSHOT, flags);
  properties[PROP_LEVEL] = g_param_spec_int ("level", NULL, NULL, RLT_LEVEL_UNKNOWN, RLT_LEVEL_CLOSED,
                                             RLT_LEVEL_UNKNOWN, flags);
  properties[PROP_STATUS] = g_param_spec_boxed ("status", NULL, NULL, RLT_TYPE_TRAFFIC_STATUS, flags);
  properties[PROP_N_TRAINS] = g_param_spec_uint ("n-trains", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_HAS_DATA] = g_param_spec_boolean ("has-data", NULL, NULL, FALSE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
rlt_line_state_init (RltLineState *self)
{
}

/*
 * rlt_line_state_new:
 * @line: a line; its catalogue must outlive the state
 *
 * Returns: (transfer full): the state of a line of which nothing is known
 */
RltLineState *
rlt_line_state_new (const RltLine *line)
{
  RltLineState *self = g_object_new (RLT_TYPE_LINE_STATE, NULL);

  self->line = line;
  self->nothing = rlt_traffic_status_new (line);

  return self;
}

/*
 * rlt_line_state_set_snapshot:
 * @self: a line's state
 * @snapshot: what is known of it now
 *
 * Main thread. Notifies of what differs.
 */
void
rlt_line_state_set_snapshot (RltLineState *self,
                             RltSnapshot  *snapshot)
{
  RltLevel level = rlt_line_state_get_level (self);
  guint n_trains = rlt_line_state_get_n_trains (self);
  gboolean has_data = rlt_line_state_get_has_data (self);
  RltSnapshot *old = self->snapshot;

  g_object_freeze_notify (G_OBJECT (self));
  self->snapshot = rlt_snapshot_ref (snapshot);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_SNAPSHOT]);
  g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATUS]);
  if (rlt_line_state_get_level (self) != level)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LEVEL]);
  if (rlt_line_state_get_n_trains (self) != n_trains)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_N_TRAINS]);
  if (rlt_line_state_get_has_data (self) != has_data)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_HAS_DATA]);
  g_object_thaw_notify (G_OBJECT (self));

  g_clear_pointer (&old, rlt_snapshot_unref);
}

/**
 * rlt_line_state_get_line:
 * @self: a line's state
 *
 * Returns: (transfer none): the line
 */
const RltLine *
rlt_line_state_get_line (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), NULL);

  return self->line;
}

/**
 * rlt_line_state_get_snapshot:
 * @self: a line's state
 *
 * Returns: (transfer none) (nullable): what is known of the line; keep a reference to use it beyond
 *   the next ::notify
 */
RltSnapshot *
rlt_line_state_get_snapshot (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), NULL);

  return self->snapshot;
}

/**
 * rlt_line_state_get_level:
 * @self: a line's state
 *
 * Returns: the traffic level; unknown unless a feed said one
 */
RltLevel
rlt_line_state_get_level (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), RLT_LEVEL_UNKNOWN);

  return rlt_line_state_get_status (self)->level;
}

/**
 * rlt_line_state_get_status:
 * @self: a line's state
 *
 * The level, why it is that, who says so; while the level is unknown, why it is and what it was when
 * it was last known. See #RltTrafficStatus; rlt_traffic_status_list_station() finds a station's lifts.
 *
 * Returns: (transfer none): the traffic; keep a reference to use it beyond the next ::notify
 */
RltTrafficStatus *
rlt_line_state_get_status (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), NULL);

  return self->snapshot != NULL ? self->snapshot->status : self->nothing;
}

/**
 * rlt_line_state_get_n_trains:
 * @self: a line's state
 *
 * Returns: how many trains are known; 0 also says that none is known: see
 *   rlt_line_state_get_has_data()
 */
guint
rlt_line_state_get_n_trains (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), 0);

  return self->snapshot != NULL ? self->snapshot->n_trains : 0;
}

/**
 * rlt_line_state_get_has_data:
 * @self: a line's state
 *
 * Returns: whether anything was ever observed, be it long ago: the snapshot says when
 */
gboolean
rlt_line_state_get_has_data (RltLineState *self)
{
  g_return_val_if_fail (RLT_IS_LINE_STATE (self), FALSE);

  return self->snapshot != NULL && RLT_TIME_IS_SET (self->snapshot->observed_at);
}
