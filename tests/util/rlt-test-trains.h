/* rlt-test-trains.h: made-up trains that run all over a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* Metres per second: how fast made-up trains are from stop to stop, on the average. */
#define RLT_TEST_SPEED 12.0

RltTrain    *rlt_test_train_init   (RltTrain         *self,
                                    RltSnapshot      *snapshot,
                                    const RltPattern *pattern,
                                    double            distance,
                                    const char       *id,
                                    RltTime           now);
RltSnapshot *rlt_test_snapshot_new (const RltLine    *line,
                                    guint             n_trains,
                                    RltTime           now);

G_END_DECLS
