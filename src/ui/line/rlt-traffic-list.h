/* rlt-traffic-list.h: disruptions: those that apply, those that are coming, those that are over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-traffic-status.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_TRAFFIC_LIST (rlt_traffic_list_get_type ())
G_DECLARE_FINAL_TYPE (RltTrafficList, rlt_traffic_list, RLT, TRAFFIC_LIST, AdwBin)

void rlt_traffic_list_show (RltTrafficList *self,
                            GPtrArray      *reasons,
                            RltUiContext   *context);

G_END_DECLS
