/* rlt-station-panel.h: a station's lines and its next departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_STATION_PANEL (rlt_station_panel_get_type ())
G_DECLARE_FINAL_TYPE (RltStationPanel, rlt_station_panel, RLT, STATION_PANEL, AdwBin)

GtkWidget *rlt_station_panel_new         (RltUiContext     *context);
void       rlt_station_panel_set_station (RltStationPanel  *self,
                                          const RltStation *station,
                                          const RltLine    *first);

G_END_DECLS
