/* test-engine-feeds.c: what the engine asks of whom, and what one failing feed does to the others: nothing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gio/gio.h>

#include "rlt-test-engine.h"
#include "rlt-test-server.h"

typedef struct
{
  RltCatalogue     *catalogue;
  RltClock         *clock;
  RltSimulator     *simulator;
  RltEngine        *engine;
  const RltStation *station;
} Fixture;

/* Monday 12 January 2026, two minutes before midnight in Paris. */
#define BEFORE_MIDNIGHT (G_GINT64_CONSTANT (1768258680) * RLT_SECOND)

/* Faster than real time, so that what comes round comes soon. */
#define SPEED 40.0

static void
make_engine (Fixture *fixture)
{
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         rlt_simulator_get_base_uri (fixture->simulator), "any", RLT_SCOPE_WATCHED);
}

static void
drop_engine (Fixture *fixture)
{
  rlt_engine_stop (fixture->engine);
  g_assert_finalize_object (g_steal_pointer (&fixture->engine));
}

static void
set_up (Fixture       *fixture,
        gconstpointer  start)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (start != NULL ? *(const RltTime *) start : RLT_TEST_PEAK, SPEED);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  fixture->station = rlt_catalogue_find_station_on (fixture->catalogue,
                                                    rlt_catalogue_find_line (fixture->catalogue, "metro:7B"),
                                                    "Botzaris");
  g_assert_nonnull (fixture->station);
  make_engine (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  drop_engine (fixture);
  rlt_simulator_stop (fixture->simulator);
  g_assert_finalize_object (fixture->simulator);
  g_assert_finalize_object (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

/* A station and a line are watched: all that is on by default is asked. */
static void
start (Fixture *fixture)
{
  rlt_engine_start (fixture->engine);
  rlt_engine_watch_line (fixture->engine, fixture->station->stops[0]->line);
  rlt_engine_watch_station (fixture->engine, fixture->station);
}

static void
add_fault (Fixture    *fixture,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_add_fault (fixture->simulator, spec, &error));
  g_assert_no_error (error);
}

static RltFeedState
get_state (Fixture    *fixture,
           const char *id)
{
  return rlt_feed_status_get_state (rlt_test_engine_get_feed (fixture->engine, id));
}

/* Runs the main context until @condition holds. The test's time limit is the only one. */
#define wait_until(condition) \
  while (!(condition)) \
    g_main_context_iteration (NULL, TRUE)

static const struct
{
  const char *fault;
  const char *id;
} upstreams[] = {
  { "arrets", "open-data-quays" },   /* the first: once known, they are not asked for again */
  { "estimated-timetable", "prim-et" },
  { "stop-monitoring", "prim-sm" },
  { "general-message", "prim-gm" },
  { "disruptions", "prim-disruptions" },
  { "line-reports", "prim-reports" },
  { "ratp-traffic", "ratp-traffic" },
};

static gboolean
others_work (Fixture *fixture,
             guint    failing)
{
  for (guint i = 0; i < G_N_ELEMENTS (upstreams); i++)
    {
      RltFeedState state = get_state (fixture, upstreams[i].id);

      if (i != failing && state != RLT_FEED_OK && !(i == 0 && state == RLT_FEED_STARTING))
        return FALSE;
    }

  return TRUE;
}

/* Pulling any one plug is visible, named, harms no other, and passes. */
static void
test_one_fails (Fixture       *fixture,
                gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (upstreams); i++)
    {
      g_autofree char *fault = g_strdup_printf ("%s:status=500", upstreams[i].fault);
      RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, upstreams[i].id);

      add_fault (fixture, fault);
      start (fixture);
      wait_until (rlt_feed_status_get_errors_in_row (feed) > 0 && others_work (fixture, i));
      g_assert_cmpint (rlt_feed_status_get_state (feed), !=, RLT_FEED_OK);
      g_assert_nonnull (rlt_feed_status_get_last_error (feed));
      g_test_message ("%s: %s", upstreams[i].id, rlt_feed_status_get_last_error (feed));

      rlt_simulator_clear_faults (fixture->simulator);
      rlt_engine_refresh (fixture->engine);
      wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
      g_assert_null (rlt_feed_status_get_last_error (feed));
      drop_engine (fixture);
      make_engine (fixture);
    }
}

static gboolean
others_answer (Fixture *fixture,
               guint    hanging,
               RltTime  since)
{
  for (guint i = 1; i < G_N_ELEMENTS (upstreams); i++)
    {
      RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, upstreams[i].id);

      if (i != hanging && rlt_feed_status_get_last_success (feed) <= since)
        return FALSE;
    }

  return TRUE;
}

/* A feed that hangs keeps waiting; the others come round again. */
static void
test_one_hangs (Fixture       *fixture,
                gconstpointer  unused)
{
  for (guint i = 1; i < G_N_ELEMENTS (upstreams); i += 2)
    {
      g_autofree char *fault = g_strdup_printf ("%s:latency=60000", upstreams[i].fault);
      RltFeedStatus *hanging = rlt_test_engine_get_feed (fixture->engine, upstreams[i].id);
      RltTime since = rlt_clock_now (fixture->clock);

      add_fault (fixture, fault);
      start (fixture);
      wait_until (others_answer (fixture, i, since));
      since = rlt_clock_now (fixture->clock);
      wait_until (others_answer (fixture, i, since));
      g_assert_cmpint (rlt_feed_status_get_last_success (hanging), <, since);
      g_assert_cmpint (rlt_feed_status_get_state (hanging), !=, RLT_FEED_OK);
      rlt_simulator_clear_faults (fixture->simulator);
      drop_engine (fixture);
      make_engine (fixture);
    }
}

static gboolean
has_departures_of (Fixture    *fixture,
                   const char *source)
{
  g_autoptr(GPtrArray) departures = rlt_engine_list_departures (fixture->engine, fixture->station, NULL);

  for (guint i = 0; i < departures->len; i++)
    {
      if (g_strcmp0 (((const RltDeparture *) g_ptr_array_index (departures, i))->source, source) == 0)
        return TRUE;
    }

  return FALSE;
}

/* ratp.fr's boards stand in for PRIM's, and are not asked for otherwise. */
static void
test_boards_stand_in (Fixture       *fixture,
                      gconstpointer  unused)
{
  RltFeedStatus *ratp = rlt_test_engine_get_feed (fixture->engine, "ratp-board");

  start (fixture);
  wait_until (get_state (fixture, "prim-sm") == RLT_FEED_OK);
  g_assert_cmpuint (rlt_feed_status_get_requests_today (ratp), ==, 0);

  add_fault (fixture, "stop-monitoring:refuse");
  wait_until (get_state (fixture, "prim-sm") == RLT_FEED_DOWN);
  wait_until (rlt_feed_status_get_state (ratp) == RLT_FEED_OK && has_departures_of (fixture, "ratp-board"));
}

/* A challenge page is no answer: the feed is blocked, and left alone for long. */
static void
test_blocked (Fixture       *fixture,
              gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "ratp-traffic");

  add_fault (fixture, "ratp-traffic:challenge");
  start (fixture);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_BLOCKED);
  g_assert_cmpint (rlt_feed_status_get_breaker (feed), ==, RLT_BREAKER_OPEN);
  g_assert_cmpint (rlt_feed_status_get_retry_time (feed), >, rlt_clock_now (fixture->clock) + 3 * RLT_MINUTE);
  wait_until (others_work (fixture, G_N_ELEMENTS (upstreams) - 1));

  /* Who asks for it tries at once. */
  rlt_simulator_clear_faults (fixture->simulator);
  rlt_engine_refresh (fixture->engine);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
}

/* A feed that nothing is to be asked of says so. */
static void
test_waiting (Fixture       *fixture,
              gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-sm");

  rlt_engine_start (fixture->engine);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_WAITING);
  g_assert_nonnull (rlt_feed_status_get_last_error (feed));

  rlt_engine_watch_station (fixture->engine, fixture->station);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
  g_assert_null (rlt_feed_status_get_last_error (feed));
}

/* A quota that is used up ends at midnight in Paris, without anybody's doing. */
static void
test_quota (Fixture       *fixture,
            gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-disruptions");
  RltTime midnight;

  add_fault (fixture, "disruptions:too-many");
  start (fixture);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_QUOTA);
  midnight = rlt_feed_status_get_retry_time (feed);
  g_assert_cmpint (midnight, ==, BEFORE_MIDNIGHT + 2 * RLT_MINUTE);
  g_assert_cmpint (rlt_feed_status_get_quota_left (feed), ==, 0);

  /* Whoever asks anew changes nothing. */
  rlt_engine_refresh (fixture->engine);
  rlt_simulator_clear_faults (fixture->simulator);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
  g_assert_cmpint (rlt_clock_now (fixture->clock), >=, midnight);
  g_assert_cmpint (rlt_feed_status_get_last_success (feed), >=, midnight);
}

/* The breaker of a feed opens, lets one request try, and closes. */
static void
test_breaker (Fixture       *fixture,
              gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-et");

  add_fault (fixture, "estimated-timetable:status=500");
  start (fixture);
  wait_until (rlt_feed_status_get_breaker (feed) == RLT_BREAKER_OPEN);
  g_assert_cmpuint (rlt_feed_status_get_errors_in_row (feed), >=, 3);
  g_assert_cmpint (rlt_feed_status_get_retry_time (feed), >, rlt_feed_status_get_last_success (feed));
  rlt_simulator_clear_faults (fixture->simulator);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
  g_assert_cmpint (rlt_feed_status_get_breaker (feed), ==, RLT_BREAKER_CLOSED);
}

static void
configured_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  *(GAsyncResult **) user_data = g_object_ref (result);
}

/* (nullable): what is wrong with it. */
static GError *
configure (Fixture    *fixture,
           const char *id,
           const char *assignment)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, id);
  g_auto(RltFeedSettings) settings = { 0 };
  g_autoptr(GAsyncResult) result = NULL;
  GError *error = NULL;

  rlt_feed_status_copy_settings (feed, &settings);
  if (!rlt_feed_settings_set (&settings, rlt_feed_status_get_kind (feed), assignment, &error))
    return error;

  rlt_engine_configure_feed_async (fixture->engine, rlt_feed_status_get_kind (feed), &settings, NULL,
                                   configured_cb, &result);
  wait_until (result != NULL);
  g_assert_true (rlt_engine_configure_feed_finish (fixture->engine, result, &error) == (error == NULL));

  return error;
}

static void
test_settings (Fixture       *fixture,
               gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "prim-disruptions");

  start (fixture);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);
  g_assert_null (configure (fixture, "prim-disruptions", "interval=77"));
  g_assert_null (configure (fixture, "prim-disruptions", "enabled=no"));
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OFF);
  g_assert_cmpint (rlt_feed_status_get_interval (feed), ==, 77 * RLT_SECOND);
  g_assert_nonnull (rlt_feed_status_get_last_error (feed));

  /* It is so when the program runs again. */
  drop_engine (fixture);
  make_engine (fixture);
  feed = rlt_test_engine_get_feed (fixture->engine, "prim-disruptions");
  start (fixture);
  wait_until (get_state (fixture, "prim-reports") == RLT_FEED_OK);
  g_assert_cmpint (rlt_feed_status_get_state (feed), ==, RLT_FEED_OFF);
  g_assert_false (rlt_feed_status_get_enabled (feed));
  g_assert_cmpint (rlt_feed_status_get_interval (feed), ==, 77 * RLT_SECOND);
  g_assert_null (configure (fixture, "prim-disruptions", "enabled=yes"));
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK);

  /* What is off by default. */
  g_assert_null (configure (fixture, "gtfs-rt", "url=http://127.0.0.1:1"));
  g_assert_null (configure (fixture, "gtfs-rt", "enabled=yes"));
  wait_until (get_state (fixture, "gtfs-rt") == RLT_FEED_OK);
  g_assert_null (configure (fixture, "ratp-vmtr", "enabled=yes"));
  wait_until (get_state (fixture, "ratp-vmtr") == RLT_FEED_OK);
}

static void
test_bad_settings (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const char * const bad[] = {
    "interval=1", "interval=-5", "interval=soon", "timeout=0", "timeout=3600", "url=ftp://example.org", "url=example.org",
    "url=https://me:secret@example.org", "enabled=perhaps", "colour=red", "interval", "alerts=off",
  };

  rlt_engine_start (fixture->engine);
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = configure (fixture, "prim-sm", bad[i]);

      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
      g_assert_null (strstr (error->message, "secret"));
      g_test_message ("%s: %s", bad[i], error->message);
    }
  /* One without an address of its own needs one first. */
  {
    g_autoptr(GError) error = configure (fixture, "siri-xml", "enabled=yes");

    g_assert_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT);
  }
}

static gboolean
set_gtfs (RltFeedSettings *settings,
          const char      *assignment,
          GError         **error)
{
  return rlt_feed_settings_set (settings, RLT_FEED_GTFS_RT, assignment, error) &&
         rlt_feed_settings_check (settings, RLT_FEED_GTFS_RT, error);
}

/* Who is wrong is told what is right, and never what may be a key. */
static void
test_agency_settings (void)
{
  static const struct
  {
    const char *assignment, *right;
  } bad[] = {
    { "interval=0", "5 s" }, { "interval=2592001", "30 d" }, { "timeout=0", "1 s" },
    { "colour=red", "trip-updates, vehicle-positions, alerts, schedule, key-header" },
    { "key-header=secret key", "x-api-key" }, { "url=https://example.org/#part", "“#”" },
    { "alerts=/alerts.pb#part", "“#”" }, { "url=htp://example.org/?key=secret", "http://" },
  };
  g_auto(RltFeedSettings) settings = { 0 }, copy = { 0 };
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_auto(RltFeedSettings) tried = { 0 };
      g_autoptr(GError) wrong = NULL;

      rlt_feed_settings_init (&tried, RLT_FEED_GTFS_RT);
      g_assert_false (set_gtfs (&tried, bad[i].assignment, &wrong));
      g_assert_nonnull (strstr (wrong->message, bad[i].right));
      g_assert_null (strstr (wrong->message, "secret"));
    }

  rlt_feed_settings_init (&settings, RLT_FEED_GTFS_RT);
  g_assert_true (set_gtfs (&settings, "key-header=x-api-key", &error));
  text = rlt_feed_settings_to_text (&settings);
  g_assert_true (rlt_feed_settings_read_text (&copy, RLT_FEED_GTFS_RT, text, &error));
  g_assert_cmpstr (copy.key_header, ==, "x-api-key");
  g_assert_true (set_gtfs (&settings, "key-header=", &error));
  g_assert_null (settings.key_header);
  g_assert_false (rlt_feed_settings_set (&settings, RLT_FEED_PRIM_BOARD, "key-header=x-api-key", &error));
}

/* Counts who shows the key of the credential file in the header it belongs in. */
static void
count_key_cb (SoupServer        *server,
              SoupServerMessage *message,
              const char        *path,
              GHashTable        *query,
              gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (g_strcmp0 (soup_message_headers_get_one (headers, "X-Api-Key"), "agency-secret") == 0 && query == NULL)
    g_atomic_int_inc ((int *) user_data);
  rlt_test_server_set_text (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
}

static void
test_agency_key (Fixture       *fixture,
                 gconstpointer  unused)
{
  int n_shown = 0;
  g_autoptr(RltTestServer) server = rlt_test_server_new (count_key_cb, &n_shown);
  g_autofree char *path = g_build_filename (g_get_user_cache_dir (), "credentials", NULL);
  g_autoptr(GError) error = NULL;

  g_mkdir_with_parents (g_get_user_cache_dir (), 0700);
  g_file_set_contents_full (path, "gtfs-rt-key=agency-secret\n", -1, G_FILE_SET_CONTENTS_NONE, 0600, &error);
  g_assert_no_error (error);
  g_setenv ("RLT_CREDENTIALS_FILE", path, TRUE);
  drop_engine (fixture);
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock, rlt_test_server_get_base (server), NULL,
                                         RLT_SCOPE_WATCHED);
  rlt_engine_start (fixture->engine);
  g_assert_null (configure (fixture, "gtfs-rt", "url=https://example.org"));
  g_assert_null (configure (fixture, "gtfs-rt", "key-header=x-api-key"));
  g_assert_null (configure (fixture, "gtfs-rt", "enabled=yes"));
  wait_until (g_atomic_int_get (&n_shown) > 0);
  /* The server goes before the engine's next question. */
  drop_engine (fixture);
  make_engine (fixture);
  g_unsetenv ("RLT_CREDENTIALS_FILE");
}

/* An upstream of disruptions that counts how often it was told what we have. */
typedef struct
{
  const char *body;
  int         n_full;      /* (atomic) */
  int         n_known;     /* (atomic) */
} Upstream;

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  Upstream *upstream = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  if (!g_str_has_suffix (path, "/disruptions/v2"))
    {
      rlt_test_server_set_text (message, SOUP_STATUS_NOT_FOUND, "text/plain", "");
      return;
    }

  rlt_test_server_set_header (message, "ETag", "\"one\"");
  if (g_strcmp0 (soup_message_headers_get_one (headers, "If-None-Match"), "\"one\"") == 0)
    {
      g_atomic_int_inc (&upstream->n_known);
      soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
      return;
    }

  g_atomic_int_inc (&upstream->n_full);
  rlt_test_server_set_text (message, SOUP_STATUS_OK, "application/json", upstream->body);
}

static RltEngine *
new_engine_for (Fixture       *fixture,
                RltTestServer *server)
{
  RltEngine *engine = rlt_test_engine_new (fixture->catalogue, fixture->clock, rlt_test_server_get_base (server), "any",
                                           RLT_SCOPE_WATCHED);

  rlt_engine_start (engine);
  return engine;
}

/* An answer that has not changed is not sent again, and is as good as new. */
static void
test_not_modified (Fixture       *fixture,
                   gconstpointer  unused)
{
  Upstream upstream = { .body = "{\"disruptions\":[],\"lines\":[]}" };
  g_autoptr(RltTestServer) server = rlt_test_server_new (answer_cb, &upstream);
  g_autoptr(RltEngine) engine = new_engine_for (fixture, server);
  RltFeedStatus *feed = rlt_test_engine_get_feed (engine, "prim-disruptions");

  wait_until (rlt_feed_status_get_requests_today (feed) >= 4 && g_atomic_int_get (&upstream.n_known) >= 3);
  g_assert_cmpint (g_atomic_int_get (&upstream.n_full), ==, 1);
  g_assert_cmpint (rlt_feed_status_get_state (feed), ==, RLT_FEED_OK);
  rlt_engine_stop (engine);
}

/* Records of which none can be used are no news, and not “nothing is wrong”. */
static void
test_useless (Fixture       *fixture,
              gconstpointer  unused)
{
  Upstream upstream = { .body = "{\"disruptions\":[{\"title\":\"no id\"},{\"title\":\"neither\"}],\"lines\":[]}" };
  g_autoptr(RltTestServer) server = rlt_test_server_new (answer_cb, &upstream);
  g_autoptr(RltEngine) engine = new_engine_for (fixture, server);
  RltFeedStatus *feed = rlt_test_engine_get_feed (engine, "prim-disruptions");

  wait_until (rlt_feed_status_get_errors_in_row (feed) > 0);
  g_assert_cmpint (rlt_feed_status_get_state (feed), ==, RLT_FEED_DEGRADED);
  g_assert_cmpint (rlt_feed_status_get_last_success (feed), ==, RLT_TIME_NONE);
  g_test_message ("%s", rlt_feed_status_get_last_error (feed));
  rlt_engine_stop (engine);
}

static gboolean
has_newer_facts (void)
{
  g_autofree char *folder = rlt_engine_get_data_folder ("test");
  g_autofree char *path = g_build_filename (folder, "network-facts", NULL);

  return g_file_test (path, G_FILE_TEST_EXISTS);
}

/* Newer facts of lines and stations count from the next start on, and damaged ones never. */
static void
test_network (Fixture       *fixture,
              gconstpointer  unused)
{
  RltFeedStatus *feed = rlt_test_engine_get_feed (fixture->engine, "open-data-network");
  g_autoptr(RltCatalogue) refreshed = NULL;
  g_autoptr(GError) error = NULL;

  add_fault (fixture, "open-data:empty");
  rlt_engine_start (fixture->engine);
  wait_until (rlt_feed_status_get_errors_in_row (feed) > 0);
  g_assert_false (has_newer_facts ());
  rlt_simulator_clear_faults (fixture->simulator);
  rlt_engine_refresh (fixture->engine);
  wait_until (rlt_feed_status_get_state (feed) == RLT_FEED_OK && has_newer_facts ());

  refreshed = rlt_engine_load_catalogue ("test", &error);
  g_assert_no_error (error);
  g_assert_cmpuint (rlt_catalogue_get_n_lines (refreshed), ==, rlt_catalogue_get_n_lines (fixture->catalogue));
}

#define ADD(path, start_time, func) g_test_add (path, Fixture, start_time, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  static const RltTime before_midnight = BEFORE_MIDNIGHT;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/engine-feeds/one-fails", NULL, test_one_fails);
  ADD ("/engine-feeds/one-hangs", NULL, test_one_hangs);
  ADD ("/engine-feeds/boards-stand-in", NULL, test_boards_stand_in);
  ADD ("/engine-feeds/blocked", NULL, test_blocked);
  ADD ("/engine-feeds/waiting", NULL, test_waiting);
  ADD ("/engine-feeds/quota", &before_midnight, test_quota);
  ADD ("/engine-feeds/breaker", NULL, test_breaker);
  ADD ("/engine-feeds/settings", NULL, test_settings);
  ADD ("/engine-feeds/bad-settings", NULL, test_bad_settings);
  g_test_add_func ("/engine-feeds/agency-settings", test_agency_settings);
  ADD ("/engine-feeds/agency-key", NULL, test_agency_key);
  ADD ("/engine-feeds/not-modified", NULL, test_not_modified);
  ADD ("/engine-feeds/network", NULL, test_network);
  ADD ("/engine-feeds/useless", NULL, test_useless);

  return g_test_run ();
}
