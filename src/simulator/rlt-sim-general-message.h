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

G_END_DECLS
