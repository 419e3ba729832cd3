/* rlt-line-table.h: the lines and what is known of them, as text for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"

G_BEGIN_DECLS

guint rlt_line_table_get_width (void);
char *rlt_line_table_print     (RltEngine *engine,
                                guint      width);
char *rlt_line_table_summarise (RltEngine *engine);
char *rlt_line_table_format_age (RltTime   observed_at,
                                RltTime    now);
const char *rlt_line_table_describe_level (RltLevel level);
void  rlt_line_table_append_cell (GString    *row,
                                const char *text,
                                int         width);

/* rlt-traffic-table.c */
char *rlt_traffic_table_print  (RltEngine *engine,
                                guint      width);

G_END_DECLS
