/* rlt-websocket.c: a connection that stays open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-websocket.h"

#include <glib/gi18n.h>

#include "rlt-http-answer.h"
#include "rlt-http-client-private.h"
#include "rlt-http-uri.h"

/* A connection in the making. The data of its task. */
typedef struct
{
  RltClock     *clock;        /* (owned) */
  SoupMessage  *message;      /* (owned) */
  GCancellable *cancellable;  /* (owned): ends it, for whatever reason */
  GSource      *cancel;       /* (owned) (nullable): the caller gave up */
  GSource      *timer;        /* (owned) */
  gboolean      timed_out;
  double        timeout;      /* seconds */
  gsize         max_size;
} Opening;

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
opening_free (Opening *self)
{
  clear_source (&self->cancel);
  clear_source (&self->timer);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->clock);
  g_free (self);
}

/* The server answered, but not with a connection. Its body is not read: a page that keeps programs out
 * is known by its type. */
static GError *
error_for_answer (Opening    *self,
                  const char *host)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *type = soup_message_headers_get_content_type (headers, NULL);
  const gboolean is_page = g_strcmp0 (type, "text/html") == 0;
  GError *error;

  error = rlt_http_error_for_answer (host, soup_message_get_status (self->message),
                                     rlt_http_get_retry_after (self->message, rlt_clock_now (self->clock)),
                                     "<", is_page ? 1 : 0, TRUE);
  if (error == NULL)
    error = g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("%s does not keep a connection open"), host);

  return error;
}

static GError *
translate_error (Opening *self,
                 GError  *error)
{
  g_autofree char *host = rlt_http_describe_host (soup_message_get_uri (self->message));

  if (error->domain == SOUP_WEBSOCKET_ERROR)
    {
      g_error_free (error);
      return error_for_answer (self, host);
    }
  if (self->timed_out)
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
    }

  return rlt_net_error_new_for_foreign (host, self->timeout, FALSE, error);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  Opening *self = g_task_get_task_data (task);
  SoupWebsocketConnection *connection;
  GError *error = NULL;

  connection = soup_session_websocket_connect_finish (SOUP_SESSION (source), result, &error);
  clear_source (&self->cancel);
  clear_source (&self->timer);
  if (connection == NULL)
    {
      g_task_return_error (task, translate_error (self, error));
      return;
    }

  soup_websocket_connection_set_max_incoming_payload_size (connection, self->max_size);
  g_task_return_pointer (task, connection, g_object_unref);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Opening *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Opening *self = user_data;

  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static void
watch (Opening      *self,
       GCancellable *cancellable)
{
  GMainContext *context = g_main_context_get_thread_default ();

  self->timer = g_timeout_source_new ((guint) (self->timeout * 1000));
  g_source_set_callback (self->timer, timeout_cb, self, NULL);
  g_source_attach (self->timer, context);

  if (cancellable != NULL)
    {
      self->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancel, context);
    }
}

/* (transfer full) (nullable) */
static SoupMessage *
new_message (const char  *text,
             GError     **error)
{
  const gboolean is_socket = g_str_has_prefix (text, "ws:") || g_str_has_prefix (text, "wss:");
  g_autofree char *plain = is_socket ? g_strconcat ("http", text + strlen ("ws"), NULL) : g_strdup (text);
  g_autoptr(GUri) uri = rlt_http_request_parse_uri (plain, error);
  SoupMessage *message;

  if (uri == NULL)
    return NULL;

  message = soup_message_new_from_uri (SOUP_METHOD_GET, uri);
  soup_message_add_flags (message, SOUP_MESSAGE_NO_REDIRECT);
  /* Of compressed messages only the compressed size would be limited. */
  soup_message_disable_feature (message, SOUP_TYPE_WEBSOCKET_EXTENSION_MANAGER);

  return message;
}

/**
 * rlt_websocket_connect_async:
 * @client: a client
 * @request: where to
 * @cancellable: (nullable): ends it with %G_IO_ERROR_CANCELLED, from any thread
 * @callback: called when the connection stands, or something went wrong
 * @user_data: data for @callback
 *
 * Opens a WebSocket. Redirects are not followed. The client's thread only.
 */
void
rlt_websocket_connect_async (RltHttpClient             *client,
                             const RltWebsocketRequest *request,
                             GCancellable              *cancellable,
                             GAsyncReadyCallback        callback,
                             gpointer                   user_data)
{
  g_autoptr(GTask) task = NULL;
  SoupMessage *message;
  Opening *self;
  GError *error = NULL;

  g_return_if_fail (RLT_IS_HTTP_CLIENT (client));
  g_return_if_fail (request != NULL && request->uri != NULL && request->max_size > 0);

  task = g_task_new (client, NULL, callback, user_data);
  g_task_set_source_tag (task, rlt_websocket_connect_async);
  message = new_message (request->uri, &error);
  if (message == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  self = g_new0 (Opening, 1);
  self->clock = g_object_ref (rlt_http_client_get_clock (client));
  self->message = message;
  self->cancellable = g_cancellable_new ();
  self->timeout = request->timeout > 0 ? request->timeout : RLT_HTTP_DEFAULT_TIMEOUT;
  self->max_size = request->max_size;
  g_task_set_task_data (task, self, (GDestroyNotify) opening_free);
  watch (self, cancellable);
  soup_session_websocket_connect_async (rlt_http_client_get_session (client), message, request->origin, NULL,
                                        G_PRIORITY_DEFAULT, self->cancellable, connected_cb, g_object_ref (task));
}

/**
 * rlt_websocket_connect_finish:
 * @client: a client
 * @result: what the callback got
 * @error: a %RLT_NET_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): an open connection
 */
SoupWebsocketConnection *
rlt_websocket_connect_finish (RltHttpClient  *client,
                              GAsyncResult   *result,
                              GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, client), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_websocket_connect_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
