/* test-simulator-ratp.c: the simulator's ratp.fr: a session's cookie, lines and stops, boards that our decoder
 * reads without loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-sim-api.h"
#include "rlt-test-json.h"

#define PEAK "2026-11-23T08:30:00+01:00"   /* a Monday */
#define API "/horaires/api/"

typedef struct
{
  RltCatalogue *catalogue;
  RltSimApi    *api;
  RltTime       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->api = rlt_sim_api_new (fixture->catalogue, 1);
  g_assert_true (rlt_time_parse (PEAK, strlen (PEAK), &fixture->now));
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_api_free (fixture->api);
  rlt_catalogue_unref (fixture->catalogue);
}

static void
ask (Fixture      *fixture,
     const char   *path,
     const char   *way,
     gboolean      has_cookie,
     gboolean      is_odd,
     RltSimAnswer *answer)
{
  g_autoptr(GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  RltSimRequest request = {
    .path = path, .query = query, .cookies = has_cookie ? "a=b; __cf_bm=simulated" : NULL, .has_odd_texts = is_odd,
  };

  g_hash_table_insert (query, (gpointer) "sens", (gpointer) way);
  rlt_sim_api_answer (fixture->api, &request, fixture->now, answer);
}

static void
test_session (Fixture       *fixture,
              gconstpointer  unused)
{
  static const char * const paths[] = {
    "/api/traffic/metros", API "getLineId/metro/1", API "getStopPoints/metro/1",
    API "blocs-horaires-next-passages/metro/LIG:IDFM:C01371/ART:IDFM:9000000",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto(RltSimAnswer) without = { 0 };
      g_auto(RltSimAnswer) with = { 0 };

      ask (fixture, paths[i], "A", FALSE, FALSE, &without);
      g_assert_cmpuint (without.status, ==, 403);
      g_assert_nonnull (strstr (without.body, "Just a moment"));
      ask (fixture, paths[i], "A", TRUE, FALSE, &with);
      g_assert_cmpuint (with.status, ==, 200);
    }
}

static void
test_page (Fixture       *fixture,
           gconstpointer  unused)
{
  static const char * const paths[] = { "/infos-trafic", "/horaires/metro/1/bastille" };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto(RltSimAnswer) answer = { 0 };

      ask (fixture, paths[i], "A", FALSE, FALSE, &answer);
      g_assert_cmpuint (answer.status, ==, 200);
      g_assert_cmpuint (answer.n_headers, ==, 1);
      g_assert_cmpstr (answer.headers[0].name, ==, "Set-Cookie");
    }
}

static void
test_unknown (Fixture       *fixture,
              gconstpointer  unused)
{
  static const char * const paths[] = {
    "/api/traffic/buses", API "getLineId/metro/99", API "getLineId/bus/1", API "getLineId/metro",
    API "getStopPoints/tram/T4", API "blocs-horaires-next-passages/metro/LIG:IDFM:C01371/ART:IDFM:1",
    API "blocs-horaires-next-passages/metro/LIG:IDFM:C01371",
  };

  for (guint i = 0; i < G_N_ELEMENTS (paths); i++)
    {
      g_auto(RltSimAnswer) answer = { 0 };

      ask (fixture, paths[i], "A", TRUE, FALSE, &answer);
      g_assert_cmpuint (answer.status, ==, 404);
    }
}

static void
test_line_id (Fixture       *fixture,
              gconstpointer  unused)
{
  g_auto(RltSimAnswer) answer = { 0 };

  ask (fixture, API "getLineId/metro/3b", "A", TRUE, FALSE, &answer);
  g_assert_cmpstr (answer.body, ==, "\"LIG:IDFM:C01386\"");
  g_assert_true (g_str_has_prefix (answer.type, "text/plain"));
}

static void
assert_departure (Fixture            *fixture,
                  const RltLine      *line,
                  const char         *stop_name,
                  const RltDeparture *departure)
{
  g_assert_true (departure->line == line);
  g_assert_cmpstr (departure->stop_name, ==, stop_name);
  g_assert_nonnull (departure->direction);
  g_assert_nonnull (rlt_catalogue_find_station_on (fixture->catalogue, line, departure->destination));
  g_assert_cmpint (departure->expected_departure, >=, fixture->now - RLT_MINUTE);
  g_assert_cmpint (departure->basis, ==, RLT_BASIS_OBSERVED);
}

static guint
read_board (Fixture       *fixture,
            const RltLine *line,
            JsonNode      *stop,
            const char    *network,
            gboolean       is_odd)
{
  const RltDecodeContext context = {
    .catalogue = fixture->catalogue, .source = "simulator", .now = fixture->now, .line = line,
  };
  g_autofree char *path = g_strdup_printf (API "blocs-horaires-next-passages/%s/LIG:IDFM:%s/%s", network, line->id,
                                           rlt_test_json_get_string (stop, "stop_place_id"));
  g_auto(RltSimAnswer) answer = { 0 };
  g_autoptr(RltRecords) records = NULL;

  ask (fixture, path, "B", TRUE, is_odd, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  records = rlt_decode_ratp_board (&context, answer.body, answer.length);
  g_assert_true (records->answer == RLT_ANSWER_OK || records->answer == RLT_ANSWER_EMPTY);
  if (is_odd)
    return records->n_rejected;

  g_assert_cmpuint (records->n_rejected, ==, 0);
  for (guint i = 0; i < records->departures->len; i++)
    assert_departure (fixture, line, rlt_test_json_get_string (stop, "name"),
                      g_ptr_array_index (records->departures, i));

  return records->departures->len;
}

static guint
read_line (Fixture    *fixture,
           const char *network,
           const char *code,
           gboolean    is_odd)
{
  g_autofree char *path = g_strdup_printf (API "getStopPoints/%s/%s", network, code);
  g_autofree char *key = g_strdup_printf ("%s:%s", network, code);
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, key);
  g_auto(RltSimAnswer) answer = { 0 };
  g_autoptr(JsonNode) node = NULL;
  JsonArray *stops;
  guint n = 0;

  ask (fixture, path, "A", TRUE, FALSE, &answer);
  node = rlt_test_json_read (answer.body, answer.length);
  stops = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (stops), ==, line->n_stops);
  for (guint i = 0; i < json_array_get_length (stops); i++)
    n += read_board (fixture, line, json_array_get_element (stops, i), network, is_odd);

  return n;
}

static void
test_boards (Fixture       *fixture,
             gconstpointer  unused)
{
  static const char * const lines[][2] = {
    { "metro", "1" }, { "metro", "7" }, { "metro", "7B" }, { "metro", "10" }, { "rer", "A" }, { "rer", "B" },
    { "tram", "T3a" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      guint n = read_line (fixture, lines[i][0], lines[i][1], FALSE);

      g_test_message ("%s %s: %u departures", lines[i][0], lines[i][1], n);
      g_assert_cmpuint (n, >, 50);
    }
}

/* Whatever stands in place of a wait, the decoder reads to the end, and sets some aside. */
static void
test_odd_texts (Fixture       *fixture,
                gconstpointer  unused)
{
  g_assert_cmpuint (read_line (fixture, "metro", "1", TRUE), >, 5);
}

/* A closed line says so. */
static void
test_closed (Fixture       *fixture,
             gconstpointer  unused)
{
  RltSimWorld *world = rlt_sim_api_get_world (fixture->api);
  g_autofree guint *forced = g_new0 (guint, rlt_sim_world_get_n_lines (world));
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "metro:1");

  forced[line->index] = 1u << RLT_SIM_DISRUPTION_CLOSURE;
  rlt_sim_world_force (world, forced, FALSE);
  g_assert_cmpuint (read_line (fixture, "metro", "1", FALSE), ==, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-ratp/session", test_session);
  ADD ("/simulator-ratp/page", test_page);
  ADD ("/simulator-ratp/unknown", test_unknown);
  ADD ("/simulator-ratp/line-id", test_line_id);
  ADD ("/simulator-ratp/boards", test_boards);
  ADD ("/simulator-ratp/odd-texts", test_odd_texts);
  ADD ("/simulator-ratp/closed", test_closed);
#undef ADD

  return g_test_run ();
}
