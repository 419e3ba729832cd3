/* rlt-map-network.c: lines and stations as they lie in the flat world of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-network"

#include "config.h"

#include "rlt-map-network.h"

#include <math.h>

/* What lies on top is painted last: the thin lines of the city over the wide ones of the region. */
static const int painting_place[RLT_N_NETWORKS] = {
  [RLT_NETWORK_TRANSILIEN] = 0,
  [RLT_NETWORK_RER] = 1,
  [RLT_NETWORK_TRAM] = 2,
  [RLT_NETWORK_METRO] = 3,
  [RLT_NETWORK_CABLE] = 4,
};

/* How much a line of each network adds to a station's rank. */
static const double network_weight[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = 2,
  [RLT_NETWORK_RER] = 3,
  [RLT_NETWORK_TRAM] = 1,
  [RLT_NETWORK_TRANSILIEN] = 2,
  [RLT_NETWORK_CABLE] = 1,
};

#define TERMINUS_WEIGHT 1.5

static gsize
count_points (RltCatalogue *catalogue)
{
  gsize n = 0;

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      for (guint j = 0; j < line->n_segments; j++)
        n += line->segments[j].n_points;
    }
  for (guint i = 0; i < rlt_catalogue_get_n_stations (catalogue); i++)
    n += rlt_catalogue_get_station (catalogue, i)->n_stops;

  return n;
}

/* Fills @self with @line, taking points from *@points on. */
static void
add_line (RltMapLine     *self,
          const RltLine  *line,
          RltMapPoint   **points)
{
  RltMapSegment *segments = g_new (RltMapSegment, line->n_segments);

  self->line = line;
  self->box = RLT_MAP_BOX_EMPTY;
  self->segments = segments;
  for (guint i = 0; i < line->n_segments; i++)
    {
      const RltSegment *from = &line->segments[i];
      RltMapPoint *to = *points;

      segments[i].box = RLT_MAP_BOX_EMPTY;
      segments[i].n_points = from->n_points;
      segments[i].points = to;
      for (guint j = 0; j < from->n_points; j++)
        {
          rlt_map_project (from->points[j].latitude, from->points[j].longitude, &to[j]);
          rlt_map_box_add (&segments[i].box, &to[j]);
        }
      rlt_map_box_join (&self->box, &segments[i].box);
      *points += from->n_points;
    }
}

static gboolean
is_terminus (const RltStop *stop)
{
  for (guint i = 0; i < stop->line->n_patterns; i++)
    {
      const RltPattern *pattern = &stop->line->patterns[i];

      if (pattern->stops[0] == stop || pattern->stops[pattern->n_stops - 1] == stop)
        return TRUE;
    }

  return FALSE;
}

static void
add_station (RltMapStation     *self,
             const RltStation  *station,
             RltMapPoint      **points)
{
  self->station = station;
  self->stops = *points;
  for (guint i = 0; i < station->n_stops; i++)
    {
      const RltStop *stop = station->stops[i];
      RltMapPoint *point = (*points)++;

      rlt_map_project (stop->latitude, stop->longitude, point);
      self->place.x += point->x / station->n_stops;
      self->place.y += point->y / station->n_stops;
      self->networks |= 1u << stop->line->network;
      self->rank += network_weight[stop->line->network];
      if (is_terminus (stop))
        {
          self->terminus = TRUE;
          self->rank += TERMINUS_WEIGHT;
        }
    }
}

static int
compare_painting (gconstpointer a,
                  gconstpointer b,
                  gpointer      user_data)
{
  const RltMapLine *lines = user_data;
  guint line_a = *(const guint *) a, line_b = *(const guint *) b;
  int place_a = painting_place[lines[line_a].line->network];
  int place_b = painting_place[lines[line_b].line->network];

  return place_a != place_b ? place_a - place_b : (int) line_a - (int) line_b;
}

static int
compare_rank (gconstpointer a,
              gconstpointer b,
              gpointer      user_data)
{
  const RltMapStation *stations = user_data;
  guint station_a = *(const guint *) a, station_b = *(const guint *) b;
  double rank_a = stations[station_a].rank, rank_b = stations[station_b].rank;

  if (rank_a != rank_b)
    return rank_a > rank_b ? -1 : 1;
  return (int) station_a - (int) station_b;
}

static guint *
sorted_places (guint             n,
               GCompareDataFunc  compare,
               gpointer          items)
{
  guint *places = g_new (guint, n);

  for (guint i = 0; i < n; i++)
    places[i] = i;
  g_qsort_with_data (places, n, sizeof *places, compare, items);

  return places;
}

/**
 * rlt_map_network_new:
 * @catalogue: the network on the ground
 *
 * Returns: (transfer full): the same in the flat world, with a reference to @catalogue
 */
RltMapNetwork *
rlt_map_network_new (RltCatalogue *catalogue)
{
  RltMapNetwork *self;
  RltMapPoint *points;

  g_return_val_if_fail (catalogue != NULL, NULL);

  self = g_new0 (RltMapNetwork, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->catalogue = rlt_catalogue_ref (catalogue);
  self->points = points = g_new (RltMapPoint, count_points (catalogue));

  self->n_lines = rlt_catalogue_get_n_lines (catalogue);
  self->lines = g_new0 (RltMapLine, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    add_line (&self->lines[i], rlt_catalogue_get_line (catalogue, i), &points);
  self->line_order = sorted_places (self->n_lines, compare_painting, self->lines);

  self->n_stations = rlt_catalogue_get_n_stations (catalogue);
  self->stations = g_new0 (RltMapStation, self->n_stations);
  for (guint i = 0; i < self->n_stations; i++)
    add_station (&self->stations[i], rlt_catalogue_get_station (catalogue, i), &points);
  self->ranking = sorted_places (self->n_stations, compare_rank, self->stations);

  return self;
}

/**
 * rlt_map_network_ref:
 * @self: a network
 *
 * Returns: (transfer full): @self. Any thread.
 */
RltMapNetwork *
rlt_map_network_ref (RltMapNetwork *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

/**
 * rlt_map_network_unref:
 * @self: (transfer full): a network
 *
 * Any thread.
 */
void
rlt_map_network_unref (RltMapNetwork *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  for (guint i = 0; i < self->n_lines; i++)
    g_free ((gpointer) self->lines[i].segments);
  g_free (self->lines);
  g_free (self->line_order);
  g_free (self->stations);
  g_free (self->ranking);
  g_free (self->points);
  rlt_catalogue_unref (self->catalogue);
  g_free (self);
}

/* The square of the distance from @p to the stretch from @a to @b. */
static double
distance_to_stretch (const RltMapPoint *p,
                     const RltMapPoint *a,
                     const RltMapPoint *b)
{
  double dx = b->x - a->x, dy = b->y - a->y;
  double length = dx * dx + dy * dy;
  double along = length > 0 ? ((p->x - a->x) * dx + (p->y - a->y) * dy) / length : 0;
  double off_x, off_y;

  along = CLAMP (along, 0, 1);
  off_x = p->x - (a->x + along * dx);
  off_y = p->y - (a->y + along * dy);

  return off_x * off_x + off_y * off_y;
}

static double
distance_to_line (const RltMapLine  *line,
                  const RltMapPoint *point,
                  const RltMapBox   *around)
{
  double best = G_MAXDOUBLE;

  if (!rlt_map_box_meets (&line->box, around))
    return best;

  for (guint i = 0; i < line->line->n_segments; i++)
    {
      const RltMapSegment *segment = &line->segments[i];

      if (!rlt_map_box_meets (&segment->box, around))
        continue;
      for (guint j = 0; j + 1 < segment->n_points; j++)
        best = MIN (best, distance_to_stretch (point, &segment->points[j], &segment->points[j + 1]));
    }

  return best;
}

/**
 * rlt_map_network_find_line:
 * @self: a network
 * @camera: what is shown
 * @networks: a bit for each RltNetwork to look at
 * @x: logical pixels in the widget
 * @y: likewise
 * @radius: logical pixels
 *
 * Returns: (transfer none) (nullable): the line whose track is nearest and within @radius; of lines
 *   that share the track the one painted on top
 */
const RltLine *
rlt_map_network_find_line (const RltMapNetwork *self,
                           const RltMapCamera  *camera,
                           guint                networks,
                           double               x,
                           double               y,
                           double               radius)
{
  const RltLine *found = NULL;
  double reach, best;
  RltMapPoint point;
  RltMapBox around;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (camera != NULL, NULL);

  rlt_map_camera_from_widget (camera, x, y, &point);
  reach = radius / camera->scale;
  best = reach * reach;
  around = (RltMapBox) { point.x - reach, point.y - reach, point.x + reach, point.y + reach };

  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltMapLine *line = &self->lines[self->line_order[i]];
      double distance;

      if (!(networks & (1u << line->line->network)))
        continue;
      distance = distance_to_line (line, &point, &around);
      if (distance <= best)
        {
          best = distance;
          found = line->line;
        }
    }

  return found;
}
