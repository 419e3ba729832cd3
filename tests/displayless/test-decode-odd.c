/* test-decode-odd.c: what is no record where records belong keeps its place and spoils no other.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"

#define NOW (1782900000 * RLT_SECOND)

/* An answer in JSON around a list of records. */
typedef struct
{
  const char *kind;
  const char *head;
  const char *record;   /* with %s for what tells it from others */
  const char *tail;
  const char *empty;    /* what is said of an object without members */
} Shape;

static const Shape shapes[] = {
  { "siri-sm",
    "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"MonitoredStopVisit\":[",
    "{\"ItemIdentifier\":\"%s\",\"MonitoringRef\":{\"value\":\"STIF:StopPoint:Q:22087:\"},"
    "\"MonitoredVehicleJourney\":{\"LineRef\":{\"value\":\"STIF:Line::C01374:\"},"
    "\"MonitoredCall\":{\"ExpectedDepartureTime\":\"2026-07-01T10:05:00Z\"}}}",
    "]}]}}}", "no LineRef" },
  { "siri-et",
    "{\"Siri\":{\"ServiceDelivery\":{\"EstimatedTimetableDelivery\":[{\"EstimatedJourneyVersionFrame\":"
    "[{\"EstimatedVehicleJourney\":[",
    "{\"LineRef\":{\"value\":\"STIF:Line::C01374:\"},\"DatedVehicleJourneyRef\":{\"value\":\"%s\"},\"EstimatedCalls\":"
    "{\"EstimatedCall\":[null,{\"StopPointRef\":{\"value\":\"STIF:StopPoint:Q:22087:\"},"
    "\"ExpectedDepartureTime\":\"2026-07-01T10:05:00Z\"}]}}",
    "]}]}]}}}", "no LineRef" },
  { "siri-gm",
    "{\"Siri\":{\"ServiceDelivery\":{\"GeneralMessageDelivery\":[{\"InfoMessage\":[",
    "{\"InfoMessageIdentifier\":{\"value\":\"%s\"},\"Content\":{\"Message\":[{\"MessageText\":{\"value\":\"Travaux\"}}]}}",
    "]}]}}}", "no InfoMessageIdentifier" },
  { "navitia",
    "{\"disruptions\":[",
    "{\"id\":\"%s\",\"severity\":{\"effect\":\"NO_SERVICE\"},\"application_periods\":[],\"messages\":[]}",
    "]}", "no id" },
  { "disruptions-bulk",
    "{\"disruptions\":[",
    "{\"id\":\"%s\",\"severity\":\"BLOQUANTE\",\"title\":\"Travaux\"}",
    "]}", "no id" },
  { "ratp-traffic",
    "{\"result\":{\"metros\":[",
    "{\"line\":\"%s\",\"slug\":\"normal\"}",
    "]}}", "no line" },
  { "vmtr",
    "42[\"[POSV - INIT]\",{\"vehicles\":[",
    "{\"vehicleId\":\"%s\",\"position\":{\"nextStopPlaceRef\":\"ART:IDFM:41235\"}}",
    "]}]", "no vehicleId" },
};

static RltCatalogue *catalogue;

/* Decodes an answer whose list holds what @list says; "A" and "B" in it stand for a record each. */
static RltRecords *
decode (const Shape *shape,
        const char  *list)
{
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = NOW };
  g_autoptr(GString) text = g_string_new (shape->head);

  for (const char *p = list; *p != '\0'; p++)
    {
      const char name[] = { *p, '\0' };
      g_auto(GStrv) halves = g_strsplit (shape->record, "%s", 2);
      g_autofree char *record = g_strjoinv (name, halves);

      if (*p == 'A' || *p == 'B')
        g_string_append (text, record);
      else
        g_string_append_c (text, *p);
    }
  g_string_append (text, shape->tail);

  return rlt_decode_find (shape->kind) (&context, text->str, text->len);
}

static guint
count_used (const RltRecords *records)
{
  return records->departures->len + records->trips->len + records->disruptions->len + records->traffic->len +
         records->vehicles->len;
}

static void
test_list (gconstpointer user_data)
{
  const Shape *shape = user_data;
  g_autoptr(RltRecords) records = decode (shape, "null,A,5,\"x\",{},[],[A],true,B");
  const guint places[] = { 0, 2, 3, 4, 5, 6, 7 };

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (count_used (records), ==, 2);
  g_assert_cmpuint (records->n_records, ==, 9);
  g_assert_cmpuint (records->n_rejected, ==, G_N_ELEMENTS (places));
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      const RltRejection *rejection = g_ptr_array_index (records->rejections, i);

      g_assert_cmpuint (rejection->index, ==, places[i]);
      g_assert_cmpstr (rejection->reason, ==, places[i] == 4 ? shape->empty : "no object");
    }
}

/* An answer that is well-formed, and of which nothing can be used, is not in order. */
static void
test_nothing_usable (gconstpointer user_data)
{
  const Shape *shape = user_data;
  g_autoptr(RltRecords) odd = decode (shape, "5,null,\"x\"");
  g_autoptr(RltRecords) one = decode (shape, "5,A");
  g_autoptr(RltRecords) none = decode (shape, "");

  g_assert_cmpint (odd->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (odd->message, ==, "no usable record: no object");
  g_assert_cmpuint (odd->n_records, ==, 3);
  g_assert_cmpuint (odd->n_rejected, ==, 3);

  g_assert_cmpint (one->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpint (none->answer, ==, RLT_ANSWER_EMPTY);
}

/* A call has its place among the calls. */
static void
test_calls (void)
{
  g_autoptr(RltRecords) records = decode (&shapes[1], "A");
  const RltTrip *trip;
  const RltRejection *remark;

  g_assert_cmpuint (records->trips->len, ==, 1);
  trip = g_ptr_array_index (records->trips, 0);
  g_assert_cmpuint (trip->n_calls, ==, 1);
  g_assert_cmpuint (records->remarks->len, ==, 1);
  remark = g_ptr_array_index (records->remarks, 0);
  g_assert_cmpstr (remark->reason, ==, "call 0: no StopPointRef; left out");
}

/* In place of a list: nothing is nothing, anything else is a record that is none. */
static void
test_no_list (void)
{
  static const struct
  {
    const char *visits;
    guint       n_records;
  } cases[] = {
    { "null", 0 }, { "{}", 0 }, { "[]", 0 }, { "\"\"", 0 }, { "\"x\"", 1 }, { "5", 1 }, { "[null]", 1 }, { "[{}]", 1 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = NOW };
      g_autofree char *text = g_strdup_printf ("{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":"
                                               "[{\"MonitoredStopVisit\":%s}]}}}", cases[i].visits);
      g_autoptr(RltRecords) records = rlt_decode_siri_sm (&context, text, strlen (text));

      g_assert_cmpuint (records->n_records, ==, cases[i].n_records);
      g_assert_cmpuint (records->n_rejected, ==, cases[i].n_records);
      g_assert_cmpint (records->answer, ==, cases[i].n_records > 0 ? RLT_ANSWER_ERROR : RLT_ANSWER_EMPTY);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *list = g_strconcat ("/odd/list/", shapes[i].kind, NULL);
      g_autofree char *nothing = g_strconcat ("/odd/nothing-usable/", shapes[i].kind, NULL);

      g_test_add_data_func (list, &shapes[i], test_list);
      g_test_add_data_func (nothing, &shapes[i], test_nothing_usable);
    }
  g_test_add_func ("/odd/calls", test_calls);
  g_test_add_func ("/odd/no-list", test_no_list);

  return g_test_run ();
}
