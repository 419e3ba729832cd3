/* rlt-train-item.h: one train in a list, followed from snapshot to snapshot.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

/* Signal ::changed: something it shows is different now. */
#define RLT_TYPE_TRAIN_ITEM (rlt_train_item_get_type ())
G_DECLARE_FINAL_TYPE (RltTrainItem, rlt_train_item, RLT, TRAIN_ITEM, GObject)

RltTrainItem   *rlt_train_item_new        (RltUiContext   *context,
                                           RltSnapshot    *snapshot,
                                           const RltTrain *train);
const RltTrain *rlt_train_item_get_train  (RltTrainItem   *self);
void            rlt_train_item_update     (RltTrainItem   *self);
const char     *rlt_train_item_get_title  (RltTrainItem   *self);
const char     *rlt_train_item_get_place  (RltTrainItem   *self);
const char     *rlt_train_item_get_delay  (RltTrainItem   *self);
const char     *rlt_train_item_get_origin (RltTrainItem   *self);

/* For #RltListFiller. */
gboolean        rlt_train_item_is_same    (gpointer        a,
                                           gpointer        b);
void            rlt_train_item_take       (gpointer        item,
                                           gpointer        newer);

G_END_DECLS
