/* rlt-line-directions.h: which way along its line a departure goes.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-records.h"

G_BEGIN_DECLS

/* A way that is neither 0 nor 1: the destination is not on the line, or not said. */
#define RLT_DIRECTION_UNKNOWN (-1)

/**
 * RltLineDirections:
 *
 * Feeds name a train's destination, seldom its direction: a departure's direction is that of the patterns
 * in which its destination comes after its stop. Answers are kept. Main thread.
 */
typedef struct _RltLineDirections RltLineDirections;

RltLineDirections *rlt_line_directions_new  (RltCatalogue        *catalogue,
                                             const RltLine       *line);
void               rlt_line_directions_free (RltLineDirections   *self);
int                rlt_line_directions_find (RltLineDirections   *self,
                                             const RltDeparture  *departure);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltLineDirections, rlt_line_directions_free)

G_END_DECLS
