/* rlt-line-badge.h: the sign of a line, drawn from its colour and code.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-line.h"

G_BEGIN_DECLS

#define RLT_TYPE_LINE_BADGE (rlt_line_badge_get_type ())
G_DECLARE_FINAL_TYPE (RltLineBadge, rlt_line_badge, RLT, LINE_BADGE, GtkWidget)

GtkWidget     *rlt_line_badge_new      (const RltLine *line);
const RltLine *rlt_line_badge_get_line (RltLineBadge  *self);
void           rlt_line_badge_set_line (RltLineBadge  *self,
                                        const RltLine *line);
void           rlt_line_badge_set_size (RltLineBadge  *self,
                                        int            size);

G_END_DECLS
