/* rlt-sim-gtfs.h: the day's timetable as a GTFS schedule.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-world.h"

G_BEGIN_DECLS

char *rlt_sim_gtfs_write    (RltSimWorld *world,
                             RltTime      now,
                             gsize       *length);
char *rlt_sim_gtfs_get_etag (RltSimWorld *world,
                             RltTime      now);

G_END_DECLS
