/* test-simulator-feeds.c: the simulator's GTFS-Realtime and quays are the ground truth; requests that
 * cannot be met.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-sim-api.h"
#include "rlt-sim-truth.h"
#include "rlt-sim-world.h"
#include "rlt-test-json.h"
#include "rlt-test-world.h"

typedef struct
{
  RltCatalogue *catalogue;
  RltSimWorld  *world;
  RltSimApi    *api;
  RltTime       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->world = rlt_test_world_new (&fixture->catalogue, &fixture->now);
  fixture->api = rlt_sim_api_new (fixture->catalogue, 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_api_free (fixture->api);
  rlt_sim_world_free (fixture->world);
  rlt_catalogue_unref (fixture->catalogue);
}

static JsonNode *
finish_json (RltJsonWriter *writer)
{
  gsize length;
  g_autofree char *text = rlt_json_writer_finish (writer, &length);

  g_assert_cmpuint (strlen (text), ==, length);
  return rlt_test_json_read (text, length);
}

static void
ask_api (Fixture      *fixture,
         const char   *path,
         const char   *parameter,
         const char   *value,
         gboolean      has_key,
         RltSimAnswer *answer)
{
  g_autoptr(GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  RltSimRequest request = { .path = path, .query = query, .has_key = has_key };

  if (parameter != NULL)
    g_hash_table_insert (query, (gpointer) parameter, (gpointer) value);
  rlt_sim_api_answer (fixture->api, &request, fixture->now, answer);
}

static void
test_problems (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *path;
    const char *parameter;
    const char *value;
    gboolean    has_key;
    guint       status;
    const char *where;    /* where the answer says why */
  } problems[] = {
    { "/marketplace/stop-monitoring", "MonitoringRef", "STIF:StopArea:SP:71517:", FALSE, 401, "message" },
    { "/marketplace/stop-monitoring/STIF:StopArea:SP:71517:", NULL, NULL, TRUE, 404, "message" },
    { "/marketplace/vehicle-monitoring", NULL, NULL, TRUE, 404, "message" },
    { "/marketplace/stop-monitoring", NULL, NULL, TRUE, 400,
      "Siri/ServiceDelivery/StopMonitoringDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/marketplace/stop-monitoring", "MonitoringRef", "IDFM:71517", TRUE, 400,
      "Siri/ServiceDelivery/StopMonitoringDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/marketplace/stop-monitoring", "MonitoringRef", "STIF:StopArea:SP:71517", TRUE, 400,
      "Siri/ServiceDelivery/StopMonitoringDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/marketplace/stop-monitoring", "MonitoringRef", "STIF:StopArea:SP:1:", TRUE, 400,
      "Siri/ServiceDelivery/StopMonitoringDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/marketplace/estimated-timetable", "LineRef", "STIF:Line::C09999:", TRUE, 400,
      "Siri/ServiceDelivery/EstimatedTimetableDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/marketplace/estimated-timetable", "LineRef", "C01371", TRUE, 400,
      "Siri/ServiceDelivery/EstimatedTimetableDelivery/0/ErrorCondition/ErrorInformation/ErrorText" },
    { "/truth", "line", "metro:99", FALSE, 404, "message" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (problems); i++)
    {
      g_autoptr(JsonNode) node = NULL;
      RltSimAnswer answer;

      ask_api (fixture, problems[i].path, problems[i].parameter, problems[i].value, problems[i].has_key,
               &answer);
      node = rlt_test_json_read (answer.body, answer.length);
      g_assert_cmpuint (answer.status, ==, problems[i].status);
      g_assert_cmpstr (answer.type, ==, "application/json");
      g_assert_cmpstr (rlt_test_json_get_string (node, problems[i].where), !=, NULL);
      rlt_sim_answer_clear (&answer);
    }
}

static void
test_truth_line (Fixture       *fixture,
                 gconstpointer  unused)
{
  g_autoptr(JsonNode) node = NULL;
  RltSimAnswer answer;
  JsonArray *trains;

  ask_api (fixture, "/truth", "line", "IDFM:C01386", FALSE, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  node = rlt_test_json_read (answer.body, answer.length);
  trains = json_node_get_array (rlt_test_json_get (node, "trains"));
  g_assert_cmpint (rlt_test_json_get_time (node, "time"), ==, fixture->now);
  g_assert_cmpuint (json_array_get_length (trains), >=, 2);
  for (guint i = 0; i < json_array_get_length (trains); i++)
    g_assert_cmpstr (rlt_test_json_get_string (json_array_get_element (trains, i), "line"), ==, "metro:3B");
  rlt_sim_answer_clear (&answer);
}

static void
test_quays (Fixture       *fixture,
            gconstpointer  unused)
{
  g_autoptr(JsonNode) node = NULL;
  RltSimAnswer answer;
  JsonArray *rows;

  ask_api (fixture, "/api/explore/v2.1/catalog/datasets/arrets/exports/json", NULL, NULL, FALSE, &answer);
  node = rlt_test_json_read (answer.body, answer.length);
  rows = json_node_get_array (node);
  g_assert_cmpuint (json_array_get_length (rows), >, 2000);
  for (guint i = 0; i < json_array_get_length (rows); i++)
    {
      JsonNode *row = json_array_get_element (rows, i);
      RltSimQuay quay;

      g_assert_true (rlt_sim_world_find_quay (
        fixture->world, strtoul (rlt_test_json_get_string (row, "arrid"), NULL, 10), &quay));
      g_assert_cmpstr (rlt_test_json_get_string (row, "zdaid"), ==, quay.stop->area_id);
      g_assert_cmpstr (rlt_test_json_get_string (row, "arrname"), ==, quay.stop->station->name);
    }
  rlt_sim_answer_clear (&answer);
}

static RltRecords *
ask_gtfs_rt (Fixture    *fixture,
             const char *path)
{
  RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator", .now = fixture->now };
  RltRecords *records;
  RltSimAnswer answer;

  ask_api (fixture, path, NULL, NULL, FALSE, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  records = rlt_decode_gtfs_rt (&context, answer.body, answer.length);
  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_cmpint (records->observed_at, ==, fixture->now);
  rlt_sim_answer_clear (&answer);

  return records;
}

static void
test_vehicle_positions (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autoptr(RltRecords) records = ask_gtfs_rt (fixture, "/gtfs-rt/vehicle-positions");
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autoptr(JsonNode) truth = NULL;
  JsonArray *trains;

  rlt_sim_truth_write (fixture->world, NULL, fixture->now, writer);
  truth = finish_json (writer);
  trains = json_node_get_array (rlt_test_json_get (truth, "trains"));
  g_assert_cmpuint (records->vehicles->len, ==, json_array_get_length (trains));
  for (guint i = 0; i < records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = records->vehicles->pdata[i];
      JsonNode *train = json_array_get_element (trains, i);

      g_assert_cmpstr (vehicle->line->key, ==, rlt_test_json_get_string (train, "line"));
      g_assert_cmpstr (vehicle->id, ==, rlt_test_json_get_string (train, "id"));
      g_assert_cmpfloat_with_epsilon (vehicle->latitude,
                                      json_node_get_double (rlt_test_json_get (train, "latitude")), 1e-5);
      g_assert_cmpfloat_with_epsilon (vehicle->longitude,
                                      json_node_get_double (rlt_test_json_get (train, "longitude")), 1e-5);
      g_assert_cmpint (vehicle->status == RLT_VEHICLE_STOPPED, ==,
                       json_node_get_boolean (rlt_test_json_get (train, "at_platform")));
    }
}

static void
test_trip_updates (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(RltRecords) records = ask_gtfs_rt (fixture, "/gtfs-rt/trip-updates");
  guint n_cancelled = 0, n_late = 0;

  g_assert_cmpuint (records->trips->len, >, 1400);
  for (guint i = 0; i < records->trips->len; i++)
    {
      const RltTrip *trip = records->trips->pdata[i];

      g_assert_nonnull (trip->line);
      n_cancelled += trip->cancelled;
      for (guint c = 0; c + 1 < trip->n_calls; c++)
        {
          RltTime departure = trip->calls[c].expected_departure;
          RltTime aimed = trip->calls[c].aimed_departure;

          n_late += RLT_TIME_IS_SET (departure) && RLT_TIME_IS_SET (aimed) && departure > aimed;
        }
    }
  g_assert_cmpuint (n_cancelled, >, 0);
  g_assert_cmpuint (n_late, >, 0);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-feeds/problems", test_problems);
  ADD ("/simulator-feeds/truth-line", test_truth_line);
  ADD ("/simulator-feeds/quays", test_quays);
  ADD ("/simulator-feeds/gtfs-rt/vehicle-positions", test_vehicle_positions);
  ADD ("/simulator-feeds/gtfs-rt/trip-updates", test_trip_updates);
#undef ADD

  return g_test_run ();
}
