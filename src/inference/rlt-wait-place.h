/* rlt-wait-place.h: when a train arrives at its next stop, and where it is meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-types.h"

G_BEGIN_DECLS

#define RLT_WAIT_STEPS 48

/* The distribution of an instant, on a grid. */
typedef struct
{
  double low;
  double step;
  double weights[RLT_WAIT_STEPS];   /* they sum up to 1 */
} RltWaitArrival;

/* A stop on a run; times are seconds after an instant that stays open. */
typedef struct
{
  guint  stop;        /* its place in the pattern */
  double distance;    /* metres along it */
  double arrival;
  double departure;
} RltWaitMark;

#define RLT_WAIT_MAX_MARKS 12

typedef struct
{
  guint       n_marks;
  RltWaitMark marks[RLT_WAIT_MAX_MARKS];
} RltWaitRun;

void   rlt_wait_arrival_init            (RltWaitArrival       *self,
                                         double                low,
                                         double                high);
void   rlt_wait_arrival_narrow          (RltWaitArrival       *self,
                                         double                low,
                                         double                high,
                                         double                deviation);
double rlt_wait_arrival_get_median      (const RltWaitArrival *self);
double rlt_wait_arrival_get_uncertainty (const RltWaitArrival *self,
                                         const RltWaitRun     *run,
                                         RltNetwork            network,
                                         double                now);
double rlt_wait_run_locate              (const RltWaitRun     *self,
                                         RltNetwork            network,
                                         double                elapsed);

G_END_DECLS
