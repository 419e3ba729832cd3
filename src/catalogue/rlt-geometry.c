/* rlt-geometry.c: positions along a pattern and on the ground.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-geometry"

#include "config.h"

#include "rlt-geometry.h"

#include <math.h>

#define RADIANS(degrees) ((degrees) * (G_PI / 180))
#define EARTH_RADIUS 6371008.8  /* metres, the mean radius of WGS 84 */

/**
 * rlt_geo_distance:
 * @latitude_a: degrees
 * @longitude_a: degrees
 * @latitude_b: degrees
 * @longitude_b: degrees
 *
 * The haversine formula on a sphere of the Earth's mean radius.
 *
 * Returns: metres between two places, as the crow flies
 */
double
rlt_geo_distance (double latitude_a,
                  double longitude_a,
                  double latitude_b,
                  double longitude_b)
{
  double north = sin (RADIANS (latitude_b - latitude_a) / 2);
  double east = sin (RADIANS (longitude_b - longitude_a) / 2);
  double half = north * north + cos (RADIANS (latitude_a)) * cos (RADIANS (latitude_b)) * east * east;

  return 2 * EARTH_RADIUS * asin (sqrt (MIN (half, 1)));
}

/**
 * rlt_line_find_direction:
 * @self: a line
 * @from: one of its stops
 * @to: another one
 *
 * Returns: the direction of the first pattern that runs from @from to @to, 0 or 1; or -1: none does
 */
int
rlt_line_find_direction (const RltLine *self,
                         const RltStop *from,
                         const RltStop *to)
{
  g_return_val_if_fail (self != NULL && from != NULL && to != NULL, -1);

  for (guint i = 0; i < self->n_patterns; i++)
    {
      const int start = rlt_pattern_find_stop (&self->patterns[i], from);
      const int end = rlt_pattern_find_stop (&self->patterns[i], to);

      if (start >= 0 && end > start)
        return (int) self->patterns[i].direction;
    }

  return -1;
}

/**
 * rlt_line_find_stop:
 * @self: a line
 * @station: (nullable): a station
 *
 * Returns: (transfer none) (nullable): the stop at which @self serves @station
 */
const RltStop *
rlt_line_find_stop (const RltLine    *self,
                    const RltStation *station)
{
  g_return_val_if_fail (self != NULL, NULL);

  if (station == NULL)
    return NULL;

  for (guint i = 0; i < station->n_stops; i++)
    {
      if (station->stops[i]->line == self)
        return station->stops[i];
    }

  return NULL;
}

/**
 * rlt_pattern_find_stop:
 * @self: a pattern
 * @stop: (nullable): a stop
 *
 * Returns: the place of @stop among the pattern's stops, or -1
 */
int
rlt_pattern_find_stop (const RltPattern *self,
                       const RltStop    *stop)
{
  g_return_val_if_fail (self != NULL, -1);

  for (guint i = 0; i < self->n_stops; i++)
    {
      if (self->stops[i] == stop)
        return i;
    }

  return -1;
}

/* The heading from @a to @b, which are near each other. */
static double
bearing_between (const RltPoint *a,
                 const RltPoint *b)
{
  double north = b->latitude - a->latitude;
  double east = (b->longitude - a->longitude) * cos (RADIANS ((a->latitude + b->latitude) / 2));
  double bearing = atan2 (east, north) * (180 / G_PI);

  return bearing < 0 ? bearing + 360 : bearing;
}

/* The last piece of the track that begins at or before @distance. */
static guint
find_piece (const RltSegment *self,
            double            distance)
{
  guint low = 0, high = self->n_points - 1;

  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->distances[middle] <= distance)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * rlt_segment_locate:
 * @self: a segment
 * @distance: metres from its first stop; what lies outside is taken for its nearer end
 * @position: (out): where that is, looking from its first stop to its last
 */
void
rlt_segment_locate (const RltSegment *self,
                    double            distance,
                    RltPosition      *position)
{
  const RltPoint *a, *b;
  double start, fraction;
  guint piece;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position != NULL);

  piece = find_piece (self, distance);
  a = &self->points[piece];
  b = &self->points[piece + 1];
  start = self->distances[piece];
  fraction = (distance - start) / (self->distances[piece + 1] - start);
  fraction = fraction > 0 ? MIN (fraction, 1) : 0;

  position->latitude = a->latitude + fraction * (b->latitude - a->latitude);
  position->longitude = a->longitude + fraction * (b->longitude - a->longitude);
  position->bearing = bearing_between (a, b);
}

/**
 * rlt_pattern_find_interval:
 * @self: a pattern
 * @distance: metres from its first stop
 *
 * Returns: the place of the last stop at or before @distance, but never the destination's: the
 *   segment of that place holds @distance
 */
guint
rlt_pattern_find_interval (const RltPattern *self,
                           double            distance)
{
  guint low = 0, high;

  g_return_val_if_fail (self != NULL, 0);

  high = self->n_stops - 1;
  while (high - low > 1)
    {
      guint middle = (low + high) / 2;

      if (self->distances[middle] <= distance)
        low = middle;
      else
        high = middle;
    }

  return low;
}

/**
 * rlt_pattern_locate:
 * @self: a pattern
 * @distance: metres from its first stop; what lies outside is taken for its nearer end
 * @position: (out): where that is, looking the way the pattern runs
 */
void
rlt_pattern_locate (const RltPattern *self,
                    double            distance,
                    RltPosition      *position)
{
  const RltSegment *segment;
  double within;
  guint interval;

  g_return_if_fail (self != NULL);
  g_return_if_fail (position != NULL);

  interval = rlt_pattern_find_interval (self, distance);
  segment = self->segments[interval];
  within = distance - self->distances[interval];
  if (!self->reversed[interval])
    {
      rlt_segment_locate (segment, within, position);
      return;
    }

  rlt_segment_locate (segment, segment->length - within, position);
  position->bearing += position->bearing < 180 ? 180 : -180;
}

/* The place on a piece of track that is nearest to a point. */
typedef struct
{
  double square;    /* of the metres between them */
  double distance;  /* metres from the segment's first stop */
} Foot;

static void
project_on_segment (const RltSegment *self,
                    double            latitude,
                    double            longitude,
                    Foot             *foot)
{
  /* Metres on a plane that touches the Earth at the point: exact enough where it matters, near it. */
  double per_latitude = RADIANS (1) * EARTH_RADIUS;
  double per_longitude = per_latitude * cos (RADIANS (latitude));
  double ax = (self->points[0].longitude - longitude) * per_longitude;
  double ay = (self->points[0].latitude - latitude) * per_latitude;

  foot->square = INFINITY;
  foot->distance = 0;
  for (guint i = 1; i < self->n_points; i++)
    {
      double bx = (self->points[i].longitude - longitude) * per_longitude;
      double by = (self->points[i].latitude - latitude) * per_latitude;
      double dx = bx - ax, dy = by - ay;
      double t = CLAMP (-(ax * dx + ay * dy) / (dx * dx + dy * dy), 0, 1);
      double x = ax + t * dx, y = ay + t * dy;
      double square = x * x + y * y;

      if (square < foot->square)
        {
          foot->square = square;
          foot->distance = self->distances[i - 1] + t * (self->distances[i] - self->distances[i - 1]);
        }
      ax = bx;
      ay = by;
    }
}

/**
 * rlt_pattern_project:
 * @self: a pattern
 * @latitude: degrees
 * @longitude: degrees
 * @offset: (out) (optional): metres between the given place and the track
 *
 * Returns: metres from the pattern's first stop to the place on its track that is nearest to the
 *   given one
 */
double
rlt_pattern_project (const RltPattern *self,
                     double            latitude,
                     double            longitude,
                     double           *offset)
{
  double best = INFINITY, distance = 0;

  g_return_val_if_fail (self != NULL, 0);

  for (guint i = 0; i + 1 < self->n_stops; i++)
    {
      const RltSegment *segment = self->segments[i];
      Foot foot;

      project_on_segment (segment, latitude, longitude, &foot);
      if (foot.square < best)
        {
          best = foot.square;
          distance = self->distances[i] + (self->reversed[i] ? segment->length - foot.distance : foot.distance);
        }
    }

  if (offset != NULL)
    *offset = sqrt (best);

  return distance;
}
