/* rlt-map-projection.c: from degrees to the flat world of the map, and from there to pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-projection"

#include "config.h"

#include "rlt-map-projection.h"

#include <math.h>

#define RADIANS(degrees) ((degrees) * (G_PI / 180))
#define DEGREES(radians) ((radians) * (180 / G_PI))
#define EQUATOR 40075016.686  /* metres, WGS 84 */

/**
 * rlt_map_project:
 * @latitude: degrees, well away from the poles
 * @longitude: degrees
 * @point: (out): where the Web Mercator projection (EPSG:3857) puts it
 */
void
rlt_map_project (double       latitude,
                 double       longitude,
                 RltMapPoint *point)
{
  point->x = (longitude + 180) / 360;
  point->y = 0.5 - atanh (sin (RADIANS (latitude))) / (2 * G_PI);
}

/**
 * rlt_map_unproject:
 * @point: a place in the flat world
 * @latitude: (out): degrees
 * @longitude: (out): degrees
 *
 * The way back from rlt_map_project().
 */
void
rlt_map_unproject (const RltMapPoint *point,
                   double            *latitude,
                   double            *longitude)
{
  *longitude = point->x * 360 - 180;
  *latitude = DEGREES (atan (sinh ((0.5 - point->y) * 2 * G_PI)));
}

/**
 * rlt_map_metres_per_pixel:
 * @latitude: degrees
 * @zoom: a zoom level
 *
 * Returns: metres on the ground that a logical pixel shows there
 */
double
rlt_map_metres_per_pixel (double latitude,
                          double zoom)
{
  return EQUATOR * cos (RADIANS (latitude)) / (RLT_MAP_WORLD_SIZE * exp2 (zoom));
}

/**
 * rlt_map_box_add:
 * @self: a box, RLT_MAP_BOX_EMPTY at first
 * @point: what it is to hold as well
 */
void
rlt_map_box_add (RltMapBox         *self,
                 const RltMapPoint *point)
{
  self->left = MIN (self->left, point->x);
  self->top = MIN (self->top, point->y);
  self->right = MAX (self->right, point->x);
  self->bottom = MAX (self->bottom, point->y);
}

/**
 * rlt_map_box_join:
 * @self: a box, RLT_MAP_BOX_EMPTY at first
 * @other: what it is to hold as well
 */
void
rlt_map_box_join (RltMapBox       *self,
                  const RltMapBox *other)
{
  self->left = MIN (self->left, other->left);
  self->top = MIN (self->top, other->top);
  self->right = MAX (self->right, other->right);
  self->bottom = MAX (self->bottom, other->bottom);
}

/**
 * rlt_map_box_meets:
 * @self: a box
 * @other: another
 *
 * Returns: whether they have a point in common
 */
gboolean
rlt_map_box_meets (const RltMapBox *self,
                   const RltMapBox *other)
{
  return self->left <= other->right && other->left <= self->right &&
         self->top <= other->bottom && other->top <= self->bottom;
}

/**
 * rlt_map_camera_init:
 * @self: (out): a camera
 * @centre: what is in the middle of the widget
 * @zoom: zoom level
 * @width: of the widget, logical pixels
 * @height: of the widget, logical pixels
 * @scale_factor: device pixels in a logical one
 *
 * The corner is put on a whole device pixel: whatever is drawn through the same camera is shifted
 * alike, and textures keep their sharpness.
 */
void
rlt_map_camera_init (RltMapCamera      *self,
                     const RltMapPoint *centre,
                     double             zoom,
                     int                width,
                     int                height,
                     int                scale_factor)
{
  self->zoom = zoom;
  self->scale = RLT_MAP_WORLD_SIZE * exp2 (zoom);
  self->left = round ((centre->x * self->scale - width / 2.0) * scale_factor) / scale_factor;
  self->top = round ((centre->y * self->scale - height / 2.0) * scale_factor) / scale_factor;
  self->width = width;
  self->height = height;
  self->scale_factor = scale_factor;
}

/**
 * rlt_map_camera_to_widget:
 * @self: a camera
 * @point: a place in the flat world
 * @x: (out): where the widget shows it, logical pixels
 * @y: (out): likewise
 */
void
rlt_map_camera_to_widget (const RltMapCamera *self,
                          const RltMapPoint  *point,
                          double             *x,
                          double             *y)
{
  *x = point->x * self->scale - self->left;
  *y = point->y * self->scale - self->top;
}

/**
 * rlt_map_camera_from_widget:
 * @self: a camera
 * @x: logical pixels in the widget
 * @y: likewise
 * @point: (out): what is shown there
 */
void
rlt_map_camera_from_widget (const RltMapCamera *self,
                            double              x,
                            double              y,
                            RltMapPoint        *point)
{
  point->x = (x + self->left) / self->scale;
  point->y = (y + self->top) / self->scale;
}

/**
 * rlt_map_camera_get_box:
 * @self: a camera
 * @margin: logical pixels around the widget to count as well
 * @box: (out): the part of the flat world that is shown
 */
void
rlt_map_camera_get_box (const RltMapCamera *self,
                        double              margin,
                        RltMapBox          *box)
{
  box->left = (self->left - margin) / self->scale;
  box->top = (self->top - margin) / self->scale;
  box->right = (self->left + self->width + margin) / self->scale;
  box->bottom = (self->top + self->height + margin) / self->scale;
}
