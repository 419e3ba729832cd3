/* rlt-train-emphasis.c: what sets a train off that is chosen or pointed at.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-emphasis"

#include "config.h"

#include "rlt-train-emphasis.h"

#include "rlt-geometry.h"
#include "rlt-train.h"

#define RING_GAP 2         /* logical pixels */
#define RING_WIDTH 2.5f
#define STRETCH_STEP 4.0   /* logical pixels between the points a stretch of track is drawn by */
#define STRETCH_WIDTH 9.0

static void
add_stretch (cairo_t            *cr,
             const RltMapCamera *camera,
             const RltPattern   *pattern,
             double              low,
             double              high)
{
  RltPosition position;
  double step;

  rlt_pattern_locate (pattern, low, &position);
  step = STRETCH_STEP * rlt_map_metres_per_pixel (position.latitude, camera->zoom);
  for (double at = low;; at = MIN (at + step, high))
    {
      RltMapPoint point;
      double x, y;

      rlt_pattern_locate (pattern, at, &position);
      rlt_map_project (position.latitude, position.longitude, &point);
      rlt_map_camera_to_widget (camera, &point, &x, &y);
      cairo_line_to (cr, x, y);
      if (at >= high)
        break;
    }
}

/* The stretch of track the train may be on, to scale. */
static void
draw_stretch (GtkSnapshot         *snapshot,
              const RltFleetTrain *train,
              const RltMapCamera  *camera,
              RltTime              now,
              gboolean             dark)
{
  const RltTrain *what = train->glide.train;
  RltTrainPlace place;
  double left, top, right, bottom;
  cairo_t *cr;

  rlt_train_place (what, now, &place);
  cr = gtk_snapshot_append_cairo (snapshot, &GRAPHENE_RECT_INIT (0, 0, camera->width, camera->height));
  add_stretch (cr, camera, what->pattern, MIN (place.low, train->glide.shown),
               MAX (place.high, train->glide.shown));
  cairo_path_extents (cr, &left, &top, &right, &bottom);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_width (cr, STRETCH_WIDTH);
  cairo_set_source_rgba (cr, dark, dark, dark, 0.35);
  cairo_stroke (cr);
  cairo_destroy (cr);
}

static void
draw_ring (GtkSnapshot        *snapshot,
           const RltTrainMark *mark,
           const RltMapCamera *camera,
           gboolean            dark,
           double              alpha)
{
  float x, y, reach = mark->sprite->size / 2.0f / camera->scale_factor + RING_GAP;
  GdkRGBA color = { dark, dark, dark, (float) alpha };
  GskRoundedRect outline;

  rlt_train_mark_to_widget (mark, camera, &x, &y);
  gsk_rounded_rect_init_from_rect (&outline, &GRAPHENE_RECT_INIT (x - reach, y - reach, 2 * reach, 2 * reach),
                                   reach);
  gtk_snapshot_append_border (snapshot, &outline,
                              (float[4]) { RING_WIDTH, RING_WIDTH, RING_WIDTH, RING_WIDTH },
                              (GdkRGBA[4]) { color, color, color, color });
}

/**
 * rlt_train_emphasis_draw:
 * @snapshot: where to draw
 * @mark: a train in view
 * @camera: what is shown
 * @now: the clock's time
 * @dark: whether the map is dark
 * @alpha: 0-1, how strong the ring is
 *
 * Draws a ring around the train, and the stretch of track it may be on.
 */
void
rlt_train_emphasis_draw (GtkSnapshot        *snapshot,
                         const RltTrainMark *mark,
                         const RltMapCamera *camera,
                         RltTime             now,
                         gboolean            dark,
                         double              alpha)
{
  draw_stretch (snapshot, mark->train, camera, now, dark);
  draw_ring (snapshot, mark, camera, dark, alpha);
}
