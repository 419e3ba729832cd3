/* rlt-map-scene.c: what of the network is drawn at a zoom level, how wide and in what colours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-scene"

#include "config.h"

#include "rlt-map-scene.h"

/* How much of the background a line takes on while another one is selected. */
#define DIMMED 0.78
#define SELECTED_GROWTH 1.5
#define DARKEST_ON_DARK 0.42

/* Widths at zoom 12, logical pixels. */
static const double base_width[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = 3.4,
  [RLT_NETWORK_RER] = 4.4,
  [RLT_NETWORK_TRAM] = 2.4,
  [RLT_NETWORK_TRANSILIEN] = 3.2,
  [RLT_NETWORK_CABLE] = 2.4,
};

/* How widths grow with the zoom level. */
static const struct { double zoom; double growth; } growths[] = {
  { 8, 0.40 },
  { 10, 0.62 },
  { 12, 1.00 },
  { 14, 1.60 },
  { 16, 2.40 },
  { 18, 3.20 },
};

static const RltMapTheme light_theme = {
  .background = 0xf4f2ee,
  .casing = 0xffffff,
  .station = 0xffffff,
  .station_ring = 0x2e3436,
  .label = 0x23282d,
  .label_halo = 0xffffff,
};

static const RltMapTheme dark_theme = {
  .background = 0x1b1e23,
  .casing = 0x0f1114,
  .station = 0xf6f5f4,
  .station_ring = 0x0f1114,
  .label = 0xeeeeec,
  .label_halo = 0x14171b,
};

/* 0 for black to 1 for white, by the weights of ITU-R BT.709. */
static double
luminance (guint32 color)
{
  return (0.2126 * ((color >> 16) & 0xff) + 0.7152 * ((color >> 8) & 0xff) + 0.0722 * (color & 0xff)) / 255;
}

static double
growth_at (double zoom)
{
  guint last = G_N_ELEMENTS (growths) - 1;
  double share;
  guint i = 1;

  if (zoom <= growths[0].zoom)
    return growths[0].growth;
  if (zoom >= growths[last].zoom)
    return growths[last].growth;

  while (zoom > growths[i].zoom)
    i++;
  share = (zoom - growths[i - 1].zoom) / (growths[i].zoom - growths[i - 1].zoom);

  return growths[i - 1].growth + share * (growths[i].growth - growths[i - 1].growth);
}

static gboolean
is_regional (const RltMapStation *station)
{
  return (station->networks & (1u << RLT_NETWORK_RER | 1u << RLT_NETWORK_TRANSILIEN)) != 0;
}

/* The zoom level from which a station's mark is drawn: what matters most comes first, and the wide
 * spacing of the suburbs leaves room earlier. */
static double
first_zoom (const RltMapStation *station)
{
  if (station->rank >= 8)
    return 9.5;
  if (station->rank >= 5)
    return 10.5;
  if (station->terminus)
    return is_regional (station) ? 9.8 : 11;
  if (rlt_map_station_is_interchange (station))
    return 11.5;
  return is_regional (station) ? 11.8 : 12.4;
}

static double
first_label_zoom (const RltMapStation *station)
{
  if (station->rank >= 8)
    return 10.4;
  if (station->rank >= 5)
    return 11.4;
  if (station->terminus)
    return is_regional (station) ? 10.2 : 11.4;
  if (rlt_map_station_is_interchange (station))
    return 12.6;
  return 13.2;
}

/**
 * rlt_map_scene_equal:
 * @self: a scene
 * @other: another
 *
 * Returns: whether whatever is drawn looks the same in both
 */
gboolean
rlt_map_scene_equal (const RltMapScene *self,
                     const RltMapScene *other)
{
  return self->zoom == other->zoom &&
         self->scale_factor == other->scale_factor &&
         self->networks == other->networks &&
         self->selected == other->selected &&
         self->dark == other->dark &&
         self->transparent == other->transparent;
}

/**
 * rlt_map_scene_shows_line:
 * @self: a scene
 * @line: a line
 *
 * Returns: whether @line is drawn: its network is, or it is the selected one
 */
gboolean
rlt_map_scene_shows_line (const RltMapScene *self,
                          const RltLine     *line)
{
  return self->selected == line || (self->networks & (1u << line->network)) != 0;
}

/**
 * rlt_map_scene_has_station:
 * @self: a scene
 * @station: a station
 *
 * Returns: whether @station has a mark at this zoom level
 */
gboolean
rlt_map_scene_has_station (const RltMapScene   *self,
                           const RltMapStation *station)
{
  if (self->selected != NULL && rlt_map_station_is_on (station, self->selected))
    return self->zoom >= MIN (first_zoom (station), 10.5);
  if (!(station->networks & self->networks))
    return FALSE;

  return self->zoom >= first_zoom (station);
}

/**
 * rlt_map_scene_has_label:
 * @self: a scene
 * @station: a station
 *
 * Returns: whether @station has its name written at this zoom level, where there is room for it
 */
gboolean
rlt_map_scene_has_label (const RltMapScene   *self,
                         const RltMapStation *station)
{
  if (!rlt_map_scene_has_station (self, station))
    return FALSE;
  if (self->selected != NULL)
    return rlt_map_station_is_on (station, self->selected) && self->zoom >= MIN (first_label_zoom (station), 11.2);

  return self->zoom >= first_label_zoom (station);
}

/**
 * rlt_map_scene_is_dimmed:
 * @self: a scene
 * @line: a line
 *
 * Returns: whether @line steps back for the selected one
 */
gboolean
rlt_map_scene_is_dimmed (const RltMapScene *self,
                         const RltLine     *line)
{
  return self->selected != NULL && self->selected != line;
}

/**
 * rlt_map_scene_line_width:
 * @self: a scene
 * @line: a line
 *
 * Returns: how wide @line is drawn without its casing, logical pixels
 */
double
rlt_map_scene_line_width (const RltMapScene *self,
                          const RltLine     *line)
{
  double width = base_width[line->network] * growth_at (self->zoom);

  return self->selected == line ? width * SELECTED_GROWTH : width;
}

/**
 * rlt_map_scene_casing_width:
 * @self: a scene
 *
 * Returns: how wide the casing is on each side of a line, logical pixels
 */
double
rlt_map_scene_casing_width (const RltMapScene *self)
{
  return 0.4 + 0.6 * growth_at (self->zoom);
}

/**
 * rlt_map_scene_radius:
 * @self: a scene
 * @station: a station
 *
 * Returns: the radius of the station's mark with its ring, logical pixels
 */
double
rlt_map_scene_radius (const RltMapScene   *self,
                      const RltMapStation *station)
{
  double widest = 0;

  for (guint i = 0; i < station->station->n_stops; i++)
    {
      const RltLine *line = station->station->stops[i]->line;

      if (rlt_map_scene_shows_line (self, line))
        widest = MAX (widest, rlt_map_scene_line_width (self, line));
    }
  if (rlt_map_station_is_interchange (station))
    return widest * 0.62 + 1.5;
  return station->terminus ? widest * 0.5 + 1.2 : widest * 0.5;
}

/**
 * rlt_map_scene_get_theme:
 * @self: a scene
 *
 * Returns: (transfer none): its colours
 */
const RltMapTheme *
rlt_map_scene_get_theme (const RltMapScene *self)
{
  return self->dark ? &dark_theme : &light_theme;
}

/**
 * rlt_map_scene_line_color:
 * @self: a scene
 * @line: a line
 *
 * Returns: 0xRRGGBB, what @line is drawn in: its own colour, lighter where it would drown in a dark map,
 *   near the background's when dimmed
 */
guint32
rlt_map_scene_line_color (const RltMapScene *self,
                          const RltLine     *line)
{
  guint32 color = line->color;

  if (self->dark && luminance (color) < DARKEST_ON_DARK)
    color = rlt_map_mix (color, 0xffffff, DARKEST_ON_DARK - luminance (color));
  if (rlt_map_scene_is_dimmed (self, line))
    color = rlt_map_mix (color, rlt_map_scene_get_theme (self)->background, DIMMED);

  return color;
}

/**
 * rlt_map_station_is_on:
 * @self: a station
 * @line: a line
 *
 * Returns: whether @line serves it
 */
gboolean
rlt_map_station_is_on (const RltMapStation *self,
                       const RltLine       *line)
{
  for (guint i = 0; i < self->station->n_stops; i++)
    {
      if (self->station->stops[i]->line == line)
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_map_station_is_interchange:
 * @self: a station
 *
 * Returns: whether several lines serve it
 */
gboolean
rlt_map_station_is_interchange (const RltMapStation *self)
{
  return self->station->n_stops > 1;
}

/**
 * rlt_map_scene_find_station:
 * @self: a scene
 * @network: all stations
 * @camera: what is shown
 * @x: logical pixels in the widget
 * @y: likewise
 * @radius: logical pixels
 *
 * Returns: (transfer none) (nullable): of the stations that have a mark the one nearest to the place,
 *   within @radius
 */
const RltMapStation *
rlt_map_scene_find_station (const RltMapScene   *self,
                            const RltMapNetwork *network,
                            const RltMapCamera  *camera,
                            double               x,
                            double               y,
                            double               radius)
{
  const RltMapStation *found = NULL;
  double best = radius * radius;

  for (guint i = 0; i < network->n_stations; i++)
    {
      const RltMapStation *station = &network->stations[network->ranking[i]];

      if (!rlt_map_scene_has_station (self, station))
        continue;
      for (guint j = 0; j < station->station->n_stops; j++)
        {
          double stop_x, stop_y, distance;

          rlt_map_camera_to_widget (camera, &station->stops[j], &stop_x, &stop_y);
          distance = (stop_x - x) * (stop_x - x) + (stop_y - y) * (stop_y - y);
          if (distance < best)
            {
              best = distance;
              found = station;
            }
        }
    }

  return found;
}

static guint32
mix_channel (guint32 color,
             guint32 other,
             double  share,
             int     shift)
{
  double a = (color >> shift) & 0xff, b = (other >> shift) & 0xff;

  return (guint32) (a + (b - a) * share + 0.5) << shift;
}

/**
 * rlt_map_mix:
 * @color: 0xRRGGBB
 * @other: 0xRRGGBB
 * @share: 0-1, of @other
 *
 * Returns: 0xRRGGBB, what lies between the two
 */
guint32
rlt_map_mix (guint32 color,
             guint32 other,
             double  share)
{
  return mix_channel (color, other, share, 16) |
         mix_channel (color, other, share, 8) |
         mix_channel (color, other, share, 0);
}

/**
 * rlt_map_set_color:
 * @cr: where to draw
 * @color: 0xRRGGBB
 * @alpha: 0-1
 */
void
rlt_map_set_color (cairo_t *cr,
                   guint32  color,
                   double   alpha)
{
  cairo_set_source_rgba (cr,
                         ((color >> 16) & 0xff) / 255.0,
                         ((color >> 8) & 0xff) / 255.0,
                         (color & 0xff) / 255.0,
                         alpha);
}
