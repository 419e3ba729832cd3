/* rlt-sim-traffic.h: all that is out of order in the network, and how traffic really is.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

/* How things stand at one instant. */
typedef struct
{
  RltArena  *arena;         /* (owned) */
  RltTime    now;
  GPtrArray *disruptions;   /* (owned) (element-type RltSimDisruption): past, current and coming */
} RltSimTraffic;

RltSimTraffic *rlt_sim_traffic_new         (RltSimWorld            *world,
                                            RltTime                 now);
void           rlt_sim_traffic_free        (RltSimTraffic          *self);
RltLevel       rlt_sim_traffic_get_level   (const RltSimTraffic    *self,
                                            const RltLine          *line);
const RltSimDisruption *
               rlt_sim_traffic_find_worst  (const RltSimTraffic    *self,
                                            const RltLine          *line);
gboolean       rlt_sim_traffic_concerns    (const RltSimDisruption *disruption,
                                            const RltLine          *line);
void           rlt_sim_traffic_write_truth (RltSimWorld            *world,
                                            const RltLine          *line,
                                            RltTime                 now,
                                            RltJsonWriter          *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimTraffic, rlt_sim_traffic_free)

G_END_DECLS
