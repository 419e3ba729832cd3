/* rlt-timetable-choice.c: whether the timetable is asked for by the line or for all lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-orchestrator"

#include "config.h"

#include "rlt-timetable-choice.h"

/**
 * rlt_timetable_choose_network:
 * @choice: what the choice depends on
 *
 * A request costs the same for one line as for all, but for the megabytes. One line alone is asked for
 * by itself, and so more often. With several, or with none, which is the map of all, one request
 * serves them all; and where the quota is so short that the line would have to wait as long as the
 * network, too.
 *
 * Returns: whether to ask for all lines at once
 */
gboolean
rlt_timetable_choose_network (const RltTimetableChoice *choice)
{
  g_return_val_if_fail (choice != NULL, FALSE);

  if (choice->left < 0 || choice->n_lines != 1)
    return TRUE;

  return choice->left * choice->network_interval < choice->rest;
}
