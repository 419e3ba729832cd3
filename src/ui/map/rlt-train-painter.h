/* rlt-train-painter.h: draws the sign of a train.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "rlt-train-sprites.h"

G_BEGIN_DECLS

/* What a train's sign shows. */
typedef struct
{
  const RltLine *line;
  RltTrainShape  shape;
  RltBasis       basis;
  double         bearing;   /* degrees clockwise from north */
  gboolean       dark;
} RltTrainSign;

double rlt_train_painter_get_reach (const RltTrainSign *sign);
void   rlt_train_painter_draw      (cairo_t            *cr,
                                    const RltTrainSign *sign);

G_END_DECLS
