/* test-open-data-network.c: newer facts of lines and stations, believed only when they are of our network.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib/gstdio.h>
#include <string.h>

#include "rlt-geometry.h"
#include "rlt-open-data-network.h"
#include "rlt-test-async.h"
#include "rlt-test-feeds.h"
#include "rlt-test-http.h"

static RltCatalogue *base;

static GBytes *
finish_table (GString *text)
{
  if (text->str[text->len - 1] == ',')
    g_string_truncate (text, text->len - 1);
  g_string_append_c (text, ']');

  return g_string_free_to_bytes (text);
}

/* The lines of the catalogue but the last @n_missing, all of one colour; @column is the name of one column. */
static GBytes *
make_lines (guint       n_missing,
            const char *column)
{
  GString *text = g_string_new ("[null,{\"id_line\":\"C00004\",\"colourweb_hexa\":\"ff5a00\",\"textcolourweb_hexa\":\"000000\"},"
                                "{\"id_line\":\"C01371\",\"colourweb_hexa\":\"none\",\"textcolourweb_hexa\":null},");

  for (guint i = 0; i + n_missing < rlt_catalogue_get_n_lines (base); i++)
    g_string_append_printf (text, "{\"%s\":\"%s\",\"shortname_line\":\"x\",\"colourweb_hexa\":\"123456\","
                            "\"textcolourweb_hexa\":\"#ffffff\",\"operatorname\":\"Somebody\",\"new\":{}},",
                            column, rlt_catalogue_get_line (base, i)->id);

  return finish_table (text);
}

/* The stations of the catalogue, twice each, @shift degrees to the north. */
static GBytes *
make_stations (double shift)
{
  GString *text = g_string_new ("[{\"id_ref_zdc\":1,\"nom_zdc\":\"Elsewhere\",\"geo_point_2d\":null},");

  for (guint i = 0; i < 2 * rlt_catalogue_get_n_stations (base); i++)
    {
      const RltStation *station = rlt_catalogue_get_station (base, i / 2);
      char latitude[G_ASCII_DTOSTR_BUF_SIZE], longitude[G_ASCII_DTOSTR_BUF_SIZE];

      g_ascii_dtostr (latitude, sizeof latitude, station->latitude + 2 * shift * (i % 2));
      g_ascii_dtostr (longitude, sizeof longitude, station->longitude);
      g_string_append_printf (text, "{\"id_ref_zdc\":%s%s,\"nom_zdc\":\"Nouveau nom z%uz\","
                              "\"geo_point_2d\":{\"lon\":%s,\"lat\":%s}},",
                              station->id, i % 2 == 0 ? "" : ".0", i / 2, longitude, latitude);
    }

  return finish_table (text);
}

static RltCatalogue *
refresh (GBytes  *lines,
         GBytes  *stations,
         GError **error)
{
  g_autoptr(RltNetworkFacts) facts = rlt_open_data_read_tables (lines, stations, error);

  return facts != NULL ? rlt_catalogue_new_refreshed (base, facts, error) : NULL;
}

static void
assert_refreshed (RltCatalogue *catalogue)
{
  const RltLine *line = rlt_catalogue_find_line (catalogue, "metro:1");
  const RltLine *old = rlt_catalogue_find_line (base, "metro:1");
  const RltStation *station = rlt_catalogue_get_station (catalogue, 7);
  const RltStation *old_station = rlt_catalogue_get_station (base, 7);
  g_autoptr(GPtrArray) found = rlt_catalogue_search_stations (catalogue, "nouveau z7z", 1);

  g_assert_cmphex (line->color, ==, 0x123456);
  g_assert_cmphex (line->text_color, ==, 0xffffff);
  g_assert_cmpstr (line->operator_name, ==, "Somebody");
  g_assert_cmphex (old->color, !=, 0x123456);

  /* What the tables do not say, and what the track rests on, is as it was. */
  g_assert_cmpstr (line->code, ==, "1");
  g_assert_cmpuint (line->n_stops, ==, old->n_stops);
  g_assert_cmpfloat (line->stops[3].latitude, ==, old->stops[3].latitude);
  g_assert_cmpstr (station->name, ==, old_station->name);

  g_assert_cmpfloat_with_epsilon (station->latitude, old_station->latitude + 0.001, 1e-9);
  g_assert_cmpuint (found->len, ==, 1);
  g_assert_true (g_ptr_array_index (found, 0) == station);
}

static void
test_refreshed (void)
{
  g_autoptr(GBytes) lines = make_lines (0, "id_line");
  g_autoptr(GBytes) drifted = make_lines (2, "ID_Line");
  g_autoptr(GBytes) stations = make_stations (0.001);
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) catalogue = refresh (lines, stations, &error);
  g_autoptr(RltCatalogue) other = NULL;

  g_assert_no_error (error);
  assert_refreshed (catalogue);

  /* Another case, and two lines that are not there: they keep what they had. */
  other = refresh (drifted, stations, &error);
  g_assert_no_error (error);
  assert_refreshed (other);
  g_assert_cmphex (rlt_catalogue_get_line (other, rlt_catalogue_get_n_lines (other) - 1)->color, ==,
                   rlt_catalogue_get_line (base, rlt_catalogue_get_n_lines (base) - 1)->color);
}

static void
test_refused (void)
{
  g_autoptr(GBytes) lines = make_lines (0, "id_line");
  g_autoptr(GBytes) half = make_lines (20, "id_line");
  g_autoptr(GBytes) renamed = make_lines (0, "line_number");
  g_autoptr(GBytes) stations = make_stations (0.001);
  g_autoptr(GBytes) far = make_stations (0.1);
  g_autoptr(GBytes) page = g_bytes_new_static ("<html>502</html>", 16);
  g_autoptr(GBytes) problem = g_bytes_new_static ("{\"error_code\":\"x\",\"message\":\"y\"}", 33);
  g_autoptr(GBytes) cut = g_bytes_new (g_bytes_get_data (stations, NULL), g_bytes_get_size (stations) / 2);
  const struct
  {
    GBytes *lines;
    GBytes *stations;
    GQuark  domain;
  } cases[] = {
    { half, stations, RLT_CATALOGUE_ERROR }, { renamed, stations, RLT_CATALOGUE_ERROR },
    { lines, far, RLT_CATALOGUE_ERROR }, { stations, lines, RLT_CATALOGUE_ERROR },
    { page, stations, RLT_NET_ERROR }, { lines, problem, RLT_NET_ERROR }, { lines, cut, RLT_NET_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GError) error = NULL;

      g_assert_null (refresh (cases[i].lines, cases[i].stations, &error));
      g_assert_nonnull (error);
      g_assert_cmpuint (error->domain, ==, cases[i].domain);
    }
}

/* What is kept is replaced as a whole; what is damaged leaves what is compiled in. */
static void
test_file (void)
{
  g_autofree char *folder = g_dir_make_tmp ("rlt-network-XXXXXX", NULL);
  g_autofree char *path = g_build_filename (folder, "network-facts", NULL);
  g_autoptr(GBytes) lines = make_lines (0, "id_line");
  g_autoptr(GBytes) half = make_lines (20, "id_line");
  g_autoptr(GBytes) stations = make_stations (0.001);
  g_autoptr(GError) error = NULL, refused = NULL, damaged = NULL;
  g_autoptr(RltCatalogue) loaded = NULL, still = NULL;

  g_assert_null (rlt_open_data_load_catalogue (folder, base, &error));
  g_assert_no_error (error);

  g_assert_true (rlt_open_data_save_tables (folder, base, lines, stations, &error));
  g_assert_no_error (error);
  loaded = rlt_open_data_load_catalogue (folder, base, &error);
  g_assert_no_error (error);
  assert_refreshed (loaded);

  g_assert_false (rlt_open_data_save_tables (folder, base, half, stations, &refused));
  g_assert_error (refused, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED);
  still = rlt_open_data_load_catalogue (folder, base, &error);
  g_assert_no_error (error);
  assert_refreshed (still);

  g_assert_true (g_file_set_contents (path, "99999999999\n[", -1, NULL));
  g_assert_null (rlt_open_data_load_catalogue (folder, base, &damaged));
  g_assert_error (damaged, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER);

  g_assert_cmpint (g_unlink (path), ==, 0);
  g_assert_cmpint (g_rmdir (folder), ==, 0);
}

/* The recorded table is GeoJSON, whose features have the rows of the table. */
static void
test_recorded (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded ("geometry/idfm-stations-2026-06.memoryidf.geojson", &length);
  g_autoptr(GRegex) begin = g_regex_new ("\\{\"type\": *\"Feature\",.*?\"properties\": *(\\{.*?\"picto\")", G_REGEX_DOTALL, 0, NULL);
  g_autoptr(GMatchInfo) match = NULL;
  g_autoptr(GBytes) lines = make_lines (0, "id_line");
  g_autoptr(GBytes) stations = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) catalogue = NULL;
  GString *rows;

  if (data == NULL)
    return;

  rows = g_string_new ("[");
  for (g_regex_match (begin, data, 0, &match); g_match_info_matches (match); g_match_info_next (match, NULL))
    {
      g_autofree char *row = g_match_info_fetch (match, 1);

      g_string_append_printf (rows, "%s:0},", row);
    }
  stations = finish_table (rows);
  catalogue = refresh (lines, stations, &error);
  g_assert_no_error (error);

  for (guint i = 0; i < rlt_catalogue_get_n_stations (base); i++)
    {
      const RltStation *now = rlt_catalogue_get_station (catalogue, i);
      const RltStation *then = rlt_catalogue_get_station (base, i);

      g_assert_cmpfloat (rlt_geo_distance (now->latitude, now->longitude, then->latitude, then->longitude), <, 1000);
    }
}

static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  rlt_test_server_set_header (message, "Last-Modified", "Wed, 01 Jul 2026 10:00:00 GMT");
  if (soup_message_headers_get_one (headers, "If-Modified-Since") != NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else if (strstr (path, "/referentiel-des-lignes/exports/json") != NULL)
    rlt_test_server_set_text (message, 200, "application/json", "[]");
  else
    rlt_test_server_set_text (message, 404, "application/json", "{}");
}

static void
test_fetch (void)
{
  RltTestHttp http = { 0, };
  RltFeedConfig config;
  RltFeedAccess access;

  rlt_test_http_set_up (&http, answer_cb);
  rlt_feed_config_init (&config, RLT_FEED_OPEN_DATA_NETWORK, rlt_test_server_get_base (http.server));
  access = (RltFeedAccess) { .client = http.client, .clock = http.clock, .catalogue = base, .config = &config };
  {
    g_autoptr(GAsyncResult) first = NULL, second = NULL, third = NULL;
    g_autoptr(RltFeedResult) table = NULL, again = NULL, lost = NULL;

    rlt_open_data_fetch_table_async (&access, RLT_OPEN_DATA_LINES, NULL, rlt_test_result_cb, &first);
    rlt_test_await (&first);
    table = rlt_feed_fetch_finish (first);
    g_assert_no_error (table->error);
    g_assert_cmpuint (g_bytes_get_size (table->document), ==, 2);

    access.last_modified = table->last_modified;
    rlt_open_data_fetch_table_async (&access, RLT_OPEN_DATA_LINES, NULL, rlt_test_result_cb, &second);
    rlt_test_await (&second);
    again = rlt_feed_fetch_finish (second);
    g_assert_true (again->not_modified);
    g_assert_null (again->document);

    access.last_modified = NULL;
    rlt_open_data_fetch_table_async (&access, RLT_OPEN_DATA_STATIONS, NULL, rlt_test_result_cb, &third);
    rlt_test_await (&third);
    lost = rlt_feed_fetch_finish (third);
    g_assert_nonnull (lost->error);
  }
  rlt_feed_config_clear (&config);
  rlt_test_http_tear_down (&http);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  base = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (base);

  g_test_add_func ("/open-data-network/refreshed", test_refreshed);
  g_test_add_func ("/open-data-network/refused", test_refused);
  g_test_add_func ("/open-data-network/file", test_file);
  g_test_add_func ("/open-data-network/recorded", test_recorded);
  g_test_add_func ("/open-data-network/fetch", test_fetch);

  return g_test_run ();
}
