/* rlt-gtfs-agency.h: asking any agency for its GTFS-Realtime, and for the schedule with its names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-fetch.h"
#include "rlt-gtfs-schedule.h"

G_BEGIN_DECLS

/* What GTFS-Realtime tells; an agency has an address for each, or one for all. */
typedef enum
{
  RLT_GTFS_RT_TRIP_UPDATES,
  RLT_GTFS_RT_VEHICLE_POSITIONS,
  RLT_GTFS_RT_ALERTS,
  RLT_GTFS_RT_N_ROLES,
} RltGtfsRtRole;

/* An agency. Its addresses may be whole ones, or paths behind the feed's base address. */
typedef struct
{
  const char      *addresses[RLT_GTFS_RT_N_ROLES];  /* (nullable): %NULL: the usual path */
  const char      *schedule_address;                /* (nullable): alike */
  const char      *key_header;                      /* (nullable): the header the key goes into */
  RltGtfsSchedule *schedule;                        /* (nullable): names what the catalogue does not know */
} RltGtfsAgency;

void             rlt_gtfs_rt_fetch_async        (const RltFeedAccess  *access,
                                                 const RltGtfsAgency  *agency,
                                                 RltGtfsRtRole         role,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void             rlt_gtfs_schedule_fetch_async  (const RltFeedAccess  *access,
                                                 const RltGtfsAgency  *agency,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
void             rlt_gtfs_schedule_load_async   (GBytes               *zip,
                                                 GCancellable         *cancellable,
                                                 GAsyncReadyCallback   callback,
                                                 gpointer              user_data);
RltGtfsSchedule *rlt_gtfs_schedule_load_finish  (GAsyncResult         *result,
                                                 GError              **error);

G_END_DECLS
