/* rlt-test-engine.c: an engine whose upstreams are simulated or replayed, and waiting for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-engine.h"

/**
 * rlt_test_engine_new:
 * @catalogue: a catalogue
 * @clock: the clock
 * @base_uri: where all upstreams are
 * @api_key: (nullable): the key to them
 * @scope: what it asks for on its own
 *
 * Its data folder is the profile's below the test's own XDG_DATA_HOME.
 *
 * Returns: (transfer full): an engine that is not started yet
 */
RltEngine *
rlt_test_engine_new (RltCatalogue  *catalogue,
                     RltClock     *clock,
                     const char   *base_uri,
                     const char   *api_key,
                     RltEngineScope scope)
{
  const RltEngineConfig config = {
    .catalogue = catalogue,
    .clock = clock,
    .profile = "test",
    .base_uri = base_uri,
    .api_key = api_key,
    .scope = scope,
  };

  return rlt_engine_new (&config);
}

/**
 * rlt_test_engine_wait:
 * @engine: an engine that was started
 * @condition: what is waited for
 * @user_data: for @condition
 *
 * Runs the main context until @condition holds. The test's time limit is the only one.
 */
void
rlt_test_engine_wait (RltEngine        *engine,
                      RltTestCondition  condition,
                      gpointer          user_data)
{
  while (!condition (engine, user_data))
    g_main_context_iteration (NULL, TRUE);
}

/**
 * rlt_test_engine_has_line:
 * @engine: an engine
 * @line: (type RltLine): a line
 *
 * Returns: whether something is known of @line
 */
gboolean
rlt_test_engine_has_line (RltEngine *engine,
                          gpointer   line)
{
  return rlt_line_state_get_has_data (rlt_engine_get_line_state (engine, line));
}

/**
 * rlt_test_engine_has_all_lines:
 * @engine: an engine
 * @unused: nothing
 *
 * Returns: whether something is known of every line
 */
gboolean
rlt_test_engine_has_all_lines (RltEngine *engine,
                               gpointer   unused)
{
  RltCatalogue *catalogue = rlt_engine_get_catalogue (engine);

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      if (!rlt_test_engine_has_line (engine, (gpointer) rlt_catalogue_get_line (catalogue, i)))
        return FALSE;
    }

  return TRUE;
}

/**
 * rlt_test_engine_get_feed:
 * @engine: an engine
 * @id: a feed's id
 *
 * Returns: (transfer none): its status
 */
RltFeedStatus *
rlt_test_engine_get_feed (RltEngine  *engine,
                          const char *id)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) status = g_list_model_get_item (feeds, i);

      if (g_str_equal (rlt_feed_status_get_id (status), id))
        return status;
    }

  g_assert_not_reached ();
}

/**
 * rlt_test_simulator_new:
 * @catalogue: a catalogue
 * @clock: the clock
 *
 * Returns: (transfer full): a simulator that listens on any port, always with the same trains
 */
RltSimulator *
rlt_test_simulator_new (RltCatalogue *catalogue,
                        RltClock     *clock)
{
  RltSimulator *simulator = rlt_simulator_new (catalogue, clock, 1);
  g_autoptr(GError) error = NULL;

  g_assert_true (rlt_simulator_start (simulator, 0, &error));
  g_assert_no_error (error);

  return simulator;
}
