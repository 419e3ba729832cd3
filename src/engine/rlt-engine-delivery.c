/* rlt-engine-delivery.c: news from the engine thread to the main thread, in batches.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine-delivery.h"

/* Lines in one turn of the main loop: all of them at once would take longer than a turn may. */
#define MAX_SNAPSHOTS 12

struct _RltDelivery
{
  GMainContext      *context;    /* (owned) */
  RltEngineNewsFunc  func;
  gpointer           user_data;
  GMutex             mutex;
  RltEngineNews     *pending;    /* (mutex mutex) (owned) (nullable) */
  GSource           *source;     /* (mutex mutex) (owned) (nullable): while @pending waits */
};

static RltEngineNews *
news_new (void)
{
  RltEngineNews *self = g_new0 (RltEngineNews, 1);

  self->snapshots = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_snapshot_unref);
  self->boards = g_hash_table_new_full (NULL, NULL, NULL, g_free);
  return self;
}

static void
news_free (RltEngineNews *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->snapshots);
  g_hash_table_unref (self->boards);
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      rlt_feed_health_clear (&self->health[i]);
      rlt_feed_config_clear (&self->configs[i]);
      rlt_feed_settings_clear (&self->settings[i]);
    }
  g_free (self->store_error);
  g_free (self);
}

/**
 * rlt_delivery_new:
 * @context: the context in which to tell
 * @func: told what has changed
 * @user_data: for @func
 *
 * Returns: (transfer full): a delivery with nothing to deliver
 */
RltDelivery *
rlt_delivery_new (GMainContext      *context,
                  RltEngineNewsFunc  func,
                  gpointer           user_data)
{
  RltDelivery *self = g_new0 (RltDelivery, 1);

  self->context = g_main_context_ref (context);
  self->func = func;
  self->user_data = user_data;
  g_mutex_init (&self->mutex);

  return self;
}

/**
 * rlt_delivery_free:
 * @self: (transfer full) (nullable): a delivery to which nobody adds any more
 *
 * In the context it delivers to. What was not delivered is not.
 */
void
rlt_delivery_free (RltDelivery *self)
{
  if (self == NULL)
    return;

  if (self->source != NULL)
    {
      g_source_destroy (self->source);
      g_source_unref (self->source);
    }
  news_free (self->pending);
  g_mutex_clear (&self->mutex);
  g_main_context_unref (self->context);
  g_free (self);
}

/* What one turn does not take of @news stays pending. That all was recalled, that boards have come and how
 * the feeds are doing is told with the last of it: who is told that a feed has answered has the answer. */
static RltEngineNews *
split_news (RltEngineNews *news)
{
  RltEngineNews *rest = news_new ();
  GHashTable *boards;

  while (news->snapshots->len > MAX_SNAPSHOTS)
    g_ptr_array_add (rest->snapshots, g_ptr_array_steal_index_fast (news->snapshots, news->snapshots->len - 1));
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      rest->has_health[i] = news->has_health[i];
      if (news->has_health[i])
        rlt_feed_health_copy (&news->health[i], &rest->health[i]);
      news->has_health[i] = FALSE;
    }
  boards = g_steal_pointer (&rest->boards);
  rest->boards = g_steal_pointer (&news->boards);
  news->boards = boards;
  rest->has_recalled = news->has_recalled;
  news->has_recalled = FALSE;
  news->goes_on = TRUE;

  return rest;
}

static gboolean
deliver_cb (gpointer user_data)
{
  RltDelivery *self = user_data;
  RltEngineNews *news;
  gboolean goes_on;

  g_mutex_lock (&self->mutex);
  news = g_steal_pointer (&self->pending);
  if (news->snapshots->len > MAX_SNAPSHOTS)
    self->pending = split_news (news);
  else
    g_clear_pointer (&self->source, g_source_unref);
  goes_on = news->goes_on;
  g_mutex_unlock (&self->mutex);

  self->func (news, self->user_data);
  news_free (news);

  return goes_on ? G_SOURCE_CONTINUE : G_SOURCE_REMOVE;
}

/* With the mutex held. */
static RltEngineNews *
get_pending (RltDelivery *self)
{
  if (self->pending == NULL)
    {
      self->pending = news_new ();
      self->source = g_idle_source_new ();
      g_source_set_name (self->source, "rlt-delivery");
      g_source_set_priority (self->source, G_PRIORITY_DEFAULT);
      g_source_set_callback (self->source, deliver_cb, self, NULL);
      g_source_attach (self->source, self->context);
    }

  return self->pending;
}

static void
add_snapshot (GPtrArray   *snapshots,
              RltSnapshot *snapshot)
{
  for (guint i = 0; i < snapshots->len; i++)
    {
      if (((RltSnapshot *) g_ptr_array_index (snapshots, i))->line == snapshot->line)
        {
          g_ptr_array_remove_index_fast (snapshots, i);
          break;
        }
    }
  g_ptr_array_add (snapshots, rlt_snapshot_ref (snapshot));
}

/**
 * rlt_delivery_add_snapshots:
 * @self: a delivery
 * @snapshots: (element-type RltSnapshot): what one answer changed; each takes the place of an older one
 *   of its line that still waits
 *
 * All of them are told together. Any thread.
 */
void
rlt_delivery_add_snapshots (RltDelivery *self,
                            GPtrArray   *snapshots)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RltEngineNews *news = get_pending (self);

  for (guint i = 0; i < snapshots->len; i++)
    add_snapshot (news->snapshots, g_ptr_array_index (snapshots, i));
}

/**
 * rlt_delivery_add_boards:
 * @self: a delivery
 * @station: a station
 * @received_at: when the oldest of its boards came
 *
 * Any thread.
 */
void
rlt_delivery_add_boards (RltDelivery      *self,
                         const RltStation *station,
                         RltTime           received_at)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_hash_table_insert (get_pending (self)->boards, (gpointer) station, g_memdup2 (&received_at, sizeof received_at));
}

/**
 * rlt_delivery_add_health:
 * @self: a delivery
 * @kind: a feed
 * @health: its health
 *
 * Any thread.
 */
void
rlt_delivery_add_health (RltDelivery         *self,
                         RltFeedKind          kind,
                         const RltFeedHealth *health)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RltEngineNews *news = get_pending (self);

  rlt_feed_health_copy (health, &news->health[kind]);
  news->has_health[kind] = TRUE;
}

/**
 * rlt_delivery_add_config:
 * @self: a delivery
 * @config: how a feed is asked
 * @settings: what of it was set
 *
 * Any thread.
 */
void
rlt_delivery_add_config (RltDelivery           *self,
                         const RltFeedConfig   *config,
                         const RltFeedSettings *settings)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RltEngineNews *news = get_pending (self);

  rlt_feed_config_copy (config, &news->configs[config->kind]);
  rlt_feed_settings_clear (&news->settings[config->kind]);
  rlt_feed_settings_copy (settings, &news->settings[config->kind]);
}

/**
 * rlt_delivery_add_key:
 * @self: a delivery
 * @has_key: whether there is a key
 *
 * Any thread.
 */
void
rlt_delivery_add_key (RltDelivery *self,
                      gboolean     has_key)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RltEngineNews *news = get_pending (self);

  news->has_key_news = TRUE;
  news->has_key = has_key;
}

/**
 * rlt_delivery_add_recalled:
 * @self: a delivery
 *
 * What was known when the program last ran has been delivered. Any thread.
 */
void
rlt_delivery_add_recalled (RltDelivery *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  get_pending (self)->has_recalled = TRUE;
}

/**
 * rlt_delivery_add_store_error:
 * @self: a delivery
 * @text: what is wrong with the database, in words for people
 *
 * Any thread.
 */
void
rlt_delivery_add_store_error (RltDelivery *self,
                              const char  *text)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  RltEngineNews *news = get_pending (self);

  g_free (news->store_error);
  news->store_error = g_strdup (text);
}
