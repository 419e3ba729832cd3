/* rlt-traffic-row.h: one disruption in a list.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-traffic-status.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_TRAFFIC_ROW (rlt_traffic_row_get_type ())
G_DECLARE_FINAL_TYPE (RltTrafficRow, rlt_traffic_row, RLT, TRAFFIC_ROW, GtkListBoxRow)

GtkWidget  *rlt_traffic_row_new        (void);
void        rlt_traffic_row_set_reason (RltTrafficRow          *self,
                                        const RltTrafficReason *reason,
                                        RltUiContext           *context);
const char *rlt_traffic_row_get_id     (RltTrafficRow          *self);
RltTense    rlt_traffic_row_get_tense  (RltTrafficRow          *self);
void        rlt_traffic_row_unfold     (RltTrafficRow          *self);

G_END_DECLS
