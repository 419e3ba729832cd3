/* test-gtfs-agency.c: any agency's GTFS-Realtime with the names of its schedule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <archive.h>
#include <archive_entry.h>
#include <string.h>

#include "rlt-csv.h"
#include "rlt-gtfs-agency.h"
#include "rlt-test-async.h"
#include "rlt-test-feeds.h"
#include "rlt-test-http.h"

#define ROUTES "route_id,agency_id,route_short_name,route_long_name\nR1,A,\"12, express\",Long\nR2,A,,\"Only \"\"long\"\"\"\n"
#define STOPS "\xef\xbb\xbfstop_name,Stop_Id\r\nFirst stop,s1\r\n\"Two\nlines\",s2\r\n,s3\r\n"
#define TRIPS "route_id,service_id,trip_id,trip_headsign,direction_id\nR1,S,t1,Terminus,1\nIDFM:C01374,S,t4,Bagneux,0\nR2,S,t2,,"

static RltCatalogue *catalogue;

static gboolean
append_row (const char * const *cells,
            gpointer            user_data)
{
  g_string_append_printf (user_data, "[%s|%s]", cells[0], cells[1]);
  return TRUE;
}

static void
test_csv (void)
{
  static const char * const columns[] = { "a", "b", NULL };
  static const struct
  {
    const char *table;
    const char *rows;
  } cases[] = {
    { "a,b\n1,2\n", "[1|2]" },
    { "b,x,A\r\n1,2,3\r\n\r\n4,5,6", "[3|1][6|4]" },
    { "\xef\xbb\xbf" "a,b\n\"x,\"\"y\"\"\n z\",w\n", "[x,\"y\"\n z|w]" },
    { "a,b\n1\n,2\n1,2,3,4\n", "[1|][|2][1|2]" },
    { "a,b\n\"open,2\n3,4", "[open,2\n3,4|]" },
    { "a , b\n  1 ,\xe9\n", "[1|\xef\xbf\xbd]" },
    { "", "" },
    { "c,d\n1,2\n", "[|]" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(GString) rows = g_string_new (NULL);
      g_autoptr(RltCsv) csv = rlt_csv_new (columns, append_row, rows);

      for (const char *p = cases[i].table; *p != '\0'; p++)
        g_assert_true (rlt_csv_feed (csv, p, 1));
      g_assert_true (rlt_csv_finish (csv));
      g_assert_cmpstr (rows->str, ==, cases[i].rows);
    }
}

/* Names and texts in turn, NULL-terminated. */
static GBytes *
make_zip (const char *name,
          const char *text,
          ...)
{
  const gsize size = 32 * 1024 * 1024;
  char *buffer = g_malloc (size);
  struct archive *archive = archive_write_new ();
  size_t used = 0;
  va_list args;

  archive_write_set_format_zip (archive);
  g_assert_cmpint (archive_write_open_memory (archive, buffer, size, &used), ==, ARCHIVE_OK);
  va_start (args, text);
  for (; name != NULL; name = va_arg (args, const char *), text = name != NULL ? va_arg (args, const char *) : NULL)
    {
      struct archive_entry *entry = archive_entry_new ();

      archive_entry_set_pathname (entry, name);
      archive_entry_set_size (entry, (la_int64_t) strlen (text));
      archive_entry_set_filetype (entry, AE_IFREG);
      archive_entry_set_perm (entry, 0644);
      g_assert_cmpint (archive_write_header (archive, entry), ==, ARCHIVE_OK);
      g_assert_cmpint (archive_write_data (archive, text, strlen (text)), ==, strlen (text));
      archive_entry_free (entry);
    }
  va_end (args);
  archive_write_close (archive);
  archive_write_free (archive);

  return g_bytes_new_take (buffer, used);
}

static GBytes *
make_usual_zip (void)
{
  return make_zip ("agency.txt", "agency_id\nA\n", "feed/routes.txt", ROUTES, "feed/stops.txt", STOPS,
                   "feed/trips.txt", TRIPS, NULL);
}

static void
test_schedule (void)
{
  g_autoptr(GBytes) zip = make_usual_zip ();
  g_autoptr(GError) error = NULL;
  g_autoptr(RltGtfsSchedule) schedule = rlt_gtfs_schedule_new_for_zip (zip, &error);
  guint n_routes, n_stops, n_trips;

  g_assert_no_error (error);
  rlt_gtfs_schedule_get_size (schedule, &n_routes, &n_stops, &n_trips);
  g_assert_cmpuint (n_routes, ==, 2);
  g_assert_cmpuint (n_stops, ==, 2);
  g_assert_cmpuint (n_trips, ==, 3);
  g_assert_cmpstr (rlt_gtfs_schedule_get_route_name (schedule, "R1"), ==, "12, express");
  g_assert_cmpstr (rlt_gtfs_schedule_get_route_name (schedule, "R2"), ==, "Only \"long\"");
  g_assert_cmpstr (rlt_gtfs_schedule_get_stop_name (schedule, "s1"), ==, "First stop");
  g_assert_cmpstr (rlt_gtfs_schedule_get_stop_name (schedule, "s2"), ==, "Two\nlines");
  g_assert_null (rlt_gtfs_schedule_get_stop_name (schedule, "s3"));
}

static RltTrip *
add_trip (RltRecords *records,
          const char *id,
          const char *line_id)
{
  RltTrip *trip = rlt_records_add_trip (records);

  trip->id = id;
  trip->line_id = line_id;
  trip->n_calls = 2;
  trip->calls = rlt_arena_new_array (records->arena, RltCall, 2);
  rlt_call_init (&trip->calls[0]);
  rlt_call_init (&trip->calls[1]);
  trip->calls[0].stop_id = "s1";
  trip->calls[1].stop_id = "s9";

  return trip;
}

/* What the catalogue knows keeps its name, what nobody knows its id. */
static void
test_names (void)
{
  g_autoptr(GBytes) zip = make_usual_zip ();
  g_autoptr(RltGtfsSchedule) schedule = rlt_gtfs_schedule_new_for_zip (zip, NULL);
  g_autoptr(RltRecords) records = rlt_records_new ("gtfs-rt", "test");
  RltTrip *foreign = add_trip (records, "t1", NULL);
  RltTrip *ours = add_trip (records, "t4", NULL);
  RltTrip *unknown = add_trip (records, "t9", "R9");
  RltVehicle *vehicle = rlt_records_add_vehicle (records);

  vehicle->trip = "t2";
  vehicle->stop_id = "s1";
  foreign->direction = "0";
  rlt_gtfs_schedule_name_records (schedule, catalogue, records);

  g_assert_cmpstr (foreign->line_id, ==, "R1");
  g_assert_cmpstr (foreign->line_name, ==, "12, express");
  g_assert_cmpstr (foreign->destination, ==, "Terminus");
  g_assert_cmpstr (foreign->direction, ==, "0");
  g_assert_cmpstr (foreign->calls[0].stop_name, ==, "First stop");
  g_assert_null (foreign->calls[1].stop_name);

  g_assert_cmpstr (ours->line->key, ==, "metro:4");
  g_assert_null (ours->line_name);
  g_assert_cmpstr (ours->destination, ==, "Bagneux");

  g_assert_cmpstr (unknown->line_id, ==, "R9");
  g_assert_null (unknown->line_name);
  g_assert_null (unknown->destination);

  g_assert_cmpstr (vehicle->line_name, ==, "Only \"long\"");
  g_assert_cmpstr (vehicle->stop_name, ==, "First stop");
}

static void
assert_refused (GBytes     *zip,
                const char *why)
{
  g_autoptr(GError) error = NULL;

  g_assert_null (rlt_gtfs_schedule_new_for_zip (zip, &error));
  g_assert_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER);
  if (strstr (error->message, why) == NULL)
    g_error ("“%s” does not say “%s”", error->message, why);
}

/* A few KB may unpack to anything. */
static void
test_hostile_archives (void)
{
  g_autoptr(GBytes) empty = g_bytes_new (NULL, 0);
  g_autoptr(GBytes) page = g_bytes_new_static ("<html>502</html>", 16);
  g_autoptr(GBytes) nothing = make_zip ("readme.txt", "words", NULL);
  g_autoptr(GBytes) whole = make_usual_zip ();
  g_autoptr(GString) rows = g_string_new ("route_id\n");
  g_autoptr(GBytes) bomb = NULL;

  while (rows->len < 5 * 1000 * 1000)
    g_string_append (rows, "a\n");
  bomb = make_zip ("routes.txt", rows->str, NULL);
  g_assert_cmpuint (g_bytes_get_size (bomb), <, 100000);

  assert_refused (empty, "damaged");
  assert_refused (page, "archive");
  assert_refused (nothing, "no table");
  assert_refused (bomb, "more rows");

  /* Cut short anywhere it ends. */
  for (gsize n = 0; n < g_bytes_get_size (whole); n++)
    {
      g_autoptr(GBytes) part = g_bytes_new (g_bytes_get_data (whole, NULL), n);
      g_autoptr(RltGtfsSchedule) schedule = rlt_gtfs_schedule_new_for_zip (part, NULL);

      (void) schedule;
    }
}

static void
test_recorded (void)
{
  gsize length;
  char *data = rlt_test_load_recorded ("gtfs-static/oba_nyct_multi_trips_cut.zip", &length);
  g_autoptr(GBytes) zip = NULL;
  g_autoptr(RltGtfsSchedule) schedule = NULL;
  guint n_routes, n_stops, n_trips;

  if (data == NULL)
    return;

  zip = g_bytes_new_take (data, length);
  schedule = rlt_gtfs_schedule_new_for_zip (zip, NULL);
  rlt_gtfs_schedule_get_size (schedule, &n_routes, &n_stops, &n_trips);
  g_assert_cmpuint (n_routes, ==, 23);
  g_assert_cmpuint (n_stops, ==, 3799);
  g_assert_cmpuint (n_trips, ==, 5164);
  g_assert_cmpstr (rlt_gtfs_schedule_get_route_name (schedule, "A"), ==, "A");
  g_assert_cmpstr (rlt_gtfs_schedule_get_stop_name (schedule, "A32"), ==, "W 4 St-Wash Sq");
}

/* Answers with the fixture, with a schedule, and with nothing new for who has it. */
static void
answer_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);

  rlt_test_http_note_headers (user_data, message);
  if (g_str_equal (path, "/gtfs.zip") && soup_message_headers_get_one (headers, "If-None-Match") != NULL)
    soup_server_message_set_status (message, SOUP_STATUS_NOT_MODIFIED, NULL);
  else if (g_str_equal (path, "/gtfs.zip"))
    {
      g_autoptr(GBytes) zip = make_usual_zip ();
      gsize length;
      const char *data = g_bytes_get_data (zip, &length);

      rlt_test_server_set_header (message, "ETag", "\"one\"");
      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/zip", SOUP_MEMORY_COPY, data, length);
    }
  else if (g_str_equal (path, "/gtfs-rt/trip-updates") || g_str_equal (path, "/elsewhere"))
    {
      gsize length;
      char *data = rlt_test_load_fixture ("gtfs-rt-feed.pb", &length);

      soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
      soup_server_message_set_response (message, "application/x-protobuf", SOUP_MEMORY_TAKE, data, length);
    }
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

static void
test_fetch (void)
{
  RltTestHttp http = { 0, };
  RltFeedConfig config;
  RltFeedAccess access;
  RltGtfsAgency agency = { .key_header = "X-Key" };

  rlt_test_http_set_up (&http, answer_cb);
  rlt_feed_config_init (&config, RLT_FEED_GTFS_RT, rlt_test_server_get_base (http.server));
  access = (RltFeedAccess) {
    .client = http.client, .clock = http.clock, .catalogue = catalogue, .config = &config, .api_key = "secret",
  };
  {
    g_autofree char *elsewhere = rlt_test_server_uri (http.server, "/elsewhere");
    g_autoptr(GAsyncResult) zip_result = NULL, load_result = NULL, again_result = NULL, usual_result = NULL;
    g_autoptr(GAsyncResult) whole_result = NULL, lost_result = NULL;
    g_autoptr(RltFeedResult) zip = NULL, again = NULL, usual = NULL, whole = NULL, lost = NULL;
    g_autoptr(RltGtfsSchedule) schedule = NULL;

    rlt_gtfs_schedule_fetch_async (&access, &agency, NULL, rlt_test_result_cb, &zip_result);
    rlt_test_await (&zip_result);
    zip = rlt_feed_fetch_finish (zip_result);
    g_assert_no_error (zip->error);
    g_assert_cmpstr (zip->etag, ==, "\"one\"");
    rlt_gtfs_schedule_load_async (zip->document, NULL, rlt_test_result_cb, &load_result);
    rlt_test_await (&load_result);
    schedule = rlt_gtfs_schedule_load_finish (load_result, NULL);
    g_assert_nonnull (schedule);

    access.etag = zip->etag;
    rlt_gtfs_schedule_fetch_async (&access, &agency, NULL, rlt_test_result_cb, &again_result);
    rlt_test_await (&again_result);
    again = rlt_feed_fetch_finish (again_result);
    g_assert_true (again->not_modified);
    g_assert_null (again->document);
    access.etag = NULL;

    agency.schedule = schedule;
    rlt_gtfs_rt_fetch_async (&access, &agency, RLT_GTFS_RT_TRIP_UPDATES, NULL, rlt_test_result_cb, &usual_result);
    rlt_test_await (&usual_result);
    usual = rlt_feed_fetch_finish (usual_result);
    g_assert_no_error (usual->error);
    g_assert_cmpstr (usual->records->source, ==, "gtfs-rt");
    g_assert_cmpuint (usual->records->trips->len, >, 0);
    g_assert_nonnull (strstr (http.seen, "X-Key: secret\n"));

    agency.addresses[RLT_GTFS_RT_VEHICLE_POSITIONS] = elsewhere;
    rlt_gtfs_rt_fetch_async (&access, &agency, RLT_GTFS_RT_VEHICLE_POSITIONS, NULL, rlt_test_result_cb, &whole_result);
    rlt_test_await (&whole_result);
    whole = rlt_feed_fetch_finish (whole_result);
    g_assert_no_error (whole->error);

    rlt_gtfs_rt_fetch_async (&access, &agency, RLT_GTFS_RT_ALERTS, NULL, rlt_test_result_cb, &lost_result);
    rlt_test_await (&lost_result);
    lost = rlt_feed_fetch_finish (lost_result);
    g_assert_nonnull (lost->error);
    g_assert_null (strstr (lost->error->message, "secret"));
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
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/gtfs-agency/csv", test_csv);
  g_test_add_func ("/gtfs-agency/schedule", test_schedule);
  g_test_add_func ("/gtfs-agency/names", test_names);
  g_test_add_func ("/gtfs-agency/hostile-archives", test_hostile_archives);
  g_test_add_func ("/gtfs-agency/recorded", test_recorded);
  g_test_add_func ("/gtfs-agency/fetch", test_fetch);

  return g_test_run ();
}
