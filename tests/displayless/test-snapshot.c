/* test-snapshot.c: a line's snapshot out of timetables and boards.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <json-glib/json-glib.h>

#include "rlt-snapshot-builder.h"
#include "rlt-test-line.h"

static const char * const patterns[] = { "0:A B C D E", "1:E D C B A", NULL };

enum
{
  TIMETABLE,
  BOARD,
};

typedef struct
{
  RltTestLine     *line;
  RltFeedAnswer    answers[2];
  RltObservations  observations;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->answers[TIMETABLE] = (RltFeedAnswer) {
    .records = rlt_records_new ("siri-et", "prim-et"), .source = "prim-et", .received_at = RLT_TEST_NOON, .complete = TRUE
  };
  fixture->answers[BOARD] = (RltFeedAnswer) {
    .records = rlt_records_new ("siri-sm", "prim-sm"), .source = "prim-sm", .received_at = RLT_TEST_NOON, .complete = TRUE
  };
  fixture->observations.line = rlt_test_line_get_line (fixture->line);
  fixture->observations.answers = fixture->answers;
  fixture->observations.n_answers = G_N_ELEMENTS (fixture->answers);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_records_unref (fixture->answers[TIMETABLE].records);
  rlt_records_unref (fixture->answers[BOARD].records);
  rlt_test_line_free (fixture->line);
}

static RltTrip *
add_trip (Fixture    *fixture,
          const char *id,
          const char *calls)
{
  return rlt_test_line_add_trip (fixture->line, fixture->answers[TIMETABLE].records, id, calls);
}

static RltDeparture *
add_visit (Fixture    *fixture,
           const char *trip,
           const char *station,
           const char *destination,
           double      expected)
{
  RltDeparture *departure = rlt_records_add_departure (fixture->answers[BOARD].records);

  departure->line = fixture->observations.line;
  departure->trip = trip;
  departure->station = rlt_test_line_get_station (fixture->line, station);
  departure->destination = destination;
  departure->expected_departure = RLT_TEST_TIME (expected);
  departure->observed_at = RLT_TEST_NOON;

  return departure;
}

static GPtrArray *
list (Fixture     *fixture,
      RltSnapshot *snapshot,
      const char  *station)
{
  GPtrArray *departures = g_ptr_array_new ();

  rlt_snapshot_list_departures (snapshot, rlt_test_line_get_station (fixture->line, station),
                                snapshot->built_at, departures);

  return departures;
}

static const RltDeparture *
nth (GPtrArray *departures,
     guint      n)
{
  g_assert_cmpuint (n, <, departures->len);
  return g_ptr_array_index (departures, n);
}

static void
test_nothing_known (Fixture       *fixture,
                    gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = rlt_snapshot_build (&fixture->observations, RLT_TEST_NOON);

  g_assert_false (RLT_TIME_IS_SET (snapshot->observed_at));
  g_assert_cmpint (snapshot->status->level, ==, RLT_LEVEL_UNKNOWN);
  g_assert_cmpuint (snapshot->n_trains, ==, 0);
  g_assert_cmpuint (snapshot->n_departures, ==, 0);
  g_assert_null (snapshot->sources[0]);
}

static void
test_board_and_timetable (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = NULL;
  g_autoptr(GPtrArray) at_b = NULL;
  g_autoptr(GPtrArray) at_c = NULL;
  g_autoptr(GPtrArray) at_e = NULL;

  add_trip (fixture, "one", "B:100/120 C:200/220 E:400");
  add_trip (fixture, "two", "B:300/320 C:400/420 E:600");
  add_trip (fixture, "three", "B:500/520 C:600/620 E:800");
  /* Told by the board too: by its trip, and by destination and time; and one more. */
  add_visit (fixture, "one", "B", "Elsewhere", 190)->platform = "2";
  add_visit (fixture, "?", "B", "e", 350);
  add_visit (fixture, "four", "B", "E", 700);
  add_visit (fixture, "five", "B", "A", 320);

  snapshot = rlt_snapshot_build (&fixture->observations, RLT_TEST_NOON);
  at_b = list (fixture, snapshot, "B");
  g_assert_cmpuint (at_b->len, ==, 5);
  g_assert_cmpstr (nth (at_b, 0)->platform, ==, "2");
  g_assert_cmpstr (nth (at_b, 1)->trip, ==, "five");
  g_assert_cmpstr (nth (at_b, 2)->trip, ==, "?");
  g_assert_cmpstr (nth (at_b, 3)->trip, ==, "three");
  g_assert_cmpstr (nth (at_b, 4)->trip, ==, "four");

  at_c = list (fixture, snapshot, "C");
  g_assert_cmpuint (at_c->len, ==, 3);
  /* Nothing departs where the trips end. */
  at_e = list (fixture, snapshot, "E");
  g_assert_cmpuint (at_e->len, ==, 0);
  g_assert_cmpuint (snapshot->n_stops_with_data, ==, 2);
  g_assert_cmpstr (snapshot->sources[0], ==, "prim-et");
  g_assert_cmpstr (snapshot->sources[1], ==, "prim-sm");
}

static void
test_old_board_does_not_win (Fixture       *fixture,
                             gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = NULL;
  g_autoptr(GPtrArray) at_b = NULL;

  fixture->answers[BOARD].received_at = RLT_TEST_TIME (-300);
  add_trip (fixture, "one", "B:100/120 C:200/220");
  add_visit (fixture, "one", "B", "C", 190);

  snapshot = rlt_snapshot_build (&fixture->observations, RLT_TEST_NOON);
  at_b = list (fixture, snapshot, "B");
  g_assert_cmpuint (at_b->len, ==, 1);
  g_assert_cmpint (nth (at_b, 0)->expected_departure, ==, RLT_TEST_TIME (120));
}

static void
test_past_late_and_cancelled (Fixture       *fixture,
                              gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = NULL;
  g_autoptr(GPtrArray) at_b = NULL;
  RltDeparture *late, *cancelled;
  RltTrip *trip;

  add_visit (fixture, "gone", "B", "E", -61);
  add_visit (fixture, "leaving", "B", "E", -30);
  late = add_visit (fixture, "late", "B", "E", 60);
  late->aimed_departure = RLT_TEST_TIME (-900);
  cancelled = add_visit (fixture, "cancelled", "B", "E", 0);
  cancelled->expected_departure = RLT_TIME_NONE;
  cancelled->aimed_departure = RLT_TEST_TIME (200);
  cancelled->cancelled = TRUE;
  trip = add_trip (fixture, "no trip", "B:300/320 C:400");
  trip->cancelled = TRUE;

  snapshot = rlt_snapshot_build (&fixture->observations, RLT_TEST_NOON);
  at_b = list (fixture, snapshot, "B");
  g_assert_cmpuint (at_b->len, ==, 4);
  g_assert_cmpstr (nth (at_b, 0)->trip, ==, "leaving");
  g_assert_cmpstr (nth (at_b, 1)->trip, ==, "late");
  g_assert_true (nth (at_b, 2)->cancelled);
  g_assert_true (nth (at_b, 3)->cancelled);
  g_assert_cmpuint (snapshot->n_trains, ==, 0);
}

static RltSnapshot *
poll (Fixture     *fixture,
      RltSnapshot *previous,
      double       now)
{
  fixture->answers[TIMETABLE].received_at = RLT_TEST_TIME (now);
  fixture->observations.previous = previous;
  rlt_records_confirm (fixture->answers[TIMETABLE].records, RLT_TEST_TIME (now));

  return rlt_snapshot_build (&fixture->observations, RLT_TEST_TIME (now));
}

static void
forget_answer (Fixture *fixture)
{
  rlt_records_unref (fixture->answers[TIMETABLE].records);
  fixture->answers[TIMETABLE].records = rlt_records_new ("siri-et", "prim-et");
}

static void
test_identity_over_polls (Fixture       *fixture,
                          gconstpointer  unused)
{
  g_autoptr(RltSnapshot) first = NULL;
  g_autoptr(RltSnapshot) second = NULL;

  add_trip (fixture, "a1", "B:-50/-20 C:80/100 E:300");
  add_trip (fixture, "b1", "D:-50/-20 C:80/100 A:300");
  first = poll (fixture, NULL, 0);
  g_assert_cmpuint (first->n_trains, ==, 2);

  /* Other ids, the stops they left are gone, one more train has come; one id comes twice. */
  forget_answer (fixture);
  add_trip (fixture, "b1", "C:85/105 E:305");
  add_trip (fixture, "x", "C:75/95 A:295");
  add_trip (fixture, "b1", "B:40/50 C:140/150 E:350");
  second = poll (fixture, first, 10);
  g_assert_cmpuint (second->n_trains, ==, 3);
  g_assert_cmpstr (second->trains[0].id, ==, "a1");
  g_assert_cmpstr (second->trains[1].id, ==, "b1");
  g_assert_cmpstr (second->trains[2].id, !=, "b1");
  g_assert_cmpstr (second->trains[0].knots[0].stop->station->name, ==, "B");
  for (guint i = 0; i < 2; i++)
    g_assert_cmpfloat_with_epsilon (rlt_train_distance (&second->trains[i], RLT_TEST_TIME (10)),
                                    rlt_train_distance (&first->trains[i], RLT_TEST_TIME (10)), 0.01);
}

static void
test_answer_cut_short (Fixture       *fixture,
                       gconstpointer  unused)
{
  g_autoptr(RltSnapshot) first = NULL;
  g_autoptr(RltSnapshot) second = NULL;
  g_autoptr(RltSnapshot) third = NULL;

  add_trip (fixture, "one", "B:-50/-20 C:80/100 E:300");
  add_trip (fixture, "two", "D:-50/-20 C:80/100 A:300");
  first = poll (fixture, NULL, 0);

  forget_answer (fixture);
  add_trip (fixture, "two", "C:80/100 A:300");
  fixture->answers[TIMETABLE].complete = FALSE;
  second = poll (fixture, first, 10);
  g_assert_cmpuint (second->n_trains, ==, 2);
  g_assert_cmpstr (second->trains[1].id, ==, "one");
  g_assert_cmpint (second->trains[1].observed_at, ==, RLT_TEST_NOON);

  fixture->answers[TIMETABLE].complete = TRUE;
  third = poll (fixture, second, 20);
  g_assert_cmpuint (third->n_trains, ==, 1);
}

static void
test_untouched_records_are_plans (Fixture       *fixture,
                                  gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = NULL;
  RltTrip *trip = add_trip (fixture, "one", "B:-50/-20 C:80/100 E:300");
  RltDeparture *departure = add_visit (fixture, "two", "B", "E", 400);

  for (guint i = 0; i < trip->n_calls; i++)
    {
      trip->calls[i].aimed_arrival = trip->calls[i].expected_arrival;
      trip->calls[i].aimed_departure = trip->calls[i].expected_departure;
    }
  trip->observed_at = RLT_TEST_TIME (-8 * 3600);
  departure->aimed_departure = departure->expected_departure;
  departure->observed_at = RLT_TEST_TIME (-8 * 3600);
  rlt_records_confirm (fixture->answers[BOARD].records, RLT_TEST_NOON);

  snapshot = poll (fixture, NULL, 0);
  g_assert_cmpuint (snapshot->n_trains, ==, 1);
  g_assert_cmpint (snapshot->trains[0].basis, ==, RLT_BASIS_SCHEDULED);
  g_assert_cmpint (snapshot->trains[0].observed_at, ==, RLT_TEST_NOON);
  g_assert_cmpint (departure->basis, ==, RLT_BASIS_SCHEDULED);
  g_assert_cmpint (departure->observed_at, ==, RLT_TEST_NOON);
}

static void
test_old_answer_told_again (Fixture       *fixture,
                            gconstpointer  unused)
{
  g_autoptr(RltSnapshot) first = NULL;
  g_autoptr(RltSnapshot) later = NULL;
  g_autoptr(RltSnapshot) stale = NULL;

  /* Only the board is new: the trains stay where the old timetable let them go. */
  add_trip (fixture, "one", "B:-50/-20 C:60/80 D:180/200 E:300");
  first = poll (fixture, NULL, 0);
  fixture->observations.previous = first;
  later = rlt_snapshot_build (&fixture->observations, RLT_TEST_TIME (400));
  g_assert_cmpuint (later->n_trains, ==, 1);
  g_assert_cmpfloat (rlt_train_distance (&later->trains[0], RLT_TEST_TIME (400)), ==, 3000);
  g_assert_cmpint (later->trains[0].observed_at, ==, RLT_TEST_NOON);

  fixture->observations.previous = later;
  stale = rlt_snapshot_build (&fixture->observations, RLT_TEST_TIME (601));
  g_assert_cmpuint (stale->n_trains, ==, 0);
}

static void
test_json (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(RltSnapshot) snapshot = NULL;
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autoptr(JsonParser) parser = json_parser_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *text = NULL;
  JsonObject *root, *train;

  add_trip (fixture, "one", "B:-50/-20 C:80/100 E:300");
  snapshot = poll (fixture, NULL, 0);
  rlt_snapshot_write_json (snapshot, RLT_TEST_NOON, RLT_TIME_NONE, writer);
  text = rlt_json_writer_finish (writer, NULL);
  json_parser_load_from_data (parser, text, -1, &error);
  g_assert_no_error (error);

  root = json_node_get_object (json_parser_get_root (parser));
  g_assert_cmpstr (json_object_get_string_member (root, "line"), ==, "test:1");
  g_assert_cmpstr (json_object_get_string_member (root, "freshness"), ==, "live");
  g_assert_cmpstr (json_object_get_string_member (root, "level"), ==, "unknown");
  train = json_array_get_object_element (json_object_get_array_member (root, "trains"), 0);
  g_assert_cmpstr (json_object_get_string_member (train, "from"), ==, "B");
  g_assert_cmpstr (json_object_get_string_member (train, "to"), ==, "C");
  g_assert_cmpint (json_object_get_int_member (train, "eta_seconds"), ==, 80);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (train, "uncertainty_m")), ==, 2);
  g_assert_cmpuint (json_array_get_length (json_object_get_array_member (train, "evidence")), ==, 3);
  g_assert_true (json_object_get_null_member (train, "delay_seconds"));
  g_assert_true (json_object_get_null_member (train, "direction"));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/snapshot/nothing-known", test_nothing_known);
  ADD ("/snapshot/board-and-timetable", test_board_and_timetable);
  ADD ("/snapshot/old-board-does-not-win", test_old_board_does_not_win);
  ADD ("/snapshot/past-late-and-cancelled", test_past_late_and_cancelled);
  ADD ("/snapshot/identity-over-polls", test_identity_over_polls);
  ADD ("/snapshot/answer-cut-short", test_answer_cut_short);
  ADD ("/snapshot/old-answer-told-again", test_old_answer_told_again);
  ADD ("/snapshot/untouched-records-are-plans", test_untouched_records_are_plans);
  ADD ("/snapshot/json", test_json);

  return g_test_run ();
}
