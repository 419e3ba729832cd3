/* test-simulator-faults.c: every fault of the simulator does what it says, over HTTP and over an open connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-simulator.h"
#include "rlt-test-async.h"
#include "rlt-test-world.h"

#define STOP "/marketplace/stop-monitoring?MonitoringRef=STIF:StopArea:SP:71517:"
#define TIMETABLE "/marketplace/estimated-timetable?LineRef=STIF:Line::C01371:"
#define BULK "/marketplace/disruptions_bulk/disruptions/v2"
#define TRUTH "/truth/traffic?line=metro:1"
#define ROOM "/socket.io/?roomName=LIG%3AIDFM%3AC01742&directionId=DIR%3AIDFM%3AC01742%3AR&EIO=4&transport=websocket"

typedef struct
{
  RltCatalogue *catalogue;
  RltSimulator *simulator;
  SoupSession  *session;
  RltTime       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltClock) clock = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->now = rlt_test_time (RLT_TEST_PEAK);
  clock = rlt_clock_new_manual (fixture->now);
  fixture->simulator = rlt_simulator_new (fixture->catalogue, clock, 1);
  fixture->session = soup_session_new ();
  soup_session_remove_feature_by_type (fixture->session, SOUP_TYPE_CONTENT_DECODER);
  g_assert_true (rlt_simulator_start (fixture->simulator, 0, &error));
  g_assert_no_error (error);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_object_unref (fixture->session);
  g_assert_finalize_object (fixture->simulator);
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

static SoupMessage *
make_message (Fixture    *fixture,
              const char *path)
{
  g_autofree char *uri = g_strconcat (rlt_simulator_get_base_uri (fixture->simulator), path, NULL);
  SoupMessage *message = soup_message_new ("GET", uri);

  soup_message_headers_append (soup_message_get_request_headers (message), "apikey", "any");
  soup_message_headers_append (soup_message_get_request_headers (message), "Cookie", "__cf_bm=simulated");
  return message;
}

static GBytes *
fetch (Fixture      *fixture,
       const char   *path,
       SoupMessage **message,
       GError      **error)
{
  *message = make_message (fixture, path);
  return soup_session_send_and_read (fixture->session, *message, NULL, error);
}

static const char *
get_header (SoupMessage *message,
            const char  *name)
{
  return soup_message_headers_get_one (soup_message_get_response_headers (message), name);
}

/* Other answers in place of the right one. */
static void
test_answers (Fixture       *fixture,
              gconstpointer  unused)
{
  static const struct
  {
    const char *fault;
    guint       status;
    const char *type;
    const char *part;
  } cases[] = {
    { "status=500", 500, "text/plain", "" },
    { "status=503", 503, "text/plain", "" },
    { "unauthorized", 401, "application/json", "credentials" },
    { "forbidden", 403, "text/html", "403 Forbidden" },
    { "no-route", 404, "application/json", "no Route matched" },
    { "retry-after=7", 429, "application/json", "limit" },
    { "retry-date=7", 429, "application/json", "limit" },
    { "too-many", 429, "application/json", "limit" },
    { "challenge", 200, "text/html", "Just a moment" },
    { "empty", 200, "application/json", "" },
    { "type", 200, "text/html", "Siri" },
    { "quota=0", 429, "application/json", "limit" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *spec = g_strconcat ("stop-monitoring:", cases[i].fault, NULL);
      g_autoptr(SoupMessage) message = NULL;
      g_autoptr(GBytes) body = NULL;
      g_autofree char *text = NULL;

      add_fault (fixture, spec);
      body = fetch (fixture, STOP, &message, NULL);
      g_assert_nonnull (body);
      text = g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
      g_assert_cmpuint (soup_message_get_status (message), ==, cases[i].status);
      g_assert_true (g_str_has_prefix (get_header (message, "Content-Type"), cases[i].type));
      g_assert_nonnull (strstr (text != NULL ? text : "", cases[i].part));
      rlt_simulator_clear_faults (fixture->simulator);
    }
}

static void
test_retry_after (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const struct
  {
    const char *fault;
    const char *value;
  } cases[] = {
    { "all:retry-after=7", "7" },
    { "all:retry-date=30", "Mon, 23 Nov 2026 07:30:30 GMT" },
    { "all:too-many", NULL },
    { "all:quota=0", "55800" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(SoupMessage) message = NULL;
      g_autoptr(GBytes) body = NULL;

      add_fault (fixture, cases[i].fault);
      body = fetch (fixture, STOP, &message, NULL);
      g_assert_cmpuint (soup_message_get_status (message), ==, 429);
      g_assert_cmpstr (get_header (message, "Retry-After"), ==, cases[i].value);
      g_assert_cmpstr (get_header (message, "Date"), ==, "Mon, 23 Nov 2026 07:30:00 GMT");
      rlt_simulator_clear_faults (fixture->simulator);
    }
}

static void
test_quota (Fixture       *fixture,
            gconstpointer  unused)
{
  add_fault (fixture, "stop-monitoring:quota=2");
  for (guint i = 0; i < 4; i++)
    {
      g_autoptr(SoupMessage) message = NULL;
      g_autoptr(GBytes) body = fetch (fixture, STOP, &message, NULL);

      g_assert_cmpuint (soup_message_get_status (message), ==, i < 2 ? 200 : 429);
    }
}

static void
test_broken (Fixture       *fixture,
             gconstpointer  unused)
{
  static const char * const faults[] = { "disruptions:refuse", "disruptions:tls", "disruptions:truncate=0.1" };

  for (guint i = 0; i < G_N_ELEMENTS (faults); i++)
    {
      g_autoptr(SoupMessage) message = NULL;
      g_autoptr(GError) error = NULL;
      g_autoptr(GBytes) body = NULL;

      add_fault (fixture, faults[i]);
      body = fetch (fixture, BULK, &message, &error);
      g_assert_null (body);
      g_assert_nonnull (error);
      rlt_simulator_clear_faults (fixture->simulator);
    }
}

static RltRecords *
decode (Fixture    *fixture,
        const char *path,
        const char *kind)
{
  const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator", .now = fixture->now };
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) body = fetch (fixture, path, &message, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  return rlt_decode_find (kind) (&context, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static guint
count (const RltRecords *records)
{
  return records->departures->len + records->trips->len + records->disruptions->len;
}

/* What the decoders must get over: all, or all but some of the records are read. */
static void
test_damage (Fixture       *fixture,
             gconstpointer  unused)
{
  static const struct
  {
    const char *fault;
    double      least;   /* of the records */
  } cases[] = {
    { "bom", 1 }, { "mojibake", 1 }, { "extra", 1 }, { "enums", 1 }, { "unwrapped", 1 }, { "skew", 1 },
    { "missing", 0.9 }, { "shuffle", 0.9 }, { "past", 0.3 }, { "blanks", 0.01 }, { "type", 1 }, { "cut=0.5", 0 },
  };
  static const struct
  {
    const char *path;
    const char *kind;
  } feeds[] = {
    { STOP, "siri-sm" }, { TIMETABLE, "siri-et" }, { BULK, "disruptions-bulk" },
    { "/marketplace/general-message?LineRef=STIF:Line::C01373:", "siri-gm" },
    { "/marketplace/v2/navitia/line_reports/line_reports?count=100", "navitia" },
  };

  for (guint f = 0; f < G_N_ELEMENTS (feeds); f++)
    {
      g_autoptr(RltRecords) sound = decode (fixture, feeds[f].path, feeds[f].kind);

      g_assert_cmpuint (count (sound), >, 0);
      for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
        {
          g_autofree char *spec = g_strconcat ("all:", cases[i].fault, NULL);
          g_autoptr(RltRecords) damaged = NULL;

          add_fault (fixture, spec);
          damaged = decode (fixture, feeds[f].path, feeds[f].kind);
          if (count (damaged) < count (sound) * cases[i].least * 0.6)
            g_test_message ("%s %s: %u of %u, %s", feeds[f].kind, spec, count (damaged), count (sound),
                            damaged->message);
          g_assert_cmpuint (count (damaged), >=, (guint) (count (sound) * cases[i].least * 0.6));
          rlt_simulator_clear_faults (fixture->simulator);
        }
    }
}

static void
test_gzip (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  const guint8 *data;

  add_fault (fixture, "disruptions:gzip");
  body = fetch (fixture, BULK, &message, NULL);
  data = g_bytes_get_data (body, NULL);
  g_assert_cmpstr (get_header (message, "Content-Encoding"), ==, "gzip");
  g_assert_cmpuint (data[0], ==, 0x1f);
  g_assert_cmpuint (data[1], ==, 0x8b);
}

static void
test_large (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = NULL;
  g_autoptr(JsonParser) parser = json_parser_new ();

  add_fault (fixture, "estimated-timetable:large=3");
  body = fetch (fixture, TIMETABLE, &message, NULL);
  g_assert_cmpuint (g_bytes_get_size (body), >, 3 * 1024 * 1024);
  g_assert_true (json_parser_load_from_data (parser, g_bytes_get_data (body, NULL), g_bytes_get_size (body), NULL));
}

static char *
fetch_truth (Fixture *fixture)
{
  g_autoptr(SoupMessage) message = NULL;
  g_autoptr(GBytes) body = fetch (fixture, TRUTH, &message, NULL);

  return g_strndup (g_bytes_get_data (body, NULL), g_bytes_get_size (body));
}

static void
test_world (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    const char *fault;
    const char *part;
  } cases[] = {
    { "world:closed=metro:1", "\"metro:1\":\"closed\"" },
    { "world:incident=metro:1", "\"metro:1\":\"disturbed\"" },
    { "world:works=metro:1", "\"metro:1\":\"works\"" },
    { "world:nights=metro:1", "\"kind\":\"section\"" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *before = fetch_truth (fixture);
      g_autofree char *during = NULL;
      g_autofree char *after = NULL;

      add_fault (fixture, cases[i].fault);
      during = fetch_truth (fixture);
      rlt_simulator_clear_faults (fixture->simulator);
      after = fetch_truth (fixture);
      g_assert_nonnull (strstr (before, "\"metro:1\":\"normal\""));
      g_assert_nonnull (strstr (during, cases[i].part));
      g_assert_cmpstr (before, ==, after);
    }

  add_fault (fixture, "world:lifts");
  {
    g_autoptr(RltRecords) records = decode (fixture, BULK, "disruptions-bulk");

    g_assert_cmpuint (records->disruptions->len, >, 10);
    for (guint i = 0; i < records->disruptions->len; i++)
      g_assert_cmpint (((RltDisruption *) g_ptr_array_index (records->disruptions, i))->category, ==,
                       RLT_CATEGORY_LIFT);
  }
}

/* Whatever comes by chance, the simulator goes on. */
static void
test_random (Fixture       *fixture,
             gconstpointer  unused)
{
  guint n_failed = 0;

  add_fault (fixture, "random=7@0.5");
  add_fault (fixture, "all:latency=0");
  for (guint i = 0; i < 60; i++)
    {
      g_autoptr(SoupMessage) message = make_message (fixture, i % 2 ? STOP : "/api/traffic/metros");
      g_autoptr(GCancellable) cancellable = g_cancellable_new ();
      g_autoptr(GAsyncResult) result = NULL;
      g_autoptr(GBytes) body = NULL;

      soup_session_send_and_read_async (fixture->session, message, G_PRIORITY_DEFAULT, cancellable,
                                        rlt_test_result_cb, &result);
      g_timeout_add_full (G_PRIORITY_DEFAULT, 200, (GSourceFunc) (void (*) (void)) g_cancellable_cancel,
                          g_object_ref (cancellable), g_object_unref);
      rlt_test_await (&result);
      body = soup_session_send_and_read_finish (fixture->session, result, NULL);
      n_failed += body == NULL || soup_message_get_status (message) != 200;
    }
  g_assert_cmpuint (n_failed, >, 3);

  rlt_simulator_clear_faults (fixture->simulator);
  {
    g_autoptr(SoupMessage) message = NULL;
    g_autoptr(GBytes) body = fetch (fixture, STOP, &message, NULL);

    g_assert_nonnull (body);
    g_assert_cmpuint (soup_message_get_status (message), ==, 200);
  }
}

/* What has come over a connection. */
typedef struct
{
  GPtrArray *frames;      /* (owned) (element-type utf8) */
  gboolean   is_closed;
} Conversation;

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            gpointer                 user_data)
{
  Conversation *conversation = user_data;
  gsize size;
  const char *text = g_bytes_get_data (message, &size);

  g_ptr_array_add (conversation->frames, g_strndup (text, size));
  if (text[0] == '0')
    soup_websocket_connection_send_text (connection, "40");
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  ((Conversation *) user_data)->is_closed = TRUE;
}

static SoupWebsocketConnection *
connect_to (Fixture      *fixture,
            const char   *path,
            const char   *origin,
            Conversation *conversation)
{
  g_autofree char *uri = g_strconcat (rlt_simulator_get_base_uri (fixture->simulator), path, NULL);
  g_autoptr(SoupMessage) message = soup_message_new ("GET", uri);
  g_autoptr(GAsyncResult) result = NULL;
  SoupWebsocketConnection *connection;

  soup_session_websocket_connect_async (fixture->session, message, origin, NULL, G_PRIORITY_DEFAULT, NULL,
                                        rlt_test_result_cb, &result);
  rlt_test_await (&result);
  connection = soup_session_websocket_connect_finish (fixture->session, result, NULL);
  if (connection != NULL && conversation != NULL)
    {
      g_signal_connect (connection, "message", G_CALLBACK (message_cb), conversation);
      g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), conversation);
    }

  return connection;
}

/* Talks until @n_frames have come or the other side has gone. */
static char *
talk (Fixture    *fixture,
      const char *path,
      guint       n_frames,
      gboolean   *is_closed)
{
  Conversation conversation = { .frames = g_ptr_array_new_with_free_func (g_free) };
  g_autoptr(SoupWebsocketConnection) connection = connect_to (fixture, path, "https://vmtr.ratp.fr", &conversation);
  char *text;

  g_assert_nonnull (connection);
  while (conversation.frames->len < n_frames && !conversation.is_closed)
    g_main_context_iteration (NULL, TRUE);
  g_signal_handlers_disconnect_by_data (connection, &conversation);
  g_ptr_array_add (conversation.frames, NULL);
  text = g_strjoinv ("\n", (char **) conversation.frames->pdata);
  *is_closed = conversation.is_closed;
  g_ptr_array_unref (conversation.frames);

  return text;
}

static guint
count_vehicles (Fixture    *fixture,
                const char *frames,
                RltAnswer   answer)
{
  const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator", .now = fixture->now };
  g_autoptr(RltRecords) records = rlt_decode_vmtr (&context, frames, strlen (frames));

  g_assert_cmpint (records->answer, ==, answer);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  for (guint i = 0; i < records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);

      g_assert_cmpstr (vehicle->line->key, ==, "rer:A");
      g_assert_cmpstr (vehicle->direction, ==, "R");
    }

  return records->vehicles->len;
}

static void
test_socket (Fixture       *fixture,
             gconstpointer  unused)
{
  gboolean is_closed;
  g_autofree char *frames = talk (fixture, ROOM, 4, &is_closed);
  g_autofree char *encoded = NULL;
  g_autofree char *refused = NULL;
  guint n = count_vehicles (fixture, frames, RLT_ANSWER_OK);

  g_assert_false (is_closed);
  g_assert_cmpuint (n, >, 15);

  add_fault (fixture, "ratp-vmtr:encoded");
  encoded = talk (fixture, ROOM, 3, &is_closed);
  g_assert_nonnull (strstr (encoded, "\\\"vehicles\\\""));
  g_assert_cmpuint (count_vehicles (fixture, encoded, RLT_ANSWER_OK), ==, n);
  rlt_simulator_clear_faults (fixture->simulator);

  add_fault (fixture, "ratp-vmtr:namespace");
  refused = talk (fixture, ROOM, 2, &is_closed);
  g_assert_nonnull (strstr (refused, "44{"));
  g_assert_cmpuint (count_vehicles (fixture, refused, RLT_ANSWER_ERROR), ==, 0);
}

/* A metro's room is empty, a direction B does not exist, and somebody else's page is not let in. */
static void
test_rooms (Fixture       *fixture,
            gconstpointer  unused)
{
  static const char metro[] = "/socket.io/?roomName=LIG%3AIDFM%3AC01372&directionId=DIR%3AIDFM%3AC01372%3AA&EIO=4";
  static const char wrong[] = "/socket.io/?roomName=LIG%3AIDFM%3AC01742&directionId=DIR%3AIDFM%3AC01742%3AB&EIO=4";
  gboolean is_closed;
  g_autofree char *frames = talk (fixture, metro, 3, &is_closed);
  g_autofree char *ended = talk (fixture, wrong, 9, &is_closed);
  g_autoptr(SoupWebsocketConnection) other = connect_to (fixture, ROOM, "https://example.org", NULL);
  g_autoptr(SoupWebsocketConnection) elsewhere =
    connect_to (fixture, "/socket.io/x?EIO=4", "https://vmtr.ratp.fr", NULL);

  g_assert_cmpuint (count_vehicles (fixture, frames, RLT_ANSWER_EMPTY), ==, 0);
  g_assert_true (is_closed);
  g_assert_null (other);
  g_assert_null (elsewhere);
}

static void
test_socket_breaks (Fixture       *fixture,
                    gconstpointer  unused)
{
  gboolean is_closed;
  g_autofree char *dropped = NULL;
  g_autoptr(SoupWebsocketConnection) refused = NULL;

  add_fault (fixture, "ratp-vmtr:drop=10");
  dropped = talk (fixture, ROOM, 99, &is_closed);
  g_assert_true (is_closed);
  rlt_simulator_clear_faults (fixture->simulator);

  add_fault (fixture, "ratp-vmtr:status=503");
  refused = connect_to (fixture, ROOM, "https://vmtr.ratp.fr", NULL);
  g_assert_null (refused);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-faults/answers", test_answers);
  ADD ("/simulator-faults/retry-after", test_retry_after);
  ADD ("/simulator-faults/quota", test_quota);
  ADD ("/simulator-faults/broken", test_broken);
  ADD ("/simulator-faults/damage", test_damage);
  ADD ("/simulator-faults/gzip", test_gzip);
  ADD ("/simulator-faults/large", test_large);
  ADD ("/simulator-faults/world", test_world);
  ADD ("/simulator-faults/random", test_random);
  ADD ("/simulator-faults/socket/trains", test_socket);
  ADD ("/simulator-faults/socket/rooms", test_rooms);
  ADD ("/simulator-faults/socket/breaks", test_socket_breaks);
#undef ADD

  return g_test_run ();
}
