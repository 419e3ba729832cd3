/* test-snapshot-trains.c: trains that trips, vehicles and boards tell of, each once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "rlt-snapshot-builder.h"
#include "rlt-test-line.h"

/* With RLT_TEST_SPACING of 1000 m a metro runs 87 s from stop to stop, and stands 25 s. */
static const char * const patterns[] = { "0:A B C D E", "1:E D C B A", NULL };

/* Several names for one stop's time: the trips' and the boards' train is between A and B at noon. */
#define TRIP_CALLS "A:/-40 B:50/75 C:160/185 D:270/295 E:380"

enum
{
  TIMETABLE,
  VEHICLES,
  BOARDS,
  N_ANSWERS,
};

static const char * const sources[N_ANSWERS] = { "prim-et", "ratp-vmtr", "prim-sm" };

typedef struct
{
  RltTestLine     *line;
  RltInference    *inference;
  RltSnapshot     *snapshot;    /* (nullable): of the last poll */
  RltFeedAnswer    answers[N_ANSWERS];
} Fixture;

static void
forget_answers (Fixture *fixture)
{
  for (guint i = 0; i < N_ANSWERS; i++)
    {
      g_clear_pointer (&fixture->answers[i].records, rlt_records_unref);
      fixture->answers[i] = (RltFeedAnswer) {
        .records = rlt_records_new (sources[i], sources[i]), .source = sources[i], .complete = TRUE
      };
    }
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->inference = rlt_inference_new (rlt_test_line_get_line (fixture->line));
  forget_answers (fixture);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  for (guint i = 0; i < N_ANSWERS; i++)
    rlt_records_unref (fixture->answers[i].records);
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  rlt_inference_free (fixture->inference);
  rlt_test_line_free (fixture->line);
}

static RltTrip *
add_trip (Fixture    *fixture,
          const char *id,
          const char *calls)
{
  RltTrip *trip = rlt_test_line_add_trip (fixture->line, fixture->answers[TIMETABLE].records, id, calls);

  trip->source = sources[TIMETABLE];
  return trip;
}

static RltVehicle *
add_vehicle (Fixture    *fixture,
             const char *id,
             const char *from,
             const char *to,
             double      progress,
             double      seen)
{
  RltVehicle *vehicle = rlt_records_add_vehicle (fixture->answers[VEHICLES].records);

  vehicle->id = id;
  vehicle->line = rlt_test_line_get_line (fixture->line);
  vehicle->previous_station = from != NULL ? rlt_test_line_get_station (fixture->line, from) : NULL;
  vehicle->station = rlt_test_line_get_station (fixture->line, to);
  vehicle->latitude = vehicle->longitude = vehicle->bearing = NAN;
  vehicle->status = RLT_VEHICLE_IN_TRANSIT;
  vehicle->progress = progress;
  vehicle->source = sources[VEHICLES];
  vehicle->observed_at = RLT_TEST_TIME (seen);
  return vehicle;
}

/* A board of the train that is at A at @first and runs as trains do. */
static void
add_boards (Fixture *fixture,
            double   first,
            double   seen)
{
  static const char * const names[] = { "A", "B", "C", "D" };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      for (guint k = 0; k < 3; k++)
        {
          double arrives = first + 600 * k + 112 * i - seen;
          RltDeparture *departure;

          if (arrives < 0)
            continue;
          departure = rlt_records_add_departure (fixture->answers[BOARDS].records);
          departure->line = rlt_test_line_get_line (fixture->line);
          departure->station = rlt_test_line_get_station (fixture->line, names[i]);
          departure->destination = "E";
          departure->source = sources[BOARDS];
          departure->basis = RLT_BASIS_OBSERVED;
          departure->observed_at = RLT_TEST_TIME (seen);
          departure->expected_arrival = RLT_TEST_TIME (seen + 60 * floor (arrives / 60));
        }
    }
}

static const RltTrain *
build (Fixture *fixture,
       double   now)
{
  RltObservations observations = {
    .line = rlt_test_line_get_line (fixture->line),
    .answers = fixture->answers,
    .n_answers = N_ANSWERS,
    .inference = fixture->inference,
    .previous = fixture->snapshot,
  };
  RltSnapshot *snapshot;

  for (guint i = 0; i < N_ANSWERS; i++)
    fixture->answers[i].received_at = RLT_TEST_TIME (now);
  snapshot = rlt_snapshot_build (&observations, RLT_TEST_TIME (now));
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  fixture->snapshot = snapshot;
  return snapshot->trains;
}

/* The first train under way: those behind it have not left. */
static double
get_distance (Fixture *fixture,
              double   now)
{
  g_assert_cmpuint (fixture->snapshot->n_trains, >=, 1);
  return rlt_train_distance (&fixture->snapshot->trains[0], RLT_TEST_TIME (now));
}

static gboolean
has_text (const char * const *texts,
          const char         *part)
{
  for (guint i = 0; texts[i] != NULL; i++)
    {
      if (strstr (texts[i], part) != NULL)
        return TRUE;
    }

  return FALSE;
}

static void
test_boards_alone (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autofree char *id = NULL;
  const RltTrain *train;
  double distance;

  add_boards (fixture, -50, 0);
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpint (train->basis, ==, RLT_BASIS_INFERRED);
  g_assert_cmpstr (train->sources[0], ==, "prim-sm");
  g_assert_nonnull (train->evidence[0]);
  g_assert_cmpfloat (train->uncertainty, >, 0);
  g_assert_cmpfloat_with_epsilon (get_distance (fixture, 0), 350, 350);
  id = g_strdup (train->id);

  /* From poll to poll it is the same train, and never goes backwards, not even where it is corrected. */
  distance = get_distance (fixture, 30);
  for (int i = 1; i < 8; i++)
    {
      forget_answers (fixture);
      add_boards (fixture, -50 + (i % 2) * 20, 30 * i);
      train = build (fixture, 30 * i);
      g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
      g_assert_cmpstr (train->id, ==, id);
      g_assert_cmpfloat (get_distance (fixture, 30 * i), >=, distance - 0.5);
      distance = get_distance (fixture, 30 * (i + 1));
    }
}

static void
test_boards_confirm (Fixture       *fixture,
                     gconstpointer  unused)
{
  const RltTrain *train;

  add_trip (fixture, "one", TRIP_CALLS);
  add_boards (fixture, -62, 0);
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (train->id, ==, "one");
  g_assert_cmpint (train->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpstr (train->sources[0], ==, "prim-et");
  g_assert_cmpstr (train->sources[1], ==, "prim-sm");
  g_assert_null (train->sources[2]);
}

/* A board of a train that no trip tells of is an error rather than a train: trips tell of all. */
static void
test_boards_add_nothing (Fixture       *fixture,
                         gconstpointer  unused)
{
  add_trip (fixture, "one", "D:-60/-20 E:90");
  add_boards (fixture, -62, 0);
  build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (fixture->snapshot->trains[0].id, ==, "one");
}

static void
test_three_feeds (Fixture       *fixture,
                  gconstpointer  unused)
{
  const RltTrain *train;

  add_trip (fixture, "one", TRIP_CALLS);
  add_vehicle (fixture, "v", "A", "B", 0.45, 0);
  add_boards (fixture, -62, 0);
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpuint (g_strv_length ((char **) train->sources), ==, 3);
  g_assert_false (has_text (train->evidence, "further"));
}

static void
test_disagreement (Fixture       *fixture,
                   gconstpointer  unused)
{
  const RltTrain *train;
  RltTrainPlace place;

  add_trip (fixture, "one", TRIP_CALLS);
  add_vehicle (fixture, "v", "B", "C", 0.5, 0)->trip = "one";
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_true (has_text (train->evidence, "ratp-vmtr has it"));
  g_assert_cmpfloat (get_distance (fixture, 0), <, 1000);
  rlt_train_place (train, RLT_TEST_TIME (0), &place);
  g_assert_cmpfloat (place.high, >=, 1499);
}

static void
test_vehicle_alone (Fixture       *fixture,
                    gconstpointer  unused)
{
  const RltTrain *train;
  RltTrainPlace place;

  add_vehicle (fixture, "v", "C", "B", 0.25, 0);
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (train->id, ==, "v");
  g_assert_cmpint (train->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpstr (train->evidence[0], ==, "Seen between C and B (12:00:00)");
  rlt_train_place (train, RLT_TEST_TIME (0), &place);
  g_assert_cmpstr (place.from->station->name, ==, "C");
  g_assert_cmpstr (place.to->station->name, ==, "B");
  g_assert_cmpfloat_with_epsilon (place.progress, 0.25, 0.01);
  g_assert_cmpstr (fixture->snapshot->sources[0], ==, "ratp-vmtr");

  /* Standing at a stop it is there; the next report corrects it forwards only. */
  forget_answers (fixture);
  add_vehicle (fixture, "v", "C", "B", NAN, 60)->status = RLT_VEHICLE_STOPPED;
  train = build (fixture, 60);
  g_assert_cmpstr (train->id, ==, "v");
  rlt_train_place (train, RLT_TEST_TIME (80), &place);
  g_assert_cmpfloat_with_epsilon (place.distance, 3000, 30);
}

/* A vehicle that names its next stop alone may go either way. */
static void
test_vehicle_without_way (Fixture       *fixture,
                          gconstpointer  unused)
{
  add_vehicle (fixture, "v", NULL, "B", NAN, 0);
  add_vehicle (fixture, "old", "A", "B", 0.5, -700);
  add_vehicle (fixture, "same", "B", "B", 0.5, 0);
  build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 0);
}

static void
test_plan_is_corrected (Fixture       *fixture,
                        gconstpointer  unused)
{
  RltTrip *trip = add_trip (fixture, "one", TRIP_CALLS);
  const RltTrain *train;

  for (guint i = 0; i < trip->n_calls; i++)
    {
      trip->calls[i].aimed_arrival = trip->calls[i].expected_arrival;
      trip->calls[i].aimed_departure = trip->calls[i].expected_departure;
      trip->calls[i].expected_arrival = trip->calls[i].expected_departure = RLT_TIME_NONE;
    }
  add_vehicle (fixture, "v", "A", "B", 0.9, 0)->trip = "one";
  train = build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (train->id, ==, "one");
  g_assert_cmpstr (train->destination, ==, "E");
  g_assert_cmpint (train->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpfloat_with_epsilon (get_distance (fixture, 0), 900, 10);
}

/* A feed that falls silent, and comes back: the train is the same all the time. */
static void
test_failover (Fixture       *fixture,
               gconstpointer  unused)
{
  double distance;

  add_trip (fixture, "one", TRIP_CALLS);
  add_boards (fixture, -62, 0);
  build (fixture, 0);
  distance = get_distance (fixture, 30);

  forget_answers (fixture);
  add_boards (fixture, -62, 30);
  build (fixture, 30);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (fixture->snapshot->trains[0].id, ==, "one");
  g_assert_cmpint (fixture->snapshot->trains[0].basis, ==, RLT_BASIS_INFERRED);
  g_assert_cmpfloat (get_distance (fixture, 30), >=, distance - 0.5);
  distance = get_distance (fixture, 60);

  forget_answers (fixture);
  add_trip (fixture, "two", TRIP_CALLS)->observed_at = RLT_TEST_TIME (60);
  build (fixture, 60);
  g_assert_cmpuint (fixture->snapshot->n_trains, ==, 1);
  g_assert_cmpstr (fixture->snapshot->trains[0].id, ==, "one");
  g_assert_cmpint (fixture->snapshot->trains[0].basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpfloat (get_distance (fixture, 60), >=, distance - 0.5);
}

#define ADD(path, func) g_test_add ("/snapshot-trains/" path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("boards-alone", test_boards_alone);
  ADD ("boards-confirm", test_boards_confirm);
  ADD ("boards-add-nothing", test_boards_add_nothing);
  ADD ("three-feeds", test_three_feeds);
  ADD ("disagreement", test_disagreement);
  ADD ("vehicle-alone", test_vehicle_alone);
  ADD ("vehicle-without-way", test_vehicle_without_way);
  ADD ("plan-is-corrected", test_plan_is_corrected);
  ADD ("failover", test_failover);

  return g_test_run ();
}
