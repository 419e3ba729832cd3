/* rlt-snapshot-private.h: what the parts of the snapshot builder share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-snapshot-builder.h"

G_BEGIN_DECLS

void rlt_snapshot_fill_departures (RltSnapshot           *self,
                                   const RltObservations *observations,
                                   RltTime                now);

void rlt_snapshot_fill_trains     (RltSnapshot           *self,
                                   const RltObservations *observations,
                                   RltTime                now);

G_END_DECLS
