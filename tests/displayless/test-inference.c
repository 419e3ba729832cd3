/* test-inference.c: trips to trains, trains in time, trains from poll to poll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-line.h"
#include "rlt-train.h"

static const char * const plain[] = { "0:A B C D E", "1:E D C B A", NULL };
/* A trunk A B C; branches D E and F G H. */
static const char * const branched[] = {
  "0:A B C D E", "1:E D C B A", "0:A B C F G H", "1:H G F C B A", NULL
};
/* Out by B C D, round by E F in one way, back by C B. */
static const char * const loop[] = { "0:A B C D E F C B A", NULL };

typedef struct
{
  RltTestLine *line;
  RltRecords  *records;
  RltArena    *arena;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  patterns)
{
  fixture->line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->records = rlt_records_new ("siri-et", "test");
  fixture->arena = rlt_arena_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  patterns)
{
  rlt_test_line_free (fixture->line);
  rlt_records_unref (fixture->records);
  rlt_arena_free (fixture->arena);
}

static const RltPattern *
find_pattern (Fixture    *fixture,
              const char *calls,
              int        *stops)
{
  return rlt_trip_find_pattern (rlt_test_line_add_trip (fixture->line, fixture->records, "t", calls), stops);
}

static gboolean
make_train (Fixture    *fixture,
            RltTrain   *train,
            const char *calls,
            double      now)
{
  return rlt_train_init_from_trip (train,
                                   rlt_test_line_add_trip (fixture->line, fixture->records, "t", calls),
                                   NULL, RLT_TEST_TIME (now), fixture->arena);
}

static void
assert_at (const RltTrain *train,
           double          now,
           const char     *from,
           const char     *to,
           double          low,
           double          high)
{
  RltTrainPlace place;

  rlt_train_place (train, RLT_TEST_TIME (now), &place);
  g_assert_cmpstr (place.from->station->name, ==, from);
  g_assert_cmpstr (place.to->station->name, ==, to);
  g_assert_cmpfloat (place.distance, >=, low);
  g_assert_cmpfloat (place.distance, <=, high);
  g_assert_cmpfloat (place.low, <=, place.distance);
  g_assert_cmpfloat (place.high, >=, place.distance);
}

/* Returns the last distance. */
static double
assert_never_backwards (const RltTrain *train,
                        double          from,
                        double          to)
{
  double distance = rlt_train_distance (train, RLT_TEST_TIME (from));

  for (double now = from; now <= to; now += 0.25)
    {
      double next = rlt_train_distance (train, RLT_TEST_TIME (now));

      g_assert_cmpfloat (next, >=, distance);
      distance = next;
    }

  return distance;
}

static void
test_pattern_direction (Fixture       *fixture,
                        gconstpointer  patterns)
{
  int stops[4];

  g_assert_cmpuint (find_pattern (fixture, "B:10 C:20", stops)->direction, ==, 0);
  g_assert_cmpint (stops[0], ==, 1);
  g_assert_cmpint (stops[1], ==, 2);
  g_assert_cmpuint (find_pattern (fixture, "C:10 B:20 A:30", stops)->direction, ==, 1);
  g_assert_cmpint (stops[2], ==, 4);
  /* Only the terminus is left: it says the direction. */
  g_assert_cmpuint (find_pattern (fixture, "A:10", stops)->direction, ==, 1);
  /* A single stop in the middle says nothing; an order no pattern knows neither. */
  g_assert_null (find_pattern (fixture, "C:10", stops));
  g_assert_null (find_pattern (fixture, "A:10 C:20 B:30", stops));
  g_assert_null (find_pattern (fixture, "X:10 Y:20", stops));
  /* What the line does not know is left out. */
  g_assert_cmpuint (find_pattern (fixture, "X:5 B:10 C:20", stops)->direction, ==, 0);
  g_assert_cmpint (stops[0], ==, -1);
}

static void
test_pattern_branch (Fixture       *fixture,
                     gconstpointer  patterns)
{
  int stops[5];

  g_assert_cmpuint (find_pattern (fixture, "B:10 C:20 F:30", stops)->index, ==, 2);
  g_assert_cmpuint (find_pattern (fixture, "C:20 D:30 E:40", stops)->index, ==, 0);
  g_assert_cmpuint (find_pattern (fixture, "G:20 F:30 C:40 A:50", stops)->index, ==, 3);
  g_assert_cmpint (stops[3], ==, 5);
  /* A short turn on the trunk fits both; the shorter one is taken. */
  g_assert_cmpuint (find_pattern (fixture, "A:10 B:20 C:30", stops)->index, ==, 0);
}

static void
test_pattern_loop (Fixture       *fixture,
                   gconstpointer  patterns)
{
  int stops[5];

  g_assert_nonnull (find_pattern (fixture, "B:10 C:20 D:30", stops));
  g_assert_cmpint (stops[0], ==, 1);
  g_assert_cmpint (stops[2], ==, 3);
  g_assert_nonnull (find_pattern (fixture, "F:10 C:20 B:30 A:40", stops));
  g_assert_cmpint (stops[1], ==, 6);
  g_assert_cmpint (stops[3], ==, 8);
  g_assert_nonnull (find_pattern (fixture, "C:10 D:20 E:30 F:40 C:50", stops));
  g_assert_cmpint (stops[0], ==, 2);
  g_assert_cmpint (stops[4], ==, 6);
}

static void
test_between_stops (Fixture       *fixture,
                    gconstpointer  patterns)
{
  RltTrain train;

  g_assert_true (make_train (fixture, &train, "B:-50/-20 C:60/80 D:180/200 E:300", 10));
  g_assert_cmpuint (train.n_knots, ==, 4);
  g_assert_false (train.estimated);
  g_assert_cmpint (train.basis, ==, RLT_BASIS_OBSERVED);
  assert_at (&train, -20, "B", "C", 1000, 1000);
  assert_at (&train, 20, "B", "C", 1450, 1550);
  assert_at (&train, 70, "C", "D", 2000, 2000);
  assert_at (&train, 130, "C", "D", 2450, 2550);
  assert_never_backwards (&train, -60, 400);
}

static void
test_holds_when_old (Fixture       *fixture,
                     gconstpointer  patterns)
{
  RltTrain train;
  RltTrainPlace young, old;

  /* Observed at 0, followed until 90: by then it has left C, so it goes on to D and holds. */
  g_assert_true (make_train (fixture, &train, "B:-50/-20 C:50/70 D:120/140 E:200", 0));
  g_assert_cmpfloat (assert_never_backwards (&train, 0, 3600), ==, 3000);
  assert_at (&train, 3600, "D", "E", 3000, 3000);

  rlt_train_place (&train, RLT_TEST_TIME (20), &young);
  rlt_train_place (&train, RLT_TEST_TIME (600), &old);
  g_assert_cmpfloat (old.high - old.low, >, young.high - young.low);
  g_assert_cmpfloat (old.high, <=, train.pattern->length);
}

static void
test_unknown_last_stop (Fixture       *fixture,
                        gconstpointer  patterns)
{
  RltTrain known, train;

  /* Nothing says when it left B; a run of 1000 m takes about 90 s. */
  g_assert_true (make_train (fixture, &train, "C:40/60 D:150", 0));
  g_assert_true (train.estimated);
  g_assert_cmpint (train.basis, ==, RLT_BASIS_INFERRED);
  assert_at (&train, 0, "B", "C", 1200, 1900);
  assert_never_backwards (&train, 0, 300);

  g_assert_true (make_train (fixture, &known, "B:-60/-47 C:40/60 D:150", 0));
  g_assert_cmpfloat (train.uncertainty, >, known.uncertainty);

  /* Further off than a run: it waits at the stop before. Much further: nobody knows. */
  g_assert_true (make_train (fixture, &train, "C:240/260 D:350", 0));
  assert_at (&train, 0, "B", "C", 1000, 1000);
  g_assert_false (make_train (fixture, &train, "C:2400/2460 D:2500", 0));
}

static void
test_termini (Fixture       *fixture,
              gconstpointer  patterns)
{
  RltTrain train;

  /* The next one to leave stands at the platform, the one after it is not a train yet. */
  g_assert_true (make_train (fixture, &train, "A:/60 B:150/170", 0));
  assert_at (&train, 0, "A", "B", 0, 0);
  g_assert_false (make_train (fixture, &train, "A:/600 B:700/720", 0));
  /* One that begins in the middle, alike. */
  g_assert_false (make_train (fixture, &train, "C:/600 D:700/720 E:800", 0));
  g_assert_true (make_train (fixture, &train, "C:/60 D:150/170 E:250", 0));
  assert_at (&train, 0, "C", "D", 2000, 2000);

  g_assert_true (make_train (fixture, &train, "D:-100/-80 E:-10", 0));
  assert_at (&train, 0, "E", "E", 4000, 4000);
  g_assert_false (make_train (fixture, &train, "D:-200/-180 E:-100", 0));
}

static void
test_cancelled_and_skipped (Fixture       *fixture,
                            gconstpointer  patterns)
{
  RltTrip *trip = rlt_test_line_add_trip (fixture->line, fixture->records, "t", "B:-50/-20 C:80/100 D:200");
  RltTrain train;

  trip->cancelled = TRUE;
  g_assert_false (rlt_train_init_from_trip (&train, trip, NULL, RLT_TEST_NOON, fixture->arena));

  g_assert_true (make_train (fixture, &train, "B:-50/-20 !C:80/100 D:200", 0));
  g_assert_cmpuint (train.n_knots, ==, 2);
  assert_at (&train, 90, "B", "D", 1900, 2100);
  g_assert_false (make_train (fixture, &train, "!B:-50/-20 !C:80/100", 0));
}

static void
test_times_out_of_order (Fixture       *fixture,
                         gconstpointer  patterns)
{
  RltTrain train;

  g_assert_true (make_train (fixture, &train, "B:-50/-20 C:80/60 D:70/75 E:200", 0));
  for (guint i = 1; i < train.n_knots; i++)
    {
      g_assert_cmpint (train.knots[i].arrival, >=, train.knots[i - 1].departure);
      g_assert_cmpint (train.knots[i].departure, >=, train.knots[i].arrival);
    }
  assert_never_backwards (&train, -100, 300);
}

static void
test_remembers_last_stop (Fixture       *fixture,
                          gconstpointer  patterns)
{
  RltTrain before, after;
  RltTrip *trip;

  g_assert_true (make_train (fixture, &before, "B:-50/-20 C:20/40 D:140", 0));
  /* The next answer no longer names B and C. */
  trip = rlt_test_line_add_trip (fixture->line, fixture->records, "t", "D:145");
  g_assert_true (rlt_train_init_from_trip (&after, trip, &before, RLT_TEST_TIME (60), fixture->arena));
  g_assert_cmpuint (after.n_knots, ==, 2);
  g_assert_cmpstr (after.knots[0].stop->station->name, ==, "C");
  g_assert_cmpint (after.knots[0].departure, ==, RLT_TEST_TIME (40));
  g_assert_false (after.estimated);
}

static void
test_match (Fixture       *fixture,
            gconstpointer  patterns)
{
  RltTrain before[3], after[3];
  int matches[3] = { -1, -1, -1 };

  g_assert_true (make_train (fixture, &before[0], "B:-50/-20 C:80/100 D:200 E:300", 0));
  g_assert_true (make_train (fixture, &before[1], "A:/5 B:100/120 C:210/230 D:310 E:400", 0));
  g_assert_true (make_train (fixture, &before[2], "D:-60/-30 C:80/100 B:200 A:300", 0));
  /* In another order, a bit late, one gone and one new. */
  g_assert_true (make_train (fixture, &after[0], "C:70/90 B:190 A:290", 10));
  g_assert_true (make_train (fixture, &after[1], "B:120/140 C:230/250 D:330 E:420", 10));
  g_assert_true (make_train (fixture, &after[2], "D:20/30 E:110", 10));

  rlt_trains_match (before, 3, after, 3, matches);
  g_assert_cmpint (matches[0], ==, 2);
  g_assert_cmpint (matches[1], ==, 1);
  g_assert_cmpint (matches[2], ==, -1);
}

static void
test_follows_without_jumps (Fixture       *fixture,
                            gconstpointer  patterns)
{
  /* Late: it is due at C at 180 and would go on when the data are old. Early: it is soon at D. */
  const struct { const char *calls; double end; } second[] = {
    { "C:180/200 D:290", 2000 },
    { "C:45/60 D:110", 3000 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (second); i++)
    {
      RltTrain before, after;
      RltTrip *trip;
      double shown, later;

      g_assert_true (make_train (fixture, &before, "B:-50/-20 C:80/100 D:200", 0));
      shown = rlt_train_distance (&before, RLT_TEST_TIME (30));
      trip = rlt_test_line_add_trip (fixture->line, fixture->records, "u", second[i].calls);
      g_assert_true (rlt_train_init_from_trip (&after, trip, &before, RLT_TEST_TIME (30), fixture->arena));
      rlt_train_follow (&after, &before, RLT_TEST_TIME (30), fixture->arena);
      g_assert_cmpstr (after.id, ==, "t");
      g_assert_cmpstr (after.trip, ==, "u");

      /* It goes on from where it was shown, at no more than the double of its speed. */
      g_assert_cmpfloat_with_epsilon (rlt_train_distance (&after, RLT_TEST_TIME (30)), shown, 0.01);
      later = rlt_train_distance (&after, RLT_TEST_TIME (31));
      g_assert_cmpfloat (later - shown, <=, 60);
      g_assert_cmpfloat (assert_never_backwards (&after, 30, 500), ==, second[i].end);
    }
}

static void
test_any_times (Fixture       *fixture,
                gconstpointer  patterns)
{
  for (guint round = 0; round < 300; round++)
    {
      g_autoptr(GString) calls = g_string_new (NULL);
      const char *names = g_test_rand_bit () ? "ABCDE" : "EDCBA";
      RltTrain train;

      for (guint i = g_test_rand_int_range (0, 3); i < 5; i++)
        g_string_append_printf (calls, "%s%c:%d/%d", calls->len > 0 ? " " : "", names[i],
                                g_test_rand_int_range (-300, 600), g_test_rand_int_range (-300, 600));
      if (!make_train (fixture, &train, calls->str, 0))
        continue;
      g_assert_cmpfloat (assert_never_backwards (&train, -400, 1200), <=, train.pattern->length);
    }
}

/* A map of 3,000 trains asks this for each of them in every frame. */
static void
test_distance_is_cheap (Fixture       *fixture,
                        gconstpointer  patterns)
{
  RltTrain train;
  gint64 begin;
  double sum = 0, each;

  g_assert_true (make_train (fixture, &train, "B:-50/-20 C:80/100 D:200/220 E:300", 10));
  begin = g_get_monotonic_time ();
  for (guint i = 0; i < 1000000; i++)
    sum += rlt_train_distance (&train, RLT_TEST_TIME (i * 0.0003));
  each = (g_get_monotonic_time () - begin) / 1e6;

  g_assert_cmpfloat (sum, >, 0);
  g_test_message ("%.3f µs a call", each);
  g_assert_cmpfloat (each, <, 3.0);
}

#define ADD(path, patterns, func) g_test_add (path, Fixture, patterns, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/inference/pattern/direction", plain, test_pattern_direction);
  ADD ("/inference/pattern/branch", branched, test_pattern_branch);
  ADD ("/inference/pattern/loop", loop, test_pattern_loop);
  ADD ("/inference/train/between-stops", plain, test_between_stops);
  ADD ("/inference/train/holds-when-old", plain, test_holds_when_old);
  ADD ("/inference/train/unknown-last-stop", plain, test_unknown_last_stop);
  ADD ("/inference/train/termini", plain, test_termini);
  ADD ("/inference/train/cancelled-and-skipped", plain, test_cancelled_and_skipped);
  ADD ("/inference/train/times-out-of-order", plain, test_times_out_of_order);
  ADD ("/inference/train/remembers-last-stop", plain, test_remembers_last_stop);
  ADD ("/inference/train/any-times", plain, test_any_times);
  ADD ("/inference/train/distance-is-cheap", plain, test_distance_is_cheap);
  ADD ("/inference/match", plain, test_match);
  ADD ("/inference/follow/without-jumps", plain, test_follows_without_jumps);

  return g_test_run ();
}
