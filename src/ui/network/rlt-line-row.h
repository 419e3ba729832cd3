/* rlt-line-row.h: a line and its state in the list of networks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-line-state.h"

G_BEGIN_DECLS

#define RLT_TYPE_LINE_ROW (rlt_line_row_get_type ())
G_DECLARE_FINAL_TYPE (RltLineRow, rlt_line_row, RLT, LINE_ROW, GtkListBoxRow)

GtkWidget     *rlt_line_row_new      (RltLineState *state,
                                      RltTime       now);
const RltLine *rlt_line_row_get_line (RltLineRow   *self);
void           rlt_line_row_update   (RltLineRow   *self,
                                      RltTime       now);

G_END_DECLS
