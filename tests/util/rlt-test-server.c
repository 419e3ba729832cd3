/* rlt-test-server.c: a web server on loopback, on a port of its own, in a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-test"

#include "config.h"

#include "rlt-test-server.h"

struct _RltTestServer
{
  GMainContext       *context;    /* (owned) */
  GMainLoop          *loop;       /* (owned) */
  GThread            *thread;     /* (owned) */
  SoupServerCallback  handler;
  SoupServerWebsocketCallback socket_handler;   /* (nullable) */
  gpointer            user_data;
  GMutex              mutex;
  GCond               cond;
  GUri               *uri;        /* (owned) (mutex mutex) until the server listens */
  char               *base;       /* (owned) */
};

static gpointer
server_thread (gpointer data)
{
  RltTestServer *self = data;
  g_autoptr(GMainContextPusher) pusher = g_main_context_pusher_new (self->context);
  g_autoptr(SoupServer) server = soup_server_new (NULL, NULL);
  g_autoptr(GError) error = NULL;
  GSList *uris;

  soup_server_add_handler (server, NULL, self->handler, self->user_data, NULL);
  if (self->socket_handler != NULL)
    soup_server_add_websocket_handler (server, "/ws", NULL, NULL, self->socket_handler, self->user_data, NULL);
  soup_server_listen_local (server, 0, SOUP_SERVER_LISTEN_IPV4_ONLY, &error);
  g_assert_no_error (error);

  uris = soup_server_get_uris (server);
  g_mutex_lock (&self->mutex);
  self->uri = g_uri_ref (uris->data);
  g_cond_signal (&self->cond);
  g_mutex_unlock (&self->mutex);
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);

  g_main_loop_run (self->loop);
  soup_server_disconnect (server);

  return NULL;
}

/**
 * rlt_test_server_new:
 * @handler: answers every request, on the server's thread
 * @user_data: data for @handler
 *
 * Returns: (transfer full): a server that listens
 */
RltTestServer *
rlt_test_server_new (SoupServerCallback handler,
                     gpointer           user_data)
{
  return rlt_test_server_new_with_sockets (handler, NULL, user_data);
}

/**
 * rlt_test_server_new_with_sockets:
 * @handler: answers every request, on the server's thread
 * @socket_handler: (nullable): takes WebSockets to /ws and below, on the server's thread
 * @user_data: data for both
 *
 * Returns: (transfer full): a server that listens
 */
RltTestServer *
rlt_test_server_new_with_sockets (SoupServerCallback          handler,
                                  SoupServerWebsocketCallback socket_handler,
                                  gpointer                    user_data)
{
  RltTestServer *self = g_new0 (RltTestServer, 1);
  g_autofree char *root = NULL;

  self->handler = handler;
  self->socket_handler = socket_handler;
  self->user_data = user_data;
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
  g_mutex_init (&self->mutex);
  g_cond_init (&self->cond);
  self->thread = g_thread_new ("test-server", server_thread, self);

  g_mutex_lock (&self->mutex);
  while (self->uri == NULL)
    g_cond_wait (&self->cond, &self->mutex);
  g_mutex_unlock (&self->mutex);

  root = g_uri_to_string (self->uri);
  self->base = g_strndup (root, strlen (root) - strlen (g_uri_get_path (self->uri)));

  return self;
}

/**
 * rlt_test_server_get_base:
 * @self: a server
 *
 * Returns: its address, without a slash at the end: "http://127.0.0.1:34567"
 */
const char *
rlt_test_server_get_base (RltTestServer *self)
{
  return self->base;
}

/**
 * rlt_test_server_uri:
 * @self: a server
 * @path: a path on it, from its slash on
 *
 * Returns: (transfer full): the address of @path
 */
char *
rlt_test_server_uri (RltTestServer *self,
                     const char    *path)
{
  return g_strconcat (self->base, path, NULL);
}

static gboolean
quit_cb (gpointer data)
{
  g_main_loop_quit (data);
  return G_SOURCE_REMOVE;
}

/**
 * rlt_test_server_free:
 * @self: a server
 *
 * Stops it and drops its connections.
 */
void
rlt_test_server_free (RltTestServer *self)
{
  g_main_context_invoke (self->context, quit_cb, self->loop);
  g_thread_join (self->thread);
  g_main_loop_unref (self->loop);
  g_main_context_unref (self->context);
  g_uri_unref (self->uri);
  g_free (self->base);
  g_mutex_clear (&self->mutex);
  g_cond_clear (&self->cond);
  g_free (self);
}

/**
 * rlt_test_server_send_raw:
 * @message: a request, in its handler
 * @bytes: what goes out on the wire, status line and headers included
 * @length: its length
 *
 * Answers with bytes no decent server would send, and hangs up.
 */
void
rlt_test_server_send_raw (SoupServerMessage *message,
                          const char        *bytes,
                          gsize              length)
{
  g_autoptr(GIOStream) stream = soup_server_message_steal_connection (message);
  GOutputStream *out = g_io_stream_get_output_stream (stream);

  g_output_stream_write_all (out, bytes, length, NULL, NULL, NULL);
  g_io_stream_close (stream, NULL, NULL);
}

/**
 * rlt_test_server_set_text:
 * @message: a request, in its handler
 * @status: the status to answer with
 * @type: the content type
 * @text: the body
 *
 * Answers with a text.
 */
void
rlt_test_server_set_text (SoupServerMessage *message,
                          guint              status,
                          const char        *type,
                          const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

/**
 * rlt_test_server_set_header:
 * @message: a request, in its handler
 * @name: a header of the answer
 * @value: its value
 *
 * Sets a header of the answer.
 */
void
rlt_test_server_set_header (SoupServerMessage *message,
                            const char        *name,
                            const char        *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}
