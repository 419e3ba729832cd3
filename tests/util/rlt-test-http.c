/* rlt-test-http.c: an HTTP client and the server it asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-http.h"

#include "rlt-test-async.h"

/**
 * rlt_test_http_set_up:
 * @self: (out caller-allocates): a client and its server
 * @handler: answers every request, on the server's thread; is given @self
 */
void
rlt_test_http_set_up (RltTestHttp        *self,
                      SoupServerCallback  handler)
{
  g_mutex_init (&self->mutex);
  self->server = rlt_test_server_new (handler, self);
  self->clock = rlt_clock_new_manual (1000 * RLT_SECOND);
  self->client = rlt_http_client_new (self->clock);
}

/**
 * rlt_test_http_tear_down:
 * @self: a client and its server
 *
 * Nothing may hold the client once its last request has ended.
 */
void
rlt_test_http_tear_down (RltTestHttp *self)
{
  g_assert_finalize_object (g_steal_pointer (&self->client));
  g_clear_object (&self->clock);
  g_clear_pointer (&self->server, rlt_test_server_free);
  g_mutex_clear (&self->mutex);
  g_free (self->seen);
}

static void
append_header_cb (const char *name,
                  const char *value,
                  gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

/**
 * rlt_test_http_note_headers:
 * @self: a client and its server
 * @message: a request, in its handler
 *
 * Keeps its headers in @self->seen.
 */
void
rlt_test_http_note_headers (RltTestHttp       *self,
                            SoupServerMessage *message)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), append_header_cb, text);
  g_free (self->seen);
  self->seen = g_string_free (g_steal_pointer (&text), FALSE);
}

static RltHttpResponse *
get_and_wait (RltTestHttp           *self,
              const RltHttpRequest  *request,
              GCancellable          *cancellable,
              GError               **error)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_http_client_get_async (self->client, request, cancellable, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_http_client_get_finish (self->client, result, error);
}

/**
 * rlt_test_http_get:
 * @self: a client and its server
 * @path: what to ask the server for
 * @request: (nullable): how; its address is left out of account
 * @error: what came instead
 *
 * Returns: (transfer full): the answer
 */
RltHttpResponse *
rlt_test_http_get (RltTestHttp           *self,
                   const char            *path,
                   const RltHttpRequest  *request,
                   GError               **error)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, path);
  RltHttpRequest asked = { 0, };

  if (request != NULL)
    asked = *request;
  asked.uri = uri;

  return get_and_wait (self, &asked, NULL, error);
}

/**
 * rlt_test_http_get_uri:
 * @self: a client and its server
 * @uri: any address
 * @cancellable: (nullable): to give up
 * @error: what came instead
 *
 * Returns: (transfer full): the answer
 */
RltHttpResponse *
rlt_test_http_get_uri (RltTestHttp   *self,
                       const char    *uri,
                       GCancellable  *cancellable,
                       GError       **error)
{
  const RltHttpRequest request = { .uri = uri, .timeout = 30 };

  return get_and_wait (self, &request, cancellable, error);
}

/**
 * rlt_test_http_assert_fails:
 * @self: a client and its server
 * @path: what to ask the server for
 * @code: the error of %RLT_NET_ERROR that is expected
 * @status: the HTTP status it is to come from; 0: from none
 */
void
rlt_test_http_assert_fails (RltTestHttp *self,
                            const char  *path,
                            int          code,
                            guint        status)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_test_http_get (self, path, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, code);
  g_assert_cmpuint (rlt_net_error_get_status (error), ==, status);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}
