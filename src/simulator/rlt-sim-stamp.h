/* rlt-sim-stamp.h: instants as upstreams write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"

G_BEGIN_DECLS

/* Room for "2026-11-23T08:15:30.123+01:00" and its end mark. */
#define RLT_SIM_STAMP_SIZE 40

void rlt_sim_stamp_print_local  (RltTime        time,
                                 char           stamp[RLT_SIM_STAMP_SIZE]);
void rlt_sim_stamp_print_offset (RltTime        time,
                                 char           stamp[RLT_SIM_STAMP_SIZE]);
void rlt_sim_stamp_put_local    (RltJsonWriter *writer,
                                 const char    *name,
                                 RltTime        time);

G_END_DECLS
