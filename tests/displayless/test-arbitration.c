/* test-arbitration.c: one departure a train out of what several feeds say, over polls and failures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-snapshot-builder.h"
#include "rlt-test-line.h"

static const char * const patterns[] = { "0:A B C D E", "1:E D C B A", NULL };
static const char * const sources[] = { "prim-sm", "ratp-board", "siri-xml" };

typedef struct
{
  RltTestLine     *line;
  RltFeedAnswer    answers[G_N_ELEMENTS (sources)];
  RltObservations  observations;
  RltSnapshot     *snapshot;                          /* (owned) (nullable): the last one */
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->observations.line = rlt_test_line_get_line (fixture->line);
  fixture->observations.answers = fixture->answers;
  fixture->observations.n_answers = G_N_ELEMENTS (sources);
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    fixture->answers[i] = (RltFeedAnswer) {
      .records = rlt_records_new ("siri-sm", sources[i]), .source = sources[i], .received_at = RLT_TEST_NOON,
      .complete = TRUE
    };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (sources); i++)
    rlt_records_unref (fixture->answers[i].records);
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  rlt_test_line_free (fixture->line);
}

/* A new answer of a feed, with nothing in it yet. */
static void
answer (Fixture *fixture,
        guint    feed,
        double   received_at)
{
  rlt_records_unref (fixture->answers[feed].records);
  fixture->answers[feed].records = rlt_records_new ("siri-sm", sources[feed]);
  fixture->answers[feed].received_at = RLT_TEST_TIME (received_at);
}

static RltDeparture *
tell (Fixture    *fixture,
      guint       feed,
      const char *trip,
      const char *destination,
      double      time)
{
  RltDeparture *departure = rlt_records_add_departure (fixture->answers[feed].records);

  departure->line = fixture->observations.line;
  departure->station = rlt_test_line_get_station (fixture->line, "B");
  departure->trip = trip;
  departure->destination = destination;
  departure->expected_departure = RLT_TEST_TIME (time);
  departure->source = sources[feed];
  departure->observed_at = fixture->answers[feed].received_at;

  return departure;
}

static void
build (Fixture *fixture,
       double   now)
{
  RltSnapshot *snapshot;

  fixture->observations.previous = fixture->snapshot;
  snapshot = rlt_snapshot_build (&fixture->observations, RLT_TEST_TIME (now));
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  fixture->snapshot = snapshot;
}

static const RltDepartureFacts *
get_facts (Fixture *fixture,
           guint    index)
{
  g_assert_cmpuint (index, <, fixture->snapshot->n_departures);
  return &fixture->snapshot->facts[index];
}

static const char *
get_source (Fixture *fixture,
            guint    index)
{
  g_assert_cmpuint (index, <, fixture->snapshot->n_departures);
  return fixture->snapshot->departures[index]->source;
}

static void
test_disagreement_is_visible (Fixture       *fixture,
                              gconstpointer  unused)
{
  const RltDepartureFacts *facts;

  tell (fixture, 0, "one", "E", 130);
  tell (fixture, 1, NULL, "e", 120)->basis = RLT_BASIS_INFERRED;
  build (fixture, 0);

  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 1);
  g_assert_cmpstr (get_source (fixture, 0), ==, "prim-sm");
  facts = get_facts (fixture, 0);
  g_assert_cmpint (facts->direction, ==, 0);
  g_assert_cmpuint (facts->n_rivals, ==, 1);
  g_assert_cmpstr (facts->rivals[0].source, ==, "ratp-board");
  g_assert_cmpint (facts->rivals[0].time, ==, RLT_TEST_TIME (120));
}

/* What makes two feeds' words one train, or not. */
static void
test_matching (Fixture       *fixture,
               gconstpointer  unused)
{
  static const struct
  {
    const char *trip, *other_trip;
    const char *destination, *other_destination;
    const char *mission, *other_mission;
    double      apart;
    guint       n_trains;
  } cases[] = {
    { NULL, NULL, "E", "E", NULL, NULL, 60, 1 },
    { NULL, NULL, "E", "E", NULL, NULL, 61, 2 },
    { NULL, NULL, "E", "A", NULL, NULL, 0, 2 },
    { NULL, NULL, "E", "D", NULL, NULL, 0, 2 },
    { "x", "y", "E", "E", NULL, NULL, 30, 1 },
    { "x", "x", "E", "A", NULL, NULL, 900, 1 },
    { "x", "x", "E", "E", NULL, NULL, 3 * 3600, 2 },
    { NULL, NULL, "E", "E", "NORA", "nora", 0, 1 },
    { NULL, NULL, "E", "E", "NORA", "PEPE", 0, 2 },
    { NULL, NULL, "Nowhere", "nowhere", NULL, NULL, 0, 1 },
    { NULL, NULL, NULL, "E", NULL, NULL, 0, 2 },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      answer (fixture, 0, 0);
      answer (fixture, 1, 0);
      tell (fixture, 0, cases[i].trip, cases[i].destination, 300)->mission = cases[i].mission;
      tell (fixture, 1, cases[i].other_trip, cases[i].other_destination, 300 + cases[i].apart)->mission =
        cases[i].other_mission;
      g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
      build (fixture, 0);
      g_assert_cmpuint (fixture->snapshot->n_departures, ==, cases[i].n_trains);
    }
}

/* Trains one and a half minutes apart, of which the other feed drops the seconds. */
static void
test_dense_service (Fixture       *fixture,
                    gconstpointer  unused)
{
  for (guint i = 0; i < 10; i++)
    {
      const double time = 95 + 90 * i;

      tell (fixture, 0, NULL, "E", time)->platform = i % 2 ? "1" : "2";
      tell (fixture, 1, NULL, "E", time - (int) time % 60)->platform = i % 2 ? "1" : "2";
    }
  build (fixture, 0);

  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 10);
  for (guint i = 0; i < 10; i++)
    {
      const RltDepartureFacts *facts = get_facts (fixture, i);
      const RltTime time = rlt_departure_get_time (fixture->snapshot->departures[i]);

      g_assert_cmpuint (facts->n_rivals, ==, 1);
      g_assert_cmpint (time - facts->rivals[0].time, <, RLT_MINUTE);
      g_assert_cmpstr (facts->rivals[0].platform, ==, fixture->snapshot->departures[i]->platform);
    }
}

static void
test_preference (Fixture       *fixture,
                 gconstpointer  unused)
{
  RltDeparture *planned;

  /* What is observed before what is planned, whoever says so. */
  planned = tell (fixture, 0, "one", "E", 300);
  planned->basis = RLT_BASIS_SCHEDULED;
  tell (fixture, 1, "one", "E", 330);
  build (fixture, 0);
  g_assert_cmpstr (get_source (fixture, 0), ==, "ratp-board");

  /* Who was right before, if both have been measured. */
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  planned->basis = RLT_BASIS_OBSERVED;
  fixture->answers[0].mean_error = 40;
  build (fixture, 0);
  g_assert_cmpstr (get_source (fixture, 0), ==, "prim-sm");
  g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
  fixture->answers[1].mean_error = 12;
  build (fixture, 0);
  g_assert_cmpstr (get_source (fixture, 0), ==, "ratp-board");
}

/* A feed that ages loses its trains one by one, and gets them back only when it has been well for long. */
static void
test_failover_and_back (Fixture       *fixture,
                        gconstpointer  unused)
{
  g_autofree char *id = NULL;

  fixture->answers[0].mean_error = 10;
  fixture->answers[1].mean_error = 30;
  tell (fixture, 0, "one", "E", 900);
  tell (fixture, 1, NULL, "E", 880);
  build (fixture, 0);
  id = g_strdup (get_facts (fixture, 0)->id);
  g_assert_cmpstr (get_source (fixture, 0), ==, "prim-sm");

  answer (fixture, 1, 100);
  tell (fixture, 1, NULL, "E", 885);
  build (fixture, 100);
  g_assert_cmpstr (get_source (fixture, 0), ==, "ratp-board");
  g_assert_cmpstr (get_facts (fixture, 0)->lost, ==, "prim-sm");
  g_assert_cmpint (get_facts (fixture, 0)->since, ==, RLT_TEST_TIME (100));
  g_assert_cmpint (fixture->snapshot->departures[0]->observed_at, ==, RLT_TEST_TIME (100));

  for (double now = 130; now < 220; now += 30)
    {
      answer (fixture, 0, now);
      tell (fixture, 0, "one", "E", 900);
      answer (fixture, 1, now);
      tell (fixture, 1, NULL, "E", 885);
      build (fixture, now);
      g_assert_cmpstr (get_source (fixture, 0), ==, "ratp-board");
    }
  answer (fixture, 0, 220);
  tell (fixture, 0, "one", "E", 900);
  build (fixture, 220);
  g_assert_cmpstr (get_source (fixture, 0), ==, "prim-sm");
  g_assert_cmpstr (get_facts (fixture, 0)->id, ==, id);
}

/* Two feeds that are as good do not take turns, whoever was asked last. */
static void
test_no_flapping (Fixture       *fixture,
                  gconstpointer  unused)
{
  const char *first = NULL;

  for (guint i = 0; i < 10; i++)
    {
      const double now = 20 * i;

      answer (fixture, i % 2, now);
      tell (fixture, i % 2, NULL, "E", 900);
      build (fixture, now);
      g_assert_cmpuint (fixture->snapshot->n_departures, ==, 1);
      if (first == NULL)
        first = get_source (fixture, 0);
      g_assert_cmpstr (get_source (fixture, 0), ==, i == 0 ? first : "prim-sm");
    }
}

/* A board never flips wholesale: what a silent feed said ages, and goes train by train. */
static void
test_silence (Fixture       *fixture,
              gconstpointer  unused)
{
  tell (fixture, 0, "one", "E", 100);
  tell (fixture, 0, "two", "E", 400);
  tell (fixture, 0, "three", "A", 700);
  build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 3);

  /* An answer without anything, then none at all. */
  answer (fixture, 0, 30);
  fixture->answers[0].records->answer = RLT_ANSWER_EMPTY;
  build (fixture, 30);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 3);
  fixture->observations.n_answers = 0;
  build (fixture, 170);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  g_assert_cmpint (fixture->snapshot->departures[0]->observed_at, ==, RLT_TEST_NOON);
  g_assert_cmpstr (fixture->snapshot->departures[0]->trip, ==, "two");
  g_assert_cmpuint (fixture->snapshot->n_stops_with_data, ==, 1);
  build (fixture, 650);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 1);
  g_assert_cmpuint (fixture->snapshot->n_stops_with_data, ==, 0);

  /* Another feed answers: beside what it tells, what is left of the first one. */
  fixture->observations.n_answers = 2;
  answer (fixture, 1, 660);
  tell (fixture, 1, NULL, "E", 800);
  build (fixture, 660);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  g_assert_cmpstr (get_source (fixture, 0), ==, "prim-sm");
  g_assert_cmpstr (get_source (fixture, 1), ==, "ratp-board");

  /* A whole answer that lacks a train takes it away. */
  answer (fixture, 0, 670);
  tell (fixture, 0, "four", "E", 1200);
  build (fixture, 670);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  g_assert_cmpstr (fixture->snapshot->departures[1]->trip, ==, "four");
}

static void
test_identity (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autofree char *first = NULL, *second = NULL;

  tell (fixture, 0, "a1", "E", 200);
  tell (fixture, 0, "a2", "E", 320);
  build (fixture, 0);
  first = g_strdup (get_facts (fixture, 0)->id);
  second = g_strdup (get_facts (fixture, 1)->id);
  g_assert_cmpstr (first, !=, second);

  /* Journeys numbered anew, and a delay. */
  answer (fixture, 0, 30);
  tell (fixture, 0, "b7", "E", 225);
  tell (fixture, 0, "b8", "E", 340);
  tell (fixture, 0, "b9", "E", 460);
  build (fixture, 30);
  g_assert_cmpstr (get_facts (fixture, 0)->id, ==, first);
  g_assert_cmpstr (get_facts (fixture, 1)->id, ==, second);
  g_assert_cmpstr (get_facts (fixture, 2)->id, !=, second);

  /* The first one has left; the next is far later than it was, under its own id. */
  answer (fixture, 0, 300);
  tell (fixture, 0, "b8", "E", 800)->cancelled = TRUE;
  build (fixture, 300);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 1);
  g_assert_cmpstr (get_facts (fixture, 0)->id, ==, second);
  g_assert_true (fixture->snapshot->departures[0]->cancelled);
}

/* Whatever three feeds tell, each train of a feed is in one departure, as its word or as a rival's. */
static void
test_nothing_is_lost (Fixture       *fixture,
                      gconstpointer  unused)
{
  for (guint round = 0; round < 200; round++)
    {
      guint n_told[G_N_ELEMENTS (sources)] = { 0, }, n_told_all = 0, n_words = 0, n_most = 0;
      g_autoptr(GHashTable) ids = g_hash_table_new (g_str_hash, g_str_equal);

      for (guint feed = 0; feed < G_N_ELEMENTS (sources); feed++)
        {
          answer (fixture, feed, g_test_rand_int_range (-700, 1));
          n_told[feed] = g_test_rand_int_range (0, 8);
          for (guint i = 0; i < n_told[feed]; i++)
            tell (fixture, feed, NULL, g_test_rand_int_range (0, 2) ? "E" : "A", g_test_rand_int_range (0, 600));
          n_told_all += n_told[feed];
          n_most = MAX (n_most, n_told[feed]);
        }
      g_clear_pointer (&fixture->snapshot, rlt_snapshot_unref);
      build (fixture, 0);

      for (guint i = 0; i < fixture->snapshot->n_departures; i++)
        {
          n_words += 1 + get_facts (fixture, i)->n_rivals;
          g_assert_true (g_hash_table_add (ids, (gpointer) get_facts (fixture, i)->id));
        }
      g_assert_cmpuint (n_words, ==, n_told_all);
      g_assert_cmpuint (fixture->snapshot->n_departures, >=, n_most);
    }
}

/* A train that is late for nobody knows how long is listed first, keeps its name, and goes with its age. */
static void
test_untimed (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autofree char *id = NULL;
  RltDeparture *late;

  tell (fixture, 0, NULL, "E", 300);
  late = tell (fixture, 1, NULL, "E", 0);
  late->expected_departure = RLT_TIME_NONE;
  late->delayed = TRUE;
  late = tell (fixture, 1, NULL, "E", 0);
  late->expected_departure = RLT_TIME_NONE;
  late->out_of_service = TRUE;
  build (fixture, 0);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  g_assert_true (fixture->snapshot->departures[0]->delayed);
  g_assert_cmpint (get_facts (fixture, 0)->direction, ==, 0);
  id = g_strdup (get_facts (fixture, 0)->id);

  build (fixture, 20);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  g_assert_cmpstr (get_facts (fixture, 0)->id, ==, id);

  /* The feed falls silent: what has no time would never leave. */
  fixture->answers[1].complete = FALSE;
  answer (fixture, 1, 40);
  build (fixture, 40);
  g_assert_cmpuint (fixture->snapshot->n_departures, ==, 2);
  build (fixture, (double) RLT_FRESHNESS_STALE_AFTER / RLT_SECOND + 1);
  for (guint i = 0; i < fixture->snapshot->n_departures; i++)
    g_assert_false (fixture->snapshot->departures[i]->delayed);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/arbitration/disagreement-is-visible", test_disagreement_is_visible);
  ADD ("/arbitration/matching", test_matching);
  ADD ("/arbitration/dense-service", test_dense_service);
  ADD ("/arbitration/preference", test_preference);
  ADD ("/arbitration/failover-and-back", test_failover_and_back);
  ADD ("/arbitration/no-flapping", test_no_flapping);
  ADD ("/arbitration/silence", test_silence);
  ADD ("/arbitration/identity", test_identity);
  ADD ("/arbitration/untimed", test_untimed);
  ADD ("/arbitration/nothing-is-lost", test_nothing_is_lost);

  return g_test_run ();
}
