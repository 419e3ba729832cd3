/* test-traffic-truth.c: the traffic of all lines out of simulated feeds beside the ground truth.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-decode.h"
#include "rlt-sim-bulk.h"
#include "rlt-sim-navitia.h"
#include "rlt-sim-ratp-traffic.h"
#include "rlt-sim-traffic.h"
#include "rlt-traffic-fusion.h"

/* A week from Monday 19 October 2026, 00:00 UTC on; on its Sunday 02:30 comes twice. */
#define MONDAY (G_GINT64_CONSTANT (1792368000) * RLT_SECOND)

typedef struct
{
  RltCatalogue *catalogue;   /* (owned) */
  RltSimWorld  *world;       /* (owned) */
  GArray       *answers;     /* (owned) (element-type RltFeedAnswer) */
} Fixture;

static void
clear_answer (gpointer answer)
{
  rlt_records_unref (((RltFeedAnswer *) answer)->records);
}

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->world = rlt_sim_world_new (fixture->catalogue, 1);
  fixture->answers = g_array_new (FALSE, FALSE, sizeof (RltFeedAnswer));
  g_array_set_clear_func (fixture->answers, clear_answer);
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  g_array_unref (fixture->answers);
  rlt_sim_world_free (fixture->world);
  rlt_catalogue_unref (fixture->catalogue);
}

static void
take (Fixture       *fixture,
      const char    *kind,
      const char    *source,
      RltTime        now,
      RltJsonWriter *writer)
{
  const RltDecodeContext context = { .catalogue = fixture->catalogue, .source = source, .now = now };
  g_autoptr(RltJsonWriter) owned = writer;
  g_autofree char *text = NULL;
  gsize length;
  RltFeedAnswer answer = { .source = source, .received_at = now, .complete = TRUE };

  text = rlt_json_writer_finish (owned, &length);
  answer.records = rlt_decode_find (kind) (&context, text, length);
  g_assert_cmpuint (answer.records->n_rejected, ==, 0);
  g_array_append_val (fixture->answers, answer);
}

static void
ask_bulk (Fixture *fixture,
          RltTime  now)
{
  RltJsonWriter *writer = rlt_json_writer_new ();

  rlt_sim_bulk_write (fixture->world, now, writer);
  take (fixture, "disruptions-bulk", "prim-disruptions", now, writer);
}

static void
ask_reports (Fixture *fixture,
             RltTime  now)
{
  RltJsonWriter *writer = rlt_json_writer_new ();

  rlt_sim_navitia_write (fixture->world, NULL, 0, 1000, now, writer);
  take (fixture, "navitia", "prim-reports", now, writer);
}

static void
ask_ratp (Fixture *fixture,
          RltTime  now)
{
  static const char * const networks[] = { "metros", "rers", "tramways", "trains" };

  for (guint i = 0; i < G_N_ELEMENTS (networks); i++)
    {
      RltJsonWriter *writer = rlt_json_writer_new ();

      if (rlt_sim_ratp_traffic_write (fixture->world, networks[i], 0, now, writer))
        take (fixture, "ratp-traffic", "ratp-traffic", now, writer);
      else
        rlt_json_writer_free (writer);
    }
}

/* Compares all lines; counts how many stand at each level. */
static void
compare (Fixture  *fixture,
         RltTime   now,
         gboolean  is_heard,
         guint    *n_lines)
{
  g_autoptr(RltSimTraffic) truth = rlt_sim_traffic_new (fixture->world, now);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltObservations observations = {
        .line = rlt_catalogue_get_line (fixture->catalogue, i),
        .answers = (const RltFeedAnswer *) (gpointer) fixture->answers->data,
        .n_answers = fixture->answers->len,
      };
      g_autoptr(RltTrafficStatus) status = rlt_traffic_fuse (&observations, now);
      const RltLevel level = is_heard ? rlt_sim_traffic_get_level (truth, observations.line) : RLT_LEVEL_UNKNOWN;

      if (status->level != level)
        {
          g_autofree char *time = rlt_time_to_string (now);

          g_test_message ("%s at %s", observations.line->key, time);
        }
      g_assert_cmpint (status->level, ==, level);
      g_assert_true ((status->note != NULL) == (level == RLT_LEVEL_UNKNOWN));
      n_lines[level]++;
    }
}

typedef void (*AskFunc) (Fixture *fixture,
                         RltTime  now);

/* Through a week, by each list alone and by all feeds together. */
static void
test_week (Fixture       *fixture,
           gconstpointer  unused)
{
  static const AskFunc feeds[][3] = { { ask_bulk }, { ask_reports }, { ask_bulk, ask_reports, ask_ratp } };
  guint n_lines[RLT_LEVEL_CLOSED + 1] = { 0, };

  for (guint step = 0; step < 21; step++)
    {
      const RltTime now = MONDAY + step * 8 * RLT_HOUR + 37 * RLT_MINUTE;

      for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
        {
          g_array_set_size (fixture->answers, 0);
          for (guint j = 0; j < G_N_ELEMENTS (feeds[i]) && feeds[i][j] != NULL; j++)
            feeds[i][j] (fixture, now);
          compare (fixture, now, TRUE, n_lines);
        }
    }

  /* The week had something of everything. */
  for (guint level = RLT_LEVEL_NORMAL; level <= RLT_LEVEL_CLOSED; level++)
    g_assert_cmpuint (n_lines[level], >, 0);
}

/* With all feeds down no line is known, whatever was known before. */
static void
test_silence (Fixture       *fixture,
              gconstpointer  unused)
{
  guint n_lines[RLT_LEVEL_CLOSED + 1] = { 0, };

  compare (fixture, MONDAY, FALSE, n_lines);
  ask_bulk (fixture, MONDAY);
  ask_reports (fixture, MONDAY);
  ask_ratp (fixture, MONDAY);
  compare (fixture, MONDAY + RLT_FRESHNESS_STALE_AFTER, FALSE, n_lines);
  g_assert_cmpuint (n_lines[RLT_LEVEL_UNKNOWN], ==, 2 * rlt_catalogue_get_n_lines (fixture->catalogue));
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/traffic-truth/week", test_week);
  ADD ("/traffic-truth/silence", test_silence);

  return g_test_run ();
}
