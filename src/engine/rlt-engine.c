/* rlt-engine.c: the one door to everything below the user interface, the API and the commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rlt-engine-core.h"
#include "rlt-feed-status-private.h"
#include "rlt-line-state-private.h"
#include "rlt-loop-thread.h"

struct _RltEngine
{
  GObject        parent_instance;

  RltCatalogue  *catalogue;    /* (owned) */
  RltClock      *clock;        /* (owned) */
  char          *profile;      /* (owned) */
  gboolean       is_demo;
  GListStore    *lines;        /* (owned) (element-type RltLineState): in the catalogue's order */
  GListStore    *feeds;        /* (owned) (element-type RltFeedStatus): by RltFeedKind */
  char          *store_error;  /* (owned) (nullable) */
  gboolean       has_key;

  RltDelivery   *delivery;     /* (owned) */
  RltEngineCore *core;         /* (owned): of the engine thread while that runs */
  RltLoopThread *thread;       /* (owned) (nullable) unless started */
  gboolean       is_stopped;
};

typedef enum
{
  SIGNAL_UPDATED,
  SIGNAL_KEY_CHANGED,
  N_SIGNALS,
} EngineSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RltEngine, rlt_engine, G_TYPE_OBJECT)

/* A word from the main thread to the core. */
typedef struct
{
  RltEngineCore *core;
  gconstpointer  what;     /* (nullable) */
  gboolean       flag;
  char          *key;      /* (owned) (nullable) */
  GTask         *task;     /* (owned) (nullable) */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->key, rlt_secret_free);
  g_clear_object (&order->task);
  g_free (order);
}

static void
news_cb (const RltEngineNews *news,
         gpointer             user_data)
{
  RltEngine *self = user_data;

  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      g_autoptr(RltFeedStatus) status = g_list_model_get_item (G_LIST_MODEL (self->feeds), i);

      if (news->has_health[i])
        rlt_feed_status_set_health (status, &news->health[i]);
    }
  if (news->store_error != NULL)
    {
      g_free (self->store_error);
      self->store_error = g_strdup (news->store_error);
    }
  for (guint i = 0; i < news->snapshots->len; i++)
    {
      RltSnapshot *snapshot = g_ptr_array_index (news->snapshots, i);

      rlt_line_state_set_snapshot (rlt_engine_get_line_state (self, snapshot->line), snapshot);
    }
  if (news->has_key_news && news->has_key != self->has_key)
    {
      self->has_key = news->has_key;
      g_signal_emit (self, signals[SIGNAL_KEY_CHANGED], 0);
    }
  if (news->snapshots->len > 0)
    g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
}

static void
rlt_engine_dispose (GObject *object)
{
  RltEngine *self = RLT_ENGINE (object);

  rlt_engine_stop (self);

  G_OBJECT_CLASS (rlt_engine_parent_class)->dispose (object);
}

static void
rlt_engine_finalize (GObject *object)
{
  RltEngine *self = RLT_ENGINE (object);

  g_clear_pointer (&self->core, rlt_engine_core_free);
  g_clear_pointer (&self->delivery, rlt_delivery_free);
  g_clear_object (&self->lines);
  g_clear_object (&self->feeds);
  g_clear_pointer (&self->store_error, g_free);
  g_clear_pointer (&self->profile, g_free);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);

  G_OBJECT_CLASS (rlt_engine_parent_class)->finalize (object);
}

static void
rlt_engine_class_init (RltEngineClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_engine_dispose;
  object_class->finalize = rlt_engine_finalize;

  signals[SIGNAL_UPDATED] = g_signal_new ("updated", RLT_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                          G_TYPE_NONE, 0);
  signals[SIGNAL_KEY_CHANGED] = g_signal_new ("key-changed", RLT_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                              G_TYPE_NONE, 0);
}

static void
rlt_engine_init (RltEngine *self)
{
  self->lines = g_list_store_new (RLT_TYPE_LINE_STATE);
  self->feeds = g_list_store_new (RLT_TYPE_FEED_STATUS);
}

/**
 * rlt_engine_new:
 * @config: what the engine is made from
 *
 * Returns: (transfer full): an engine that does nothing until rlt_engine_start(); signals and changes
 *   come in the main context that is the thread's default now
 */
RltEngine *
rlt_engine_new (const RltEngineConfig *config)
{
  RltEngine *self;

  g_return_val_if_fail (config != NULL && config->catalogue != NULL, NULL);
  g_return_val_if_fail (RLT_IS_CLOCK (config->clock) && config->profile != NULL, NULL);

  self = g_object_new (RLT_TYPE_ENGINE, NULL);
  self->catalogue = rlt_catalogue_ref (config->catalogue);
  self->clock = g_object_ref (config->clock);
  self->profile = g_strdup (config->profile);
  self->is_demo = config->demo;
  self->has_key = config->demo || config->api_key != NULL;
  for (guint i = 0; i < rlt_catalogue_get_n_lines (self->catalogue); i++)
    {
      g_autoptr(RltLineState) state = rlt_line_state_new (rlt_catalogue_get_line (self->catalogue, i));

      g_list_store_append (self->lines, state);
    }
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      g_autoptr(RltFeedStatus) status = rlt_feed_status_new (i);

      g_list_store_append (self->feeds, status);
    }
  self->delivery = rlt_delivery_new (g_main_context_get_thread_default () != NULL
                                       ? g_main_context_get_thread_default ()
                                       : g_main_context_default (),
                                     news_cb, self);
  self->core = rlt_engine_core_new (config, self->delivery);

  return self;
}

static gboolean
start_cb (gpointer user_data)
{
  rlt_engine_core_start (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_start:
 * @self: an engine that was not started yet
 *
 * Starts the engine thread, which begins to ask. Returns at once.
 */
void
rlt_engine_start (RltEngine *self)
{
  g_return_if_fail (RLT_IS_ENGINE (self));
  g_return_if_fail (self->thread == NULL && !self->is_stopped);

  self->thread = rlt_loop_thread_new ("rlt-engine");
  rlt_loop_thread_invoke (self->thread, start_cb, self->core, NULL);
}

static gboolean
stop_cb (gpointer user_data)
{
  rlt_engine_core_stop (user_data);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_stop:
 * @self: an engine
 *
 * Takes nothing more, gives up what is under way, writes down what is known, ends the threads. Blocks
 * meanwhile. What was shown stays; a second call does nothing.
 */
void
rlt_engine_stop (RltEngine *self)
{
  g_return_if_fail (RLT_IS_ENGINE (self));

  self->is_stopped = TRUE;
  if (self->thread == NULL)
    return;

  rlt_loop_thread_invoke (self->thread, stop_cb, self->core, NULL);
  rlt_engine_core_wait (self->core);
  rlt_loop_thread_stop (self->thread);
  g_clear_object (&self->thread);
  rlt_store_shutdown (self->core->store);
  g_clear_object (&self->core->store);
}

/**
 * rlt_engine_get_catalogue:
 * @self: an engine
 *
 * Returns: (transfer none): the catalogue it was made with
 */
RltCatalogue *
rlt_engine_get_catalogue (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return self->catalogue;
}

/**
 * rlt_engine_get_clock:
 * @self: an engine
 *
 * Returns: (transfer none): the one clock
 */
RltClock *
rlt_engine_get_clock (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return self->clock;
}

/**
 * rlt_engine_get_profile:
 * @self: an engine
 *
 * Returns: (transfer none): the name of its profile
 */
const char *
rlt_engine_get_profile (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return self->profile;
}

/**
 * rlt_engine_is_demo:
 * @self: an engine
 *
 * Returns: whether its feeds are simulated, which must be said wherever they show
 */
gboolean
rlt_engine_is_demo (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), FALSE);

  return self->is_demo;
}

/**
 * rlt_engine_get_store_error:
 * @self: an engine
 *
 * Returns: (transfer none) (nullable): what is wrong with the database, in words for people; all else
 *   works without it
 */
const char *
rlt_engine_get_store_error (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return self->store_error;
}

/**
 * rlt_engine_has_key:
 * @self: an engine
 *
 * Returns: whether there is a key to PRIM, right or wrong
 */
gboolean
rlt_engine_has_key (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), FALSE);

  return self->has_key;
}

/**
 * rlt_engine_get_lines:
 * @self: an engine
 *
 * Returns: (transfer none): a list of #RltLineState in the catalogue's order; it never changes, its
 *   items do
 */
GListModel *
rlt_engine_get_lines (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->lines);
}

/**
 * rlt_engine_get_line_state:
 * @self: an engine
 * @line: a line of its catalogue
 *
 * Returns: (transfer none): the line's state
 */
RltLineState *
rlt_engine_get_line_state (RltEngine     *self,
                           const RltLine *line)
{
  g_autoptr(RltLineState) state = NULL;

  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);
  g_return_val_if_fail (line != NULL, NULL);

  state = g_list_model_get_item (G_LIST_MODEL (self->lines), line->index);
  return state;
}

/**
 * rlt_engine_get_feeds:
 * @self: an engine
 *
 * Returns: (transfer none): a list of #RltFeedStatus; it never changes, its items do
 */
GListModel *
rlt_engine_get_feeds (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->feeds);
}

/* A departure that keeps alive what it refers to. */
typedef struct
{
  RltDeparture  departure;
  RltSnapshot  *snapshot;   /* (owned) */
} HeldDeparture;

static void
held_departure_free (gpointer data)
{
  HeldDeparture *held = data;

  rlt_snapshot_unref (held->snapshot);
  g_free (held);
}

static void
add_departures (RltEngine        *self,
                const RltLine    *line,
                const RltStation *station,
                GPtrArray        *departures)
{
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (self, line));
  g_autoptr(GPtrArray) own = g_ptr_array_new ();

  if (snapshot == NULL)
    return;

  rlt_snapshot_list_departures (snapshot, station, rlt_clock_now (self->clock), own);
  for (guint i = 0; i < own->len; i++)
    {
      HeldDeparture *held = g_new (HeldDeparture, 1);

      held->departure = *(const RltDeparture *) g_ptr_array_index (own, i);
      held->snapshot = rlt_snapshot_ref (snapshot);
      g_ptr_array_add (departures, held);
    }
}

static int
compare_departures (gconstpointer a,
                    gconstpointer b)
{
  RltTime time_a = rlt_departure_get_time (*(const RltDeparture * const *) a);
  RltTime time_b = rlt_departure_get_time (*(const RltDeparture * const *) b);

  return (time_a > time_b) - (time_a < time_b);
}

/**
 * rlt_engine_list_departures:
 * @self: an engine
 * @station: a station
 * @line: (nullable): only this line; %NULL for all that serve @station
 *
 * Returns: (transfer full) (element-type RltDeparture): what is still to depart, by time; each lives as
 *   long as the array
 */
GPtrArray *
rlt_engine_list_departures (RltEngine        *self,
                            const RltStation *station,
                            const RltLine    *line)
{
  GPtrArray *departures;

  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);
  g_return_val_if_fail (station != NULL, NULL);

  departures = g_ptr_array_new_with_free_func (held_departure_free);
  for (guint i = 0; i < station->n_stops; i++)
    {
      if (line == NULL || station->stops[i]->line == line)
        add_departures (self, station->stops[i]->line, station, departures);
    }
  g_ptr_array_sort (departures, compare_departures);

  return departures;
}

/* Returns %FALSE, and frees @order, when there is no engine thread. */
static gboolean
give_order (RltEngine   *self,
            GSourceFunc  func,
            Order       *order)
{
  order->core = self->core;
  if (self->thread == NULL)
    {
      order_free (order);
      return FALSE;
    }

  rlt_loop_thread_invoke (self->thread, func, order, order_free);
  return TRUE;
}

static gboolean
watch_line_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_set_watched_line (order->core, order->what);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_watch_line:
 * @self: an engine that was started
 * @line: (nullable): the line that the user looks at; %NULL for none
 *
 * Where asking for the whole network would cost too much, only this line is asked for.
 */
void
rlt_engine_watch_line (RltEngine     *self,
                       const RltLine *line)
{
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));

  order = g_new0 (Order, 1);
  order->what = line;
  give_order (self, watch_line_cb, order);
}

static gboolean
watch_station_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_set_watched_station (order->core, order->what);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_watch_station:
 * @self: an engine that was started
 * @station: (nullable): the station that the user looks at; %NULL for none
 *
 * Its next departures are asked for, of all its lines.
 */
void
rlt_engine_watch_station (RltEngine        *self,
                          const RltStation *station)
{
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));

  order = g_new0 (Order, 1);
  order->what = station;
  give_order (self, watch_station_cb, order);
}

static gboolean
set_hidden_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_set_hidden (order->core, order->flag);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_set_hidden:
 * @self: an engine that was started
 * @hidden: whether nobody looks: feeds are asked less often
 */
void
rlt_engine_set_hidden (RltEngine *self,
                       gboolean   hidden)
{
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));

  order = g_new0 (Order, 1);
  order->flag = hidden;
  give_order (self, set_hidden_cb, order);
}

static gboolean
refresh_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_refresh (order->core);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_refresh:
 * @self: an engine that was started
 *
 * Asks the feeds now, those too that wait after a failure, unless an upstream asked for patience.
 */
void
rlt_engine_refresh (RltEngine *self)
{
  g_return_if_fail (RLT_IS_ENGINE (self));

  give_order (self, refresh_cb, g_new0 (Order, 1));
}

static void
order_with_key (RltEngine   *self,
                GSourceFunc  func,
                const char  *key,
                GTask       *task)
{
  Order *order = g_new0 (Order, 1);

  order->key = key != NULL ? g_strstrip (g_strdup (key)) : NULL;
  if (order->key != NULL && order->key[0] == '\0')
    g_clear_pointer (&order->key, g_free);
  order->task = g_object_ref (task);
  if (!give_order (self, func, order))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _("The program is closing"));
}

static gboolean
set_key_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_store_key (order->core, order->key, order->task);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_set_key_async:
 * @self: an engine that was started
 * @key: (nullable): the key to PRIM; %NULL or nothing but spaces to forget it
 * @cancellable: (nullable): a #GCancellable; the key may have been set all the same
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Keeps the key among the secrets of the profile and uses it from now on.
 */
void
rlt_engine_set_key_async (RltEngine           *self,
                          const char          *key,
                          GCancellable        *cancellable,
                          GAsyncReadyCallback  callback,
                          gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RLT_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_engine_set_key_async);
  order_with_key (self, set_key_cb, key, task);
}

/**
 * rlt_engine_set_key_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: a %RLT_SECRETS_ERROR whose message can be shown
 *
 * Returns: whether the key is kept, or forgotten
 */
gboolean
rlt_engine_set_key_finish (RltEngine     *self,
                           GAsyncResult  *result,
                           GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_engine_set_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}

static gboolean
check_key_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_check_key (order->core, order->key, order->task);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_check_key_async:
 * @self: an engine that was started
 * @key: (nullable): the key to try; %NULL for the one in use
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Really asks PRIM whether it takes the key: one small request.
 */
void
rlt_engine_check_key_async (RltEngine           *self,
                            const char          *key,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;

  g_return_if_fail (RLT_IS_ENGINE (self));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_engine_check_key_async);
  order_with_key (self, check_key_cb, key, task);
}

/**
 * rlt_engine_check_key_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: a %RLT_NET_ERROR whose message can be shown: unauthorised when PRIM does not know the key
 *
 * Returns: whether PRIM takes the key
 */
gboolean
rlt_engine_check_key_finish (RltEngine     *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_engine_check_key_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
