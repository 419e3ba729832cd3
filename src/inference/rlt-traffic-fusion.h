/* rlt-traffic-fusion.h: one traffic status out of what all feeds say of a line. Pure functions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-snapshot-builder.h"

G_BEGIN_DECLS

RltTrafficStatus *rlt_traffic_fuse         (const RltObservations  *observations,
                                            RltTime                 now);
const char       *rlt_traffic_explain_last (const RltTrafficStatus *status,
                                            RltTime                 now);

G_END_DECLS
