/* test-simulator-server.c: the simulator over HTTP, and its faults.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>
#include <string.h>

#include "rlt-sim-fault.h"
#include "rlt-simulator.h"
#include "rlt-test-async.h"

#define PEAK "2026-11-23T08:30:00+01:00"   /* a Monday */
#define STOP "/marketplace/stop-monitoring?MonitoringRef=STIF:StopArea:SP:71517:"
#define TIMETABLE "/marketplace/estimated-timetable?LineRef=STIF:Line::C01371:"
#define ARRETS "/api/explore/v2.1/catalog/datasets/arrets/exports/json"

typedef struct
{
  RltSimulator *simulator;
  SoupSession  *session;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (&error);
  g_autoptr(RltClock) clock = NULL;
  RltTime start;

  g_assert_no_error (error);
  g_assert_true (rlt_time_parse (PEAK, strlen (PEAK), &start));
  clock = rlt_clock_new_manual (start);
  fixture->simulator = rlt_simulator_new (catalogue, clock, 1);
  fixture->session = soup_session_new ();
  g_assert_true (rlt_simulator_start (fixture->simulator, 0, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_object_unref (fixture->session);
  g_assert_finalize_object (fixture->simulator);
}

static SoupMessage *
make_message (Fixture    *fixture,
              const char *method,
              const char *path)
{
  g_autofree char *uri = g_strconcat (rlt_simulator_get_base_uri (fixture->simulator), path, NULL);
  SoupMessage *message = soup_message_new (method, uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "apikey", "any");
  return message;
}

static GBytes *
fetch (Fixture    *fixture,
       const char *method,
       const char *path,
       const char *body,
       guint      *status,
       GError    **error)
{
  g_autoptr(SoupMessage) message = make_message (fixture, method, path);
  GBytes *answer;

  if (body != NULL)
    {
      g_autoptr(GBytes) bytes = g_bytes_new (body, strlen (body));

      soup_message_set_request_body_from_bytes (message, "text/plain", bytes);
    }
  answer = soup_session_send_and_read (fixture->session, message, NULL, error);
  *status = soup_message_get_status (message);

  return answer;
}

static guint
fetch_status (Fixture    *fixture,
              const char *path)
{
  guint status;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = fetch (fixture, "GET", path, NULL, &status, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (answer), >, 0);
  return status;
}

static void
add_fault (Fixture    *fixture,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_add_fault (fixture->simulator, spec, &error));
  g_assert_no_error (error);
}

static void
test_paths (Fixture       *fixture,
            gconstpointer  unused)
{
  static const char * const paths[] = {
    STOP,
    TIMETABLE,
    "/marketplace/estimated-timetable",
    "/marketplace/requete-ligne?LineRef=STIF:Line::C01371:",
    ARRETS,
    "/gtfs-rt/trip-updates",
    "/gtfs-rt/vehicle-positions",
    "/truth",
    "/truth?line=metro:1",
    "/health",
  };

  g_assert_true (g_str_has_prefix (rlt_simulator_get_base_uri (fixture->simulator), "http://127.0.0.1:"));
  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    g_assert_cmpuint (fetch_status (fixture, paths[i]), ==, SOUP_STATUS_OK);
  g_assert_cmpuint (fetch_status (fixture, "/nowhere"), ==, SOUP_STATUS_NOT_FOUND);
  g_assert_cmpuint (fetch_status (fixture, "/marketplace/stop-monitoring"), ==, SOUP_STATUS_BAD_REQUEST);
}

static void
test_key (Fixture       *fixture,
          gconstpointer  unused)
{
  g_autoptr(SoupMessage) message = make_message (fixture, "GET", STOP);
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = NULL;
  const char *expected = "{\"message\":\"No API key found in request\"}";

  soup_message_headers_replace (soup_message_get_request_headers (message), "apikey", "");
  answer = soup_session_send_and_read (fixture->session, message, NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, SOUP_STATUS_UNAUTHORIZED);
  g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), expected, strlen (expected));
}

static void
test_method (Fixture       *fixture,
             gconstpointer  unused)
{
  guint status;
  g_autoptr(GBytes) answer = fetch (fixture, "POST", "/truth", "x", &status, NULL);

  g_assert_cmpuint (status, ==, SOUP_STATUS_METHOD_NOT_ALLOWED);
}

static void
test_status (Fixture       *fixture,
             gconstpointer  unused)
{
  add_fault (fixture, "stop-monitoring:status=503");
  g_assert_cmpuint (fetch_status (fixture, STOP), ==, 503);
  g_assert_cmpuint (fetch_status (fixture, TIMETABLE), ==, 200);
  add_fault (fixture, "all:status=429");
  g_assert_cmpuint (fetch_status (fixture, TIMETABLE), ==, 429);
  g_assert_cmpuint (fetch_status (fixture, "/truth"), ==, 200);
  rlt_simulator_clear_faults (fixture->simulator);
  g_assert_cmpuint (fetch_status (fixture, STOP), ==, 200);
}

static void
test_latency (Fixture       *fixture,
              gconstpointer  unused)
{
  gint64 begin;

  add_fault (fixture, "gtfs-rt:latency=60");
  begin = g_get_monotonic_time ();
  g_assert_cmpuint (fetch_status (fixture, "/gtfs-rt/vehicle-positions"), ==, 200);
  g_assert_cmpint (g_get_monotonic_time () - begin, >=, 60 * 1000);
}

static void
test_refuse (Fixture       *fixture,
             gconstpointer  unused)
{
  guint status;

  add_fault (fixture, "arrets:refuse");
  for (guint i = 0; i < 3; i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) answer = fetch (fixture, "GET", ARRETS, NULL, &status, &error);

      g_assert_null (answer);
      g_assert_nonnull (error);
      g_assert_cmpuint (status, ==, SOUP_STATUS_NONE);
    }
  g_assert_cmpuint (fetch_status (fixture, TIMETABLE), ==, 200);
}

static gsize
read_until_it_breaks (Fixture    *fixture,
                      const char *path,
                      goffset    *announced)
{
  g_autoptr(SoupMessage) message = make_message (fixture, "GET", path);
  g_autoptr(GError) error = NULL;
  g_autoptr(GInputStream) stream = soup_session_send (fixture->session, message, NULL, &error);
  char buffer[4096];
  gsize total = 0;
  gssize n;

  g_assert_no_error (error);
  *announced = soup_message_headers_get_content_length (soup_message_get_response_headers (message));
  while ((n = g_input_stream_read (stream, buffer, sizeof buffer, NULL, NULL)) > 0)
    total += n;

  return total;
}

static void
test_truncate (Fixture       *fixture,
               gconstpointer  unused)
{
  goffset announced;

  add_fault (fixture, "estimated-timetable:truncate");
  g_assert_cmpuint (read_until_it_breaks (fixture, TIMETABLE, &announced), ==, (gsize) announced / 2);
  g_assert_cmpint (announced, >, 100000);

  rlt_simulator_clear_faults (fixture->simulator);
  add_fault (fixture, "estimated-timetable:truncate=0.25");
  g_assert_cmpuint (read_until_it_breaks (fixture, TIMETABLE, &announced), ==, (gsize) announced / 4);
}

static void
test_probability (Fixture       *fixture,
                  gconstpointer  unused)
{
  guint n_failed = 0;

  add_fault (fixture, "gtfs-rt:status=500@0");
  add_fault (fixture, "stop-monitoring:status=500@0.5");
  for (guint i = 0; i < 40; i++)
    {
      g_assert_cmpuint (fetch_status (fixture, "/gtfs-rt/vehicle-positions"), ==, 200);
      n_failed += fetch_status (fixture, STOP) == 500;
    }
  g_assert_cmpuint (n_failed, >, 5);
  g_assert_cmpuint (n_failed, <, 35);
}

static void
assert_answer (Fixture    *fixture,
               const char *method,
               const char *body,
               guint       expected_status,
               const char *expected)
{
  guint status;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) answer = fetch (fixture, method, "/faults", body, &status, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (status, ==, expected_status);
  if (expected != NULL)
    g_assert_cmpmem (g_bytes_get_data (answer, NULL), g_bytes_get_size (answer), expected, strlen (expected));
}

static void
test_faults_over_http (Fixture       *fixture,
                       gconstpointer  unused)
{
  assert_answer (fixture, "GET", NULL, 200, "{\"faults\":[]}");
  assert_answer (fixture, "POST", "stop-monitoring:status=500", 200,
                 "{\"faults\":[\"stop-monitoring:status=500\"]}");
  g_assert_cmpuint (fetch_status (fixture, STOP), ==, 500);
  assert_answer (fixture, "POST", "stop-monitoring:teapot", 400, NULL);
  assert_answer (fixture, "POST", "", 400, NULL);
  assert_answer (fixture, "PUT", "x", 405, NULL);
  assert_answer (fixture, "GET", NULL, 200, "{\"faults\":[\"stop-monitoring:status=500\"]}");
  assert_answer (fixture, "DELETE", NULL, 200, "{\"faults\":[]}");
  g_assert_cmpuint (fetch_status (fixture, STOP), ==, 200);
}

static void
test_specs (void)
{
  static const char * const bad[] = {
    "",
    ":",
    "all",
    "all:",
    "nowhere:refuse",
    "all:refuse=1",
    "all:latency",
    "all:latency=",
    "all:latency=-1",
    "all:latency=1e9",
    "all:latency=12x",
    "all:status=200",
    "all:status=700",
    "all:truncate=2",
    "all:truncate=nan",
    "all:refuse@2",
    "all:refuse@",
    "all:refuse@x",
    "ALL:refuse",
    "all@0.5:refuse",
  };
  static const char * const good[] = {
    "all:refuse", "gtfs-rt:latency=0", "arrets:status=403@0.25", "stop-monitoring:truncate@1",
    "estimated-timetable:truncate=0.9@0",
  };
  g_autoptr(RltSimFaults) faults = rlt_sim_faults_new (1);
  g_auto(GStrv) specs = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autofree char *quoted = g_strdup_printf ("“%s”", bad[i]);

      g_assert_false (rlt_sim_faults_add (faults, bad[i], &error));
      g_assert_error (error, RLT_SIMULATOR_ERROR, RLT_SIMULATOR_ERROR_FAULT);
      g_assert_nonnull (strstr (error->message, quoted));
    }
  for (guint i = 0; i < G_N_ELEMENTS (good); i++)
    g_assert_true (rlt_sim_faults_add (faults, good[i], NULL));
  specs = rlt_sim_faults_list (faults);
  g_assert_true (g_strv_equal ((const char * const *) specs,
                               (const char * const[]) { good[0], good[1], good[2], good[3], good[4], NULL }));
}

static void
test_port_taken (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (&error);
  g_autoptr(RltClock) clock = rlt_clock_new_system ();
  g_autoptr(RltSimulator) other = rlt_simulator_new (catalogue, clock, 1);
  g_autoptr(GUri) uri = g_uri_parse (rlt_simulator_get_base_uri (fixture->simulator), G_URI_FLAGS_NONE, NULL);

  g_assert_false (rlt_simulator_start (other, g_uri_get_port (uri), &error));
  g_assert_error (error, RLT_SIMULATOR_ERROR, RLT_SIMULATOR_ERROR_LISTEN);
  g_assert_null (rlt_simulator_get_base_uri (other));
}

/* An answer that is still to come does not keep the simulator, nor does a client that goes away. */
static void
test_stop_while_waiting (Fixture       *fixture,
                         gconstpointer  unused)
{
  g_autoptr(SoupMessage) message = make_message (fixture, "GET", ARRETS);
  g_autoptr(SoupMessage) gone = make_message (fixture, "GET", ARRETS);
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GAsyncResult) gone_result = NULL;
  g_autoptr(GBytes) answer = NULL;
  g_autoptr(GBytes) gone_answer = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) gone_error = NULL;

  add_fault (fixture, "arrets:latency=600000");
  soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, NULL, rlt_test_result_cb,
                                    &result);
  soup_session_send_and_read_async (fixture->session, gone, G_PRIORITY_DEFAULT, cancellable, rlt_test_result_cb,
                                    &gone_result);
  g_cancellable_cancel (cancellable);
  rlt_test_await (&gone_result);
  gone_answer = soup_session_send_and_read_finish (fixture->session, gone_result, &gone_error);
  g_assert_error (gone_error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
  /* The other one has been read by the time a later request is answered. */
  g_assert_cmpuint (fetch_status (fixture, "/health"), ==, 200);

  rlt_simulator_stop (fixture->simulator);
  rlt_test_await (&result);
  answer = soup_session_send_and_read_finish (fixture->session, result, &error);
  g_assert_null (answer);
  g_assert_nonnull (error);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-server/paths", test_paths);
  ADD ("/simulator-server/key", test_key);
  ADD ("/simulator-server/method", test_method);
  ADD ("/simulator-server/fault/status", test_status);
  ADD ("/simulator-server/fault/latency", test_latency);
  ADD ("/simulator-server/fault/refuse", test_refuse);
  ADD ("/simulator-server/fault/truncate", test_truncate);
  ADD ("/simulator-server/fault/probability", test_probability);
  ADD ("/simulator-server/fault/http", test_faults_over_http);
  ADD ("/simulator-server/port-taken", test_port_taken);
  ADD ("/simulator-server/stop-while-waiting", test_stop_while_waiting);
#undef ADD
  g_test_add_func ("/simulator-server/fault/specs", test_specs);

  return g_test_run ();
}
