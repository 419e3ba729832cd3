/* rlt-feed-health.c: how a feed has been doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-health.h"

#include "rlt-backoff.h"
#include "rlt-net-error.h"

/* One failure after a success is a hiccup; so many in a row mean that the feed is down. */
#define ERRORS_UNTIL_DOWN 2

/* A page that keeps programs out does not go away within seconds. */
static const RltBackoff block = { 10 * RLT_MINUTE, RLT_HOUR };

/* Who asks for so much patience has no more to give today. */
#define SPENT_AFTER RLT_HOUR

/**
 * rlt_feed_health_init:
 * @self: (out caller-allocates): the health of a feed that is off and was never asked
 */
void
rlt_feed_health_init (RltFeedHealth *self)
{
  g_return_if_fail (self != NULL);

  *self = (RltFeedHealth) {
    .state = RLT_FEED_OFF,
    .last_success = RLT_TIME_NONE,
    .last_failure = RLT_TIME_NONE,
    .data_at = RLT_TIME_NONE,
    .quota_ends_at = RLT_TIME_NONE,
  };
  rlt_quota_init (&self->quota, 0);
  rlt_breaker_init (&self->breaker);
}

/**
 * rlt_feed_health_clear:
 * @self: a feed's health
 *
 * Frees what @self holds.
 */
void
rlt_feed_health_clear (RltFeedHealth *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->last_error, g_free);
}

/**
 * rlt_feed_health_copy:
 * @self: a feed's health
 * @copy: (inout): takes its place; initialised
 */
void
rlt_feed_health_copy (const RltFeedHealth *self,
                      RltFeedHealth       *copy)
{
  g_return_if_fail (self != NULL && copy != NULL && self != copy);

  rlt_feed_health_clear (copy);
  *copy = *self;
  copy->last_error = g_strdup (self->last_error);
}

static void
set_error (RltFeedHealth *self,
           const char    *text)
{
  char *copy = g_strdup (text);

  g_free (self->last_error);
  self->last_error = copy;
}

/**
 * rlt_feed_health_switch:
 * @self: a feed's health
 * @on: whether the feed is to be asked
 * @why: (nullable): when it is not: why, and what to do, in words for people
 *
 * Whether it was on or off before, the feed starts anew.
 */
void
rlt_feed_health_switch (RltFeedHealth *self,
                        gboolean       on,
                        const char    *why)
{
  g_return_if_fail (self != NULL);

  self->state = on ? RLT_FEED_STARTING : RLT_FEED_OFF;
  self->errors_in_row = 0;
  rlt_breaker_init (&self->breaker);
  set_error (self, on ? NULL : why);
}

/**
 * rlt_feed_health_wait:
 * @self: the health of a feed that is on and has not answered
 * @why: (nullable): why it is not asked, in words for people; %NULL when it is
 *
 * Notes whether there is anything to ask it for.
 */
void
rlt_feed_health_wait (RltFeedHealth *self,
                      const char    *why)
{
  g_return_if_fail (self != NULL);

  self->state = why != NULL ? RLT_FEED_WAITING : RLT_FEED_STARTING;
  set_error (self, why);
}

/**
 * rlt_feed_health_ask:
 * @self: a feed's health
 * @now: the present instant
 *
 * Counts a request, on its day.
 */
void
rlt_feed_health_ask (RltFeedHealth *self,
                     RltTime        now)
{
  RltTime day;

  g_return_if_fail (self != NULL);

  day = self->quota.day_start;
  rlt_quota_count (&self->quota, now);
  if (self->quota.day_start != day)
    self->n_bytes = 0;
  self->quota_ends_at = rlt_quota_forecast (&self->quota, now);
  rlt_breaker_try (&self->breaker);
}

/**
 * rlt_feed_health_receive:
 * @self: a feed's health
 * @latency: how long the answer took to begin
 * @n_bytes: what was received for it
 *
 * Notes that bytes came, whatever they say.
 */
void
rlt_feed_health_receive (RltFeedHealth *self,
                         RltTime        latency,
                         guint64        n_bytes)
{
  g_return_if_fail (self != NULL);

  self->latency = latency;
  self->n_bytes += n_bytes;
}

/**
 * rlt_feed_health_succeed:
 * @self: a feed's health
 * @now: the present instant
 * @data_at: when the data were made, or %RLT_TIME_NONE when that is not said
 * @gap: (nullable): what is missing in the answer, in words for people
 *
 * Notes an answer that could be used. Data are no newer than the answer, whatever it says.
 */
void
rlt_feed_health_succeed (RltFeedHealth *self,
                         RltTime        now,
                         RltTime        data_at,
                         const char    *gap)
{
  g_return_if_fail (self != NULL);

  self->state = gap != NULL ? RLT_FEED_DEGRADED : RLT_FEED_OK;
  self->last_success = now;
  self->data_at = RLT_TIME_IS_SET (data_at) ? MIN (data_at, now) : now;
  self->errors_in_row = 0;
  rlt_breaker_succeed (&self->breaker);
  set_error (self, gap);
}

static RltFeedState
state_for_error (const RltFeedHealth *self,
                 const GError        *error,
                 gboolean             has_part)
{
  if (has_part)
    return RLT_FEED_DEGRADED;
  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    return RLT_FEED_BLOCKED;
  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA))
    return RLT_FEED_QUOTA;
  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_UNAUTHORISED))
    return RLT_FEED_DOWN;

  return RLT_TIME_IS_SET (self->last_success) && self->errors_in_row < ERRORS_UNTIL_DOWN
           ? RLT_FEED_DEGRADED
           : RLT_FEED_DOWN;
}

/* An upstream that says itself how long is taken at its word; one that answers, if only that it does
 * not have what was asked for, works. */
static void
update_breaker (RltFeedHealth *self,
                RltTime        now,
                const GError  *error,
                double         chance)
{
  RltTime retry_after = rlt_net_error_get_retry_after (error);

  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    rlt_breaker_open (&self->breaker,
                      now + rlt_backoff_delay (&block, self->breaker.n_openings + 1, retry_after, chance));
  else if (RLT_TIME_IS_SET (retry_after))
    rlt_breaker_open (&self->breaker, now + retry_after);
  else if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA))
    rlt_breaker_open (&self->breaker, rlt_quota_day_end (now));
  else if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_NOT_FOUND) ||
           g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_REJECTED))
    rlt_breaker_succeed (&self->breaker);
  else
    rlt_breaker_fail (&self->breaker, now, chance);
}

/**
 * rlt_feed_health_fail:
 * @self: a feed's health
 * @now: the present instant
 * @error: what is wrong
 * @has_part: whether there is an answer all the same, of which part can be used, or nothing
 * @chance: a random number, at least 0 and below 1
 *
 * Notes a failed request. A feed that worked is degraded by one failure and down after a second; one
 * that gives an answer, if only part of it or one that cannot be used, is degraded.
 */
void
rlt_feed_health_fail (RltFeedHealth *self,
                      RltTime        now,
                      const GError  *error,
                      gboolean       has_part,
                      double         chance)
{
  RltTime retry_after;

  g_return_if_fail (self != NULL && error != NULL);

  self->errors_in_row++;
  self->last_failure = now;
  self->state = state_for_error (self, error, has_part);
  retry_after = rlt_net_error_get_retry_after (error);
  if (self->state == RLT_FEED_QUOTA && (!RLT_TIME_IS_SET (retry_after) || retry_after > SPENT_AFTER))
    rlt_quota_spend (&self->quota, now);
  self->quota_ends_at = rlt_quota_forecast (&self->quota, now);
  if (has_part)
    rlt_breaker_succeed (&self->breaker);
  else
    update_breaker (self, now, error, chance);
  set_error (self, error->message);
}
