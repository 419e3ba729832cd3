/* test-decode-vmtr.c: positions of trains out of the frames of a socket.io connection.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

#define VEHICLE(id, direction) \
  "{\"vehicleId\":\"" id "\",\"vehicleActivity\":{\"directionRef\":\"DIR:IDFM:C01742:" direction "\"}," \
  "\"position\":{\"nextStopPlaceRef\":\"ART:IDFM:1\",\"vehicleStopStatus\":\"transit\"}}"

static RltCatalogue *catalogue;

static RltRecords *
decode (const char *data,
        gsize       length)
{
  const RltDecodeContext context = {
    .catalogue = catalogue,
    .source = "test",
    .now = rlt_test_time ("2026-07-01T10:00:10Z"),
    .line = rlt_catalogue_find_line (catalogue, "rer:B"),
  };

  return rlt_decode_vmtr (&context, data, length);
}

static RltRecords *
decode_text (const char *text)
{
  return decode (text, strlen (text));
}

static RltRecords *
decode_fixture (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture ("vmtr-traps.txt", &length);

  return decode (data, length);
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

/* Told in full, then again inside a JSON text, then once more by a frame that came late. */
static void
test_newest_wins (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltVehicle *vehicle = get_vehicle (records, 0);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->vehicles->len, ==, 3);
  g_assert_cmpstr (vehicle->id, ==, "A1");
  g_assert_cmpstr (vehicle->line->key, ==, "rer:A");
  g_assert_cmpstr (vehicle->line_id, ==, "LIG:IDFM:C01742");
  g_assert_cmpstr (vehicle->direction, ==, "A");
  g_assert_cmpstr (vehicle->previous_stop_id, ==, "ART:IDFM:41234");
  g_assert_cmpstr (vehicle->stop_id, ==, "ART:IDFM:41235");
  g_assert_cmpint (vehicle->status, ==, RLT_VEHICLE_INCOMING);
  g_assert_cmpfloat_with_epsilon (vehicle->progress, 0.805, 1e-9);
  g_assert_true (vehicle->observed_at == rlt_test_time ("2026-07-01T10:00:00Z"));
  g_assert_true (isnan (vehicle->latitude));
  assert_note (records->remarks, 0, 6, "A1: older than what is known of it; left out");
}

static void
test_at_dock (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltVehicle *vehicle = get_vehicle (records, 1);

  g_assert_cmpstr (vehicle->id, ==, "A2");
  g_assert_cmpint (vehicle->status, ==, RLT_VEHICLE_STOPPED);
  g_assert_true (isnan (vehicle->progress));
  g_assert_null (vehicle->previous_stop_id);
  g_assert_cmpstr (vehicle->stop_id, ==, "ART:IDFM:41240");
}

/* At its last stop it comes to none. */
static void
test_oddities (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltVehicle *vehicle = get_vehicle (records, 2);

  g_assert_cmpstr (vehicle->id, ==, "R1");
  g_assert_cmpstr (vehicle->direction, ==, "R");
  g_assert_cmpstr (vehicle->stop_id, ==, "ART:IDFM:41250");
  g_assert_cmpint (vehicle->status, ==, RLT_VEHICLE_IN_TRANSIT);
  g_assert_true (isnan (vehicle->progress));
  g_assert_true (vehicle->observed_at == rlt_test_time ("2026-07-01T10:00:10Z"));
  assert_note (records->remarks, 1, 7, "a status “resting”; taken for “transit”");
  assert_note (records->remarks, 2, 7, "a progress of “140” %; left out");
  assert_note (records->remarks, 3, 7, "“yesterday” is no time; taken for now");
}

static void
test_set_aside (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();

  g_assert_cmpuint (records->n_rejected, ==, 6);
  assert_note (records->rejections, 0, 2, "A3: neither a previous nor a next stop");
  assert_note (records->rejections, 1, 3, "no vehicleId");
  assert_note (records->rejections, 2, 4, "no object");
  assert_note (records->remarks, 4, RLT_WHOLE_ANSWER, "frame 9: a binary event; left out");
  g_assert_true (g_str_has_prefix (((const RltRejection *) g_ptr_array_index (records->rejections, 3))->reason,
                                   "frame 11: cut short"));
  g_assert_true (g_str_has_prefix (((const RltRejection *) g_ptr_array_index (records->rejections, 4))->reason,
                                   "frame 12: cut short"));
  assert_note (records->rejections, 5, 10, "frame 13: no Engine.IO packet");
  assert_note (records->remarks, 5, RLT_WHOLE_ANSWER, "frame 14: the upstream disconnects");
}

/* A full state ends what is not in it, of its own direction; an update ends nothing. */
static void
test_full_state (void)
{
  g_autoptr(RltRecords) records =
    decode_text ("42[\"[POSV - INIT]\",{\"vehicles\":[" VEHICLE ("A1", "A") "," VEHICLE ("A2", "A") "]}]\n"
                 "42[\"[POSV - INIT]\",{\"vehicles\":[" VEHICLE ("R1", "R") "]}]\n"
                 "42[\"[POSV]\",{\"vehicles\":[" VEHICLE ("A3", "A") "]}]\n"
                 "42[\"[POSV - INIT]\",{\"vehicles\":[" VEHICLE ("A2", "A") "]}]\r\n");

  g_assert_cmpuint (records->vehicles->len, ==, 2);
  g_assert_cmpstr (get_vehicle (records, 0)->id, ==, "R1");
  g_assert_cmpstr (get_vehicle (records, 1)->id, ==, "A2");
}

static void
test_namespace (void)
{
  g_autoptr(RltRecords) records = decode_text ("42/room,5[\"x\",{\"vehicles\":[" VEHICLE ("A1", "A") "]}]");
  g_autoptr(RltRecords) no_direction =
    decode_text ("42[\"x\",{\"vehicles\":[{\"vehicleId\":7,\"position\":{\"nextStopPlaceRef\":\"ART:IDFM:1\","
                 "\"progressBetweenStopsPercentage\":\"50\",\"vehicleStopStatus\":\"transit\"}}]}]");
  const RltVehicle *vehicle;

  g_assert_cmpuint (records->vehicles->len, ==, 1);

  /* The line that was asked for. */
  vehicle = get_vehicle (no_direction, 0);
  g_assert_cmpstr (vehicle->id, ==, "7");
  g_assert_cmpstr (vehicle->line->key, ==, "rer:B");
  g_assert_null (vehicle->direction);
  g_assert_cmpfloat (vehicle->progress, ==, 0.5);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *data;
    RltAnswer   answer;
    const char *message;
  } cases[] = {
    { "0{\"sid\":\"a\"}\n40{\"sid\":\"b\"}\n42[\"[POSV - INIT]\",{\"vehicles\":[]}]", RLT_ANSWER_EMPTY, NULL },
    { "0{\"sid\":\"a\"}\n2", RLT_ANSWER_EMPTY, NULL },
    { "44{\"message\":\"Invalid namespace\"}", RLT_ANSWER_ERROR, "the connection is refused: Invalid namespace" },
    { "44", RLT_ANSWER_ERROR, "the connection is refused: no reason given" },
    { "", RLT_ANSWER_ERROR, "no frame of Socket.IO" },
    { "{\"vehicles\":[]}", RLT_ANSWER_ERROR, "no frame of Socket.IO" },
    { "<html><body>502 Bad Gateway</body></html>", RLT_ANSWER_ERROR, "a web page came instead of data" },
    { "<!DOCTYPE html><title>Just a moment...</title>", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RltRecords) records = decode_text (cases[i].data);

      g_assert_cmpint (records->answer, ==, cases[i].answer);
      g_assert_cmpstr (records->message, ==, cases[i].message);
      g_assert_cmpuint (records->vehicles->len, ==, 0);
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

  g_test_add_func ("/vmtr/newest-wins", test_newest_wins);
  g_test_add_func ("/vmtr/at-dock", test_at_dock);
  g_test_add_func ("/vmtr/oddities", test_oddities);
  g_test_add_func ("/vmtr/set-aside", test_set_aside);
  g_test_add_func ("/vmtr/full-state", test_full_state);
  g_test_add_func ("/vmtr/namespace", test_namespace);
  g_test_add_func ("/vmtr/answers", test_answers);

  return g_test_run ();
}
