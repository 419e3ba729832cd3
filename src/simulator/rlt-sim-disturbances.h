/* rlt-sim-disturbances.h: what goes wrong on a day.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"

G_BEGIN_DECLS

void rlt_sim_disturbances_cancel     (RltSimDay *day);
void rlt_sim_disturbances_hold       (RltSimDay *day);

G_END_DECLS
