/* rlt-scheduler.h: what is due when. Pure: instants come from outside, nothing is asked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-backoff.h"

G_BEGIN_DECLS

/* What limits a job. */
typedef struct
{
  RltTime    interval;      /* between two runs, a duration */
  RltBackoff backoff;       /* after failures */
  RltTime    spacing;       /* between two runs of any jobs of its pool, a duration */
  guint      daily_budget;  /* runs a day of all jobs of its pool; 0: no limit */
} RltJobLimits;

/* How a run ended. */
typedef enum
{
  RLT_JOB_DONE,
  RLT_JOB_FAILED,
  RLT_JOB_OUT_OF_QUOTA,
} RltJobOutcome;

/**
 * RltScheduler:
 *
 * Jobs that come due again and again, one run of each at a time. A job's key is "pool" or
 * "pool/what": the jobs of a pool share its budget and its spacing. One thread.
 */
typedef struct _RltScheduler RltScheduler;

RltScheduler *rlt_scheduler_new         (guint32             seed);
void          rlt_scheduler_free        (RltScheduler       *self);
void          rlt_scheduler_add         (RltScheduler       *self,
                                         const char         *key,
                                         const RltJobLimits *limits,
                                         RltTime             first);
void          rlt_scheduler_remove      (RltScheduler       *self,
                                         const char         *key);
gboolean      rlt_scheduler_has         (RltScheduler       *self,
                                         const char         *key);
void          rlt_scheduler_set_used    (RltScheduler       *self,
                                         const char         *pool,
                                         guint               n_runs,
                                         RltTime             day_end);
void          rlt_scheduler_set_factor  (RltScheduler       *self,
                                         double              factor,
                                         RltTime             now);
void          rlt_scheduler_hasten      (RltScheduler       *self,
                                         RltTime             now);
const char   *rlt_scheduler_take        (RltScheduler       *self,
                                         RltTime             now);
void          rlt_scheduler_finish      (RltScheduler       *self,
                                         const char         *key,
                                         RltJobOutcome       outcome,
                                         RltTime             retry_after,
                                         RltTime             now);
RltTime       rlt_scheduler_get_next    (RltScheduler       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltScheduler, rlt_scheduler_free)

G_END_DECLS
