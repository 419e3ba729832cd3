/* rlt-sim-open-data.h: the network as the tables of the open data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-api.h"

G_BEGIN_DECLS

#define RLT_SIM_DATASETS_PATH "/api/explore/v2.1/catalog/datasets/"

void rlt_sim_open_data_answer (RltSimWorld         *world,
                               const RltSimRequest *request,
                               RltTime              now,
                               RltSimAnswer        *answer);

G_END_DECLS
