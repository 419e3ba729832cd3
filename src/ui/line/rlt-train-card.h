/* rlt-train-card.h: all that is known of one train.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_TRAIN_CARD (rlt_train_card_get_type ())
G_DECLARE_FINAL_TYPE (RltTrainCard, rlt_train_card, RLT, TRAIN_CARD, AdwBin)

GtkWidget  *rlt_train_card_new       (RltUiContext  *context);
void        rlt_train_card_set_train (RltTrainCard  *self,
                                      const RltLine *line,
                                      const char    *id);
const char *rlt_train_card_get_title (RltTrainCard  *self);

G_END_DECLS
