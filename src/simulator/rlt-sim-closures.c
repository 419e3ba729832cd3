/* rlt-sim-closures.c: what closed lines and sections do to a day's trips: none on a closed line, and
 * trains that turn before a closed section.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-closures"

#include "config.h"

#include "rlt-sim-closures.h"

#include "rlt-sim-disruption.h"

/* A time of the day without trains somewhere, in the day's own count. */
typedef struct
{
  RltSimTime from;
  RltSimTime to;
} Window;

static gboolean
get_window (const RltSimDay        *day,
            const RltSimDisruption *disruption,
            guint                   period,
            Window                 *window)
{
  RltTime from, to;

  if (!rlt_sim_disruption_get_window (disruption, period, day->start, &from, &to))
    return FALSE;

  *window = (Window) { rlt_sim_day_get_time (day, from), rlt_sim_day_get_time (day, to) };
  return TRUE;
}

static gboolean
is_closed (const RltSimDisruption *disruption,
           const RltStop          *stop)
{
  const RltPattern *pattern = disruption->pattern;

  for (guint call = disruption->from_call + 1; call < pattern->n_stops; call++)
    {
      if (pattern->stops[call] == stop)
        return TRUE;
    }

  return FALSE;
}

/* What is left of a pattern: the calls from @first to @last. */
typedef struct
{
  guint first;
  guint last;
} Rest;

/* Trains that begin in the section begin behind it; others end before it. */
static Rest
get_rest (const RltSimDisruption *disruption,
          const RltPattern       *pattern)
{
  Rest rest = { 0, pattern->n_stops - 1 };

  while (rest.first < rest.last && is_closed (disruption, pattern->stops[rest.first]))
    rest.first++;
  for (guint call = rest.first; call < pattern->n_stops; call++)
    {
      if (is_closed (disruption, pattern->stops[call]))
        {
          rest.last = call > 0 ? call - 1 : 0;
          break;
        }
    }

  return rest;
}

/* A closed line is empty: trips that would not end by then do not begin. */
static gboolean
is_cancelled (const RltSimTrip       *trip,
              const RltSimDisruption *disruption,
              const Window           *window)
{
  Rest rest;

  if (trip->departure >= window->to || trip->departure + trip->plan->duration < window->from)
    return FALSE;
  if (disruption->kind == RLT_SIM_DISRUPTION_CLOSURE)
    return TRUE;

  rest = get_rest (disruption, trip->plan->pattern);
  return rest.first >= rest.last;
}

static void
cancel_in (RltSimDay              *day,
           const RltSimDisruption *disruption,
           const Window           *window)
{
  for (guint i = 0; i < day->n_trips; i++)
    day->trips[i].cancelled |= is_cancelled (&day->trips[i], disruption, window);
}

static gboolean
closes (const RltSimDisruption *disruption)
{
  return disruption->kind == RLT_SIM_DISRUPTION_CLOSURE || disruption->kind == RLT_SIM_DISRUPTION_SECTION;
}

/**
 * rlt_sim_closures_cancel:
 * @day: a day whose trips are planned, and not yet given trains
 * @disruptions: (element-type RltSimDisruption): those of its line
 *
 * Cancels the trips of the time in which the line is closed, or of which nothing is left.
 */
void
rlt_sim_closures_cancel (RltSimDay *day,
                         GPtrArray *disruptions)
{
  for (guint i = 0; i < disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (disruptions, i);
      Window window;

      for (guint p = 0; closes (disruption) && p < disruption->n_periods; p++)
        {
          if (get_window (day, disruption, p, &window))
            cancel_in (day, disruption, &window);
        }
    }
}

static gboolean
is_in (const Window *window,
       RltSimTime    time)
{
  return time >= window->from && time < window->to;
}

/* A train that came from before the section goes back from where it turned: see begin_again(). */
static gboolean
is_cut (const RltSimTrip *trip,
        const Rest       *rest,
        const Window     *window)
{
  if (rest->first >= rest->last || (rest->first > 0 && trip->previous != RLT_SIM_NO_TRIP))
    return FALSE;

  return is_in (window, rlt_sim_trip_get_aimed_departure (trip, rest->first > 0 ? rest->first : rest->last));
}

static void
cut_in (RltSimDay              *day,
        const RltSimDisruption *disruption,
        const Window           *window)
{
  for (guint i = 0; i < day->n_trips; i++)
    {
      RltSimTrip *trip = &day->trips[i];
      const RltPattern *pattern = trip->plan->pattern;
      Rest rest = get_rest (disruption, pattern);

      if (trip->cancelled || (rest.first == 0 && rest.last + 1 == pattern->n_stops) ||
          !is_cut (trip, &rest, window))
        continue;

      rest = (Rest) { MAX (trip->first, rest.first), MIN (trip->last, rest.last) };
      if (rest.first >= rest.last)
        continue;
      trip->first = rest.first;
      trip->last = rest.last;
    }
}

/* The train goes to the depot where it turned; another one comes from there for the next trip. */
static void
change_train (RltSimDay  *day,
              RltSimTrip *trip)
{
  day->trips[trip->previous].next = RLT_SIM_NO_TRIP;
  trip->previous = RLT_SIM_NO_TRIP;
  trip->vehicle = ++day->n_vehicles;
}

/* A trip begins where its train's trip before ended, even when the section has opened since; one that
 * came through it before it closed goes back through it. */
static void
begin_again (RltSimDay *day)
{
  for (guint i = 0; i < day->n_trips; i++)
    {
      RltSimTrip *trip = &day->trips[i];
      const RltSimTrip *before = trip->previous != RLT_SIM_NO_TRIP ? &day->trips[trip->previous] : NULL;
      guint call;

      if (before == NULL)
        continue;

      trip->vehicle = before->vehicle;
      if (before->last + 1u == before->plan->pattern->n_stops)
        continue;

      call = trip->plan->calls[before->plan->pattern->stops[before->last]->index];
      if (call < trip->last)
        trip->first = call;
      else
        change_train (day, trip);
    }
}

/**
 * rlt_sim_closures_cut:
 * @day: a day whose trips have their trains
 * @disruptions: (element-type RltSimDisruption): those of its line
 *
 * Ends trips before a closed section, and begins those from there behind it.
 */
void
rlt_sim_closures_cut (RltSimDay *day,
                      GPtrArray *disruptions)
{
  for (guint i = 0; i < disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (disruptions, i);
      Window window;

      for (guint p = 0; disruption->kind == RLT_SIM_DISRUPTION_SECTION && p < disruption->n_periods; p++)
        {
          if (get_window (day, disruption, p, &window))
            cut_in (day, disruption, &window);
        }
    }

  begin_again (day);
}
