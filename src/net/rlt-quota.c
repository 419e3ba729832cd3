/* rlt-quota.c: how many requests an upstream still grants today.
 *
 * Upstreams count by the day of Paris.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-quota.h"

#include <math.h>

/* The rate is that of about so long ago until now. */
#define RATE_WINDOW (15 * RLT_MINUTE)

/* After so short a time a rate says nothing. */
#define SHORTEST_RATE RLT_MINUTE

/* A smaller limit is one of a second or a minute, not of a day. */
#define SMALLEST_DAILY_LIMIT 100

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
 * rlt_quota_day_start:
 * @now: an instant
 *
 * Returns: the midnight in Paris at which its day began
 */
RltTime
rlt_quota_day_start (RltTime now)
{
  return midnight (now, 0);
}

/**
 * rlt_quota_day_end:
 * @now: an instant
 *
 * Returns: the midnight in Paris at which its day ends
 */
RltTime
rlt_quota_day_end (RltTime now)
{
  return midnight (now, 1);
}

/**
 * rlt_quota_init:
 * @self: (out caller-allocates): a quota of which nothing is used
 * @limit: requests a day; 0 for no limit
 */
void
rlt_quota_init (RltQuota *self,
                guint     limit)
{
  g_return_if_fail (self != NULL);

  *self = (RltQuota) {
    .limit = limit,
    .day_start = RLT_TIME_NONE,
    .rate_since = RLT_TIME_NONE,
    .rate_at = RLT_TIME_NONE,
  };
}

/* At midnight all is granted anew. */
static void
begin_day (RltQuota *self,
           RltTime   now)
{
  RltTime day = rlt_quota_day_start (now);

  if (self->day_start == day)
    return;

  self->day_start = day;
  self->n_used = 0;
  self->n_elsewhere = 0;
  self->is_spent = FALSE;
}

/**
 * rlt_quota_count:
 * @self: a quota
 * @now: the present instant
 *
 * Counts a request.
 */
void
rlt_quota_count (RltQuota *self,
                 RltTime   now)
{
  g_return_if_fail (self != NULL);

  begin_day (self, now);
  self->n_used++;

  if (RLT_TIME_IS_SET (self->rate_at) && now > self->rate_at)
    self->rate *= exp (-(double) (now - self->rate_at) / RATE_WINDOW);
  if (!RLT_TIME_IS_SET (self->rate_since))
    self->rate_since = now;
  self->rate += (double) RLT_SECOND / RATE_WINDOW;
  self->rate_at = now;
}

/**
 * rlt_quota_learn:
 * @self: a quota
 * @limit: what the upstream says that it grants, or a negative number when it did not say
 * @remaining: what it says is left, or a negative number when it did not say
 * @now: the present instant
 *
 * The upstream's word counts: older keys have more, and others may use the same key.
 */
void
rlt_quota_learn (RltQuota *self,
                 gint64    limit,
                 gint64    remaining,
                 RltTime   now)
{
  g_return_if_fail (self != NULL);

  if (limit < SMALLEST_DAILY_LIMIT || limit > G_MAXUINT32 || remaining < 0 || remaining > limit)
    return;

  begin_day (self, now);
  self->limit = limit;
  self->n_elsewhere = MAX (limit - remaining - (gint64) self->n_used, 0);
  self->is_spent = remaining == 0;
}

/**
 * rlt_quota_spend:
 * @self: a quota
 * @now: the present instant
 *
 * The upstream refuses to answer more: until midnight nothing is left, whatever was counted.
 */
void
rlt_quota_spend (RltQuota *self,
                 RltTime   now)
{
  g_return_if_fail (self != NULL);

  begin_day (self, now);
  self->is_spent = TRUE;
}

static gboolean
is_today (const RltQuota *self,
          RltTime         now)
{
  return RLT_TIME_IS_SET (self->day_start) && self->day_start == rlt_quota_day_start (now);
}

/**
 * rlt_quota_get_used:
 * @self: a quota
 * @now: the present instant
 *
 * Returns: how many requests this program has made today
 */
guint
rlt_quota_get_used (const RltQuota *self,
                    RltTime         now)
{
  g_return_val_if_fail (self != NULL, 0);

  return is_today (self, now) ? self->n_used : 0;
}

/**
 * rlt_quota_get_left:
 * @self: a quota
 * @now: the present instant
 *
 * Returns: how many requests are left today, or %RLT_QUOTA_UNKNOWN where there is no limit
 */
gint64
rlt_quota_get_left (const RltQuota *self,
                    RltTime         now)
{
  g_return_val_if_fail (self != NULL, RLT_QUOTA_UNKNOWN);

  if (is_today (self, now) && self->is_spent)
    return 0;
  if (self->limit == 0)
    return RLT_QUOTA_UNKNOWN;
  if (!is_today (self, now))
    return self->limit;

  return MAX ((gint64) self->limit - self->n_used - self->n_elsewhere, 0);
}

/**
 * rlt_quota_get_rate:
 * @self: a quota
 * @now: the present instant
 *
 * Returns: how many requests a second were made of late: over the last quarter of an hour or so, or
 *   since the first if that is less; 0 while too little is known
 */
double
rlt_quota_get_rate (const RltQuota *self,
                    RltTime         now)
{
  double known;

  g_return_val_if_fail (self != NULL, 0);

  if (!RLT_TIME_IS_SET (self->rate_since) || now - self->rate_since < SHORTEST_RATE || now < self->rate_at)
    return 0;

  /* The share of the window that there has been a rate for. */
  known = 1 - exp (-(double) (now - self->rate_since) / RATE_WINDOW);
  return self->rate * exp (-(double) (now - self->rate_at) / RATE_WINDOW) / known;
}

/**
 * rlt_quota_forecast:
 * @self: a quota
 * @now: the present instant
 *
 * Returns: when nothing is left if requests go on at the present rate; %RLT_TIME_NONE when it lasts
 *   until midnight in Paris, or nobody can tell
 */
RltTime
rlt_quota_forecast (const RltQuota *self,
                    RltTime         now)
{
  gint64 left = rlt_quota_get_left (self, now);
  double rate = rlt_quota_get_rate (self, now);
  double seconds;

  if (left == RLT_QUOTA_UNKNOWN)
    return RLT_TIME_NONE;
  if (left == 0)
    return now;
  if (rate <= 0)
    return RLT_TIME_NONE;

  seconds = left / rate;
  if (seconds * RLT_SECOND >= rlt_quota_day_end (now) - now)
    return RLT_TIME_NONE;

  return now + (RltTime) (seconds * RLT_SECOND);
}
