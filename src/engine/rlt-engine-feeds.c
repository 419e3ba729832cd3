/* rlt-engine-feeds.c: what is asked, and what becomes of the answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-engine-core.h"

/* An answer of which more than one record in so many cannot be used has gaps. */
#define GAP_SHARE 10

/* A question under way. */
typedef struct
{
  RltEngineCore *core;
  char          *key;    /* (owned) */
  RltPoll        poll;
  guint          epoch;  /* of its feed */
} Question;

static void
question_free (Question *self)
{
  g_free (self->key);
  g_free (self);
}

G_DEFINE_AUTOPTR_CLEANUP_FUNC (Question, question_free)

/*
 * rlt_engine_core_show_health:
 * @self: a core
 * @kind: a feed
 *
 * Tells the main thread how the feed is doing.
 */
void
rlt_engine_core_show_health (RltEngineCore *self,
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
    .api_key = rlt_feed_needs_key (kind) ? self->api_key : self->agency_keys[kind],
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
    rlt_engine_core_show_health (self, kind);
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
                          g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA) ||
                          g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED));
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
  rlt_engine_core_show_health (self, kind);
  rlt_engine_core_save_health (self, kind);
}

/* It was asked before the feed was switched off or sent elsewhere. */
static gboolean
is_outdated (const Question *question)
{
  return question->epoch != question->core->epochs[question->poll.kind];
}

/* Not every agency has all that there may be at the usual places. */
static gboolean
is_dispensable (RltEngineCore       *self,
                const RltPoll       *poll,
                const RltFeedResult *result)
{
  return poll->kind == RLT_FEED_GTFS_RT && poll->part != RLT_FEED_PART_TRIP_UPDATES &&
         self->settings[poll->kind].parts[poll->part] == NULL &&
         g_error_matches (result->error, RLT_NET_ERROR, RLT_NET_ERROR_NOT_FOUND);
}

static void
use_result (Question      *question,
            RltFeedResult *result)
{
  RltEngineCore *self = question->core;
  const RltPoll *poll = &question->poll;

  if (poll->kind == RLT_FEED_OPEN_DATA_QUAYS)
    rlt_engine_core_take_quays (self, result);
  else if (poll->kind == RLT_FEED_OPEN_DATA_NETWORK)
    rlt_engine_core_take_table (self, poll->part, result);
  else if (poll->kind == RLT_FEED_GTFS_RT && poll->part == RLT_FEED_PART_SCHEDULE)
    rlt_engine_core_take_schedule (self, result);
  else
    rlt_engine_core_take_answer (self, question->key, poll, result);
  /* Others stand in for PRIM's boards, or need not any more. */
  if (poll->kind == RLT_FEED_PRIM_BOARD)
    rlt_engine_core_plan (self);
}

static void
take_result (Question      *question,
             RltFeedResult *result)
{
  RltEngineCore *self = question->core;

  for (guint i = 0; i < result->n_more_requests; i++)
    rlt_engine_core_ask (self, question->poll.kind);
  if (!is_dispensable (self, &question->poll, result))
    rlt_engine_core_note_result (self, question->poll.kind, result);
  rlt_scheduler_finish (self->scheduler, question->key, result->error == NULL, result->received_at);
  use_result (question, result);
  rlt_engine_core_note_answer (self, question->key);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *async_result,
             gpointer      user_data)
{
  g_autoptr(Question) question = user_data;
  g_autoptr(RltFeedResult) result = rlt_feed_fetch_finish (async_result);
  RltEngineCore *self = question->core;

  if (!self->is_stopping && is_outdated (question))
    {
      rlt_scheduler_finish (self->scheduler, question->key, TRUE, result->received_at);
      rlt_scheduler_hasten (self->scheduler, result->received_at);
    }
  else if (!self->is_stopping)
    take_result (question, result);
  if (!self->is_stopping)
    rlt_poller_update (self->poller);
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
  const RltPoll *poll = g_hash_table_lookup (self->polls, key);
  RltFeedAccess access = rlt_engine_core_get_access (self, poll->kind);
  Question *question = g_new0 (Question, 1);

  question->core = self;
  question->key = g_strdup (key);
  question->poll = *poll;
  question->epoch = self->epochs[poll->kind];
  rlt_engine_core_begin (self);
  rlt_engine_core_ask (self, poll->kind);
  rlt_engine_core_add_validators (self, key, &access);

  if (poll->kind == RLT_FEED_OPEN_DATA_QUAYS)
    rlt_open_data_fetch_quays_async (&access, self->cancellable, answered_cb, question);
  else if (poll->kind == RLT_FEED_OPEN_DATA_NETWORK)
    rlt_open_data_fetch_table_async (&access, poll->part, self->cancellable, answered_cb, question);
  else if (poll->kind == RLT_FEED_RATP_TRAFFIC || poll->kind == RLT_FEED_RATP_BOARD)
    rlt_engine_core_ask_ratp (self, poll, &access, answered_cb, question);
  else if (poll->kind == RLT_FEED_GTFS_RT || poll->kind == RLT_FEED_SIRI_XML)
    rlt_engine_core_ask_agency (self, poll, &access, answered_cb, question);
  else
    rlt_engine_core_ask_prim (self, poll, &access, answered_cb, question);
}
