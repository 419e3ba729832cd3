/* rlt-recalled-status.h: a line's traffic status as it was written down.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-traffic-status.h"

G_BEGIN_DECLS

RltTrafficStatus *rlt_recalled_status_read (const RltLine *line,
                                            const char    *json,
                                            RltTime        now);

G_END_DECLS
