/* rlt-call-row.h: a stop a train comes to, and when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-format.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

#define RLT_TYPE_CALL_ROW (rlt_call_row_get_type ())
G_DECLARE_FINAL_TYPE (RltCallRow, rlt_call_row, RLT, CALL_ROW, GtkListBoxRow)

GtkWidget        *rlt_call_row_new         (void);
const RltStation *rlt_call_row_get_station (RltCallRow      *self);
void              rlt_call_row_set_knot    (RltCallRow      *self,
                                            const RltKnot   *knot,
                                            RltTime          now,
                                            RltTimeDisplay   display);

G_END_DECLS
