/* rlt-line-painter.c: draws the lines of a part of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-line-painter"

#include "config.h"

#include "rlt-line-painter.h"

#include <math.h>

/* Steps shorter than this many logical pixels are not seen. */
#define SHORTEST_STEP 0.7

typedef struct
{
  cairo_t             *cr;
  const RltMapScene   *scene;
  const RltMapCamera  *camera;
  RltMapBox            box;      /* what is drawn, with room for the widest line */
} Painter;

static void
add_segment (const Painter       *self,
             const RltMapSegment *segment)
{
  double last_x, last_y;

  rlt_map_camera_to_widget (self->camera, &segment->points[0], &last_x, &last_y);
  cairo_move_to (self->cr, last_x, last_y);
  for (guint i = 1; i < segment->n_points; i++)
    {
      double x, y;

      rlt_map_camera_to_widget (self->camera, &segment->points[i], &x, &y);
      if (i + 1 < segment->n_points && fabs (x - last_x) + fabs (y - last_y) < SHORTEST_STEP)
        continue;
      cairo_line_to (self->cr, x, y);
      last_x = x;
      last_y = y;
    }
}

/* Leaves the path of what can be seen of @line in the context. */
static gboolean
add_line (const Painter    *self,
          const RltMapLine *line)
{
  gboolean seen = FALSE;

  cairo_new_path (self->cr);
  if (!rlt_map_box_meets (&line->box, &self->box))
    return FALSE;

  for (guint i = 0; i < line->line->n_segments; i++)
    {
      if (!rlt_map_box_meets (&line->segments[i].box, &self->box))
        continue;
      add_segment (self, &line->segments[i]);
      seen = TRUE;
    }

  return seen;
}

static void
draw_line (const Painter    *self,
           const RltMapLine *line)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (self->scene);
  double width = rlt_map_scene_line_width (self->scene, line->line);

  if (!add_line (self, line))
    return;

  rlt_map_set_color (self->cr, theme->casing, self->scene->transparent ? 0.8 : 1);
  cairo_set_line_width (self->cr, width + 2 * rlt_map_scene_casing_width (self->scene));
  cairo_stroke_preserve (self->cr);

  rlt_map_set_color (self->cr, rlt_map_scene_line_color (self->scene, line->line), 1);
  cairo_set_line_width (self->cr, width);
  cairo_stroke (self->cr);
}

/**
 * rlt_line_painter_draw:
 * @cr: where to draw, in the camera's logical pixels
 * @network: all lines
 * @scene: how
 * @camera: what part
 *
 * The selected line comes last, over all others. Any thread.
 */
void
rlt_line_painter_draw (cairo_t             *cr,
                       const RltMapNetwork *network,
                       const RltMapScene   *scene,
                       const RltMapCamera  *camera)
{
  Painter self = { .cr = cr, .scene = scene, .camera = camera };

  rlt_map_camera_get_box (camera, 32, &self.box);
  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);

  for (guint i = 0; i < network->n_lines; i++)
    {
      const RltMapLine *line = &network->lines[network->line_order[i]];

      if (line->line != scene->selected && rlt_map_scene_shows_line (scene, line->line))
        draw_line (&self, line);
    }
  if (scene->selected != NULL)
    draw_line (&self, &network->lines[scene->selected->index]);

  cairo_restore (cr);
}
