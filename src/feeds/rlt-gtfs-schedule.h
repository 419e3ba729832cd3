/* rlt-gtfs-schedule.h: the names in a GTFS schedule, for what GTFS-Realtime only says the ids of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-records.h"

G_BEGIN_DECLS

/**
 * RltGtfsSchedule:
 *
 * Of the schedule only the names: of its routes, stops, and where its trips go. Immutable; any thread may
 * read it while holding a reference.
 */
typedef struct _RltGtfsSchedule RltGtfsSchedule;

RltGtfsSchedule *rlt_gtfs_schedule_new_for_zip  (GBytes                *zip,
                                                 GError               **error);
RltGtfsSchedule *rlt_gtfs_schedule_ref          (RltGtfsSchedule       *self);
void             rlt_gtfs_schedule_unref        (RltGtfsSchedule       *self);
void             rlt_gtfs_schedule_get_size     (const RltGtfsSchedule *self,
                                                 guint                 *n_routes,
                                                 guint                 *n_stops,
                                                 guint                 *n_trips);
const char      *rlt_gtfs_schedule_get_route_name
                                                (const RltGtfsSchedule *self,
                                                 const char            *route_id);
const char      *rlt_gtfs_schedule_get_stop_name
                                                (const RltGtfsSchedule *self,
                                                 const char            *stop_id);
void             rlt_gtfs_schedule_name_records (const RltGtfsSchedule *self,
                                                 RltCatalogue          *catalogue,
                                                 RltRecords            *records);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltGtfsSchedule, rlt_gtfs_schedule_unref)

G_END_DECLS
