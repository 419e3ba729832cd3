/* rlt-engine-settings.c: how each feed is asked: what is usual, and what users have set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-core.h"
#include "rlt-store-settings.h"

/* Where the store keeps them: "feed/prim-et". */
#define PREFIX "feed/"

/* A simulator on this machine is asked so many times more often than upstreams with a quota. */
#define LOCAL_FACTOR 6

/* What is usual, then what was set; but one address in place of all upstreams' counts before any. */
static void
make_config (RltEngineCore *self,
             RltFeedKind    kind)
{
  RltFeedConfig *config = &self->configs[kind];
  const RltFeedSettings *settings = &self->settings[kind];
  g_autofree char *base_uri = NULL;

  rlt_feed_config_clear (config);
  base_uri = self->base_uri != NULL && kind == RLT_FEED_SIRI_XML ? g_strconcat (self->base_uri, "/siri", NULL)
                                                                 : g_strdup (self->base_uri);
  rlt_feed_config_init (config, kind, base_uri != NULL ? base_uri : settings->base_uri);
  if (!rlt_feed_is_of_open_data (kind) && rlt_feed_uri_is_local (config->base_uri))
    {
      config->interval /= LOCAL_FACTOR;
      config->daily_budget = 0;
    }
  rlt_feed_settings_apply (settings, config);
  if (self->base_uri != NULL)
    rlt_feed_config_set_base_uri (config, base_uri);
  rlt_delivery_add_config (self->delivery, config, settings);
}

/*
 * rlt_engine_core_init_configs:
 * @self: a core
 *
 * Nothing is set yet.
 */
void
rlt_engine_core_init_configs (RltEngineCore *self)
{
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      rlt_feed_settings_init (&self->settings[kind], kind);
      make_config (self, kind);
      rlt_quota_init (&self->health[kind].quota, self->configs[kind].daily_budget);
    }
}

static void
use_settings (RltEngineCore         *self,
              RltFeedKind            kind,
              const RltFeedSettings *settings)
{
  rlt_feed_settings_clear (&self->settings[kind]);
  rlt_feed_settings_copy (settings, &self->settings[kind]);
  make_config (self, kind);
  self->health[kind].quota.limit = self->configs[kind].daily_budget;
}

/* What cannot be used, after an update say, is left out: the feed is asked as usual. */
static void
recall (RltEngineCore *self,
        const char    *id,
        const char    *text)
{
  g_auto(RltFeedSettings) settings = { 0 };
  g_autoptr(GError) error = NULL;
  RltFeedKind kind;

  if (!rlt_feed_find (id, &kind))
    return;

  rlt_feed_settings_init (&settings, kind);
  if (rlt_feed_settings_read_text (&settings, kind, text, &error) &&
      rlt_feed_settings_check (&settings, kind, &error))
    use_settings (self, kind, &settings);
  else
    g_debug ("settings of %s: %s", id, error->message);
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  RltEngineCore *self = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GHashTable) texts = rlt_store_load_settings_finish (RLT_STORE (source), result, &error);
  GHashTableIter iter;
  gpointer key, text;

  if (texts == NULL)
    rlt_engine_core_show_store_error (self, error);
  else
    {
      g_hash_table_iter_init (&iter, texts);
      while (g_hash_table_iter_next (&iter, &key, &text))
        recall (self, (const char *) key + strlen (PREFIX), text);
    }
  self->has_settings = TRUE;
  if (!self->is_stopping)
    rlt_engine_core_plan (self);
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_recall_settings:
 * @self: a core whose database is open
 *
 * Finds out what users have set. No feed is asked before.
 */
void
rlt_engine_core_recall_settings (RltEngineCore *self)
{
  rlt_engine_core_begin (self);
  rlt_store_load_settings_async (self->store, PREFIX, self->cancellable, loaded_cb, self);
}

/* A change under way to the database. */
typedef struct
{
  RltEngineCore *core;
  GTask         *task;   /* (owned) */
} Saving;

static void
saved_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  Saving *saving = user_data;
  GError *error = NULL;

  if (rlt_store_save_setting_finish (RLT_STORE (source), result, &error))
    g_task_return_boolean (saving->task, TRUE);
  else
    g_task_return_error (saving->task, error);
  g_object_unref (saving->task);
  rlt_engine_core_end (saving->core);
  g_free (saving);
}

/* A feed that is asked in another way, or no more, begins anew, and what it said is forgotten. */
static void
restart_feed (RltEngineCore *self,
              RltFeedKind    kind)
{
  GHashTableIter iter;
  gpointer key, poll;

  self->epochs[kind]++;
  if (kind == RLT_FEED_RATP_VEHICLES)
    rlt_engine_core_drop_vehicles (self);
  if (kind == RLT_FEED_GTFS_RT)
    g_clear_pointer (&self->schedule, rlt_gtfs_schedule_unref);
  rlt_engine_core_drop_answers (self, kind);
  rlt_scheduler_release (self->scheduler, rlt_feed_get_id (kind), rlt_clock_now (self->clock));
  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, &key, &poll))
    {
      if (((const RltPoll *) poll)->kind != kind)
        continue;
      rlt_scheduler_remove (self->scheduler, key);
      g_hash_table_iter_remove (&iter);
    }
  rlt_feed_health_switch (&self->health[kind], self->configs[kind].enabled, NULL);
}

/*
 * rlt_engine_core_configure:
 * @self: a core
 * @kind: a feed
 * @settings: how to ask it from now on; checked
 * @task: returned with a boolean when that is written down
 */
void
rlt_engine_core_configure (RltEngineCore         *self,
                           RltFeedKind            kind,
                           const RltFeedSettings *settings,
                           GTask                 *task)
{
  g_autofree char *key = g_strconcat (PREFIX, rlt_feed_get_id (kind), NULL);
  g_autofree char *text = rlt_feed_settings_to_text (settings);
  g_autofree char *old_text = rlt_feed_settings_to_text (&self->settings[kind]);
  Saving *saving = g_new (Saving, 1);

  use_settings (self, kind, settings);
  if (!g_str_equal (old_text, text))
    {
      restart_feed (self, kind);
      rlt_engine_core_show_health (self, kind);
    }
  rlt_engine_core_plan (self);
  rlt_engine_core_update_all (self);

  saving->core = self;
  saving->task = g_object_ref (task);
  rlt_engine_core_begin (self);
  rlt_store_save_setting_async (self->store, key, text, NULL, saved_cb, saving);
}
