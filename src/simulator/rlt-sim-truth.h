/* rlt-sim-truth.h: the ground truth as it is: every train and its place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

void rlt_sim_truth_write (RltSimWorld   *world,
                          const RltLine *line,
                          RltTime        now,
                          RltJsonWriter *writer);

G_END_DECLS
