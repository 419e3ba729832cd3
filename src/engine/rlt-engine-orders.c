/* rlt-engine-orders.c: what the main thread asks of the engine thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-engine-private.h"

/* A word from the main thread to the core. */
typedef struct
{
  RltEngineCore *core;
  gconstpointer  what;     /* (nullable) */
  gboolean       flag;
  GPtrArray     *stations; /* (owned) (nullable) */
  RltFeedKind    kind;
  RltFeedSettings settings; /* (owned) */
  char          *key;      /* (owned) (nullable) */
  GTask         *task;     /* (owned) (nullable) */
} Order;

static void
order_free (gpointer data)
{
  Order *order = data;

  g_clear_pointer (&order->key, rlt_secret_free);
  g_clear_pointer (&order->stations, g_ptr_array_unref);
  rlt_feed_settings_clear (&order->settings);
  g_clear_object (&order->task);
  g_free (order);
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
set_favourites_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_set_favourites (order->core, order->stations);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_set_favourites:
 * @self: an engine that was started
 * @stations: (element-type RltStation): any number of the catalogue's stations; not changed any more
 *
 * Their next departures are asked for even while nobody looks at them, as far as quotas allow.
 */
void
rlt_engine_set_favourites (RltEngine *self,
                           GPtrArray *stations)
{
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));
  g_return_if_fail (stations != NULL);

  order = g_new0 (Order, 1);
  order->stations = g_ptr_array_ref (stations);
  give_order (self, set_favourites_cb, order);
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
 * Asks the feeds now, those too that wait after a failure, unless an upstream asked for patience. Those that
 * keep us out are tried at most once a minute.
 */
void
rlt_engine_refresh (RltEngine *self)
{
  g_return_if_fail (RLT_IS_ENGINE (self));

  give_order (self, refresh_cb, g_new0 (Order, 1));
}

/* Gives an order that is answered with @task. */
static void
order_task (RltEngine   *self,
            GSourceFunc  func,
            Order       *order,
            GTask       *task)
{
  order->task = g_object_ref (task);
  if (!give_order (self, func, order))
    g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CLOSED, "%s", _("The program is closing"));
}

static gboolean
recall_line_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_recall_line (order->core, order->what, order->task);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_recall_line_async:
 * @self: an engine that was started
 * @line: a line
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: for @callback
 *
 * Reads the line's snapshot as it was last written down, be it in an earlier run.
 */
void
rlt_engine_recall_line_async (RltEngine           *self,
                              const RltLine       *line,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = NULL;
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));
  g_return_if_fail (line != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_engine_recall_line_async);
  order = g_new0 (Order, 1);
  order->what = line;
  order_task (self, recall_line_cb, order, task);
}

/**
 * rlt_engine_recall_line_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (nullable): the snapshot as JSON; %NULL with no @error when there is none
 */
char *
rlt_engine_recall_line_finish (RltEngine     *self,
                               GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_engine_recall_line_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
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
  order_task (self, func, order, task);
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

static gboolean
configure_feed_cb (gpointer user_data)
{
  Order *order = user_data;

  rlt_engine_core_configure (order->core, order->kind, &order->settings, order->task);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_engine_configure_feed_async:
 * @self: an engine that was started
 * @kind: a feed
 * @settings: how to ask it; copied
 * @cancellable: (nullable): a #GCancellable; the feed may have been changed all the same
 * @callback: (nullable): called in the caller's main context
 * @user_data: for @callback
 *
 * Asks the feed like that from now on, also when the program runs again. One that is switched off or
 * sent elsewhere forgets what it said.
 */
void
rlt_engine_configure_feed_async (RltEngine             *self,
                                 RltFeedKind            kind,
                                 const RltFeedSettings *settings,
                                 GCancellable          *cancellable,
                                 GAsyncReadyCallback    callback,
                                 gpointer               user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Order *order;

  g_return_if_fail (RLT_IS_ENGINE (self));
  g_return_if_fail (settings != NULL);

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_engine_configure_feed_async);
  if (!rlt_feed_settings_check (settings, kind, &error))
    {
      g_task_return_error (task, error);
      return;
    }

  order = g_new0 (Order, 1);
  order->kind = kind;
  rlt_feed_settings_copy (settings, &order->settings);
  order_task (self, configure_feed_cb, order, task);
}

/**
 * rlt_engine_configure_feed_finish:
 * @self: an engine
 * @result: what the callback got
 * @error: a %G_IO_ERROR_INVALID_ARGUMENT whose message can be shown and says what is wrong with the
 *   settings, which then change nothing; or a %RLT_STORE_ERROR
 *
 * Returns: whether the settings are in use and written down
 */
gboolean
rlt_engine_configure_feed_finish (RltEngine     *self,
                                  GAsyncResult  *result,
                                  GError       **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), FALSE);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_engine_configure_feed_async), FALSE);

  return g_task_propagate_boolean (G_TASK (result), error);
}
