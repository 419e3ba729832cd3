/* rlt-line-painter.h: draws the lines of a part of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-map-scene.h"

G_BEGIN_DECLS

void rlt_line_painter_draw (cairo_t             *cr,
                            const RltMapNetwork *network,
                            const RltMapScene   *scene,
                            const RltMapCamera  *camera);

G_END_DECLS
