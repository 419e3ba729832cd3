/* rlt-line-state-private.h: how the engine changes a line's state.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-line-state.h"

G_BEGIN_DECLS

RltLineState *rlt_line_state_new          (const RltLine *line);
void          rlt_line_state_set_snapshot (RltLineState  *self,
                                           RltSnapshot   *snapshot);

G_END_DECLS
