/* rlt-line-stops.h: the stops of one route of a line as a list that follows the snapshots.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/**
 * RltLineStops:
 *
 * Holds a list of #RltStopItem. Main thread.
 */
typedef struct _RltLineStops RltLineStops;

RltLineStops     *rlt_line_stops_new          (RltUiContext     *context);
void              rlt_line_stops_free         (RltLineStops     *self);
GListModel       *rlt_line_stops_get_model    (RltLineStops     *self);
void              rlt_line_stops_set_line     (RltLineStops     *self,
                                               const RltLine    *line);
const RltPattern *rlt_line_stops_get_pattern  (RltLineStops     *self);
void              rlt_line_stops_set_pattern  (RltLineStops     *self,
                                               const RltPattern *pattern);
void              rlt_line_stops_set_snapshot (RltLineStops     *self,
                                               RltSnapshot      *snapshot);
void              rlt_line_stops_update       (RltLineStops     *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltLineStops, rlt_line_stops_free)

G_END_DECLS
