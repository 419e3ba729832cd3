/* rlt-feed-status.c: one feed's health as the main thread sees it, changing in place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-feed-status.h"

#include "rlt-feed-status-private.h"

struct _RltFeedStatus
{
  GObject       parent_instance;

  RltFeedKind   kind;
  RltFeedHealth health;
};

typedef enum
{
  PROP_STATE = 1,
  PROP_LAST_ERROR,
  PROP_LAST_SUCCESS,
  N_PROPERTIES,
} FeedStatusProperty;

static GParamSpec *properties[N_PROPERTIES];

G_DEFINE_FINAL_TYPE (RltFeedStatus, rlt_feed_status, G_TYPE_OBJECT)

static void
rlt_feed_status_get_property (GObject    *object,
                              guint       property_id,
                              GValue     *value,
                              GParamSpec *pspec)
{
  RltFeedStatus *self = RLT_FEED_STATUS (object);

  switch ((FeedStatusProperty) property_id)
    {
    case PROP_STATE:
      g_value_set_int (value, self->health.state);
      break;
    case PROP_LAST_ERROR:
      g_value_set_string (value, self->health.last_error);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->health.last_success);
      break;
    case N_PROPERTIES:
    default:
      G_OBJECT_WARN_INVALID_PROPERTY_ID (object, property_id, pspec);
    }
}

static void
rlt_feed_status_finalize (GObject *object)
{
  RltFeedStatus *self = RLT_FEED_STATUS (object);

  rlt_feed_health_clear (&self->health);

  G_OBJECT_CLASS (rlt_feed_status_parent_class)->finalize (object);
}

static void
rlt_feed_status_class_init (RltFeedStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rlt_feed_status_get_property;
  object_class->finalize = rlt_feed_status_finalize;

  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RLT_FEED_OFF, RLT_FEED_DOWN, RLT_FEED_OFF, flags);
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, NULL, flags);
  properties[PROP_LAST_SUCCESS] = g_param_spec_int64 ("last-success", NULL, NULL, G_MININT64, G_MAXINT64,
                                                      RLT_TIME_NONE, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
rlt_feed_status_init (RltFeedStatus *self)
{
  rlt_feed_health_init (&self->health);
}

/*
 * rlt_feed_status_new:
 * @kind: a feed
 *
 * Returns: (transfer full): the status of a feed that is off and was never asked
 */
RltFeedStatus *
rlt_feed_status_new (RltFeedKind kind)
{
  RltFeedStatus *self = g_object_new (RLT_TYPE_FEED_STATUS, NULL);

  self->kind = kind;
  return self;
}

/*
 * rlt_feed_status_set_health:
 * @self: a feed's status
 * @health: its health now; copied
 *
 * Main thread. Notifies of what differs.
 */
void
rlt_feed_status_set_health (RltFeedStatus       *self,
                            const RltFeedHealth *health)
{
  RltFeedHealth old = self->health;

  self->health = *health;
  self->health.last_error = g_strdup (health->last_error);

  g_object_freeze_notify (G_OBJECT (self));
  if (old.state != self->health.state)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_STATE]);
  if (g_strcmp0 (old.last_error, self->health.last_error) != 0)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_ERROR]);
  if (old.last_success != self->health.last_success)
    g_object_notify_by_pspec (G_OBJECT (self), properties[PROP_LAST_SUCCESS]);
  g_object_thaw_notify (G_OBJECT (self));

  rlt_feed_health_clear (&old);
}

/**
 * rlt_feed_status_get_id:
 * @self: a feed's status
 *
 * Returns: (transfer none): the feed's id, as records name their source
 */
const char *
rlt_feed_status_get_id (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), NULL);

  return rlt_feed_get_id (self->kind);
}

/**
 * rlt_feed_status_get_name:
 * @self: a feed's status
 *
 * Returns: (transfer none): the feed's name, in the language of the user
 */
const char *
rlt_feed_status_get_name (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), NULL);

  return rlt_feed_get_name (self->kind);
}

/**
 * rlt_feed_status_get_state:
 * @self: a feed's status
 *
 * Returns: its state
 */
RltFeedState
rlt_feed_status_get_state (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_FEED_OFF);

  return self->health.state;
}

/**
 * rlt_feed_status_get_last_success:
 * @self: a feed's status
 *
 * Returns: when it last gave a usable answer, or %RLT_TIME_NONE
 */
RltTime
rlt_feed_status_get_last_success (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_TIME_NONE);

  return self->health.last_success;
}

/**
 * rlt_feed_status_get_last_error:
 * @self: a feed's status
 *
 * Returns: (transfer none) (nullable): what is wrong with it, or why it is off and what to do, in
 *   words for people
 */
const char *
rlt_feed_status_get_last_error (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), NULL);

  return self->health.last_error;
}

/**
 * rlt_feed_status_get_errors_in_row:
 * @self: a feed's status
 *
 * Returns: how many requests failed since the last success
 */
guint
rlt_feed_status_get_errors_in_row (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->health.errors_in_row;
}

/**
 * rlt_feed_status_get_requests_today:
 * @self: a feed's status
 *
 * Returns: how many requests were made since midnight in Paris
 */
guint
rlt_feed_status_get_requests_today (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->health.n_requests;
}

/**
 * rlt_feed_status_write_json:
 * @self: a feed's status
 * @writer: where it is written
 *
 * Writes it as one object.
 */
void
rlt_feed_status_write_json (RltFeedStatus *self,
                            RltJsonWriter *writer)
{
  g_return_if_fail (RLT_IS_FEED_STATUS (self));
  g_return_if_fail (writer != NULL);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", rlt_feed_status_get_id (self));
  rlt_json_writer_put_string (writer, "name", rlt_feed_status_get_name (self));
  rlt_json_writer_put_string (writer, "state", rlt_feed_state_to_string (self->health.state));
  rlt_json_writer_put_time (writer, "last_success", self->health.last_success);
  rlt_json_writer_put_string (writer, "last_error", self->health.last_error);
  rlt_json_writer_put_int (writer, "errors_in_row", self->health.errors_in_row);
  rlt_json_writer_put_int (writer, "requests_today", self->health.n_requests);
  rlt_json_writer_end_object (writer);
}
