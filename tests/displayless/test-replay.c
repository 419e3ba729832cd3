/* test-replay.c: the engine on a recorded answer of PRIM, at the recorded moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-engine.h"
#include "rlt-test-replay.h"

/* What the recording says of Transilien H at Franconville after 10:46:18 UTC, read by hand. */
static const struct
{
  const char *mission;
  const char *destination;
  const char *departure;      /* expected */
  int         delay;          /* seconds */
} expected[] = {
  { "APOR", "Gare du Nord", "2025-01-24T10:52:50Z", 30 },
  { "OPOC", "Gare de Pontoise", "2025-01-24T11:06:30Z", 0 },
  { "APOR", "Gare du Nord", "2025-01-24T11:22:20Z", RLT_DELAY_NONE },
  { "OPOC", "Gare de Pontoise", "2025-01-24T11:36:30Z", RLT_DELAY_NONE },
  { "APOR", "Gare du Nord", "2025-01-24T11:52:20Z", RLT_DELAY_NONE },
  { "OPOC", "Gare de Pontoise", "2025-01-24T12:06:30Z", RLT_DELAY_NONE },
  { "APOR", "Gare du Nord", "2025-01-24T12:22:20Z", RLT_DELAY_NONE },
  { "OPOC", "Gare de Pontoise", "2025-01-24T12:36:30Z", RLT_DELAY_NONE },
  { "APOR", "Gare du Nord", "2025-01-24T12:52:20Z", RLT_DELAY_NONE },
  { "OPOC", "Gare de Pontoise", "2025-01-24T13:06:30Z", RLT_DELAY_NONE },
  { "APOR", "Gare du Nord", "2025-01-24T13:22:20Z", RLT_DELAY_NONE },
};

static gboolean
has_boards (RltEngine *engine,
            gpointer   station)
{
  return RLT_TIME_IS_SET (rlt_engine_get_boards_time (engine, station));
}

static void
assert_departures (GPtrArray *departures)
{
  g_assert_cmpuint (departures->len, ==, G_N_ELEMENTS (expected));
  for (guint i = 0; i < departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);
      g_autofree char *time = rlt_time_to_string (departure->expected_departure);

      g_assert_cmpstr (departure->mission, ==, expected[i].mission);
      g_assert_cmpstr (departure->destination, ==, expected[i].destination);
      g_assert_cmpstr (time, ==, expected[i].departure);
      g_assert_cmpint (departure->delay, ==, expected[i].delay);
      g_assert_cmpstr (departure->line->key, ==, "transilien:H");
      g_assert_cmpstr (departure->source, ==, "prim-sm");
      g_assert_false (departure->cancelled);
      g_assert_cmpint (departure->observed_at, ==, RLT_TEST_FRANCONVILLE_AT);
      g_assert_cmpint (departure->basis, ==, expected[i].delay == RLT_DELAY_NONE ? RLT_BASIS_SCHEDULED
                                                                                : RLT_BASIS_OBSERVED);
    }
}

static void
test_franconville (void)
{
  g_autoptr(RltTestReplay) replay = rlt_test_replay_new (RLT_TEST_FRANCONVILLE, RLT_TEST_FRANCONVILLE_AREA);
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(RltClock) clock = NULL;
  g_autoptr(RltEngine) engine = NULL;
  g_autoptr(GPtrArray) of_h = NULL;
  g_autoptr(GPtrArray) of_all = NULL;
  g_autoptr(GError) error = NULL;
  const RltStation *station;
  const RltLine *line;
  RltSnapshot *snapshot;

  if (replay == NULL)
    return;

  catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  line = rlt_catalogue_find_line (catalogue, "transilien:H");
  station = rlt_catalogue_find_station (catalogue, "STIF:StopArea:SP:" RLT_TEST_FRANCONVILLE_AREA ":");
  g_assert_nonnull (station);

  clock = rlt_clock_new_manual (RLT_TEST_FRANCONVILLE_AT);
  engine = rlt_test_engine_new (catalogue, clock, rlt_test_replay_get_base_uri (replay), "any", RLT_SCOPE_WATCHED);
  rlt_engine_start (engine);
  rlt_engine_watch_station (engine, station);
  rlt_test_engine_wait (engine, has_boards, (gpointer) station);

  of_h = rlt_engine_list_departures (engine, station, line);
  assert_departures (of_h);
  /* The RER C calls there too; what left a minute ago or more is gone, what left just now is not. */
  of_all = rlt_engine_list_departures (engine, station, NULL);
  g_assert_cmpuint (of_all->len, ==, 33);
  snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (engine, line));
  g_assert_cmpuint (snapshot->n_departures, ==, of_h->len);
  g_assert_cmpuint (snapshot->n_stops_with_data, ==, 1);
  /* Six minutes from there a train must have left Pontoise, where its run begins; those that stood at
   * the platform long ago, and that the board still lists, are gone. */
  g_assert_cmpuint (snapshot->n_trains, ==, 1);
  g_assert_cmpint (snapshot->trains[0].basis, ==, RLT_BASIS_INFERRED);
  g_assert_cmpstr (snapshot->trains[0].destination, ==, "Gare du Nord");
  g_assert_cmpuint (rlt_test_replay_get_n_asked (replay), ==, 1);

  rlt_engine_stop (engine);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  g_test_add_func ("/replay/franconville", test_franconville);

  return g_test_run ();
}
