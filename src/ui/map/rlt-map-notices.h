/* rlt-map-notices.h: says on the map itself what is missing on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

G_BEGIN_DECLS

#define RLT_TYPE_MAP_NOTICES (rlt_map_notices_get_type ())
G_DECLARE_FINAL_TYPE (RltMapNotices, rlt_map_notices, RLT, MAP_NOTICES, AdwBin)

void rlt_map_notices_set_feeds (RltMapNotices *self,
                                GListModel    *feeds);
void rlt_map_notices_append    (RltMapNotices *self,
                                GtkWidget     *notice);

G_END_DECLS
