/* rlt-bench-tally.c: trains that were found against those that there are.
 *
 * A train counts from its first departure to its last arrival, while at least one board would show
 * it if none were silent: on its last run, and where more trains follow than a board has rows, none
 * does. Others, and those that stand at a terminus, are neither missed when they are not found nor
 * phantoms when they are. Errors are metres of track.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include "rlt-bench-tally.h"

#include <math.h>

#include "rlt-bench-boards.h"
#include "rlt-geometry.h"

/* A train that has just left is rather what was found than the one that stands behind it. */
#define STANDING_PENALTY 100

/* An error of so many metres is worth a debug message. */
#define FAR 400

/* A train found further than this from any true one is none, by network. */
static const double gates[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = 1500,
  [RLT_NETWORK_RER] = 3000,
  [RLT_NETWORK_TRAM] = 1500,
  [RLT_NETWORK_TRANSILIEN] = 3000,
  [RLT_NETWORK_CABLE] = 1500,
};

/* A true train, while it is looked for. */
typedef struct
{
  const RltSimTrip *trip;
  RltSimPlace       place;
  gboolean          counts;
  gboolean          silent;   /* no board shows it */
  int               found;    /* as which train, or -1 */
} Truth;

typedef struct
{
  double error;
  double distance;   /* what is compared */
  guint  truth;
  guint  train;
} Pair;

static const RltStop *
get_destination (const RltSimTrip *trip)
{
  return trip->plan->pattern->stops[trip->last];
}

/* A train that has arrived at its terminus may be taken for the one that leaves from there. */
static void
add_returning (const RltSimDay  *day,
               const RltSimTrip *trip,
               RltSimTime        time,
               GArray           *truth)
{
  Truth one = { .found = -1 };

  if (trip->next == RLT_SIM_NO_TRIP || time < rlt_sim_trip_get_arrival (trip, trip->last))
    return;

  one.trip = &day->trips[trip->next];
  one.place = (RltSimPlace) {
    .from = one.trip->first,
    .to = one.trip->first,
    .distance = one.trip->plan->pattern->distances[one.trip->first],
    .at_platform = TRUE,
  };
  g_array_append_val (truth, one);
}

static GArray *
list_truth (const RltSimDay *day,
            const guint8    *shown,
            RltTime          now)
{
  GArray *truth = g_array_new (FALSE, FALSE, sizeof (Truth));
  RltSimTime time = rlt_sim_day_get_time (day, now);

  for (guint i = 0; i < day->n_trips; i++)
    {
      Truth one = { .trip = &day->trips[i], .found = -1 };

      if (!rlt_sim_trip_is_running (one.trip, time))
        continue;
      rlt_sim_trip_locate (one.trip, time, &one.place);
      one.counts = shown[i] != 0 && time >= rlt_sim_trip_get_departure (one.trip, one.trip->first) &&
                   time < rlt_sim_trip_get_arrival (one.trip, one.trip->last);
      one.silent = (shown[i] & RLT_BENCH_SHOWN) == 0;
      g_array_append_val (truth, one);
      add_returning (day, one.trip, time, truth);
    }

  return truth;
}

/* Metres of track between where a train is and where it is believed to be: through the next stop
 * that both come to, where they come from different branches. */
static double
get_error (const Truth         *truth,
           const RltTrain      *train,
           const RltTrainPlace *place)
{
  const RltPattern *pattern = truth->trip->plan->pattern;

  if (pattern == train->pattern)
    return fabs (place->distance - truth->place.distance);

  for (guint i = 0; i < train->pattern->n_stops; i++)
    {
      int there = rlt_pattern_find_stop (pattern, train->pattern->stops[i]);
      double ours = train->pattern->distances[i] - place->distance;
      double theirs = there < 0 ? 0 : pattern->distances[there] - truth->place.distance;
      int before = i == 0 ? -1 : rlt_pattern_find_stop (pattern, train->pattern->stops[i - 1]);

      if (there < 0 || (ours < 0 && theirs < 0))
        continue;
      return before >= 0 && before + 1 == there ? fabs (ours - theirs) : fabs (ours) + fabs (theirs);
    }

  return INFINITY;
}

static int
compare_pairs (gconstpointer a,
               gconstpointer b)
{
  const Pair *x = a, *y = b;

  return x->distance < y->distance ? -1 : x->distance > y->distance;
}

static GArray *
list_pairs (const GArray        *truth,
            const RltTrain      *trains,
            const RltTrainPlace *places,
            guint                n_trains)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < truth->len; i++)
    {
      const Truth *one = &g_array_index (truth, Truth, i);

      for (guint k = 0; k < n_trains; k++)
        {
          Pair pair = { 0, 0, i, k };

          if (trains[k].pattern->direction != one->trip->plan->pattern->direction ||
              g_strcmp0 (trains[k].destination, get_destination (one->trip)->station->name) != 0)
            continue;
          pair.error = get_error (one, &trains[k], &places[k]);
          pair.distance = pair.error + (one->counts ? 0 : STANDING_PENALTY);
          if (pair.error <= gates[trains[k].line->network])
            g_array_append_val (pairs, pair);
        }
    }
  g_array_sort (pairs, compare_pairs);

  return pairs;
}

static gboolean
is_covered (const Truth         *truth,
            double               error,
            const RltTrainPlace *place)
{
  double shift = truth->place.distance - place->distance;

  if (fabs (fabs (shift) - error) > 1)
    return error <= place->high - place->distance;

  return place->distance + shift >= place->low - 0.5 && place->distance + shift <= place->high + 0.5;
}

/* Says what went wrong, for who works on it. */
static void
tell (const char          *what,
      const Truth         *truth,
      const RltTrain      *train,
      const RltTrainPlace *place)
{
  g_autoptr(GString) text = g_string_new (what);

  if (truth != NULL)
    {
      const RltPattern *pattern = truth->trip->plan->pattern;

      g_string_append_printf (text, " | true: %s to %s: %s>%s %.2f, %d s late", pattern->line->key,
                              get_destination (truth->trip)->station->name,
                              pattern->stops[truth->place.from]->station->name,
                              pattern->stops[truth->place.to]->station->name, truth->place.progress,
                              truth->place.delay);
    }
  if (train != NULL)
    g_string_append_printf (text, " | found: %s to %s: %s>%s %.2f ±%.0f m, %s", train->id, train->destination,
                            place->from->station->name, place->to->station->name, place->progress,
                            train->uncertainty, train->evidence[0]);
  g_debug ("%s", text->str);
}

/**
 * rlt_bench_tally_add:
 * @self: a tally
 * @day: a line's day
 * @shown: for each of its trips which boards show it
 * @now: an instant of it
 * @trains: (array length=n_trains): the trains that were found
 * @n_trains: how many
 *
 * Counts what was found right and wrong.
 */
void
rlt_bench_tally_add (RltBenchTally   *self,
                     const RltSimDay *day,
                     const guint8    *shown,
                     RltTime          now,
                     const RltTrain  *trains,
                     guint            n_trains)
{
  g_autoptr(GArray) truth = list_truth (day, shown, now);
  g_autofree RltTrainPlace *places = g_new (RltTrainPlace, n_trains);
  g_autofree gboolean *taken = g_new0 (gboolean, n_trains);
  g_autoptr(GArray) pairs = NULL;

  for (guint i = 0; i < n_trains; i++)
    rlt_train_place (&trains[i], now, &places[i]);

  pairs = list_pairs (truth, trains, places, n_trains);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);
      Truth *one = &g_array_index (truth, Truth, pair->truth);

      if (one->found >= 0 || taken[pair->train])
        continue;
      one->found = pair->train;
      taken[pair->train] = TRUE;
      if (!one->counts)
        continue;
      g_array_append_val (self->errors, pair->error);
      self->n_covered += is_covered (one, pair->error, &places[pair->train]);
      if (pair->error > FAR)
        tell ("far", one, &trains[pair->train], &places[pair->train]);
    }

  for (guint i = 0; i < n_trains; i++)
    {
      self->n_phantom += !taken[i];
      if (!taken[i])
        tell ("phantom", NULL, &trains[i], &places[i]);
    }
  for (guint i = 0; i < truth->len; i++)
    {
      const Truth *one = &g_array_index (truth, Truth, i);

      self->n_true += one->counts;
      self->n_silent += one->counts && one->silent;
      self->n_missed += one->counts && one->found < 0;
      if (one->counts && one->found < 0)
        tell ("missed", one, NULL, NULL);
    }
}
