/* test-engine.c: the engine from the upstreams to what the main thread sees.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-engine.h"

typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  RltSimulator *simulator;
  RltEngine    *engine;
} Fixture;

static void
set_up (Fixture       *fixture,
        gconstpointer  unused)
{
  g_autoptr(GError) error = NULL;

  fixture->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  fixture->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, 1.0);
  fixture->simulator = rlt_test_simulator_new (fixture->catalogue, fixture->clock);
  fixture->engine = rlt_test_engine_new (fixture->catalogue, fixture->clock,
                                         rlt_simulator_get_base_uri (fixture->simulator), "any");
}

static void
tear_down (Fixture       *fixture,
           gconstpointer  unused)
{
  rlt_engine_stop (fixture->engine);
  g_assert_finalize_object (fixture->engine);
  rlt_simulator_stop (fixture->simulator);
  g_assert_finalize_object (fixture->simulator);
  g_assert_finalize_object (fixture->clock);
  rlt_catalogue_unref (fixture->catalogue);
}

static void
test_all_lines (Fixture       *fixture,
                gconstpointer  unused)
{
  gint64 begin = g_get_monotonic_time ();
  guint n = 0;

  rlt_engine_start (fixture->engine);
  rlt_test_engine_wait (fixture->engine, rlt_test_engine_has_all_lines, NULL);
  g_test_message ("all lines after %.1f ms", (g_get_monotonic_time () - begin) / 1000.0);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (fixture->catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (fixture->catalogue, i);
      guint n_trains = rlt_line_state_get_n_trains (rlt_engine_get_line_state (fixture->engine, line));

      g_test_message ("%s: %u", line->key, n_trains);
      n += n_trains;
    }
  g_test_message ("%u trains", n);
  g_assert_cmpuint (n, >, 1000);
}

#define ADD(path, func) g_test_add (path, Fixture, NULL, set_up, func, tear_down)

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  ADD ("/engine/all-lines", test_all_lines);

  return g_test_run ();
}
