/* rlt-engine.c: the one door to everything below the user interface, the API and the commands.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-engine.h"

#include "rlt-engine-private.h"
#include "rlt-feed-status-private.h"
#include "rlt-line-state-private.h"

typedef enum
{
  SIGNAL_UPDATED,
  SIGNAL_KEY_CHANGED,
  SIGNAL_RECALLED,
  N_SIGNALS,
} EngineSignal;

static guint signals[N_SIGNALS];

G_DEFINE_FINAL_TYPE (RltEngine, rlt_engine, G_TYPE_OBJECT)

static void
take_boards (RltEngine  *self,
             GHashTable *boards)
{
  GHashTableIter iter;
  gpointer station, received_at;

  g_hash_table_iter_init (&iter, boards);
  while (g_hash_table_iter_next (&iter, &station, &received_at))
    g_hash_table_insert (self->boards, station, g_memdup2 (received_at, sizeof (RltTime)));
}

static void
news_cb (const RltEngineNews *news,
         gpointer             user_data)
{
  g_autoptr(RltEngine) self = g_object_ref (user_data);

  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      if (news->has_health[i])
        rlt_feed_status_set_health (self->statuses[i], &news->health[i], rlt_clock_now (self->clock));
      if (news->configs[i].base_uri != NULL)
        rlt_feed_status_set_config (self->statuses[i], &news->configs[i], &news->settings[i]);
    }
  if (news->store_error != NULL)
    {
      g_free (self->store_error);
      self->store_error = g_strdup (news->store_error);
    }
  take_boards (self, news->boards);
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
  if (news->snapshots->len > 0 && !news->goes_on)
    g_signal_emit (self, signals[SIGNAL_UPDATED], 0);
  if (news->has_recalled)
    {
      self->has_recalled = TRUE;
      g_signal_emit (self, signals[SIGNAL_RECALLED], 0);
    }
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
  for (guint i = 0; i < RLT_N_FEEDS; i++)
    g_clear_object (&self->statuses[i]);
  g_clear_pointer (&self->boards, g_hash_table_unref);
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
  signals[SIGNAL_RECALLED] = g_signal_new ("recalled", RLT_TYPE_ENGINE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                           G_TYPE_NONE, 0);
}

static void
rlt_engine_init (RltEngine *self)
{
  self->lines = g_list_store_new (RLT_TYPE_LINE_STATE);
  self->feeds = g_list_store_new (RLT_TYPE_FEED_STATUS);
  self->boards = g_hash_table_new_full (NULL, NULL, NULL, g_free);
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
      self->statuses[i] = rlt_feed_status_new (i);
      if (rlt_feed_is_offered (i))
        g_list_store_append (self->feeds, self->statuses[i]);
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
 * rlt_engine_has_recalled:
 * @self: an engine
 *
 * Returns: whether what was known when the program last ran has been read
 */
gboolean
rlt_engine_has_recalled (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), FALSE);

  return self->has_recalled;
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
 * Returns: (transfer none): a list of #RltFeedStatus, of all feeds that are offered; it never changes,
 *   its items do
 */
GListModel *
rlt_engine_get_feeds (RltEngine *self)
{
  g_return_val_if_fail (RLT_IS_ENGINE (self), NULL);

  return G_LIST_MODEL (self->feeds);
}

/**
 * rlt_engine_get_boards_time:
 * @self: an engine
 * @station: a station
 *
 * Tells "no departure is known" from "there is none": a board that has come may be empty.
 *
 * Returns: when the next departures of all stops of @station had come, the oldest of them; or
 *   %RLT_TIME_NONE when they were never asked for, or not all have come yet
 */
RltTime
rlt_engine_get_boards_time (RltEngine        *self,
                            const RltStation *station)
{
  const RltTime *time;

  g_return_val_if_fail (RLT_IS_ENGINE (self), RLT_TIME_NONE);
  g_return_val_if_fail (station != NULL, RLT_TIME_NONE);

  time = g_hash_table_lookup (self->boards, station);
  return time != NULL ? *time : RLT_TIME_NONE;
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
