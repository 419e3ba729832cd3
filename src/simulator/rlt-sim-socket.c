/* rlt-sim-socket.c: connections over which trains are told as they move: Engine.IO and Socket.IO, both version 4,
 * over WebSocket.
 *
 * https://github.com/socketio/engine.io-protocol, https://github.com/socketio/socket.io-protocol
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-vmtr"

#include "config.h"

#include <string.h>

#include "rlt-sim-vmtr.h"

#define PING_INTERVAL 25000
#define PING_TIMEOUT 20000
#define UPDATE_INTERVAL 2000

struct _RltSimVmtr
{
  RltSimApi      *api;           /* not owned */
  RltSimFaults   *faults;        /* not owned */
  RltSimDelivery *delivery;      /* not owned */
  RltClock       *clock;         /* (owned) */
  GPtrArray      *sockets;       /* (owned) (element-type Socket) */
};

/* One connection. */
typedef struct
{
  RltSimVmtr              *self;
  SoupWebsocketConnection *connection;   /* (owned) */
  const RltLine           *line;
  guint                    direction;
  RltSimEffect             effect;
  gboolean                 is_joined;
  gboolean                 awaits_pong;
  GSource                 *ping;         /* (owned) (nullable) */
  GSource                 *update;       /* (owned) (nullable) */
  GSource                 *drop;         /* (owned) (nullable) */
} Socket;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

/* It takes until the other side agrees: it is said once. */
static void
hang_up (Socket     *socket,
         gushort     code,
         const char *reason)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (socket->connection, code, reason);
}

static void
socket_free (Socket *socket)
{
  g_signal_handlers_disconnect_by_data (socket->connection, socket);
  clear_source (&socket->ping);
  clear_source (&socket->update);
  clear_source (&socket->drop);
  hang_up (socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, NULL);
  g_object_unref (socket->connection);
  g_free (socket);
}

/**
 * rlt_sim_vmtr_new:
 * @api: the upstreams; outlive the result
 * @faults: what goes wrong; outlive the result
 * @delivery: what refuses connections; outlives the result
 * @clock: the time of their world
 *
 * Returns: (transfer full): nobody follows anything yet
 */
RltSimVmtr *
rlt_sim_vmtr_new (RltSimApi      *api,
                  RltSimFaults   *faults,
                  RltSimDelivery *delivery,
                  RltClock       *clock)
{
  RltSimVmtr *self = g_new0 (RltSimVmtr, 1);

  self->api = api;
  self->faults = faults;
  self->delivery = delivery;
  self->clock = g_object_ref (clock);
  self->sockets = g_ptr_array_new_with_free_func ((GDestroyNotify) socket_free);

  return self;
}

void
rlt_sim_vmtr_free (RltSimVmtr *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->sockets);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * rlt_sim_vmtr_stop:
 * @self: connections
 *
 * Closes all of them.
 */
void
rlt_sim_vmtr_stop (RltSimVmtr *self)
{
  g_ptr_array_set_size (self->sockets, 0);
}

static GSource *
attach_timeout (guint       interval,
                GSourceFunc func,
                Socket     *socket)
{
  GSource *source = g_timeout_source_new (interval);

  g_source_set_callback (source, func, socket, NULL);
  g_source_attach (source, g_main_context_get_thread_default ());

  return source;
}

static void
send_text (Socket     *socket,
           const char *text)
{
  if (soup_websocket_connection_get_state (socket->connection) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (socket->connection, text);
}

static void
send_trains (Socket   *socket,
             gboolean  is_first)
{
  g_autofree char *frame = NULL;

  rlt_sim_delivery_note_faults (socket->self->delivery);
  frame = rlt_sim_vmtr_write_event (rlt_sim_api_get_world (socket->self->api), socket->line, socket->direction,
                                    is_first, rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_ENCODED),
                                    rlt_clock_now (socket->self->clock));
  send_text (socket, frame);
}

static gboolean
ping_cb (gpointer user_data)
{
  Socket *socket = user_data;

  if (socket->awaits_pong)
    {
      hang_up (socket, SOUP_WEBSOCKET_CLOSE_GOING_AWAY, "ping timeout");
      return G_SOURCE_CONTINUE;
    }

  socket->awaits_pong = TRUE;
  send_text (socket, "2");
  return G_SOURCE_CONTINUE;
}

static gboolean
update_cb (gpointer user_data)
{
  send_trains (user_data, FALSE);
  return G_SOURCE_CONTINUE;
}

static gboolean
drop_cb (gpointer user_data)
{
  Socket *socket = user_data;

  send_text (socket, "41");
  hang_up (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  return G_SOURCE_CONTINUE;
}

static void
join (Socket *socket)
{
  if (socket->is_joined)
    return;
  if (rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_NAMESPACE))
    {
      send_text (socket, "44{\"message\":\"Not authorized\"}");
      return;
    }

  socket->is_joined = TRUE;
  send_text (socket, "40{\"sid\":\"simulated-namespace\"}");
  send_trains (socket, TRUE);
  if (!rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_SILENT))
    socket->update = attach_timeout (UPDATE_INTERVAL, update_cb, socket);
}

static void
message_cb (SoupWebsocketConnection *connection,
            int                      type,
            GBytes                  *message,
            gpointer                 user_data)
{
  Socket *socket = user_data;
  gsize size;
  const char *text = g_bytes_get_data (message, &size);

  if (type != SOUP_WEBSOCKET_DATA_TEXT || size == 0)
    return;

  if (text[0] == '3')
    socket->awaits_pong = FALSE;
  else if (size >= 2 && text[0] == '4' && text[1] == '0')
    join (socket);
  else if (text[0] == '1' || (size >= 2 && text[0] == '4' && text[1] == '1'))
    hang_up (socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
}

static void
closed_cb (SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  Socket *socket = user_data;

  g_ptr_array_remove_fast (socket->self->sockets, socket);
}

static void
send_open (Socket *socket)
{
  g_autofree char *packet =
    g_strdup_printf ("0{\"sid\":\"simulated\",\"upgrades\":[],\"pingInterval\":%d,\"pingTimeout\":%d,"
                     "\"maxPayload\":1000000}", PING_INTERVAL, PING_TIMEOUT);

  send_text (socket, packet);
}

/* "DIR:IDFM:C01742:A" of "LIG:IDFM:C01742"; there is no B. */
static gboolean
read_room (RltSimVmtr *self,
           GHashTable *query,
           Socket     *socket)
{
  const char *room = query != NULL ? g_hash_table_lookup (query, "roomName") : NULL;
  const char *direction = query != NULL ? g_hash_table_lookup (query, "directionId") : NULL;
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (rlt_sim_api_get_world (self->api));
  g_autofree char *expected = NULL;

  if (room == NULL || direction == NULL || !g_str_has_prefix (room, "LIG:"))
    return FALSE;

  socket->line = rlt_catalogue_find_line (catalogue, room);
  expected = g_strdup_printf ("DIR:%s:", room + strlen ("LIG:"));
  if (socket->line == NULL || !g_str_has_prefix (direction, expected))
    return FALSE;

  direction += strlen (expected);
  socket->direction = g_str_equal (direction, "R") ? 1 : 0;
  return g_str_equal (direction, "A") || g_str_equal (direction, "R");
}

static void
socket_cb (SoupServer              *server,
           SoupServerMessage       *message,
           const char              *path,
           SoupWebsocketConnection *connection,
           gpointer                 user_data)
{
  RltSimVmtr *self = user_data;
  const char *query_text = g_uri_get_query (soup_server_message_get_uri (message));
  g_autoptr(GHashTable) query = query_text != NULL ? soup_form_decode (query_text) : NULL;
  Socket *socket = g_new0 (Socket, 1);

  socket->self = self;
  socket->connection = g_object_ref (connection);
  rlt_sim_faults_draw (self->faults, RLT_SIM_FEED_RATP_VEHICLES, &socket->effect);
  g_ptr_array_add (self->sockets, socket);
  if (!read_room (self, query, socket))
    {
      soup_websocket_connection_send_text (connection, "1");
      g_ptr_array_remove_fast (self->sockets, socket);
      return;
    }

  g_signal_connect (connection, "message", G_CALLBACK (message_cb), socket);
  g_signal_connect (connection, "closed", G_CALLBACK (closed_cb), socket);
  send_open (socket);
  if (!rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_NO_PING) &&
      !rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_SILENT))
    socket->ping = attach_timeout (PING_INTERVAL, ping_cb, socket);
  if (rlt_sim_effect_has (&socket->effect, RLT_SIM_FAULT_DROP))
    socket->drop = attach_timeout ((guint) socket->effect.values[RLT_SIM_FAULT_DROP], drop_cb, socket);
}

/* Without the right origin, and on any other path, a gateway answers. */
static void
early_cb (SoupServer        *server,
          SoupServerMessage *message,
          const char        *path,
          GHashTable        *query,
          gpointer           user_data)
{
  RltSimVmtr *self = user_data;
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  const char *origin = soup_message_headers_get_one (headers, "Origin");

  if (!g_str_equal (path, RLT_SIM_VMTR_PATH) || g_strcmp0 (origin, RLT_SIM_VMTR_ORIGIN) != 0)
    soup_server_message_set_status (message, SOUP_STATUS_BAD_GATEWAY, NULL);
  else
    (void) rlt_sim_delivery_refuse_socket (self->delivery, message);
}

/**
 * rlt_sim_vmtr_serve:
 * @self: connections
 * @server: a server
 *
 * Accepts connections.
 */
void
rlt_sim_vmtr_serve (RltSimVmtr *self,
                    SoupServer *server)
{
  soup_server_add_early_handler (server, "/socket.io", early_cb, self, NULL);
  soup_server_add_websocket_handler (server, "/socket.io", NULL, NULL, socket_cb, self, NULL);
}
