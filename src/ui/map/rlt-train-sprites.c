/* rlt-train-sprites.c: the small pictures trains are drawn with, made once and kept.
 *
 * Headings are quantised and pictures turned beforehand: turning a texture while it is drawn is slow
 * without a graphics card.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-sprites"

#include "config.h"

#include "rlt-train-sprites.h"

#include <math.h>

#include "rlt-map-texture.h"
#include "rlt-train-painter.h"

/* So many new pictures are made for one frame, so that none takes long; until its own is made a train
 * is drawn as a dot. */
#define MAX_NEW 40

/* The zoom levels at which each shape but the last gives way to the next. */
static const double shape_ends[] = {
  [RLT_TRAIN_DOT] = 11.6,
  [RLT_TRAIN_DART] = 13,
  [RLT_TRAIN_ARROW] = 14.3,
};

struct _RltTrainSprites
{
  GHashTable *sprites;        /* (owned) (element-type guint RltTrainSprite) */
  int         scale_factor;
  gboolean    dark;
  guint       n_new;          /* made for this frame */
};

static void
sprite_free (RltTrainSprite *sprite)
{
  g_bytes_unref (sprite->pixels);
  g_free (sprite);
}

/**
 * rlt_train_sprites_new:
 *
 * Returns: (transfer full): an empty collection. Main thread, as everything here.
 */
RltTrainSprites *
rlt_train_sprites_new (void)
{
  RltTrainSprites *self = g_new0 (RltTrainSprites, 1);

  self->sprites = g_hash_table_new_full (NULL, NULL, NULL, (GDestroyNotify) sprite_free);
  self->scale_factor = 1;

  return self;
}

/**
 * rlt_train_sprites_free:
 * @self: (transfer full): a collection
 */
void
rlt_train_sprites_free (RltTrainSprites *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->sprites);
  g_free (self);
}

/**
 * rlt_train_sprites_set_look:
 * @self: a collection
 * @scale_factor: device pixels in a logical one
 * @dark: whether the map is dark
 *
 * What was made for another look is dropped.
 *
 * Returns: whether it is another one than before
 */
gboolean
rlt_train_sprites_set_look (RltTrainSprites *self,
                            int              scale_factor,
                            gboolean         dark)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (self->scale_factor == scale_factor && self->dark == dark)
    return FALSE;
  self->scale_factor = scale_factor;
  self->dark = dark;
  g_hash_table_remove_all (self->sprites);
  return TRUE;
}

/**
 * rlt_train_sprites_begin_frame:
 * @self: a collection
 *
 * Allows for some more new pictures.
 */
void
rlt_train_sprites_begin_frame (RltTrainSprites *self)
{
  self->n_new = 0;
}

static RltTrainSprite *
make_sprite (RltTrainSprites    *self,
             const RltTrainSign *sign)
{
  RltTrainSprite *sprite = g_new (RltTrainSprite, 1);
  int reach = (int) rlt_train_painter_get_reach (sign);
  cairo_surface_t *surface;
  cairo_t *cr;

  sprite->size = 2 * reach * self->scale_factor;
  surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, sprite->size, sprite->size);
  cairo_surface_set_device_scale (surface, self->scale_factor, self->scale_factor);
  cr = cairo_create (surface);
  cairo_translate (cr, reach, reach);
  rlt_train_painter_draw (cr, sign);
  cairo_destroy (cr);
  sprite->pixels = rlt_map_pixels_new (surface);
  cairo_surface_destroy (surface);

  return sprite;
}

/**
 * rlt_train_sprites_get:
 * @self: a collection
 * @line: the train's line
 * @shape: how much is to be said
 * @basis: what the train rests on
 * @bearing: degrees clockwise from north, the way of travel
 *
 * Returns: (transfer none): a picture for it, a mere dot when there were too many new ones for this
 *   frame. It lives until rlt_train_sprites_set_look().
 */
const RltTrainSprite *
rlt_train_sprites_get (RltTrainSprites *self,
                       const RltLine   *line,
                       RltTrainShape    shape,
                       RltBasis         basis,
                       double           bearing)
{
  guint heading = shape == RLT_TRAIN_DOT ? 0
                                         : (guint) lround (bearing * RLT_TRAIN_HEADINGS / 360) % RLT_TRAIN_HEADINGS;
  guint key = ((line->index * RLT_TRAIN_HEADINGS + heading) * 4 + shape) * 4 + basis;
  RltTrainSprite *sprite = g_hash_table_lookup (self->sprites, GUINT_TO_POINTER (key));
  RltTrainSign sign;

  if (sprite != NULL)
    return sprite;
  if (self->n_new >= MAX_NEW && shape != RLT_TRAIN_DOT)
    return rlt_train_sprites_get (self, line, RLT_TRAIN_DOT, basis, 0);

  sign = (RltTrainSign) { line, shape, basis, heading * 360.0 / RLT_TRAIN_HEADINGS, self->dark };
  sprite = make_sprite (self, &sign);
  g_hash_table_insert (self->sprites, GUINT_TO_POINTER (key), sprite);
  self->n_new++;

  return sprite;
}

/**
 * rlt_train_sprites_is_behind:
 * @self: a collection
 *
 * Returns: whether dots stand in for pictures in this frame, so that there should be another one
 */
gboolean
rlt_train_sprites_is_behind (RltTrainSprites *self)
{
  return self->n_new >= MAX_NEW;
}

/**
 * rlt_train_shape_at:
 * @zoom: a zoom level
 *
 * Returns: how much there is room to say
 */
RltTrainShape
rlt_train_shape_at (double zoom)
{
  RltTrainShape shape = RLT_TRAIN_DOT;

  while (shape < RLT_TRAIN_SIGN && zoom >= shape_ends[shape])
    shape++;

  return shape;
}
