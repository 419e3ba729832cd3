/* rlt-train-sheet.h: draws many trains as few textures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-tile-set.h"
#include "rlt-train-fleet.h"
#include "rlt-train-sprites.h"

G_BEGIN_DECLS

/* A train in view. */
typedef struct
{
  const RltFleetTrain  *train;
  const RltTrainSprite *sprite;
  int                   x;       /* of its middle, device pixels from the world's corner */
  int                   y;
  guint                 level;   /* of opacity: from 1 to RLT_FLEET_LEVELS */
} RltTrainMark;

void rlt_train_mark_to_widget (const RltTrainMark *self,
                               const RltMapCamera *camera,
                               float              *x,
                               float              *y);

typedef struct _RltTrainSheet RltTrainSheet;

RltTrainSheet *rlt_train_sheet_new   (void);
void           rlt_train_sheet_free  (RltTrainSheet      *self);
void           rlt_train_sheet_clear (RltTrainSheet      *self);
void           rlt_train_sheet_draw  (RltTrainSheet      *self,
                                      GtkSnapshot        *snapshot,
                                      const RltTrainMark *marks,
                                      guint               n_marks,
                                      const RltMapCamera *camera,
                                      const RltTileSet   *tiles);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTrainSheet, rlt_train_sheet_free)

G_END_DECLS
