/* rlt-engine-memory.c: what the engine knows from one run to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"
#include "rlt-recalled-status.h"
#include "rlt-store-feeds.h"
#include "rlt-store-quays.h"
#include "rlt-store-snapshots.h"

/* A line is written down no more often than that, and with the departures of so long. */
#define SAVE_INTERVAL (60 * RLT_SECOND)
#define SAVED_DEPARTURES (20 * RLT_MINUTE)

/* While the window appears there is other work. */
#define FIRST_SAVE_AFTER (5 * RLT_SECOND)

/*
 * rlt_engine_core_show_store_error:
 * @self: a core
 * @error: what is wrong with the database
 */
void
rlt_engine_core_show_store_error (RltEngineCore *self,
                                  const GError  *error)
{
  g_debug ("store: %s", error->message);
  rlt_delivery_add_store_error (self->delivery, error->message);
}

static void
saved_snapshots_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!rlt_store_save_snapshots_finish (RLT_STORE (source), result, &error))
    rlt_engine_core_show_store_error (self, error);
  rlt_engine_core_end (self);
}

static RltStoredSnapshot *
write_down (RltSnapshot *snapshot,
            RltTime      now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  RltStoredSnapshot *stored = rlt_stored_snapshot_new (snapshot->line->key);

  rlt_snapshot_write_json (snapshot, now, now + SAVED_DEPARTURES, writer);
  stored->observed_at = snapshot->observed_at;
  stored->built_at = snapshot->built_at;
  stored->level = snapshot->status->level;
  stored->n_trains = snapshot->n_trains;
  g_free (stored->json);
  stored->json = rlt_json_writer_finish (writer, NULL);

  return stored;
}

static gboolean
is_known (const RltSnapshot *snapshot)
{
  return RLT_TIME_IS_SET (snapshot->observed_at) || snapshot->status->last_level != RLT_LEVEL_UNKNOWN;
}

static gboolean
is_due (const RltEngineCore *self,
        const RltLineRecord *record,
        RltTime              now,
        gboolean             at_once)
{
  if (record->snapshot == NULL || !is_known (record->snapshot) ||
      record->snapshot->built_at < self->started_at)
    return FALSE;
  if (!RLT_TIME_IS_SET (record->saved_at))
    return at_once || now - self->started_at >= FIRST_SAVE_AFTER;

  return at_once ? record->snapshot->built_at > record->saved_at : now - record->saved_at >= SAVE_INTERVAL;
}

/*
 * rlt_engine_core_save_lines:
 * @self: a core
 * @at_once: also what was written down a moment ago
 *
 * Writes down the lines of which something is known.
 */
void
rlt_engine_core_save_lines (RltEngineCore *self,
                            gboolean       at_once)
{
  g_autoptr(GPtrArray) stored = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_stored_snapshot_free);
  RltTime now = rlt_clock_now (self->clock);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      RltLineRecord *record = &self->lines[i];

      if (!is_due (self, record, now, at_once))
        continue;
      g_ptr_array_add (stored, write_down (record->snapshot, now));
      record->saved_at = now;
    }
  if (stored->len == 0)
    return;

  rlt_engine_core_begin (self);
  rlt_store_save_snapshots_async (self->store, g_steal_pointer (&stored), NULL, saved_snapshots_cb, self);
}

static void
saved_feed_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!rlt_store_save_feed_finish (RLT_STORE (source), result, &error))
    rlt_engine_core_show_store_error (self, error);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_save_health:
 * @self: a core
 * @kind: a feed
 *
 * Writes down how the feed is doing.
 */
void
rlt_engine_core_save_health (RltEngineCore *self,
                             RltFeedKind    kind)
{
  g_autoptr(RltStoredFeed) stored = rlt_stored_feed_new (rlt_feed_get_id (kind));
  const RltFeedHealth *health = &self->health[kind];
  RltFeedAccess access = { 0 };

  stored->state = health->state;
  stored->last_success_at = health->last_success;
  stored->last_error_at = health->last_failure;
  stored->last_error = g_strdup (health->last_error);
  stored->errors_in_row = health->errors_in_row;
  stored->day_start = health->quota.day_start;
  stored->n_requests = health->quota.n_used;
  stored->n_bytes = health->n_bytes;
  stored->data_at = health->data_at;
  stored->latency = health->latency;
  stored->quota_limit = health->quota.limit;
  stored->quota_ends_at = health->quota_ends_at;
  g_free (stored->breaker);
  stored->breaker = g_strdup (rlt_breaker_state_to_string (health->breaker.state));
  stored->retry_at = health->breaker.retry_at;
  /* Only what it told last is kept as well. */
  if (rlt_feed_is_of_open_data (kind))
    rlt_engine_core_add_validators (self, stored->id, &access);
  stored->etag = g_strdup (access.etag);
  stored->last_modified = g_strdup (access.last_modified);

  rlt_engine_core_begin (self);
  rlt_store_save_feed_async (self->store, stored, NULL, saved_feed_cb, self);
}

static void
saved_quays_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;

  if (!rlt_store_replace_quays_finish (RLT_STORE (source), result, &error))
    rlt_engine_core_show_store_error (self, error);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_save_quays:
 * @self: a core
 * @quays: (element-type RltQuay): all there are
 * @learned_at: when they were learned
 *
 * Writes them down. Those of the demo are its own, and told at each start.
 */
void
rlt_engine_core_save_quays (RltEngineCore *self,
                            GArray        *quays,
                            RltTime        learned_at)
{
  g_autoptr(GArray) stored = NULL;

  if (self->is_demo)
    return;

  stored = g_array_sized_new (FALSE, FALSE, sizeof (RltStoredQuay), quays->len);
  for (guint i = 0; i < quays->len; i++)
    {
      const RltQuay *quay = &g_array_index (quays, RltQuay, i);
      const RltStoredQuay row = { quay->quay, quay->area };

      g_array_append_val (stored, row);
    }
  rlt_engine_core_begin (self);
  rlt_store_replace_quays_async (self->store, g_steal_pointer (&stored), learned_at, NULL, saved_quays_cb, self);
}

/* What is ahead of the clock, after a simulation or a wrong clock, would look fresh. */
static gboolean
is_ahead (RltEngineCore *self,
          RltTime        time)
{
  return !self->is_offline && time > rlt_clock_now (self->clock);
}

/* How it was doing, for those who only look. Who asks finds out anew. */
static void
recall_state (RltFeedHealth       *health,
              const RltFeedConfig *config,
              const RltStoredFeed *stored)
{
  health->state = config->enabled ? stored->state : RLT_FEED_OFF;
  health->errors_in_row = stored->errors_in_row;
  health->latency = stored->latency;
  health->quota.limit = stored->quota_limit;
  health->quota_ends_at = stored->quota_ends_at;
  rlt_breaker_state_from_string (stored->breaker, &health->breaker.state);
  health->breaker.retry_at = stored->retry_at;
  g_free (health->last_error);
  health->last_error = g_strdup (stored->last_error);
}

static void
recall_requests (RltFeedHealth       *health,
                 const RltStoredFeed *stored)
{
  if (RLT_TIME_IS_SET (health->quota.day_start) && health->quota.day_start != stored->day_start)
    return;

  health->quota.day_start = stored->day_start;
  health->quota.n_used += stored->n_requests;
  health->n_bytes += stored->n_bytes;
}

static void
recall_feed (RltEngineCore       *self,
             const RltStoredFeed *stored)
{
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      RltFeedHealth *health = &self->health[kind];

      if (!g_str_equal (stored->id, rlt_feed_get_id (kind)) || RLT_TIME_IS_SET (health->last_success) ||
          is_ahead (self, stored->last_success_at))
        continue;
      if (self->is_offline)
        recall_state (health, &self->configs[kind], stored);
      health->last_success = stored->last_success_at;
      health->last_failure = stored->last_error_at;
      health->data_at = stored->data_at;
      recall_requests (health, stored);
      if (rlt_feed_is_of_open_data (kind))
        rlt_engine_core_keep_validators (self, stored->id, stored->etag, stored->last_modified);
      rlt_delivery_add_health (self->delivery, kind, health);
    }
}

static void
loaded_feeds_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) feeds = rlt_store_load_feeds_finish (RLT_STORE (source), result, &error);

  if (feeds == NULL)
    rlt_engine_core_show_store_error (self, error);
  for (guint i = 0; feeds != NULL && i < feeds->len; i++)
    recall_feed (self, g_ptr_array_index (feeds, i));
  if (self->is_offline)
    rlt_engine_core_show_unasked (self);
  rlt_engine_core_end (self);
}

/* The traffic and the age, not the trains: where those are by now nobody knows. */
static void
show_again (RltEngineCore           *self,
             const RltStoredSnapshot *stored)
{
  const RltLine *line = rlt_catalogue_find_line (self->embedded, stored->line);
  g_autoptr(RltSnapshot) snapshot = NULL;

  if (line == NULL || is_ahead (self, stored->built_at))
    return;

  snapshot = rlt_snapshot_new (line);
  snapshot->built_at = stored->built_at;
  snapshot->observed_at = stored->observed_at;
  rlt_traffic_status_unref (snapshot->status);
  snapshot->status = rlt_recalled_status_read (line, stored->json, rlt_clock_now (self->clock));
  rlt_engine_core_take_memory (self, snapshot);
}

static void
loaded_snapshots_cb (GObject      *source,
                     GAsyncResult *result,
                     gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GPtrArray) snapshots = rlt_store_load_snapshots_finish (RLT_STORE (source), result, &error);

  if (snapshots == NULL)
    rlt_engine_core_show_store_error (self, error);
  for (guint i = 0; snapshots != NULL && i < snapshots->len; i++)
    show_again (self, g_ptr_array_index (snapshots, i));
  rlt_delivery_add_recalled (self->delivery);
  rlt_engine_core_end (self);
}

static void
recall_quays (RltEngineCore *self,
              GArray        *stored,
              RltTime        learned_at)
{
  g_autoptr(GArray) quays = g_array_sized_new (FALSE, FALSE, sizeof (RltQuay), stored->len);

  for (guint i = 0; i < stored->len; i++)
    {
      const RltStoredQuay *row = &g_array_index (stored, RltStoredQuay, i);
      const RltQuay quay = { row->quay, row->area };

      g_array_append_val (quays, quay);
    }
  rlt_engine_core_learn_quays (self, quays, learned_at);
}

static void
loaded_quays_cb (GObject      *source,
                 GAsyncResult *result,
                 gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  RltTime learned_at = RLT_TIME_NONE;
  g_autoptr(GArray) quays = rlt_store_load_quays_finish (RLT_STORE (source), result, &learned_at, &error);

  if (quays == NULL)
    rlt_engine_core_show_store_error (self, error);
  self->has_recalled = TRUE;
  if (!self->is_stopping)
    {
      if (quays != NULL && quays->len > 0)
        recall_quays (self, quays, learned_at);
      else
        rlt_engine_core_drop_validators (self, RLT_FEED_OPEN_DATA_QUAYS);
      rlt_engine_core_plan (self);
    }
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_recall:
 * @self: a core
 *
 * Opens the database and finds out what was known when the program last ran.
 */
void
rlt_engine_core_recall (RltEngineCore *self)
{
  rlt_engine_core_begin (self);
  rlt_store_load_feeds_async (self->store, self->cancellable, loaded_feeds_cb, self);
  rlt_engine_core_begin (self);
  rlt_store_load_snapshots_async (self->store, self->cancellable, loaded_snapshots_cb, self);
  if (self->is_demo)
    return;

  rlt_engine_core_begin (self);
  rlt_store_load_quays_async (self->store, self->cancellable, loaded_quays_cb, self);
}

/* A line asked for from the main thread. */
typedef struct
{
  RltEngineCore *core;
  GTask         *task;   /* (owned): returned on the engine thread */
} Recollection;

static void
loaded_snapshot_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  Recollection *recollection = user_data;
  g_autoptr(RltStoredSnapshot) stored = NULL;
  g_autoptr(GTask) task = recollection->task;
  RltEngineCore *self = recollection->core;
  GError *error = NULL;

  stored = rlt_store_load_snapshot_finish (RLT_STORE (source), result, &error);
  if (error != NULL)
    g_task_return_error (task, error);
  else
    g_task_return_pointer (task, stored != NULL ? g_steal_pointer (&stored->json) : NULL, g_free);

  g_free (recollection);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_recall_line:
 * @self: a core
 * @line: a line
 * @task: returned with the JSON of its snapshot as it was last written down, or %NULL
 */
void
rlt_engine_core_recall_line (RltEngineCore *self,
                             const RltLine *line,
                             GTask         *task)
{
  Recollection *recollection = g_new (Recollection, 1);

  recollection->core = self;
  recollection->task = g_object_ref (task);
  rlt_engine_core_begin (self);
  rlt_store_load_snapshot_async (self->store, line->key, self->cancellable, loaded_snapshot_cb, recollection);
}
