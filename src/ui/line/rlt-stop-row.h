/* rlt-stop-row.h: a stop in the list of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-stop-item.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_STOP_ROW (rlt_stop_row_get_type ())
G_DECLARE_FINAL_TYPE (RltStopRow, rlt_stop_row, RLT, STOP_ROW, GtkListBoxRow)

GtkWidget   *rlt_stop_row_new      (RltUiContext *context,
                                    RltStopItem  *item);
RltStopItem *rlt_stop_row_get_item (RltStopRow   *self);

G_END_DECLS
