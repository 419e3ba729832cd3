/* rlt-snapshot-builder.h: a line's snapshot out of what the feeds said. Pure functions, but for the
 * memory of waits that is handed in.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-infer.h"

G_BEGIN_DECLS

/* One answer of a feed: departures, trips, vehicles, disruptions, traffic, as it comes. */
typedef struct
{
  RltRecords    *records;
  const char    *source;       /* the feed's id */
  const RltLine *line;         /* (nullable): the one line that was asked for; %NULL: the feed's all */
  RltTime        received_at;  /* by our own clock: an upstream's may be wrong by hours */
  gboolean       complete;     /* FALSE when it was cut short: what it does not name may still be */
  double         mean_error;   /* seconds by which its times proved wrong, or 0: not measured */
} RltFeedAnswer;

/* What is known of a line. */
typedef struct
{
  const RltLine        *line;
  const RltFeedAnswer  *answers;    /* (array length=n_answers): all that may speak of the line */
  guint                 n_answers;
  RltInference         *inference;  /* (nullable): what is remembered of the line's waits */
  RltSnapshot          *previous;   /* (nullable) */
  const char * const   *errors;     /* (nullable): what is wrong with the line's feeds, in words */
} RltObservations;

RltSnapshot *rlt_snapshot_build      (const RltObservations *observations,
                                      RltTime                now);
void         rlt_records_confirm     (RltRecords            *records,
                                      RltTime                received_at);
void         rlt_snapshot_list_departures (const RltSnapshot *self,
                                      const RltStation      *station,
                                      RltTime                now,
                                      GPtrArray             *departures);

G_END_DECLS
