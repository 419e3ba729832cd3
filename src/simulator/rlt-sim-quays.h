/* rlt-sim-quays.h: the quays as the open data list them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

void rlt_sim_quays_write_rows (RltSimWorld   *world,
                               RltJsonWriter *writer);

G_END_DECLS
