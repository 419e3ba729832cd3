/* rlt-train-row.h: a train in the list of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-train-item.h"

G_BEGIN_DECLS

#define RLT_TYPE_TRAIN_ROW (rlt_train_row_get_type ())
G_DECLARE_FINAL_TYPE (RltTrainRow, rlt_train_row, RLT, TRAIN_ROW, GtkListBoxRow)

GtkWidget    *rlt_train_row_new      (RltTrainItem *item);
RltTrainItem *rlt_train_row_get_item (RltTrainRow  *self);

G_END_DECLS
