/* test-traffic.c: one traffic status out of what all feeds say.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-test-line.h"
#include "rlt-traffic-fusion.h"

static const char * const patterns[] = { "0:A B C", "1:C B A", NULL };

enum
{
  BULK,
  REPORTS,
  RATP,
  MESSAGES,
  N_FEEDS,
};

static const struct
{
  const char *kind;
  const char *source;
} feeds[N_FEEDS] = {
  [BULK] = { "disruptions-bulk", "prim-disruptions" },
  [REPORTS] = { "navitia", "prim-reports" },
  [RATP] = { "ratp-traffic", "ratp-traffic" },
  [MESSAGES] = { "siri-gm", "prim-gm" },
};

typedef struct
{
  RltTestLine   *test_line;
  const RltLine *line;
  RltFeedAnswer  answers[N_FEEDS];
  gboolean       answered[N_FEEDS];
  RltSnapshot   *previous;           /* (owned) (nullable) */
  RltTime        now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->test_line = rlt_test_line_new (RLT_NETWORK_METRO, patterns);
  fixture->line = rlt_test_line_get_line (fixture->test_line);
  fixture->now = RLT_TEST_NOON;
  for (guint i = 0; i < N_FEEDS; i++)
    fixture->answers[i] = (RltFeedAnswer) {
      .records = rlt_records_new (feeds[i].kind, feeds[i].source),
      .source = feeds[i].source,
      .received_at = RLT_TEST_NOON,
      .complete = TRUE,
    };
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  for (guint i = 0; i < N_FEEDS; i++)
    rlt_records_unref (fixture->answers[i].records);
  g_clear_pointer (&fixture->previous, rlt_snapshot_unref);
  rlt_test_line_free (fixture->test_line);
}

static RltTrafficStatus *
fuse (Fixture *fixture)
{
  g_autoptr(GArray) answers = g_array_new (FALSE, FALSE, sizeof (RltFeedAnswer));
  RltObservations observations = { .line = fixture->line, .previous = fixture->previous };

  for (guint i = 0; i < N_FEEDS; i++)
    {
      if (fixture->answered[i])
        g_array_append_val (answers, fixture->answers[i]);
    }
  observations.answers = (const RltFeedAnswer *) (gpointer) answers->data;
  observations.n_answers = answers->len;

  return rlt_traffic_fuse (&observations, fixture->now);
}

static RltLevel
fuse_level (Fixture *fixture)
{
  g_autoptr(RltTrafficStatus) status = fuse (fixture);

  /* Whoever does not know says why. */
  g_assert_true ((status->level == RLT_LEVEL_UNKNOWN) == (status->note != NULL));
  return status->level;
}

static const char * const line_lists[][2] = { { "test:1", NULL }, { "test:10", NULL }, { NULL, NULL } };
static const char * const station_lists[][2] = { { "B", NULL }, { "Z", NULL }, { NULL, NULL } };

typedef enum
{
  OF_LINE,
  OF_OTHER_LINE,
  OF_STATION,
  OF_OTHER_STATION,
  OF_NOTHING,
} Object;

static RltDisruption *
add_disruption (Fixture     *fixture,
                guint        feed,
                const char  *id,
                Object       object,
                RltLevel     level,
                RltCategory  category)
{
  RltDisruption *disruption = rlt_records_add_disruption (fixture->answers[feed].records);

  fixture->answered[feed] = TRUE;
  fixture->answers[feed].records->n_records++;
  disruption->id = id;
  disruption->level = level;
  disruption->category = category;
  disruption->lines = line_lists[object == OF_LINE ? 0 : object == OF_OTHER_LINE ? 1 : 2];
  disruption->stations = station_lists[object == OF_STATION ? 0 : object == OF_OTHER_STATION ? 1 : 2];

  return disruption;
}

static RltTraffic *
add_traffic (Fixture  *fixture,
             RltLevel  level)
{
  RltTraffic *traffic = rlt_records_add_traffic (fixture->answers[RATP].records);

  fixture->answered[RATP] = TRUE;
  fixture->answers[RATP].records->n_records++;
  traffic->line = fixture->line;
  traffic->level = level;

  return traffic;
}

static void
set_period (RltDisruption *disruption,
            RltPeriod     *period,
            RltTime        from,
            RltTime        to)
{
  *period = (RltPeriod) { from, to };
  disruption->periods = period;
  disruption->n_periods = 1;
}

static void
test_scope (Fixture       *fixture,
            gconstpointer  unused)
{
  static const struct
  {
    Object      object;
    RltLevel    level;
    RltCategory category;
    RltLevel    expected;
  } cases[] = {
    { OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_DISTURBED },
    { OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_CLOSED },
    { OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS, RLT_LEVEL_WORKS },
    { OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS, RLT_LEVEL_CLOSED },
    /* An information is neither a disruption nor in the way of "normal". */
    { OF_LINE, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, RLT_LEVEL_NORMAL },
    /* What is grave to an unknown degree is. */
    { OF_LINE, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INCIDENT, RLT_LEVEL_UNKNOWN },
    /* No key is found within another one. */
    { OF_OTHER_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_NORMAL },
    { OF_STATION, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_NORMAL },
    { OF_OTHER_STATION, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_NORMAL },
    { OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_LIFT, RLT_LEVEL_NORMAL },
    { OF_STATION, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT, RLT_LEVEL_NORMAL },
    { OF_NOTHING, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, RLT_LEVEL_NORMAL },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_test_message ("case %u", i);
      add_disruption (fixture, BULK, "one", cases[i].object, cases[i].level, cases[i].category);
      g_assert_cmpint (fuse_level (fixture), ==, cases[i].expected);
      tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
    }
}

static void
test_evidence (Fixture       *fixture,
               gconstpointer  unused)
{
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);

  /* A whole list without the line, and what takes its worth away. */
  fixture->answered[BULK] = TRUE;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);
  fixture->answers[BULK].complete = FALSE;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  fixture->answers[BULK].complete = TRUE;
  for (RltAnswer answer = RLT_ANSWER_BLOCKED; answer <= RLT_ANSWER_ERROR; answer++)
    {
      fixture->answers[BULK].records->answer = answer;
      g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
    }
  fixture->answers[BULK].records->answer = RLT_ANSWER_OK;
  fixture->answers[BULK].records->n_records = 10;
  fixture->answers[BULK].records->n_rejected = 2;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  fixture->answers[BULK].records->n_rejected = 1;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);

  /* A list of one line says nothing of another. */
  fixture->answered[BULK] = FALSE;
  fixture->answered[REPORTS] = TRUE;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);
  fixture->answers[REPORTS].line = (const RltLine *) fixture;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  fixture->answered[REPORTS] = FALSE;

  /* Neither messages nor a network's traffic tell anything by silence. */
  fixture->answered[MESSAGES] = TRUE;
  fixture->answers[MESSAGES].line = fixture->line;
  fixture->answered[RATP] = TRUE;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  add_traffic (fixture, RLT_LEVEL_UNKNOWN);
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  add_traffic (fixture, RLT_LEVEL_NORMAL);
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);
}

static void
test_message_without_objects (Fixture       *fixture,
                              gconstpointer  unused)
{
  add_disruption (fixture, MESSAGES, "one", OF_NOTHING, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT);
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_UNKNOWN);
  fixture->answers[MESSAGES].line = fixture->line;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_DISTURBED);
}

static void
test_staleness (Fixture       *fixture,
                gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) fresh = NULL;
  g_autoptr(RltTrafficStatus) stale = NULL;
  g_autoptr(RltTrafficStatus) normal = NULL;

  add_disruption (fixture, BULK, "one", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT);
  fresh = fuse (fixture);
  g_assert_cmpint (fresh->level, ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (fresh->changes_at, ==, RLT_TEST_NOON + RLT_FRESHNESS_STALE_AFTER);

  /* Not known any more; what was known last stays, with its age, and its reason counts no more. */
  fixture->previous = rlt_snapshot_new (fixture->line);
  rlt_traffic_status_unref (fixture->previous->status);
  fixture->previous->status = rlt_traffic_status_ref (fresh);
  fixture->now = fresh->changes_at;
  stale = fuse (fixture);
  g_assert_cmpint (stale->level, ==, RLT_LEVEL_UNKNOWN);
  g_assert_cmpint (stale->last_level, ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (stale->observed_at, ==, RLT_TEST_NOON);
  g_assert_cmpuint (stale->n_reasons, ==, 1);
  g_assert_false (stale->reasons[0].counts);
  g_assert_cmpuint (stale->n_witnesses, ==, 0);

  /* Whoever says something now is heard. */
  add_traffic (fixture, RLT_LEVEL_NORMAL);
  fixture->answers[RATP].received_at = fixture->now;
  normal = fuse (fixture);
  g_assert_cmpint (normal->level, ==, RLT_LEVEL_NORMAL);
  g_assert_cmpint (normal->observed_at, ==, fixture->now);
}

static void
test_disagreement (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) status = NULL;

  add_traffic (fixture, RLT_LEVEL_NORMAL);
  add_disruption (fixture, BULK, "one", OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS);
  add_disruption (fixture, REPORTS, "two", OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT);
  status = fuse (fixture);

  g_assert_cmpint (status->level, ==, RLT_LEVEL_DISTURBED);
  g_assert_cmpuint (status->n_witnesses, ==, 3);
  g_assert_cmpstr (status->witnesses[0].source, ==, "prim-disruptions");
  g_assert_cmpint (status->witnesses[0].level, ==, RLT_LEVEL_WORKS);
  g_assert_cmpstr (status->witnesses[1].source, ==, "prim-reports");
  g_assert_cmpint (status->witnesses[1].level, ==, RLT_LEVEL_DISTURBED);
  g_assert_cmpint (status->witnesses[2].level, ==, RLT_LEVEL_NORMAL);
  g_assert_cmpuint (status->n_reasons, ==, 2);
  g_assert_cmpint (status->reasons[0].category, ==, RLT_CATEGORY_INCIDENT);
  g_assert_cmpint (status->reasons[1].category, ==, RLT_CATEGORY_WORKS);
}

/* What nobody says the time of closes no line, is listed, and keeps the list from saying "normal". */
static void
test_unknown_time (Fixture       *fixture,
                   gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) status = NULL;

  add_disruption (fixture, BULK, "when", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT)->told = RLT_TENSE_UNKNOWN;
  status = fuse (fixture);

  g_assert_cmpint (status->level, ==, RLT_LEVEL_UNKNOWN);
  g_assert_cmpuint (status->n_reasons, ==, 1);
  g_assert_cmpint (status->reasons[0].tense, ==, RLT_TENSE_UNKNOWN);
  g_assert_false (status->reasons[0].counts);

  add_traffic (fixture, RLT_LEVEL_NORMAL);
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);
}

static void
test_tenses (Fixture       *fixture,
             gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) status = NULL;
  RltPeriod past, now, soon, later;

  set_period (add_disruption (fixture, BULK, "past", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT), &past,
              RLT_TEST_TIME (-7200), RLT_TEST_TIME (-60));
  set_period (add_disruption (fixture, BULK, "later", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS), &later,
              RLT_TEST_TIME (7200), RLT_TEST_TIME (9000));
  set_period (add_disruption (fixture, BULK, "soon", OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS), &soon,
              RLT_TEST_TIME (300), RLT_TEST_TIME (9000));
  set_period (add_disruption (fixture, BULK, "now", OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS), &now,
              RLT_TEST_TIME (-60), RLT_TEST_TIME (60));
  status = fuse (fixture);

  g_assert_cmpint (status->level, ==, RLT_LEVEL_WORKS);
  g_assert_cmpuint (status->n_reasons, ==, 4);
  g_assert_cmpstr (status->reasons[0].id, ==, "now");
  g_assert_true (status->reasons[0].counts);
  g_assert_cmpstr (status->reasons[1].id, ==, "soon");
  g_assert_cmpint (status->reasons[1].tense, ==, RLT_TENSE_COMING);
  g_assert_cmpstr (status->reasons[2].id, ==, "later");
  g_assert_cmpstr (status->reasons[3].id, ==, "past");
  g_assert_cmpint (status->reasons[3].tense, ==, RLT_TENSE_PAST);
  g_assert_false (status->reasons[3].counts);
  /* It ends before the answer is out of date. */
  g_assert_cmpint (status->changes_at, ==, RLT_TEST_TIME (60));

  fixture->now = status->changes_at;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_NORMAL);
}

static void
test_merging (Fixture       *fixture,
              gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) status = NULL;
  RltDisruption *bulk, *report, *other;
  RltTraffic *traffic;
  RltPeriod period = { RLT_TEST_TIME (-600), RLT_TEST_TIME (3600) };
  RltPeriod other_period = { RLT_TEST_TIME (-90000), RLT_TEST_TIME (-86400) };

  bulk = add_disruption (fixture, BULK, "11", OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT);
  bulk->title = "Ligne 1 : incident voyageur à B";
  bulk->message = "Trafic perturbé.";
  bulk->periods = &period;
  bulk->n_periods = 1;
  /* The same by its id, and with more to say. */
  report = add_disruption (fixture, REPORTS, "11", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT);
  report->message = "Trafic perturbé en raison d’un incident voyageur.";
  /* The same by its words. */
  traffic = add_traffic (fixture, RLT_LEVEL_DISTURBED);
  traffic->title = "Incident voyageur à B (ligne 1)";
  /* The same words of another day, and of the same feed. */
  other = add_disruption (fixture, MESSAGES, "12", OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT);
  other->title = bulk->title;
  other->periods = &other_period;
  other->n_periods = 1;
  add_disruption (fixture, BULK, "13", OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT)->title = bulk->title;

  status = fuse (fixture);
  g_assert_cmpint (status->level, ==, RLT_LEVEL_CLOSED);
  g_assert_cmpuint (status->n_reasons, ==, 3);
  g_assert_cmpstr (status->reasons[0].id, ==, "11");
  g_assert_cmpint (status->reasons[0].level, ==, RLT_LEVEL_CLOSED);
  g_assert_cmpstr (status->reasons[0].title, ==, bulk->title);
  g_assert_cmpstr (status->reasons[0].message, ==, report->message);
  g_assert_cmpuint (g_strv_length ((char **) status->reasons[0].sources), ==, 3);
  g_assert_cmpstr (status->reasons[0].sources[0], ==, "prim-disruptions");
  g_assert_cmpstr (status->reasons[0].sources[2], ==, "ratp-traffic");
  g_assert_cmpuint (status->reasons[0].n_periods, ==, 1);
  g_assert_cmpstr (status->reasons[1].id, ==, "13");
  g_assert_cmpstr (status->reasons[2].id, ==, "12");
}

static void
test_stations (Fixture       *fixture,
               gconstpointer  unused)
{
  g_autoptr(RltTrafficStatus) status = NULL;
  g_autoptr(GPtrArray) at_b = g_ptr_array_new ();
  g_autoptr(GPtrArray) at_c = g_ptr_array_new ();
  static const char * const a_and_b[] = { "A", "B", NULL };

  add_disruption (fixture, BULK, "lift", OF_STATION, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT);
  add_disruption (fixture, BULK, "section", OF_LINE, RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT)->stations = a_and_b;
  add_disruption (fixture, BULK, "elsewhere", OF_OTHER_STATION, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT);
  status = fuse (fixture);

  g_assert_cmpuint (status->n_reasons, ==, 1);
  g_assert_cmpuint (status->n_station_reasons, ==, 1);
  g_assert_false (status->station_reasons[0].counts);
  rlt_traffic_status_list_station (status, rlt_test_line_get_station (fixture->test_line, "B"), at_b);
  g_assert_cmpuint (at_b->len, ==, 2);
  g_assert_cmpstr (((const RltTrafficReason *) g_ptr_array_index (at_b, 0))->id, ==, "lift");
  g_assert_cmpstr (((const RltTrafficReason *) g_ptr_array_index (at_b, 1))->id, ==, "section");
  rlt_traffic_status_list_station (status, rlt_test_line_get_station (fixture->test_line, "C"), at_c);
  g_assert_cmpuint (at_c->len, ==, 0);
}

static RltTime
paris (const char *text)
{
  RltTime time;

  g_assert_true (rlt_time_parse_paris (text, strlen (text), &time));
  return time;
}

/* The level at an instant, told a moment before. */
static RltLevel
level_at (Fixture *fixture,
          RltTime  now)
{
  fixture->now = now;
  fixture->answers[BULK].received_at = now - RLT_SECOND;
  return fuse_level (fixture);
}

static void
test_closed_part (Fixture       *fixture,
                  gconstpointer  unused)
{
  static const char * const part[] = { "A", "B", NULL }, * const whole[] = { "A", "C", NULL };
  static const char * const other[] = { "Y", "Z", NULL };
  RltDisruption *closed = add_disruption (fixture, BULK, "one", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS);

  closed->stations = part;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_WORKS);
  closed->category = RLT_CATEGORY_INCIDENT;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_DISTURBED);
  closed->stations = whole;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_CLOSED);
  closed->stations = other;
  g_assert_cmpint (fuse_level (fixture), ==, RLT_LEVEL_CLOSED);
}

static void
test_nights (Fixture       *fixture,
             gconstpointer  unused)
{
  RltPeriod umbrella, day;
  RltDisruption *works = add_disruption (fixture, BULK, "works", OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS);

  set_period (works, &umbrella, paris ("20260301T000000"), paris ("20260430T235959"));
  works->nights_from = 22 * 60 + 30;
  g_assert_cmpint (level_at (fixture, paris ("20260310T120000")), ==, RLT_LEVEL_NORMAL);
  g_assert_cmpint (level_at (fixture, paris ("20260310T223000")), ==, RLT_LEVEL_WORKS);
  /* After midnight it is still the night before. */
  g_assert_cmpint (level_at (fixture, paris ("20260311T013000")), ==, RLT_LEVEL_WORKS);
  g_assert_cmpint (level_at (fixture, paris ("20260311T040000")), ==, RLT_LEVEL_NORMAL);
  g_assert_cmpint (level_at (fixture, paris ("20260501T013000")), ==, RLT_LEVEL_WORKS);
  g_assert_cmpint (level_at (fixture, paris ("20260501T230000")), ==, RLT_LEVEL_NORMAL);

  /* One day, until its last train. */
  works->nights_from = RLT_ALL_DAY;
  set_period (works, &day, paris ("20260310T000000"), paris ("20260310T235959"));
  g_assert_cmpint (level_at (fixture, paris ("20260310T013000")), ==, RLT_LEVEL_NORMAL);
  g_assert_cmpint (level_at (fixture, paris ("20260311T013000")), ==, RLT_LEVEL_WORKS);
  g_assert_cmpint (level_at (fixture, paris ("20260311T040000")), ==, RLT_LEVEL_NORMAL);
}

/* 02:30 comes twice in October: in summer time and in winter time, an hour apart; in March never. */
static void
test_clock_changes (Fixture       *fixture,
                    gconstpointer  unused)
{
  const RltTime first = paris ("2026-10-25T02:30:00+02:00"), second = paris ("2026-10-25T02:30:00+01:00");
  RltPeriod period;
  RltDisruption *disruption = add_disruption (fixture, BULK, "night", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT);

  g_assert_cmpint (second - first, ==, RLT_HOUR);
  set_period (disruption, &period, paris ("20261024T230000"), paris ("20261025T051500"));
  g_assert_cmpint (level_at (fixture, first), ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (level_at (fixture, second), ==, RLT_LEVEL_CLOSED);
  /* Without a zone the first is meant. */
  set_period (disruption, &period, paris ("20261024T230000"), paris ("20261025T023000"));
  g_assert_cmpint (level_at (fixture, first - RLT_SECOND), ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (level_at (fixture, second - RLT_SECOND), ==, RLT_LEVEL_NORMAL);

  set_period (disruption, &period, paris ("20260328T230000"), paris ("20260329T023000"));
  g_assert_cmpint (level_at (fixture, paris ("2026-03-29T01:59:59+01:00")), ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (level_at (fixture, paris ("2026-03-29T04:00:00+02:00")), ==, RLT_LEVEL_NORMAL);

  disruption->nights_from = 22 * 60;
  set_period (disruption, &period, paris ("20261001T000000"), paris ("20261031T235959"));
  g_assert_cmpint (level_at (fixture, first), ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (level_at (fixture, second), ==, RLT_LEVEL_CLOSED);
  g_assert_cmpint (level_at (fixture, paris ("20261025T040000")), ==, RLT_LEVEL_NORMAL);
}

/* Nothing changes before the instant at which a status says that it may. */
static void
test_changes_are_foretold (Fixture       *fixture,
                           gconstpointer  unused)
{
  RltPeriod umbrella, hours;
  RltDisruption *works = add_disruption (fixture, BULK, "works", OF_LINE, RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS);
  RltDisruption *closed = add_disruption (fixture, BULK, "closed", OF_LINE, RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT);
  const RltTime begin = paris ("20261024T120000"), end = paris ("20261027T120000");
  RltTime changes_at = begin;
  RltLevel level = RLT_LEVEL_UNKNOWN;
  guint n_changes = 0;

  set_period (works, &umbrella, paris ("20261001T000000"), paris ("20261026T235959"));
  works->nights_from = 23 * 60;
  set_period (closed, &hours, paris ("20261025T013000"), paris ("20261025T063000"));
  for (RltTime now = begin; now < end; now += 10 * RLT_MINUTE)
    {
      g_autoptr(RltTrafficStatus) status = NULL;

      fixture->now = now;
      fixture->answers[BULK].received_at = end;
      status = fuse (fixture);
      g_assert_true (!RLT_TIME_IS_SET (status->changes_at) || status->changes_at > now);
      if (status->level != level)
        {
          g_assert_cmpint (now, >=, changes_at);
          n_changes++;
        }
      level = status->level;
      changes_at = status->changes_at;
    }
  /* Normal, works, closed, normal; works of two more nights, and normal after each. */
  g_assert_cmpuint (n_changes, ==, 8);
}

/* Whatever is told, and in whatever order: never normal without somebody who says so, never better
 * than the worst that is told. */
static void
test_any_mixture (Fixture       *fixture,
                  gconstpointer  unused)
{
  for (guint round = 0; round < 400; round++)
    {
      RltLevel worst = RLT_LEVEL_UNKNOWN;
      gboolean has_fresh_list = FALSE;

      for (guint feed = BULK; feed <= REPORTS; feed++)
        {
          RltFeedAnswer *answer = &fixture->answers[feed];
          const gboolean is_fresh = g_test_rand_int_range (0, 3) > 0;
          const guint n = g_test_rand_int_range (0, 4);

          fixture->answered[feed] = g_test_rand_int_range (0, 3) > 0;
          answer->complete = g_test_rand_int_range (0, 2);
          answer->received_at = is_fresh ? RLT_TEST_TIME (-599) : RLT_TEST_TIME (-600);
          has_fresh_list |= fixture->answered[feed] && is_fresh && answer->complete;
          for (guint i = 0; fixture->answered[feed] && i < n; i++)
            {
              const Object object = g_test_rand_int_range (OF_LINE, OF_NOTHING + 1);
              const RltLevel level = g_test_rand_int_range (RLT_LEVEL_WORKS, RLT_LEVEL_CLOSED + 1);
              const RltCategory category = g_test_rand_int_range (RLT_CATEGORY_INCIDENT, RLT_CATEGORY_LIFT + 1);

              add_disruption (fixture, feed, feed == BULK ? "a" : "b", object, level, category);
              if (is_fresh && object == OF_LINE && category != RLT_CATEGORY_LIFT)
                worst = MAX (worst, level);
            }
        }

      g_assert_cmpint (fuse_level (fixture), ==,
                       worst != RLT_LEVEL_UNKNOWN ? worst : has_fresh_list ? RLT_LEVEL_NORMAL : RLT_LEVEL_UNKNOWN);
      tear_down (fixture, NULL);
      memset (fixture, 0, sizeof *fixture);
      set_up (fixture, NULL);
    }
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/traffic/scope", test_scope);
  ADD ("/traffic/evidence", test_evidence);
  ADD ("/traffic/message-without-objects", test_message_without_objects);
  ADD ("/traffic/staleness", test_staleness);
  ADD ("/traffic/disagreement", test_disagreement);
  ADD ("/traffic/tenses", test_tenses);
  ADD ("/traffic/unknown-time", test_unknown_time);
  ADD ("/traffic/merging", test_merging);
  ADD ("/traffic/stations", test_stations);
  ADD ("/traffic/closed-part", test_closed_part);
  ADD ("/traffic/nights", test_nights);
  ADD ("/traffic/clock-changes", test_clock_changes);
  ADD ("/traffic/changes-are-foretold", test_changes_are_foretold);
  ADD ("/traffic/any-mixture", test_any_mixture);

  return g_test_run ();
}
