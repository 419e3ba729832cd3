/* rlt-sim-navitia.h: disruptions as Navitia's reports of lines.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-traffic.h"

G_BEGIN_DECLS

/* The page that is asked for when a request does not say which. */
#define RLT_SIM_NAVITIA_COUNT 25

void rlt_sim_navitia_write (RltSimWorld   *world,
                            const RltLine *line,
                            guint          start_page,
                            guint          count,
                            RltTime        now,
                            RltJsonWriter *writer);

G_END_DECLS
