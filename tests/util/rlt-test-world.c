/* rlt-test-world.c: the simulated network at the peak of a Monday morning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-world.h"

/**
 * rlt_test_world_new:
 * @catalogue: (out) (transfer full): the network it runs on
 * @now: (out): %RLT_TEST_PEAK
 *
 * Returns: (transfer full): the same world each time
 */
RltSimWorld *
rlt_test_world_new (RltCatalogue **catalogue,
                    RltTime       *now)
{
  g_autoptr(GError) error = NULL;

  *catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  *now = rlt_test_time (RLT_TEST_PEAK);

  return rlt_sim_world_new (*catalogue, 1);
}
