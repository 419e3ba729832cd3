/* rlt-disruption.c: when a disruption applies.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-records"

#include "config.h"

#include "rlt-records.h"

#define MINUTES_PER_DAY (24 * 60)

typedef enum
{
  DAY_NONE,    /* an hour of its own */
  DAY_BEGIN,   /* midnight */
  DAY_END,     /* the last minute of a day */
  DAY_OPEN,    /* not said */
} DayBound;

static DayBound
get_bound (RltTime time)
{
  RltParisTime paris;

  /* The end of all times is none. */
  if (!RLT_TIME_IS_SET (time) || time > RLT_TIME_MAX - 48 * RLT_HOUR)
    return DAY_OPEN;

  rlt_time_to_paris (time, &paris);
  if (paris.hour == 0 && paris.minute == 0 && paris.second == 0)
    return DAY_BEGIN;
  return paris.hour == 23 && paris.minute == 59 ? DAY_END : DAY_NONE;
}

/* Whoever writes dates without hours means days as riders know them: each until its last train. */
static RltPeriod
to_service_days (const RltPeriod *period)
{
  const DayBound from = get_bound (period->from);
  const DayBound to = get_bound (period->to);
  RltPeriod days = *period;

  if ((from != DAY_BEGIN && from != DAY_OPEN) || to == DAY_NONE)
    return days;

  if (from == DAY_BEGIN)
    days.from = rlt_time_service_day_start (period->from + 12 * RLT_HOUR);
  if (to == DAY_BEGIN)
    days.to = rlt_time_service_day_start (period->to + 12 * RLT_HOUR);
  else if (to == DAY_END)
    days.to = rlt_time_service_day_start (period->to + 24 * RLT_HOUR);

  return days;
}

static gboolean
holds (const RltPeriod *period,
       RltTime          now)
{
  const RltPeriod days = to_service_days (period);

  return (!RLT_TIME_IS_SET (days.from) || days.from <= now) &&
         (!RLT_TIME_IS_SET (days.to) || now < days.to);
}

/* The minute of the service day's date, above 24 h after midnight. */
static int
get_service_minute (RltTime now)
{
  RltParisTime paris;
  int minute;

  rlt_time_to_paris (now, &paris);
  minute = paris.hour * 60 + paris.minute;

  return paris.hour < RLT_SERVICE_DAY_FIRST_HOUR ? minute + MINUTES_PER_DAY : minute;
}

/**
 * rlt_disruption_applies_at:
 * @self: a disruption
 * @now: an instant
 *
 * A period that begins or ends with a calendar day does so with the service day: its night belongs to
 * it. A period of months for works of every night applies in its nights only. Without any period it
 * applies only if the upstream says so: by telling of it, or in a word.
 *
 * Returns: whether it applies at @now
 */
gboolean
rlt_disruption_applies_at (const RltDisruption *self,
                           RltTime              now)
{
  g_return_val_if_fail (self != NULL && RLT_TIME_IS_SET (now), FALSE);

  if (self->nights_from != RLT_ALL_DAY && get_service_minute (now) < self->nights_from)
    return FALSE;
  if (self->n_periods == 0)
    return self->told == RLT_TENSE_NOW;

  for (guint i = 0; i < self->n_periods; i++)
    {
      if (holds (&self->periods[i], now))
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_disruption_get_tense:
 * @self: a disruption
 * @now: an instant
 *
 * Works of every night are coming by day, as long as a night is left.
 *
 * Returns: whether it applies at @now, will, or did; or %RLT_TENSE_UNKNOWN: nobody says when
 */
RltTense
rlt_disruption_get_tense (const RltDisruption *self,
                          RltTime              now)
{
  if (rlt_disruption_applies_at (self, now))
    return RLT_TENSE_NOW;
  if (self->n_periods == 0)
    return self->told == RLT_TENSE_NOW ? RLT_TENSE_COMING : self->told;

  for (guint i = 0; i < self->n_periods; i++)
    {
      const RltPeriod days = to_service_days (&self->periods[i]);

      if (holds (&self->periods[i], now) || (RLT_TIME_IS_SET (days.from) && days.from > now))
        return RLT_TENSE_COMING;
    }

  return RLT_TENSE_PAST;
}

static RltTime
get_earlier_after (RltTime known,
                   RltTime time,
                   RltTime now)
{
  if (!RLT_TIME_IS_SET (time) || time <= now)
    return known;

  return RLT_TIME_IS_SET (known) ? MIN (known, time) : time;
}

/* No clock is put forward or back between a service day's begin and its night. */
static RltTime
get_next_night_change (int     nights_from,
                       RltTime now)
{
  const RltTime day = rlt_time_service_day_start (now);
  const RltTime night = day + (nights_from - RLT_SERVICE_DAY_FIRST_HOUR * 60) * RLT_MINUTE;

  return night > now ? night : rlt_time_service_day_start (day + 26 * RLT_HOUR);
}

/**
 * rlt_disruption_get_next_change:
 * @self: a disruption
 * @now: an instant
 *
 * Returns: when it may begin or cease to apply after @now, or %RLT_TIME_NONE: never
 */
RltTime
rlt_disruption_get_next_change (const RltDisruption *self,
                                RltTime              now)
{
  RltTime next = RLT_TIME_NONE;

  g_return_val_if_fail (self != NULL && RLT_TIME_IS_SET (now), RLT_TIME_NONE);

  for (guint i = 0; i < self->n_periods; i++)
    {
      const RltPeriod days = to_service_days (&self->periods[i]);

      next = get_earlier_after (next, days.from, now);
      next = get_earlier_after (next, days.to, now);
    }
  if (self->nights_from != RLT_ALL_DAY && rlt_disruption_get_tense (self, now) != RLT_TENSE_PAST)
    next = get_earlier_after (next, get_next_night_change (self->nights_from, now), now);

  return next;
}
