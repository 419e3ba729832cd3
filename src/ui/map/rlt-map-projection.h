/* rlt-map-projection.h: from degrees to the flat world of the map, and from there to pixels.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* Pixels across the whole world at zoom 0, as every web map has it. */
#define RLT_MAP_WORLD_SIZE 256

/* A place in the flat world: Web Mercator, 0 to 1 from west to east and from north to south. */
typedef struct
{
  double x;
  double y;
} RltMapPoint;

typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} RltMapBox;

#define RLT_MAP_BOX_EMPTY ((RltMapBox) { G_MAXDOUBLE, G_MAXDOUBLE, -G_MAXDOUBLE, -G_MAXDOUBLE })

/* What a widget shows of the world. Pixels are logical ones. */
typedef struct
{
  double zoom;
  double scale;         /* pixels across the whole world */
  double left;          /* pixels from the world's corner to the widget's, whole device pixels */
  double top;
  int    width;
  int    height;
  int    scale_factor;  /* device pixels in a logical one */
} RltMapCamera;

void     rlt_map_project            (double              latitude,
                                     double              longitude,
                                     RltMapPoint        *point);
void     rlt_map_unproject          (const RltMapPoint  *point,
                                     double             *latitude,
                                     double             *longitude);
double   rlt_map_metres_per_pixel   (double              latitude,
                                     double              zoom);
void     rlt_map_box_add            (RltMapBox          *self,
                                     const RltMapPoint  *point);
void     rlt_map_box_join           (RltMapBox          *self,
                                     const RltMapBox    *other);
gboolean rlt_map_box_meets          (const RltMapBox    *self,
                                     const RltMapBox    *other);
void     rlt_map_camera_init        (RltMapCamera       *self,
                                     const RltMapPoint  *centre,
                                     double              zoom,
                                     int                 width,
                                     int                 height,
                                     int                 scale_factor);
void     rlt_map_camera_to_widget   (const RltMapCamera *self,
                                     const RltMapPoint  *point,
                                     double             *x,
                                     double             *y);
void     rlt_map_camera_from_widget (const RltMapCamera *self,
                                     double              x,
                                     double              y,
                                     RltMapPoint        *point);
void     rlt_map_camera_get_box     (const RltMapCamera *self,
                                     double              margin,
                                     RltMapBox          *box);

G_END_DECLS
