/* rlt-sim-passages.h: the trains that call at a stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-day.h"

G_BEGIN_DECLS

/* When a train leaves a stop, or would have left it. */
typedef struct
{
  guint      trip;
  guint      call;
  RltSimTime time;
} RltSimPassage;

/* Which ones are asked for. */
typedef struct
{
  const RltStop *stop;
  guint          direction;
  RltSimTime     from;
  RltSimTime     to;
  gboolean       with_cancelled;
  guint          most;
} RltSimPassageQuery;

GArray  *rlt_sim_passages_list      (const RltSimDay          *day,
                                     const RltSimPassageQuery *query);
gboolean rlt_sim_passage_is_at_stop (const RltSimDay          *day,
                                     const RltSimPassage      *passage,
                                     RltSimTime                now);

G_END_DECLS
