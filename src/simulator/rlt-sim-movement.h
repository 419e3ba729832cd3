/* rlt-sim-movement.h: how the trips of a day come out: delays and what they do to those behind.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"

G_BEGIN_DECLS

void rlt_sim_movement_run (RltSimDay *day);

G_END_DECLS
