/* rlt-bench-inference.c: how well trains are inferred from waits, against the simulator's truth.
 *
 * What the inference was tuned by are the days of some seeds; those of others, held out, show
 * whether it holds elsewhere too. The limits are the same for both. Among the trains that are missed
 * are those that no board shows since the stations ahead of them are silent.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-bench.h"
#include "rlt-bench-boards.h"
#include "rlt-bench-measure.h"
#include "rlt-bench-tally.h"
#include "rlt-catalogue.h"
#include "rlt-infer.h"
#include "rlt-sim-world.h"

#define N_POLLS 5
#define POLL_INTERVAL (30 * RLT_SECOND)
#define N_ROWS 4

/* The part of the true trains, in %, that the uncertainty's interval must hold. */
#define LEAST_COVERAGE 85
#define MOST_COVERAGE 95

/* Milliseconds for all lines on one core. */
#define MOST_TIME 50

/* A day of the simulator, and an instant of it. */
typedef struct
{
  guint64     seed;
  const char *moment;
} Sample;

#define N_SAMPLES 6
#define N_SETS 2

/* The morning peak, noon, the evening, the evening peak, Saturday, late at night. */
static const struct
{
  const char *name;
  Sample      samples[N_SAMPLES];
} sets[N_SETS] = {
  { "tuned",
    { { 1, "2026-11-24T07:20:00Z" },
      { 2, "2026-11-24T11:05:10Z" },
      { 3, "2026-11-24T20:10:20Z" },
      { 4, "2026-11-26T17:02:35Z" },
      { 5, "2026-11-28T14:25:50Z" },
      { 6, "2026-11-25T22:40:15Z" } } },
  { "held out",
    { { 7, "2026-11-25T07:35:25Z" },
      { 8, "2026-11-26T10:15:40Z" },
      { 9, "2026-11-23T19:40:05Z" },
      { 10, "2026-11-27T16:48:55Z" },
      { 11, "2026-11-28T09:30:30Z" },
      { 12, "2026-11-26T22:20:45Z" } } },
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

static void
run_line (const Scenario  *scenario,
          guint64          seed,
          RltTime          start,
          const RltSimDay *day,
          RltBenchTally           *tally)
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

          rlt_bench_tally_add (tally, day, shown, now, trains, n_trains);
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

  rlt_bench_report_add_at_most (report, name, value, unit, limit);
}

static void
note_tally (RltBenchReport *report,
            const Scenario *scenario,
            const char     *set,
            const char     *group,
            RltBenchTally  *tally)
{
  g_array_sort (tally->errors, compare_doubles);
  rlt_bench_report_add_note (report, "%-34s %-8s %-10s %5u %8.2f %8.2f %8.2f %8.0f %8.0f %8.1f", scenario->name,
                             set, group, tally->n_true, get_percent (tally->n_silent, tally->n_true),
                             get_percent (tally->n_phantom, tally->n_true),
                             get_percent (tally->n_missed, tally->n_true), get_quantile (tally->errors, 0.5),
                             get_quantile (tally->errors, 0.95),
                             get_percent (tally->n_covered, tally->errors->len));
}

static void
report_tally (RltBenchReport      *report,
              const Scenario      *scenario,
              const char          *set,
              const RltBenchTally *tally)
{
  const Limits *limits = &scenario->limits;
  g_autofree char *name = g_strdup_printf ("%s (%s)", scenario->name, set);
  double covered = get_percent (tally->n_covered, tally->errors->len);

  if (limits->phantom < 0)
    return;

  add_limited (report, name, "phantom", get_percent (tally->n_phantom, tally->n_true), "%", limits->phantom);
  add_limited (report, name, "missed", get_percent (tally->n_missed, tally->n_true), "%", limits->missed);
  add_limited (report, name, "median error", get_quantile (tally->errors, 0.5), "m", limits->median);
  add_limited (report, name, "p95 error", get_quantile (tally->errors, 0.95), "m", limits->p95);
  rlt_bench_report_add_at_least (report, name, covered, "% covered", LEAST_COVERAGE);
  rlt_bench_report_add_at_most (report, name, covered, "% covered", MOST_COVERAGE);
}

/* Trains are counted by line where a scenario names its lines, else by network. */
static guint
get_group (const Scenario *scenario,
           const RltLine  *line)
{
  guint group = 0;

  if (scenario->lines == NULL)
    return line->network;
  while (!g_str_equal (scenario->lines[group], line->key))
    group++;

  return group;
}

static const char *
get_group_name (const Scenario *scenario,
                guint           group)
{
  return scenario->lines == NULL ? rlt_network_to_string (group) : scenario->lines[group];
}

static void
run_set (const Scenario *scenario,
         const Sample   *samples,
         RltSimWorld   **worlds,
         RltBenchTally  *tallies)
{
  for (guint k = 0; k < N_SAMPLES; k++)
    {
      RltTime start;

      rlt_time_parse (samples[k].moment, strlen (samples[k].moment), &start);
      for (guint i = 0; i < rlt_sim_world_get_n_lines (worlds[k]); i++)
        {
          const RltLine *line = rlt_sim_world_get_line (worlds[k], i)->line;

          if (scenario->lines == NULL || g_strv_contains (scenario->lines, line->key))
            run_line (scenario, samples[k].seed, start, rlt_sim_world_get_day (worlds[k], i, start),
                      &tallies[get_group (scenario, line)]);
        }
    }
}

static void
add_tally (RltBenchTally       *self,
           const RltBenchTally *other)
{
  self->n_true += other->n_true;
  self->n_silent += other->n_silent;
  self->n_phantom += other->n_phantom;
  self->n_missed += other->n_missed;
  self->n_covered += other->n_covered;
  g_array_append_vals (self->errors, other->errors->data, other->errors->len);
}

static void
measure_scenario (RltBenchReport *report,
                  const Scenario *scenario,
                  guint           set,
                  RltSimWorld   **worlds)
{
  guint n_groups = scenario->lines == NULL ? RLT_N_NETWORKS : g_strv_length ((char **) scenario->lines);
  g_autofree RltBenchTally *tallies = g_new0 (RltBenchTally, n_groups + 1);
  RltBenchTally *all = &tallies[n_groups];

  for (guint i = 0; i <= n_groups; i++)
    tallies[i].errors = g_array_new (FALSE, FALSE, sizeof (double));

  g_debug ("%s, %s", scenario->name, sets[set].name);
  run_set (scenario, sets[set].samples, worlds, tallies);
  for (guint i = 0; i < n_groups; i++)
    {
      if (tallies[i].n_true > 0)
        note_tally (report, scenario, sets[set].name, get_group_name (scenario, i), &tallies[i]);
      add_tally (all, &tallies[i]);
    }
  note_tally (report, scenario, sets[set].name, "all", all);
  report_tally (report, scenario, sets[set].name, all);

  for (guint i = 0; i <= n_groups; i++)
    g_array_unref (tallies[i].errors);
}

static void
measure_set (RltBenchReport *report,
             RltCatalogue   *catalogue,
             guint           set)
{
  RltSimWorld *worlds[N_SAMPLES];

  for (guint i = 0; i < N_SAMPLES; i++)
    {
      const Sample *sample = &sets[set].samples[i];

      worlds[i] = rlt_sim_world_new (catalogue, sample->seed);
      rlt_bench_report_add_note (report, "%s: seed %" G_GUINT64_FORMAT " at %s", sets[set].name, sample->seed,
                                 sample->moment);
    }
  for (guint i = 0; i < G_N_ELEMENTS (scenarios); i++)
    measure_scenario (report, &scenarios[i], set, worlds);
  for (guint i = 0; i < N_SAMPLES; i++)
    rlt_sim_world_free (worlds[i]);
}

/* How long all lines take, poll after poll; the first one, which knows nothing yet, apart. */
static void
measure_time (RltBenchReport *report,
              RltCatalogue   *catalogue)
{
  const Sample *sample = &sets[0].samples[0];
  RltSimWorld *world = rlt_sim_world_new (catalogue, sample->seed);
  RltBenchBoards boards = { sample->seed, N_ROWS, 0, 0 };
  gint64 first = 0, later = 0;
  RltTime start;

  rlt_time_parse (sample->moment, strlen (sample->moment), &start);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (world, i, start);
      g_autoptr(RltInference) inference = rlt_inference_new (day->line->line);

      for (guint poll = 0; poll < N_POLLS; poll++)
        {
          RltTime now = start + poll * POLL_INTERVAL;
          g_autoptr(RltRecords) records = rlt_bench_boards_read (&boards, day, now);
          g_autoptr(RltArena) arena = rlt_arena_new ();
          gint64 began = rlt_bench_get_cpu_time ();
          guint n_trains;

          rlt_inference_update (inference, (const RltDeparture * const *) records->departures->pdata,
                                records->departures->len, now, arena, &n_trains);
          *(poll == 0 ? &first : &later) += rlt_bench_get_cpu_time () - began;
        }
    }

  rlt_sim_world_free (world);
  rlt_bench_report_add_at_most (report, "all lines, first poll", first / 1e6, "ms", MOST_TIME);
  rlt_bench_report_add_at_most (report, "all lines, later polls", later / 1e6 / (N_POLLS - 1), "ms", MOST_TIME);
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

  if (catalogue == NULL)
    return FALSE;

  rlt_bench_report_add_note (report, "%-34s %-8s %-10s %5s %8s %8s %8s %8s %8s %8s", "scenario", "seeds",
                             "lines", "true", "silent%", "phantom%", "missed%", "median m", "p95 m", "covered%");
  for (guint set = 0; set < N_SETS; set++)
    measure_set (report, catalogue, set);
  measure_time (report, catalogue);

  return TRUE;
}
