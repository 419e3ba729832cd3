/* rlt-train-vehicle.c: a train out of where a feed says that a vehicle is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-running.h"
#include "rlt-train.h"

#include <glib/gi18n.h>
#include <math.h>

/* A place on the ground further than this from the track is not on it: metres. */
#define FURTHEST_FROM_TRACK 500.0

/* How far off what a feed says may be: metres, and for a part of the way between two stops that part
 * of it. */
#define PLACE_ERROR 60.0
#define PROGRESS_ERROR 0.05

/* Between its stops a train that comes to the next one is believed to be here. */
#define PROGRESS_INCOMING 0.9
#define PROGRESS_UNKNOWN 0.5

/* Seconds: how long it stands at the stops to come, as far as is known. */
#define DWELL 25.0

/* So many halvings find the instant of a run at which a place is passed, to a thousandth of it. */
#define HALVINGS 12

/* Where a vehicle is. */
typedef struct
{
  const RltPattern *pattern;
  double            distance;     /* metres along it */
  double            uncertainty;  /* metres */
  gboolean          standing;
} Place;

/* The stops of @pattern that the vehicle is between, or at; -1 where it does not say. */
static gboolean
find_stops (const RltPattern *pattern,
            const RltVehicle *vehicle,
            int              *previous,
            int              *next)
{
  const RltLine *line = pattern->line;
  const RltStop *left = vehicle->previous_station != NULL ? rlt_line_find_stop (line, vehicle->previous_station) : NULL;
  const RltStop *to = vehicle->station != NULL ? rlt_line_find_stop (line, vehicle->station) : NULL;

  *previous = left != NULL ? rlt_pattern_find_stop (pattern, left) : -1;
  *next = to != NULL ? rlt_pattern_find_stop (pattern, to) : -1;

  return (left == NULL || *previous >= 0) && (to == NULL || *next >= 0) &&
         (left == NULL || to == NULL || *previous <= *next);
}

/* The pattern on which the vehicle's two stops follow each other most closely; of several the longest,
 * which leads to the furthest place it may go to. */
static const RltPattern *
find_pattern (const RltVehicle *vehicle)
{
  const RltPattern *best = NULL;
  int best_between = G_MAXINT;

  if (vehicle->previous_station == NULL || vehicle->station == NULL ||
      vehicle->previous_station == vehicle->station)
    return NULL;

  for (guint i = 0; i < vehicle->line->n_patterns; i++)
    {
      const RltPattern *pattern = &vehicle->line->patterns[i];
      int previous, next;

      if (!find_stops (pattern, vehicle, &previous, &next) || previous < 0 || next <= previous)
        continue;
      if (next - previous < best_between ||
          (next - previous == best_between && pattern->length > best->length))
        {
          best = pattern;
          best_between = next - previous;
        }
    }

  return best;
}

static gboolean
place_on_ground (Place            *self,
                 const RltVehicle *vehicle)
{
  double offset;

  if (isnan (vehicle->latitude) || isnan (vehicle->longitude))
    return FALSE;

  self->distance = rlt_pattern_project (self->pattern, vehicle->latitude, vehicle->longitude, &offset);
  self->uncertainty = PLACE_ERROR + offset;
  return offset <= FURTHEST_FROM_TRACK;
}

static gboolean
place_between_stops (Place            *self,
                     const RltVehicle *vehicle)
{
  int previous, next;
  double progress = vehicle->progress, length;

  if (!find_stops (self->pattern, vehicle, &previous, &next) || next < 0)
    return FALSE;

  self->standing = vehicle->status == RLT_VEHICLE_STOPPED;
  if (previous < 0)
    previous = MAX (next - 1, 0);
  length = self->pattern->distances[next] - self->pattern->distances[previous];
  if (self->standing)
    progress = 1;
  if (isnan (progress))
    {
      progress = vehicle->status == RLT_VEHICLE_INCOMING ? PROGRESS_INCOMING : PROGRESS_UNKNOWN;
      self->uncertainty = (1 - progress) * length;
    }
  else
    self->uncertainty = PLACE_ERROR + (self->standing ? 0 : PROGRESS_ERROR * length);
  self->distance = self->pattern->distances[previous] + progress * length;

  return TRUE;
}

/* Seconds since it left the stop before, of the @total to the next one. */
static double
find_elapsed (const RltPattern *pattern,
              double            length,
              double            total,
              double            place)
{
  double low = 0, high = total;

  for (guint i = 0; i < HALVINGS; i++)
    {
      double middle = (low + high) / 2;

      if (rlt_running_distance (pattern->line->network, length, total, middle) < place)
        low = middle;
      else
        high = middle;
    }

  return low;
}

static RltTime
to_duration (double seconds)
{
  return (RltTime) (seconds * RLT_SECOND);
}

/* From where it is it goes on as trains usually run. */
static void
fill_knots (RltTrain    *train,
            const Place *place,
            RltArena    *arena)
{
  const RltPattern *pattern = place->pattern;
  RltNetwork network = pattern->line->network;
  guint first = rlt_pattern_find_interval (pattern, place->distance);
  RltKnot *knots;
  double length, total;

  /* Where it comes to its next stop it is there as good as. */
  if (place->standing && first + 1 < pattern->n_stops && place->distance >= pattern->distances[first + 1])
    first++;
  knots = rlt_arena_new_array (arena, RltKnot, pattern->n_stops - first);
  train->n_knots = pattern->n_stops - first;
  train->knots = knots;
  knots[0] = (RltKnot) { train->observed_at, train->observed_at + to_duration (DWELL), pattern->distances[first],
                         pattern->stops[first] };
  if (!place->standing && train->n_knots > 1)
    {
      length = pattern->distances[first + 1] - pattern->distances[first];
      total = rlt_running_time (network, length);
      knots[0].departure = train->observed_at -
                           to_duration (find_elapsed (pattern, length, total, place->distance - knots[0].distance));
      knots[0].arrival = knots[0].departure;
    }

  for (guint i = 1; i < train->n_knots; i++)
    {
      guint stop = first + i;

      knots[i].stop = pattern->stops[stop];
      knots[i].distance = pattern->distances[stop];
      knots[i].arrival = knots[i - 1].departure +
                         to_duration (rlt_running_time (network, knots[i].distance - knots[i - 1].distance));
      knots[i].departure = knots[i].arrival + to_duration (stop + 1 < pattern->n_stops ? DWELL : 0);
    }
}

static void
add_words (RltTrain         *train,
           const RltVehicle *vehicle,
           const Place      *place,
           RltArena         *arena)
{
  const char **evidence = rlt_arena_new_array (arena, const char *, 2);
  const char **sources = rlt_arena_new_array (arena, const char *, 2);
  const char *from = train->knots[0].stop->station->name;
  g_autofree char *text = NULL;
  RltParisTime paris;
  char clock[16];

  rlt_time_to_paris (vehicle->observed_at, &paris);
  g_snprintf (clock, sizeof clock, "%02d:%02d:%02d", paris.hour % 24, paris.minute % 60, paris.second % 60);
  if (place->standing || train->n_knots == 1)
    text = g_strdup_printf (_("Seen at %s (%s)"), from, clock);
  else
    text = g_strdup_printf (_("Seen between %s and %s (%s)"), from, train->knots[1].stop->station->name, clock);
  evidence[0] = rlt_arena_strdup (arena, text);
  sources[0] = rlt_arena_strdup (arena, vehicle->source);
  train->evidence = evidence;
  train->sources = sources;
}

/**
 * rlt_train_init_from_vehicle:
 * @self: (out caller-allocates): the train
 * @vehicle: a vehicle, whose line is known
 * @pattern: (nullable): the pattern it is known to run on; %NULL: its two stops tell
 * @arena: what the train's texts and knots are allocated in
 *
 * The train is where the feed says, on the track, and goes on from there as trains usually run.
 *
 * Returns: whether there is a train: a vehicle that says neither its way nor a place on the line is
 *   none; @self is undefined otherwise
 */
gboolean
rlt_train_init_from_vehicle (RltTrain         *self,
                             const RltVehicle *vehicle,
                             const RltPattern *pattern,
                             RltArena         *arena)
{
  Place place = { .pattern = pattern };
  const char *id;

  g_return_val_if_fail (self != NULL && vehicle != NULL && arena != NULL, FALSE);

  id = vehicle->trip != NULL ? vehicle->trip : vehicle->id;
  if (vehicle->line == NULL || id == NULL || !RLT_TIME_IS_SET (vehicle->observed_at))
    return FALSE;
  if (place.pattern == NULL)
    place.pattern = find_pattern (vehicle);
  if (place.pattern == NULL || (!place_on_ground (&place, vehicle) && !place_between_stops (&place, vehicle)))
    return FALSE;

  *self = (RltTrain) {
    .line = vehicle->line,
    .pattern = place.pattern,
    .direction = rlt_arena_strdup (arena, vehicle->direction),
    .lag_start = RLT_TIME_NONE,
    .lag_end = RLT_TIME_NONE,
    .uncertainty = place.uncertainty,
    .delay = RLT_DELAY_NONE,
    .basis = RLT_BASIS_OBSERVED,
    .observed_at = vehicle->observed_at,
  };
  self->id = self->trip = rlt_arena_strdup (arena, id);
  fill_knots (self, &place, arena);
  self->floor = self->knots[0].distance;
  add_words (self, vehicle, &place, arena);
  return TRUE;
}
