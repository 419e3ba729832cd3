/* rlt-feed-health.c: how a feed has been doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-health.h"

#include "rlt-net-error.h"

/* One failure after a success is a hiccup; so many in a row mean that the feed is down. */
#define ERRORS_UNTIL_DOWN 2

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
    .day_start = RLT_TIME_NONE,
  };
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
  set_error (self, on ? NULL : why);
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
  RltTime day = rlt_feed_day_start (now);

  g_return_if_fail (self != NULL);

  if (self->day_start != day)
    {
      self->day_start = day;
      self->n_requests = 0;
      self->n_bytes = 0;
    }
  self->n_requests++;
}

/**
 * rlt_feed_health_succeed:
 * @self: a feed's health
 * @now: the present instant
 * @latency: how long the answer took to begin
 * @n_bytes: what was received for it
 * @gap: (nullable): what is missing in the answer, in words for people
 *
 * Notes an answer that could be used.
 */
void
rlt_feed_health_succeed (RltFeedHealth *self,
                         RltTime        now,
                         RltTime        latency,
                         guint64        n_bytes,
                         const char    *gap)
{
  g_return_if_fail (self != NULL);

  self->state = gap != NULL ? RLT_FEED_DEGRADED : RLT_FEED_OK;
  self->last_success = now;
  self->errors_in_row = 0;
  self->latency = latency;
  self->n_bytes += n_bytes;
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

/**
 * rlt_feed_health_fail:
 * @self: a feed's health
 * @now: the present instant
 * @error: what is wrong
 * @has_part: whether part of the answer can be used all the same
 *
 * Notes a failed request. A feed that worked is degraded by one failure and down after a second; one
 * that gave part of an answer is degraded.
 */
void
rlt_feed_health_fail (RltFeedHealth *self,
                      RltTime        now,
                      const GError  *error,
                      gboolean       has_part)
{
  g_return_if_fail (self != NULL && error != NULL);

  self->errors_in_row++;
  self->last_failure = now;
  self->state = state_for_error (self, error, has_part);
  set_error (self, error->message);
}

static RltTime
midnight (RltTime now,
          int     days)
{
  RltParisTime paris;

  rlt_time_to_paris (now, &paris);
  paris.hour = paris.minute = paris.second = 0;
  if (days == 0)
    return rlt_time_from_paris (&paris);

  /* Noon of the next day, whatever the length of this one. */
  rlt_time_to_paris (rlt_time_from_paris (&paris) + 36 * RLT_HOUR, &paris);
  paris.hour = paris.minute = paris.second = 0;
  return rlt_time_from_paris (&paris);
}

/**
 * rlt_feed_day_start:
 * @now: an instant
 *
 * Returns: the midnight in Paris at which its day began: upstreams count requests by the day
 */
RltTime
rlt_feed_day_start (RltTime now)
{
  return midnight (now, 0);
}

/**
 * rlt_feed_day_end:
 * @now: an instant
 *
 * Returns: the midnight in Paris at which its day ends
 */
RltTime
rlt_feed_day_end (RltTime now)
{
  return midnight (now, 1);
}
