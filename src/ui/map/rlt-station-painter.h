/* rlt-station-painter.h: draws the stations of a part of the map, and their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-map-labels.h"

G_BEGIN_DECLS

void rlt_station_painter_draw       (cairo_t             *cr,
                                     const RltMapNetwork *network,
                                     const RltMapScene   *scene,
                                     const RltMapCamera  *camera);
void rlt_station_painter_draw_names (cairo_t             *cr,
                                     const GArray        *labels,
                                     const RltMapScene   *scene,
                                     const RltMapCamera  *camera);

G_END_DECLS
