/* test-simulator-disruptions.c: what the simulator's upstreams tell of disruptions is what really is out of
 * order, and our decoders read it without loss.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-sim-api.h"
#include "rlt-sim-ratp-traffic.h"
#include "rlt-sim-traffic.h"

/* A working morning; the night of works; a Sunday; after midnight, when it is still Sunday for riders; the
 * night when the clocks go back. */
static const char * const instants[] = {
  "2026-11-23T08:30:00+01:00", "2026-11-24T23:40:00+01:00", "2026-11-29T14:00:00+01:00",
  "2026-11-30T01:10:00+01:00", "2026-10-25T02:30:00+01:00",
};

typedef struct
{
  RltCatalogue *catalogue;
  RltSimApi    *api;
} Fixture;

static RltTime
parse (const char *text)
{
  RltTime time = RLT_TIME_NONE;

  g_assert_true (rlt_time_parse (text, strlen (text), &time));
  return time;
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->api = rlt_sim_api_new (fixture->catalogue, 1);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_sim_api_free (fixture->api);
  rlt_catalogue_unref (fixture->catalogue);
}

static RltRecords *
ask (Fixture    *fixture,
     const char *kind,
     const char *path,
     const char *name,
     const char *value,
     guint       shape,
     RltTime     now)
{
  RltDecodeContext context = { .catalogue = fixture->catalogue, .source = "simulator", .now = now };
  g_autoptr(GHashTable) query = g_hash_table_new (g_str_hash, g_str_equal);
  RltSimRequest request = {
    .path = path, .query = query, .has_key = TRUE, .cookies = "__cf_bm=simulated", .shape = shape,
  };
  g_auto(RltSimAnswer) answer = { 0 };
  RltRecords *records;

  if (name != NULL)
    g_hash_table_insert (query, (gpointer) name, (gpointer) value);
  rlt_sim_api_answer (fixture->api, &request, now, &answer);
  g_assert_cmpuint (answer.status, ==, 200);
  records = rlt_decode_find (kind) (&context, answer.body, answer.length);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_true (records->answer == RLT_ANSWER_OK || records->answer == RLT_ANSWER_EMPTY);

  return records;
}

static const RltSimDisruption *
find_truth (const RltSimTraffic *traffic,
            const char          *id)
{
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (g_str_equal (disruption->id, id))
        return disruption;
    }

  g_test_message ("no disruption %s", id);
  g_test_fail ();
  return NULL;
}

static void
assert_same (const RltDisruption    *told,
             const RltSimDisruption *truth,
             RltTime                 now)
{
  gboolean is_lift = truth->kind == RLT_SIM_DISRUPTION_LIFT;

  g_assert_cmpint (rlt_disruption_applies_at (told, now), ==, rlt_sim_disruption_applies_at (truth, now));
  g_assert_cmpint (told->category == RLT_CATEGORY_LIFT, ==, is_lift);
  g_assert_cmpint (told->updated_at, ==, truth->updated_at);
  g_assert_cmpint (told->nights_from, ==, truth->nights_from);
  g_assert_cmpstr (told->title, ==, truth->title);
  g_assert_cmpint (told->level == RLT_LEVEL_UNKNOWN, ==,
                   rlt_sim_disruption_get_level (truth) == RLT_LEVEL_NORMAL);
  if (is_lift)
    g_assert_cmpstr (told->stations[0], ==, truth->station->name);
  else
    g_assert_cmpstr (told->lines[0], ==, truth->line->key);
}

/* Every kind turns up somewhere in the instants, and every phase. */
static void
test_bulk (Fixture       *fixture,
           gconstpointer  unused)
{
  guint seen[RLT_SIM_N_DISRUPTIONS] = { 0 }, phases[3] = { 0 };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      RltTime now = parse (instants[i]);
      g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (rlt_sim_api_get_world (fixture->api), now);
      g_autoptr(RltRecords) records = ask (fixture, "disruptions-bulk", "/marketplace/disruptions_bulk/disruptions/v2",
                                           NULL, NULL, 0, now);

      g_assert_cmpuint (records->disruptions->len, ==, truth->disruptions->len);
      for (guint d = 0; d < records->disruptions->len; d++)
        {
          const RltDisruption *told = g_ptr_array_index (records->disruptions, d);
          const RltSimDisruption *each = find_truth (truth, told->id);

          assert_same (told, each, now);
          seen[each->kind]++;
          phases[rlt_sim_disruption_get_phase (each, now)]++;
        }
    }
  for (guint kind = 0; kind < RLT_SIM_N_DISRUPTIONS; kind++)
    g_assert_cmpuint (seen[kind], >, 0);
  for (guint phase = 0; phase < G_N_ELEMENTS (phases); phase++)
    g_assert_cmpuint (phases[phase], >, 0);
}

static void
test_reports (Fixture       *fixture,
              gconstpointer  unused)
{
  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      RltTime now = parse (instants[i]);
      g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (rlt_sim_api_get_world (fixture->api), now);
      g_autoptr(GHashTable) ids = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
      static const char * const pages[] = { "0", "1", "2", "3" };

      for (guint p = 0; p < G_N_ELEMENTS (pages); p++)
        {
          g_autoptr(RltRecords) records = ask (fixture, "navitia",
                                               "/marketplace/v2/navitia/line_reports/line_reports", "start_page",
                                               pages[p], 0, now);

          for (guint d = 0; d < records->disruptions->len; d++)
            {
              const RltDisruption *told = g_ptr_array_index (records->disruptions, d);

              assert_same (told, find_truth (truth, told->id), now);
              g_hash_table_add (ids, g_strdup (told->id));
            }
        }
      g_assert_cmpuint (g_hash_table_size (ids), ==, truth->disruptions->len);
    }
}

static void
test_line_reports (Fixture       *fixture,
                   gconstpointer  unused)
{
  RltTime now = parse (instants[0]);
  g_autoptr(RltRecords) records = ask (fixture, "navitia",
                                       "/marketplace/v2/navitia/line_reports/lines/line:IDFM:C01373/line_reports",
                                       NULL, NULL, 0, now);

  g_assert_cmpuint (records->disruptions->len, >, 0);
  for (guint d = 0; d < records->disruptions->len; d++)
    {
      const RltDisruption *told = g_ptr_array_index (records->disruptions, d);

      if (told->category != RLT_CATEGORY_LIFT)
        g_assert_cmpstr (told->lines[0], ==, "metro:3");
    }
}

static void
test_messages (Fixture       *fixture,
               gconstpointer  unused)
{
  RltTime now = parse (instants[0]);
  g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (rlt_sim_api_get_world (fixture->api), now);
  guint n = 0;

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);
      g_autofree char *ref = g_strdup_printf ("STIF:Line::%s:", line->id);
      g_autoptr(RltRecords) records = ask (fixture, "siri-gm", "/marketplace/general-message", "LineRef", ref, 0, now);
      RltLevel worst = RLT_LEVEL_NORMAL;

      for (guint d = 0; d < records->disruptions->len; d++)
        {
          const RltDisruption *told = g_ptr_array_index (records->disruptions, d);

          g_assert_true (find_truth (truth, told->id)->line == line);
          worst = MAX (worst, told->level);
          n++;
        }
      g_assert_cmpint (worst, ==, rlt_sim_traffic_get_level (truth, line));
    }
  g_assert_cmpuint (n, >, 10);
}

static void
assert_traffic (Fixture       *fixture,
                RltRecords    *records,
                RltSimTraffic *truth,
                gboolean       has_time)
{
  g_assert_cmpuint (records->traffic->len, >, 0);
  for (guint i = 0; i < records->traffic->len; i++)
    {
      const RltTraffic *told = g_ptr_array_index (records->traffic, i);

      g_assert_nonnull (told->line);
      g_assert_cmpint (told->level, ==, rlt_sim_traffic_get_level (truth, told->line));
      g_assert_nonnull (told->title);
      g_assert_cmpint (RLT_TIME_IS_SET (told->updated_at), ==, has_time);
    }
}

static void
test_ratp_traffic (Fixture       *fixture,
                   gconstpointer  unused)
{
  static const char * const paths[] = {
    "/api/traffic/metros", "/api/traffic/rers", "/api/traffic/tramways", "/api/traffic/trains",
  };

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      RltTime now = parse (instants[i]);
      g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (rlt_sim_api_get_world (fixture->api), now);
      g_autoptr(RltRecords) v4 = ask (fixture, "ratp-traffic", "/v4/traffic", NULL, NULL, 0, now);
      g_autoptr(RltRecords) meteo = ask (fixture, "ratp-traffic", "/meteo/ajax/data", NULL, NULL, 0, now);

      assert_traffic (fixture, v4, truth, FALSE);
      assert_traffic (fixture, meteo, truth, FALSE);
      for (guint p = 0; p < G_N_ELEMENTS (paths); p++)
        {
          for (guint shape = 0; shape < RLT_SIM_RATP_SHAPE_V4; shape++)
            {
              g_autoptr(RltRecords) records = ask (fixture, "ratp-traffic", paths[p], NULL, NULL, shape, now);

              assert_traffic (fixture, records, truth, TRUE);
            }
        }
    }
}

/* On a closed line nothing runs, and before a closed section trains turn round; whoever goes on begins
 * where it was. */
static void
test_world (Fixture       *fixture,
            gconstpointer  unused)
{
  RltSimWorld *world = rlt_sim_api_get_world (fixture->api);
  guint n_cut = 0, n_empty = 0;

  for (guint i = 0; i < G_N_ELEMENTS (instants); i++)
    {
      RltTime now = parse (instants[i]);
      g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (world, now);

      for (guint l = 0; l < rlt_sim_world_get_n_lines (world); l++)
        {
          const RltSimDay *day = rlt_sim_world_get_day (world, l, now);
          RltSimTime time = rlt_sim_day_get_time (day, now);
          guint n_running = 0;

          for (guint t = 0; t < day->n_trips; t++)
            {
              const RltSimTrip *trip = &day->trips[t];
              const RltSimTrip *next = trip->next != RLT_SIM_NO_TRIP ? &day->trips[trip->next] : NULL;

              g_assert_true (trip->cancelled || trip->first < trip->last);
              n_running += rlt_sim_trip_is_running (trip, time);
              n_cut += trip->last + 1u < trip->plan->pattern->n_stops;
              if (next != NULL)
                g_assert_true (trip->plan->pattern->stops[trip->last] == next->plan->pattern->stops[next->first]);
            }
          if (rlt_sim_traffic_get_level (truth, day->line->line) != RLT_LEVEL_CLOSED)
            continue;
          g_assert_cmpuint (n_running, ==, 0);
          n_empty++;
        }
    }
  g_assert_cmpuint (n_cut, >, 100);
  g_assert_cmpuint (n_empty, >, 0);
}

static void
test_forced (Fixture       *fixture,
             gconstpointer  unused)
{
  RltSimWorld *world = rlt_sim_api_get_world (fixture->api);
  g_autofree guint *forced = g_new0 (guint, rlt_sim_world_get_n_lines (world));
  const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, 0);
  RltTime now = parse (instants[0]);
  RltTime night = parse (instants[1]);

  forced[0] = 1u << RLT_SIM_DISRUPTION_CLOSURE;
  rlt_sim_world_force (world, forced, FALSE);
  {
    g_autoptr(RltSimTraffic) closed = rlt_sim_traffic_new (world, now);

    g_assert_cmpint (rlt_sim_traffic_get_level (closed, line), ==, RLT_LEVEL_CLOSED);
  }

  forced[0] = 1u << RLT_SIM_DISRUPTION_SECTION;
  rlt_sim_world_force (world, forced, FALSE);
  {
    g_autoptr(RltSimTraffic) by_day = rlt_sim_traffic_new (world, now);
    g_autoptr(RltSimTraffic) by_night = rlt_sim_traffic_new (world, night);

    g_assert_cmpint (rlt_sim_traffic_get_level (by_day, line), ==, RLT_LEVEL_NORMAL);
    g_assert_cmpint (rlt_sim_traffic_get_level (by_night, line), ==, RLT_LEVEL_WORKS);
  }

  rlt_sim_world_force (world, forced, TRUE);
  {
    g_autoptr(RltSimTraffic) lifts = rlt_sim_traffic_new (world, night);

    g_assert_cmpuint (lifts->disruptions->len, >, 0);
    for (guint i = 0; i < lifts->disruptions->len; i++)
      g_assert_cmpint (((const RltSimDisruption *) g_ptr_array_index (lifts->disruptions, i))->kind, ==,
                       RLT_SIM_DISRUPTION_LIFT);
  }
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)
  ADD ("/simulator-disruptions/bulk", test_bulk);
  ADD ("/simulator-disruptions/reports", test_reports);
  ADD ("/simulator-disruptions/line-reports", test_line_reports);
  ADD ("/simulator-disruptions/messages", test_messages);
  ADD ("/simulator-disruptions/ratp-traffic", test_ratp_traffic);
  ADD ("/simulator-disruptions/world", test_world);
  ADD ("/simulator-disruptions/forced", test_forced);
#undef ADD

  return g_test_run ();
}
