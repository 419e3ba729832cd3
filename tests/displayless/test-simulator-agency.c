/* test-simulator-agency.c: the simulator's SIRI endpoint, alerts, schedule and open data, read by our decoders
 * without loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-gtfs-schedule.h"
#include "rlt-sim-api.h"
#include "rlt-sim-traffic.h"
#include "rlt-siri-endpoint.h"
#include "rlt-test-json.h"
#include "rlt-test-world.h"

#define DATASETS "/api/explore/v2.1/catalog/datasets/"

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
  fixture->now = rlt_test_time (RLT_TEST_PEAK);
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
     const char   *query_text,
     const char   *etag,
     const char   *body,
     RltSimAnswer *answer)
{
  g_autoptr(GHashTable) query = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  g_auto(GStrv) pairs = g_strsplit (query_text, "&", -1);
  RltSimRequest request = {
    .path = path, .query = query, .if_none_match = etag, .body = body, .body_length = body != NULL ? strlen (body) : 0,
  };

  for (guint i = 0; pairs[i] != NULL; i++)
    {
      g_auto(GStrv) pair = g_strsplit (pairs[i], "=", 2);

      if (pair[0] != NULL && pair[1] != NULL)
        g_hash_table_insert (query, g_strdup (pair[0]), g_strdup (pair[1]));
    }
  rlt_sim_api_answer (fixture->api, &request, fixture->now, answer);
}

static RltRecords *
ask_siri (Fixture        *fixture,
          RltSiriService  service,
          const char     *subject,
          gboolean        in_envelope)
{
  const RltSiriQuestion question = { .service = service, .subject = subject, .in_envelope = in_envelope };
  const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator", .now = fixture->now };
  g_autofree char *request = rlt_siri_question_write (&question, "test", fixture->now);
  g_auto(RltSimAnswer) answer = { 0 };

  ask (fixture, "/siri", "", NULL, request, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpint (strstr (answer.body, "S:Envelope") != NULL, ==, in_envelope);
  return rlt_decode_siri_xml (&context, answer.body, answer.length);
}

static void
test_siri (Fixture       *fixture,
           gconstpointer  unused)
{
  static const struct
  {
    RltSiriService service;
    const char    *subject;
    guint          least;
  } cases[] = {
    { RLT_SIRI_STOP_MONITORING, "STIF:StopArea:SP:71517:", 4 },
    { RLT_SIRI_ESTIMATED_TIMETABLE, "STIF:Line::C01742:", 40 },
    { RLT_SIRI_VEHICLE_MONITORING, "STIF:Line::C01742:", 30 },
    { RLT_SIRI_GENERAL_MESSAGE, NULL, 20 },
    { RLT_SIRI_SITUATION_EXCHANGE, NULL, 60 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RltRecords) bare = ask_siri (fixture, cases[i].service, cases[i].subject, FALSE);
      g_autoptr(RltRecords) wrapped = ask_siri (fixture, cases[i].service, cases[i].subject, TRUE);

      g_assert_cmpint (bare->answer, ==, RLT_ANSWER_OK);
      g_assert_cmpuint (bare->n_rejected, ==, 0);
      g_assert_cmpuint (bare->n_records, >=, cases[i].least);
      g_assert_cmpint (bare->observed_at, ==, fixture->now);
      g_assert_cmpint (wrapped->answer, ==, RLT_ANSWER_OK);
      g_assert_cmpuint (wrapped->n_records, ==, bare->n_records);
      g_assert_cmpuint (wrapped->n_rejected, ==, 0);
    }
}

static void
test_siri_refused (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(RltRecords) stop = ask_siri (fixture, RLT_SIRI_STOP_MONITORING, "STIF:StopArea:SP:1:", TRUE);
  g_autoptr(RltRecords) line = ask_siri (fixture, RLT_SIRI_VEHICLE_MONITORING, "STIF:Line::C09999:", FALSE);
  g_auto(RltSimAnswer) answer = { 0 };

  g_assert_cmpint (stop->answer, ==, RLT_ANSWER_ERROR);
  g_assert_nonnull (strstr (stop->message, "not that of a stop"));
  g_assert_cmpint (line->answer, ==, RLT_ANSWER_ERROR);
  ask (fixture, "/siri", "", NULL, "<nothing/>", &answer);
  g_assert_cmpuint (answer.status, ==, 500);
  g_assert_nonnull (strstr (answer.body, "Fault"));
}

static const RltSimDisruption *
find_truth (const RltSimTraffic *traffic,
            const char          *id)
{
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (g_str_equal (disruption->id, id))
        return disruption;
    }

  g_assert_not_reached ();
}

/* What alerts and situations say of now is what is so. */
static void
assert_true_now (Fixture    *fixture,
                 RltRecords *records)
{
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (rlt_sim_api_get_world (fixture->api), fixture->now);

  g_assert_cmpuint (records->disruptions->len, >, 60);
  for (guint i = 0; i < records->disruptions->len; i++)
    {
      const RltDisruption *told = g_ptr_array_index (records->disruptions, i);
      const RltSimDisruption *truth = find_truth (traffic, told->id);

      g_assert_cmpint (rlt_disruption_applies_at (told, fixture->now), ==,
                       rlt_sim_disruption_applies_at (truth, fixture->now));
      g_assert_cmpint (told->category == RLT_CATEGORY_LIFT, ==, truth->kind == RLT_SIM_DISRUPTION_LIFT);
      if (truth->kind != RLT_SIM_DISRUPTION_LIFT && truth->kind != RLT_SIM_DISRUPTION_SECTION)
        g_assert_cmpint (MAX (told->level, RLT_LEVEL_NORMAL), ==, rlt_sim_disruption_get_level (truth));
    }
}

static void
test_disruptions (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const char * const instants[] = { RLT_TEST_PEAK, "2026-11-24T23:40:00+01:00", "2026-11-29T14:00:00+01:00" };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator" };
      g_autoptr(RltRecords) situations = NULL;
      g_autoptr(RltRecords) alerts = NULL;
      g_auto(RltSimAnswer) answer = { 0 };

      fixture->now = rlt_test_time (instants[i]);
      situations = ask_siri (fixture, RLT_SIRI_SITUATION_EXCHANGE, NULL, FALSE);
      assert_true_now (fixture, situations);
      ask (fixture, "/gtfs-rt/alerts", "", NULL, NULL, &answer);
      alerts = rlt_decode_gtfs_rt (&context, answer.body, answer.length);
      g_assert_cmpuint (alerts->n_rejected, ==, 0);
      assert_true_now (fixture, alerts);
    }
}

static void
test_schedule (Fixture       *fixture,
               gconstpointer  unused)
{
  g_auto(RltSimAnswer) answer = { 0 };
  g_auto(RltSimAnswer) unchanged = { 0 };
  g_autoptr(GBytes) zip = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(RltGtfsSchedule) schedule = NULL;
  guint n_routes, n_stops, n_trips;

  ask (fixture, "/gtfs.zip", "", NULL, NULL, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  g_assert_cmpstr (answer.type, ==, "application/zip");
  zip = g_bytes_new (answer.body, answer.length);
  schedule = rlt_gtfs_schedule_new_for_zip (zip, &error);
  g_assert_no_error (error);
  rlt_gtfs_schedule_get_size (schedule, &n_routes, &n_stops, &n_trips);
  g_assert_cmpuint (n_routes, ==, rlt_catalogue_get_n_lines (fixture->catalogue));
  g_assert_cmpuint (n_stops, >, 2000);
  g_assert_cmpuint (n_trips, >, 10000);
  g_assert_cmpstr (rlt_gtfs_schedule_get_route_name (schedule, "IDFM:C01386"), ==, "3B");

  g_assert_cmpstr (answer.headers[0].name, ==, "ETag");
  ask (fixture, "/gtfs.zip", "", answer.headers[0].value, NULL, &unchanged);
  g_assert_cmpuint (unchanged.status, ==, 304);
  g_assert_cmpuint (unchanged.length, ==, 0);
}

static void
test_datasets (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *name;
    const char *column;
    guint       least;
  } cases[] = {
    { "referentiel-des-lignes", "id_line", 46 },
    { "emplacement-des-gares-idf", "id_ref_zdc", 900 },
    { "zones-d-arrets", "zdaid", 700 },
    { "zones-de-correspondance", "zdcid", 600 },
    { "arrets-lignes", "stop_id", 2000 },
    { "traces-du-reseau-ferre-idf", "idrefligc", 800 },
    { "arrets", "arrid", 2000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *path = g_strdup_printf (DATASETS "%s/exports/json", cases[i].name);
      g_autofree char *page = g_strdup_printf (DATASETS "%s/records", cases[i].name);
      g_autofree char *csv = g_strdup_printf (DATASETS "%s/exports/csv", cases[i].name);
      g_auto(RltSimAnswer) all = { 0 };
      g_auto(RltSimAnswer) some = { 0 };
      g_auto(RltSimAnswer) table = { 0 };
      g_auto(RltSimAnswer) unchanged = { 0 };
      g_autoptr(JsonNode) node = NULL;
      g_autoptr(JsonNode) records = NULL;
      JsonArray *rows;

      ask (fixture, path, "", NULL, NULL, &all);
      g_assert_cmpuint (all.status, ==, 200);
      node = rlt_test_json_read (all.body, all.length);
      rows = json_node_get_array (node);
      g_assert_cmpuint (json_array_get_length (rows), >=, cases[i].least);
      for (guint r = 0; r < json_array_get_length (rows); r++)
        g_assert_true (json_object_has_member (json_array_get_object_element (rows, r), cases[i].column));

      ask (fixture, page, "limit=20&offset=40", NULL, NULL, &some);
      records = rlt_test_json_read (some.body, some.length);
      g_assert_cmpuint (json_array_get_length (json_node_get_array (rlt_test_json_get (records, "results"))), ==,
                        MIN (20, json_array_get_length (rows) - 40));
      g_assert_cmpint (json_node_get_int (rlt_test_json_get (records, "total_count")), ==,
                       json_array_get_length (rows));

      ask (fixture, csv, "", NULL, NULL, &table);
      g_assert_true (g_str_has_prefix (table.body, "\xef\xbb\xbf"));
      g_assert_nonnull (strstr (table.body, cases[i].column));

      g_assert_cmpstr (all.headers[0].name, ==, "ETag");
      ask (fixture, path, "", all.headers[0].value, NULL, &unchanged);
      g_assert_cmpuint (unchanged.status, ==, 304);
    }
}

static void
test_dataset_problems (Fixture       *fixture,
                       gconstpointer  unused)
{
  static const struct
  {
    const char *path;
    const char *query;
    guint       status;
  } cases[] = {
    { DATASETS "nothing/exports/json", "", 404 },
    { DATASETS "arrets/records", "limit=101", 400 },
    { DATASETS "arrets/records", "limit=100&offset=9950", 400 },
    { DATASETS "arrets/exports/parquet", "", 400 },
    { DATASETS "arrets", "", 404 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_auto(RltSimAnswer) answer = { 0 };

      ask (fixture, cases[i].path, cases[i].query, NULL, NULL, &answer);
      g_assert_cmpuint (answer.status, ==, cases[i].status);
      g_assert_nonnull (strstr (answer.body, "error_code"));
    }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-agency/siri", test_siri);
  ADD ("/simulator-agency/siri-refused", test_siri_refused);
  ADD ("/simulator-agency/disruptions", test_disruptions);
  ADD ("/simulator-agency/schedule", test_schedule);
  ADD ("/simulator-agency/datasets", test_datasets);
  ADD ("/simulator-agency/dataset-problems", test_dataset_problems);
#undef ADD

  return g_test_run ();
}
