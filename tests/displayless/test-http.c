/* test-http.c: the HTTP client against a real server on loopback, and the rules beside it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-backoff.h"
#include "rlt-http-answer.h"
#include "rlt-http-uri.h"
#include "rlt-test-async.h"
#include "rlt-test-http.h"

static void
redirect (SoupServerMessage *message,
          const char        *location)
{
  soup_server_message_set_status (message, SOUP_STATUS_FOUND, NULL);
  rlt_test_server_set_header (message, "Location", location);
}

static void
answer_limits (SoupServerMessage *message,
               const char        *path)
{
  const guint status = g_str_has_prefix (path, "/limited/503") ? 503 : 429;

  if (g_str_has_suffix (path, "/seconds"))
    rlt_test_server_set_header (message, "Retry-After", "120");
  else if (g_str_has_suffix (path, "/date"))
    {
      rlt_test_server_set_header (message, "Date", "Mon, 23 Nov 2026 08:00:00 GMT");
      rlt_test_server_set_header (message, "Retry-After", "Mon, 23 Nov 2026 08:01:30 GMT");
    }
  rlt_test_server_set_text (message, status, "application/json", "{\"message\":\"API rate limit exceeded\"}");
}

static void
answer_redirects (SoupServerMessage *message,
                  const char        *path)
{
  if (g_str_has_suffix (path, "/relative"))
    redirect (message, "../ok");
  else if (g_str_has_suffix (path, "/elsewhere"))
    redirect (message, "http://127.0.0.1:9/ok");
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
    rlt_test_server_set_text (message, status, "text/html", "<html><body>Sorry</body></html>");
  else
    rlt_test_server_set_text (message, status, "application/json", "{\"message\":\"Sorry\"}");
}

/* A page that sets a cookie, and what is only for those who have it. */
static void
answer_cookie (SoupServerMessage *message,
               const char        *path)
{
  const char *cookie = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Cookie");

  if (g_str_has_suffix (path, "/set"))
    rlt_test_server_set_header (message, "Set-Cookie", "__cf_bm=abc; Path=/; HttpOnly");
  rlt_test_server_set_text (message, 200, "application/json", cookie != NULL ? cookie : "none");
}

static void
answer_etag (SoupServerMessage *message)
{
  const char *known = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                    "If-None-Match");
  const char *since = soup_message_headers_get_one (soup_server_message_get_request_headers (message),
                                                    "If-Modified-Since");

  rlt_test_server_set_header (message, "ETag", "\"v1\"");
  rlt_test_server_set_header (message, "Last-Modified", "Mon, 23 Nov 2026 07:00:00 GMT");
  if (g_strcmp0 (known, "\"v1\"") == 0 || (known == NULL && since != NULL))
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else
    rlt_test_server_set_text (message, 200, "application/json", "[1]");
}

static void
answer_quota (SoupServerMessage *message)
{
  rlt_test_server_set_header (message, "X-RateLimit-Limit-Day", "1000");
  rlt_test_server_set_header (message, "X-RateLimit-Remaining-Day", "41");
  rlt_test_server_set_header (message, "X-RateLimit-Remaining-Second", "4");
  rlt_test_server_set_header (message, "RateLimit-Reset", "60");
  rlt_test_server_set_text (message, 200, "application/json", "{}");
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

  if (g_str_equal (path, "/ok"))
    rlt_test_server_set_text (message, 200, "application/json; charset=utf-8", "{\"ok\":true}");
  else if (g_str_equal (path, "/silent"))
    soup_server_message_pause (message);
  else if (g_str_equal (path, "/etag"))
    answer_etag (message);
  else if (g_str_equal (path, "/quota"))
    answer_quota (message);
  else if (g_str_has_prefix (path, "/cookie"))
    answer_cookie (message, path);
  else if (g_str_has_prefix (path, "/limited"))
    answer_limits (message, path);
  else if (g_str_has_prefix (path, "/redirect"))
    answer_redirects (message, path);
  else
    answer_status (message, path);
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
test_ok (RltTestHttp   *self,
         gconstpointer  data)
{
  const char * const headers[] = { "apikey", "s3cret", "Accept", "application/json", NULL };
  RltHttpRequest request = { .headers = headers };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = rlt_test_http_get (self, "/ok?x=1", &request, &error);

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
test_statuses (RltTestHttp   *self,
               gconstpointer  data)
{
  rlt_test_http_assert_fails (self, "/status/400", RLT_NET_ERROR_REJECTED, 400);
  rlt_test_http_assert_fails (self, "/status/401", RLT_NET_ERROR_UNAUTHORISED, 401);
  rlt_test_http_assert_fails (self, "/status/403", RLT_NET_ERROR_UNAUTHORISED, 403);
  rlt_test_http_assert_fails (self, "/status/404", RLT_NET_ERROR_NOT_FOUND, 404);
  rlt_test_http_assert_fails (self, "/status/410", RLT_NET_ERROR_NOT_FOUND, 410);
  rlt_test_http_assert_fails (self, "/status/500", RLT_NET_ERROR_SERVER, 500);
  rlt_test_http_assert_fails (self, "/status/503", RLT_NET_ERROR_SERVER, 503);
  rlt_test_http_assert_fails (self, "/status/403/html", RLT_NET_ERROR_BLOCKED, 403);
  rlt_test_http_assert_fails (self, "/status/429/html", RLT_NET_ERROR_BLOCKED, 429);
  rlt_test_http_assert_fails (self, "/status/503/html", RLT_NET_ERROR_BLOCKED, 503);
  rlt_test_http_assert_fails (self, "/status/500/html", RLT_NET_ERROR_SERVER, 500);
}

static void
assert_retry_after (RltTestHttp *self,
                    const char  *path,
                    int          code,
                    RltTime      retry_after)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_test_http_get (self, path, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, code);
  g_assert_cmpint (rlt_net_error_get_retry_after (error), ==, retry_after);
}

static void
test_retry_after (RltTestHttp   *self,
                  gconstpointer  data)
{
  assert_retry_after (self, "/limited/seconds", RLT_NET_ERROR_QUOTA, 120 * RLT_SECOND);
  assert_retry_after (self, "/limited/date", RLT_NET_ERROR_QUOTA, 90 * RLT_SECOND);
  assert_retry_after (self, "/limited/absent", RLT_NET_ERROR_QUOTA, RLT_TIME_NONE);
  assert_retry_after (self, "/limited/503/seconds", RLT_NET_ERROR_SERVER, 120 * RLT_SECOND);
  assert_retry_after (self, "/limited/503/date", RLT_NET_ERROR_SERVER, 90 * RLT_SECOND);
}

static void
test_quota (RltTestHttp   *self,
            gconstpointer  data)
{
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = rlt_test_http_get (self, "/quota", NULL, &error);

  g_assert_no_error (error);
  g_assert_cmpint (response->quota_limit, ==, 1000);
  g_assert_cmpint (response->quota_remaining, ==, 41);
  g_assert_cmpint (response->quota_reset, ==, 60 * RLT_SECOND);
}

static void
test_timeout (RltTestHttp   *self,
              gconstpointer  data)
{
  RltHttpRequest request = { .timeout = 0.2 };
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_test_http_get (self, "/silent", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT);
  g_assert_nonnull (strstr (error->message, "0.2 seconds"));
}

/* Another feed's answer comes while one hangs. */
static void
test_hung_feed_delays_no_other (RltTestHttp   *self,
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
  response = rlt_test_http_get (self, "/ok", NULL, &error);
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

static void
test_unreachable (RltTestHttp   *self,
                  gconstpointer  data)
{
  RltTestServer *other = rlt_test_server_new (handler, self);
  g_autofree char *uri = rlt_test_server_uri (other, "/ok?apikey=s3cret");
  g_autoptr(GError) error = NULL;

  rlt_test_server_free (other);
  g_assert_null (rlt_test_http_get_uri (self, uri, NULL, &error));
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
test_insecure (RltTestHttp   *self,
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

  g_assert_null (rlt_test_http_get_uri (self, uri, NULL, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE);
  g_assert_nonnull (strstr (error->message, "No secure connection"));
}

static void
test_invalid (RltTestHttp   *self,
              gconstpointer  data)
{
  const char * const uris[] = { "", "not an address", "ftp://host/x", "file:///etc/passwd", "http://", "http:///x" };
  const char * const bad_value[] = { "apikey", "s3cret\nX-Evil: 1", NULL };
  const char * const no_value[] = { "apikey", NULL };
  RltHttpRequest request = { .headers = bad_value };
  g_autoptr(GError) error = NULL;

  for (guint i = 0; i < G_N_ELEMENTS (uris); i++)
    {
      g_assert_null (rlt_test_http_get_uri (self, uris[i], NULL, &error));
      g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
      g_clear_error (&error);
    }

  g_assert_null (rlt_test_http_get (self, "/ok", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
  g_assert_null (strstr (error->message, "s3cret"));
  g_clear_error (&error);
  request.headers = no_value;
  g_assert_null (rlt_test_http_get (self, "/ok", &request, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
  g_assert_null (self->seen);
}

static void
test_redirects (RltTestHttp   *self,
                gconstpointer  data)
{
  const char * const headers[] = { "apikey", "s3cret", NULL };
  RltHttpRequest request = { .headers = headers };
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;

  response = rlt_test_http_get (self, "/redirect/relative", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (response->status, ==, 200);
  g_assert_nonnull (strstr (self->seen, "apikey: s3cret\n"));

  rlt_test_http_assert_fails (self, "/redirect/elsewhere", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  rlt_test_http_assert_fails (self, "/redirect/host", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  rlt_test_http_assert_fails (self, "/redirect/loop", RLT_NET_ERROR_REFUSED_REDIRECT, 0);
  rlt_test_http_assert_fails (self, "/redirect/nowhere", RLT_NET_ERROR_BAD_ANSWER, 0);
}

static void
test_cancelled (RltTestHttp   *self,
                gconstpointer  data)
{
  g_autofree char *uri = rlt_test_server_uri (self->server, "/ok");
  g_autoptr(GCancellable) cancellable = g_cancellable_new ();
  g_autoptr(GError) error = NULL;

  g_cancellable_cancel (cancellable);
  g_assert_null (rlt_test_http_get_uri (self, uri, cancellable, &error));
  g_assert_error (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
test_conditional (RltTestHttp   *self,
                  gconstpointer  data)
{
  g_autoptr(RltHttpResponse) first = NULL;
  g_autoptr(RltHttpResponse) second = NULL;
  g_autoptr(GError) error = NULL;
  RltHttpRequest request = { 0, };

  first = rlt_test_http_get (self, "/etag", NULL, &error);
  g_assert_no_error (error);
  g_assert_cmpstr (first->etag, ==, "\"v1\"");
  g_assert_cmpstr (first->last_modified, ==, "Mon, 23 Nov 2026 07:00:00 GMT");

  request.etag = first->etag;
  request.last_modified = first->last_modified;
  second = rlt_test_http_get (self, "/etag", &request, &error);
  g_assert_no_error (error);
  g_assert_cmpuint (second->status, ==, 304);
  g_assert_cmpuint (g_bytes_get_size (second->body), ==, 0);
  g_assert_nonnull (strstr (self->seen, "If-Modified-Since: Mon, 23 Nov 2026 07:00:00 GMT\n"));
}

/* Either validator alone is enough; one that cannot be sent back is not: then all comes again. */
static void
test_validators (RltTestHttp   *self,
                 gconstpointer  data)
{
  const RltHttpRequest by_date = { .last_modified = "Mon, 23 Nov 2026 07:00:00 GMT" };
  const RltHttpRequest by_tag = { .etag = "\"v1\"" };
  const RltHttpRequest damaged = { .etag = "\"v1\"\r\nX-Evil: 1", .last_modified = "\x01" };
  const struct { const RltHttpRequest *request; guint status; } cases[] = {
    { &by_date, 304 }, { &by_tag, 304 }, { &damaged, 200 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;
      g_autoptr(RltHttpResponse) response = rlt_test_http_get (self, "/etag", cases[i].request, &error);

      g_assert_no_error (error);
      g_assert_cmpuint (response->status, ==, cases[i].status);
    }
  g_assert_null (strstr (self->seen, "If-"));
}

static char *
get_text (RltTestHttp *self,
          const char  *path)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltHttpResponse) response = rlt_test_http_get (self, path, NULL, &error);

  g_assert_no_error (error);
  return g_strndup (g_bytes_get_data (response->body, NULL), g_bytes_get_size (response->body));
}

/* Only a client that was asked to keeps cookies. */
static void
test_cookies (RltTestHttp   *self,
              gconstpointer  data)
{
  g_autofree char *forgotten = NULL;

  for (guint i = 0; i < 2; i++)
    {
      g_autofree char *before = get_text (self, "/cookie/set");
      g_autofree char *after = get_text (self, "/cookie");

      g_assert_cmpstr (before, ==, "none");
      g_assert_cmpstr (after, ==, i == 0 ? "none" : "__cf_bm=abc");
      g_clear_object (&self->client);
      self->client = rlt_http_client_new_with_cookies (self->clock, "Mozilla/5.0");
    }

  forgotten = get_text (self, "/cookie");
  g_assert_cmpstr (forgotten, ==, "none");
  g_assert_nonnull (strstr (self->seen, "User-Agent: Mozilla/5.0\n"));
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
     void      (*test) (RltTestHttp *, gconstpointer))
{
  g_test_add (path, RltTestHttp, NULL, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/http/ok", test_ok);
  add ("/http/statuses", test_statuses);
  add ("/http/retry-after", test_retry_after);
  add ("/http/quota", test_quota);
  add ("/http/timeout", test_timeout);
  add ("/http/hung-feed-delays-no-other", test_hung_feed_delays_no_other);
  add ("/http/unreachable", test_unreachable);
  add ("/http/insecure", test_insecure);
  add ("/http/invalid", test_invalid);
  add ("/http/redirects", test_redirects);
  add ("/http/cancelled", test_cancelled);
  add ("/http/conditional", test_conditional);
  add ("/http/validators", test_validators);
  add ("/http/cookies", test_cookies);
  g_test_add_func ("/http/describe", test_describe);
  g_test_add_func ("/http/redirect-rule", test_redirect_rule);
  g_test_add_func ("/http/retry-after-rule", test_retry_after_rule);
  g_test_add_func ("/backoff/all", test_backoff);

  return g_test_run ();
}
