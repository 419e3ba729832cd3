/* rlt-sim-disturbances.c: what goes wrong on a day: trains held, trips cancelled, trips that turn
 * short of their terminus.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-disturbances"

#include "config.h"

#include "rlt-sim-disturbances.h"

#include "rlt-sim-random.h"

#define LEAST_HOLD (2 * 60 * 1000)
#define LONGEST_HOLD (15 * 60 * 1000)

/* What a train that turned early waits, at most, for its time to go back. */
#define LONGEST_WAIT (7 * 60 * 1000)

/* What a number is drawn for: each draw of a trip has its own. */
typedef enum
{
  DRAW_CANCEL,
  DRAW_HOLD,
  DRAW_HOLD_CALL,
  DRAW_HOLD_LENGTH,
  N_DRAWS,
} Draw;

/* Parts of a network's trips. */
typedef struct
{
  double cancelled;
  double held;
} Rates;

static const Rates rates[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = { 0.006, 0.010 },
  [RLT_NETWORK_RER] = { 0.012, 0.030 },
  [RLT_NETWORK_TRAM] = { 0.006, 0.012 },
  [RLT_NETWORK_TRANSILIEN] = { 0.012, 0.030 },
  [RLT_NETWORK_CABLE] = { 0.0, 0.0 },
};

static double
draw (const RltSimDay *day,
      guint            trip,
      Draw             what)
{
  return rlt_sim_random_unit (day->seed, (guint64) trip * N_DRAWS + what);
}

/**
 * rlt_sim_disturbances_cancel:
 * @day: a day whose trips are planned, and not yet given trains
 *
 * Draws the trips that do not run.
 */
void
rlt_sim_disturbances_cancel (RltSimDay *day)
{
  const Rates *rate = &rates[day->line->line->network];

  for (guint i = 0; i < day->n_trips; i++)
    day->trips[i].cancelled = draw (day, i, DRAW_CANCEL) < rate->cancelled;
}

/* Where trains may wait without blocking a junction: not where tracks come together, whose order
 * is that of arrival. */
static guint
find_hold_call (const RltSimDay  *day,
                const RltSimTrip *trip,
                guint             index)
{
  guint n = trip->plan->pattern->n_stops;
  guint call = 1 + (guint) (draw (day, index, DRAW_HOLD_CALL) * (n - 1));

  while (call + 1 < n && trip->plan->merges[call])
    call++;

  return call;
}

/* Most holds are short: the square keeps half of them under five and a half minutes. */
static int
draw_hold (const RltSimDay *day,
           guint            index)
{
  double u = draw (day, index, DRAW_HOLD_LENGTH);

  return LEAST_HOLD + (int) (u * u * (LONGEST_HOLD - LEAST_HOLD) / 1000.0) * 1000;
}

/* Turns a late train where it meets its next trip in time. */
static void
turn_short (RltSimDay  *day,
            RltSimTrip *trip)
{
  const RltSimPlan *plan = trip->plan;
  guint turnback = plan->turnback;
  RltSimTrip *back;
  guint call;
  RltSimTime arrival, departure;

  if (turnback == 0 || trip->hold_call >= turnback || trip->next == RLT_SIM_NO_TRIP ||
      trip->last + 1u < plan->pattern->n_stops)
    return;

  back = &day->trips[trip->next];
  call = back->plan->calls[plan->pattern->stops[turnback]->index];
  if (call == RLT_SIM_NO_CALL || call + 1u >= back->plan->pattern->n_stops)
    return;

  arrival = trip->departure + plan->arrivals[turnback] + trip->hold;
  departure = back->departure + back->plan->departures[call];
  if (departure - arrival < day->line->stock->turn || departure - arrival > LONGEST_WAIT)
    return;

  trip->last = turnback;
  back->first = call;
}

/**
 * rlt_sim_disturbances_hold:
 * @day: a day whose trips have their trains
 *
 * Draws the trips that are held at a stop, and turns those short that are late enough for it.
 */
void
rlt_sim_disturbances_hold (RltSimDay *day)
{
  const Rates *rate = &rates[day->line->line->network];

  for (guint i = 0; i < day->n_trips; i++)
    {
      RltSimTrip *trip = &day->trips[i];
      guint call;

      if (trip->cancelled || draw (day, i, DRAW_HOLD) >= rate->held)
        continue;

      call = find_hold_call (day, trip, i);
      if (call <= trip->first || call >= trip->last)
        continue;

      trip->hold_call = call;
      trip->hold = draw_hold (day, i);
      turn_short (day, trip);
    }
}
