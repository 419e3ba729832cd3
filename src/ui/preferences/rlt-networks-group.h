/* rlt-networks-group.h: which networks the map shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RLT_TYPE_NETWORKS_GROUP (rlt_networks_group_get_type ())
G_DECLARE_FINAL_TYPE (RltNetworksGroup, rlt_networks_group, RLT, NETWORKS_GROUP, AdwPreferencesGroup)

GtkWidget *rlt_networks_group_new (GSettings *settings);

G_END_DECLS
