/* rlt-sim-bulk.h: disruptions as PRIM's list of all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-traffic.h"

G_BEGIN_DECLS

void        rlt_sim_bulk_write           (RltSimWorld            *world,
                                          RltTime                 now,
                                          RltJsonWriter          *writer);
const char *rlt_sim_bulk_get_severity    (const RltSimDisruption *disruption);

G_END_DECLS
