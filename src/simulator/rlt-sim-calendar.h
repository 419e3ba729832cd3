/* rlt-sim-calendar.h: what is planned to be out of order, week by week.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-disruption.h"

G_BEGIN_DECLS

/* The minute after midnight at which works of every night begin: 22:30. */
#define RLT_SIM_NIGHTS_FROM (22 * 60 + 30)

gboolean rlt_sim_calendar_close_section
                                  (RltSimDisruption *disruption,
                                   guint64           seed);
void rlt_sim_calendar_add_line    (const RltLine    *line,
                                   guint64           seed,
                                   RltTime           now,
                                   RltArena         *arena,
                                   GPtrArray        *disruptions);
void rlt_sim_calendar_add_station (const RltStation *station,
                                   guint64           seed,
                                   RltTime           now,
                                   RltArena         *arena,
                                   GPtrArray        *disruptions);

G_END_DECLS
