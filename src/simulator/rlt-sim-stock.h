/* rlt-sim-stock.h: what the trains of a network can do, and how one runs from stop to stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-types.h"

G_BEGIN_DECLS

/* Times are milliseconds. */
typedef struct
{
  double top_speed;        /* m/s */
  double acceleration;     /* m/s², for starting and for braking */
  double margin;           /* what the timetable allows for a run, as a multiple of the least time */
  int    dwell;            /* at a stop of one line */
  int    dwell_more;       /* for each other line that stops there */
  int    dwell_most;
  int    spacing;          /* least time between two departures into the same track */
  int    clearance;        /* least time between a train's leaving a platform and the next one's arriving */
  int    layover;          /* least time at a terminus that the timetable reckons with */
  int    turn;             /* least time in which a late train turns */
  int    alighting;        /* how long a train stands where its trip ends */
  int    boarding;         /* how long a train stands before the first trip of its day */
} RltSimStock;

const RltSimStock *rlt_sim_stock_get          (RltNetwork         network);
int                rlt_sim_stock_get_run_time (const RltSimStock *self,
                                               double             length);
double             rlt_sim_stock_get_distance (const RltSimStock *self,
                                               double             length,
                                               double             progress);

G_END_DECLS
