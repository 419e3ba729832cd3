/* rlt-sim-day.c: all trips of one line on one service day, as planned and as they came out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-day"

#include "config.h"

#include "rlt-sim-day.h"

#include <stdlib.h>
#include <string.h>

#include "rlt-sim-closures.h"
#include "rlt-sim-disturbances.h"
#include "rlt-sim-movement.h"
#include "rlt-sim-random.h"

/* A train that would wait longer for its next trip goes to the depot. */
#define LONGEST_LAYOVER (45 * 60 * 1000)

/* SNCF's times are whole seconds, RATP's are not. */
static RltSimTime
round_time (const RltSimDay *self,
            double           time)
{
  return rlt_sim_line_is_sncf (self->line) ? (RltSimTime) (time / 1000.0) * 1000 : (RltSimTime) time;
}

/* The trains of a group follow one another where its patterns meet, the patterns in turn. */
static void
plan_group (RltSimDay         *self,
            guint              index,
            const RltSimHours *hours,
            RltSimDayType      day_type,
            GArray            *trips)
{
  const RltSimGroup *group = &self->line->groups[index];
  int peak = rlt_sim_timetable_get_peak (self->line->line, group->trunk);
  double time = hours->first + rlt_sim_random_unit (self->seed, index) * peak;

  for (guint n = 0; time < hours->close; n++)
    {
      const RltSimPlan *plan = group->turns[n % group->n_turns];
      guint call = plan->calls[group->stop->index];
      RltSimTime departure = round_time (self, time) - plan->departures[call];

      if (departure >= hours->first && departure <= hours->last &&
          departure + plan->duration <= hours->close)
        {
          RltSimTrip trip = {
            .plan = plan,
            .departure = departure,
            .previous = RLT_SIM_NO_TRIP,
            .next = RLT_SIM_NO_TRIP,
            .last = plan->pattern->n_stops - 1,
          };

          g_array_append_val (trips, trip);
        }
      time += peak * rlt_sim_timetable_get_factor (self->line->line->network, day_type, (RltSimTime) time);
    }
}

/* Puts trips in the order of their departures: their times are what is compared, once for all. */
static int
compare_keys (gconstpointer a,
              gconstpointer b)
{
  guint64 x = *(const guint64 *) a;
  guint64 y = *(const guint64 *) b;

  return x < y ? -1 : x > y;
}

static void
take_trips (RltSimDay *self,
            GArray    *trips)
{
  g_autofree guint64 *keys = g_new (guint64, trips->len);

  for (guint i = 0; i < trips->len; i++)
    keys[i] = (guint64) g_array_index (trips, RltSimTrip, i).departure << 32 | i;
  if (trips->len > 0)
    qsort (keys, trips->len, sizeof *keys, compare_keys);

  self->n_trips = trips->len;
  self->trips = rlt_arena_new_array (self->arena, RltSimTrip, trips->len);
  for (guint i = 0; i < trips->len; i++)
    self->trips[i] = g_array_index (trips, RltSimTrip, keys[i] & G_MAXUINT32);
}

static void
plan_trips (RltSimDay *self)
{
  g_autoptr(GArray) trips = g_array_sized_new (FALSE, FALSE, sizeof (RltSimTrip), 1024);
  RltSimDayType day_type = rlt_sim_timetable_get_day_type (self->start);
  RltSimHours hours = rlt_sim_timetable_get_hours (day_type);

  for (guint i = 0; i < self->line->n_groups; i++)
    plan_group (self, i, &hours, day_type, trips);
  take_trips (self, trips);
}

/* Trains that wait at a terminus, the latest to arrive last. */
typedef struct
{
  GArray *trips;   /* (element-type int) (owned) (nullable) */
} Terminus;

static void
clear_terminus (Terminus *terminus)
{
  g_clear_pointer (&terminus->trips, g_array_unref);
}

static RltSimTime
get_planned_end (const RltSimTrip *trip)
{
  return trip->departure + trip->plan->duration;
}

/* Trips come by departure, and are nearly in the order of their arrivals as well. */
static void
add_arrival (const RltSimDay *self,
             Terminus        *terminus,
             int              trip)
{
  guint place;

  if (terminus->trips == NULL)
    terminus->trips = g_array_new (FALSE, FALSE, sizeof (int));

  for (place = terminus->trips->len; place > 0; place--)
    {
      int before = g_array_index (terminus->trips, int, place - 1);

      if (get_planned_end (&self->trips[before]) <= get_planned_end (&self->trips[trip]))
        break;
    }
  g_array_insert_val (terminus->trips, place, trip);
}

/* The train that arrived last among those that have had their layover; those that arrived before
 * it, and were not asked for, go to the depot. */
static int
take_arrival (const RltSimDay *self,
              Terminus        *terminus,
              RltSimTime       departure)
{
  int found = RLT_SIM_NO_TRIP;
  guint n_passed = 0;

  if (terminus->trips == NULL)
    return RLT_SIM_NO_TRIP;

  for (guint i = 0; i < terminus->trips->len; i++)
    {
      int trip = g_array_index (terminus->trips, int, i);
      RltSimTime wait = departure - get_planned_end (&self->trips[trip]);

      if (wait < self->line->stock->layover)
        break;
      found = wait <= LONGEST_LAYOVER ? trip : RLT_SIM_NO_TRIP;
      n_passed = i + 1;
    }
  if (n_passed > 0)
    g_array_remove_range (terminus->trips, 0, n_passed);

  return found;
}

/* Gives every trip its train: the one that arrived at its first stop, or one from the depot. */
static void
give_trains (RltSimDay *self)
{
  guint n_stops = self->line->line->n_stops;
  g_autofree Terminus *termini = g_new0 (Terminus, n_stops);

  for (guint i = 0; i < self->n_trips; i++)
    {
      RltSimTrip *trip = &self->trips[i];
      const RltPattern *pattern = trip->plan->pattern;

      if (trip->cancelled)
        continue;

      trip->previous = take_arrival (self, &termini[pattern->stops[0]->index], trip->departure);
      if (trip->previous != RLT_SIM_NO_TRIP)
        {
          trip->vehicle = self->trips[trip->previous].vehicle;
          self->trips[trip->previous].next = i;
        }
      else
        {
          trip->vehicle = ++self->n_vehicles;
        }
      add_arrival (self, &termini[pattern->stops[pattern->n_stops - 1]->index], i);
    }

  for (guint i = 0; i < n_stops; i++)
    clear_terminus (&termini[i]);
}

static void
bound_trips (RltSimDay *self)
{
  const RltSimStock *stock = self->line->stock;

  for (guint i = 0; i < self->n_trips; i++)
    {
      RltSimTrip *trip = &self->trips[i];

      trip->appears = rlt_sim_trip_get_aimed_departure (trip, trip->first) - stock->boarding;
      trip->ends = rlt_sim_trip_get_arrival (trip, trip->last) + stock->alighting;
    }
  for (guint i = 0; i < self->n_trips; i++)
    {
      RltSimTrip *trip = &self->trips[i];

      if (trip->previous != RLT_SIM_NO_TRIP)
        trip->appears = self->trips[trip->previous].ends;
    }
}

/**
 * rlt_sim_day_new:
 * @line: a line, which outlives the result
 * @seed: what chance depends on
 * @start: the beginning of a service day
 * @disruptions: (element-type RltSimDisruption): what is known beforehand to be out of order on the line
 *
 * Lays out a whole day: the timetable, trains for the trips, what goes wrong, and how every trip
 * comes out. It depends on nothing else.
 *
 * Returns: (transfer full): the day
 */
RltSimDay *
rlt_sim_day_new (const RltSimLine *line,
                 guint64           seed,
                 RltTime           start,
                 GPtrArray        *disruptions)
{
  RltSimDay *self = g_new0 (RltSimDay, 1);

  self->line = line;
  self->start = start;
  self->seed = rlt_sim_random_text (rlt_sim_random_mix (seed, start / RLT_HOUR), line->line->key);
  self->arena = rlt_arena_new ();
  plan_trips (self);
  rlt_sim_disturbances_cancel (self);
  rlt_sim_closures_cancel (self, disruptions);
  give_trains (self);
  rlt_sim_closures_cut (self, disruptions);
  rlt_sim_disturbances_hold (self);
  rlt_sim_movement_run (self);
  bound_trips (self);

  return self;
}

void
rlt_sim_day_free (RltSimDay *self)
{
  if (self == NULL)
    return;

  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_sim_day_get_time:
 * @self: a day
 * @time: an instant of the day
 *
 * Returns: @time in the day's own count
 */
RltSimTime
rlt_sim_day_get_time (const RltSimDay *self,
                      RltTime          time)
{
  return (RltSimTime) ((time - self->start) / 1000);
}

/**
 * rlt_sim_day_get_instant:
 * @self: a day
 * @time: a time in the day's own count
 *
 * Returns: the instant
 */
RltTime
rlt_sim_day_get_instant (const RltSimDay *self,
                         RltSimTime       time)
{
  return self->start + (RltTime) time * 1000;
}

RltSimTime
rlt_sim_trip_get_aimed_arrival (const RltSimTrip *self,
                                guint             call)
{
  return self->departure + self->plan->arrivals[call];
}

RltSimTime
rlt_sim_trip_get_aimed_departure (const RltSimTrip *self,
                                  guint             call)
{
  return self->departure + self->plan->departures[call];
}

/**
 * rlt_sim_trip_get_arrival:
 * @self: a trip that runs
 * @call: a call it serves, not its first
 *
 * Returns: when it really arrives there
 */
RltSimTime
rlt_sim_trip_get_arrival (const RltSimTrip *self,
                          guint             call)
{
  return rlt_sim_trip_get_aimed_arrival (self, call) + (self->delays != NULL ? self->delays[call * 2] : 0);
}

/**
 * rlt_sim_trip_get_departure:
 * @self: a trip that runs
 * @call: a call it serves, not its last
 *
 * Returns: when it really leaves there
 */
RltSimTime
rlt_sim_trip_get_departure (const RltSimTrip *self,
                            guint             call)
{
  return rlt_sim_trip_get_aimed_departure (self, call) +
         (self->delays != NULL ? self->delays[call * 2 + 1] : 0);
}

/**
 * rlt_sim_trip_is_served:
 * @self: a trip
 * @call: one of its pattern's calls
 *
 * Returns: whether its train really stops there
 */
gboolean
rlt_sim_trip_is_served (const RltSimTrip *self,
                        guint             call)
{
  return !self->cancelled && call >= self->first && call <= self->last;
}

/**
 * rlt_sim_trip_is_running:
 * @self: a trip
 * @time: when
 *
 * Returns: whether its train is on the line for it, standing or running
 */
gboolean
rlt_sim_trip_is_running (const RltSimTrip *self,
                         RltSimTime        time)
{
  return !self->cancelled && time >= self->appears && time < self->ends;
}

static void
set_standing (const RltSimTrip *self,
              guint             call,
              int               delay,
              RltSimPlace      *place)
{
  *place = (RltSimPlace) {
    .from = call,
    .to = call,
    .distance = self->plan->pattern->distances[call],
    .at_platform = TRUE,
    .delay = delay / 1000,
  };
}

/**
 * rlt_sim_trip_locate:
 * @self: a trip that is running
 * @time: when
 * @place: (out): where its train is: before its first departure there, after its last arrival there
 */
void
rlt_sim_trip_locate (const RltSimTrip *self,
                     RltSimTime        time,
                     RltSimPlace      *place)
{
  const double *distances = self->plan->pattern->distances;
  guint call = self->first;
  RltSimTime departure, arrival;
  double length;

  while (call < self->last && time >= rlt_sim_trip_get_arrival (self, call + 1))
    call++;
  if (call == self->last)
    {
      set_standing (self, call,
                    rlt_sim_trip_get_arrival (self, call) - rlt_sim_trip_get_aimed_arrival (self, call),
                    place);
      return;
    }

  departure = rlt_sim_trip_get_departure (self, call);
  if (time < departure)
    {
      set_standing (self, call, departure - rlt_sim_trip_get_aimed_departure (self, call), place);
      return;
    }

  arrival = rlt_sim_trip_get_arrival (self, call + 1);
  length = distances[call + 1] - distances[call];
  *place = (RltSimPlace) {
    .from = call,
    .to = call + 1,
    .distance =
      distances[call] + rlt_sim_stock_get_distance (self->plan->line->stock, length,
                                                    (time - departure) / (double) (arrival - departure)),
    .delay = (arrival - rlt_sim_trip_get_aimed_arrival (self, call + 1)) / 1000,
  };
  place->progress = (place->distance - distances[call]) / length;
}
