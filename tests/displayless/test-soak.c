/* test-soak.c: the engine at sixty times the speed of life against a network whose feeds fail by chance.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <unistd.h>

#include "rlt-memory.h"
#include "rlt-sim-traffic.h"
#include "rlt-sim-world.h"
#include "rlt-test-async.h"
#include "rlt-test-engine.h"

#define SPEED 60.0
#define SEED 1

/* Seconds, by the clock, between two questions to the same feed; of patience, in life. */
#define INTERVAL 120
#define TIMEOUT 10

/* How long, by the clock, things go wrong, and intervals are measured. */
#define FAULTY_FOR (15 * RLT_MINUTE)
#define MEASURED_FOR (8 * RLT_MINUTE)
#define LEAST_INTERVALS 20

/* What answers under way may take of memory for a moment, and what may differ when all is over. */
#define MEMORY_PEAK ((gsize) 256 * 1024 * 1024)
#define MEMORY_SLACK ((gsize) 64 * 1024 * 1024)

/* After this long, in life, it is told what is still waited for: microseconds. */
#define PATIENCE (20 * G_USEC_PER_SEC)

/* Measured again when the machine was busy with something else. */
#define MAX_ROUNDS 3

typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  RltSimulator *simulator;
  RltEngine    *engine;
  RltSimWorld  *world;       /* the same as the simulator's */
  GPtrArray    *feeds;       /* (element-type RltFeedStatus): those that are asked */
  guint         n_checks;
  RltTime       until;
  gsize         memory_peak;
  gsize         memory_limit;
  GSource      *ticker;      /* looks at the memory, and wakes what waits for the clock */
} Fixture;

/* Bytes of memory in use by this process; 0 where nobody says. */
static gsize
get_memory (void)
{
  g_autofree char *text = NULL;
  g_auto(GStrv) words = NULL;

  if (!g_file_get_contents ("/proc/self/statm", &text, NULL, NULL))
    return 0;

  words = g_strsplit (text, " ", 3);
  return (gsize) g_ascii_strtoull (words[1], NULL, 10) * (gsize) sysconf (_SC_PAGESIZE);
}

static gboolean
tick_cb (gpointer user_data)
{
  Fixture *fixture = user_data;

  fixture->memory_peak = MAX (fixture->memory_peak, get_memory ());
  return G_SOURCE_CONTINUE;
}

static void
configured_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_engine_configure_feed_finish (RLT_ENGINE (source), result, &error));
  g_assert_no_error (error);
  ++*(guint *) user_data;
}

static void
configure (Fixture     *fixture,
           RltFeedKind  kind,
           guint       *n_done)
{
  g_auto(RltFeedSettings) settings = { 0 };

  rlt_feed_settings_init (&settings, kind);
  settings.enabled = TRUE;
  settings.interval = INTERVAL;
  settings.timeout = TIMEOUT;
  if (kind == RLT_FEED_SIRI_XML)
    settings.base_uri = g_strconcat (rlt_simulator_get_base_uri (fixture->simulator), "/siri", NULL);
  else
    settings.base_uri = g_strdup (rlt_simulator_get_base_uri (fixture->simulator));
  rlt_engine_configure_feed_async (fixture->engine, kind, &settings, NULL, configured_cb, n_done);
}

static void
configure_all (Fixture *fixture)
{
  guint n_done = 0;
  guint n = 0;

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      if (!rlt_feed_is_offered (kind) || kind == RLT_FEED_OPEN_DATA_QUAYS || kind == RLT_FEED_OPEN_DATA_NETWORK)
        continue;
      configure (fixture, kind, &n_done);
      n++;
    }
  while (n_done < n)
    g_main_context_iteration (NULL, TRUE);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autofree char *credentials = g_build_filename (g_get_user_config_dir (), "credentials", NULL);
  g_autoptr(GError) error = NULL;
  const RltLine *line;

  g_setenv ("RLT_CREDENTIALS_FILE", credentials, TRUE);
  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, SPEED);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  fixture->world = rlt_sim_world_new (fixture->catalogue, SEED);
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         rlt_simulator_get_base_uri (fixture->simulator), "any", RLT_SCOPE_NETWORK);
  fixture->feeds = g_ptr_array_new_with_free_func (g_object_unref);
  fixture->ticker = g_timeout_source_new (20);
  g_source_set_callback (fixture->ticker, tick_cb, fixture, NULL);
  g_source_attach (fixture->ticker, NULL);

  rlt_engine_start (fixture->engine);
  configure_all (fixture);
  line = rlt_catalogue_find_line (fixture->catalogue, "metro:1");
  rlt_engine_watch_line (fixture->engine, line);
  rlt_engine_watch_station (fixture->engine, line->stops[line->n_stops / 2].station);
}

/* Nothing of all this may be left behind. */
static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_source_destroy (fixture->ticker);
  g_source_unref (fixture->ticker);
  g_ptr_array_unref (fixture->feeds);
  rlt_engine_stop (fixture->engine);
  g_assert_finalize_object (fixture->engine);
  rlt_simulator_stop (fixture->simulator);
  g_assert_finalize_object (fixture->simulator);
  g_assert_finalize_object (fixture->clock);
  rlt_sim_world_free (fixture->world);
  rlt_catalogue_unref (fixture->catalogue);
}

/* RATP's boards stand in for PRIM's: while these answer, nobody asks whether they are well again. */
static gboolean
is_well (RltFeedStatus *feed)
{
  if (rlt_feed_status_get_kind (feed) == RLT_FEED_RATP_BOARD)
    return TRUE;

  return rlt_feed_status_get_state (feed) == RLT_FEED_OK && rlt_feed_status_get_errors_in_row (feed) == 0 &&
         rlt_feed_status_get_breaker (feed) == RLT_BREAKER_CLOSED;
}

static gboolean
are_feeds_well (RltEngine *engine,
                gpointer   user_data)
{
  Fixture *fixture = user_data;

  for (guint i = 0; i < fixture->feeds->len; i++)
    {
      if (!is_well (g_ptr_array_index (fixture->feeds, i)))
        return FALSE;
    }

  return TRUE;
}

/* The feeds that are on: they must all come to be well. */
static void
list_feeds (Fixture *fixture)
{
  GListModel *feeds = rlt_engine_get_feeds (fixture->engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      if (rlt_feed_status_get_state (feed) != RLT_FEED_OFF)
        g_ptr_array_add (fixture->feeds, g_steal_pointer (&feed));
    }
  g_test_message ("%u feeds are asked", fixture->feeds->len);
  g_assert_cmpuint (fixture->feeds->len, >=, 7);
}

static void
describe_feeds (Fixture *fixture)
{
  for (guint i = 0; i < fixture->feeds->len; i++)
    {
      RltFeedStatus *feed = g_ptr_array_index (fixture->feeds, i);

      g_test_message ("%s: %s, %u requests, %u errors in a row, %s", rlt_feed_status_get_id (feed),
                      rlt_feed_state_to_string (rlt_feed_status_get_state (feed)),
                      rlt_feed_status_get_requests_today (feed), rlt_feed_status_get_errors_in_row (feed),
                      rlt_feed_status_get_last_error (feed));
    }
}

/* Who says that a line runs normally has heard it lately, from somebody who can know. */
static gboolean
has_evidence (const RltTrafficStatus *status,
              RltTime                 now)
{
  for (guint i = 0; i < status->n_witnesses; i++)
    {
      if (status->witnesses[i].level == RLT_LEVEL_NORMAL &&
          now - status->witnesses[i].observed_at <= RLT_FRESHNESS_STALE_AFTER + RLT_MINUTE)
        return TRUE;
    }

  return FALSE;
}

static void
check_levels (Fixture *fixture)
{
  RltTime now = rlt_clock_now (fixture->clock);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);
      RltTrafficStatus *status = rlt_line_state_get_status (rlt_engine_get_line_state (fixture->engine, line));

      if (status == NULL || status->level != RLT_LEVEL_NORMAL)
        continue;
      if (!has_evidence (status, now))
        g_test_message ("%s is said to run normally, and nobody says so", line->key);
      g_assert_true (has_evidence (status, now));
      fixture->n_checks++;
    }
}

static gboolean
has_time_passed (RltEngine *engine,
                 gpointer   user_data)
{
  Fixture *fixture = user_data;

  check_levels (fixture);
  return rlt_clock_now (fixture->clock) >= fixture->until;
}

static void
run_for (Fixture *fixture,
         RltTime  duration)
{
  fixture->until = rlt_clock_now (fixture->clock) + duration;
  rlt_test_engine_wait (fixture->engine, has_time_passed, fixture);
}

static void
describe_levels (Fixture *fixture)
{
  g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (fixture->world, rlt_clock_now (fixture->clock));

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);
      RltLevel level = rlt_line_state_get_level (rlt_engine_get_line_state (fixture->engine, line));

      if (level != rlt_sim_traffic_get_level (truth, line))
        g_test_message ("%s is %s, and said to be %s", line->key,
                        rlt_level_to_string (rlt_sim_traffic_get_level (truth, line)), rlt_level_to_string (level));
    }
}

static gboolean
are_levels_true (RltEngine *engine,
                 gpointer   user_data)
{
  Fixture *fixture = user_data;
  RltTime now = rlt_clock_now (fixture->clock);
  g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (fixture->world, now);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);

      RltLevel level = rlt_line_state_get_level (rlt_engine_get_line_state (engine, line));

      if (level != rlt_sim_traffic_get_level (truth, line))
        return FALSE;
    }

  return TRUE;
}

static void
add_fault (Fixture    *fixture,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_add_fault (fixture->simulator, spec, &error));
  g_assert_no_error (error);
}

/* What answers took is given back. */
static gboolean
is_memory_back (RltEngine *engine,
                gpointer   user_data)
{
  Fixture *fixture = user_data;

#ifdef __SANITIZE_ADDRESS__
  return TRUE;
#endif
  rlt_memory_trim ();
  return get_memory () < fixture->memory_limit;
}

/* Tells from time to time what is not well yet. */
static void
wait_for (Fixture          *fixture,
          RltTestCondition  condition)
{
  gint64 told_at = g_get_monotonic_time ();

  while (!condition (fixture->engine, fixture))
    {
      g_main_context_iteration (NULL, TRUE);
      if (g_get_monotonic_time () - told_at > PATIENCE)
        {
          told_at = g_get_monotonic_time ();
          describe_feeds (fixture);
          describe_levels (fixture);
        }
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  RltTime x = *(const RltTime *) a;
  RltTime y = *(const RltTime *) b;

  return x < y ? -1 : x > y;
}

/* Returns: (transfer full) (element-type RltTime): the intervals of all feeds but @hung, by length */
static GArray *
list_intervals (Fixture    *fixture,
                RltSimFeed  hung)
{
  RltSimLog *log = rlt_simulator_get_log (fixture->simulator);
  GArray *all = g_array_new (FALSE, FALSE, sizeof (RltTime));

  for (guint feed = 0; feed < RLT_SIM_N_FEEDS; feed++)
    {
      g_autoptr(GArray) intervals = rlt_sim_log_list_intervals (log, feed);

      if (feed != hung && intervals->len > 0)
        g_array_append_vals (all, intervals->data, intervals->len);
    }
  g_array_sort (all, compare_times);

  return all;
}

/* The interval that all but one in a hundred are not above, of all feeds but @hung. On a machine that is
 * busy with something else it takes longer to see enough of them. */
static RltTime
measure (Fixture    *fixture,
         RltSimFeed  hung)
{
  g_autoptr(GArray) all = NULL;

  rlt_sim_log_clear (rlt_simulator_get_log (fixture->simulator));
  do
    {
      run_for (fixture, MEASURED_FOR);
      g_clear_pointer (&all, g_array_unref);
      all = list_intervals (fixture, hung);
    }
  while (all->len < LEAST_INTERVALS);

  return g_array_index (all, RltTime, all->len * 99 / 100);
}

/* Whatever goes wrong, nobody is told what is not so, and when it is over all is well again. */
static void
check_faults (Fixture *fixture)
{
  gsize before, after;

  rlt_memory_trim ();
  before = get_memory ();

  add_fault (fixture, "random=7@0.8");
  run_for (fixture, FAULTY_FOR);
  describe_feeds (fixture);
  g_assert_cmpuint (fixture->n_checks, >, 100);

  /* The morning after: whatever was to be waited for is over. */
  rlt_simulator_clear_faults (fixture->simulator);
  rlt_clock_set (fixture->clock, rlt_clock_now (fixture->clock) + 24 * RLT_HOUR);
  rlt_engine_refresh (fixture->engine);
  wait_for (fixture, are_feeds_well);
  wait_for (fixture, are_levels_true);

  fixture->memory_limit = before + MEMORY_SLACK;
  wait_for (fixture, is_memory_back);
  after = get_memory ();
  g_test_message ("%" G_GSIZE_FORMAT " MB before, %" G_GSIZE_FORMAT " MB after, %" G_GSIZE_FORMAT " MB at most; %u "
                  "levels looked at", before >> 20, after >> 20, fixture->memory_peak >> 20, fixture->n_checks);
#ifndef __SANITIZE_ADDRESS__
  g_assert_cmpuint (fixture->memory_peak, <, before + MEMORY_PEAK);
#endif
}

/* A feed that hangs keeps no other from being asked in time. */
static void
check_hung (Fixture *fixture)
{
  double ratio = G_MAXDOUBLE;

  for (guint round = 0; round < MAX_ROUNDS && ratio > 1.1; round++)
    {
      RltTime usual = measure (fixture, RLT_SIM_FEED_ESTIMATED_TIMETABLE);
      RltTime beside;

      add_fault (fixture, "estimated-timetable:latency=600000");
      beside = measure (fixture, RLT_SIM_FEED_ESTIMATED_TIMETABLE);
      rlt_simulator_clear_faults (fixture->simulator);
      ratio = (double) beside / usual;
      g_test_message ("p99 of the intervals: %.1f s, beside a feed that hangs %.1f s", usual / (double) RLT_SECOND,
                      beside / (double) RLT_SECOND);
    }
  g_assert_cmpfloat (ratio, <=, 1.1);
}

static void
warm_up (Fixture *fixture)
{
  rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
  list_feeds (fixture);
  wait_for (fixture, are_feeds_well);
}

/* One after the other: to begin takes a while. */
static void
test_soak (Fixture       *fixture,
           gconstpointer  unused)
{
  warm_up (fixture);
  check_hung (fixture);
  check_faults (fixture);
}

/* Libsoup warns of every client that goes away before it has been let in, and 3.2 finds fault with itself
 * when a connection breaks as it is given up; none of that is ours. */
static void
write_log (const char     *domain,
           GLogLevelFlags  level,
           const char     *message,
           gpointer        unused)
{
  if ((level & (G_LOG_LEVEL_ERROR | G_LOG_LEVEL_CRITICAL)) == 0)
    return;
  if (g_strcmp0 (domain, "libsoup") == 0)
    g_test_message ("libsoup: %s", message);
  else
    g_error ("%s: %s", domain, message);
}

int
main (int    argc,
      char **argv)
{
  rlt_memory_init ();
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  g_log_set_always_fatal (G_LOG_LEVEL_ERROR);
  g_log_set_default_handler (write_log, NULL);
  g_test_add ("/soak", Fixture, NULL, set_up, test_soak, tear_down);

  return g_test_run ();
}
