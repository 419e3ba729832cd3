/* test-http-body.c: what the HTTP client makes of the bytes of an answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-http-answer.h"
#include "rlt-test-async.h"
#include "rlt-test-http.h"

#define CHALLENGE "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"
#define BIG_SIZE (4 * 1024 * 1024)

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
  rlt_test_server_set_header (message, "Content-Encoding", "gzip");
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, bytes, length - cut);
}

static void
set_encoded_text (SoupServerMessage *message,
                  guint              status,
                  const char        *encoding,
                  const char        *text)
{
  rlt_test_server_set_text (message, status, "application/json", text);
  rlt_test_server_set_header (message, "Content-Encoding", encoding);
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
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  RltTestHttp *self = user_data;

  rlt_test_http_note_headers (self, message);

  if (g_str_equal (path, "/gzip"))
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
  else if (g_str_equal (path, "/challenge"))
    rlt_test_server_set_text (message, 200, "text/html", CHALLENGE);
  else if (g_str_equal (path, "/page"))
    rlt_test_server_set_text (message, 200, "text/html", "<html><body>Next: 3 min</body></html>");
  else if (g_str_equal (path, "/cut"))
    send_cut (message);
  else if (g_str_equal (path, "/nonsense"))
    rlt_test_server_send_raw (message, "What?\r\n\r\n", 9);
  else if (g_str_equal (path, "/hang-up"))
    rlt_test_server_send_raw (message, "", 0);
  else if (g_str_equal (path, "/big"))
    answer_big (message);
  else
    rlt_test_server_set_text (message, 500, "application/json", "{\"message\":\"Sorry\"}");
}

static void
set_up (RltTestHttp   *self,
        gconstpointer  data)
{
  rlt_test_http_set_up (self, handler);
}

static void
tear_down (RltTestHttp   *self,
           gconstpointer  data)
{
  rlt_test_http_tear_down (self);
}

static void
test_gzip (RltTestHttp   *self,
           gconstpointer  data)
{
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = rlt_test_http_get (self, "/gzip", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 100000);
  g_assert_cmpuint (response->wire_size, <, 1000);
  g_assert_cmpuint (response->wire_size, >, 0);
  g_clear_pointer (&response, rlt_http_response_unref);

  response = rlt_test_http_get (self, "/gzip-empty", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (g_bytes_get_size (response->body), ==, 0);
  rlt_test_http_assert_fails (self, "/gzip-error", RLT_NET_ERROR_SERVER, 500);
}

static void
test_challenge (RltTestHttp   *self,
                gconstpointer  data)
{
  const RltHttpRequest request = { .data_only = TRUE };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  rlt_test_http_assert_fails (self, "/challenge", RLT_NET_ERROR_BLOCKED, 200);

  response = rlt_test_http_get (self, "/page", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->body_size, >, 0);

  /* Where only data can be an answer, no page is one. */
  g_assert_null (rlt_test_http_get (self, "/page", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
}

static void
test_too_large (RltTestHttp   *self,
                gconstpointer  data)
{
  const char * const paths[] = { "/big", "/bomb" };
  RltHttpRequest request = { .max_size = 1024 * 1024 };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (rlt_test_http_get (self, paths[i], &request, &error));
      g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER);
      g_assert_nonnull (strstr (error->message, "larger than"));
    }
}

static void
test_damaged (RltTestHttp   *self,
              gconstpointer  data)
{
  rlt_test_http_assert_fails (self, "/cut", RLT_NET_ERROR_BAD_ANSWER, 0);
  rlt_test_http_assert_fails (self, "/gzip-cut", RLT_NET_ERROR_BAD_ANSWER, 0);
  rlt_test_http_assert_fails (self, "/gzip-not", RLT_NET_ERROR_BAD_ANSWER, 0);
  rlt_test_http_assert_fails (self, "/brotli", RLT_NET_ERROR_BAD_ANSWER, 0);
  rlt_test_http_assert_fails (self, "/nonsense", RLT_NET_ERROR_BAD_ANSWER, 0);
  rlt_test_http_assert_fails (self, "/hang-up", RLT_NET_ERROR_BAD_ANSWER, 0);
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
test_stream (RltTestHttp   *self,
             gconstpointer  data)
{
  Stream stream = { 0, };
  RltHttpRequest request = { .chunk_func = chunk_cb, .chunk_data = &stream };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = rlt_test_http_get (self, "/big", &request, &error);

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
test_stream_judges_first (RltTestHttp   *self,
                          gconstpointer  data)
{
  Stream stream = { 0, };
  RltHttpRequest request = { .chunk_func = chunk_cb, .chunk_data = &stream };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_test_http_get (self, "/challenge", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
  g_clear_error (&error);
  g_assert_null (rlt_test_http_get (self, "/status/500", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_SERVER);
  g_clear_error (&error);
  g_assert_cmpuint (stream.n_chunks, ==, 0);

  response = rlt_test_http_get (self, "/page", &request, &error);
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
test_cancel_in_stream (RltTestHttp   *self,
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
add (const char *path,
     void      (*test) (RltTestHttp *, gconstpointer))
{
  g_test_add (path, RltTestHttp, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/http-body/gzip", test_gzip);
  add ("/http-body/challenge", test_challenge);
  add ("/http-body/too-large", test_too_large);
  add ("/http-body/damaged", test_damaged);
  add ("/http-body/stream", test_stream);
  add ("/http-body/stream-judges-first", test_stream_judges_first);
  add ("/http-body/cancel-in-stream", test_cancel_in_stream);
  g_test_add_func ("/http-body/challenge-rule", test_challenge_rule);

  return g_test_run ();
}
