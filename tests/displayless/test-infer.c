/* test-infer.c: waits at stations to trains, from poll to poll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-infer.h"
#include "rlt-test-line.h"

/* With RLT_TEST_SPACING of 1000 m a metro runs 87 s from stop to stop, and stands 25 s. */
static const char * const plain[] = { "0:A B C D E F", "1:F E D C B A", NULL };
static const char * const branched[] = {
  "0:A B C D E", "1:E D C B A", "0:A B C F G H", "1:H G F C B A", NULL
};
static const char * const merging[] = { "0:A B M C D", "0:X Y M C D", NULL };
static const char * const two_stops[] = { "0:A B", "1:B A", NULL };
static const char * const short_turn[] = { "0:A B C D E F", "1:F E D C B A", "0:A B C D", "1:D C B A", NULL };
static const char * const loop[] = { "0:A B C D E F C B A", NULL };

typedef struct
{
  RltTestLine    *line;
  RltInference   *inference;
  RltRecords     *records;    /* of the present poll */
  RltArena       *arena;
  const RltTrain *trains;     /* what the last poll gave */
  guint           n_trains;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  patterns)
{
  fixture->line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->inference = rlt_inference_new (rlt_test_line_get_line (fixture->line));
  fixture->records = rlt_records_new ("boards", "boards");
  fixture->arena = rlt_arena_new ();
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  patterns)
{
  rlt_inference_free (fixture->inference);
  rlt_test_line_free (fixture->line);
  rlt_records_unref (fixture->records);
  rlt_arena_free (fixture->arena);
}

/* @text: "A 0 3 6": what the board of A shows, in minutes; "*" is a train at the platform. */
static void
show (Fixture    *fixture,
      const char *text,
      const char *destination,
      double      seen)
{
  g_auto(GStrv) words = g_strsplit (text, " ", -1);

  for (guint i = 1; words[i] != NULL; i++)
    {
      RltDeparture *departure = rlt_records_add_departure (fixture->records);
      gboolean standing = g_str_equal (words[i], "*");

      departure->line = rlt_test_line_get_line (fixture->line);
      departure->station = rlt_test_line_get_station (fixture->line, words[0]);
      departure->destination = rlt_arena_strdup (fixture->records->arena, destination);
      departure->observed_at = RLT_TEST_TIME (seen);
      departure->expected_arrival = RLT_TEST_TIME (seen) + (standing ? 0 : g_ascii_strtoll (words[i], NULL, 10)) * RLT_MINUTE;
      departure->at_platform = standing;
      departure->source = "boards";
    }
}

static void
poll (Fixture *fixture,
      double   now)
{
  fixture->trains = rlt_inference_update (fixture->inference,
                                          (const RltDeparture * const *) fixture->records->departures->pdata,
                                          fixture->records->departures->len, RLT_TEST_TIME (now), fixture->arena,
                                          &fixture->n_trains);
  g_clear_pointer (&fixture->records, rlt_records_unref);
  fixture->records = rlt_records_new ("boards", "boards");
}

/* The trains as "A>B B=", in the order of their places: between A and B, at B. */
static char *
places (Fixture *fixture,
        double   now)
{
  const RltTrain *trains = fixture->trains;
  g_autofree guint *order = g_new (guint, fixture->n_trains + 1);
  g_autofree double *distances = g_new (double, fixture->n_trains + 1);
  GString *text = g_string_new (NULL);

  for (guint i = 0; i < fixture->n_trains; i++)
    {
      double distance = rlt_train_distance (&trains[i], RLT_TEST_TIME (now));
      guint k = i;

      for (; k > 0 && distances[k - 1] > distance; k--)
        {
          distances[k] = distances[k - 1];
          order[k] = order[k - 1];
        }
      distances[k] = distance;
      order[k] = i;
    }
  for (guint i = 0; i < fixture->n_trains; i++)
    {
      RltTrainPlace place;

      rlt_train_place (&trains[order[i]], RLT_TEST_TIME (now), &place);
      g_string_append_printf (text, "%s%s%s%s", i > 0 ? " " : "", place.from->station->name, place.at_stop ? "=" : ">",
                              place.at_stop ? "" : place.to->station->name);
    }

  return g_string_free (text, FALSE);
}

#define assert_places(fixture, now, expected) \
  G_STMT_START { \
    g_autofree char *found_ = places (fixture, now); \
    g_assert_cmpstr (found_, ==, expected); \
  } G_STMT_END

/* A train in each second gap: every adjacent pair of stops has waits, and is no train for that. */
static void
test_no_phantoms (Fixture       *fixture,
                  gconstpointer  patterns)
{
  show (fixture, "A 3 7", "F", 0);
  show (fixture, "B 0 5", "F", 0);
  show (fixture, "C 2 6", "F", 0);
  show (fixture, "D 0 4", "F", 0);
  show (fixture, "E 2 6", "F", 0);
  poll (fixture, 10);

  assert_places (fixture, 10, "A>B C>D");
  g_assert_cmpuint (rlt_inference_get_unused (fixture->inference), ==, 0);
}

static void
test_nothing (Fixture       *fixture,
              gconstpointer  patterns)
{
  poll (fixture, 0);
  g_assert_cmpuint (fixture->n_trains, ==, 0);

  /* What stands at its first stop is no train on the way. */
  show (fixture, "A 3 7", "F", 0);
  show (fixture, "B 5 9", "F", 0);
  poll (fixture, 5);
  g_assert_cmpuint (fixture->n_trains, ==, 0);
}

static void
test_at_platform (Fixture       *fixture,
                  gconstpointer  patterns)
{
  show (fixture, "A 6", "F", 0);
  show (fixture, "B 8", "F", 0);
  show (fixture, "C * 10", "F", 0);
  show (fixture, "D 1 12", "F", 0);
  show (fixture, "E 3", "F", 0);
  poll (fixture, 1);

  assert_places (fixture, 1, "C=");
  g_assert_nonnull (strstr (fixture->trains[0].evidence[0], "C"));
  g_assert_cmpint (fixture->trains[0].basis, ==, RLT_BASIS_INFERRED);
  g_assert_cmpstr (fixture->trains[0].sources[0], ==, "boards");
}

/* A station without data neither makes nor hides a train. */
static void
test_silent (Fixture       *fixture,
             gconstpointer  patterns)
{
  show (fixture, "A 3 7", "F", 0);
  show (fixture, "C 1 6", "F", 0);
  show (fixture, "D 0 3", "F", 0);
  show (fixture, "F 5", "A", 0);
  poll (fixture, 10);

  assert_places (fixture, 10, "B>C C>D");
}

/* A time without any support at the stops after it. */
static void
test_garbage (Fixture       *fixture,
              gconstpointer  patterns)
{
  show (fixture, "A 9 17", "F", 0);
  show (fixture, "B 11 19", "F", 0);
  show (fixture, "C 1 13", "F", 0);
  show (fixture, "D 0 15", "F", 0);
  show (fixture, "E 2 17", "F", 0);
  poll (fixture, 10);

  assert_places (fixture, 10, "C>D");
}

static void
test_branches (Fixture       *fixture,
               gconstpointer  patterns)
{
  show (fixture, "A 4", "E", 0);
  show (fixture, "A 8", "H", 0);
  show (fixture, "B 6", "E", 0);
  show (fixture, "B 0", "H", 0);
  show (fixture, "C 0 8", "E", 0);
  show (fixture, "C 2", "H", 0);
  show (fixture, "D 2", "E", 0);
  show (fixture, "F 0 4", "H", 0);
  show (fixture, "G 2 6", "H", 0);
  poll (fixture, 10);

  assert_places (fixture, 10, "A>B B>C C>F");
}

static void
test_merging (Fixture       *fixture,
              gconstpointer  patterns)
{
  show (fixture, "A 3 12", "D", 0);
  show (fixture, "B 5 14", "D", 0);
  show (fixture, "X 8", "D", 0);
  show (fixture, "Y 0 10", "D", 0);
  show (fixture, "M 2 7 12", "D", 0);
  show (fixture, "C 4 9 14", "D", 0);
  poll (fixture, 10);

  assert_places (fixture, 10, "X>Y");
}

/* Beyond the first rows of a board there are trains: what a later board shows of them is no train
 * between the two. */
static void
test_horizon (Fixture       *fixture,
              gconstpointer  patterns)
{
  show (fixture, "A 2 5", "F", 0);
  show (fixture, "B 4 7", "F", 0);
  show (fixture, "C 6 9 12 15", "F", 0);
  show (fixture, "D 8 11 14 17", "F", 0);
  poll (fixture, 10);

  g_assert_cmpuint (fixture->n_trains, ==, 0);
}

static void
show_second_poll (Fixture *fixture)
{
  show (fixture, "A 8", "F", 41);
  show (fixture, "B 10", "F", 41);
  show (fixture, "C 0 12", "F", 41);
  show (fixture, "D 2 14", "F", 41);
}

/* The same train keeps its id, and the changes of minute tell where it is. */
static void
test_follow (Fixture       *fixture,
             gconstpointer  patterns)
{
  g_autofree char *id = NULL;
  double alone;

  show_second_poll (fixture);
  poll (fixture, 41);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  alone = fixture->trains[0].uncertainty;
  rlt_inference_free (fixture->inference);
  fixture->inference = rlt_inference_new (rlt_test_line_get_line (fixture->line));

  show (fixture, "A 9", "F", 0);
  show (fixture, "B 11", "F", 0);
  show (fixture, "C 1 13", "F", 0);
  show (fixture, "D 3 15", "F", 0);
  poll (fixture, 0);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  id = g_strdup (fixture->trains[0].id);

  show_second_poll (fixture);
  poll (fixture, 41);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  g_assert_cmpstr (fixture->trains[0].id, ==, id);
  g_assert_cmpfloat (fixture->trains[0].uncertainty, <, alone);
  assert_places (fixture, 41, "B>C");

  show (fixture, "A 7", "F", 130);
  show (fixture, "B 9", "F", 130);
  show (fixture, "C 11", "F", 130);
  show (fixture, "D 1 13", "F", 130);
  poll (fixture, 130);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  g_assert_cmpstr (fixture->trains[0].id, ==, id);
  assert_places (fixture, 130, "C>D");
}

/* Times to the second place a train better than whole minutes do. */
static void
test_exact (Fixture       *fixture,
            gconstpointer  patterns)
{
  static const struct { const char *station; double seconds; } rows[] = {
    { "A", 411 }, { "B", 523 }, { "C", 97 }, { "D", 209 }, { "E", 321 },
  };
  double coarse;

  show (fixture, "A 6", "F", 0);
  show (fixture, "B 8", "F", 0);
  show (fixture, "C 1", "F", 0);
  show (fixture, "D 3", "F", 0);
  show (fixture, "E 5", "F", 0);
  poll (fixture, 40);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  coarse = fixture->trains[0].uncertainty;
  rlt_inference_free (fixture->inference);
  fixture->inference = rlt_inference_new (rlt_test_line_get_line (fixture->line));

  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      g_autofree char *text = g_strdup_printf ("%s 0", rows[i].station);
      RltDeparture *departure;

      show (fixture, text, "F", 0);
      departure = g_ptr_array_index (fixture->records->departures, i);
      departure->expected_arrival = RLT_TEST_TIME (rows[i].seconds);
    }
  poll (fixture, 40);
  assert_places (fixture, 40, "B>C");
  g_assert_cmpfloat (fixture->trains[0].uncertainty, <, coarse);
}

/* Trains may begin on the way: until they leave they are no trains that come from before. */
static void
test_begins_on_the_way (Fixture       *fixture,
                        gconstpointer  patterns)
{
  for (guint i = 0; i < 3; i++)
    {
      show (fixture, "A 12", "F", i * 60);
      show (fixture, "B 14", "F", i * 60);
      show (fixture, i == 0 ? "C 8 16" : i == 1 ? "C 7 15" : "C 6 14", "F", i * 60);
      show (fixture, i == 0 ? "D 10 18" : i == 1 ? "D 9 17" : "D 8 16", "F", i * 60);
      poll (fixture, i * 60);
    }
  g_assert_cmpuint (fixture->n_trains, ==, 0);
}

static void
test_leaves_terminus (Fixture       *fixture,
                      gconstpointer  patterns)
{
  show (fixture, "A 0 4", "F", 0);
  show (fixture, "B 2 6", "F", 0);
  show (fixture, "C 4", "F", 0);
  poll (fixture, 5);

  assert_places (fixture, 5, "A=");
}

static void
test_odd_input (Fixture       *fixture,
                gconstpointer  patterns)
{
  show (fixture, "C 1 1 1 1", "F", 0);
  show (fixture, "C 500000000", "F", 0);
  show (fixture, "C 2", "Nowhere", 0);
  show (fixture, "C 2", NULL, 0);
  show (fixture, "F 2", "F", 0);
  show (fixture, "Z 2", "F", 0);
  show (fixture, "C -30", "F", 0);
  show (fixture, "D 3", "F", -4000);
  poll (fixture, 0);
  g_assert_cmpuint (rlt_inference_get_unused (fixture->inference), >=, 5);

  poll (fixture, 10000);
  g_assert_cmpuint (fixture->n_trains, ==, 0);
}

/* A line that comes by the same stops twice is not what boards can tell apart: no crash, no more. */
static void
test_loop (Fixture       *fixture,
           gconstpointer  patterns)
{
  show (fixture, "B 1 5", "A", 0);
  show (fixture, "C 2 6", "A", 0);
  show (fixture, "D 2 6", "F", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, <=, 3);
}

/* A train that passes a stop without calling is on no board there. */
static void
test_without_stop (Fixture       *fixture,
                   gconstpointer  unused)
{
  show (fixture, "A 9 17", "F", 0);
  show (fixture, "B 11 19", "F", 0);
  show (fixture, "C 13 21", "F", 0);
  show (fixture, "D 2 15", "F", 0);
  show (fixture, "E 4 17", "F", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, <=, 1);

  /* Seen on the way before, it is not lost where it does not call. */
  show (fixture, "A 9 17", "F", 0);
  show (fixture, "B 0 11", "F", 0);
  show (fixture, "C 13 21", "F", 0);
  show (fixture, "D 3 15", "F", 0);
  show (fixture, "E 5 17", "F", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  g_assert_cmpfloat (rlt_train_distance (&fixture->trains[0], RLT_TEST_TIME (10)), <, 1000.1);
}

/* One board alone: what stands there is there, what is far off is nobody's guess. */
static void
test_single_board (Fixture       *fixture,
                   gconstpointer  unused)
{
  RltTrainPlace place;

  show (fixture, "D * 14", "F", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, ==, 1);
  rlt_train_place (&fixture->trains[0], RLT_TEST_TIME (10), &place);
  g_assert_cmpstr (place.from->station->name, ==, "D");
}

static void
test_two_stops (Fixture       *fixture,
                gconstpointer  unused)
{
  show (fixture, "A 0 5", "B", 0);
  show (fixture, "B 4 9", "A", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, <=, 1);
  poll (fixture, 20);
  g_assert_cmpuint (fixture->n_trains, <=, 1);
}

/* Trains that turn short are told apart by where they go; the first stop shows the next train. */
static void
test_short_turn (Fixture       *fixture,
                 gconstpointer  unused)
{
  show (fixture, "A 3", "F", 0);
  show (fixture, "A 6", "D", 0);
  show (fixture, "B 5", "F", 0);
  show (fixture, "B 0 8", "D", 0);
  show (fixture, "C 7", "F", 0);
  show (fixture, "C 2 10", "D", 0);
  show (fixture, "D 1 9", "F", 0);
  show (fixture, "E 3 11", "F", 0);
  show (fixture, "D 0", "A", 0);
  show (fixture, "C 2", "A", 0);
  show (fixture, "B 4", "A", 0);
  poll (fixture, 10);
  g_assert_cmpuint (fixture->n_trains, ==, 3);
  for (guint i = 0; i < fixture->n_trains; i++)
    {
      RltTrainPlace place;

      rlt_train_place (&fixture->trains[i], RLT_TEST_TIME (10), &place);
      if (g_str_equal (fixture->trains[i].destination, "F"))
        g_assert_cmpstr (place.to->station->name, ==, "D");
      else if (g_str_equal (fixture->trains[i].destination, "D"))
        g_assert_cmpstr (place.to->station->name, ==, "B");
      else
        g_assert_cmpstr (place.from->station->name, ==, "D");
    }
}

/* Where trains of the other direction end, those of this one begin, though nothing is known of the
 * stops before: there the line is closed. */
static void
test_turns_before_closed_section (Fixture       *fixture,
                                  gconstpointer  unused)
{
  for (guint i = 0; i < 3; i++)
    {
      show (fixture, "D 4 9", "F", 30 * i);
      show (fixture, "E 6 11", "F", 30 * i);
      show (fixture, "F 3 8", "D", 30 * i);
      show (fixture, "E 5 10", "D", 30 * i);
      poll (fixture, 30 * i + 5);
      g_assert_cmpuint (fixture->n_trains, ==, 0);
    }
}

/* Cabins follow each other so closely that boards show the same minute twice. */
static void
test_cabins (Fixture       *fixture,
             gconstpointer  unused)
{
  for (guint i = 0; i < 4; i++)
    {
      int since = 30 * i;
      g_autofree char *a = g_strdup_printf ("A %d %d %d %d", (36 * 4 - since) / 60, (36 * 5 - since) / 60,
                                            (36 * 6 - since) / 60, (36 * 7 - since) / 60);

      show (fixture, a, "F", since);
      show (fixture, "B 0 0 1 1", "F", since);
      show (fixture, "C 0 0 1 1", "F", since);
      show (fixture, "D 0 0 1 1", "F", since);
      poll (fixture, since + 5);
      g_assert_cmpuint (fixture->n_trains, >=, 2);
      g_assert_cmpuint (fixture->n_trains, <=, 16);
    }
}

#define add_test(name, patterns, function) \
  g_test_add ("/infer/" name, Fixture, patterns, set_up, function, tear_down)

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  add_test ("no-phantoms", plain, test_no_phantoms);
  add_test ("nothing", plain, test_nothing);
  add_test ("at-platform", plain, test_at_platform);
  add_test ("silent", plain, test_silent);
  add_test ("garbage", plain, test_garbage);
  add_test ("branches", branched, test_branches);
  add_test ("merging", merging, test_merging);
  add_test ("horizon", plain, test_horizon);
  add_test ("follow", plain, test_follow);
  add_test ("exact", plain, test_exact);
  add_test ("begins-on-the-way", plain, test_begins_on_the_way);
  add_test ("leaves-terminus", plain, test_leaves_terminus);
  add_test ("odd-input", plain, test_odd_input);
  add_test ("loop", loop, test_loop);
  add_test ("without-stop", plain, test_without_stop);
  add_test ("single-board", plain, test_single_board);
  add_test ("two-stops", two_stops, test_two_stops);
  add_test ("short-turn", short_turn, test_short_turn);
  add_test ("turns-before-closed-section", plain, test_turns_before_closed_section);
  add_test ("cabins", plain, test_cabins);

  return g_test_run ();
}
