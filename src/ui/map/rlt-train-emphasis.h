/* rlt-train-emphasis.h: what sets a train off that is chosen or pointed at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train-sheet.h"

G_BEGIN_DECLS

void rlt_train_emphasis_draw (GtkSnapshot        *snapshot,
                              const RltTrainMark *mark,
                              const RltMapCamera *camera,
                              RltTime             now,
                              gboolean            dark,
                              double              alpha);

G_END_DECLS
