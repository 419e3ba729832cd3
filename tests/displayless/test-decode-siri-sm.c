/* test-decode-siri-sm.c: stop monitoring to departures, with every trap that upstream sets.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

#define FRANCONVILLE "prim-siri-lite/stop-monitoring_41087_franconville_2025-01-24T1046Z.json"

static RltCatalogue *catalogue;

static RltRecords *
decode (const char *data,
        gsize       length)
{
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = rlt_test_time ("2026-07-01T10:00:00Z") };

  return rlt_decode_siri_sm (&context, data, length);
}

static RltRecords *
decode_text (const char *text)
{
  return decode (text, strlen (text));
}

static RltRecords *
decode_fixture (const char *name)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (name, &length);

  return decode (data, length);
}

static RltRecords *
decode_recorded (const char *name)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded (name, &length);

  return data != NULL ? decode (data, length) : NULL;
}

static const RltDeparture *
get_departure (RltRecords *records,
               guint       index)
{
  g_assert_cmpuint (index, <, records->departures->len);
  return g_ptr_array_index (records->departures, index);
}

static void
assert_rejected (RltRecords *records,
                 guint       n,
                 guint       index,
                 const char *reason)
{
  const RltRejection *rejection;

  g_assert_cmpuint (n, <, records->rejections->len);
  rejection = g_ptr_array_index (records->rejections, n);
  g_assert_cmpuint (rejection->index, ==, index);
  g_assert_cmpstr (rejection->reason, ==, reason);
}

static void
test_wrapped (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpstr (train->line->key, ==, "transilien:H");
  g_assert_cmpstr (train->station->name, ==, "Franconville - Le Plessis-Bouchard");
  g_assert_cmpstr (train->stop_id, ==, "STIF:StopPoint:Q:41087:");
  g_assert_cmpstr (train->stop_name, ==, "Gare de Franconville le Plessis Bouchard");
  g_assert_null (train->direction);
  g_assert_cmpstr (train->destination, ==, "Gare de Pontoise");
  g_assert_cmpstr (train->destination_id, ==, "STIF:StopPoint:Q:41091:");
  g_assert_cmpstr (train->mission, ==, "OPOC");
  g_assert_cmpstr (train->trip, ==, "SNCF_ACCES_CLOUD:VehicleJourney::one:LOC");
  g_assert_cmpstr (train->platform, ==, "1");
  g_assert_cmpstr (train->source, ==, "test");
  g_assert_false (train->at_platform);
  g_assert_false (train->cancelled);
  g_assert_cmpint (train->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_true (train->aimed_arrival == rlt_test_time ("2026-07-01T10:05:00Z"));
  g_assert_true (train->expected_departure == rlt_test_time ("2026-07-01T10:07:50Z"));
  g_assert_true (train->observed_at == rlt_test_time ("2026-07-01T09:58:00Z"));
  /* Every status says "onTime". */
  g_assert_cmpint (train->delay, ==, 110);
}

static void
test_unwrapped (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");
  const RltDeparture *train = get_departure (records, 1);

  g_assert_cmpstr (train->line->key, ==, "metro:4");
  /* The quay is not known: the name on the line is. */
  g_assert_cmpstr (train->station->name, ==, "Châtelet");
  g_assert_cmpstr (train->direction, ==, "R");
  g_assert_cmpstr (train->destination, ==, "Porte de Clignancourt");
  g_assert_cmpstr (train->trip, ==, "RATP-SIV:VehicleJourney::two:LOC");
  g_assert_null (train->mission);
  g_assert_null (train->platform);
  g_assert_true (train->at_platform);
  g_assert_cmpint (train->delay, ==, RLT_DELAY_NONE);
  g_assert_false (RLT_TIME_IS_SET (train->aimed_departure));
  g_assert_true (train->expected_arrival == rlt_test_time ("2026-07-01T10:00:12.345Z"));
}

static void
test_cancelled (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");
  const RltDeparture *cancelled = get_departure (records, 2);
  const RltDeparture *starts_here = get_departure (records, 3);

  g_assert_true (cancelled->cancelled);
  g_assert_false (RLT_TIME_IS_SET (cancelled->expected_departure));
  g_assert_true (cancelled->aimed_departure == rlt_test_time ("2026-07-01T10:20:00Z"));
  g_assert_cmpint (cancelled->delay, ==, RLT_DELAY_NONE);
  g_assert_cmpint (cancelled->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpstr (cancelled->direction, ==, "Nord");
  g_assert_cmpstr (cancelled->destination, ==, "Gare du Nord");
  /* It does not say when it was recorded. */
  g_assert_true (cancelled->observed_at == rlt_test_time ("2026-07-01T10:00:00Z"));

  g_assert_false (starts_here->cancelled);
  /* Early is not a delay below zero. */
  g_assert_cmpint (starts_here->delay, ==, 0);
}

static void
test_scheduled (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");
  const RltDeparture *planned = get_departure (records, 4);
  const RltRejection *remark = g_ptr_array_index (records->remarks, 0);

  g_assert_cmpint (planned->basis, ==, RLT_BASIS_SCHEDULED);
  g_assert_cmpint (planned->delay, ==, RLT_DELAY_NONE);
  g_assert_cmpuint (remark->index, ==, 4);
  g_assert_cmpstr (remark->reason, ==, "“soon” is no time; left out");
}

/* Ten years ahead: used, and remarked on. */
static void
test_far_ahead (void)
{
  static const char visit[] =
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"MonitoredStopVisit\":[{"
    "\"MonitoringRef\":{\"value\":\"STIF:StopPoint:Q:1:\"},\"MonitoredVehicleJourney\":{"
    "\"LineRef\":{\"value\":\"STIF:Line::C01374:\"},\"MonitoredCall\":{\"ExpectedDepartureTime\":\"%s\"}}}]}]}}}";
  g_autofree char *far = g_strdup_printf (visit, "2036-07-01T10:00:00Z");
  g_autofree char *near = g_strdup_printf (visit, "2026-07-03T10:00:00Z");
  g_autoptr(RltRecords) records = decode_text (far);
  g_autoptr(RltRecords) usual = decode_text (near);

  g_assert_cmpuint (records->departures->len, ==, 1);
  g_assert_cmpuint (records->remarks->len, ==, 1);
  g_assert_cmpstr (((const RltRejection *) g_ptr_array_index (records->remarks, 0))->reason, ==,
                   "its time is 87672 h ahead");
  g_assert_cmpuint (usual->departures->len, ==, 1);
  g_assert_cmpuint (usual->remarks->len, ==, 0);
}

static void
test_rejected (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");
  const RltDeparture *unknown = get_departure (records, 5);

  g_assert_cmpuint (records->n_records, ==, 12);
  g_assert_cmpuint (records->n_rejected, ==, 6);
  g_assert_cmpuint (records->departures->len, ==, 6);
  assert_rejected (records, 0, 5, "no LineRef");
  assert_rejected (records, 1, 6, "no MonitoringRef");
  assert_rejected (records, 2, 7, "no time");
  assert_rejected (records, 3, 8, "“2026-13-01T10:31:00Z” is no time");
  assert_rejected (records, 4, 9, "no object");
  assert_rejected (records, 5, 10, "no LineRef");

  g_assert_null (unknown->line);
  g_assert_null (unknown->station);
  g_assert_cmpstr (unknown->line_id, ==, "STIF:Line::C99999:");
  g_assert_cmpstr (unknown->stop_name, ==, "Nowhere");
  g_assert_true (unknown->expected_departure == rlt_test_time ("2026-07-01T10:31:00Z"));
}

static void
test_past (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");

  /* Past trains stay in the records, whoever shows them asks. */
  g_assert_false (rlt_departure_is_past (get_departure (records, 0), rlt_test_time ("2026-07-01T10:08:50Z")));
  g_assert_true (rlt_departure_is_past (get_departure (records, 0), rlt_test_time ("2026-07-01T10:08:51Z")));
}

static void
test_empty (void)
{
  static const char * const texts[] = {
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"Status\":\"true\"}]}}}",
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"Status\":true,\"MonitoredStopVisit\":[]}]}}}",
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"MonitoredStopVisit\":{}}]}}}",
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"MonitoredStopVisit\":null}]}}}",
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[]}}}",
    "\xef\xbb\xbf{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[]}}}",
  };

  for (guint i = 0; i < G_N_ELEMENTS (texts); i++)
    {
      g_autoptr(RltRecords) records = decode_text (texts[i]);

      g_assert_cmpint (records->answer, ==, RLT_ANSWER_EMPTY);
      g_assert_null (records->message);
      g_assert_cmpuint (records->departures->len, ==, 0);
    }
}

static void
test_no_data (void)
{
  static const struct
  {
    const char *text;
    RltAnswer   answer;
    const char *message;
  } cases[] = {
    { "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"Status\":\"false\",\"ErrorCondition\":"
      "{\"ErrorInformation\":{\"ErrorText\":\"Bad Request\",\"ErrorDescription\":\"MonitoringRef is wrong\"}}}]}}}",
      RLT_ANSWER_ERROR, "Bad Request: MonitoringRef is wrong" },
    { "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"Status\":false}]}}}",
      RLT_ANSWER_ERROR, "the upstream reports an error without saying which" },
    { "{\"message\":\"no Route matched with those values\"}",
      RLT_ANSWER_ERROR, "no Route matched with those values" },
    { "{}", RLT_ANSWER_ERROR, "no StopMonitoringDelivery in the answer" },
    { "null", RLT_ANSWER_ERROR, "no StopMonitoringDelivery in the answer" },
    { "", RLT_ANSWER_ERROR, "an answer without a byte" },
    { "<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
      RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "\n <html><title>Un instant…</title><p id=\"challenge-error-text\"></p></html>",
      RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "<html><body>502 Bad Gateway</body></html>", RLT_ANSWER_ERROR, "a web page came instead of data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RltRecords) records = decode_text (cases[i].text);

      g_assert_cmpint (records->answer, ==, cases[i].answer);
      g_assert_cmpstr (records->message, ==, cases[i].message);
    }
}

static void
test_text_from_outside (void)
{
  g_autoptr(RltRecords) records = decode_text (
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"MonitoredStopVisit\":[{"
    "\"MonitoringRef\":\"q\\u0000hidden\",\"MonitoredVehicleJourney\":{\"LineRef\":\"\xff\","
    "\"DestinationName\":\"\\u00c9vry \xe9\",\"MonitoredCall\":{\"ExpectedDepartureTime\":\"2026-07-01T10:00:00Z\"}}}]}]}}}");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpstr (train->stop_id, ==, "q");
  g_assert_cmpstr (train->line_id, ==, "\xef\xbf\xbd");
  g_assert_cmpstr (train->destination, ==, "Évry \xef\xbf\xbd");
}

static void
test_keep_line (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-sm-traps.json");

  rlt_records_keep_line (records, rlt_catalogue_find_line (catalogue, "metro:4"));
  g_assert_cmpuint (records->departures->len, ==, 1);
  g_assert_cmpstr (get_departure (records, 0)->line->key, ==, "metro:4");
  g_assert_cmpuint (records->n_records, ==, 12);
}

/* Counted in the file by hand: 38 visits, 13 of line H and 25 of RER C; six trains have left, one of
 * them less than a minute ago. */
static void
test_franconville (void)
{
  g_autoptr(RltRecords) records = decode_recorded (FRANCONVILLE);
  const RltTime now = rlt_test_time ("2025-01-24T10:46:18Z");
  guint n_late = 0, n_past = 0, n_at_platform = 0, n_line_h = 0;
  int worst = 0;

  if (records == NULL)
    return;

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->departures->len, ==, 38);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  for (guint i = 0; i < records->departures->len; i++)
    {
      const RltDeparture *train = get_departure (records, i);

      g_assert_nonnull (train->line);
      g_assert_cmpstr (train->station->name, ==, "Franconville - Le Plessis-Bouchard");
      g_assert_nonnull (train->mission);
      g_assert_nonnull (train->platform);
      n_line_h += g_str_equal (train->line->key, "transilien:H");
      n_late += train->delay > 0;
      n_past += rlt_departure_is_past (train, now);
      n_at_platform += train->at_platform;
      worst = MAX (worst, train->delay);
    }

  g_assert_cmpuint (n_line_h, ==, 13);
  g_assert_cmpuint (n_late, ==, 10);
  g_assert_cmpuint (n_past, ==, 5);
  g_assert_cmpuint (n_at_platform, ==, 7);
  g_assert_cmpint (worst, ==, 110);
  g_assert_cmpstr (get_departure (records, 0)->destination, ==, "Gare de Pontoise");
  g_assert_true (get_departure (records, 0)->expected_departure == rlt_test_time ("2025-01-24T10:17:40Z"));
}

static void
test_saint_cloud (void)
{
  static const char * const names[] = {
    "prim-siri-lite/ara_stopmonitoring-lite-delivery_unwrapped_2023-06-02.json",
    "prim-siri-lite/ara_stopmonitoring-lite-without-order_unwrapped.json",
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      g_autoptr(RltRecords) records = decode_recorded (names[i]);
      const RltDeparture *train;

      if (records == NULL)
        return;

      g_assert_cmpuint (records->departures->len, ==, 1);
      train = get_departure (records, 0);
      g_assert_cmpstr (train->line->key, ==, "transilien:L");
      g_assert_cmpstr (train->station->name, ==, "Saint-Cloud");
      g_assert_cmpstr (train->destination, ==, "Gare Saint-Lazare");
      g_assert_cmpstr (train->mission, ==, "PASA");
      g_assert_true (train->expected_departure == rlt_test_time ("2023-06-02T08:47:40Z"));
    }
}

static void
test_no_route (void)
{
  g_autoptr(RltRecords) records = decode_recorded ("prim-siri-lite/ara_kong_error_no_route.json");

  if (records == NULL)
    return;

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (records->message, ==, "no Route matched with those values");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/siri-sm/wrapped", test_wrapped);
  g_test_add_func ("/siri-sm/unwrapped", test_unwrapped);
  g_test_add_func ("/siri-sm/cancelled", test_cancelled);
  g_test_add_func ("/siri-sm/scheduled", test_scheduled);
  g_test_add_func ("/siri-sm/far-ahead", test_far_ahead);
  g_test_add_func ("/siri-sm/rejected", test_rejected);
  g_test_add_func ("/siri-sm/past", test_past);
  g_test_add_func ("/siri-sm/empty", test_empty);
  g_test_add_func ("/siri-sm/no-data", test_no_data);
  g_test_add_func ("/siri-sm/text-from-outside", test_text_from_outside);
  g_test_add_func ("/siri-sm/keep-line", test_keep_line);
  g_test_add_func ("/siri-sm/recorded/franconville", test_franconville);
  g_test_add_func ("/siri-sm/recorded/saint-cloud", test_saint_cloud);
  g_test_add_func ("/siri-sm/recorded/no-route", test_no_route);

  return g_test_run ();
}
