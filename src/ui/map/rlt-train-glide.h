/* rlt-train-glide.h: how a train moves on the map, so that news never makes it jump.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-train.h"

G_BEGIN_DECLS

/* A train as it is shown. Instants are the clock's. Owns nothing: @train is the snapshot's. */
typedef struct
{
  const RltTrain *train;
  double          shown;       /* metres along the train's pattern */
  RltTime         shown_at;
  double          offset;      /* metres: how far ahead of the news it was shown at @offset_at */
  RltTime         offset_at;
  RltTime         born_at;     /* when it appeared where it had not moved to, or RLT_TIME_NONE */
  RltTime         gone_at;     /* when it has faded, to appear where it is now; or RLT_TIME_NONE */
} RltTrainGlide;

void   rlt_train_glide_init    (RltTrainGlide  *self,
                                 const RltTrain  *train,
                                 RltTime          now);
void   rlt_train_glide_follow  (RltTrainGlide  *self,
                                 const RltTrain  *train,
                                 RltTime          now);
void   rlt_train_glide_advance (RltTrainGlide  *self,
                                 RltTime          now);
double rlt_train_glide_opacity (const RltTrainGlide *self,
                                 RltTime               now);

G_END_DECLS
