/* rlt-engine-feeds.c: what is asked, and what becomes of the answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-engine-core.h"

/* While nobody looks, feeds are asked so many times less often. */
#define HIDDEN_FACTOR 3.0

/* An answer of which more than one record in so many cannot be used has gaps. */
#define GAP_SHARE 10

/* A feed that hangs takes no more connections than these. */
#define MAX_RUNNING 3

/* Real milliseconds after which the timetable is asked for without waiting for the quays any longer. */
#define QUAYS_PATIENCE 2000

/* What a job of the scheduler asks for. */
typedef struct
{
  RltFeedKind    kind;
  const RltLine *line;   /* (nullable): of a timetable; NULL for all lines */
  const RltStop *stop;   /* (nullable): of a board */
} Poll;

/* A question under way. */
typedef struct
{
  RltEngineCore *core;
  char          *key;    /* (owned) */
  Poll           poll;
} Question;

static void
question_free (Question *self)
{
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

static void
show_health (RltEngineCore *self,
             RltFeedKind    kind)
{
  rlt_delivery_add_health (self->delivery, kind, &self->health[kind]);
}

/*
 * rlt_engine_core_get_access:
 * @self: a core
 * @kind: a feed
 *
 * Returns: what a question to the feed needs
 */
RltFeedAccess
rlt_engine_core_get_access (RltEngineCore *self,
                            RltFeedKind    kind)
{
  return (RltFeedAccess) {
    .client = self->client,
    .clock = self->clock,
    .catalogue = self->catalogue,
    .config = &self->configs[kind],
    .api_key = rlt_feed_needs_key (kind) ? self->api_key : NULL,
  };
}

static void
update_budget (RltEngineCore *self,
               RltFeedKind    kind,
               RltTime        now)
{
  gint64 left = rlt_quota_get_left (&self->health[kind].quota, now);

  rlt_scheduler_set_budget (self->scheduler, rlt_feed_get_id (kind),
                            left != RLT_QUOTA_UNKNOWN ? left : RLT_BUDGET_NONE, rlt_quota_day_end (now));
}

/*
 * rlt_engine_core_ask:
 * @self: a core
 * @kind: the feed that is about to be asked
 *
 * Counts the request.
 */
void
rlt_engine_core_ask (RltEngineCore *self,
                     RltFeedKind    kind)
{
  RltFeedHealth *health = &self->health[kind];
  RltTime now = rlt_clock_now (self->clock);

  rlt_feed_health_ask (health, now);
  update_budget (self, kind, now);
  if (health->breaker.state == RLT_BREAKER_HALF_OPEN)
    show_health (self, kind);
}

static char *
describe_gap (const RltFeedResult *result)
{
  const RltRecords *records = result->records;

  if (records == NULL || records->n_rejected * GAP_SHARE <= records->n_records)
    return NULL;

  return g_strdup_printf (ngettext ("%u of %u record cannot be used", "%u of %u records cannot be used",
                                    records->n_records),
                          records->n_rejected, records->n_records);
}

/* What the breaker says holds for the scheduler, too. */
static void
apply_breaker (RltEngineCore *self,
               RltFeedKind    kind,
               const GError  *error)
{
  const RltBreaker *breaker = &self->health[kind].breaker;
  const char *pool = rlt_feed_get_id (kind);

  if (breaker->state != RLT_BREAKER_OPEN)
    rlt_scheduler_release (self->scheduler, pool, rlt_clock_now (self->clock));
  else if (error != NULL)
    rlt_scheduler_hold (self->scheduler, pool, breaker->retry_at,
                        RLT_TIME_IS_SET (rlt_net_error_get_retry_after (error)) ||
                          g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA));
}

static void
judge_result (RltFeedHealth       *health,
              const RltFeedResult *result)
{
  RltTime data_at = result->records != NULL ? result->records->observed_at : RLT_TIME_NONE;
  g_autofree char *gap = NULL;

  rlt_quota_learn (&health->quota, result->quota_limit, result->quota_left, result->received_at);
  rlt_feed_health_receive (health, result->latency, result->n_bytes);
  if (result->error != NULL)
    {
      rlt_feed_health_fail (health, result->received_at, result->error,
                            rlt_feed_result_has_records (result) || rlt_feed_result_is_useless (result),
                            g_random_double ());
      return;
    }

  gap = describe_gap (result);
  rlt_feed_health_succeed (health, result->received_at, data_at, gap);
}

/*
 * rlt_engine_core_note_result:
 * @self: a core
 * @kind: the feed that was asked
 * @result: what came of it
 *
 * Keeps, shows and writes down how the feed is doing.
 */
void
rlt_engine_core_note_result (RltEngineCore       *self,
                             RltFeedKind          kind,
                             const RltFeedResult *result)
{
  if (result->error != NULL)
    g_debug ("%s: %s", rlt_feed_get_id (kind), result->error->message);

  judge_result (&self->health[kind], result);
  update_budget (self, kind, result->received_at);
  apply_breaker (self, kind, result->error);
  show_health (self, kind);
  rlt_engine_core_save_health (self, kind);
}

/*
 * rlt_engine_core_learn_quays:
 * @self: a core
 * @quays: (element-type RltQuay): all there are
 * @learned_at: when they were learned
 *
 * From now on answers that name these quays can be read.
 */
void
rlt_engine_core_learn_quays (RltEngineCore *self,
                             GArray        *quays,
                             RltTime        learned_at)
{
  RltCatalogue *catalogue = rlt_catalogue_new_with_quays (self->embedded, (const RltQuay *) (gpointer) quays->data,
                                                          quays->len);

  rlt_catalogue_unref (self->catalogue);
  self->catalogue = catalogue;
  self->knows_quays = TRUE;
  self->quays_at = learned_at;
}

static void
take_quays (RltEngineCore *self,
            RltFeedResult *result)
{
  if (result->quays != NULL)
    {
      rlt_engine_core_learn_quays (self, result->quays, result->received_at);
      rlt_engine_core_save_quays (self, result->quays, result->received_at);
      /* What was asked meanwhile could not be read to the full. */
      rlt_scheduler_hasten (self->scheduler, result->received_at);
    }
  /* Without them some stops stay unknown, which is better than all of them. */
  self->knows_quays = TRUE;
  rlt_engine_core_plan (self);
}

static void
take_result (RltEngineCore *self,
             const Poll    *poll,
             RltFeedResult *result)
{
  switch (poll->kind)
    {
    case RLT_FEED_PRIM_TIMETABLE:
      rlt_engine_core_take_timetable (self, poll->line, result);
      break;
    case RLT_FEED_PRIM_BOARD:
      rlt_engine_core_take_board (self, poll->stop, result);
      break;
    case RLT_FEED_OPEN_DATA_QUAYS:
      take_quays (self, result);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
answered_cb (GObject      *source,
             GAsyncResult *async_result,
             gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(RltFeedResult) result = rlt_feed_fetch_finish (async_result);
  RltEngineCore *self = question->core;

  if (!self->is_stopping)
    {
      rlt_engine_core_note_result (self, question->poll.kind, result);
      rlt_scheduler_finish (self->scheduler, question->key, result->error == NULL, result->received_at);
      take_result (self, &question->poll, result);
      rlt_poller_update (self->poller);
    }
  rlt_engine_core_end (self);
}

/*
 * rlt_engine_core_poll:
 * @key: a job that is due
 * @user_data: a core
 *
 * Asks for it.
 */
void
rlt_engine_core_poll (const char *key,
                      gpointer    user_data)
{
  RltEngineCore *self = user_data;
  const Poll *poll = g_hash_table_lookup (self->polls, key);
  RltFeedAccess access = rlt_engine_core_get_access (self, poll->kind);
  Question *question = g_new0 (Question, 1);

  question->core = self;
  question->key = g_strdup (key);
  question->poll = *poll;
  rlt_engine_core_begin (self);
  rlt_engine_core_ask (self, poll->kind);

  switch (poll->kind)
    {
    case RLT_FEED_PRIM_TIMETABLE:
      rlt_prim_fetch_timetable_async (&access, poll->line, self->cancellable, answered_cb, question);
      break;
    case RLT_FEED_PRIM_BOARD:
      rlt_prim_fetch_board_async (&access, poll->stop, self->cancellable, answered_cb, question);
      break;
    case RLT_FEED_OPEN_DATA_QUAYS:
      rlt_open_data_fetch_quays_async (&access, self->cancellable, answered_cb, question);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
want (GHashTable    *wanted,
      RltFeedKind    kind,
      const char    *what,
      const RltLine *line,
      const RltStop *stop)
{
  const char *id = rlt_feed_get_id (kind);
  Poll *poll = g_new (Poll, 1);

  *poll = (Poll) { kind, line, stop };
  g_hash_table_insert (wanted, what != NULL ? g_strdup_printf ("%s/%s", id, what) : g_strdup (id), poll);
}

/* All that is to be asked again and again, as things are. */
static GHashTable *
list_wanted (RltEngineCore *self)
{
  GHashTable *wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (self->api_key == NULL || !self->has_recalled || self->is_offline)
    return wanted;

  want (wanted, RLT_FEED_OPEN_DATA_QUAYS, NULL, NULL, NULL);
  if (!self->knows_quays)
    return wanted;

  if (self->whole_network)
    want (wanted, RLT_FEED_PRIM_TIMETABLE, NULL, NULL, NULL);
  else if (self->watched_line != NULL)
    want (wanted, RLT_FEED_PRIM_TIMETABLE, self->watched_line->key, self->watched_line, NULL);
  for (guint i = 0; self->watched_station != NULL && i < self->watched_station->n_stops; i++)
    {
      const RltStop *stop = self->watched_station->stops[i];

      want (wanted, RLT_FEED_PRIM_BOARD, stop->area_id, NULL, stop);
    }

  return wanted;
}

static void
drop_unwanted (RltEngineCore *self,
               GHashTable    *wanted)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (wanted, key))
        continue;
      rlt_scheduler_remove (self->scheduler, key);
      g_hash_table_iter_remove (&iter);
    }
}

static gboolean
quays_timer_cb (gpointer user_data)
{
  RltEngineCore *self = user_data;

  g_clear_pointer (&self->quays_timer, g_source_unref);
  self->knows_quays = TRUE;
  rlt_engine_core_plan (self);

  return G_SOURCE_REMOVE;
}

/* A feed that hangs delays no other. */
static void
limit_wait_for_quays (RltEngineCore *self,
                      GHashTable    *wanted)
{
  if (self->knows_quays || self->quays_timer != NULL || g_hash_table_size (wanted) == 0)
    return;

  self->quays_timer = g_timeout_source_new (QUAYS_PATIENCE);
  g_source_set_callback (self->quays_timer, quays_timer_cb, self, NULL);
  g_source_attach (self->quays_timer, g_main_context_get_thread_default ());
}

static RltTime
first_run (RltEngineCore *self,
           RltFeedKind    kind,
           RltTime        now)
{
  if (kind == RLT_FEED_OPEN_DATA_QUAYS && RLT_TIME_IS_SET (self->quays_at))
    return MAX (now, self->quays_at + self->configs[kind].interval);

  return now;
}

static void
add_wanted (RltEngineCore *self,
            GHashTable    *wanted)
{
  RltTime now = rlt_clock_now (self->clock);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const Poll *poll = value;
      const RltFeedConfig *config = &self->configs[poll->kind];
      const RltJobLimits limits = {
        .interval = config->interval,
        .backoff = { MIN (config->interval / 2, 10 * RLT_SECOND), MIN (8 * config->interval, RLT_HOUR) },
        .spacing = RLT_SECOND / 4,
        .max_running = MAX_RUNNING,
      };

      rlt_scheduler_add (self->scheduler, key, &limits, first_run (self, poll->kind, now));
    }
}

static void
switch_feeds (RltEngineCore *self)
{
  const gboolean on = self->api_key != NULL;

  if (self->is_offline || !self->has_recalled)
    return;

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      const RltFeedHealth *health = &self->health[kind];

      if (!rlt_feed_is_offered (kind))
        continue;
      if (on == (health->state != RLT_FEED_OFF) && (on || health->last_error != NULL))
        continue;
      rlt_feed_health_switch (&self->health[kind], on,
                              _("No PRIM key: get one free of charge at prim.iledefrance-mobilites.fr and enter it "
                                "in the preferences"));
      show_health (self, kind);
    }
}

/*
 * rlt_engine_core_plan:
 * @self: a core
 *
 * Makes the scheduler's jobs fit what is wanted now: whether there is a key, what is watched, what is
 * known already. What is due is asked at once.
 */
void
rlt_engine_core_plan (RltEngineCore *self)
{
  g_autoptr(GHashTable) wanted = list_wanted (self);
  g_autoptr(GHashTable) old = NULL;

  drop_unwanted (self, wanted);
  add_wanted (self, wanted);
  limit_wait_for_quays (self, wanted);
  switch_feeds (self);
  old = g_steal_pointer (&self->polls);
  self->polls = g_steal_pointer (&wanted);
  rlt_poller_update (self->poller);
}

/*
 * rlt_engine_core_set_watched_line:
 * @self: a core
 * @line: (nullable): the line that somebody looks at
 */
void
rlt_engine_core_set_watched_line (RltEngineCore *self,
                                  const RltLine *line)
{
  self->watched_line = line;
  rlt_engine_core_plan (self);
}

/*
 * rlt_engine_core_set_watched_station:
 * @self: a core
 * @station: (nullable): the station that somebody looks at
 */
void
rlt_engine_core_set_watched_station (RltEngineCore    *self,
                                     const RltStation *station)
{
  self->watched_station = station;
  rlt_engine_core_plan (self);
}

/*
 * rlt_engine_core_set_hidden:
 * @self: a core
 * @hidden: whether nobody looks
 */
void
rlt_engine_core_set_hidden (RltEngineCore *self,
                            gboolean       hidden)
{
  rlt_scheduler_set_factor (self->scheduler, hidden ? HIDDEN_FACTOR : 1.0, rlt_clock_now (self->clock));
  rlt_poller_update (self->poller);
}

/*
 * rlt_engine_core_refresh:
 * @self: a core
 *
 * Asks anew, where the upstreams allow it.
 */
void
rlt_engine_core_refresh (RltEngineCore *self)
{
  rlt_scheduler_hasten (self->scheduler, rlt_clock_now (self->clock));
  rlt_poller_update (self->poller);
}
