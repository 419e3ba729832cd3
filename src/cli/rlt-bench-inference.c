/* rlt-bench-inference.c: how well trains are inferred from waits, against the simulator's truth.
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

#include <math.h>
#include <string.h>

#include "rlt-bench.h"
#include "rlt-bench-boards.h"
#include "rlt-catalogue.h"
#include "rlt-geometry.h"
#include "rlt-infer.h"
#include "rlt-sim-world.h"

#define N_POLLS 5
#define POLL_INTERVAL (30 * RLT_SECOND)
#define N_ROWS 4

/* An error of so many metres is worth a debug message. */
#define FAR 400

/* The part of the true trains, in %, that the uncertainty's interval must hold. */
#define LEAST_COVERAGE 85
#define MOST_COVERAGE 95

/* Milliseconds for all lines on one core. */
#define MOST_TIME 50

/* A train found further than this from any true one is none, by network. */
static const double gates[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = 1500,
  [RLT_NETWORK_RER] = 3000,
  [RLT_NETWORK_TRAM] = 1500,
  [RLT_NETWORK_TRANSILIEN] = 3000,
  [RLT_NETWORK_CABLE] = 1500,
};

static const guint64 seeds[] = { 1, 2, 3 };

/* For each seed one: the morning peak, noon, the evening. */
static const char * const moments[G_N_ELEMENTS (seeds)] = {
  "2026-11-24T07:20:00Z",
  "2026-11-24T11:05:10Z",
  "2026-11-24T20:10:20Z",
};

static const char * const branch_lines[] = {
  "metro:7", "metro:13", "rer:A", "rer:B", "rer:C", "rer:D", "tram:T4", "metro:7B", "metro:10", NULL,
};

/* Limits of the share of phantoms and of missed trains, and of the errors; below 0: none. */
typedef struct
{
  double phantom;
  double missed;
  double median;
  double p95;
} Limits;

typedef struct
{
  const char         *name;
  guint               n_polls;
  guint               n_rows;
  double              silent;
  double              garbage;
  const char * const *lines;     /* (nullable): NULL is all */
  Limits              limits;
} Scenario;

static const Scenario scenarios[] = {
  { "clean, first poll", 1, N_ROWS, 0, 0, NULL, { 0.5, 1, 150, 450 } },
  { "clean, after 5 polls", N_POLLS, N_ROWS, 0, 0, NULL, { 0, 0.5, 80, 300 } },
  { "all rows, first poll", 1, 0, 0, 0, NULL, { -1, -1, -1, -1 } },
  { "all rows, after 5 polls", N_POLLS, 0, 0, 0, NULL, { -1, -1, -1, -1 } },
  { "silent and garbage, first poll", 1, N_ROWS, 0.2, 0.05, NULL, { -1, -1, -1, -1 } },
  { "silent and garbage, after 5 polls", N_POLLS, N_ROWS, 0.2, 0.05, NULL, { 1, 3, 150, 600 } },
  { "branches and loops, first poll", 1, N_ROWS, 0, 0, branch_lines, { 1, 2, 150, 600 } },
  { "branches and loops, after 5 polls", N_POLLS, N_ROWS, 0, 0, branch_lines, { 1, 2, 150, 600 } },
};

typedef struct
{
  guint   n_true;
  guint   n_phantom;
  guint   n_missed;
  guint   n_covered;
  GArray *errors;      /* (owned) (element-type double) */
} Tally;

/* A true train, while it is looked for. */
typedef struct
{
  const RltSimTrip *trip;
  RltSimPlace       place;
  gboolean          counts;
  int               found;    /* as which train, or -1 */
} Truth;

typedef struct
{
  double distance;
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
      one.counts = shown[i] && time >= rlt_sim_trip_get_departure (one.trip, one.trip->first) &&
                   time < rlt_sim_trip_get_arrival (one.trip, one.trip->last);
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
          Pair pair = { 0, i, k };

          if (trains[k].pattern->direction != one->trip->plan->pattern->direction ||
              g_strcmp0 (trains[k].destination, get_destination (one->trip)->station->name) != 0)
            continue;
          pair.distance = get_error (one, &trains[k], &places[k]);
          if (pair.distance <= gates[trains[k].line->network])
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

static void
compare_trains (const RltSimDay *day,
                const guint8    *shown,
                RltTime          now,
                const RltTrain  *trains,
                guint            n_trains,
                Tally           *tally)
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
      g_array_append_val (tally->errors, pair->distance);
      tally->n_covered += is_covered (one, pair->distance, &places[pair->train]);
      if (pair->distance > FAR)
        tell ("far", one, &trains[pair->train], &places[pair->train]);
    }

  for (guint i = 0; i < n_trains; i++)
    {
      tally->n_phantom += !taken[i];
      if (!taken[i])
        tell ("phantom", NULL, &trains[i], &places[i]);
    }
  for (guint i = 0; i < truth->len; i++)
    {
      const Truth *one = &g_array_index (truth, Truth, i);

      tally->n_true += one->counts;
      tally->n_missed += one->counts && one->found < 0;
      if (one->counts && one->found < 0)
        tell ("missed", one, NULL, NULL);
    }
}

static void
run_line (const Scenario  *scenario,
          guint64          seed,
          RltTime          start,
          const RltSimDay *day,
          Tally           *tally)
{
  RltBenchBoards boards = { seed, scenario->n_rows, scenario->silent, scenario->garbage };
  g_autoptr(RltInference) inference = rlt_inference_new (day->line->line);

  for (guint poll = 0; poll < scenario->n_polls; poll++)
    {
      RltTime now = start + poll * POLL_INTERVAL;
      g_autoptr(RltRecords) records = rlt_bench_boards_read (&boards, day, now);
      g_autoptr(RltArena) arena = rlt_arena_new ();
      const RltTrain *trains;
      guint n_trains;

      trains = rlt_inference_update (inference, (const RltDeparture * const *) records->departures->pdata,
                                     records->departures->len, now, arena, &n_trains);
      if (poll + 1 == scenario->n_polls)
        {
          g_autofree guint8 *shown = rlt_bench_boards_get_shown (&boards, day, now);

          compare_trains (day, shown, now, trains, n_trains, tally);
        }
    }
}

static int
compare_doubles (gconstpointer a,
                 gconstpointer b)
{
  double x = *(const double *) a, y = *(const double *) b;

  return x < y ? -1 : x > y;
}

static double
get_quantile (const GArray *sorted,
              double        part)
{
  return sorted->len > 0 ? g_array_index (sorted, double, MIN ((guint) (part * sorted->len), sorted->len - 1)) : NAN;
}

static double
get_percent (guint part,
             guint of)
{
  return of > 0 ? 100.0 * part / of : 0;
}

static void
add_limited (RltBenchReport *report,
             const char     *scenario,
             const char     *what,
             double          value,
             const char     *unit,
             double          limit)
{
  g_autofree char *name = g_strdup_printf ("%s: %s", scenario, what);

  if (limit < 0)
    rlt_bench_report_add (report, name, value, unit);
  else
    rlt_bench_report_add_at_most (report, name, value, unit, limit);
}

static void
note_tally (RltBenchReport *report,
            const Scenario *scenario,
            const char     *network,
            Tally          *tally)
{
  g_array_sort (tally->errors, compare_doubles);
  rlt_bench_report_add_note (report, "%-34s %-10s %5u %8.2f %8.2f %8.0f %8.0f %8.1f", scenario->name, network,
                             tally->n_true, get_percent (tally->n_phantom, tally->n_true),
                             get_percent (tally->n_missed, tally->n_true), get_quantile (tally->errors, 0.5),
                             get_quantile (tally->errors, 0.95),
                             get_percent (tally->n_covered, tally->errors->len));
}

static void
report_tally (RltBenchReport *report,
              const Scenario *scenario,
              const Tally    *tally)
{
  const Limits *limits = &scenario->limits;

  add_limited (report, scenario->name, "phantom", get_percent (tally->n_phantom, tally->n_true), "%", limits->phantom);
  add_limited (report, scenario->name, "missed", get_percent (tally->n_missed, tally->n_true), "%", limits->missed);
  add_limited (report, scenario->name, "median error", get_quantile (tally->errors, 0.5), "m", limits->median);
  add_limited (report, scenario->name, "p95 error", get_quantile (tally->errors, 0.95), "m", limits->p95);
  if (limits->phantom < 0)
    return;

  rlt_bench_report_add_at_least (report, scenario->name, get_percent (tally->n_covered, tally->errors->len),
                                 "% covered", LEAST_COVERAGE);
  rlt_bench_report_add_at_most (report, scenario->name, get_percent (tally->n_covered, tally->errors->len),
                                "% covered", MOST_COVERAGE);
}

static void
run_scenario (const Scenario  *scenario,
              RltSimWorld    **worlds,
              Tally           *tallies)
{
  for (guint k = 0; k < G_N_ELEMENTS (seeds); k++)
    {
      RltTime start;

      rlt_time_parse (moments[k], strlen (moments[k]), &start);
      for (guint i = 0; i < rlt_sim_world_get_n_lines (worlds[k]); i++)
        {
          const RltLine *line = rlt_sim_world_get_line (worlds[k], i)->line;

          if (scenario->lines == NULL || g_strv_contains (scenario->lines, line->key))
            run_line (scenario, seeds[k], start, rlt_sim_world_get_day (worlds[k], i, start), &tallies[line->network]);
        }
    }
}

static void
add_tally (Tally       *self,
           const Tally *other)
{
  self->n_true += other->n_true;
  self->n_phantom += other->n_phantom;
  self->n_missed += other->n_missed;
  self->n_covered += other->n_covered;
  g_array_append_vals (self->errors, other->errors->data, other->errors->len);
}

static void
measure_scenario (RltBenchReport  *report,
                  const Scenario  *scenario,
                  RltSimWorld    **worlds)
{
  Tally tallies[RLT_N_NETWORKS + 1] = { 0 };
  Tally *all = &tallies[RLT_N_NETWORKS];

  for (guint i = 0; i <= RLT_N_NETWORKS; i++)
    tallies[i].errors = g_array_new (FALSE, FALSE, sizeof (double));

  run_scenario (scenario, worlds, tallies);
  for (guint i = 0; i < RLT_N_NETWORKS; i++)
    {
      if (tallies[i].n_true > 0)
        note_tally (report, scenario, rlt_network_to_string (i), &tallies[i]);
      add_tally (all, &tallies[i]);
    }
  note_tally (report, scenario, "all", all);
  report_tally (report, scenario, all);

  for (guint i = 0; i <= RLT_N_NETWORKS; i++)
    g_array_unref (tallies[i].errors);
}

/* How long all lines take, poll after poll; the first one, which knows nothing yet, apart. */
static void
measure_time (RltBenchReport *report,
              RltSimWorld    *world)
{
  RltBenchBoards boards = { seeds[0], N_ROWS, 0, 0 };
  gint64 first = 0, later = 0;
  RltTime start;

  rlt_time_parse (moments[0], strlen (moments[0]), &start);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (world, i, start);
      g_autoptr(RltInference) inference = rlt_inference_new (day->line->line);

      for (guint poll = 0; poll < N_POLLS; poll++)
        {
          RltTime now = start + poll * POLL_INTERVAL;
          g_autoptr(RltRecords) records = rlt_bench_boards_read (&boards, day, now);
          g_autoptr(RltArena) arena = rlt_arena_new ();
          gint64 began = g_get_monotonic_time ();
          guint n_trains;

          rlt_inference_update (inference, (const RltDeparture * const *) records->departures->pdata,
                                records->departures->len, now, arena, &n_trains);
          *(poll == 0 ? &first : &later) += g_get_monotonic_time () - began;
        }
    }

  rlt_bench_report_add_at_most (report, "all lines, first poll", first / 1000.0, "ms", MOST_TIME);
  rlt_bench_report_add_at_most (report, "all lines, later polls", later / 1000.0 / (N_POLLS - 1), "ms", MOST_TIME);
}

/**
 * rlt_bench_inference:
 * @report: what to add to
 * @error: return location for an RltCatalogueError
 *
 * Measures, for days of the simulator that depend on the noted seeds only, which trains are found
 * and where, and how long that takes.
 *
 * Returns: %FALSE with @error set when the catalogue does not load
 */
gboolean
rlt_bench_inference (RltBenchReport  *report,
                     GError         **error)
{
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (error);
  RltSimWorld *worlds[G_N_ELEMENTS (seeds)];

  if (catalogue == NULL)
    return FALSE;

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    {
      worlds[i] = rlt_sim_world_new (catalogue, seeds[i]);
      rlt_bench_report_add_note (report, "seed %" G_GUINT64_FORMAT " at %s", seeds[i], moments[i]);
    }
  rlt_bench_report_add_note (report, "%-34s %-10s %5s %8s %8s %8s %8s %8s", "scenario", "network", "true", "phantom%",
                             "missed%", "median m", "p95 m", "covered%");

  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    measure_scenario (report, &scenarios[i], worlds);
  measure_time (report, worlds[0]);

  for (guint i = 0; i < G_N_ELEMENTS (seeds); i++)
    rlt_sim_world_free (worlds[i]);

  return TRUE;
}
