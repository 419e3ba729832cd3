/* rlt-stop-diagram.h: one stop's piece of the line, drawn beside its name, with the trains on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-stop-item.h"

G_BEGIN_DECLS

#define RLT_TYPE_STOP_DIAGRAM (rlt_stop_diagram_get_type ())
G_DECLARE_FINAL_TYPE (RltStopDiagram, rlt_stop_diagram, RLT, STOP_DIAGRAM, GtkWidget)

void rlt_stop_diagram_set_item (RltStopDiagram *self,
                                RltStopItem    *item);

G_END_DECLS
