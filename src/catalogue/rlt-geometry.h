/* rlt-geometry.h: positions along a pattern and on the ground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-line.h"

G_BEGIN_DECLS

double            rlt_geo_distance             (double             latitude_a,
                                                double             longitude_a,
                                                double             latitude_b,
                                                double             longitude_b);
int               rlt_line_find_direction      (const RltLine     *self,
                                                const RltStop     *from,
                                                const RltStop     *to);
const RltStop    *rlt_line_find_stop           (const RltLine     *self,
                                                const RltStation  *station);
int               rlt_pattern_find_stop        (const RltPattern  *self,
                                                const RltStop     *stop);
void              rlt_segment_locate           (const RltSegment  *self,
                                                double             distance,
                                                RltPosition       *position);
void              rlt_pattern_locate           (const RltPattern  *self,
                                                double             distance,
                                                RltPosition       *position);
guint             rlt_pattern_find_interval    (const RltPattern  *self,
                                                double             distance);
double            rlt_pattern_project          (const RltPattern  *self,
                                                double             latitude,
                                                double             longitude,
                                                double            *offset);

G_END_DECLS
