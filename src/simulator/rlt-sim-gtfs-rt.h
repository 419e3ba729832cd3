/* rlt-sim-gtfs-rt.h: the ground truth in GTFS-Realtime.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-world.h"

G_BEGIN_DECLS

char *rlt_sim_gtfs_rt_write_trip_updates      (RltSimWorld *world,
                                               RltTime      now,
                                               gsize       *length);
char *rlt_sim_gtfs_rt_write_vehicle_positions (RltSimWorld *world,
                                               RltTime      now,
                                               gsize       *length);
char *rlt_sim_gtfs_rt_write_alerts            (RltSimWorld *world,
                                               RltTime      now,
                                               gsize       *length);

G_END_DECLS
