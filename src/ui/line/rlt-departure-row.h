/* rlt-departure-row.h: a departure on a station's board, and the heading of a group of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-departure-item.h"

G_BEGIN_DECLS

#define RLT_TYPE_DEPARTURE_ROW (rlt_departure_row_get_type ())
G_DECLARE_FINAL_TYPE (RltDepartureRow, rlt_departure_row, RLT, DEPARTURE_ROW, GtkListBoxRow)

GtkWidget        *rlt_departure_row_new        (RltDepartureItem *item);
RltDepartureItem *rlt_departure_row_get_item   (RltDepartureRow  *self);
GtkWidget        *rlt_departure_heading_new    (RltDepartureItem *item);

G_END_DECLS
