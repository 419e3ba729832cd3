/* test-decode-siri-et.c: estimated timetables to trips, whole and piece by piece.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-siri-et-decoder.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

#define FIXTURE "siri-et-traps.json"
#define ENVELOPE_BEGIN "{\"Siri\":{\"ServiceDelivery\":{\"EstimatedTimetableDelivery\":[{" \
                       "\"EstimatedJourneyVersionFrame\":[{\"EstimatedVehicleJourney\":["
#define ENVELOPE_END "]}]}]}}}"

static RltCatalogue *catalogue;

static RltDecodeContext
get_context (void)
{
  return (RltDecodeContext) { .catalogue = catalogue, .source = "test", .now = rlt_test_time ("2026-07-01T10:00:10Z") };
}

static RltRecords *
decode (const char *data,
        gsize       length)
{
  const RltDecodeContext context = get_context ();

  return rlt_decode_siri_et (&context, data, length);
}

static RltRecords *
decode_fixture (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (FIXTURE, &length);

  return decode (data, length);
}

static const RltTrip *
get_trip (RltRecords *records,
          guint       index)
{
  g_assert_cmpuint (index, <, records->trips->len);
  return g_ptr_array_index (records->trips, index);
}

static void
test_trip (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltTrip *trip = get_trip (records, 0);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_true (records->observed_at == rlt_test_time ("2026-07-01T10:00:00Z"));
  g_assert_cmpstr (trip->id, ==, "RATP-SIV:VehicleJourney::one:LOC");
  g_assert_cmpstr (trip->line->key, ==, "metro:4");
  g_assert_cmpstr (trip->direction, ==, "R");
  g_assert_cmpstr (trip->destination, ==, "Porte de Clignancourt");
  g_assert_null (trip->mission);
  g_assert_false (trip->cancelled);
  g_assert_true (trip->observed_at == rlt_test_time ("2026-07-01T09:59:30Z"));
}

/* Upstream gives the calls in any order, the first without an arrival, the last without a
 * departure. */
static void
test_calls_in_order (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltTrip *trip = get_trip (records, 0);

  g_assert_cmpuint (trip->n_calls, ==, 3);
  g_assert_cmpstr (trip->calls[0].station->name, ==, "Cité");
  g_assert_cmpstr (trip->calls[1].station->name, ==, "Châtelet");
  g_assert_null (trip->calls[2].station);
  g_assert_cmpstr (trip->calls[2].stop_id, ==, "STIF:StopPoint:Q:99999999:");

  g_assert_false (RLT_TIME_IS_SET (trip->calls[0].expected_arrival));
  g_assert_true (trip->calls[0].at_platform);
  g_assert_false (RLT_TIME_IS_SET (trip->calls[1].aimed_departure));
  g_assert_true (trip->calls[1].expected_departure == rlt_test_time ("2026-07-01T10:05:00.5Z"));
  g_assert_cmpint (trip->calls[1].delay, ==, 90);
  g_assert_false (RLT_TIME_IS_SET (trip->calls[2].expected_departure));
  g_assert_cmpstr (trip->calls[2].platform, ==, "2");
}

static void
test_skipped_calls (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltTrip *trip = get_trip (records, 1);
  const RltRejection *remark = g_ptr_array_index (records->remarks, 0);

  g_assert_cmpstr (trip->id, ==, "SNCF_ACCES_CLOUD:VehicleJourney::two:LOC");
  g_assert_cmpstr (trip->direction, ==, "Nord");
  g_assert_cmpstr (trip->destination, ==, "Gare du Nord");
  g_assert_cmpstr (trip->mission, ==, "APOR");
  g_assert_true (trip->observed_at == rlt_test_time ("2026-07-01T09:59:59Z"));
  g_assert_false (trip->cancelled);

  g_assert_cmpuint (trip->n_calls, ==, 3);
  g_assert_false (trip->calls[0].skipped);
  g_assert_true (trip->calls[1].skipped);
  /* It ends there: it comes and does not go on. */
  g_assert_false (trip->calls[2].skipped);
  g_assert_true (trip->calls[2].expected_arrival == rlt_test_time ("2026-07-01T10:29:30Z"));
  g_assert_false (RLT_TIME_IS_SET (trip->calls[2].expected_departure));

  g_assert_cmpuint (remark->index, ==, 1);
  g_assert_cmpstr (remark->reason, ==, "call 3: “later” is no time; left out");
}

static void
test_cancelled (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();

  g_assert_true (get_trip (records, 2)->cancelled);
  g_assert_cmpuint (get_trip (records, 2)->n_calls, ==, 2);
  g_assert_false (RLT_TIME_IS_SET (get_trip (records, 2)->calls[0].expected_departure));
  g_assert_true (get_trip (records, 3)->cancelled);
  g_assert_cmpuint (get_trip (records, 3)->n_calls, ==, 0);
}

static void
test_rejected (void)
{
  static const char * const reasons[] = {
    "no LineRef", "no DatedVehicleJourneyRef", "no EstimatedCall", "call 0: no StopPointRef",
  };
  g_autoptr(RltRecords) records = decode_fixture ();

  g_assert_cmpuint (records->n_records, ==, 8);
  g_assert_cmpuint (records->trips->len, ==, 4);
  g_assert_cmpuint (records->n_rejected, ==, 4);
  for (guint i = 0; i < G_N_ELEMENTS (reasons); i++)
    {
      const RltRejection *rejection = g_ptr_array_index (records->rejections, i);

      g_assert_cmpuint (rejection->index, ==, 4 + i);
      g_assert_cmpstr (rejection->reason, ==, reasons[i]);
    }
}

static void
count_calls (const RltTrip *trip,
             gpointer       user_data)
{
  guint *n_calls = user_data;

  g_assert_nonnull (trip->id);
  g_assert_nonnull (trip->line_id);
  *n_calls += trip->n_calls;
}

/* However the answer is cut into pieces, it says the same. */
static void
test_pieces (void)
{
  const RltDecodeContext context = get_context ();
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (FIXTURE, &length);

  for (gsize size = 1; size < 200; size += 7)
    {
      g_autoptr(RltSiriEtDecoder) decoder = rlt_siri_et_decoder_new (&context);
      g_autoptr(RltRecords) records = NULL;
      guint n_calls = 0;

      rlt_siri_et_decoder_set_trip_func (decoder, count_calls, &n_calls);
      for (gsize i = 0; i < length; i += size)
        rlt_siri_et_decoder_feed (decoder, data + i, MIN (size, length - i));
      records = rlt_siri_et_decoder_finish (decoder);

      g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
      g_assert_cmpuint (records->n_records, ==, 8);
      g_assert_cmpuint (records->n_rejected, ==, 4);
      g_assert_cmpuint (records->trips->len, ==, 0);
      g_assert_cmpuint (n_calls, ==, 8);
    }
}

/* What was complete before the cut stays. */
static void
test_cut_short (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (FIXTURE, &length);
  const char *second = strstr (data, "Nord");
  g_autoptr(RltRecords) records = decode (data, second - data);
  g_autofree char *message = g_strdup_printf ("cut short at byte %d", (int) (second - data));

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (records->message, ==, message);
  g_assert_cmpuint (records->trips->len, ==, 1);
  g_assert_cmpuint (get_trip (records, 0)->n_calls, ==, 3);
}

static void
test_damaged (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (FIXTURE, &length);
  char *second = strstr (data, "\"Nord\"");
  /* The parser has read the byte it does not like. */
  g_autofree char *prefix = g_strdup_printf ("byte %d: ", (int) (second - data) + 1);
  g_autoptr(RltRecords) records = NULL;

  *second = '!';
  records = decode (data, length);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_true (g_str_has_prefix (records->message, prefix));
  g_assert_cmpuint (records->trips->len, ==, 1);
}

static void
test_too_deep (void)
{
  g_autoptr(GString) text = g_string_new (ENVELOPE_BEGIN);
  g_autoptr(RltRecords) records = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (text, "[");
  records = decode (text->str, text->len);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_true (g_str_has_suffix (records->message, "nested over 32 deep"));
}

static void
test_endless_text (void)
{
  g_autoptr(GString) text = g_string_new (ENVELOPE_BEGIN "{\"LineRef\":\"");
  g_autoptr(RltRecords) records = NULL;

  for (guint i = 0; i < 3 * 1024 * 1024; i++)
    g_string_append_c (text, 'x');
  records = decode (text->str, text->len);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_ERROR);
  g_assert_nonnull (strstr (records->message, "no end of a text in 1048576 bytes"));
}

/* A text that no upstream writes counts as not said. */
static void
test_long_text (void)
{
  g_autofree char *long_text = g_strnfill (5000, 'x');
  g_autofree char *text = g_strconcat (
    ENVELOPE_BEGIN "{\"LineRef\":\"l\",\"DatedVehicleJourneyRef\":\"t\",\"DestinationName\":\"", long_text,
    "\",\"EstimatedCalls\":{\"EstimatedCall\":[{\"StopPointRef\":\"q\",\"ExpectedArrivalTime\":"
    "\"2026-07-01T10:20:00Z\"}]}}" ENVELOPE_END, NULL);
  g_autoptr(RltRecords) records = decode (text, strlen (text));

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_null (get_trip (records, 0)->destination);
}

static char *
make_journey (guint n_calls)
{
  g_autoptr(GString) text =
    g_string_new (ENVELOPE_BEGIN "{\"LineRef\":\"l\",\"DatedVehicleJourneyRef\":\"t\",\"EstimatedCalls\":{\"EstimatedCall\":[");

  /* The last first: the worst order for a simple sort. */
  for (guint i = n_calls; i > 0; i--)
    g_string_append_printf (text, "%s{\"StopPointRef\":\"q%u\",\"ExpectedArrivalTime\":\"2026-07-01T%02u:%02u:%02uZ\"}",
                            i < n_calls ? "," : "", i, i / 3600, i / 60 % 60, i % 60);
  g_string_append (text, "]}}" ENVELOPE_END);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
test_many_calls (void)
{
  g_autofree char *most = make_journey (512);
  g_autofree char *too_many = make_journey (80000);
  g_autoptr(RltRecords) records = decode (most, strlen (most));
  g_autoptr(RltRecords) refused = decode (too_many, strlen (too_many));
  const RltRejection *rejection = g_ptr_array_index (refused->rejections, 0);

  g_assert_cmpuint (get_trip (records, 0)->n_calls, ==, 512);
  g_assert_cmpstr (get_trip (records, 0)->calls[0].stop_id, ==, "q1");
  g_assert_cmpstr (get_trip (records, 0)->calls[511].stop_id, ==, "q512");
  g_assert_cmpuint (refused->trips->len, ==, 0);
  g_assert_cmpstr (rejection->reason, ==, "80000 calls, over 512");
}

static void
test_empty (void)
{
  const char *text = ENVELOPE_BEGIN ENVELOPE_END;
  g_autoptr(RltRecords) records = decode (text, strlen (text));

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_EMPTY);
}

static void
test_page (void)
{
  const RltDecodeContext context = get_context ();
  g_autoptr(RltSiriEtDecoder) decoder = rlt_siri_et_decoder_new (&context);
  g_autoptr(RltRecords) records = NULL;
  const char *page = "<!DOCTYPE html><title>Just a moment...</title>";

  /* All of the page in one piece but its first byte. */
  rlt_siri_et_decoder_feed (decoder, page, 1);
  rlt_siri_et_decoder_feed (decoder, page + 1, strlen (page) - 1);
  records = rlt_siri_et_decoder_finish (decoder);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_BLOCKED);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/siri-et/trip", test_trip);
  g_test_add_func ("/siri-et/calls-in-order", test_calls_in_order);
  g_test_add_func ("/siri-et/skipped-calls", test_skipped_calls);
  g_test_add_func ("/siri-et/cancelled", test_cancelled);
  g_test_add_func ("/siri-et/rejected", test_rejected);
  g_test_add_func ("/siri-et/pieces", test_pieces);
  g_test_add_func ("/siri-et/cut-short", test_cut_short);
  g_test_add_func ("/siri-et/damaged", test_damaged);
  g_test_add_func ("/siri-et/too-deep", test_too_deep);
  g_test_add_func ("/siri-et/endless-text", test_endless_text);
  g_test_add_func ("/siri-et/long-text", test_long_text);
  g_test_add_func ("/siri-et/many-calls", test_many_calls);
  g_test_add_func ("/siri-et/empty", test_empty);
  g_test_add_func ("/siri-et/page", test_page);

  return g_test_run ();
}
