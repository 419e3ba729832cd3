/* test-simulator.c: the ground truth: the same for the same seed, physically possible, of the right
 * size.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>

#include "rlt-geometry.h"
#include "rlt-sim-protobuf.h"
#include "rlt-sim-world.h"
#include "rlt-test-world.h"

typedef struct
{
  RltCatalogue *catalogue;
  RltSimWorld  *world;
  RltTime       now;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  fixture->world = rlt_test_world_new (&fixture->catalogue, &fixture->now);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_world_free (fixture->world);
  rlt_catalogue_unref (fixture->catalogue);
}

static guint
count_trains (RltSimWorld *world,
              RltTime      now)
{
  guint n = 0;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (world, i, now);

      for (guint t = 0; t < day->n_trips; t++)
        n += rlt_sim_trip_is_running (&day->trips[t], rlt_sim_day_get_time (day, now));
    }

  return n;
}

static const RltSimDay *
get_day (Fixture    *fixture,
         const char *key)
{
  const RltLine *line = rlt_catalogue_find_line (fixture->catalogue, key);

  g_assert_nonnull (line);
  return rlt_sim_world_get_day (fixture->world, line->index, fixture->now);
}

static void
assert_same_day (const RltSimDay *a,
                 const RltSimDay *b)
{
  g_assert_cmpuint (a->n_trips, ==, b->n_trips);
  for (guint i = 0; i < a->n_trips; i++)
    {
      const RltSimTrip *x = &a->trips[i];
      const RltSimTrip *y = &b->trips[i];

      g_assert_cmpint (x->departure, ==, y->departure);
      g_assert_cmpint (x->ends, ==, y->ends);
      g_assert_cmpuint (x->vehicle, ==, y->vehicle);
      g_assert_cmpint (x->cancelled, ==, y->cancelled);
      g_assert_true (x->plan->pattern == y->plan->pattern);
    }
}

static void
test_seed (Fixture       *fixture,
           gconstpointer  unused)
{
  g_autoptr(RltSimWorld) same = rlt_sim_world_new (fixture->catalogue, 1);
  g_autoptr(RltSimWorld) other = rlt_sim_world_new (fixture->catalogue, 2);
  guint n_equal = 0;
  guint n_lines = rlt_sim_world_get_n_lines (fixture->world);

  g_assert_cmpuint (n_lines, ==, 46);
  /* What was asked before does not matter. */
  g_assert_cmpuint (count_trains (same, fixture->now + 30 * RLT_HOUR), >, 0);
  for (guint i = 0; i < n_lines; i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      const RltSimDay *other_day = rlt_sim_world_get_day (other, i, fixture->now);

      assert_same_day (day, rlt_sim_world_get_day (same, i, fixture->now));
      n_equal += day->trips[0].departure == other_day->trips[0].departure;
    }
  g_assert_cmpuint (n_equal, <, n_lines / 2);
}

static void
test_hours (Fixture       *fixture,
            gconstpointer  unused)
{
  RltSimWorld *world = fixture->world;
  guint peak = count_trains (world, fixture->now);
  guint evening = count_trains (world, rlt_test_time ("2026-11-23T17:45:00+01:00"));
  guint noon = count_trains (world, rlt_test_time ("2026-11-23T12:30:00+01:00"));
  guint sunday = count_trains (world, rlt_test_time ("2026-11-22T12:30:00+01:00"));

  g_test_message ("%u trains at the morning's peak, %u at the evening's, %u at noon, %u on a Sunday", peak,
                  evening, noon, sunday);
  g_assert_cmpuint (peak, >=, 1400);
  g_assert_cmpuint (peak, <=, 1700);
  g_assert_cmpuint (evening, >=, 1400);
  g_assert_cmpuint (evening, <=, 1700);
  g_assert_cmpuint (noon, <, peak * 3 / 4);
  g_assert_cmpuint (noon, >, peak / 3);
  g_assert_cmpuint (sunday, <, noon);
  g_assert_cmpuint (count_trains (world, rlt_test_time ("2026-11-24T03:00:00+01:00")), ==, 0);
  /* The night after a Saturday is longer than that after a Monday. */
  g_assert_cmpuint (count_trains (world, rlt_test_time ("2026-11-29T01:50:00+01:00")), >,
                    count_trains (world, rlt_test_time ("2026-11-24T01:50:00+01:00")));
}

/* Trains run on the two nights when the clock changes, and all through the year's shortest day. */
static void
test_clock_changes (Fixture       *fixture,
                    gconstpointer  unused)
{
  static const char * const noons[] = { "2026-10-25T12:00:00+01:00", "2027-03-28T12:00:00+02:00" };

  for (guint i = 0; i < G_N_ELEMENTS (noons); i++)
    {
      RltTime noon = rlt_test_time (noons[i]);

      g_assert_cmpuint (count_trains (fixture->world, noon), >, 300);
      for (int hour = -12; hour < 12; hour++)
        g_assert_cmpuint (count_trains (fixture->world, noon + hour * RLT_HOUR), <, 2000);
    }
}

static void
test_every_stop (Fixture       *fixture,
                 gconstpointer  unused)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      const RltLine *line = day->line->line;
      g_autofree guint *visits = g_new0 (guint, line->n_stops);

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltPattern *pattern = day->trips[t].plan->pattern;

          for (guint call = 0; call < pattern->n_stops; call++)
            visits[pattern->stops[call]->index]++;
        }
      for (guint s = 0; s < line->n_stops; s++)
        {
          if (visits[s] < 8)
            g_error ("%s is served %u times at %s", line->key, visits[s], line->stops[s].station->name);
        }
    }
}

static int
compare_times (gconstpointer a,
               gconstpointer b)
{
  return *(const RltSimTime *) a - *(const RltSimTime *) b;
}

/* Seconds between planned trains at a station, around the peak: the median. */
static double
get_headway (Fixture    *fixture,
             const char *key,
             const char *name,
             guint       direction)
{
  const RltSimDay *day = get_day (fixture, key);
  const RltStation *station = rlt_catalogue_find_station_on (fixture->catalogue, day->line->line, name);
  const RltStop *stop = rlt_line_find_stop (day->line->line, station);
  RltSimTime now = rlt_sim_day_get_time (day, fixture->now);
  g_autoptr(GArray) times = g_array_new (FALSE, FALSE, sizeof (RltSimTime));

  g_assert_nonnull (stop);
  for (guint t = 0; t < day->n_trips; t++)
    {
      const RltSimTrip *trip = &day->trips[t];
      guint call = trip->plan->calls[stop->index];
      RltSimTime time;

      if (trip->plan->pattern->direction != direction || call == RLT_SIM_NO_CALL)
        continue;
      time = rlt_sim_trip_get_aimed_arrival (trip, call);
      if (ABS (time - now) < 20 * 60 * 1000)
        g_array_append_val (times, time);
    }

  g_assert_cmpuint (times->len, >, 2);
  g_array_sort (times, compare_times);
  for (guint i = 0; i + 1 < times->len; i++)
    g_array_index (times, RltSimTime, i) =
      g_array_index (times, RltSimTime, i + 1) - g_array_index (times, RltSimTime, i);
  g_array_set_size (times, times->len - 1);
  g_array_sort (times, compare_times);

  return g_array_index (times, RltSimTime, times->len / 2) / 1000.0;
}

static void
test_headways (Fixture       *fixture,
               gconstpointer  unused)
{
  for (guint direction = 0; direction < 2; direction++)
    {
      double trunk = get_headway (fixture, "rer:A", "Châtelet - Les Halles", direction);
      double branch = get_headway (fixture, "rer:A", "Sucy - Bonneuil", direction);

      g_assert_cmpfloat_with_epsilon (get_headway (fixture, "metro:14", "Châtelet", direction), 85, 1);
      g_assert_cmpfloat (trunk, >=, 119);
      g_assert_cmpfloat (trunk, <=, 181);
      g_assert_cmpfloat_with_epsilon (branch, 2 * trunk, 2);
      g_assert_cmpfloat (get_headway (fixture, "tram:T3a", "Porte d'Orléans", direction), <=, 8 * 60);
      g_assert_cmpfloat (get_headway (fixture, "cable:C1", "Valenton", direction), <=, 60);
    }
}

static RltSimTime
get_first_departure (const RltSimTrip *trip)
{
  return rlt_sim_trip_get_departure (trip, trip->first);
}

static int
compare_runs (gconstpointer a,
              gconstpointer b)
{
  const RltSimTrip *x = *(const RltSimTrip * const *) a;
  const RltSimTrip *y = *(const RltSimTrip * const *) b;

  if (x->plan != y->plan)
    return x->plan < y->plan ? -1 : 1;

  return get_first_departure (x) - get_first_departure (y);
}

/* Who left first is never behind, from stop to stop and between them. */
static void
assert_in_order (const RltSimTrip *before,
                 const RltSimTrip *after)
{
  guint last = MIN (before->last, after->last);

  for (guint call = before->first; call < last; call++)
    {
      if (rlt_sim_trip_get_departure (before, call) >= rlt_sim_trip_get_departure (after, call))
        g_error ("%s: a train overtakes at call %u", before->plan->pattern->line->key, call);
      if (rlt_sim_trip_get_arrival (before, call + 1) >= rlt_sim_trip_get_arrival (after, call + 1))
        g_error ("%s: a train overtakes before call %u", before->plan->pattern->line->key, call + 1);
    }
}

static void
test_order (Fixture       *fixture,
            gconstpointer  unused)
{
  guint n_pairs = 0;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      g_autoptr(GPtrArray) runs = g_ptr_array_new ();

      for (guint t = 0; t < day->n_trips; t++)
        {
          /* One that begins half way did not follow anyone before. */
          if (!day->trips[t].cancelled && day->trips[t].first == 0)
            g_ptr_array_add (runs, &day->trips[t]);
        }
      g_ptr_array_sort (runs, compare_runs);
      for (guint r = 1; r < runs->len; r++)
        {
          const RltSimTrip *before = runs->pdata[r - 1];
          const RltSimTrip *after = runs->pdata[r];

          if (before->plan != after->plan)
            continue;
          assert_in_order (before, after);
          n_pairs++;
        }
    }
  g_assert_cmpuint (n_pairs, >, 20000);
}

/* On every track, whatever the pattern: trains leave it in the order in which they entered it. */
typedef struct
{
  guint      track;
  RltSimTime entered;
  RltSimTime left;
} Passage;

static int
compare_passages (gconstpointer a,
                  gconstpointer b)
{
  const Passage *x = a;
  const Passage *y = b;

  return x->track != y->track ? (x->track < y->track ? -1 : 1) : x->entered - y->entered;
}

static void
add_passages (const RltSimTrip *trip,
              GArray           *passages)
{
  for (guint call = trip->first; call < trip->last; call++)
    {
      Passage passage = {
        trip->plan->tracks[call],
        rlt_sim_trip_get_departure (trip, call),
        rlt_sim_trip_get_arrival (trip, call + 1),
      };

      g_array_append_val (passages, passage);
    }
}

static void
test_tracks (Fixture       *fixture,
             gconstpointer  unused)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      g_autoptr(GArray) passages = g_array_new (FALSE, FALSE, sizeof (Passage));

      for (guint t = 0; t < day->n_trips; t++)
        {
          if (!day->trips[t].cancelled)
            add_passages (&day->trips[t], passages);
        }
      g_array_sort (passages, compare_passages);
      for (guint p = 1; p < passages->len; p++)
        {
          const Passage *before = &g_array_index (passages, Passage, p - 1);
          const Passage *after = &g_array_index (passages, Passage, p);

          if (before->track != after->track)
            continue;
          g_assert_cmpint (after->entered - before->entered, >=, day->line->stock->spacing);
          g_assert_cmpint (after->left, >, before->left);
        }
    }
}

/* Forwards only, never faster than the stock allows, never away from the line. */
static void
test_movement (Fixture       *fixture,
               gconstpointer  unused)
{
  const int step = 5000;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      RltSimTime begin = rlt_sim_day_get_time (day, fixture->now);
      double most = day->line->stock->top_speed * 1.05 * step / 1000.0;

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltSimTrip *trip = &day->trips[t];
          double before = -1.0;

          for (RltSimTime time = begin; time < begin + 15 * 60 * 1000; time += step)
            {
              RltSimPlace place;

              if (!rlt_sim_trip_is_running (trip, time))
                continue;
              rlt_sim_trip_locate (trip, time, &place);
              g_assert_cmpfloat (place.distance, >=, trip->plan->pattern->distances[place.from]);
              g_assert_cmpfloat (place.distance, <=, trip->plan->pattern->distances[place.to]);
              if (before >= 0.0)
                {
                  g_assert_cmpfloat (place.distance, >=, before);
                  g_assert_cmpfloat (place.distance - before, <=, most);
                }
              before = place.distance;
            }
        }
    }
}

static void
test_geometry (Fixture       *fixture,
               gconstpointer  unused)
{
  guint n = 0;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltPattern *pattern = day->trips[t].plan->pattern;
          RltSimTime time = rlt_sim_day_get_time (day, fixture->now);
          RltPosition position;
          RltSimPlace place;
          double offset;

          if (!rlt_sim_trip_is_running (&day->trips[t], time))
            continue;
          rlt_sim_trip_locate (&day->trips[t], time, &place);
          rlt_pattern_locate (pattern, place.distance, &position);
          rlt_pattern_project (pattern, position.latitude, position.longitude, &offset);
          g_assert_cmpfloat (offset, <, 1.0);
          g_assert_true (pattern->line == day->line->line);
          n++;
        }
    }
  g_assert_cmpuint (n, ==, count_trains (fixture->world, fixture->now));
}

/* The train that leaves a terminus is the one that arrived there. */
static void
assert_turns (const RltSimDay  *day,
              const RltSimTrip *trip)
{
  const RltSimTrip *previous = &day->trips[trip->previous];
  RltSimTime arrival = rlt_sim_trip_get_arrival (previous, previous->last);

  g_assert_false (previous->cancelled);
  g_assert_cmpuint (previous->vehicle, ==, trip->vehicle);
  g_assert_cmpint (previous->next, ==, trip - day->trips);
  g_assert_true (previous->plan->pattern->stops[previous->last] == trip->plan->pattern->stops[trip->first]);
  g_assert_cmpint (trip->appears, ==, previous->ends);
  g_assert_cmpint (get_first_departure (trip) - arrival, >=, day->line->stock->turn);
  g_assert_cmpint (trip->appears, <, get_first_departure (trip));
}

static void
test_turns (Fixture       *fixture,
            gconstpointer  unused)
{
  guint n_turns = 0;
  guint n_trips = 0;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);
      g_autofree gboolean *seen = g_new0 (gboolean, day->n_vehicles + 1);
      RltSimTime time = rlt_sim_day_get_time (day, fixture->now);

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltSimTrip *trip = &day->trips[t];

          if (trip->cancelled)
            continue;
          n_trips++;
          if (trip->previous != RLT_SIM_NO_TRIP)
            {
              assert_turns (day, trip);
              n_turns++;
            }
          if (rlt_sim_trip_is_running (trip, time))
            {
              g_assert_false (seen[trip->vehicle]);
              seen[trip->vehicle] = TRUE;
            }
        }
    }
  g_assert_cmpuint (n_turns, >, n_trips * 3 / 4);
}

/* Held, held up by those before them, cancelled, turned short: all of it happens, none of it to all. */
static void
test_disturbances (Fixture       *fixture,
                   gconstpointer  unused)
{
  guint n_trips = 0, n_held = 0, n_held_up = 0, n_cancelled = 0, n_short = 0;

  for (guint i = 0; i < rlt_sim_world_get_n_lines (fixture->world); i++)
    {
      const RltSimDay *day = rlt_sim_world_get_day (fixture->world, i, fixture->now);

      for (guint t = 0; t < day->n_trips; t++)
        {
          const RltSimTrip *trip = &day->trips[t];

          n_trips++;
          n_cancelled += trip->cancelled;
          n_held += trip->hold > 0;
          n_held_up += trip->hold == 0 && trip->delays != NULL;
          if (trip->hold > 0)
            {
              g_assert_cmpint (trip->hold, >=, 2 * 60 * 1000);
              g_assert_cmpint (trip->hold, <=, 15 * 60 * 1000);
            }
          if (trip->last + 1u < trip->plan->pattern->n_stops)
            {
              /* Where a section is closed in the evening, the last ones go to the depot. */
              if (trip->next != RLT_SIM_NO_TRIP)
                g_assert_cmpuint (day->trips[trip->next].first, >, 0);
              n_short++;
            }
        }
    }
  g_test_message ("%u trips: %u held, %u held up, %u cancelled, %u turned short", n_trips, n_held, n_held_up,
                  n_cancelled, n_short);
  g_assert_cmpuint (n_held, >, 100);
  g_assert_cmpuint (n_held_up, >, n_held);
  g_assert_cmpuint (n_cancelled, >, 50);
  g_assert_cmpuint (n_short, >, 10);
  g_assert_cmpuint (n_held + n_held_up + n_cancelled, <, n_trips / 4);
}

static void
test_protobuf (void)
{
  static const guint8 expected[] = {
    0x08, 0x96, 0x01,                                                       /* 1: 150 */
    0x12, 0x07, 't', 'e', 's', 't', 'i', 'n', 'g',                          /* 2: "testing" */
    0x1a, 0x03, 0x08, 0x96, 0x01,                                           /* 3: { 1: 150 } */
    0x20, 0xfe, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01,       /* 4: -2 */
    0x2d, 0x00, 0x00, 0x80, 0x3f,                                           /* 5: 1.0f */
    0x31, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0xf0, 0xbf,                   /* 6: -1.0 */
  };
  g_autoptr(RltSimProtobuf) message = rlt_sim_protobuf_new ();
  g_autofree char *bytes = NULL;
  gsize length, mark;

  rlt_sim_protobuf_put_int (message, 1, 150);
  rlt_sim_protobuf_put_string (message, 2, "testing");
  mark = rlt_sim_protobuf_begin (message, 3);
  rlt_sim_protobuf_put_int (message, 1, 150);
  rlt_sim_protobuf_end (message, mark);
  rlt_sim_protobuf_put_int (message, 4, -2);
  rlt_sim_protobuf_put_float (message, 5, 1.0f);
  rlt_sim_protobuf_put_double (message, 6, -1.0);
  bytes = rlt_sim_protobuf_finish (message, &length);
  g_assert_cmpmem (bytes, length, expected, sizeof expected);
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator/seed", test_seed);
  ADD ("/simulator/hours", test_hours);
  ADD ("/simulator/clock-changes", test_clock_changes);
  ADD ("/simulator/every-stop", test_every_stop);
  ADD ("/simulator/headways", test_headways);
  ADD ("/simulator/order", test_order);
  ADD ("/simulator/tracks", test_tracks);
  ADD ("/simulator/movement", test_movement);
  ADD ("/simulator/geometry", test_geometry);
  ADD ("/simulator/turns", test_turns);
  ADD ("/simulator/disturbances", test_disturbances);
#undef ADD
  g_test_add_func ("/simulator/protobuf", test_protobuf);

  return g_test_run ();
}
