/* rlt-sim-incidents.h: what riders are told of a day's late trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"
#include "rlt-sim-disruption.h"

G_BEGIN_DECLS

void rlt_sim_incidents_add (const RltSimDay *day,
                            RltTime          now,
                            RltArena        *arena,
                            GPtrArray       *disruptions);

G_END_DECLS
