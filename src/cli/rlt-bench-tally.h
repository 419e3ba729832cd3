/* rlt-bench-tally.h: trains that were found against those that there are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"
#include "rlt-train.h"

G_BEGIN_DECLS

typedef struct
{
  guint   n_true;
  guint   n_silent;    /* that no board shows, since those that would are silent */
  guint   n_phantom;
  guint   n_missed;
  guint   n_covered;   /* within the interval of uncertainty */
  GArray *errors;      /* (owned) (element-type double): metres */
} RltBenchTally;

void rlt_bench_tally_add (RltBenchTally   *self,
                          const RltSimDay *day,
                          const guint8    *shown,
                          RltTime          now,
                          const RltTrain  *trains,
                          guint            n_trains);

G_END_DECLS
