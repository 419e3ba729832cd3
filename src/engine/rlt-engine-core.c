/* rlt-engine-core.c: the part of the engine that lives on the engine thread: its beginning and end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"

#include "rlt-memory.h"
#include "rlt-wake-source.h"

#define DATABASE_NAME "data.sqlite"

/* How often trains are looked for that nobody has told anything of for too long: by the clock, but
 * not more often than in so many real milliseconds. */
#define AGEING_INTERVAL (20 * RLT_SECOND)
#define SHORTEST_AGEING_INTERVAL 100

/* Milliseconds: by then the views have let go of what is not new any more. */
#define TRIM_DELAY 1000

static char *
get_store_path (const RltEngineConfig *config)
{
  g_autofree char *folder = config->data_dir != NULL ? g_strdup (config->data_dir)
                                                     : rlt_engine_get_data_folder (config->profile);

  return g_build_filename (folder, DATABASE_NAME, NULL);
}

/*
 * rlt_engine_core_new:
 * @config: what the engine is made from
 * @delivery: where news go; must outlive the core
 *
 * Any thread. The secrets are not touched and the database is not opened before
 * rlt_engine_core_start().
 *
 * Returns: (transfer full): a core that does nothing yet
 */
RltEngineCore *
rlt_engine_core_new (const RltEngineConfig *config,
                     RltDelivery           *delivery)
{
  RltEngineCore *self = g_new0 (RltEngineCore, 1);

  self->clock = g_object_ref (config->clock);
  self->embedded = rlt_catalogue_ref (config->catalogue);
  self->catalogue = rlt_catalogue_ref (config->catalogue);
  self->profile = g_strdup (config->profile);
  self->store_path = get_store_path (config);
  self->is_demo = config->demo;
  self->is_offline = config->offline;
  self->api_key = g_strdup (config->api_key != NULL ? config->api_key : config->demo ? "demo" : NULL);
  self->base_uri = g_strdup (config->base_uri);
  self->scope = config->scope;
  self->watched_line = config->watched_line;
  self->watched_station = config->watched_station;
  self->delivery = delivery;

  self->cancellable = g_cancellable_new ();
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      rlt_feed_health_init (&self->health[i]);
      self->health[i].is_awaited = TRUE;
    }
  rlt_engine_core_init_configs (self);
  self->has_recalled = config->demo; /* its quays are told anew each time */
  self->quays_at = RLT_TIME_NONE;
  self->retried_at = RLT_TIME_NONE;
  self->lines = g_new0 (RltLineRecord, rlt_catalogue_get_n_lines (self->embedded));
  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->embedded); i++)
    {
      self->lines[i].inference = rlt_inference_new (rlt_catalogue_get_line (self->embedded, i));
      self->lines[i].saved_at = RLT_TIME_NONE;
    }
  self->favourites = g_ptr_array_new ();
  rlt_engine_core_init_answers (self);
  self->polls = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  return self;
}

/*
 * rlt_engine_core_free:
 * @self: (transfer full): a core whose thread has ended, or never ran
 */
void
rlt_engine_core_free (RltEngineCore *self)
{
  rlt_engine_core_clear_lines (self);
  g_hash_table_unref (self->answers);
  g_hash_table_unref (self->validators);
  g_ptr_array_unref (self->favourites);
  g_hash_table_unref (self->polls);
  g_free (self->lines);
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      rlt_feed_health_clear (&self->health[i]);
      rlt_feed_config_clear (&self->configs[i]);
      rlt_feed_settings_clear (&self->settings[i]);
    }
  for (guint i = 0; i < RLT_OPEN_DATA_N_TABLES; i++)
    g_clear_pointer (&self->tables[i], g_bytes_unref);
  g_clear_pointer (&self->schedule, rlt_gtfs_schedule_unref);
  g_clear_pointer (&self->api_key, rlt_secret_free);
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    g_clear_pointer (&self->agency_keys[i], rlt_secret_free);
  g_free (self->profile);
  g_free (self->base_uri);
  g_free (self->store_path);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_pointer (&self->embedded, rlt_catalogue_unref);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

static gboolean
ageing_cb (gpointer user_data)
{
  rlt_engine_core_age_lines (user_data);
  return G_SOURCE_CONTINUE;
}

static void
start_ageing (RltEngineCore *self)
{
  double interval = AGEING_INTERVAL / rlt_clock_get_speed (self->clock);

  self->ageing_timer = g_timeout_source_new ((guint) MAX (interval / 1000, SHORTEST_AGEING_INTERVAL));
  g_source_set_callback (self->ageing_timer, ageing_cb, self, NULL);
  g_source_attach (self->ageing_timer, g_main_context_get_thread_default ());
}

/* What was known is old, and what failed on the way to sleep may work again. */
static gboolean
woken_cb (gpointer user_data)
{
  RltEngineCore *self = user_data;

  g_debug ("awake again");
  rlt_engine_core_refresh (self);
  rlt_engine_core_age_lines (self);

  return G_SOURCE_CONTINUE;
}

static void
watch_sleep (RltEngineCore *self)
{
  self->wake_source = rlt_wake_source_new (woken_cb, self);
  g_source_attach (self->wake_source, g_main_context_get_thread_default ());
}

/*
 * rlt_engine_core_start:
 * @self: a core
 *
 * Finds out what was known, what is set and whether there is a key, and begins to ask.
 */
void
rlt_engine_core_start (RltEngineCore *self)
{
  self->started_at = rlt_clock_now (self->clock);
  self->client = rlt_http_client_new (self->clock);
  self->ratp_traffic = rlt_ratp_session_new (self->clock);
  self->ratp_boards = rlt_ratp_session_new (self->clock);
  self->scheduler = rlt_scheduler_new (g_random_int ());
  self->poller = rlt_poller_new (self->scheduler, self->clock, rlt_engine_core_poll, self);

  self->store = rlt_store_new (self->store_path);
  rlt_engine_core_recall_settings (self);
  rlt_engine_core_recall (self);
  start_ageing (self);
  watch_sleep (self);
  if (!self->is_offline)
    rlt_engine_core_find_key (self);
}

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* The end, on the engine thread: nothing is under way any more. */
static void
finish (RltEngineCore *self)
{
  clear_source (&self->quays_timer);
  clear_source (&self->ageing_timer);
  clear_source (&self->trim_timer);
  clear_source (&self->wake_source);
  g_clear_pointer (&self->poller, rlt_poller_free);
  g_clear_pointer (&self->scheduler, rlt_scheduler_free);
  g_clear_object (&self->client);
  g_clear_object (&self->ratp_traffic);
  g_clear_object (&self->ratp_boards);
  g_clear_object (&self->secrets);

  g_mutex_lock (&self->mutex);
  self->has_ended = TRUE;
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
}

static gboolean
trim_cb (gpointer user_data)
{
  RltEngineCore *self = user_data;

  rlt_memory_trim ();
  g_clear_pointer (&self->trim_timer, g_source_unref);

  return G_SOURCE_REMOVE;
}

/*
 * rlt_engine_core_trim_soon:
 * @self: a core
 *
 * While all lines are renewed at once, old and new need room for a moment: that is given back.
 */
void
rlt_engine_core_trim_soon (RltEngineCore *self)
{
  if (self->trim_timer != NULL)
    return;

  self->trim_timer = g_timeout_source_new (TRIM_DELAY);
  g_source_set_callback (self->trim_timer, trim_cb, self, NULL);
  g_source_attach (self->trim_timer, g_main_context_get_thread_default ());
}

/*
 * rlt_engine_core_begin:
 * @self: a core
 *
 * Something is under way that calls back; the core waits for rlt_engine_core_end() before it ends.
 */
void
rlt_engine_core_begin (RltEngineCore *self)
{
  self->n_under_way++;
}

/*
 * rlt_engine_core_end:
 * @self: a core
 *
 * To be called last in the callback of what rlt_engine_core_begin() announced.
 */
void
rlt_engine_core_end (RltEngineCore *self)
{
  g_assert (self->n_under_way > 0);

  self->n_under_way--;
  if (self->is_stopping && self->n_under_way == 0)
    finish (self);
}

/*
 * rlt_engine_core_stop:
 * @self: a core
 *
 * Gives up what is under way and writes down what is known.
 */
void
rlt_engine_core_stop (RltEngineCore *self)
{
  rlt_engine_core_begin (self);
  self->is_stopping = TRUE;
  g_cancellable_cancel (self->cancellable);
  rlt_engine_core_drop_vehicles (self);
  rlt_engine_core_save_lines (self, TRUE);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_wait:
 * @self: a core that rlt_engine_core_stop() is queued for
 *
 * Any other thread. Blocks until nothing is under way any more; the store stays open.
 */
void
rlt_engine_core_wait (RltEngineCore *self)
{
  g_mutex_lock (&self->mutex);
  while (!self->has_ended)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);
}
