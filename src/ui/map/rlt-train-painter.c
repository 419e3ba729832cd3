/* rlt-train-painter.c: draws the sign of a train.
 *
 * A train that was observed is filled with its line's colour, one that is inferred has an open middle,
 * one that is only scheduled is a broken outline: the difference does not hang on colour.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-painter"

#include "config.h"

#include "rlt-train-painter.h"

#include <math.h>
#include <pango/pangocairo.h>
#include <string.h>

#include "rlt-map-scene.h"

/* Sizes of each shape, logical pixels. */
static const struct
{
  double radius;    /* of the body */
  double nose;      /* from the middle to the tip; 0 for none */
  double outline;   /* the light edge that sets it off from its line */
  double ring;      /* of a body that is not filled */
} sizes[] = {
  [RLT_TRAIN_DOT] = { 3.3, 0, 1.2, 1.6 },
  [RLT_TRAIN_DART] = { 3.6, 7.2, 1.2, 1.7 },
  [RLT_TRAIN_ARROW] = { 5, 10, 1.5, 2.1 },
  [RLT_TRAIN_SIGN] = { 9.5, 15, 1.6, 2.4 },
};

#define SHADOW 1.0
#define CODE_SIZE 11.5   /* logical pixels */

/**
 * rlt_train_painter_get_reach:
 * @sign: a sign
 *
 * Returns: logical pixels from the middle of the sign that it never passes, a whole number
 */
double
rlt_train_painter_get_reach (const RltTrainSign *sign)
{
  double farthest = MAX (sizes[sign->shape].radius, sizes[sign->shape].nose);

  return ceil (farthest + sizes[sign->shape].outline + SHADOW);
}

/* A disc, drawn out to a tip the way the train is heading. */
static void
add_body (cairo_t *cr,
          double   radius,
          double   nose,
          double   bearing)
{
  double heading = (bearing - 90) * (G_PI / 180);
  double half;

  cairo_new_path (cr);
  if (nose <= radius)
    {
      cairo_arc (cr, 0, 0, radius, 0, 2 * G_PI);
      return;
    }

  /* Where the edges to the tip touch the disc. */
  half = acos (radius / nose);
  cairo_arc (cr, 0, 0, radius, heading + half, heading - half + 2 * G_PI);
  cairo_line_to (cr, nose * cos (heading), nose * sin (heading));
  cairo_close_path (cr);
}

static void
draw_code (cairo_t    *cr,
           const char *code,
           guint32     color)
{
  PangoFontDescription *font = pango_font_description_from_string ("Sans Bold");
  PangoLayout *layout = pango_cairo_create_layout (cr);
  double size = strlen (code) > 2 ? CODE_SIZE * 0.75 : CODE_SIZE;
  PangoRectangle ink;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_text (layout, code, -1);
  pango_layout_get_extents (layout, &ink, NULL);

  rlt_map_set_color (cr, color, 1);
  cairo_move_to (cr,
                 -(ink.x + ink.width / 2.0) / PANGO_SCALE,
                 -(ink.y + ink.height / 2.0) / PANGO_SCALE);
  pango_cairo_show_layout (cr, layout);

  g_object_unref (layout);
  pango_font_description_free (font);
}

static void
draw_filling (cairo_t            *cr,
              const RltTrainSign *sign)
{
  double ring = sizes[sign->shape].ring;

  if (sign->basis == RLT_BASIS_OBSERVED)
    {
      rlt_map_set_color (cr, sign->line->color, 1);
      cairo_fill (cr);
      return;
    }

  rlt_map_set_color (cr, 0xffffff, 1);
  cairo_fill_preserve (cr);
  cairo_save (cr);
  cairo_clip_preserve (cr);
  if (sign->basis == RLT_BASIS_SCHEDULED)
    {
      double dash = ring * 1.2;

      cairo_set_dash (cr, &dash, 1, 0);
    }
  rlt_map_set_color (cr, sign->line->color, 1);
  cairo_set_line_width (cr, 2 * ring);
  cairo_stroke (cr);
  cairo_restore (cr);
}

/**
 * rlt_train_painter_draw:
 * @cr: where to draw, the middle of the sign at its origin, in logical pixels
 * @sign: what
 *
 * Main thread.
 */
void
rlt_train_painter_draw (cairo_t            *cr,
                        const RltTrainSign *sign)
{
  double radius = sizes[sign->shape].radius;
  double nose = sizes[sign->shape].nose;
  double outline = sizes[sign->shape].outline;

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  add_body (cr, radius, nose, sign->bearing);
  rlt_map_set_color (cr, 0x000000, sign->dark ? 0.6 : 0.35);
  cairo_set_line_width (cr, 2 * (outline + SHADOW * 0.6));
  cairo_stroke_preserve (cr);
  rlt_map_set_color (cr, 0xffffff, 1);
  cairo_set_line_width (cr, 2 * outline);
  cairo_stroke_preserve (cr);
  draw_filling (cr, sign);
  cairo_restore (cr);

  if (sign->shape == RLT_TRAIN_SIGN)
    draw_code (cr, sign->line->code, sign->basis == RLT_BASIS_OBSERVED ? sign->line->text_color : 0x202020);
}
