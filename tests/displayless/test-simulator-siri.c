/* test-simulator-siri.c: the simulator's SIRI Lite is the ground truth, in PRIM's own shapes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <stdlib.h>
#include <string.h>

#include "rlt-sim-siri.h"
#include "rlt-sim-truth.h"
#include "rlt-sim-world.h"
#include "rlt-test-json.h"
#include "rlt-test-world.h"

typedef struct
{
  RltCatalogue *catalogue;
  RltSimWorld  *world;
  RltSimSiri   *siri;
  RltTime       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->world = rlt_test_world_new (&fixture->catalogue, &fixture->now);
  fixture->siri = rlt_sim_siri_new (fixture->world);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_siri_free (fixture->siri);
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

static JsonNode *
ask_timetable (Fixture    *fixture,
               const char *line_ref,
               RltTime     now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  g_assert_true (rlt_sim_siri_write_timetable (fixture->siri, line_ref, now, writer, &problem));
  return finish_json (writer);
}

static JsonArray *
get_journeys (JsonNode *answer)
{
  return json_node_get_array (rlt_test_json_get (answer, "Siri/ServiceDelivery/EstimatedTimetableDelivery/0/"
                                           "EstimatedJourneyVersionFrame/0/EstimatedVehicleJourney"));
}

static JsonArray *
get_calls (JsonNode *journey)
{
  return json_node_get_array (rlt_test_json_get (journey, "EstimatedCalls/EstimatedCall"));
}

static JsonNode *
ask_stop (Fixture    *fixture,
          const char *monitoring_ref,
          const char *line_ref,
          RltTime     now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  g_assert_true (rlt_sim_siri_write_stop (fixture->siri, monitoring_ref, line_ref, now, writer, &problem));
  return finish_json (writer);
}

static JsonArray *
get_visits (JsonNode *answer)
{
  JsonNode *delivery = rlt_test_json_get (answer, "Siri/ServiceDelivery/StopMonitoringDelivery/0");

  g_assert_cmpstr (rlt_test_json_get_string (delivery, "Status"), ==, "true");
  return json_node_get_array (rlt_test_json_get (delivery, "MonitoredStopVisit"));
}

/* The station of a call, by its quay. */
static const char *
get_station_name (Fixture  *fixture,
                  JsonNode *call)
{
  const char *prefix = "STIF:StopPoint:Q:";
  const char *ref = rlt_test_json_get_string (call, "StopPointRef/value");
  RltSimQuay quay;

  g_assert_true (g_str_has_prefix (ref, prefix));
  g_assert_true (rlt_sim_world_find_quay (fixture->world, strtoul (ref + strlen (prefix), NULL, 10), &quay));
  return quay.stop->station->name;
}

static RltTime
get_call_time (JsonNode *call)
{
  RltTime time = rlt_test_json_get_time (call, "ExpectedArrivalTime");

  return RLT_TIME_IS_SET (time) ? time : rlt_test_json_get_time (call, "ExpectedDepartureTime");
}

static int
compare_calls (gconstpointer a,
               gconstpointer b)
{
  RltTime x = get_call_time (*(JsonNode * const *) a);
  RltTime y = get_call_time (*(JsonNode * const *) b);

  return x < y ? -1 : x > y;
}

/* The calls that the train makes, by time. */
static GPtrArray *
sort_calls (JsonNode *journey)
{
  JsonArray *calls = get_calls (journey);
  GPtrArray *sorted = g_ptr_array_new ();

  for (guint i = 0; i < json_array_get_length (calls); i++)
    {
      if (RLT_TIME_IS_SET (get_call_time (json_array_get_element (calls, i))))
        g_ptr_array_add (sorted, json_array_get_element (calls, i));
    }
  g_ptr_array_sort (sorted, compare_calls);

  return sorted;
}

/* Counts the trains between two stops, once as the journeys tell it and once as it is. */
static char *
print_stretch (const char *from,
               const char *to,
               const char *destination)
{
  return g_strconcat (from, " > ", to, " (", destination, ")", NULL);
}

static void
count (GHashTable *counts,
       char       *key,
       int         by)
{
  int n = GPOINTER_TO_INT (g_hash_table_lookup (counts, key)) + by;

  g_hash_table_insert (counts, key, GINT_TO_POINTER (n));
}

static guint
count_journeys (Fixture    *fixture,
                JsonNode   *answer,
                GHashTable *counts)
{
  JsonArray *journeys = get_journeys (answer);
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (journeys); i++)
    {
      JsonNode *journey = json_array_get_element (journeys, i);
      g_autoptr(GPtrArray) calls = sort_calls (journey);

      for (guint c = 0; c + 1 < calls->len; c++)
        {
          RltTime departure = rlt_test_json_get_time (calls->pdata[c], "ExpectedDepartureTime");
          RltTime arrival = rlt_test_json_get_time (calls->pdata[c + 1], "ExpectedArrivalTime");

          g_assert_cmpint (departure, <, arrival);
          if (departure > fixture->now || arrival <= fixture->now)
            continue;
          count (counts,
                 print_stretch (get_station_name (fixture, calls->pdata[c]),
                                get_station_name (fixture, calls->pdata[c + 1]),
                                rlt_test_json_get_string (journey, "DestinationName/0/value")),
                 1);
          n++;
        }
    }

  return n;
}

static void
test_timetable_truth (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autoptr(GHashTable) counts = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autoptr(JsonNode) answer = ask_timetable (fixture, NULL, fixture->now);
  g_autoptr(JsonNode) truth = NULL;
  JsonArray *trains;
  guint n_trains = 0, n_moving;
  GHashTableIter iter;
  gpointer key, value;

  rlt_sim_truth_write (fixture->world, NULL, fixture->now, writer);
  truth = finish_json (writer);
  trains = json_node_get_array (rlt_test_json_get (truth, "trains"));
  g_assert_cmpuint (json_array_get_length (trains), >, 1400);

  n_moving = count_journeys (fixture, answer, counts);
  for (guint i = 0; i < json_array_get_length (trains); i++)
    {
      JsonNode *train = json_array_get_element (trains, i);

      if (json_node_get_boolean (rlt_test_json_get (train, "at_platform")))
        continue;
      count (counts,
             print_stretch (rlt_test_json_get_string (train, "from"), rlt_test_json_get_string (train, "to"),
                            rlt_test_json_get_string (train, "destination")),
             -1);
      n_trains++;
    }

  g_assert_cmpuint (n_trains, >, 700);
  g_assert_cmpuint (n_trains, ==, n_moving);
  g_hash_table_iter_init (&iter, counts);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      if (value != NULL)
        g_error ("%s: %d trains too many in the timetable", (const char *) key, GPOINTER_TO_INT (value));
    }
}

static guint
count_members (JsonArray  *calls,
               const char *name)
{
  guint n = 0;

  for (guint i = 0; i < json_array_get_length (calls); i++)
    n += json_object_has_member (json_array_get_object_element (calls, i), name);

  return n;
}

/* Whether the calls stand in the order of their times. */
static gboolean
is_sorted (JsonArray *calls)
{
  for (guint i = 1; i < json_array_get_length (calls); i++)
    {
      if (get_call_time (json_array_get_element (calls, i)) <
          get_call_time (json_array_get_element (calls, i - 1)))
        return FALSE;
    }

  return TRUE;
}

static void
test_timetable_shape (Fixture       *fixture,
                      gconstpointer  unused)
{
  g_autoptr(JsonNode) answer = ask_timetable (fixture, "STIF:Line::C01371:", fixture->now);
  JsonArray *journeys = get_journeys (answer);
  guint n = json_array_get_length (journeys);
  guint n_sorted = 0;

  g_assert_cmpuint (n, >, 40);
  for (guint i = 0; i < n; i++)
    {
      JsonNode *journey = json_array_get_element (journeys, i);
      JsonArray *calls = get_calls (journey);
      g_autoptr(GPtrArray) sorted = sort_calls (journey);

      g_assert_cmpstr (rlt_test_json_get_string (journey, "LineRef/value"), ==, "STIF:Line::C01371:");
      g_assert_true (g_str_has_prefix (rlt_test_json_get_string (journey, "DatedVehicleJourneyRef/value"),
                                       "RATP-SIV:VehicleJourney::"));
      g_assert_cmpuint (count_members (calls, "AimedDepartureTime"), ==, 0);
      g_assert_false (json_object_has_member (json_node_get_object (sorted->pdata[sorted->len - 1]),
                                              "ExpectedDepartureTime"));
      n_sorted += is_sorted (calls);
    }
  g_assert_cmpuint (n_sorted, <, n / 2);
}

/* A stop that was left longer ago than the one before the next is no longer told. */
static void
test_timetable_past (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_autoptr(JsonNode) answer = ask_timetable (fixture, NULL, fixture->now);
  JsonArray *journeys = get_journeys (answer);
  guint n_past = 0;

  for (guint i = 0; i < json_array_get_length (journeys); i++)
    {
      g_autoptr(GPtrArray) calls = sort_calls (json_array_get_element (journeys, i));
      guint n_left = 0;

      for (guint c = 0; c < calls->len; c++)
        {
          RltTime departure = rlt_test_json_get_time (calls->pdata[c], "ExpectedDepartureTime");

          n_left += RLT_TIME_IS_SET (departure) && departure <= fixture->now;
        }
      g_assert_cmpuint (n_left, <=, 1);
      n_past += n_left;
    }
  g_assert_cmpuint (n_past, >, 1000);
}

static GHashTable *
get_refs (JsonNode *answer)
{
  GHashTable *refs = g_hash_table_new (g_str_hash, g_str_equal);
  JsonArray *journeys = get_journeys (answer);

  for (guint i = 0; i < json_array_get_length (journeys); i++)
    g_assert_true (
      g_hash_table_add (refs, (gpointer) rlt_test_json_get_string (json_array_get_element (journeys, i),
                                                                   "DatedVehicleJourneyRef/value")));

  return refs;
}

static double
get_kept_share (Fixture    *fixture,
                const char *line_ref)
{
  g_autoptr(JsonNode) before = ask_timetable (fixture, line_ref, fixture->now);
  g_autoptr(JsonNode) after = ask_timetable (fixture, line_ref, fixture->now + RLT_MINUTE);
  g_autoptr(GHashTable) refs = get_refs (before);
  g_autoptr(GHashTable) later = get_refs (after);
  GHashTableIter iter;
  gpointer ref;
  guint n_kept = 0;

  g_hash_table_iter_init (&iter, refs);
  while (g_hash_table_iter_next (&iter, &ref, NULL))
    n_kept += g_hash_table_contains (later, ref);

  return n_kept / (double) g_hash_table_size (refs);
}

static void
test_timetable_refs (Fixture       *fixture,
                     gconstpointer  unused)
{
  g_assert_cmpfloat (get_kept_share (fixture, "STIF:Line::C01737:"), >, 0.9);
  g_assert_cmpfloat (get_kept_share (fixture, "STIF:Line::C01371:"), <, 0.1);
}

static void
assert_ratp_visit (JsonNode *visit)
{
  JsonNode *journey = rlt_test_json_get (visit, "MonitoredVehicleJourney");
  JsonObject *call = json_node_get_object (rlt_test_json_get (journey, "MonitoredCall"));
  const char *direction = rlt_test_json_get_string (journey, "DirectionName/0/value");

  for (const char *p = direction; *p != '\0'; p++)
    g_assert_true (*p == ' ' || g_ascii_isupper (*p) || g_ascii_isdigit (*p));
  g_assert_false (json_object_has_member (call, "AimedArrivalTime"));
  g_assert_false (json_object_has_member (call, "AimedDepartureTime"));
  g_assert_false (json_object_has_member (call, "Order"));
  g_assert_cmpuint (json_object_get_size (json_object_get_object_member (call, "ArrivalPlatformName")), ==, 0);
  g_assert_cmpstr (json_object_get_string_member (call, "ArrivalStatus"), ==, "");
  g_assert_cmpstr (json_object_get_string_member (call, "ExpectedArrivalTime"), ==,
                   json_object_get_string_member (call, "ExpectedDepartureTime"));
  g_assert_cmpuint (json_array_get_length (json_node_get_array (rlt_test_json_get (journey, "JourneyNote"))),
                    ==, 0);
  g_assert_true (
    g_str_has_prefix (rlt_test_json_get_string (visit, "MonitoringRef/value"), "STIF:StopPoint:Q:90"));
}

/* Châtelet as line 4 serves it. */
static void
test_stop_ratp (Fixture       *fixture,
                gconstpointer  unused)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "metro:4");
  const RltStation *station = rlt_catalogue_find_station_on (fixture->catalogue, line, "Châtelet");
  const RltStop *stop = NULL;
  g_autofree char *ref = NULL;
  g_autoptr(JsonNode) answer = NULL;
  JsonArray *visits;

  for (guint i = 0; i < station->n_stops; i++)
    {
      if (station->stops[i]->line == line)
        stop = station->stops[i];
    }
  g_assert_nonnull (stop);
  ref = g_strdup_printf ("STIF:StopArea:SP:%s:", stop->area_id);
  answer = ask_stop (fixture, ref, "STIF:Line::C01374:", fixture->now);
  visits = get_visits (answer);

  g_assert_cmpuint (json_array_get_length (visits), ==, 12);
  for (guint i = 0; i < json_array_get_length (visits); i++)
    {
      assert_ratp_visit (json_array_get_element (visits, i));
      g_assert_cmpstr (rlt_test_json_get_string (json_array_get_element (visits, i),
                                                 "MonitoredVehicleJourney/LineRef/value"),
                       ==, "STIF:Line::C01374:");
    }
}

static gboolean
check_sncf_visit (JsonNode *visit,
                  RltTime   now)
{
  JsonNode *journey = rlt_test_json_get (visit, "MonitoredVehicleJourney");
  JsonNode *call = rlt_test_json_get (journey, "MonitoredCall");
  const char *status = rlt_test_json_get_string (call, "DepartureStatus");
  RltTime aimed = rlt_test_json_get_time (call, "AimedDepartureTime");
  RltTime expected = rlt_test_json_get_time (call, "ExpectedDepartureTime");

  g_assert_cmpuint (
    json_array_get_length (json_node_get_array (rlt_test_json_get (journey, "DirectionName"))), ==, 0);
  g_assert_cmpuint (strlen (rlt_test_json_get_string (journey, "JourneyNote/0/value")), ==, 4);
  g_assert_cmpint (json_node_get_int (rlt_test_json_get (call, "Order")), >, 0);
  g_assert_nonnull (rlt_test_json_get_string (call, "ArrivalPlatformName/value"));
  g_assert_true (RLT_TIME_IS_SET (aimed));
  if (g_str_equal (status, "cancelled"))
    {
      g_assert_null (rlt_test_json_get (call, "ExpectedDepartureTime"));
      g_assert_null (rlt_test_json_get (call, "ExpectedArrivalTime"));
      g_assert_false (json_node_get_boolean (rlt_test_json_get (call, "VehicleAtStop")));
      return TRUE;
    }

  g_assert_cmpstr (status, ==, "onTime");
  g_assert_cmpint (expected, >=, aimed);
  if (expected <= now)
    g_assert_true (json_node_get_boolean (rlt_test_json_get (call, "VehicleAtStop")));
  return FALSE;
}

/* Late trains, cancelled ones, past ones, all in a day, where the RER C is busiest. */
static void
test_stop_sncf (Fixture       *fixture,
                gconstpointer  unused)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "rer:C");
  const RltStation *station =
    rlt_catalogue_find_station_on (fixture->catalogue, line, "Bibliothèque François Mitterrand");
  g_autofree char *ref = NULL;
  guint n_cancelled = 0, n_late = 0, n_past = 0;

  g_assert_nonnull (station);
  ref = g_strdup_printf ("STIF:StopArea:SP:%s:", station->id);
  for (guint hour = 0; hour < 12; hour++)
    {
      RltTime now = fixture->now + hour * RLT_HOUR;
      g_autoptr(JsonNode) answer = ask_stop (fixture, ref, "STIF:Line::C01727:", now);
      JsonArray *visits = get_visits (answer);

      g_assert_cmpuint (json_array_get_length (visits), ==, 40);
      for (guint i = 0; i < json_array_get_length (visits); i++)
        {
          JsonNode *visit = json_array_get_element (visits, i);
          JsonNode *call = rlt_test_json_get (visit, "MonitoredVehicleJourney/MonitoredCall");
          RltTime expected = rlt_test_json_get_time (call, "ExpectedDepartureTime");

          n_cancelled += check_sncf_visit (visit, now);
          n_past += RLT_TIME_IS_SET (expected) && expected < now - RLT_MINUTE;
          n_late += RLT_TIME_IS_SET (expected) &&
                    expected - RLT_MINUTE > rlt_test_json_get_time (call, "AimedDepartureTime");
        }
    }
  g_assert_cmpuint (n_cancelled, >, 0);
  g_assert_cmpuint (n_late, >, 0);
  g_assert_cmpuint (n_past, >, 0);
}

/* A quay is one direction, a ZdA one line's stop, a ZdC the whole interchange. */
static void
test_stop_refs (Fixture       *fixture,
                gconstpointer  unused)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, "metro:1");
  const RltSimLine *sim_line = rlt_sim_world_get_line (fixture->world, line->index);
  const RltStop *stop = &line->stops[10];
  g_autofree char *quay_ref =
    g_strdup_printf ("STIF:StopPoint:Q:%u:", rlt_sim_line_get_quay (sim_line, stop, 1));
  g_autofree char *area_ref = g_strdup_printf ("STIF:StopArea:SP:%s:", stop->area_id);
  g_autofree char *station_ref = g_strdup_printf ("STIF:StopArea:SP:%s:", stop->station->id);
  g_autoptr(JsonNode) at_quay = ask_stop (fixture, quay_ref, NULL, fixture->now);
  g_autoptr(JsonNode) at_area = ask_stop (fixture, area_ref, NULL, fixture->now);
  g_autoptr(JsonNode) at_station = ask_stop (fixture, station_ref, NULL, fixture->now);
  JsonArray *visits = get_visits (at_quay);

  for (guint i = 0; i < json_array_get_length (visits); i++)
    g_assert_cmpstr (rlt_test_json_get_string (json_array_get_element (visits, i), "MonitoringRef/value"), ==,
                     quay_ref);
  g_assert_cmpuint (json_array_get_length (visits), >, 5);
  g_assert_cmpuint (json_array_get_length (get_visits (at_area)), >=, json_array_get_length (visits));
  g_assert_cmpuint (json_array_get_length (get_visits (at_station)), >=,
                    json_array_get_length (get_visits (at_area)));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-siri/timetable/truth", test_timetable_truth);
  ADD ("/simulator-siri/timetable/shape", test_timetable_shape);
  ADD ("/simulator-siri/timetable/past", test_timetable_past);
  ADD ("/simulator-siri/timetable/refs", test_timetable_refs);
  ADD ("/simulator-siri/stop/ratp", test_stop_ratp);
  ADD ("/simulator-siri/stop/sncf", test_stop_sncf);
  ADD ("/simulator-siri/stop/refs", test_stop_refs);
#undef ADD

  return g_test_run ();
}
