/* rlt-station-painter.c: draws the stations of a part of the map, and their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-station-painter"

#include "config.h"

#include "rlt-station-painter.h"

#define HALO_WIDTH 3.0      /* logical pixels */
#define RING_WIDTH 1.6      /* logical pixels, of an interchange's ring */
#define DIMMED_ALPHA 0.35

typedef struct
{
  cairo_t            *cr;
  const RltMapScene  *scene;
  const RltMapCamera *camera;
} Painter;

static void
draw_disc (cairo_t *cr,
           double   x,
           double   y,
           double   radius)
{
  cairo_new_sub_path (cr);
  cairo_arc (cr, x, y, radius, 0, 2 * G_PI);
}

/* Adds a way from each shown stop to the middle of them: with round caps it makes one body of the
 * platforms of an interchange, however far apart they are. */
static void
add_body (const Painter       *self,
          const RltMapStation *station)
{
  RltMapPoint middle = { 0, 0 };
  double middle_x, middle_y;
  guint n = 0;

  for (guint i = 0; i < station->station->n_stops; i++)
    {
      if (!rlt_map_scene_shows_line (self->scene, station->station->stops[i]->line))
        continue;
      middle.x += station->stops[i].x;
      middle.y += station->stops[i].y;
      n++;
    }
  if (n == 0)
    return;
  middle.x /= n;
  middle.y /= n;
  rlt_map_camera_to_widget (self->camera, &middle, &middle_x, &middle_y);

  for (guint i = 0; i < station->station->n_stops; i++)
    {
      double x, y;

      if (!rlt_map_scene_shows_line (self->scene, station->station->stops[i]->line))
        continue;
      rlt_map_camera_to_widget (self->camera, &station->stops[i], &x, &y);
      cairo_move_to (self->cr, x, y);
      cairo_line_to (self->cr, middle_x, middle_y);
    }
}

static void
draw_interchange (const Painter       *self,
                  const RltMapStation *station,
                  double               alpha)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (self->scene);
  double radius = rlt_map_scene_radius (self->scene, station);

  cairo_new_path (self->cr);
  add_body (self, station);
  rlt_map_set_color (self->cr, theme->station_ring, alpha);
  cairo_set_line_width (self->cr, 2 * radius);
  cairo_stroke_preserve (self->cr);
  rlt_map_set_color (self->cr, theme->station, 1);
  cairo_set_line_width (self->cr, MAX (2 * (radius - RING_WIDTH), 1));
  cairo_stroke (self->cr);
}

static void
draw_stop (const Painter       *self,
           const RltMapStation *station,
           double               alpha)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (self->scene);
  const RltLine *line = station->station->stops[0]->line;
  double radius = rlt_map_scene_radius (self->scene, station);
  double width = rlt_map_scene_line_width (self->scene, line);
  double x, y;

  rlt_map_camera_to_widget (self->camera, &station->stops[0], &x, &y);
  if (station->terminus)
    {
      draw_disc (self->cr, x, y, radius + rlt_map_scene_casing_width (self->scene));
      rlt_map_set_color (self->cr, theme->casing, 1);
      cairo_fill (self->cr);
      draw_disc (self->cr, x, y, radius);
      rlt_map_set_color (self->cr, rlt_map_scene_line_color (self->scene, line), 1);
      cairo_fill (self->cr);
    }
  draw_disc (self->cr, x, y, station->terminus ? radius * 0.5 : width * 0.36);
  rlt_map_set_color (self->cr, theme->station, alpha);
  cairo_fill (self->cr);
}

static gboolean
is_in_view (const Painter       *self,
            const RltMapStation *station)
{
  RltMapBox box = RLT_MAP_BOX_EMPTY, view;

  for (guint i = 0; i < station->station->n_stops; i++)
    rlt_map_box_add (&box, &station->stops[i]);
  rlt_map_camera_get_box (self->camera, 32, &view);

  return rlt_map_box_meets (&box, &view);
}

/**
 * rlt_station_painter_draw:
 * @cr: where to draw, in the camera's logical pixels
 * @network: all stations
 * @scene: how
 * @camera: what part
 *
 * The stations that matter most lie on top. Any thread.
 */
void
rlt_station_painter_draw (cairo_t             *cr,
                          const RltMapNetwork *network,
                          const RltMapScene   *scene,
                          const RltMapCamera  *camera)
{
  const Painter self = { .cr = cr, .scene = scene, .camera = camera };

  cairo_save (cr);
  cairo_set_line_cap (cr, CAIRO_LINE_CAP_ROUND);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = network->n_stations; i > 0; i--)
    {
      const RltMapStation *station = &network->stations[network->ranking[i - 1]];
      double alpha = 1;

      if (!rlt_map_scene_has_station (scene, station) || !is_in_view (&self, station))
        continue;
      if (scene->selected != NULL && !rlt_map_station_is_on (station, scene->selected))
        alpha = DIMMED_ALPHA;
      if (rlt_map_station_is_interchange (station))
        draw_interchange (&self, station, alpha);
      else
        draw_stop (&self, station, alpha);
    }
  cairo_restore (cr);
}

static void
draw_name (const Painter     *self,
           const RltMapLabel *label)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (self->scene);

  cairo_move_to (self->cr, label->left - self->camera->left, label->top - self->camera->top);
  pango_cairo_layout_path (self->cr, label->layout);
  rlt_map_set_color (self->cr, theme->label_halo, 0.85);
  cairo_set_line_width (self->cr, HALO_WIDTH);
  cairo_stroke (self->cr);

  cairo_move_to (self->cr, label->left - self->camera->left, label->top - self->camera->top);
  rlt_map_set_color (self->cr, theme->label, 1);
  pango_cairo_show_layout (self->cr, label->layout);
}

/**
 * rlt_station_painter_draw_names:
 * @cr: where to draw, in the camera's logical pixels
 * @labels: (element-type RltMapLabel): names placed for @scene
 * @scene: how
 * @camera: what part
 *
 * On the thread of the letterer that placed the names.
 */
void
rlt_station_painter_draw_names (cairo_t            *cr,
                                const GArray       *labels,
                                const RltMapScene  *scene,
                                const RltMapCamera *camera)
{
  const Painter self = { .cr = cr, .scene = scene, .camera = camera };

  cairo_save (cr);
  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  for (guint i = 0; i < labels->len; i++)
    {
      const RltMapLabel *label = &g_array_index (labels, RltMapLabel, i);

      if (label->left + label->width + HALO_WIDTH < camera->left ||
          label->top + label->height + HALO_WIDTH < camera->top ||
          label->left - HALO_WIDTH > camera->left + camera->width ||
          label->top - HALO_WIDTH > camera->top + camera->height)
        continue;
      draw_name (&self, label);
    }
  cairo_restore (cr);
}
