/* rlt-feed-status.c: one feed's health as the main thread sees it, changing in place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-feed-status.h"

#include <string.h>

#include "rlt-feed-status-private.h"
#include "rlt-http-uri.h"

struct _RltFeedStatus
{
  GObject       parent_instance;

  RltFeedKind   kind;
  RltFeedConfig config;       /* ->base_uri (owned) */
  RltFeedSettings settings;   /* what of it was set */
  RltFeedHealth health;
  gint64        quota_left;   /* when its health was told, or RLT_QUOTA_UNKNOWN */
};

typedef enum
{
  PROP_ENABLED = 1,
  PROP_BASE_URI,
  PROP_INTERVAL,
  PROP_TIMEOUT,
  PROP_STATE,
  PROP_LAST_ERROR,
  PROP_LAST_SUCCESS,
  PROP_DATA_TIME,
  PROP_REQUESTS_TODAY,
  PROP_QUOTA_LEFT,
  PROP_BREAKER,
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
    case PROP_ENABLED:
      g_value_set_boolean (value, self->config.enabled);
      break;
    case PROP_BASE_URI:
      g_value_set_string (value, self->config.base_uri);
      break;
    case PROP_INTERVAL:
      g_value_set_int64 (value, self->config.interval);
      break;
    case PROP_TIMEOUT:
      g_value_set_double (value, self->config.timeout);
      break;
    case PROP_STATE:
      g_value_set_int (value, self->health.state);
      break;
    case PROP_LAST_ERROR:
      g_value_set_string (value, self->health.last_error);
      break;
    case PROP_LAST_SUCCESS:
      g_value_set_int64 (value, self->health.last_success);
      break;
    case PROP_DATA_TIME:
      g_value_set_int64 (value, self->health.data_at);
      break;
    case PROP_REQUESTS_TODAY:
      g_value_set_uint (value, self->health.quota.n_used);
      break;
    case PROP_QUOTA_LEFT:
      g_value_set_int64 (value, self->quota_left);
      break;
    case PROP_BREAKER:
      g_value_set_int (value, self->health.breaker.state);
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
  rlt_feed_config_clear (&self->config);
  rlt_feed_settings_clear (&self->settings);

  G_OBJECT_CLASS (rlt_feed_status_parent_class)->finalize (object);
}

static void
rlt_feed_status_class_init (RltFeedStatusClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  const GParamFlags flags = G_PARAM_READABLE | G_PARAM_STATIC_STRINGS | G_PARAM_EXPLICIT_NOTIFY;

  object_class->get_property = rlt_feed_status_get_property;
  object_class->finalize = rlt_feed_status_finalize;

  properties[PROP_ENABLED] = g_param_spec_boolean ("enabled", NULL, NULL, FALSE, flags);
  properties[PROP_BASE_URI] = g_param_spec_string ("base-uri", NULL, NULL, NULL, flags);
  properties[PROP_INTERVAL] = g_param_spec_int64 ("interval", NULL, NULL, 0, G_MAXINT64, 0, flags);
  properties[PROP_TIMEOUT] = g_param_spec_double ("timeout", NULL, NULL, 0, G_MAXDOUBLE, 0, flags);
  properties[PROP_STATE] = g_param_spec_int ("state", NULL, NULL, RLT_FEED_OFF, RLT_FEED_DOWN, RLT_FEED_OFF, flags);
  properties[PROP_LAST_ERROR] = g_param_spec_string ("last-error", NULL, NULL, NULL, flags);
  properties[PROP_LAST_SUCCESS] = g_param_spec_int64 ("last-success", NULL, NULL, G_MININT64, G_MAXINT64,
                                                      RLT_TIME_NONE, flags);
  properties[PROP_DATA_TIME] = g_param_spec_int64 ("data-time", NULL, NULL, G_MININT64, G_MAXINT64,
                                                   RLT_TIME_NONE, flags);
  properties[PROP_REQUESTS_TODAY] = g_param_spec_uint ("requests-today", NULL, NULL, 0, G_MAXUINT, 0, flags);
  properties[PROP_QUOTA_LEFT] = g_param_spec_int64 ("quota-left", NULL, NULL, RLT_QUOTA_UNKNOWN, G_MAXINT64,
                                                    RLT_QUOTA_UNKNOWN, flags);
  properties[PROP_BREAKER] = g_param_spec_int ("breaker", NULL, NULL, RLT_BREAKER_CLOSED, RLT_BREAKER_HALF_OPEN,
                                               RLT_BREAKER_CLOSED, flags);
  g_object_class_install_properties (object_class, N_PROPERTIES, properties);
}

static void
rlt_feed_status_init (RltFeedStatus *self)
{
  rlt_feed_health_init (&self->health);
  self->quota_left = RLT_QUOTA_UNKNOWN;
}

/*
 * rlt_feed_status_new:
 * @kind: a feed
 *
 * Returns: (transfer full): the status of a feed that is off and was never asked, as far as is known yet
 */
RltFeedStatus *
rlt_feed_status_new (RltFeedKind kind)
{
  RltFeedStatus *self = g_object_new (RLT_TYPE_FEED_STATUS, NULL);

  self->kind = kind;
  self->health.is_awaited = TRUE;
  rlt_feed_config_init (&self->config, kind, NULL);
  rlt_feed_settings_init (&self->settings, kind);
  return self;
}

static void
notify_if (RltFeedStatus      *self,
           gboolean            differs,
           FeedStatusProperty  property)
{
  if (differs)
    g_object_notify_by_pspec (G_OBJECT (self), properties[property]);
}

/*
 * rlt_feed_status_set_health:
 * @self: a feed's status
 * @health: its health now; copied
 * @now: the present instant
 *
 * Main thread. Notifies of what differs.
 */
void
rlt_feed_status_set_health (RltFeedStatus       *self,
                            const RltFeedHealth *health,
                            RltTime              now)
{
  RltFeedHealth old = self->health;
  gint64 old_left = self->quota_left;

  rlt_feed_health_init (&self->health);
  rlt_feed_health_copy (health, &self->health);
  self->quota_left = rlt_quota_get_left (&health->quota, now);

  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, old.state != health->state, PROP_STATE);
  notify_if (self, g_strcmp0 (old.last_error, health->last_error) != 0, PROP_LAST_ERROR);
  notify_if (self, old.last_success != health->last_success, PROP_LAST_SUCCESS);
  notify_if (self, old.data_at != health->data_at, PROP_DATA_TIME);
  notify_if (self, old.quota.n_used != health->quota.n_used, PROP_REQUESTS_TODAY);
  notify_if (self, old_left != self->quota_left, PROP_QUOTA_LEFT);
  notify_if (self, old.breaker.state != health->breaker.state, PROP_BREAKER);
  g_object_thaw_notify (G_OBJECT (self));

  rlt_feed_health_clear (&old);
}

/*
 * rlt_feed_status_set_config:
 * @self: a feed's status
 * @config: how it is asked now; copied
 * @settings: what of that was set; copied
 *
 * Main thread. Notifies of what differs.
 */
void
rlt_feed_status_set_config (RltFeedStatus         *self,
                            const RltFeedConfig   *config,
                            const RltFeedSettings *settings)
{
  RltFeedConfig old = self->config;

  self->config = (RltFeedConfig) { 0 };
  rlt_feed_config_copy (config, &self->config);
  rlt_feed_settings_clear (&self->settings);
  rlt_feed_settings_copy (settings, &self->settings);

  g_object_freeze_notify (G_OBJECT (self));
  notify_if (self, old.enabled != config->enabled, PROP_ENABLED);
  notify_if (self, !g_str_equal (old.base_uri, config->base_uri), PROP_BASE_URI);
  notify_if (self, old.interval != config->interval, PROP_INTERVAL);
  notify_if (self, old.timeout != config->timeout, PROP_TIMEOUT);
  g_object_thaw_notify (G_OBJECT (self));

  rlt_feed_config_clear (&old);
}

/**
 * rlt_feed_status_get_kind:
 * @self: a feed's status
 *
 * Returns: which feed it is
 */
RltFeedKind
rlt_feed_status_get_kind (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->kind;
}

/**
 * rlt_feed_status_copy_settings:
 * @self: a feed's status
 * @settings: (out caller-allocates): what users have set of it, to be changed and given to
 *   rlt_engine_configure_feed_async()
 */
void
rlt_feed_status_copy_settings (RltFeedStatus   *self,
                               RltFeedSettings *settings)
{
  g_return_if_fail (RLT_IS_FEED_STATUS (self));

  rlt_feed_settings_copy (&self->settings, settings);
}

/**
 * rlt_feed_status_get_enabled:
 * @self: a feed's status
 *
 * Returns: whether it is switched on
 */
gboolean
rlt_feed_status_get_enabled (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), FALSE);

  return self->config.enabled;
}

/**
 * rlt_feed_status_get_base_uri:
 * @self: a feed's status
 *
 * Returns: (transfer none): where it is asked; empty while nobody has said where
 */
const char *
rlt_feed_status_get_base_uri (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), NULL);

  return self->config.base_uri;
}

/**
 * rlt_feed_status_get_interval:
 * @self: a feed's status
 *
 * Returns: how often it is asked for the same thing, a duration
 */
RltTime
rlt_feed_status_get_interval (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->config.interval;
}

/**
 * rlt_feed_status_get_timeout:
 * @self: a feed's status
 *
 * Returns: after how many seconds without an answer it is given up
 */
double
rlt_feed_status_get_timeout (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->config.timeout;
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
 * rlt_feed_status_is_awaited:
 * @self: a feed's status
 *
 * What it answered in an earlier run of the program does not count. One that is off, or left alone for a
 * while, is not awaited.
 *
 * Returns: whether something that it is asked for has been neither answered nor refused yet; also while
 *   what it is to be asked for is not known yet
 */
gboolean
rlt_feed_status_is_awaited (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), FALSE);

  return self->health.is_awaited;
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

  return self->health.quota.n_used;
}

/**
 * rlt_feed_status_get_data_time:
 * @self: a feed's status
 *
 * Returns: when its newest data were made, or %RLT_TIME_NONE
 */
RltTime
rlt_feed_status_get_data_time (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_TIME_NONE);

  return self->health.data_at;
}

/**
 * rlt_feed_status_get_bytes_today:
 * @self: a feed's status
 *
 * Returns: how much was received since midnight in Paris
 */
guint64
rlt_feed_status_get_bytes_today (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->health.n_bytes;
}

/**
 * rlt_feed_status_get_latency:
 * @self: a feed's status
 *
 * Returns: how long its last answer took to begin, a duration; 0 when there was none
 */
RltTime
rlt_feed_status_get_latency (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->health.latency;
}

/**
 * rlt_feed_status_get_quota_limit:
 * @self: a feed's status
 *
 * Returns: how many requests a day it grants; 0 when no limit is known
 */
guint
rlt_feed_status_get_quota_limit (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), 0);

  return self->health.quota.limit;
}

/**
 * rlt_feed_status_get_quota_left:
 * @self: a feed's status
 *
 * Returns: how many requests are left today, or a negative number when no limit is known
 */
gint64
rlt_feed_status_get_quota_left (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_QUOTA_UNKNOWN);

  return self->quota_left;
}

/**
 * rlt_feed_status_get_quota_end:
 * @self: a feed's status
 *
 * Returns: when its quota is used up at the present rate; %RLT_TIME_NONE when it lasts until midnight in
 *   Paris, or nobody can tell
 */
RltTime
rlt_feed_status_get_quota_end (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_TIME_NONE);

  return self->health.quota_ends_at;
}

/**
 * rlt_feed_status_get_breaker:
 * @self: a feed's status
 *
 * Returns: whether it is asked, left alone, or tried
 */
RltBreakerState
rlt_feed_status_get_breaker (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_BREAKER_CLOSED);

  return self->health.breaker.state;
}

/**
 * rlt_feed_status_get_retry_time:
 * @self: a feed's status
 *
 * Returns: while it is left alone: when it is tried again; else %RLT_TIME_NONE
 */
RltTime
rlt_feed_status_get_retry_time (RltFeedStatus *self)
{
  g_return_val_if_fail (RLT_IS_FEED_STATUS (self), RLT_TIME_NONE);

  return self->health.breaker.retry_at;
}

static void
write_quota (RltFeedStatus *self,
             RltJsonWriter *writer)
{
  if (self->quota_left == RLT_QUOTA_UNKNOWN)
    {
      rlt_json_writer_put_null (writer, "quota");
      return;
    }

  rlt_json_writer_member (writer, "quota");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_int (writer, "limit", self->health.quota.limit);
  rlt_json_writer_put_int (writer, "left", self->quota_left);
  rlt_json_writer_put_time (writer, "ends_at", self->health.quota_ends_at);
  rlt_json_writer_end_object (writer);
}

static void
write_feed (RltFeedStatus *self,
            RltTime        now,
            RltJsonWriter *writer)
{
  const RltFeedHealth *health = &self->health;
  g_autofree char *url = NULL;
  RltTime age = rlt_age_at (health->data_at, now);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", rlt_feed_get_id (self->kind));
  rlt_json_writer_put_string (writer, "name", rlt_feed_get_name (self->kind));
  rlt_json_writer_put_boolean (writer, "enabled", self->config.enabled);
  /* A key may be in its query, although there is a better place. */
  if (strchr (self->config.base_uri, '?') != NULL)
    url = rlt_http_describe_uri (self->config.base_uri);
  else if (self->config.base_uri[0] != '\0')
    url = g_strdup (self->config.base_uri);
  rlt_json_writer_put_string (writer, "url", url);
  rlt_json_writer_put_int (writer, "interval_seconds", self->config.interval / RLT_SECOND);
  rlt_json_writer_put_double (writer, "timeout_seconds", self->config.timeout, 1);
  rlt_json_writer_put_string (writer, "state", rlt_feed_state_to_string (health->state));
  rlt_json_writer_put_time (writer, "last_success", health->last_success);
  rlt_json_writer_put_time (writer, "data_at", health->data_at);
  if (RLT_TIME_IS_SET (age))
    rlt_json_writer_put_int (writer, "age_seconds", age / RLT_SECOND);
  else
    rlt_json_writer_put_null (writer, "age_seconds");
  rlt_json_writer_put_int (writer, "errors_in_row", health->errors_in_row);
  rlt_json_writer_put_string (writer, "last_error", health->last_error);
  rlt_json_writer_put_int (writer, "requests_today", health->quota.n_used);
  rlt_json_writer_put_int (writer, "bytes_today", health->n_bytes);
  rlt_json_writer_put_double (writer, "latency_seconds", (double) health->latency / RLT_SECOND, 3);
  write_quota (self, writer);
  rlt_json_writer_put_string (writer, "breaker", rlt_breaker_state_to_string (health->breaker.state));
  rlt_json_writer_put_time (writer, "retry_at", health->breaker.retry_at);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_feed_status_write_list:
 * @feeds: (element-type RltFeedStatus): the feeds
 * @now: the present instant
 * @writer: where they are written
 *
 * Writes them as one array.
 */
void
rlt_feed_status_write_list (GListModel    *feeds,
                            RltTime        now,
                            RltJsonWriter *writer)
{
  g_return_if_fail (G_IS_LIST_MODEL (feeds));
  g_return_if_fail (writer != NULL);

  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      write_feed (feed, now, writer);
    }
  rlt_json_writer_end_array (writer);
}
