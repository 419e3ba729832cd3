/* rlt-sim-passages.c: the trains that call at a stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-passages"

#include "config.h"

#include "rlt-sim-passages.h"

static RltSimTime
get_time (const RltSimTrip *trip,
          guint             call)
{
  return rlt_sim_trip_is_served (trip, call) ? rlt_sim_trip_get_departure (trip, call)
                                             : rlt_sim_trip_get_aimed_departure (trip, call);
}

/* A train that ends there takes nobody along. */
static gboolean
is_asked_for (const RltSimPassageQuery *query,
              const RltSimTrip         *trip,
              const RltSimPassage      *passage)
{
  if (passage->call + 1u >= trip->plan->pattern->n_stops || (!trip->cancelled && passage->call == trip->last))
    return FALSE;
  if (!query->with_cancelled && !rlt_sim_trip_is_served (trip, passage->call))
    return FALSE;

  return passage->time >= query->from && passage->time <= query->to;
}

static int
compare_passages (gconstpointer a,
                  gconstpointer b)
{
  const RltSimPassage *x = a;
  const RltSimPassage *y = b;

  return x->time != y->time ? (x->time < y->time ? -1 : 1) : (x->trip < y->trip ? -1 : x->trip > y->trip);
}

/**
 * rlt_sim_passages_list:
 * @day: a line's day
 * @query: which are asked for
 *
 * Returns: (transfer full) (element-type RltSimPassage): the first of them, by time
 */
GArray *
rlt_sim_passages_list (const RltSimDay          *day,
                       const RltSimPassageQuery *query)
{
  GArray *passages = g_array_new (FALSE, FALSE, sizeof (RltSimPassage));

  for (guint i = 0; i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];
      guint call = trip->plan->calls[query->stop->index];
      RltSimPassage passage = { .trip = i, .call = call };

      if (call == RLT_SIM_NO_CALL || query->direction != trip->plan->pattern->direction)
        continue;
      passage.time = get_time (trip, call);
      if (is_asked_for (query, trip, &passage))
        g_array_append_val (passages, passage);
    }

  g_array_sort (passages, compare_passages);
  if (passages->len > query->most)
    g_array_set_size (passages, query->most);

  return passages;
}

/**
 * rlt_sim_passage_is_at_stop:
 * @day: a line's day
 * @passage: a passage of it
 * @now: when
 *
 * Returns: whether its train has come: it stands there or has left
 */
gboolean
rlt_sim_passage_is_at_stop (const RltSimDay     *day,
                            const RltSimPassage *passage,
                            RltSimTime           now)
{
  const RltSimTrip *trip = &day->trips[passage->trip];

  if (!rlt_sim_trip_is_served (trip, passage->call))
    return FALSE;
  if (passage->call == trip->first)
    return now >= trip->appears;

  return now >= rlt_sim_trip_get_arrival (trip, passage->call);
}
