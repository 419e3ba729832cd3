/* rlt-train-sprites.h: the small pictures trains are drawn with, made once and kept.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-line.h"

G_BEGIN_DECLS

/* The more room there is, the more a picture says. */
typedef enum
{
  RLT_TRAIN_DOT,     /* the line, by its colour; what it rests on, by its filling */
  RLT_TRAIN_DART,    /* and where it is heading */
  RLT_TRAIN_ARROW,   /* the same, larger */
  RLT_TRAIN_SIGN,    /* and the line's code */
} RltTrainShape;

/* Headings are drawn in so many steps. */
#define RLT_TRAIN_HEADINGS 32

typedef struct
{
  GBytes *pixels;   /* (owned): red, green, blue, opacity; not multiplied with it */
  int     size;     /* device pixels on each side, an even number */
} RltTrainSprite;

typedef struct _RltTrainSprites RltTrainSprites;

RltTrainSprites      *rlt_train_sprites_new         (void);
void                  rlt_train_sprites_free        (RltTrainSprites *self);
gboolean              rlt_train_sprites_set_look    (RltTrainSprites *self,
                                                     int              scale_factor,
                                                     gboolean         dark);
void                  rlt_train_sprites_begin_frame (RltTrainSprites *self);
const RltTrainSprite *rlt_train_sprites_get         (RltTrainSprites *self,
                                                     const RltLine   *line,
                                                     RltTrainShape    shape,
                                                     RltBasis         basis,
                                                     double           bearing);
gboolean              rlt_train_sprites_is_behind   (RltTrainSprites *self);
RltTrainShape         rlt_train_shape_at            (double           zoom);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTrainSprites, rlt_train_sprites_free)

G_END_DECLS
