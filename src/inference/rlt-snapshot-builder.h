/* rlt-snapshot-builder.h: a line's snapshot out of what the feeds said. Pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train.h"

G_BEGIN_DECLS

/* One answer of a feed. */
typedef struct
{
  RltRecords *records;
  RltTime     received_at;  /* by our own clock: an upstream's may be wrong by hours */
  gboolean    complete;     /* FALSE when it was cut short: what it does not name may still be */
} RltFeedAnswer;

/* What is known of a line. */
typedef struct
{
  const RltLine        *line;
  const RltFeedAnswer  *timetable;  /* (nullable): trips */
  const RltFeedAnswer  *boards;     /* (array length=n_boards): departures of single stations */
  guint                 n_boards;
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
