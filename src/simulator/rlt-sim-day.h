/* rlt-sim-day.h: all trips of one line on one service day, as planned and as they came out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-line.h"

G_BEGIN_DECLS

/* "No trip". */
#define RLT_SIM_NO_TRIP (-1)

/* A trip from its pattern's first stop to its last, or between two stops on its way where it
 * turned short. */
typedef struct
{
  const RltSimPlan *plan;
  RltSimTime        departure;    /* planned, from the pattern's first stop */
  RltSimTime        appears;      /* when its train becomes its train */
  RltSimTime        ends;         /* when its train is another trip's, or gone */
  int               previous;     /* what its train did before: a place in the day's trips, or RLT_SIM_NO_TRIP */
  int               next;
  guint             vehicle;      /* the same for all trips of one train; from 1 */
  guint16           first;        /* the first call served */
  guint16           last;         /* the last call served */
  guint16           hold_call;    /* where it is held */
  gboolean          cancelled;
  int               hold;         /* milliseconds, or 0 */
  int              *delays;       /* (nullable): two for each call, at arrival and at departure; NULL is "none" */
} RltSimTrip;

typedef struct
{
  const RltSimLine *line;
  RltTime           start;        /* when the service day began */
  guint64           seed;
  guint             n_trips;
  RltSimTrip       *trips;        /* by planned departure */
  guint             n_vehicles;
  RltArena         *arena;        /* (owned): what the trips live in */
} RltSimDay;

/* Where a train is. */
typedef struct
{
  guint    from;          /* the call it stands at, or has left */
  guint    to;            /* the call it stands at, or runs to */
  double   progress;      /* of the way between them, 0 to 1 */
  double   distance;      /* metres along the pattern */
  gboolean at_platform;
  int      delay;         /* seconds at @to */
} RltSimPlace;

RltSimDay  *rlt_sim_day_new                (const RltSimLine *line,
                                            guint64           seed,
                                            RltTime           start,
                                            GPtrArray        *disruptions);
void        rlt_sim_day_free               (RltSimDay        *self);
RltSimTime  rlt_sim_day_get_time           (const RltSimDay  *self,
                                            RltTime           time);
RltTime     rlt_sim_day_get_instant        (const RltSimDay  *self,
                                            RltSimTime        time);
RltSimTime  rlt_sim_trip_get_aimed_arrival (const RltSimTrip *self,
                                            guint             call);
RltSimTime  rlt_sim_trip_get_aimed_departure (const RltSimTrip *self,
                                            guint             call);
RltSimTime  rlt_sim_trip_get_arrival       (const RltSimTrip *self,
                                            guint             call);
RltSimTime  rlt_sim_trip_get_departure     (const RltSimTrip *self,
                                            guint             call);
gboolean    rlt_sim_trip_is_served         (const RltSimTrip *self,
                                            guint             call);
gboolean    rlt_sim_trip_is_running        (const RltSimTrip *self,
                                            RltSimTime        time);
void        rlt_sim_trip_locate            (const RltSimTrip *self,
                                            RltSimTime        time,
                                            RltSimPlace      *place);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimDay, rlt_sim_day_free)

G_END_DECLS
