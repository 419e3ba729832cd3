/* test-ratp-session.c: ratp.fr's traffic and boards, asked as a browser would, of a small site.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-ratp-session.h"
#include "rlt-test-async.h"
#include "rlt-test-server.h"

#define CHALLENGE "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>"
#define PAGE "<!DOCTYPE html><html><head><title>Infos trafic</title></head></html>"
#define TRAFFIC "{\"result\":[{\"line\":\"%s\",\"slug\":\"normal\",\"title\":\"Trafic normal\"}]}"
#define BLOCK(towards, wait) \
  "<div class='ixxi-horaire-result-timetable'><div class='timetable_group'>" \
  "<span class='destination_label'>Vers " towards "</span>" \
  "<table class='timetable'><tr class='type-horaire-tr'><td class='type-horaire-td'><span>temps réel</span></td></tr>" \
  "<tr class='body-metro'><td><span class='terminus-wrap'>" towards "</span></td>" \
  "<td><span class='heure-wrap'>" wait "</span></td></tr></table></div></div>"
#define STOPS "[{\"name\":\"Bastille\",\"stop_place_id\":\"ART:IDFM:99001\",\"line_id\":\"LIG:IDFM:C01371\"}," \
              "{\"name\":\"La Défense\",\"stop_place_id\":\"ART:IDFM:99002\"},{\"name\":\"Nowhere\"},7]"

/* How the site behaves is the first part of its address: "/shut/api/traffic/metros". */
typedef struct
{
  RltTestServer  *server;
  RltCatalogue   *catalogue;
  RltClock       *clock;
  RltRatpSession *session;
  RltFeedConfig   config;
  RltFeedAccess   access;
  GMutex          mutex;
  guint           n_pages;   /* (mutex mutex) */
  guint           n_asked;   /* (mutex mutex): of all else */
  char           *path;      /* (mutex mutex): the last of these */
  char           *seen;      /* (mutex mutex): its headers, a line each */
} Fixture;

static gboolean
behaves (const char *path,
         const char *mode)
{
  return g_str_has_prefix (path + 1, mode) && path[1 + strlen (mode)] == '/';
}

static void
append_header_cb (const char *name,
                  const char *value,
                  gpointer    user_data)
{
  g_string_append_printf (user_data, "%s: %s\n", name, value);
}

static void
answer_page (Fixture           *self,
             SoupServerMessage *message,
             const char        *path)
{
  g_autofree char *cookie = g_strdup_printf ("pass=%u; Path=/; HttpOnly", ++self->n_pages);

  if (behaves (path, "no-page"))
    rlt_test_server_set_text (message, 404, "text/html", PAGE);
  else if (behaves (path, "page-challenge"))
    rlt_test_server_set_text (message, 200, "text/html", CHALLENGE);
  else if (behaves (path, "hang"))
    soup_server_message_pause (message);
  else
    {
      rlt_test_server_set_header (message, "Set-Cookie", cookie);
      rlt_test_server_set_text (message, 200, "text/html", PAGE);
    }
}

static void
set_json_string (SoupServerMessage *message,
                 const char        *html)
{
  g_autoptr(GString) text = g_string_new ("\"");

  g_string_append (text, html);
  g_string_append_c (text, '"');
  rlt_test_server_set_text (message, 200, "text/plain", text->str);
}

static void
answer_board (SoupServerMessage *message,
              const char        *path,
              GHashTable        *query)
{
  const gboolean is_first = g_strcmp0 (g_hash_table_lookup (query, "sens"), "A") == 0;

  if (behaves (path, "inside"))
    set_json_string (message, "<html><title>Un instant…</title></html>");
  else if (behaves (path, "one-way") && is_first)
    set_json_string (message, BLOCK ("La Défense", "3 mn"));
  else
    set_json_string (message, BLOCK ("La Défense", "3 mn") BLOCK ("Château de Vincennes", "A l'approche"));
}

static void
answer_traffic (SoupServerMessage *message,
                const char        *path)
{
  const char *network = strrchr (path, '/') + 1;
  g_autofree char *text = g_strdup_printf (TRAFFIC, g_str_equal (network, "metros") ? "7B"
                                                    : g_str_equal (network, "rers") ? "B" : "T3a");

  if (behaves (path, "one-bad") && g_str_equal (network, "rers"))
    rlt_test_server_set_text (message, 500, "application/json", "{}");
  else if (behaves (path, "challenge"))
    rlt_test_server_set_text (message, 200, "text/html", CHALLENGE);
  else if (behaves (path, "sorry"))
    rlt_test_server_set_text (message, 200, "text/html", "<html><body>Maintenance</body></html>");
  else
    rlt_test_server_set_text (message, 200, "application/json", text);
}

static gboolean
keeps_out (SoupServerMessage *message,
           const char        *path)
{
  const char *cookie = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Cookie");

  if (behaves (path, "later"))
    {
      rlt_test_server_set_header (message, "Retry-After", "120");
      rlt_test_server_set_text (message, 429, "application/json", "{}");
    }
  else if (behaves (path, "plain"))
    rlt_test_server_set_text (message, 403, "text/plain", "no");
  else if (behaves (path, "shut") || (behaves (path, "worn") && g_strcmp0 (cookie, "pass=1") == 0) ||
           (cookie == NULL && !behaves (path, "no-page")))
    rlt_test_server_set_text (message, 503, "text/html", PAGE);
  else
    return FALSE;

  return TRUE;
}

static void
handler (SoupServer        *server,
         SoupServerMessage *message,
         const char        *path,
         GHashTable        *query,
         gpointer           user_data)
{
  Fixture *self = user_data;
  g_autoptr(GString) headers = g_string_new (NULL);
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  if (strstr (path, "/api/") == NULL)
    {
      answer_page (self, message, path);
      return;
    }

  self->n_asked++;
  g_free (self->path);
  self->path = g_strdup (path);
  g_free (self->seen);
  soup_message_headers_foreach (soup_server_message_get_request_headers (message), append_header_cb, headers);
  self->seen = g_string_free (g_steal_pointer (&headers), FALSE);

  if (keeps_out (message, path))
    return;
  if (strstr (path, "/api/traffic/") != NULL)
    answer_traffic (message, path);
  else if (strstr (path, "/getStopPoints/") != NULL)
    rlt_test_server_set_text (message, 200, "application/json", STOPS);
  else
    answer_board (message, path, query);
}

static void
set_up (Fixture       *self,
        gconstpointer  mode)
{
  g_autoptr(GError) error = NULL;
  g_autofree char *base = NULL;

  g_mutex_init (&self->mutex);
  self->server = rlt_test_server_new (handler, self);
  self->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  self->clock = rlt_clock_new_manual (G_GINT64_CONSTANT (1795420800) * RLT_SECOND);
  self->session = rlt_ratp_session_new (self->clock);
  base = g_strdup_printf ("%s/%s", rlt_test_server_get_base (self->server), (const char *) mode);
  rlt_feed_config_init (&self->config, RLT_FEED_RATP_TRAFFIC, base);
  self->access = (RltFeedAccess) {
    .clock = self->clock,
    .catalogue = self->catalogue,
    .config = &self->config,
  };
}

/* Nothing may hold the session once its last question has ended. */
static void
tear_down (Fixture       *self,
           gconstpointer  mode)
{
  g_assert_finalize_object (g_steal_pointer (&self->session));
  g_clear_pointer (&self->server, rlt_test_server_free);
  rlt_feed_config_clear (&self->config);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
  g_mutex_clear (&self->mutex);
  g_free (self->path);
  g_free (self->seen);
}

static RltFeedResult *
fetch_traffic (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_ratp_fetch_traffic_async (self->session, &self->access, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_feed_fetch_finish (result);
}

static RltFeedResult *
fetch_board (Fixture    *self,
             const char *station)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "metro:1");
  const RltStation *place = rlt_catalogue_find_station_on (self->catalogue, line, station);
  g_autoptr(GAsyncResult) result = NULL;

  for (guint i = 0; i < line->n_stops; i++)
    {
      if (line->stops[i].station == place)
        rlt_ratp_fetch_board_async (self->session, &self->access, &line->stops[i], NULL, rlt_test_result_cb, &result);
    }
  rlt_test_await (&result);

  return rlt_feed_fetch_finish (result);
}

static void
assert_counts (Fixture *self,
               guint    n_pages,
               guint    n_asked)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_assert_cmpuint (self->n_pages, ==, n_pages);
  g_assert_cmpuint (self->n_asked, ==, n_asked);
}

/* A page first, then all networks with its cookie and a browser's headers; the cookie serves again. */
static void
test_traffic (Fixture       *self,
              gconstpointer  mode)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(RltFeedResult) result = fetch_traffic (self);
      const RltTraffic *first;

      g_assert_no_error (result->error);
      g_assert_true (result->complete);
      g_assert_cmpuint (result->records->traffic->len, ==, 4);
      first = g_ptr_array_index (result->records->traffic, 0);
      g_assert_cmpstr (first->line->key, ==, "metro:7B");
      g_assert_cmpint (first->level, ==, RLT_LEVEL_NORMAL);
      g_assert_cmpint (result->n_bytes, >, 0);
      assert_counts (self, 1, 4 * (i + 1));
    }

  g_assert_nonnull (strstr (self->seen, "Cookie: pass=1\n"));
  g_assert_nonnull (strstr (self->seen, "User-Agent: Mozilla/5.0 "));
  g_assert_nonnull (strstr (self->seen, "Accept-Language: fr-FR,fr;q=0.9\n"));
  g_assert_nonnull (strstr (self->seen, "/infos-trafic\n"));
  g_assert_nonnull (strstr (self->seen, "Origin: http://127.0.0.1"));

  rlt_clock_set (self->clock, rlt_clock_now (self->clock) + 601 * RLT_SECOND);
  rlt_feed_result_free (fetch_traffic (self));
  assert_counts (self, 2, 12);
}

/* Cookies that are worn out are renewed, once. */
static void
test_worn_out (Fixture       *self,
               gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);

  g_assert_no_error (result->error);
  g_assert_cmpuint (result->records->traffic->len, ==, 4);
  assert_counts (self, 2, 5);
}

static void
assert_blocked (Fixture *self)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);

  g_assert_error (result->error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
  g_assert_null (result->records);
  g_assert_cmpint (rlt_net_error_get_retry_after (result->error), >=, 5 * RLT_MINUTE);
}

/* Who is kept out, with new cookies too, leaves the site alone for a while. */
static void
test_shut (Fixture       *self,
           gconstpointer  mode)
{
  assert_blocked (self);
  assert_counts (self, 2, 2);
  assert_blocked (self);
  assert_counts (self, 2, 2);
}

static void
test_challenge (Fixture       *self,
                gconstpointer  mode)
{
  assert_blocked (self);
  assert_counts (self, 1, 1);
}

static void
test_plain (Fixture       *self,
            gconstpointer  mode)
{
  assert_blocked (self);
  assert_counts (self, 2, 2);
}

static void
test_page_challenge (Fixture       *self,
                     gconstpointer  mode)
{
  assert_blocked (self);
  assert_counts (self, 1, 0);
}

/* A block ends by itself; the next one is longer. */
static void
test_recovers (Fixture       *self,
               gconstpointer  mode)
{
  g_autofree char *open_uri = g_strconcat (rlt_test_server_get_base (self->server), "/ok", NULL);
  g_autoptr(RltFeedResult) result = NULL;

  assert_blocked (self);
  rlt_clock_set (self->clock, rlt_clock_now (self->clock) + RLT_HOUR);
  assert_blocked (self);
  assert_counts (self, 4, 4);

  g_free (self->config.base_uri);
  self->config.base_uri = g_steal_pointer (&open_uri);
  result = fetch_traffic (self);
  g_assert_no_error (result->error);
  assert_counts (self, 5, 8);
}

/* Who is told when to come back does not come back at once. */
static void
test_retry_after (Fixture       *self,
                  gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);

  g_assert_error (result->error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA);
  g_assert_cmpint (rlt_net_error_get_retry_after (result->error), ==, 120 * RLT_SECOND);
  assert_counts (self, 1, 1);
}

static void
test_no_page (Fixture       *self,
              gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);

  g_assert_no_error (result->error);
  assert_counts (self, 1, 4);
}

static void
test_one_bad (Fixture       *self,
              gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);

  g_assert_error (result->error, RLT_NET_ERROR, RLT_NET_ERROR_SERVER);
  g_assert_true (g_str_has_prefix (result->error->message, "rers: "));
  g_assert_false (result->complete);
  g_assert_cmpuint (result->records->traffic->len, ==, 3);
}

static void
wait_for_page (Fixture *self)
{
  guint n_pages = 0;

  while (n_pages == 0)
    {
      g_main_context_iteration (NULL, FALSE);
      g_mutex_lock (&self->mutex);
      n_pages = self->n_pages;
      g_mutex_unlock (&self->mutex);
    }
}

/* All that waits for a page that never comes ends when it is given up. */
static void
test_cancel (Fixture       *self,
             gconstpointer  mode)
{
  GCancellable *cancellables[] = { g_cancellable_new (), g_cancellable_new () };
  GAsyncResult *results[2] = { NULL, };

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    rlt_ratp_fetch_traffic_async (self->session, &self->access, cancellables[i], rlt_test_result_cb, &results[i]);
  wait_for_page (self);
  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    g_cancellable_cancel (cancellables[i]);

  for (guint i = 0; i < G_N_ELEMENTS (results); i++)
    {
      g_autoptr(RltFeedResult) result = NULL;

      rlt_test_await (&results[i]);
      result = rlt_feed_fetch_finish (results[i]);
      g_assert_error (result->error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
      g_clear_object (&results[i]);
      g_clear_object (&cancellables[i]);
    }
  assert_counts (self, 1, 0);
}

/* The stops once; then one question tells both directions. */
static void
test_board (Fixture       *self,
            gconstpointer  mode)
{
  for (guint i = 0; i < 2; i++)
    {
      g_autoptr(RltFeedResult) result = fetch_board (self, "Bastille");
      const RltDeparture *first, *second;

      g_assert_no_error (result->error);
      g_assert_cmpuint (result->records->departures->len, ==, 2);
      first = g_ptr_array_index (result->records->departures, 0);
      second = g_ptr_array_index (result->records->departures, 1);
      g_assert_cmpstr (first->direction, ==, "La Défense");
      g_assert_cmpstr (second->direction, ==, "Château de Vincennes");
      g_assert_cmpstr (first->station->name, ==, "Bastille");
      g_assert_cmpint (first->expected_departure, ==, rlt_clock_now (self->clock) + 3 * RLT_MINUTE);
      assert_counts (self, 1, 2 + i);
    }

  g_assert_true (g_str_has_suffix (self->path, "/blocs-horaires-next-passages/metro/LIG:IDFM:C01371/ART:IDFM:99001"));
  g_assert_nonnull (strstr (self->seen, "X-Requested-With: XMLHttpRequest\n"));
  g_assert_nonnull (strstr (self->seen, "/horaires/metro/1/bastille\n"));
}

/* Asked for the other direction the site tells both: each train counts once. */
static void
test_one_way (Fixture       *self,
              gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_board (self, "Bastille");
  g_autoptr(RltFeedResult) terminus = NULL;

  g_assert_no_error (result->error);
  g_assert_cmpuint (result->records->departures->len, ==, 2);
  assert_counts (self, 1, 3);

  terminus = fetch_board (self, "La Défense");
  g_assert_cmpuint (terminus->records->departures->len, ==, 1);
  assert_counts (self, 1, 4);
}

static void
test_unknown_stop (Fixture       *self,
                   gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_board (self, "Nation");

  g_assert_error (result->error, RLT_NET_ERROR, RLT_NET_ERROR_NOT_FOUND);
  g_assert_nonnull (strstr (result->error->message, "Nation"));
  g_assert_null (result->records);
  assert_counts (self, 1, 1);
}

static void
test_challenge_inside (Fixture       *self,
                       gconstpointer  mode)
{
  g_autoptr(RltFeedResult) result = fetch_board (self, "Bastille");

  g_assert_error (result->error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
  g_assert_null (result->records);
  assert_blocked (self);
  assert_counts (self, 1, 2);
}

static void
test_lines (void)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (&error);
  static const struct { const char *key; gboolean served; } cases[] = {
    { "metro:3B", TRUE }, { "rer:A", TRUE }, { "tram:T3a", TRUE }, { "tram:T1", TRUE },
    { "tram:T4", FALSE }, { "tram:T14", FALSE }, { "transilien:H", FALSE }, { "cable:C1", FALSE },
  };

  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    g_assert_cmpint (rlt_ratp_serves_line (rlt_catalogue_find_line (catalogue, cases[i].key)), ==, cases[i].served);
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

  add ("/ratp-session/traffic", "ok", test_traffic);
  add ("/ratp-session/worn-out", "worn", test_worn_out);
  add ("/ratp-session/shut", "shut", test_shut);
  add ("/ratp-session/challenge", "challenge", test_challenge);
  add ("/ratp-session/any-page", "sorry", test_challenge);
  add ("/ratp-session/plain-403", "plain", test_plain);
  add ("/ratp-session/page-challenge", "page-challenge", test_page_challenge);
  add ("/ratp-session/recovers", "shut", test_recovers);
  add ("/ratp-session/retry-after", "later", test_retry_after);
  add ("/ratp-session/no-page", "no-page", test_no_page);
  add ("/ratp-session/one-bad", "one-bad", test_one_bad);
  add ("/ratp-session/cancel", "hang", test_cancel);
  add ("/ratp-session/board", "ok", test_board);
  add ("/ratp-session/one-way", "one-way", test_one_way);
  add ("/ratp-session/unknown-stop", "ok", test_unknown_stop);
  add ("/ratp-session/challenge-inside", "inside", test_challenge_inside);
  g_test_add_func ("/ratp-session/lines", test_lines);

  return g_test_run ();
}
