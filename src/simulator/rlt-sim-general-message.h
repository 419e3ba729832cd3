/* rlt-sim-general-message.h: disruptions as PRIM's general messages.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-traffic.h"

G_BEGIN_DECLS

gboolean rlt_sim_general_message_write (RltSimWorld    *world,
                                        const char     *line_ref,
                                        const char     *stop_ref,
                                        RltTime         now,
                                        RltJsonWriter  *writer,
                                        const char    **problem);
void     rlt_sim_general_message_write_all
                                       (RltSimWorld    *world,
                                        const RltLine  *line,
                                        RltTime         now,
                                        RltJsonWriter  *writer);

G_END_DECLS
