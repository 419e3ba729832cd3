/* rlt-sim-closures.h: what closed lines and sections do to a day's trips.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"

G_BEGIN_DECLS

void rlt_sim_closures_cancel (RltSimDay *day,
                              GPtrArray *disruptions);
void rlt_sim_closures_cut    (RltSimDay *day,
                              GPtrArray *disruptions);

G_END_DECLS
