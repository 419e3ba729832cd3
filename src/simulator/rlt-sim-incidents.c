/* rlt-sim-incidents.c: what riders are told of a day's late trains: a train that is held for long is an
 * incident of its line until those behind it have caught up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-incidents"

#include "config.h"

#include "rlt-sim-incidents.h"

#include "rlt-sim-random.h"

#define LEAST_HOLD (8 * 60 * 1000)
#define UNTIL_TOLD (2 * 60 * 1000)
#define AFTERMATH (15 * 60 * 1000)

/* How long it stays in lists when it is over. */
#define KEPT_FOR (2 * RLT_HOUR)

static const char * const causes[] = {
  "Bagage oublié", "Malaise voyageur", "Incident technique", "Panne de signalisation", "Affluence de voyageurs",
  "Incident affectant la voie",
};

static void
add_incident (const RltSimDay  *day,
              const RltSimTrip *trip,
              RltTime           from,
              RltTime           to,
              RltArena         *arena,
              GPtrArray        *disruptions)
{
  const RltPattern *pattern = trip->plan->pattern;
  guint64 seed = rlt_sim_random_mix (day->seed, trip - day->trips);
  RltSimDisruption *incident = rlt_sim_disruption_new (arena, RLT_SIM_DISRUPTION_INCIDENT, pattern->line, seed);

  incident->station = pattern->stops[trip->hold_call]->station;
  incident->cause = causes[rlt_sim_random_below (seed, 0, G_N_ELEMENTS (causes))];
  incident->updated_at = from;
  rlt_sim_disruption_add_period (incident, from, to);
  g_ptr_array_add (disruptions, incident);
}

/**
 * rlt_sim_incidents_add:
 * @day: a day
 * @now: an instant of it
 * @arena: where disruptions live
 * @disruptions: (element-type RltSimDisruption): gets the incidents that are told of at @now, those over
 *   for a while among them; without texts
 */
void
rlt_sim_incidents_add (const RltSimDay *day,
                       RltTime          now,
                       RltArena        *arena,
                       GPtrArray       *disruptions)
{
  for (guint i = 0; i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];
      RltTime from, to;

      if (trip->cancelled || trip->hold < LEAST_HOLD)
        continue;

      from = rlt_sim_day_get_instant (day, rlt_sim_trip_get_arrival (trip, trip->hold_call) + UNTIL_TOLD);
      to = rlt_sim_day_get_instant (day, rlt_sim_trip_get_departure (trip, trip->hold_call) + AFTERMATH);
      from -= from % RLT_SECOND;
      to -= to % RLT_SECOND;
      if (now >= from && now < to + KEPT_FOR)
        add_incident (day, trip, from, to, arena, disruptions);
    }
}
