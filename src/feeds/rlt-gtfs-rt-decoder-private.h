/* rlt-gtfs-rt-decoder-private.h: what the parts of the GTFS-Realtime decoder share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "gtfs-realtime.pb-c.h"
#include "rlt-decode-index.h"
#include "rlt-decode.h"

G_BEGIN_DECLS

typedef TransitRealtime__Alert RltPbAlert;
typedef TransitRealtime__FeedHeader RltPbHeader;
typedef TransitRealtime__TripDescriptor RltPbTrip;
typedef TransitRealtime__VehiclePosition RltPbVehicle;

typedef struct
{
  RltRecords        *records;          /* not owned */
  RltDecodeIndex    *index;            /* (owned) */
  ProtobufCAllocator allocator;        /* takes from @scratch */
  RltArena          *scratch;          /* (owned): what is unpacked of the entity being read */
  GArray            *stops;            /* (owned): of the trip update being read */
  guint              entity;           /* its place in the feed */
  RltTime            made_at;          /* by the header, else the time of decoding */
  gboolean           said_milliseconds;
} RltGtfsRtDecoder;

RltTime     rlt_gtfs_rt_read_time       (RltGtfsRtDecoder   *self,
                                         guint               place,
                                         guint64             value);
const char *rlt_gtfs_rt_read_text       (RltGtfsRtDecoder   *self,
                                         const char         *text);
const char *rlt_gtfs_rt_read_line       (RltGtfsRtDecoder   *self,
                                         const char         *route_id,
                                         const RltLine     **line);
const char *rlt_gtfs_rt_read_trip_id    (RltGtfsRtDecoder   *self,
                                         const RltPbTrip    *trip);

GArray     *rlt_gtfs_rt_new_stops       (void);
const char *rlt_gtfs_rt_add_trip        (RltGtfsRtDecoder   *self,
                                         const guint8       *bytes,
                                         gsize               length);
const char *rlt_gtfs_rt_add_disruption  (RltGtfsRtDecoder   *self,
                                         const char         *id,
                                         const RltPbAlert   *alert);

G_END_DECLS
