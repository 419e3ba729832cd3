/* rlt-train-words.h: a train in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train.h"

G_BEGIN_DECLS

char       *rlt_train_to_title     (const RltTrain      *train);
char       *rlt_train_to_place     (const RltTrainPlace *place);
const char *rlt_train_get_terminus (const RltTrain      *train);

G_END_DECLS
