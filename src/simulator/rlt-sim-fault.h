/* rlt-sim-fault.h: what goes wrong between an upstream and its client, on demand.
 *
 * A fault is written "FEED:KIND[=VALUE][@PROBABILITY]". FEED is stop-monitoring,
 * estimated-timetable, gtfs-rt, arrets or all. KIND is
 *   latency=MS           the answer comes that much later
 *   status=CODE          an HTTP status from 400 to 599 instead of the answer
 *   refuse               the connection is reset without an answer
 *   truncate[=FRACTION]  the whole length is announced, FRACTION of it (0.5) sent, the connection closed
 * PROBABILITY, from 0 to 1, is how often it happens; without it, always.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum
{
  RLT_SIM_FEED_STOP_MONITORING,
  RLT_SIM_FEED_ESTIMATED_TIMETABLE,
  RLT_SIM_FEED_GENERAL_MESSAGE,
  RLT_SIM_FEED_DISRUPTIONS,
  RLT_SIM_FEED_LINE_REPORTS,
  RLT_SIM_FEED_RATP_TRAFFIC,
  RLT_SIM_FEED_RATP_BOARD,
  RLT_SIM_FEED_RATP_VEHICLES,
  RLT_SIM_FEED_GTFS_RT,
  RLT_SIM_FEED_ARRETS,
  RLT_SIM_FEED_ALL,    /* in a fault: any of these */
  RLT_SIM_FEED_NONE,   /* of a path: no upstream's, never faulty */
} RltSimFeed;

/* What happens to one answer. */
typedef struct
{
  guint    latency;    /* milliseconds */
  guint    status;     /* or 0: the answer's own */
  gboolean refuse;
  double   fraction;   /* how much of the body is sent, 0 to 1 */
} RltSimEffect;

/**
 * RltSimFaults:
 *
 * The faults that are switched on. Any thread.
 */
typedef struct _RltSimFaults RltSimFaults;

RltSimFaults *rlt_sim_faults_new   (guint64        seed);
void          rlt_sim_faults_free  (RltSimFaults  *self);
gboolean      rlt_sim_faults_add   (RltSimFaults  *self,
                                    const char    *spec,
                                    GError       **error);
void          rlt_sim_faults_clear (RltSimFaults  *self);
GStrv         rlt_sim_faults_list  (RltSimFaults  *self);
void          rlt_sim_faults_draw  (RltSimFaults  *self,
                                    RltSimFeed     feed,
                                    RltSimEffect  *effect);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimFaults, rlt_sim_faults_free)

G_END_DECLS
