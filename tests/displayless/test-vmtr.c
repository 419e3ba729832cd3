/* test-vmtr.c: trains as they move, over a Socket.IO connection to a small server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-async.h"
#include "rlt-test-server.h"
#include "rlt-vmtr-client.h"

/* 2026-11-23T08:00:00Z */
#define NOW (G_GINT64_CONSTANT (1795420800) * RLT_SECOND)

#define HELLO "0{\"sid\":\"a\",\"upgrades\":[],\"pingInterval\":%u,\"pingTimeout\":%u,\"maxPayload\":1000000}"
#define VEHICLE "{\"vehicleId\":\"%s\",\"recordedAtTime\":\"2026-11-23T07:59:%02uZ\"," \
                "\"vehicleActivity\":{\"directionRef\":\"DIR:IDFM:C01742:%s\"}," \
                "\"position\":{\"nextStopPlaceRef\":\"ART:IDFM:41235\",\"vehicleStopStatus\":\"transit\"}}"

/* How the server behaves is the last part of its base address: "/ws/drop". */
typedef struct
{
  RltTestServer   *server;
  GSocketListener *deaf;           /* (owned): takes connections and says nothing */
  RltCatalogue    *catalogue;
  RltClock        *clock;
  RltHttpClient   *http;
  RltFeedConfig    config;
  RltVmtrClient   *client;

  GMutex           mutex;
  guint            n_connections;  /* (mutex mutex) */
  guint            n_pongs;        /* (mutex mutex) */
  GPtrArray       *sockets;        /* (owned) (element-type SoupWebsocketConnection): of the server's thread */

  RltRecords      *records;        /* (owned) (nullable): the last ones */
  guint            n_batches;
  GError          *error;          /* (owned) (nullable): the last one */
  guint            n_errors;
} Fixture;

/* One of the server's connections. */
typedef struct
{
  Fixture *fixture;
  char    *mode;    /* (owned) */
  char    *way;     /* (owned) */
  guint    number;  /* which of all it is, from 1 */
} Peer;

static void
peer_free (gpointer  data,
           GClosure *closure)
{
  Peer *self = data;

  g_free (self->mode);
  g_free (self->way);
  g_free (self);
}

static void
send_event (SoupWebsocketConnection *socket,
            const char              *name,
            const char              *vehicles)
{
  g_autofree char *text = g_strdup_printf ("42[\"%s\",{\"vehicles\":[%s]}]", name, vehicles);

  soup_websocket_connection_send_text (socket, text);
}

/* As upstream does at times: the payload is a text of its own. */
static void
send_encoded_event (SoupWebsocketConnection *socket,
                    const char              *vehicles)
{
  g_auto(GStrv) parts = g_strsplit (vehicles, "\"", -1);
  g_autofree char *escaped = g_strjoinv ("\\\"", parts);
  g_autofree char *text = g_strdup_printf ("421[\"[POSV - UPDATE]\",\"{\\\"vehicles\\\":[%s]}\"]", escaped);

  soup_websocket_connection_send_text (socket, text);
}

static void
tell_trains (SoupWebsocketConnection *socket,
             const char              *way)
{
  g_autofree char *own = g_strdup_printf (VEHICLE, way, 10, way);
  g_autofree char *shared = g_strdup_printf (VEHICLE, "turning", g_str_equal (way, "A") ? 20 : 30, way);
  g_autofree char *both = g_strconcat (own, ",", shared, NULL);
  g_autofree char *other = g_strconcat ("new-", way, NULL);
  g_autofree char *added = g_strdup_printf (VEHICLE, other, 40, way);

  send_event (socket, "[POSV - INIT]", both);
  soup_websocket_connection_send_text (socket, "451-[\"x\",{\"_placeholder\":true,\"num\":0}]");
  send_encoded_event (socket, added);
}

/* The namespace is asked for. */
static void
join (SoupWebsocketConnection *socket,
      Peer                    *peer)
{
  if (g_str_equal (peer->mode, "refuse"))
    {
      soup_websocket_connection_send_text (socket, "44{\"message\":\"no such room\"}");
      return;
    }

  soup_websocket_connection_send_text (socket, "40{\"sid\":\"b\"}");
  if (g_str_equal (peer->mode, "end"))
    soup_websocket_connection_send_text (socket, "41");
  else if (g_str_equal (peer->mode, "big"))
    {
      g_autofree char *text = g_strnfill (5 * 1024 * 1024, '4');

      soup_websocket_connection_send_text (socket, text);
    }
  else if (g_str_equal (peer->mode, "drop") && peer->number <= 2)
    soup_websocket_connection_close (socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  else if (!g_str_equal (peer->mode, "empty"))
    tell_trains (socket, peer->way);
  if (!g_str_equal (peer->mode, "silent") &&
      soup_websocket_connection_get_state (socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket, "2");
}

static void
said_cb (SoupWebsocketConnection *socket,
         SoupWebsocketDataType    type,
         GBytes                  *message,
         gpointer                 user_data)
{
  Peer *peer = user_data;
  g_autofree char *text = g_strndup (g_bytes_get_data (message, NULL), g_bytes_get_size (message));

  if (g_str_equal (text, "40"))
    join (socket, peer);
  else if (g_str_equal (text, "3"))
    {
      g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&peer->fixture->mutex);

      peer->fixture->n_pongs++;
    }
}

static void
socket_cb (SoupServer              *server,
           SoupServerMessage       *message,
           const char              *path,
           SoupWebsocketConnection *socket,
           gpointer                 user_data)
{
  Fixture *self = user_data;
  const char *query = g_uri_get_query (soup_server_message_get_uri (message));
  Peer *peer = g_new0 (Peer, 1);
  g_autofree char *hello = NULL;
  g_auto(GStrv) parts = g_strsplit (path, "/", -1);

  g_assert_cmpuint (g_strv_length (parts), ==, 5);
  g_assert_cmpstr (parts[3], ==, "socket.io");
  g_assert_cmpstr (soup_websocket_connection_get_origin (socket), ==, "https://vmtr.ratp.fr");
  g_assert_nonnull (strstr (query, "roomName=LIG%3AIDFM%3AC01742&directionId=DIR%3AIDFM%3AC01742%3A"));
  g_assert_nonnull (strstr (query, "&EIO=4&transport=websocket"));

  peer->fixture = self;
  peer->mode = g_strdup (parts[2]);
  peer->way = g_strdup (strstr (query, "C01742%3AA") != NULL ? "A" : "R");
  g_mutex_lock (&self->mutex);
  peer->number = ++self->n_connections;
  g_ptr_array_add (self->sockets, g_object_ref (socket));
  g_mutex_unlock (&self->mutex);
  g_signal_connect_data (socket, "message", G_CALLBACK (said_cb), peer, peer_free, G_CONNECT_DEFAULT);

  hello = g_str_equal (peer->mode, "silent") ? g_strdup_printf (HELLO, 300, 200) : g_strdup_printf (HELLO, 25000, 20000);
  if (g_str_equal (peer->mode, "nonsense"))
    soup_websocket_connection_send_text (socket, "Good morning");
  else if (!g_str_equal (peer->mode, "mute"))
    soup_websocket_connection_send_text (socket, hello);
}

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  if (g_str_has_prefix (path, "/blocked"))
    rlt_test_server_set_text (message, 403, "text/html", "<html><title>Just a moment...</title></html>");
  else if (g_str_has_prefix (path, "/page"))
    rlt_test_server_set_text (message, 200, "text/html", "<html><title>Just a moment...</title></html>");
  else if (g_str_has_prefix (path, "/elsewhere"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
      rlt_test_server_set_header (message, "Location", "/ws/ok/socket.io/");
    }
  else
    rlt_test_server_set_text (message, 502, "text/plain", "");
}

static void
taken_cb (RltRecords   *records,
          const GError *error,
          gpointer      user_data)
{
  Fixture *self = user_data;

  g_assert_true ((records == NULL) != (error == NULL));
  if (records != NULL)
    {
      g_clear_pointer (&self->records, rlt_records_unref);
      self->records = rlt_records_ref (records);
      self->n_batches++;
      return;
    }
  g_clear_error (&self->error);
  self->error = g_error_copy (error);
  self->n_errors++;
}

static void
set_up (Fixture       *self,
        gconstpointer  mode)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base = NULL;
  RltFeedAccess access;

  g_mutex_init (&self->mutex);
  self->sockets = g_ptr_array_new_with_free_func (g_object_unref);
  self->server = rlt_test_server_new_with_sockets (handler, socket_cb, self);
  self->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  self->clock = rlt_clock_new_manual (NOW);
  self->http = rlt_http_client_new (self->clock);
  self->deaf = g_socket_listener_new ();
  if (g_str_equal (mode, "deaf"))
    base = g_strdup_printf ("http://127.0.0.1:%u",
                            g_socket_listener_add_any_inet_port (self->deaf, NULL, NULL));
  else
    base = g_strconcat (rlt_test_server_get_base (self->server), mode, NULL);
  rlt_feed_config_init (&self->config, RLT_FEED_RATP_VEHICLES, base);
  self->config.interval = g_str_equal (mode, "/ws/drop") ? RLT_SECOND / 4 : 10 * RLT_SECOND;
  self->config.timeout = g_str_equal (mode, "/ws/mute") ? 0.1 : 10;
  access = (RltFeedAccess) {
    .client = self->http,
    .clock = self->clock,
    .catalogue = self->catalogue,
    .config = &self->config,
  };
  self->client = rlt_vmtr_client_new (&access, rlt_catalogue_find_line (self->catalogue, "rer:A"), taken_cb, self);
}

/* After it is closed nothing comes any more, and nothing holds it. */
static void
tear_down (Fixture       *self,
           gconstpointer  mode)
{
  g_autoptr(GAsyncResult) result = NULL;
  const guint n_calls = self->n_batches + self->n_errors;

  rlt_vmtr_client_close_async (self->client, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  rlt_vmtr_client_close_finish (self->client, result);
  g_clear_object (&result);
  while (g_main_context_iteration (NULL, FALSE))
    ;
  g_assert_cmpuint (self->n_batches + self->n_errors, ==, n_calls);
  g_assert_finalize_object (g_steal_pointer (&self->client));
  g_assert_finalize_object (g_steal_pointer (&self->http));

  g_clear_pointer (&self->server, rlt_test_server_free);
  g_clear_object (&self->deaf);
  g_ptr_array_unref (self->sockets);
  rlt_feed_config_clear (&self->config);
  g_clear_pointer (&self->records, rlt_records_unref);
  g_clear_error (&self->error);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
  g_mutex_clear (&self->mutex);
}

static const RltVehicle *
find_vehicle (const RltRecords *records,
              const char       *id)
{
  for (guint i = 0; i < records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);

      if (g_str_equal (vehicle->id, id))
        return vehicle;
    }

  return NULL;
}

static void
wait_for_trains (Fixture *self,
                 guint    n_trains)
{
  while (self->records == NULL || self->records->vehicles->len < n_trains)
    g_main_context_iteration (NULL, TRUE);
}

static void
wait_for_errors (Fixture *self,
                 guint    n_errors)
{
  while (self->n_errors < n_errors)
    g_main_context_iteration (NULL, TRUE);
}

/* The full state of both directions and what was added; a train in both is where it was seen last. */
static void
test_trains (Fixture       *self,
             gconstpointer  mode)
{
  wait_for_trains (self, 5);

  g_assert_cmpint (self->records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (self->records->vehicles->len, ==, 5);
  g_assert_cmpuint (self->records->n_rejected, ==, 0);
  g_assert_cmpstr (find_vehicle (self->records, "turning")->direction, ==, "R");
  g_assert_cmpstr (find_vehicle (self->records, "new-A")->line->key, ==, "rer:A");
  g_assert_cmpstr (find_vehicle (self->records, "A")->stop_id, ==, "ART:IDFM:41235");
  g_assert_cmpstr (find_vehicle (self->records, "A")->source, ==, "ratp-vmtr");
  g_assert_cmpuint (self->n_errors, ==, 0);
}

/* A room without trains is an answer all the same: with the first ping. Pings are answered. */
static void
test_empty (Fixture       *self,
            gconstpointer  mode)
{
  guint n_pongs = 0;

  while (self->n_batches < 2 || n_pongs < 2)
    {
      g_main_context_iteration (NULL, self->n_batches < 2);
      g_mutex_lock (&self->mutex);
      n_pongs = self->n_pongs;
      g_mutex_unlock (&self->mutex);
    }

  g_assert_cmpint (self->records->answer, ==, RLT_ANSWER_EMPTY);
  g_assert_cmpuint (self->records->vehicles->len, ==, 0);
}

static void
test_drop (Fixture       *self,
           gconstpointer  mode)
{
  wait_for_trains (self, 5);

  g_assert_cmpuint (self->n_errors, ==, 2);
  g_assert_error (self->error, RLT_NET_ERROR, RLT_NET_ERROR_SERVER);
  g_assert_nonnull (strstr (self->error->message, "127.0.0.1"));
}

/* A connection that says nothing any more is no connection; what it told is not forgotten meanwhile. */
static void
test_silent (Fixture       *self,
             gconstpointer  mode)
{
  wait_for_errors (self, 2);

  g_assert_error (self->error, RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT);
  g_assert_cmpuint (self->records->vehicles->len, ==, 5);
}

static void
assert_error (Fixture *self,
              int      code)
{
  wait_for_errors (self, 2);
  g_assert_error (self->error, RLT_NET_ERROR, code);
  g_assert_null (self->records);
}

static void
test_mute (Fixture       *self,
           gconstpointer  mode)
{
  assert_error (self, RLT_NET_ERROR_TIMEOUT);
}

static void
test_refuse (Fixture       *self,
             gconstpointer  mode)
{
  assert_error (self, RLT_NET_ERROR_REJECTED);
  g_assert_nonnull (strstr (self->error->message, "no such room"));
}

static void
test_end (Fixture       *self,
          gconstpointer  mode)
{
  assert_error (self, RLT_NET_ERROR_SERVER);
}

static void
test_damaged (Fixture       *self,
              gconstpointer  mode)
{
  assert_error (self, RLT_NET_ERROR_BAD_ANSWER);
}

static void
test_blocked (Fixture       *self,
              gconstpointer  mode)
{
  assert_error (self, RLT_NET_ERROR_BLOCKED);
}

static void
test_close_at_once (Fixture       *self,
                    gconstpointer  mode)
{
  g_assert_cmpuint (self->n_batches + self->n_errors, ==, 0);
}

static void
add (const char *path,
     const char *mode,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, mode, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/vmtr/trains", "/ws/ok", test_trains);
  add ("/vmtr/empty", "/ws/empty", test_empty);
  add ("/vmtr/drop", "/ws/drop", test_drop);
  add ("/vmtr/silent", "/ws/silent", test_silent);
  add ("/vmtr/mute", "/ws/mute", test_mute);
  add ("/vmtr/refuse", "/ws/refuse", test_refuse);
  add ("/vmtr/end", "/ws/end", test_end);
  add ("/vmtr/nonsense", "/ws/nonsense", test_damaged);
  add ("/vmtr/big", "/ws/big", test_damaged);
  add ("/vmtr/elsewhere", "/elsewhere", test_damaged);
  add ("/vmtr/gateway", "/gateway", test_end);
  add ("/vmtr/blocked", "/blocked", test_blocked);
  add ("/vmtr/challenge-page", "/page", test_blocked);
  add ("/vmtr/close-at-once", "deaf", test_close_at_once);

  return g_test_run ();
}
