/* rlt-station-painter.c: draws the stations of a part of the map, and their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-station-painter"

#include "config.h"

#include "rlt-station-painter.h"

#define HALO_WIDTH 3.0      /* logical pixels */
#define RING_WIDTH 1.6      /* logical pixels, of an interchange's ring */
#define WIDEST_WAY 2.0      /* logical pixels: half of how wide ways between platforms get */
#define DIMMED 0.65         /* of the background, in stations of other lines than the selected one */

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

/* Where the shown stops of an interchange have their middle. */
static gboolean
get_middle (const Painter       *self,
            const RltMapStation *station,
            double              *x,
            double              *y)
{
  RltMapPoint middle = { 0, 0 };
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
    return FALSE;

  middle.x /= n;
  middle.y /= n;
  rlt_map_camera_to_widget (self->camera, &middle, x, y);
  return TRUE;
}

/* A disc on each platform of an interchange, and a way from each to the middle of them. */
static void
stroke_body (const Painter       *self,
             const RltMapStation *station,
             double               disc,
             double               way)
{
  double middle_x, middle_y;

  if (!get_middle (self, station, &middle_x, &middle_y))
    return;

  for (guint i = 0; i < station->station->n_stops; i++)
    {
      double x, y;

      if (!rlt_map_scene_shows_line (self->scene, station->station->stops[i]->line))
        continue;
      rlt_map_camera_to_widget (self->camera, &station->stops[i], &x, &y);
      cairo_move_to (self->cr, x, y);
      cairo_line_to (self->cr, x, y);
      cairo_set_line_width (self->cr, disc);
      cairo_stroke (self->cr);
      cairo_move_to (self->cr, x, y);
      cairo_line_to (self->cr, middle_x, middle_y);
      cairo_set_line_width (self->cr, way);
      cairo_stroke (self->cr);
    }
}

static void
draw_interchange (const Painter       *self,
                  const RltMapStation *station,
                  double               dimmed)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (self->scene);
  double radius = rlt_map_scene_radius (self->scene, station);
  double inside = MAX (radius - RING_WIDTH, 0.5);
  double way = MIN (inside, WIDEST_WAY);

  rlt_map_set_color (self->cr, rlt_map_mix (theme->station_ring, theme->background, dimmed), 1);
  stroke_body (self, station, 2 * radius, 2 * (way + RING_WIDTH));
  rlt_map_set_color (self->cr, theme->station, 1);
  stroke_body (self, station, 2 * inside, 2 * way);
}

static void
draw_stop (const Painter       *self,
           const RltMapStation *station,
           double               dimmed)
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
  rlt_map_set_color (self->cr, theme->station, 1 - dimmed);
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
      double dimmed = 0;

      if (!rlt_map_scene_has_station (scene, station) || !is_in_view (&self, station))
        continue;
      if (scene->selected != NULL && !rlt_map_station_is_on (station, scene->selected))
        dimmed = DIMMED;
      if (rlt_map_station_is_interchange (station))
        draw_interchange (&self, station, dimmed);
      else
        draw_stop (&self, station, dimmed);
    }
  cairo_restore (cr);
}

/**
 * rlt_station_painter_get_name_box:
 * @label: a name
 * @left: (out): logical pixels from the world's corner, at the zoom level the name is placed for
 * @top: (out): likewise
 * @right: (out): likewise
 * @bottom: (out): likewise
 *
 * Tells what drawing the name touches.
 */
void
rlt_station_painter_get_name_box (const RltMapLabel *label,
                                  double            *left,
                                  double            *top,
                                  double            *right,
                                  double            *bottom)
{
  *left = label->left - HALO_WIDTH;
  *top = label->top - HALO_WIDTH;
  *right = label->left + label->width + HALO_WIDTH;
  *bottom = label->top + label->height + HALO_WIDTH;
}

/**
 * rlt_station_painter_draw_name:
 * @cr: where to draw, in logical pixels from the world's corner, at the scene's zoom level
 * @label: a name placed for @scene
 * @scene: how
 *
 * On the thread of the letterer that placed the name.
 */
void
rlt_station_painter_draw_name (cairo_t           *cr,
                               const RltMapLabel *label,
                               const RltMapScene *scene)
{
  const RltMapTheme *theme = rlt_map_scene_get_theme (scene);

  cairo_set_line_join (cr, CAIRO_LINE_JOIN_ROUND);
  cairo_move_to (cr, label->left, label->top);
  pango_cairo_layout_path (cr, label->layout);
  rlt_map_set_color (cr, theme->label_halo, 0.85);
  cairo_set_line_width (cr, HALO_WIDTH);
  cairo_stroke (cr);

  cairo_move_to (cr, label->left, label->top);
  rlt_map_set_color (cr, theme->label, 1);
  pango_cairo_show_layout (cr, label->layout);
}
