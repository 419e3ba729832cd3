/* rlt-map-legend.h: what the signs on the map mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-line.h"

G_BEGIN_DECLS

#define RLT_TYPE_MAP_LEGEND (rlt_map_legend_get_type ())
G_DECLARE_FINAL_TYPE (RltMapLegend, rlt_map_legend, RLT, MAP_LEGEND, GtkPopover)

void rlt_map_legend_set_line (RltMapLegend  *self,
                              const RltLine *line);

G_END_DECLS
