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
  RltTime    interval;     /* between two runs, a duration */
  RltBackoff backoff;      /* after failures */
  RltTime    spacing;      /* between two runs of any jobs of its pool, a duration */
  guint      max_running;  /* runs of its pool at a time; 0: no limit */
  double     weight;       /* its share of the pool's budget, and who comes first; 0 is that of 1 */
} RltJobLimits;

/* "No limit", of a budget. */
#define RLT_BUDGET_NONE ((gint64) -1)

/**
 * RltScheduler:
 *
 * Jobs that come due again and again, one run of each at a time. A job's key is "pool" or
 * "pool/what": the jobs of a pool share its budget and its spacing, and are held together. What is
 * left of a budget lasts for the rest of the day: the lighter a job, the more it is stretched. One
 * thread.
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
void          rlt_scheduler_set_budget  (RltScheduler       *self,
                                         const char         *pool,
                                         gint64              left,
                                         RltTime             day_end);
void          rlt_scheduler_set_factor  (RltScheduler       *self,
                                         double              factor,
                                         RltTime             now);
void          rlt_scheduler_hold        (RltScheduler       *self,
                                         const char         *pool,
                                         RltTime             until,
                                         gboolean            is_firm);
void          rlt_scheduler_release     (RltScheduler       *self,
                                         const char         *pool,
                                         RltTime             now);
void          rlt_scheduler_hasten      (RltScheduler       *self,
                                         RltTime             now);
const char   *rlt_scheduler_take        (RltScheduler       *self,
                                         RltTime             now);
void          rlt_scheduler_finish      (RltScheduler       *self,
                                         const char         *key,
                                         gboolean            done,
                                         RltTime             now);
void          rlt_scheduler_retract     (RltScheduler       *self,
                                         const char         *key,
                                         RltTime             now);
RltTime       rlt_scheduler_get_next    (RltScheduler       *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltScheduler, rlt_scheduler_free)

G_END_DECLS
