/* test-decode-siri-xml.c: SIRI in XML, bare and in SOAP, and what must not be read of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

#define SM_BARE(content) \
  "<Siri><ServiceDelivery><StopMonitoringDelivery>" content "</StopMonitoringDelivery></ServiceDelivery></Siri>"
#define VISIT \
  "<MonitoredStopVisit><MonitoringRef>STIF:StopPoint:Q:1:</MonitoringRef><MonitoredVehicleJourney>" \
  "<LineRef>STIF:Line::C01371:</LineRef><MonitoredCall><ExpectedDepartureTime>2026-07-01T10:09:00Z" \
  "</ExpectedDepartureTime></MonitoredCall></MonitoredVehicleJourney></MonitoredStopVisit>"

static RltCatalogue *catalogue;

static RltRecords *
decode (const char *data,
        gsize       length)
{
  const RltDecodeContext context = {
    .catalogue = catalogue,
    .source = "test",
    .now = rlt_test_time ("2026-07-01T10:00:00Z"),
  };

  return rlt_decode_siri_xml (&context, data, length);
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
  g_autofree char *path = g_strconcat ("siri-xml/", name, NULL);
  gsize length;
  g_autofree char *data = rlt_test_load_recorded (path, &length);

  return data != NULL ? decode (data, length) : NULL;
}

static const RltDeparture *
get_departure (RltRecords *records,
               guint       index)
{
  g_assert_cmpuint (index, <, records->departures->len);
  return g_ptr_array_index (records->departures, index);
}

static const RltVehicle *
get_vehicle (RltRecords *records,
             guint       index)
{
  g_assert_cmpuint (index, <, records->vehicles->len);
  return g_ptr_array_index (records->vehicles, index);
}

static void
assert_note (GPtrArray  *notes,
             guint       n,
             guint       index,
             const char *reason)
{
  const RltRejection *note;

  g_assert_cmpuint (n, <, notes->len);
  note = g_ptr_array_index (notes, n);
  g_assert_cmpuint (note->index, ==, index);
  g_assert_cmpstr (note->reason, ==, reason);
}

static void
assert_failed (const char *text,
               RltAnswer   answer,
               const char *message)
{
  g_autoptr(RltRecords) records = decode_text (text);

  g_assert_cmpint (records->answer, ==, answer);
  g_assert_cmpstr (records->message, ==, message);
}

static void
test_visit (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-traps.xml");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpstr (records->kind, ==, "siri-xml");
  g_assert_true (records->observed_at == rlt_test_time ("2026-07-01T10:00:00.993Z"));
  g_assert_cmpuint (records->n_records, ==, 7);
  g_assert_cmpuint (records->departures->len, ==, 3);
  g_assert_cmpstr (train->line->key, ==, "transilien:H");
  g_assert_cmpstr (train->station->name, ==, "Franconville - Le Plessis-Bouchard");
  g_assert_cmpstr (train->stop_id, ==, "STIF:StopPoint:Q:41087:");
  g_assert_cmpstr (train->stop_name, ==, "Franconville & alentours");
  g_assert_cmpstr (train->direction, ==, "Aller");
  g_assert_cmpstr (train->destination, ==, "Gare de Pontoise");
  g_assert_cmpstr (train->mission, ==, "OPOC");
  g_assert_cmpstr (train->trip, ==, "journey:one");
  g_assert_cmpstr (train->platform, ==, "2B");
  g_assert_true (train->at_platform);
  /* The calls it has made are not the one that is monitored. */
  g_assert_true (train->aimed_departure == rlt_test_time ("2026-07-01T10:06:00Z"));
  g_assert_true (train->observed_at == rlt_test_time ("2026-07-01T09:58:00Z"));
}

/* The visit is told of, and then withdrawn. */
static void
test_cancellation (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-traps.xml");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_true (train->cancelled);
  g_assert_false (RLT_TIME_IS_SET (train->expected_departure));
  g_assert_cmpint (train->delay, ==, RLT_DELAY_NONE);
  /* This one has arrived. */
  g_assert_false (get_departure (records, 1)->cancelled);
  assert_note (records->remarks, 0, 2, "item:one is withdrawn: Train supprimé");
  assert_note (records->remarks, 1, 3, "item:two is withdrawn: no reason given");
  assert_note (records->rejections, 0, 4, "a cancellation that does not say of what");
}

/* A name of a line is none of its ids: it is kept, and no line of ours. What happened counts more
 * than what was expected; the stop is the delivery's. */
static void
test_fallbacks (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-traps.xml");
  const RltDeparture *train = get_departure (records, 1);

  g_assert_null (train->line);
  g_assert_cmpstr (train->line_id, ==, "4");
  g_assert_cmpstr (train->stop_id, ==, "STIF:StopPoint:Q:41087:");
  g_assert_true (train->aimed_arrival == rlt_test_time ("2026-07-01T09:54:00Z"));
  g_assert_true (train->expected_arrival == rlt_test_time ("2026-07-01T09:56:00Z"));
  g_assert_cmpint (train->delay, ==, 120);
}

static void
test_deliveries (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-traps.xml");
  const RltDeparture *train = get_departure (records, 2);

  g_assert_cmpstr (train->line->key, ==, "metro:1");
  /* Nothing of the delivery before is left. */
  g_assert_cmpstr (train->stop_id, ==, "STIF:StopPoint:Q:463158:");
  g_assert_null (train->destination);
  assert_note (records->rejections, 1, 6, "no LineRef");
  /* One that is refused does not spoil the others. */
  assert_note (records->remarks, 2, RLT_WHOLE_ANSWER, "[BAD_REQUEST] no such stop");
}

static void
test_timetable (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-services.xml");
  const RltTrip *trip;

  g_assert_cmpuint (records->trips->len, ==, 2);
  trip = g_ptr_array_index (records->trips, 0);
  g_assert_cmpstr (trip->line->key, ==, "rer:A");
  g_assert_cmpstr (trip->id, ==, "journey:nora");
  /* A character reference is no entity. */
  g_assert_cmpstr (trip->destination, ==, "La Défense");
  g_assert_cmpuint (trip->n_calls, ==, 2);
  g_assert_cmpstr (trip->calls[0].stop_id, ==, "STIF:StopPoint:Q:1:");
  g_assert_true (trip->calls[0].expected_departure == rlt_test_time ("2026-07-01T09:58:30Z"));
  g_assert_cmpint (trip->calls[0].delay, ==, 90);
  g_assert_true (trip->calls[1].expected_arrival == rlt_test_time ("2026-07-01T10:11:00Z"));
  g_assert_true (trip->observed_at == rlt_test_time ("2026-07-01T09:59:00Z"));

  trip = g_ptr_array_index (records->trips, 1);
  g_assert_true (trip->cancelled);
  g_assert_cmpuint (trip->n_calls, ==, 0);
}

static void
test_encoding (void)
{
  g_autoptr(RltRecords) records =
    decode_text ("<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><StopMonitoringDelivery><MonitoredStopVisit>"
                 "<MonitoringRef>1</MonitoringRef><MonitoredVehicleJourney><LineRef>2</LineRef>"
                 "<DestinationName>La D\xe9" "fense</DestinationName><MonitoredCall><AimedDepartureTime>"
                 "2026-07-01T10:09:00Z</AimedDepartureTime></MonitoredCall></MonitoredVehicleJourney>"
                 "</MonitoredStopVisit></StopMonitoringDelivery>");

  g_assert_cmpstr (get_departure (records, 0)->destination, ==, "La Défense");
  g_assert_cmpint (get_departure (records, 0)->basis, ==, RLT_BASIS_SCHEDULED);
}

/* Nobody but the batch is told of it. */
static void
test_bad_encoding (void)
{
  if (g_test_subprocess ())
    {
      g_autoptr(RltRecords) records =
        decode_text ("<?xml version=\"1.0\" encoding=\"UTF-8\"?><Siri>" VISIT "\xe9\x80 </Siri>");
      g_autoptr(RltRecords) ascii =
        decode_text ("<?xml version=\"1.0\" encoding=\"US-ASCII\"?><Siri>\xe9\x80 </Siri>");

      g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
      g_assert_cmpint (ascii->answer, ==, RLT_ANSWER_ERROR);
      return;
    }

  g_test_trap_subprocess (NULL, 0, 0);
  g_test_trap_assert_passed ();
  g_test_trap_assert_stderr ("");
}

static void
test_vehicles (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-services.xml");
  const RltVehicle *vehicle = get_vehicle (records, 0);

  g_assert_cmpuint (records->vehicles->len, ==, 2);
  g_assert_cmpstr (vehicle->id, ==, "rame:12");
  g_assert_cmpstr (vehicle->line->key, ==, "rer:A");
  g_assert_cmpstr (vehicle->direction, ==, "A");
  g_assert_cmpstr (vehicle->trip, ==, "journey:nora");
  g_assert_cmpstr (vehicle->previous_stop_id, ==, "STIF:StopPoint:Q:1:");
  g_assert_cmpstr (vehicle->stop_id, ==, "STIF:StopPoint:Q:2:");
  g_assert_cmpfloat_with_epsilon (vehicle->latitude, 48.8615, 1e-9);
  g_assert_cmpfloat_with_epsilon (vehicle->longitude, 2.3472, 1e-9);
  g_assert_cmpfloat (vehicle->bearing, ==, 0);
  g_assert_cmpfloat_with_epsilon (vehicle->progress, 0.605, 1e-9);
  g_assert_cmpint (vehicle->status, ==, RLT_VEHICLE_IN_TRANSIT);
  g_assert_true (vehicle->observed_at == rlt_test_time ("2026-07-01T09:59:30Z"));

  /* Neither its place on the globe nor its progress can be: it is told by its stop. */
  vehicle = get_vehicle (records, 1);
  g_assert_cmpint (vehicle->status, ==, RLT_VEHICLE_STOPPED);
  g_assert_cmpstr (vehicle->stop_id, ==, "STIF:StopPoint:Q:4:");
  g_assert_true (isnan (vehicle->latitude));
  g_assert_true (isnan (vehicle->longitude));
  g_assert_true (isnan (vehicle->progress));
  g_assert_null (vehicle->line);
  assert_note (records->remarks, 0, 3, "E026: no such position; the rest is kept");
  assert_note (records->remarks, 1, 3, "a progress of 250 %; left out");
  assert_note (records->rejections, 0, 4, "neither a position nor a stop");
  assert_note (records->rejections, 1, 5, "neither VehicleRef nor DatedVehicleJourneyRef");
  assert_note (records->remarks, 2, 6, "rame:15 is no longer followed");
}

static const RltDisruption *
get_disruption (RltRecords *records,
                const char *id)
{
  for (guint i = 0; i < records->disruptions->len; i++)
    {
      const RltDisruption *disruption = g_ptr_array_index (records->disruptions, i);

      if (g_str_equal (disruption->id, id))
        return disruption;
    }

  g_assert_not_reached ();
}

static void
assert_texts (const char * const *texts,
              const char         *expected)
{
  g_autofree char *joined = g_strjoinv (", ", (char **) texts);

  g_assert_cmpstr (joined, ==, expected);
}

static void
test_messages (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-situations.xml");
  const RltDisruption *message = get_disruption (records, "message:1");

  assert_texts (message->lines, "metro:1, metro:4");
  g_assert_cmpstr (message->title, ==, "Trafic ralenti");
  g_assert_cmpstr (message->message, ==, "Trafic ralenti : un train est en panne.");
  g_assert_cmpint (message->level, ==, RLT_LEVEL_DISTURBED);
  g_assert_cmpuint (message->n_periods, ==, 1);
  g_assert_true (message->periods[0].to == rlt_test_time ("2026-07-01T18:00:00Z"));
  g_assert_true (message->updated_at == rlt_test_time ("2026-07-01T09:00:00Z"));

  /* Its content is a text, not elements. */
  message = get_disruption (records, "message:2");
  g_assert_cmpstr (message->message, ==, "A text and nothing else");
  assert_texts (message->lines, "");
}

static void
test_situations (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-situations.xml");
  const RltDisruption *situation = get_disruption (records, "works:1");

  g_assert_cmpuint (records->n_records, ==, 10);
  g_assert_cmpuint (records->disruptions->len, ==, 5);
  assert_texts (situation->lines, "rer:A, rer:B");
  assert_texts (situation->stations, "Franconville - Le Plessis-Bouchard");
  g_assert_cmpstr (situation->title, ==, "Travaux");
  g_assert_cmpstr (situation->message, ==, "Trains plus rares, bus de remplacement");
  g_assert_cmpint (situation->level, ==, RLT_LEVEL_WORKS);
  g_assert_cmpint (situation->category, ==, RLT_CATEGORY_WORKS);
  g_assert_cmpuint (situation->n_periods, ==, 2);
  g_assert_true (situation->periods[0].from == rlt_test_time ("2026-07-01T20:30:00Z"));
  g_assert_true (situation->periods[0].to == rlt_test_time ("2026-07-02T02:30:00Z"));
  g_assert_false (RLT_TIME_IS_SET (situation->periods[1].to));
  g_assert_true (situation->updated_at == rlt_test_time ("2026-07-01T08:30:00Z"));

  /* A consequence says more than the severity, and what is published where the situation says nothing. */
  situation = get_disruption (records, "closed:1");
  assert_texts (situation->lines, "metro:1");
  g_assert_cmpint (situation->level, ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (situation->category, ==, RLT_CATEGORY_INCIDENT);
  g_assert_cmpstr (situation->message, ==, "Plus aucun train");
  g_assert_true (situation->updated_at == rlt_test_time ("2026-07-01T09:00:00Z"));

  /* A broken lift is no delay, however severe. */
  situation = get_disruption (records, "lift:1");
  g_assert_cmpint (situation->category, ==, RLT_CATEGORY_LIFT);
  g_assert_cmpint (situation->level, ==, RLT_LEVEL_UNKNOWN);
  assert_texts (situation->stations, "Franconville - Le Plessis-Bouchard");
  assert_texts (situation->lines, "");
}

static void
test_situations_set_aside (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-xml-situations.xml");

  assert_note (records->remarks, 0, 5, "over:1: closed, or not published yet; left out");
  assert_note (records->rejections, 0, 6, "mute:1: neither Summary nor Description");
  assert_note (records->rejections, 1, 7, "no SituationNumber");
  assert_note (records->remarks, 1, 8, "“soon” is no time; left out");
  assert_note (records->rejections, 2, 9, "a situation of roads");
  assert_note (records->rejections, 3, 8, "no period that can be read");
}

static void
test_errors (void)
{
  assert_failed ("<S:Envelope xmlns:S=\"http://schemas.xmlsoap.org/soap/envelope/\"><S:Body><S:Fault>"
                 "<faultcode>S:Server</faultcode><faultstring>no such service</faultstring></S:Fault></S:Body>"
                 "</S:Envelope>", RLT_ANSWER_ERROR, "no such service");
  assert_failed ("<e:Envelope xmlns:e=\"http://www.w3.org/2003/05/soap-envelope\"><e:Body><e:Fault><e:Code>"
                 "<e:Value>e:Sender</e:Value></e:Code><e:Reason><e:Text>not yours</e:Text></e:Reason></e:Fault>"
                 "</e:Body></e:Envelope>", RLT_ANSWER_ERROR, "not yours");
  assert_failed (SM_BARE ("<Status>false</Status><ErrorCondition><AccessNotAllowedError><ErrorText>key</ErrorText>"
                          "</AccessNotAllowedError><Description>is wrong</Description></ErrorCondition>"),
                 RLT_ANSWER_ERROR, "key: is wrong");
  assert_failed (SM_BARE ("<Status>false</Status>"), RLT_ANSWER_ERROR,
                 "the upstream reports an error without saying which");
  assert_failed ("<Siri/>", RLT_ANSWER_ERROR, "no delivery in the answer");
  assert_failed ("", RLT_ANSWER_ERROR, "an answer without a byte");
  assert_failed (SM_BARE (""), RLT_ANSWER_EMPTY, NULL);
}

static void
test_pages (void)
{
  assert_failed ("<!DOCTYPE html><html><head><title>Just a moment...</title></head></html>",
                 RLT_ANSWER_BLOCKED, "a challenge page came instead of data");
  assert_failed ("<!doctype html><title>Un instant…</title><br>",
                 RLT_ANSWER_BLOCKED, "a challenge page came instead of data");
  assert_failed ("<html><body>502 Bad Gateway</body></html>", RLT_ANSWER_ERROR, "a web page came instead of data");
  assert_failed ("<?xml version=\"1.0\"?><html xmlns=\"http://www.w3.org/1999/xhtml\"><body/></html>",
                 RLT_ANSWER_ERROR, "a web page came instead of data");
}

/* No entity of the answer's own is read, and no file or address it names. */
static void
test_entities (void)
{
  static const char refused[] = "a document type, which no answer needs, is refused";

  assert_failed ("<!DOCTYPE Siri [<!ENTITY x SYSTEM \"file:///etc/passwd\">]>" SM_BARE ("<Note>&x;</Note>" VISIT),
                 RLT_ANSWER_ERROR, refused);
  assert_failed ("<!DOCTYPE Siri SYSTEM \"http://127.0.0.1:1/siri.dtd\">" SM_BARE (VISIT), RLT_ANSWER_ERROR, refused);
  assert_failed ("<!DOCTYPE l [<!ENTITY a \"ha\"><!ENTITY b \"&a;&a;&a;&a;&a;&a;&a;&a;&a;&a;\">"
                 "<!ENTITY c \"&b;&b;&b;&b;&b;&b;&b;&b;&b;&b;\"><!ENTITY d \"&c;&c;&c;&c;&c;&c;&c;&c;&c;&c;\">"
                 "<!ENTITY e \"&d;&d;&d;&d;&d;&d;&d;&d;&d;&d;\">]><l>&e;</l>", RLT_ANSWER_ERROR, refused);
}

static void
test_bounds (void)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autoptr(RltRecords) deep = NULL;
  g_autoptr(RltRecords) wide = NULL;
  g_autoptr(RltRecords) longest = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "<a>");
  deep = decode (text->str, text->len);
  g_assert_cmpint (deep->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (deep->message, ==, "nested over 64 deep");

  /* Each attribute of a tag is compared with all others. */
  g_string_assign (text, "<Siri");
  for (guint i = 0; i < 100000; i++)
    g_string_append_printf (text, " a%u='>'", i);
  g_string_append (text, "/>");
  wide = decode (text->str, text->len);
  g_assert_cmpstr (wide->message, ==, "a tag of over 256 attributes");

  /* A text of such a length says nothing; all else does. */
  g_string_assign (text, "<Siri><StopMonitoringDelivery><MonitoringRef>");
  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "q");
  g_string_append (text, "</MonitoringRef>" VISIT "</StopMonitoringDelivery></Siri>");
  longest = decode (text->str, text->len);
  g_assert_cmpint (longest->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (longest->departures->len, ==, 1);
}

static void
test_cut_short (void)
{
  g_autoptr(RltRecords) records = decode_text ("<Siri>\n<StopMonitoringDelivery>" VISIT "<MonitoredStopVisit>");

  /* What came whole is kept. */
  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_true (g_str_has_prefix (records->message, "line 2: "));
  g_assert_cmpuint (records->departures->len, ==, 1);
}

static void
test_recorded_soap (void)
{
  g_autoptr(RltRecords) records = decode_recorded ("ara_stopmonitoring-response-soap.xml");
  const RltDeparture *train;

  if (records == NULL)
    return;

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_cmpuint (records->departures->len, ==, 2);
  train = get_departure (records, 0);
  g_assert_cmpstr (train->line_id, ==, "NINOXE:Line:3:LOC");
  g_assert_cmpstr (train->stop_id, ==, "NINOXE:StopPoint:SP:24:LOC");
  g_assert_cmpstr (train->stop_name, ==, "Elf Sylvain - Métro (R)");
  g_assert_cmpstr (train->direction, ==, "Mago-Cime OMNI");
  g_assert_cmpstr (train->destination, ==, "Cimetière des Sauvages");
  g_assert_cmpstr (train->trip, ==, "NINOXE:VehicleJourney:201");
  g_assert_true (train->aimed_arrival == rlt_test_time ("2016-09-22T05:54:00Z"));
  g_assert_true (train->expected_arrival == rlt_test_time ("2016-09-22T05:54:00Z"));
  g_assert_cmpint (train->delay, ==, 0);
  g_assert_true (train->observed_at == rlt_test_time ("2016-09-22T05:56:53Z"));
}

static void
test_recorded_boards (void)
{
  g_autoptr(RltRecords) simple = decode_recorded ("cen_exs_stopMonitoring_response_simple.xml");
  g_autoptr(RltRecords) plain = NULL;
  g_autoptr(RltRecords) complex = NULL;
  const RltDeparture *train;

  if (simple == NULL)
    return;

  g_assert_cmpuint (simple->n_rejected, ==, 0);
  g_assert_cmpuint (simple->departures->len, ==, 2);
  train = get_departure (simple, 0);
  g_assert_cmpstr (train->line_id, ==, "123");
  g_assert_true (train->expected_departure == rlt_test_time ("2004-12-17T14:40:47Z"));
  /* Two minutes before its time. */
  g_assert_cmpint (train->delay, ==, 0);

  plain = decode_recorded ("cen_exs_stopMonitoring_response.xml");
  g_assert_cmpuint (plain->n_records, ==, 4);
  g_assert_cmpuint (plain->n_rejected, ==, 0);
  g_assert_cmpuint (plain->departures->len, ==, 2);

  complex = decode_recorded ("cen_exs_stopMonitoring_response_complex.xml");
  g_assert_cmpuint (complex->n_records, ==, 4);
  g_assert_cmpuint (complex->n_rejected, ==, 0);
  train = get_departure (complex, 0);
  g_assert_cmpstr (train->destination, ==, "Parc du Paradis");
  g_assert_cmpstr (train->platform, ==, "Bay 5");
  g_assert_false (train->cancelled);
  train = get_departure (complex, 1);
  g_assert_cmpstr (train->stop_id, ==, "HLTST011");
  g_assert_true (train->at_platform);
}

static void
test_recorded_services (void)
{
  g_autoptr(RltRecords) timetable = decode_recorded ("cen_ext_estimatedTimetable_response.xml");
  g_autoptr(RltRecords) vehicles = NULL;
  g_autoptr(RltRecords) lines = NULL;
  const RltTrip *trip;

  if (timetable == NULL)
    return;

  g_assert_cmpuint (timetable->n_rejected, ==, 0);
  g_assert_cmpuint (timetable->trips->len, ==, 2);
  trip = g_ptr_array_index (timetable->trips, 0);
  g_assert_cmpstr (trip->direction, ==, "INBOUND");
  g_assert_cmpuint (trip->n_calls, ==, 3);
  g_assert_cmpint (trip->calls[0].delay, ==, RLT_DELAY_NONE);
  g_assert_cmpint (trip->calls[1].delay, ==, 0);

  vehicles = decode_recorded ("cen_exv_vehicleMonitoring_response.xml");
  g_assert_cmpuint (vehicles->n_records, ==, 3);
  g_assert_cmpuint (vehicles->vehicles->len, ==, 2);
  g_assert_cmpfloat (get_vehicle (vehicles, 0)->bearing, ==, 123);
  g_assert_cmpstr (get_vehicle (vehicles, 0)->previous_stop_id, ==, "HLT0011");
  g_assert_cmpstr (get_vehicle (vehicles, 1)->id, ==, "VEH987659");

  /* Another service of theirs. */
  lines = decode_recorded ("cen_exd_lines_discoveryResponse.xml");
  g_assert_cmpint (lines->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (lines->message, ==, "no delivery in the answer");
}

static void
test_recorded_situations (void)
{
  g_autoptr(RltRecords) example = decode_recorded ("cen_exx_situationExchange_response.xml");
  g_autoptr(RltRecords) lucerne = NULL;
  g_autoptr(RltRecords) message = NULL;
  const RltDisruption *situation;

  if (example == NULL)
    return;

  g_assert_cmpuint (example->disruptions->len, ==, 1);
  assert_note (example->rejections, 0, 1, "a situation of roads");
  situation = get_disruption (example, "000354");
  g_assert_cmpstr (situation->title, ==, "Bomb at Barchester station");
  g_assert_cmpstr (situation->message, ==, "Building evacuated. Avoid station until further notice");
  g_assert_cmpint (situation->level, ==, RLT_LEVEL_DISTURBED);
  assert_texts (situation->lines, "");
  assert_texts (situation->stations, "BAAR0003, BArF001");
  g_assert_true (situation->periods[0].to == rlt_test_time ("2001-12-17T10:30:47Z"));

  lucerne = decode_recorded ("cen_SX_1022_main_message.xml");
  g_assert_cmpuint (lucerne->n_rejected, ==, 0);
  situation = get_disruption (lucerne, "5a7cf4f0-c7a5-11e8-813f-f38697968b53");
  assert_texts (situation->lines, "ch:vbl:VBL006, ch:vbl:VBL008, ch:vbl:VBL024");
  g_assert_cmpstr (situation->title, ==, "Unterbruch zwischen Luzernerhof und Verkehrshaus");
  g_assert_cmpstr (situation->message, ==, "Betroffen sind die Linien 6,8, 24 und 73");
  g_assert_true (situation->periods[0].from == rlt_test_time ("2017-05-28T08:10:00Z"));

  message = decode_recorded ("cen_exm_generalMessage_response.xml");
  g_assert_cmpuint (message->disruptions->len, ==, 1);
  g_assert_cmpstr (get_disruption (message, "00034567")->message, ==, "Beware the Ides of March");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/siri-xml/visit", test_visit);
  g_test_add_func ("/siri-xml/cancellation", test_cancellation);
  g_test_add_func ("/siri-xml/fallbacks", test_fallbacks);
  g_test_add_func ("/siri-xml/deliveries", test_deliveries);
  g_test_add_func ("/siri-xml/timetable", test_timetable);
  g_test_add_func ("/siri-xml/encoding", test_encoding);
  g_test_add_func ("/siri-xml/bad-encoding", test_bad_encoding);
  g_test_add_func ("/siri-xml/vehicles", test_vehicles);
  g_test_add_func ("/siri-xml/messages", test_messages);
  g_test_add_func ("/siri-xml/situations", test_situations);
  g_test_add_func ("/siri-xml/situations-set-aside", test_situations_set_aside);
  g_test_add_func ("/siri-xml/errors", test_errors);
  g_test_add_func ("/siri-xml/pages", test_pages);
  g_test_add_func ("/siri-xml/entities", test_entities);
  g_test_add_func ("/siri-xml/bounds", test_bounds);
  g_test_add_func ("/siri-xml/cut-short", test_cut_short);
  g_test_add_func ("/siri-xml/recorded/soap", test_recorded_soap);
  g_test_add_func ("/siri-xml/recorded/boards", test_recorded_boards);
  g_test_add_func ("/siri-xml/recorded/services", test_recorded_services);
  g_test_add_func ("/siri-xml/recorded/situations", test_recorded_situations);

  return g_test_run ();
}
