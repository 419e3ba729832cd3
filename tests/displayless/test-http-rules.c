/* test-http-rules.c: what addresses, answers and failures mean, without a server.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <libsoup/soup.h>

#include "rlt-backoff.h"
#include "rlt-http-answer.h"
#include "rlt-http-uri.h"

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
    "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
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

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/http/describe", test_describe);
  g_test_add_func ("/http/redirect-rule", test_redirect_rule);
  g_test_add_func ("/http/challenge-rule", test_challenge_rule);
  g_test_add_func ("/http/retry-after-rule", test_retry_after_rule);
  g_test_add_func ("/backoff/all", test_backoff);

  return g_test_run ();
}
