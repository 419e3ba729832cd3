/* rlt-network-sidebar.h: the networks and their lines, with search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_NETWORK_SIDEBAR (rlt_network_sidebar_get_type ())
G_DECLARE_FINAL_TYPE (RltNetworkSidebar, rlt_network_sidebar, RLT, NETWORK_SIDEBAR, AdwBin)

GtkWidget *rlt_network_sidebar_new          (RltUiContext      *context);
void       rlt_network_sidebar_start_search (RltNetworkSidebar *self);
void       rlt_network_sidebar_select_line  (RltNetworkSidebar *self,
                                             const RltLine     *line);

G_END_DECLS
