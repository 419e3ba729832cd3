/* rlt-station-painter.h: draws the stations of a part of the map, and their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-map-labels.h"

G_BEGIN_DECLS

void rlt_station_painter_draw         (cairo_t             *cr,
                                       const RltMapNetwork *network,
                                       const RltMapScene   *scene,
                                       const RltMapCamera  *camera);
void rlt_station_painter_get_name_box (const RltMapLabel   *label,
                                       double              *left,
                                       double              *top,
                                       double              *right,
                                       double              *bottom);
void rlt_station_painter_draw_name    (cairo_t             *cr,
                                       const RltMapLabel   *label,
                                       const RltMapScene   *scene);

G_END_DECLS
