/* test-http.c: the HTTP client against a real server on loopback, and the rules beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-backoff.h"
#include "rlt-http-answer.h"
#include "rlt-http-client.h"
#include "rlt-http-uri.h"
#include "rlt-test-async.h"
#include "rlt-test-server.h"

#define CHALLENGE "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"
#define BIG_SIZE (4 * 1024 * 1024)

typedef struct
{
  RltTestServer *server;
  RltTestServer *other;
  RltClock      *clock;
  RltHttpClient *client;
  GMutex         mutex;
  char          *seen;   /* (mutex mutex): the headers of the last request, a line each */
} Fixture;

static void
set_text (SoupServerMessage *message,
          guint              status,
          const char        *type,
          const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, type, SOUP_MEMORY_COPY, text, strlen (text));
}

static void
set_header (SoupServerMessage *message,
            const char        *name,
            const char        *value)
{
  soup_message_headers_replace (soup_server_message_get_response_headers (message), name, value);
}

static void
redirect (SoupServerMessage *message,
          const char        *location)
{
  soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
  set_header (message, "Location", location);
}

static GBytes *
compress (const char *data,
          gsize       length)
{
  g_autoptr(GConverter) compressor = G_CONVERTER (g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP, 9));
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) out = g_converter_output_stream_new (memory, compressor);

  g_assert_true (g_output_stream_write_all (out, data, length, NULL, NULL, NULL));
  g_assert_true (g_output_stream_close (out, NULL, NULL));

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

static void
set_compressed (SoupServerMessage *message,
                gsize              size,
                gsize              cut)
{
  g_autofree char *data = g_malloc0 (size);
  g_autoptr(GBytes) packed = NULL;
  const char *bytes;
  gsize length;

  memset (data, 'a', size);
  packed = compress (data, size);
  bytes = g_bytes_get_data (packed, &length);
  soup_server_message_set_status (message, 200, NULL);
  set_header (message, "Content-Encoding", "gzip");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, bytes, length - cut);
}

static void
set_encoded_text (SoupServerMessage *message,
                  guint              status,
                  const char        *encoding,
                  const char        *text)
{
  set_text (message, status, "application/json", text);
  set_header (message, "Content-Encoding", encoding);
}

static void
append_header_cb (const char *name,
                  const char *value,
                  gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

static void
note_headers (Fixture           *self,
              SoupServerMessage *message)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  soup_message_headers_foreach (soup_server_message_get_request_headers (message), append_header_cb, text);
  g_free (self->seen);
  self->seen = g_string_free (g_steal_pointer (&text), FALSE);
}

static void
answer_limits (SoupServerMessage *message,
               const char        *path)
{
  if (g_str_has_suffix (path, "/seconds"))
    set_header (message, "Retry-After", "120");
  else if (g_str_has_suffix (path, "/date"))
    {
      set_header (message, "Date", "Mon, 23 Nov 2026 08:00:00 GMT");
      set_header (message, "Retry-After", "Mon, 23 Nov 2026 08:01:30 GMT");
    }
  set_text (message, 429, "application/json", "{\"message\":\"API rate limit exceeded\"}");
}

static void
answer_redirects (Fixture           *self,
                  SoupServerMessage *message,
                  const char        *path)
{
  g_autofree char *elsewhere = rlt_test_server_uri (self->other, "/ok");

  if (g_str_has_suffix (path, "/relative"))
    redirect (message, "../ok");
  else if (g_str_has_suffix (path, "/elsewhere"))
    redirect (message, elsewhere);
  else if (g_str_has_suffix (path, "/host"))
    redirect (message, "http://localhost.example/ok");
  else if (g_str_has_suffix (path, "/loop"))
    redirect (message, path);
  else
    soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
}

static void
answer_status (SoupServerMessage *message,
               const char        *path)
{
  guint status = g_ascii_strtoull (path + strlen ("/status/"), NULL, 10);

  if (g_str_has_suffix (path, "/html"))
    set_text (message, status, "text/html", "<html><body>Sorry</body></html>");
  else
    set_text (message, status, "application/json", "{\"message\":\"Sorry\"}");
}

static void
answer_etag (SoupServerMessage *message)
{
  const char *known = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                    "If-None-Match");

  set_header (message, "ETag", "\"v1\"");
  set_header (message, "Last-Modified", "Mon, 23 Nov 2026 07:00:00 GMT");
  if (g_strcmp0 (known, "\"v1\"") == 0)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else
    set_text (message, 200, "application/json", "[1]");
}

static void
send_cut (SoupServerMessage *message)
{
  static const char bytes[] = "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: 100\r\n\r\n{\"a\":";

  rlt_test_server_send_raw (message, bytes, sizeof bytes - 1);
}

static void
answer_big (SoupServerMessage *message)
{
  char *data = g_malloc0 (BIG_SIZE);

  memset (data, 'b', BIG_SIZE);
  soup_server_message_set_status (message, 200, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_TAKE, data, BIG_SIZE);
}

static void
answer_quota (SoupServerMessage *message)
{
  set_header (message, "X-RateLimit-Limit-Day", "1000");
  set_header (message, "X-RateLimit-Remaining-Day", "41");
  set_header (message, "X-RateLimit-Remaining-Second", "4");
  set_header (message, "RateLimit-Reset", "60");
  set_text (message, 200, "application/json", "{}");
}

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Fixture *self = user_data;

  note_headers (self, message);

  if (g_str_equal (path, "/ok"))
    set_text (message, 200, "application/json; charset=utf-8", "{\"ok\":true}");
  else if (g_str_equal (path, "/gzip"))
    set_compressed (message, 100000, 0);
  else if (g_str_equal (path, "/gzip-cut"))
    set_compressed (message, 100000, 40);
  else if (g_str_equal (path, "/gzip-not"))
    set_encoded_text (message, 200, "gzip", "{\"ok\":true}");
  else if (g_str_equal (path, "/gzip-error"))
    set_encoded_text (message, 500, "gzip", "");
  else if (g_str_equal (path, "/gzip-empty"))
    set_encoded_text (message, 200, "gzip", "");
  else if (g_str_equal (path, "/brotli"))
    set_encoded_text (message, 200, "br", "x");
  else if (g_str_equal (path, "/bomb"))
    set_compressed (message, BIG_SIZE, 0);
  else if (g_str_equal (path, "/silent"))
    soup_server_message_pause (message);
  else if (g_str_equal (path, "/challenge"))
    set_text (message, 200, "text/html", CHALLENGE);
  else if (g_str_equal (path, "/page"))
    set_text (message, 200, "text/html", "<html><body>Next: 3 min</body></html>");
  else if (g_str_equal (path, "/cut"))
    send_cut (message);
  else if (g_str_equal (path, "/nonsense"))
    rlt_test_server_send_raw (message, "What?\r\n\r\n", 9);
  else if (g_str_equal (path, "/hang-up"))
    rlt_test_server_send_raw (message, "", 0);
  else if (g_str_equal (path, "/big"))
    answer_big (message);
  else if (g_str_equal (path, "/etag"))
    answer_etag (message);
  else if (g_str_equal (path, "/quota"))
    answer_quota (message);
  else if (g_str_has_prefix (path, "/limited"))
    answer_limits (message, path);
  else if (g_str_has_prefix (path, "/redirect"))
    answer_redirects (self, message, path);
  else
    answer_status (message, path);
}

static void
set_up (Fixture       *self,
        gconstpointer  data)
{
  g_mutex_init (&self->mutex);
  self->other = rlt_test_server_new (handler, self);
  self->server = rlt_test_server_new (handler, self);
  self->clock = rlt_clock_new_manual (1000 * RLT_SECOND);
  self->client = rlt_http_client_new (self->clock);
}

/* Nothing may hold the client once its last request has ended. */
static void
tear_down (Fixture       *self,
           gconstpointer  data)
{
  g_assert_finalize_object (g_steal_pointer (&self->client));
  g_clear_object (&self->clock);
  g_clear_pointer (&self->server, rlt_test_server_free);
  g_clear_pointer (&self->other, rlt_test_server_free);
  g_mutex_clear (&self->mutex);
  g_free (self->seen);
}

/* Asks for @path of the fixture's server, with all else as in @request. */
static RltHttpResponse *
get (Fixture               *self,
     const char            *path,
     const RltHttpRequest  *request,
     GError               **error)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, path);
  g_autoptr(GAsyncResult) result = NULL;
  RltHttpRequest asked = { 0, };

  if (request != NULL)
    asked = *request;
  asked.uri = uri;
  rlt_http_client_get_async (self->client, &asked, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_http_client_get_finish (self->client, result, error);
}

static void
assert_fails (Fixture    *self,
              const char *path,
              int         code,
              guint       status)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (self, path, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, code);
  g_assert_cmpuint (rlt_net_error_get_status (error), ==, status);
  g_assert_nonnull (strstr (error->message, "127.0.0.1"));
}

static void
test_ok (Fixture       *self,
         gconstpointer  data)
{
  const char * const headers[] = { "apikey", "s3cret", "Accept", "application/json", NULL };
  RltHttpRequest request = { .headers = headers };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = get (self, "/ok?x=1", &request, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_cmpmem (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body),
                   "{\"ok\":true}", 11);
  g_assert_cmpstr (response->content_type, ==, "application/json");
  g_assert_cmpuint (response->body_size, ==, 11);
  g_assert_cmpuint (response->wire_size, ==, 11);
  g_assert_true (RLT_TIME_IS_SET (response->date));
  g_assert_cmpint (response->latency, >, 0);
  g_assert_cmpint (response->duration, >=, response->latency);
  g_assert_cmpint (response->quota_remaining, ==, RLT_HTTP_NOT_SAID);
  g_assert_nonnull (strstr (self->seen, "apikey: s3cret\n"));
  g_assert_nonnull (strstr (self->seen, "User-Agent: RatpLiveTracker/" RLT_VERSION "\n"));
  g_assert_nonnull (strstr (self->seen, "Accept-Encoding: gzip\n"));
  g_assert_null (strstr (self->seen, "Cookie"));
}

static void
test_gzip (Fixture       *self,
           gconstpointer  data)
{
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = get (self, "/gzip", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 100000);
  g_assert_cmpuint (response->wire_size, <, 1000);
  g_assert_cmpuint (response->wire_size, >, 0);
  g_clear_pointer (&response, rlt_http_response_unref);

  response = get (self, "/gzip-empty", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  assert_fails (self, "/gzip-error", RLT_NET_ERROR_SERVER, 500);
}

static void
test_statuses (Fixture       *self,
               gconstpointer  data)
{
  assert_fails (self, "/status/400", RLT_NET_ERROR_REJECTED, 400);
  assert_fails (self, "/status/401", RLT_NET_ERROR_UNAUTHORISED, 401);
  assert_fails (self, "/status/403", RLT_NET_ERROR_UNAUTHORISED, 403);
  assert_fails (self, "/status/404", RLT_NET_ERROR_NOT_FOUND, 404);
  assert_fails (self, "/status/410", RLT_NET_ERROR_NOT_FOUND, 410);
  assert_fails (self, "/status/500", RLT_NET_ERROR_SERVER, 500);
  assert_fails (self, "/status/503", RLT_NET_ERROR_SERVER, 503);
  assert_fails (self, "/status/403/html", RLT_NET_ERROR_BLOCKED, 403);
  assert_fails (self, "/status/429/html", RLT_NET_ERROR_BLOCKED, 429);
  assert_fails (self, "/status/503/html", RLT_NET_ERROR_BLOCKED, 503);
  assert_fails (self, "/status/500/html", RLT_NET_ERROR_SERVER, 500);
}

static void
assert_retry_after (Fixture    *self,
                    const char *path,
                    RltTime     retry_after)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (get (self, path, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA);
  g_assert_cmpint (rlt_net_error_get_retry_after (error), ==, retry_after);
}

static void
test_retry_after (Fixture       *self,
                  gconstpointer  data)
{
  assert_retry_after (self, "/limited/seconds", 120 * RLT_SECOND);
  assert_retry_after (self, "/limited/date", 90 * RLT_SECOND);
  assert_retry_after (self, "/limited/absent", RLT_TIME_NONE);
}

static void
test_quota (Fixture       *self,
            gconstpointer  data)
{
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = get (self, "/quota", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (response->quota_limit, ==, 1000);
  g_assert_cmpint (response->quota_remaining, ==, 41);
  g_assert_cmpint (response->quota_reset, ==, 60 * RLT_SECOND);
}

static void
test_timeout (Fixture       *self,
              gconstpointer  data)
{
  RltHttpRequest request = { .timeout = 0.2 };
  g_autoptr(GError) error = NULL;

  g_assert_null (get (self, "/silent", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (error->message, "0.2 seconds"));
}

/* Another feed's answer comes while one hangs. */
static void
test_hung_feed_delays_no_other (Fixture       *self,
                                gconstpointer  data)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, "/silent");
  RltHttpRequest request = { .uri = uri };
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  GAsyncResult *results[5] = { NULL, };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    rlt_http_client_get_async (self->client, &request, cancellable, rlt_test_result_cb, &results[i]);
  response = get (self, "/ok", NULL, &error);
  g_assert_no_error (error);

  g_cancellable_cancel (cancellable);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      rlt_test_await (&results[i]);
      g_assert_null (rlt_http_client_get_finish (self->client, results[i], &error));
      g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_error (&error);
      g_clear_object (&results[i]);
    }
}

static RltHttpResponse *
get_uri (Fixture       *self,
         const char    *uri,
         GCancellable  *cancellable,
         GError       **error)
{
  RltHttpRequest request = { .uri = uri, .timeout = 5 };
  g_autoptr(GAsyncResult) result = NULL;

  rlt_http_client_get_async (self->client, &request, cancellable, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_http_client_get_finish (self->client, result, error);
}

static void
test_unreachable (Fixture       *self,
                  gconstpointer  data)
{
  g_autofree char *uri = rlt_test_server_uri (self->other, "/ok?apikey=s3cret");
  g_autoptr(GError) error = NULL;

  g_clear_pointer (&self->other, rlt_test_server_free);
  g_assert_null (get_uri (self, uri, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "refuses the connection"));
  g_assert_null (strstr (error->message, "s3cret"));
}

static gboolean
incoming_cb (GSocketService    *service,
             GSocketConnection *connection,
             GObject           *source,
             gpointer           user_data)
{
  GOutputStream *out = g_io_stream_get_output_stream (G_IO_STREAM (connection));

  g_assert_true (g_output_stream_write_all (out, "plain words\n", 12, NULL, NULL, NULL));
  return TRUE;
}

/* A server that does not speak TLS where a secure one is asked for. */
static void
test_insecure (Fixture       *self,
               gconstpointer  data)
{
  g_autoptr(GSocketService) service = g_socket_service_new ();
  g_autofree char *uri = NULL;
  g_autoptr(GError) error = NULL;
  guint16 port;

  port = g_socket_listener_add_any_inet_port (G_SOCKET_LISTENER (service), NULL, &error);
  g_assert_no_error (error);
  g_signal_connect (service, "incoming", G_CALLBACK (incoming_cb), NULL);
  uri = g_strdup_printf ("https://127.0.0.1:%u/ok", port);

  g_assert_null (get_uri (self, uri, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "No secure connection"));
}

static void
test_invalid (Fixture       *self,
              gconstpointer  data)
{
  const char * const uris[] = { "", "not an address", "ftp://host/x", "file:///etc/passwd", "http://", "http:///x" };
  const char * const bad_value[] = { "apikey", "s3cret\nX-Evil: 1", NULL };
  const char * const no_value[] = { "apikey", NULL };
  RltHttpRequest request = { .headers = bad_value };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_assert_null (get_uri (self, uris[i], NULL, &error));
      g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_null (get (self, "/ok", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
  g_assert_null (strstr (error->message, "s3cret"));
  g_clear_error (&error);
  request.headers = no_value;
  g_assert_null (get (self, "/ok", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
  g_assert_null (self->seen);
}

static void
test_challenge (Fixture       *self,
                gconstpointer  data)
{
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  assert_fails (self, "/challenge", RLT_NET_ERROR_BLOCKED, 200);

  response = get (self, "/page", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->body_size, >, 0);
}

static void
test_too_large (Fixture       *self,
                gconstpointer  data)
{
  const char * const paths[] = { "/big", "/bomb" };
  RltHttpRequest request = { .max_size = 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (get (self, paths[i], &request, &error));
      g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER);
      g_assert_nonnull (strstr (error->message, "larger than"));
    }
}

static void
test_damaged (Fixture       *self,
              gconstpointer  data)
{
  assert_fails (self, "/cut", RLT_NET_ERROR_BAD_ANSWER, 0);
  assert_fails (self, "/gzip-cut", RLT_NET_ERROR_BAD_ANSWER, 0);
  assert_fails (self, "/gzip-not", RLT_NET_ERROR_BAD_ANSWER, 0);
  assert_fails (self, "/brotli", RLT_NET_ERROR_BAD_ANSWER, 0);
  assert_fails (self, "/nonsense", RLT_NET_ERROR_BAD_ANSWER, 0);
  assert_fails (self, "/hang-up", RLT_NET_ERROR_BAD_ANSWER, 0);
}

static void
test_redirects (Fixture       *self,
                gconstpointer  data)
{
  const char * const headers[] = { "apikey", "s3cret", NULL };
  RltHttpRequest request = { .headers = headers };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = get (self, "/redirect/relative", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_nonnull (strstr (self->seen, "apikey: s3cret\n"));

  assert_fails (self, "/redirect/elsewhere", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  assert_fails (self, "/redirect/host", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  assert_fails (self, "/redirect/loop", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  assert_fails (self, "/redirect/nowhere", RLT_NET_ERROR_BAD_ANSWER, 0);
}

static void
test_cancelled (Fixture       *self,
                gconstpointer  data)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, "/ok");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (get_uri (self, uri, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_conditional (Fixture       *self,
                  gconstpointer  data)
{
  g_autoptr(RltHttpResponse) first = NULL;
  g_autoptr(RltHttpResponse) second = NULL;
  g_autoptr(GError) error = NULL;
  RltHttpRequest request = { 0, };

  first = get (self, "/etag", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->etag, ==, "\"v1\"");
  g_assert_cmpstr (first->last_modified, ==, "Mon, 23 Nov 2026 07:00:00 GMT");

  request.etag = first->etag;
  request.last_modified = first->last_modified;
  second = get (self, "/etag", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->status, ==, 304);
  g_assert_cmpuint (g_bytes_get_size (second->body), ==, 0);
  g_assert_nonnull (strstr (self->seen, "If-Modified-Since: Mon, 23 Nov 2026 07:00:00 GMT\n"));
}

typedef struct
{
  guint  n_chunks;
  gsize  size;
  gsize  largest;
  char   first;
} Stream;

static void
chunk_cb (const char *data,
          gsize       length,
          gpointer    user_data)
{
  Stream *stream = user_data;

  if (stream->size == 0)
    stream->first = data[0];
  stream->n_chunks++;
  stream->size += length;
  stream->largest = MAX (stream->largest, length);
}

static void
test_stream (Fixture       *self,
             gconstpointer  data)
{
  Stream stream = { 0, };
  RltHttpRequest request = { .chunk_func = chunk_cb, .chunk_data = &stream };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = get (self, "/big", &request, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (stream.size, ==, BIG_SIZE);
  g_assert_cmpuint (stream.n_chunks, >, 10);
  g_assert_cmpuint (stream.largest, <=, 128 * 1024);
  g_assert_cmpint (stream.first, ==, 'b');
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  g_assert_cmpuint (response->body_size, ==, BIG_SIZE);
}

/* Not a byte of an error or of a challenge reaches the decoder; an ordinary page does. */
static void
test_stream_judges_first (Fixture       *self,
                          gconstpointer  data)
{
  Stream stream = { 0, };
  RltHttpRequest request = { .chunk_func = chunk_cb, .chunk_data = &stream };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (get (self, "/challenge", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (get (self, "/status/500", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_SERVER);
  g_clear_error (&error);
  g_assert_cmpuint (stream.n_chunks, ==, 0);

  response = get (self, "/page", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (stream.n_chunks, ==, 1);
  g_assert_cmpuint (stream.size, ==, response->body_size);
}

static void
cancel_chunk_cb (const char *data,
                 gsize       length,
                 gpointer    user_data)
{
  GCancellable *cancellable = user_data;

  g_assert_false (g_cancellable_is_cancelled (cancellable));
  g_cancellable_cancel (cancellable);
}

static void
test_cancel_in_stream (Fixture       *self,
                       gconstpointer  data)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, "/big");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  RltHttpRequest request = { .uri = uri, .chunk_func = cancel_chunk_cb, .chunk_data = cancellable };
  g_autoptr(GAsyncResult) result = NULL;
  g_autoptr(GError) error = NULL;

  rlt_http_client_get_async (self->client, &request, cancellable, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  g_assert_null (rlt_http_client_get_finish (self->client, result, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_describe (void)
{
  static const struct
  {
    const char *uri;
    const char *shown;
  } cases[] = {
    { "https://user:pass@host.example:8443/a/b?apikey=s3cret&LineRef=x#f", "https://host.example:8443/a/b?apikey=…&LineRef=…" },
    { "https://host.example:443/a", "https://host.example/a" },
    { "http://host.example/?s3cret", "http://host.example/?…" },
    { "s3cret", "…" },
    { "http://host.example/a b%zz?k=s3cret", "…" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *shown = rlt_http_describe_uri (cases[i].uri);

      g_assert_cmpstr (shown, ==, cases[i].shown);
    }
}

static void
test_redirect_rule (void)
{
  static const struct
  {
    const char *from;
    const char *to;
    gboolean    allowed;
  } cases[] = {
    { "https://a.example/x", "https://A.example/y?z", TRUE },
    { "http://a.example/x", "https://a.example/x", TRUE },
    { "https://a.example/x", "http://a.example/x", FALSE },
    { "https://a.example/x", "https://b.a.example/x", FALSE },
    { "https://a.example/x", "https://a.example:8443/x", FALSE },
    { "http://a.example:8080/x", "https://a.example/x", FALSE },
    { "http://a.example/x", "file:///etc/passwd", FALSE },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GUri) from = g_uri_parse (cases[i].from, SOUP_HTTP_URI_FLAGS, NULL);
      g_autoptr(GUri) to = g_uri_parse (cases[i].to, SOUP_HTTP_URI_FLAGS, NULL);

      g_assert_cmpint (rlt_http_redirect_is_allowed (from, to), ==, cases[i].allowed);
    }
}

static void
test_challenge_rule (void)
{
  const char * const pages[] = {
    CHALLENGE,
    "\xef\xbb\xbf  \n<html><title>Un instant…</title>",
    "<html><div id=\"challenge-error-text\">",
    "<html><div id=\"cf-chl-widget-x\">",
  };

  for (guint i = 0; i < G_N_ELEMENTS (pages); i++)
    g_assert_true (rlt_http_is_challenge (pages[i], strlen (pages[i])));
  g_assert_false (rlt_http_is_challenge ("{\"title\":\"Just a moment\"}", 25));
  g_assert_false (rlt_http_is_challenge ("<Siri>", 6));
  g_assert_false (rlt_http_is_challenge (NULL, 0));
}

static void
test_retry_after_rule (void)
{
  RltTime now = G_GINT64_CONSTANT (1795420800) * RLT_SECOND; /* 2026-11-23T08:00:00Z */

  g_assert_cmpint (rlt_http_parse_retry_after ("0", now), ==, 0);
  g_assert_cmpint (rlt_http_parse_retry_after ("Mon, 23 Nov 2026 08:00:10 GMT", now), ==, 10 * RLT_SECOND);
  g_assert_cmpint (rlt_http_parse_retry_after ("Mon, 23 Nov 2026 07:00:00 GMT", now), ==, 0);
  g_assert_cmpint (rlt_http_parse_retry_after ("99999999999999", now), ==, 24 * RLT_HOUR);
  g_assert_cmpint (rlt_http_parse_retry_after ("Mon, 23 Nov 2099 07:00:00 GMT", now), ==, 24 * RLT_HOUR);
  g_assert_cmpint (rlt_http_parse_retry_after ("-5", now), ==, RLT_TIME_NONE);
  g_assert_cmpint (rlt_http_parse_retry_after ("soon", now), ==, RLT_TIME_NONE);
  g_assert_cmpint (rlt_http_parse_retry_after ("", now), ==, RLT_TIME_NONE);
  g_assert_cmpint (rlt_http_parse_retry_after (NULL, now), ==, RLT_TIME_NONE);
}

static void
test_backoff (void)
{
  const RltBackoff backoff = { 2 * RLT_SECOND, 60 * RLT_SECOND };
  RltTime asked = 300 * RLT_SECOND;

  g_assert_cmpint (rlt_backoff_delay (&backoff, 1, RLT_TIME_NONE, 0), ==, RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 3, RLT_TIME_NONE, 0), ==, 4 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 3, RLT_TIME_NONE, 0.5), ==, 6 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 3, RLT_TIME_NONE, 0.999), <=, 8 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 100, RLT_TIME_NONE, 0), ==, 30 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, G_MAXUINT, RLT_TIME_NONE, 0.999), <=, 60 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 1, asked, 0), ==, asked);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 1, asked, 0.5), ==, asked + 15 * RLT_SECOND);
  g_assert_cmpint (rlt_backoff_delay (&backoff, 9, 0, 0), ==, 30 * RLT_SECOND);
}

static void
add (const char *path,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/http/ok", test_ok);
  add ("/http/gzip", test_gzip);
  add ("/http/statuses", test_statuses);
  add ("/http/retry-after", test_retry_after);
  add ("/http/quota", test_quota);
  add ("/http/timeout", test_timeout);
  add ("/http/hung-feed-delays-no-other", test_hung_feed_delays_no_other);
  add ("/http/unreachable", test_unreachable);
  add ("/http/insecure", test_insecure);
  add ("/http/invalid", test_invalid);
  add ("/http/challenge", test_challenge);
  add ("/http/too-large", test_too_large);
  add ("/http/damaged", test_damaged);
  add ("/http/redirects", test_redirects);
  add ("/http/cancelled", test_cancelled);
  add ("/http/conditional", test_conditional);
  add ("/http/stream", test_stream);
  add ("/http/stream-judges-first", test_stream_judges_first);
  add ("/http/cancel-in-stream", test_cancel_in_stream);
  g_test_add_func ("/http/describe", test_describe);
  g_test_add_func ("/http/redirect-rule", test_redirect_rule);
  g_test_add_func ("/http/challenge-rule", test_challenge_rule);
  g_test_add_func ("/http/retry-after-rule", test_retry_after_rule);
  g_test_add_func ("/backoff/all", test_backoff);

  return g_test_run ();
}
