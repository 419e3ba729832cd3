/* rlt-timetable-choice.h: whether the timetable is asked for by the line or for all lines. Pure.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

/* What the choice depends on. */
typedef struct
{
  guint   n_lines;           /* that somebody looks at */
  RltTime network_interval;  /* between two requests for all lines, a duration */
  gint64  left;              /* requests left today, or a negative number: as many as one likes */
  RltTime rest;              /* how long they have to last, a duration */
} RltTimetableChoice;

gboolean rlt_timetable_choose_network (const RltTimetableChoice *choice);

G_END_DECLS
