/* rlt-trip-pattern.c: the pattern that a trip follows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-train.h"

/* How well a pattern suits a trip; smaller is better, in this order. */
typedef struct
{
  guint    passed_by;      /* stops between the first and the last call that it does not serve */
  gboolean ends_later;     /* goes on behind the last call */
  gboolean begins_earlier; /* begins before the call at which the trip begins */
  double   length;
} Fit;

static int
fit_compare (const Fit *a,
             const Fit *b)
{
  if (a->passed_by != b->passed_by)
    return a->passed_by < b->passed_by ? -1 : 1;
  if (a->ends_later != b->ends_later)
    return a->ends_later ? 1 : -1;
  if (a->begins_earlier != b->begins_earlier)
    return a->begins_earlier ? 1 : -1;

  return a->length < b->length ? -1 : a->length > b->length;
}

static const RltStop *
call_stop (const RltTrip *trip,
           guint          call)
{
  const RltStation *station = trip->calls[call].station;

  return station != NULL ? rlt_line_find_stop (trip->line, station) : NULL;
}

/* A call whose neighbour names the same stop is one with it: some feeds list two quays of a stop. */
static gboolean
place_backwards (const RltPattern      *pattern,
                 const RltStop * const *called,
                 guint                  n_calls,
                 int                   *stops)
{
  const RltStop *later = NULL;
  int at = pattern->n_stops;

  for (int i = (int) n_calls - 1; i >= 0; i--)
    {
      stops[i] = -1;
      if (called[i] == NULL)
        continue;
      if (called[i] != later)
        {
          for (at--; at >= 0 && pattern->stops[at] != called[i]; at--)
            ;
          if (at < 0)
            return FALSE;
        }
      stops[i] = at;
      later = called[i];
    }

  return TRUE;
}

/* From the latest possible beginning, the earliest possible rest: on a loop, where a stop comes
 * twice, the calls stay together. */
static void
place_forwards (const RltPattern      *pattern,
                const RltStop * const *called,
                guint                  n_calls,
                int                   *stops)
{
  const RltStop *earlier = NULL;
  int at = -1;

  for (guint i = 0; i < n_calls; i++)
    {
      if (called[i] == NULL)
        continue;
      if (at < 0)
        at = stops[i];
      else if (called[i] != earlier)
        {
          for (at++; pattern->stops[at] != called[i]; at++)
            ;
        }
      stops[i] = at;
      earlier = called[i];
    }
}

static gboolean
place_calls (const RltPattern      *pattern,
             const RltStop * const *called,
             guint                  n_calls,
             int                   *stops)
{
  if (!place_backwards (pattern, called, n_calls, stops))
    return FALSE;

  place_forwards (pattern, called, n_calls, stops);
  return TRUE;
}

/* A train arrives at every stop but its first. */
static gboolean
begins_at (const RltCall *call)
{
  return !RLT_TIME_IS_SET (call->expected_arrival) && !RLT_TIME_IS_SET (call->aimed_arrival) &&
         (RLT_TIME_IS_SET (call->expected_departure) || RLT_TIME_IS_SET (call->aimed_departure));
}

static void
judge (const RltPattern *pattern,
       const RltTrip    *trip,
       const int        *stops,
       Fit              *fit)
{
  int first = -1, last = -1;
  guint n_served = 0;

  for (guint i = 0; i < trip->n_calls; i++)
    {
      if (stops[i] < 0 || stops[i] == last)
        continue;
      if (first < 0)
        {
          first = stops[i];
          fit->begins_earlier = begins_at (&trip->calls[i]) && first > 0;
        }
      last = stops[i];
      n_served++;
    }

  fit->passed_by = (guint) (last - first) + 1 - n_served;
  fit->ends_later = last != (int) pattern->n_stops - 1;
  fit->length = pattern->length;
}

/* Returns: how many different stops in a row; the calls' stops in @called */
static guint
resolve_calls (const RltTrip  *trip,
               const RltStop **called)
{
  const RltStop *earlier = NULL;
  guint n_known = 0;

  for (guint i = 0; i < trip->n_calls; i++)
    {
      called[i] = call_stop (trip, i);
      if (called[i] == NULL || called[i] == earlier)
        continue;
      earlier = called[i];
      n_known++;
    }

  return n_known;
}

/**
 * rlt_trip_begins_at:
 * @self: a trip
 * @call: the index of one of its calls
 *
 * Returns: whether the feed says, by giving a departure and no arrival, that the trip begins there
 */
gboolean
rlt_trip_begins_at (const RltTrip *self,
                    guint          call)
{
  g_return_val_if_fail (self != NULL && call < self->n_calls, FALSE);

  return begins_at (&self->calls[call]);
}

/**
 * rlt_trip_follows_pattern:
 * @trip: a trip
 * @pattern: a pattern of its line
 * @stops: (out caller-allocates) (array): for each call its stop's index in @pattern, or -1
 *
 * Returns: whether @pattern holds all stops of the trip's line that it calls at, in their order,
 *   and there is one at least
 */
gboolean
rlt_trip_follows_pattern (const RltTrip    *trip,
                          const RltPattern *pattern,
                          int              *stops)
{
  g_autofree const RltStop **called = NULL;

  g_return_val_if_fail (trip != NULL && pattern != NULL, FALSE);

  called = g_new (const RltStop *, trip->n_calls + 1);
  return pattern->line == trip->line &&
         resolve_calls (trip, called) > 0 &&
         place_calls (pattern, called, trip->n_calls, stops);
}

/**
 * rlt_trip_find_pattern:
 * @trip: a trip
 * @stops: (out caller-allocates) (array): for each call its stop's index in the pattern, or -1 when
 *   the line has no such stop
 *
 * The order of the calls gives the direction. Of several patterns that hold them, the one that
 * leaves out the fewest stops between them, then the one that ends where the trip ends, then the
 * shortest is taken. A single call left says where to, not where from, unless it is a terminus.
 *
 * Returns: (transfer none) (nullable): the pattern, or %NULL when none of the trip's line holds all
 *   its known stops in their order
 */
const RltPattern *
rlt_trip_find_pattern (const RltTrip *trip,
                       int           *stops)
{
  g_autofree const RltStop **called = NULL;
  const RltPattern *best = NULL;
  Fit best_fit = { 0 };
  guint n_known;

  g_return_val_if_fail (trip != NULL && stops != NULL, NULL);

  if (trip->line == NULL)
    return NULL;

  called = g_new (const RltStop *, trip->n_calls + 1);
  n_known = resolve_calls (trip, called);
  if (n_known == 0)
    return NULL;

  for (guint i = 0; i < trip->line->n_patterns; i++)
    {
      const RltPattern *pattern = &trip->line->patterns[i];
      Fit fit = { 0 };

      if (!place_calls (pattern, called, trip->n_calls, stops))
        continue;
      judge (pattern, trip, stops, &fit);
      if (n_known == 1 && fit.ends_later)
        continue;
      if (best == NULL || fit_compare (&fit, &best_fit) < 0)
        {
          best = pattern;
          best_fit = fit;
        }
    }

  if (best != NULL)
    place_calls (best, called, trip->n_calls, stops);

  return best;
}
