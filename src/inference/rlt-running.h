/* rlt-running.h: how long a train runs, and where it is meanwhile.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-line.h"

G_BEGIN_DECLS

double rlt_running_speed    (RltNetwork network);
double rlt_running_time     (RltNetwork network,
                             double     length);
double rlt_running_distance (RltNetwork network,
                             double     length,
                             double     total,
                             double     elapsed);

G_END_DECLS
