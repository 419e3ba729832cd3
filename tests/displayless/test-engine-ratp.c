/* test-engine-ratp.c: the engine without a key: what RATP itself tells, and its plugs pulled one by one.
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

/* What a feed is waited for. */
typedef struct
{
  const char   *id;
  RltFeedState  state;
} FeedState;

static void
set_up (Fixture       *self,
        gconstpointer  unused)
{
  g_autofree char *credentials = g_build_filename (g_get_user_config_dir (), "credentials", NULL);
  g_autoptr(GError) error = NULL;

  g_setenv ("RLT_CREDENTIALS_FILE", credentials, TRUE);
  self->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  self->clock = rlt_clock_new_scaled (RLT_TEST_PEAK, 1.0);
  self->simulator = rlt_test_simulator_new (self->catalogue, self->clock);
  self->engine = rlt_test_engine_new (self->catalogue, self->clock, rlt_simulator_get_base_uri (self->simulator),
                                      NULL, RLT_SCOPE_WATCHED);
}

static void
tear_down (Fixture       *self,
           gconstpointer  unused)
{
  rlt_engine_stop (self->engine);
  g_assert_finalize_object (g_steal_pointer (&self->engine));
  rlt_simulator_stop (self->simulator);
  g_assert_finalize_object (self->simulator);
  g_assert_finalize_object (self->clock);
  rlt_catalogue_unref (self->catalogue);
}

/* Looks at a line and a station, and follows trains. */
static void
start (Fixture *self)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "rer:A");
  g_auto(RltFeedSettings) settings = { 0 };

  rlt_engine_start (self->engine);
  rlt_feed_settings_init (&settings, RLT_FEED_RATP_VEHICLES);
  settings.enabled = TRUE;
  rlt_engine_configure_feed_async (self->engine, RLT_FEED_RATP_VEHICLES, &settings, NULL, NULL, NULL);
  rlt_engine_watch_line (self->engine, line);
  rlt_engine_watch_station (self->engine, rlt_catalogue_find_station_on (self->catalogue, line, "Vincennes"));
}

static void
add_fault (Fixture    *self,
           const char *spec)
{
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_add_fault (self->simulator, spec, &error));
  g_assert_no_error (error);
}

static gboolean
feed_is (RltEngine *engine,
         gpointer   user_data)
{
  const FeedState *wanted = user_data;

  return rlt_feed_status_get_state (rlt_test_engine_get_feed (engine, wanted->id)) == wanted->state;
}

static void
wait_for_feed (Fixture      *self,
               const char   *id,
               RltFeedState  state)
{
  FeedState wanted = { id, state };

  rlt_test_engine_wait (self->engine, feed_is, &wanted);
}

static gboolean
has_both (RltEngine *engine,
          gpointer   line)
{
  const RltSnapshot *snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (engine, line));

  return snapshot != NULL && snapshot->n_departures > 0 && snapshot->n_trains > 0;
}

/* Its traffic, its boards and its trains come without anybody else. */
static void
test_all (Fixture       *self,
          gconstpointer  unused)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "rer:A");

  start (self);
  wait_for_feed (self, "ratp-traffic", RLT_FEED_OK);
  wait_for_feed (self, "ratp-board", RLT_FEED_OK);
  wait_for_feed (self, "ratp-vmtr", RLT_FEED_OK);
  rlt_test_engine_wait (self->engine, has_both, (gpointer) line);

  g_assert_cmpint (rlt_feed_status_get_state (rlt_test_engine_get_feed (self->engine, "prim-et")), ==, RLT_FEED_OFF);
}

/* Each trouble has its name, and is its feed's alone. */
static void
test_blocked (Fixture       *self,
              gconstpointer  unused)
{
  add_fault (self, "ratp-board:challenge");
  start (self);
  wait_for_feed (self, "ratp-board", RLT_FEED_BLOCKED);
  wait_for_feed (self, "ratp-traffic", RLT_FEED_OK);
  wait_for_feed (self, "ratp-vmtr", RLT_FEED_OK);
  g_assert_nonnull (rlt_feed_status_get_last_error (rlt_test_engine_get_feed (self->engine, "ratp-board")));
}

static void
test_refused (Fixture       *self,
              gconstpointer  unused)
{
  add_fault (self, "ratp-vmtr:namespace");
  start (self);
  wait_for_feed (self, "ratp-vmtr", RLT_FEED_DOWN);
  wait_for_feed (self, "ratp-traffic", RLT_FEED_OK);
  wait_for_feed (self, "ratp-board", RLT_FEED_OK);

  rlt_simulator_clear_faults (self->simulator);
  wait_for_feed (self, "ratp-vmtr", RLT_FEED_OK);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add ("/engine-ratp/all", Fixture, NULL, set_up, test_all, tear_down);
  g_test_add ("/engine-ratp/blocked", Fixture, NULL, set_up, test_blocked, tear_down);
  g_test_add ("/engine-ratp/refused", Fixture, NULL, set_up, test_refused, tear_down);

  return g_test_run ();
}
