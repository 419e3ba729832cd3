/* rlt-station-board.h: the departures of a station as a list, lines and destinations apart.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/**
 * RltStationBoard:
 *
 * Holds a list of #RltDepartureItem. Main thread.
 */
typedef struct _RltStationBoard RltStationBoard;

RltStationBoard *rlt_station_board_new             (RltUiContext     *context);
void             rlt_station_board_free            (RltStationBoard  *self);
GListModel      *rlt_station_board_get_model       (RltStationBoard  *self);
void             rlt_station_board_fill            (RltStationBoard  *self,
                                                    const RltStation *station,
                                                    const RltLine    *first,
                                                    GPtrArray        *departures);
gboolean         rlt_station_board_update          (RltStationBoard  *self);
RltTime          rlt_station_board_get_observed_at (RltStationBoard  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltStationBoard, rlt_station_board_free)

G_END_DECLS
