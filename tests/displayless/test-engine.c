/* test-engine.c: the engine from the upstreams to what the main thread sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "rlt-net-error.h"
#include "rlt-store-snapshots.h"
#include "rlt-test-engine.h"

typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  RltSimulator *simulator;
  RltEngine    *engine;
} Fixture;

/* How a test's engine differs from the usual. */
typedef struct
{
  RltEngineScope  scope;
  const char     *key;
} Setting;

static const Setting usual = { RLT_SCOPE_USUAL, "any" };
static const Setting watching = { RLT_SCOPE_WATCHED, "any" };
static const Setting keyless = { RLT_SCOPE_USUAL, NULL };

static void
make_engine (Fixture       *fixture,
             const Setting *setting)
{
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         rlt_simulator_get_base_uri (fixture->simulator), setting->key, setting->scope);
}

static void
drop_engine (Fixture *fixture)
{
  rlt_engine_stop (fixture->engine);
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  setting)
{
  g_autofree char *credentials = g_build_filename (g_get_user_config_dir (), "credentials", NULL);
  g_autoptr(GError) error = NULL;

  g_setenv ("RLT_CREDENTIALS_FILE", credentials, TRUE);
  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, 1.0);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  make_engine (fixture, setting);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  setting)
{
  drop_engine (fixture);
  rlt_simulator_stop (fixture->simulator);
  g_assert_finalize_object (fixture->simulator);
  g_assert_finalize_object (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

static void
add_fault (Fixture    *fixture,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_add_fault (fixture->simulator, spec, &error));
  g_assert_no_error (error);
}

static RltLineState *
line_state (Fixture    *fixture,
            const char *key)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, key);

  g_assert_nonnull (line);
  return rlt_engine_get_line_state (fixture->engine, line);
}

/* What a feed is waited for. */
typedef struct
{
  const char   *id;
  RltFeedState  state;
} FeedState;

static gboolean
feed_is (RltEngine *engine,
         gpointer   user_data)
{
  const FeedState *wanted = user_data;

  return rlt_feed_status_get_state (rlt_test_engine_get_feed (engine, wanted->id)) == wanted->state;
}

static void
wait_for_feed (Fixture      *fixture,
               const char   *id,
               RltFeedState  state)
{
  FeedState wanted = { id, state };

  rlt_test_engine_wait (fixture->engine, feed_is, &wanted);
}

static gboolean
has_recalled (RltEngine *engine,
              gpointer   unused)
{
  return rlt_engine_has_recalled (engine);
}

static void
count_cb (gpointer counter)
{
  ++*(guint *) counter;
}

static gboolean
has_trains (RltEngine *engine,
            gpointer   line)
{
  return rlt_line_state_get_n_trains (rlt_engine_get_line_state (engine, line)) > 0;
}

static gboolean
all_have_trains (RltEngine *engine,
                 gpointer   catalogue)
{
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      if (!has_trains (engine, (gpointer) rlt_catalogue_get_line (catalogue, i)))
        return FALSE;
    }

  return TRUE;
}

static guint
count_requests (Fixture *fixture)
{
  GListModel *feeds = rlt_engine_get_feeds (fixture->engine);
  guint sum = 0;

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      sum += rlt_feed_status_get_requests_today (feed);
    }

  return sum;
}

static void
test_all_lines (Fixture       *fixture,
                gconstpointer  setting)
{
  gint64 begin = g_get_monotonic_time ();
  guint n_trains = 0, n_updates = 0, n_notified = 0;

  g_signal_connect_swapped (fixture->engine, "updated", G_CALLBACK (count_cb), &n_updates);
  g_signal_connect_swapped (line_state (fixture, "metro:1"), "notify::n-trains", G_CALLBACK (count_cb), &n_notified);
  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, all_have_trains, fixture->catalogue);
  g_test_message ("all lines after %.1f ms", (g_get_monotonic_time () - begin) / 1000.0);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);
      RltLineState *state = rlt_engine_get_line_state (fixture->engine, line);

      n_trains += rlt_line_state_get_n_trains (state);
    }
  g_test_message ("%u trains", n_trains);
  g_assert_cmpuint (n_trains, >, 1200);
  /* One for each answer at most. */
  g_assert_cmpuint (n_updates, <=, count_requests (fixture));
  g_assert_cmpuint (n_notified, ==, 1);
  g_assert_cmpint (rlt_feed_status_get_state (rlt_test_engine_get_feed (fixture->engine, "prim-et")), ==, RLT_FEED_OK);
  g_assert_null (rlt_engine_get_store_error (fixture->engine));
}

static void
test_watched_line (Fixture       *fixture,
                   gconstpointer  setting)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "rer:B");

  rlt_engine_start (fixture->engine);
  rlt_engine_watch_line (fixture->engine, line);
  rlt_test_engine_wait (fixture->engine, has_trains, (gpointer) line);
  g_assert_cmpuint (rlt_line_state_get_n_trains (line_state (fixture, "rer:B")), >, 20);
  g_assert_false (rlt_line_state_get_has_data (line_state (fixture, "rer:A")));

  line = rlt_catalogue_find_line (fixture->catalogue, "tram:T3a");
  rlt_engine_watch_line (fixture->engine, line);
  rlt_test_engine_wait (fixture->engine, has_trains, (gpointer) line);
  g_assert_cmpuint (rlt_feed_status_get_requests_today (rlt_test_engine_get_feed (fixture->engine, "prim-et")), >=, 2);
}

static gboolean
has_boards (RltEngine *engine,
            gpointer   station)
{
  return RLT_TIME_IS_SET (rlt_engine_get_boards_time (engine, station));
}

static void
test_watched_station (Fixture       *fixture,
                      gconstpointer  setting)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "metro:1");
  const RltStation *station = rlt_catalogue_find_station_on (fixture->catalogue, line, "Gare de Lyon");
  g_autoptr(GPtrArray) all = NULL;
  g_autoptr(GPtrArray) own = NULL;
  RltTime earlier = 0;

  rlt_engine_start (fixture->engine);
  rlt_engine_watch_station (fixture->engine, station);
  rlt_test_engine_wait (fixture->engine, has_boards, (gpointer) station);

  all = rlt_engine_list_departures (fixture->engine, station, NULL);
  own = rlt_engine_list_departures (fixture->engine, station, line);
  g_assert_cmpuint (own->len, >, 0);
  g_assert_cmpuint (all->len, >, own->len);
  /* They outlive the engine's own snapshots. */
  drop_engine (fixture);
  make_engine (fixture, setting);
  for (guint i = 0; i < all->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (all, i);

      g_assert_true (departure->station == station);
      g_assert_cmpstr (departure->source, ==, "prim-sm");
      g_assert_cmpint (rlt_departure_get_time (departure), >=, earlier);
      earlier = rlt_departure_get_time (departure);
    }
}

static gboolean
feed_fails (RltEngine *engine,
            gpointer   unused)
{
  return rlt_feed_status_get_errors_in_row (rlt_test_engine_get_feed (engine, "prim-et")) > 0;
}

static void
test_feed_fails_and_recovers (Fixture       *fixture,
                              gconstpointer  setting)
{
  const char * const faults[] = { "estimated-timetable:status=500", "estimated-timetable:refuse" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-et");

      add_fault (fixture, faults[i]);
      rlt_engine_start (fixture->engine);
      rlt_test_engine_wait (fixture->engine, feed_fails, NULL);
      /* The second time it is remembered to have worked. */
      g_assert_cmpint (rlt_feed_status_get_state (feed), ==, i == 0 ? RLT_FEED_DOWN : RLT_FEED_DEGRADED);
      g_assert_nonnull (rlt_feed_status_get_last_error (feed));
      g_test_message ("%s: %s", faults[i], rlt_feed_status_get_last_error (feed));
      g_assert_false (rlt_line_state_get_has_data (line_state (fixture, "metro:1")) && i == 0);

      rlt_simulator_clear_faults (fixture->simulator);
      rlt_engine_refresh (fixture->engine);
      wait_for_feed (fixture, "prim-et", RLT_FEED_OK);
      g_assert_null (rlt_feed_status_get_last_error (feed));
      rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
      drop_engine (fixture);
      make_engine (fixture, setting);
    }
}

static void
test_answer_cut_short (Fixture       *fixture,
                       gconstpointer  setting)
{
  const RltLine *first = rlt_catalogue_get_line (fixture->catalogue, 0);

  add_fault (fixture, "estimated-timetable:truncate=0.5");
  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, has_trains, (gpointer) first);
  g_assert_false (rlt_test_engine_has_all_lines (fixture->engine, NULL));
  wait_for_feed (fixture, "prim-et", RLT_FEED_DEGRADED);
  g_assert_nonnull (rlt_feed_status_get_last_error (rlt_test_engine_get_feed (fixture->engine, "prim-et")));
}

static void
test_no_quays (Fixture       *fixture,
               gconstpointer  setting)
{
  add_fault (fixture, "arrets:status=503");
  rlt_engine_start (fixture->engine);
  wait_for_feed (fixture, "open-data-quays", RLT_FEED_DOWN);
  /* The timetable is asked for all the same. */
  wait_for_feed (fixture, "prim-et", RLT_FEED_OK);
}

static void
test_hanging_quays (Fixture       *fixture,
                    gconstpointer  setting)
{
  add_fault (fixture, "arrets:latency=60000");
  rlt_engine_start (fixture->engine);
  wait_for_feed (fixture, "prim-et", RLT_FEED_OK);
  g_assert_cmpint (rlt_feed_status_get_state (rlt_test_engine_get_feed (fixture->engine, "open-data-quays")), ==,
                   RLT_FEED_STARTING);
}

/* The answer to an asynchronous call. */
typedef struct
{
  gboolean  is_done;
  gboolean  success;
  GError   *error;
} Outcome;

static void
key_set_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->success = rlt_engine_set_key_finish (RLT_ENGINE (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static void
key_checked_cb (GObject      *source,
                GAsyncResult *result,
                gpointer      user_data)
{
  Outcome *outcome = user_data;

  outcome->success = rlt_engine_check_key_finish (RLT_ENGINE (source), result, &outcome->error);
  outcome->is_done = TRUE;
}

static gboolean
is_done (RltEngine *engine,
         gpointer   outcome)
{
  return ((const Outcome *) outcome)->is_done;
}

static gboolean
says_what_to_do (RltEngine *engine,
                 gpointer   unused)
{
  return rlt_feed_status_get_last_error (rlt_test_engine_get_feed (engine, "prim-et")) != NULL;
}

static gboolean
key_is_known (RltEngine *engine,
              gpointer   wanted)
{
  return rlt_engine_has_key (engine) == GPOINTER_TO_INT (wanted);
}

static void
set_key (Fixture    *fixture,
         const char *key)
{
  Outcome outcome = { 0 };

  rlt_engine_set_key_async (fixture->engine, key, NULL, key_set_cb, &outcome);
  rlt_test_engine_wait (fixture->engine, is_done, &outcome);
  g_assert_no_error (outcome.error);
  g_assert_true (outcome.success);
}

static void
test_key (Fixture       *fixture,
          gconstpointer  setting)
{
  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, says_what_to_do, NULL);
  for (guint i = 0; i < g_list_model_get_n_items (rlt_engine_get_feeds (fixture->engine)); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (rlt_engine_get_feeds (fixture->engine), i);

      if (!rlt_feed_needs_key (rlt_feed_status_get_kind (feed)))
        continue;
      g_assert_cmpint (rlt_feed_status_get_state (feed), ==, RLT_FEED_OFF);
      g_assert_cmpuint (rlt_feed_status_get_requests_today (feed), ==, 0);
    }
  g_assert_false (rlt_engine_has_key (fixture->engine));

  set_key (fixture, "  a-key\n");
  rlt_test_engine_wait (fixture->engine, key_is_known, GINT_TO_POINTER (TRUE));
  rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);

  /* It is found again at the next start, and forgotten when that is wanted. */
  drop_engine (fixture);
  make_engine (fixture, setting);
  rlt_engine_start (fixture->engine);
  wait_for_feed (fixture, "prim-et", RLT_FEED_OK);
  set_key (fixture, NULL);
  wait_for_feed (fixture, "prim-et", RLT_FEED_OFF);
  g_assert_false (rlt_engine_has_key (fixture->engine));
}

static void
count_errors_cb (RltFeedStatus *feed,
                 GParamSpec    *pspec,
                 gpointer       counter)
{
  *(guint *) counter += rlt_feed_status_get_last_error (feed) != NULL;
}

/* While it is being looked for nobody says that there is none. */
static void
test_key_is_looked_for (Fixture       *fixture,
                        gconstpointer  setting)
{
  RltFeedStatus *feed;
  guint n_errors = 0;

  rlt_engine_start (fixture->engine);
  set_key (fixture, "a-key");
  drop_engine (fixture);

  make_engine (fixture, setting);
  feed = rlt_test_engine_get_feed (fixture->engine, "prim-disruptions");
  g_signal_connect (feed, "notify::last-error", G_CALLBACK (count_errors_cb), &n_errors);
  rlt_engine_start (fixture->engine);
  g_assert_true (rlt_feed_status_is_awaited (feed));
  wait_for_feed (fixture, "prim-disruptions", RLT_FEED_OK);
  g_assert_cmpuint (n_errors, ==, 0);
}

static gboolean
is_not_awaited (RltEngine *engine,
                gpointer   id)
{
  return !rlt_feed_status_is_awaited (rlt_test_engine_get_feed (engine, id));
}

/* What an earlier run was told is no answer to this one. */
static void
test_awaited_anew (Fixture       *fixture,
                   gconstpointer  setting)
{
  static const char * const ids[] = { "prim-disruptions", "prim-reports", "ratp-traffic" };

  for (guint run = 0; run < 2; run++)
    {
      rlt_engine_start (fixture->engine);
      for (guint i = 0; i < G_N_ELEMENTS (ids); i++)
        {
          RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, ids[i]);

          g_assert_true (rlt_feed_status_is_awaited (feed));
          rlt_test_engine_wait (fixture->engine, is_not_awaited, (gpointer) ids[i]);
          g_assert_cmpint (rlt_feed_status_get_state (feed), ==, RLT_FEED_OK);
        }
      /* Who no longer waits has what came. */
      g_assert_cmpuint (rlt_line_state_get_status (line_state (fixture, "metro:1"))->n_witnesses, >, 0);
      drop_engine (fixture);
      make_engine (fixture, setting);
    }
}

/* One that fails is not waited for any longer. */
static void
test_failed_is_not_awaited (Fixture       *fixture,
                            gconstpointer  setting)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-disruptions");

  add_fault (fixture, "all:refuse");
  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, is_not_awaited, (gpointer) "prim-disruptions");
  g_assert_cmpuint (rlt_feed_status_get_errors_in_row (feed), >, 0);
  rlt_test_engine_wait (fixture->engine, is_not_awaited, (gpointer) "ratp-traffic");
  /* Nothing is watched: nobody asks it. */
  rlt_test_engine_wait (fixture->engine, is_not_awaited, (gpointer) "prim-et");
}

static void
test_check_key (Fixture       *fixture,
                gconstpointer  setting)
{
  Outcome good = { 0 }, bad = { 0 };

  rlt_engine_start (fixture->engine);
  rlt_engine_check_key_async (fixture->engine, "a-key", NULL, key_checked_cb, &good);
  rlt_test_engine_wait (fixture->engine, is_done, &good);
  g_assert_no_error (good.error);
  g_assert_true (good.success);

  add_fault (fixture, "stop-monitoring:status=401");
  rlt_engine_check_key_async (fixture->engine, "another", NULL, key_checked_cb, &bad);
  rlt_test_engine_wait (fixture->engine, is_done, &bad);
  g_assert_error (bad.error, RLT_NET_ERROR, RLT_NET_ERROR_UNAUTHORISED);
  g_assert_null (strstr (bad.error->message, "another"));
  g_clear_error (&bad.error);
  /* Trying a key changes nothing. */
  g_assert_false (rlt_engine_has_key (fixture->engine));
}

static void
loaded_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  GPtrArray **rows = user_data;
  g_autoptr(GError) error = NULL;

  *rows = rlt_store_load_snapshots_finish (RLT_STORE (source), result, &error);
  g_assert_no_error (error);
}

static GPtrArray *
load_rows (void)
{
  g_autofree char *path = g_build_filename (g_get_user_data_dir (), RLT_APP_ID, "test", "data.sqlite", NULL);
  g_autoptr(RltStore) store = rlt_store_new (path);
  GPtrArray *rows = NULL;

  rlt_store_load_snapshots_async (store, NULL, loaded_cb, &rows);
  while (rows == NULL)
    g_main_context_iteration (NULL, TRUE);
  rlt_store_shutdown (store);

  return rows;
}

static gboolean
knows_traffic (RltEngine *engine,
               gpointer   unused)
{
  GListModel *lines = rlt_engine_get_lines (engine);

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

      if (rlt_line_state_get_level (state) == RLT_LEVEL_UNKNOWN)
        return FALSE;
    }

  return TRUE;
}

static void
test_memory (Fixture       *fixture,
             gconstpointer  setting)
{
  g_autoptr(GPtrArray) rows = NULL;
  const RltTrafficStatus *status;
  RltSnapshot *snapshot;
  RltLevel level;

  rlt_engine_start (fixture->engine);
  status = rlt_line_state_get_status (line_state (fixture, "metro:1"));
  g_assert_cmpint (status->level, ==, RLT_LEVEL_UNKNOWN);
  g_assert_nonnull (status->note);
  rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
  rlt_test_engine_wait (fixture->engine, knows_traffic, NULL);
  level = rlt_line_state_get_level (line_state (fixture, "metro:1"));
  drop_engine (fixture);

  rows = load_rows ();
  g_assert_cmpuint (rows->len, ==, rlt_catalogue_get_n_lines (fixture->catalogue));
  for (guint i = 0; i < rows->len; i++)
    {
      const RltStoredSnapshot *row = g_ptr_array_index (rows, i);
      g_autoptr(JsonParser) parser = json_parser_new ();
      g_autoptr(GError) error = NULL;

      g_assert_cmpuint (row->n_trains, >, 0);
      g_assert_true (json_parser_load_from_data (parser, row->json, -1, &error));
      g_assert_no_error (error);
    }

  /* With every feed down the level and the age are there again, not the trains. */
  add_fault (fixture, "all:refuse");
  make_engine (fixture, setting);
  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, has_recalled, NULL);
  snapshot = rlt_line_state_get_snapshot (line_state (fixture, "metro:1"));
  g_assert_true (rlt_line_state_get_has_data (line_state (fixture, "metro:1")));
  g_assert_cmpuint (rlt_line_state_get_n_trains (line_state (fixture, "metro:1")), ==, 0);
  g_assert_cmpint (snapshot->observed_at, >=, RLT_TEST_PEAK);
  g_assert_cmpint (snapshot->observed_at, <, rlt_clock_now (fixture->clock));

  /* What was normal need not be so now: it was when it was last told. */
  status = rlt_line_state_get_status (line_state (fixture, "metro:1"));
  g_assert_cmpint (status->level, ==, RLT_LEVEL_UNKNOWN);
  g_assert_nonnull (status->note);
  g_assert_cmpint (status->last_level, ==, level);
  g_assert_cmpint (status->observed_at, >=, RLT_TEST_PEAK);
}

static gboolean
has_no_trains (RltEngine *engine,
               gpointer   line)
{
  return rlt_line_state_get_n_trains (rlt_engine_get_line_state (engine, line)) == 0;
}

static void
test_trains_go_with_their_data (Fixture       *fixture,
                                gconstpointer  setting)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "metro:1");
  g_autoptr(RltClock) fast = rlt_clock_new_scaled (RLT_TEST_PEAK, 200.0);
  RltSnapshot *snapshot;

  drop_engine (fixture);
  g_clear_object (&fixture->clock);
  fixture->clock = g_object_ref (fast);
  make_engine (fixture, setting);
  rlt_engine_start (fixture->engine);
  rlt_engine_watch_line (fixture->engine, line);
  rlt_test_engine_wait (fixture->engine, has_trains, (gpointer) line);
  /* Nobody asks for it any more. */
  rlt_engine_watch_line (fixture->engine, NULL);
  rlt_test_engine_wait (fixture->engine, has_no_trains, (gpointer) line);
  snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (fixture->engine, line));
  g_assert_true (rlt_line_state_get_has_data (rlt_engine_get_line_state (fixture->engine, line)));
  g_assert_cmpint (snapshot->built_at - snapshot->observed_at, >=, RLT_FRESHNESS_STALE_AFTER);
  g_clear_object (&fast);
}

static void
test_starts_and_stops (Fixture       *fixture,
                       gconstpointer  setting)
{
  for (guint i = 0; i < 20; i++)
    {
      rlt_engine_start (fixture->engine);
      if (i % 4 == 1)
        rlt_test_engine_wait (fixture->engine, has_recalled, NULL);
      if (i % 4 == 2)
        wait_for_feed (fixture, "prim-et", RLT_FEED_OK);
      if (i % 4 == 3)
        rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
      drop_engine (fixture);
      make_engine (fixture, setting);
    }
}

static void
test_orders_after_the_end (Fixture       *fixture,
                           gconstpointer  setting)
{
  Outcome outcome = { 0 };

  rlt_engine_start (fixture->engine);
  rlt_engine_stop (fixture->engine);
  rlt_engine_refresh (fixture->engine);
  rlt_engine_watch_line (fixture->engine, rlt_catalogue_get_line (fixture->catalogue, 0));
  rlt_engine_check_key_async (fixture->engine, "a-key", NULL, key_checked_cb, &outcome);
  rlt_test_engine_wait (fixture->engine, is_done, &outcome);
  g_assert_error (outcome.error, G_IO_ERROR, G_IO_ERROR_CLOSED);
  g_clear_error (&outcome.error);
}

#define ADD(path, setting, func) g_test_add (path, Fixture, setting, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/engine/all-lines", &usual, test_all_lines);
  ADD ("/engine/watched-line", &watching, test_watched_line);
  ADD ("/engine/watched-station", &watching, test_watched_station);
  ADD ("/engine/feed-fails-and-recovers", &usual, test_feed_fails_and_recovers);
  ADD ("/engine/answer-cut-short", &usual, test_answer_cut_short);
  ADD ("/engine/no-quays", &usual, test_no_quays);
  ADD ("/engine/hanging-quays", &usual, test_hanging_quays);
  ADD ("/engine/key", &keyless, test_key);
  ADD ("/engine/key-is-looked-for", &keyless, test_key_is_looked_for);
  ADD ("/engine/awaited-anew", &watching, test_awaited_anew);
  ADD ("/engine/failed-is-not-awaited", &watching, test_failed_is_not_awaited);
  ADD ("/engine/check-key", &keyless, test_check_key);
  ADD ("/engine/memory", &usual, test_memory);
  ADD ("/engine/trains-go-with-their-data", &watching, test_trains_go_with_their_data);
  ADD ("/engine/starts-and-stops", &usual, test_starts_and_stops);
  ADD ("/engine/orders-after-the-end", &usual, test_orders_after_the_end);

  return g_test_run ();
}
