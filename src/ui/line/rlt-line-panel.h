/* rlt-line-panel.h: a line's state, its stops with their next departures, and its trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_LINE_PANEL (rlt_line_panel_get_type ())
G_DECLARE_FINAL_TYPE (RltLinePanel, rlt_line_panel, RLT, LINE_PANEL, AdwBin)

GtkWidget *rlt_line_panel_new           (RltUiContext     *context);
void       rlt_line_panel_set_line      (RltLinePanel     *self,
                                         const RltLine    *line);
void       rlt_line_panel_show_station  (RltLinePanel     *self,
                                         const RltStation *station);
void       rlt_line_panel_show_snapshot (RltLinePanel     *self,
                                         RltSnapshot      *snapshot);

G_END_DECLS
