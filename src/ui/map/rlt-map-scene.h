/* rlt-map-scene.h: what of the network is drawn at a zoom level, how wide and in what colours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <cairo.h>

#include "rlt-map-network.h"

G_BEGIN_DECLS

/* What the look of the network depends on, all but the place. Equal scenes look alike. */
typedef struct
{
  double         zoom;
  int            scale_factor;  /* device pixels in a logical one */
  guint          networks;      /* a bit for each RltNetwork that is shown */
  const RltLine *selected;      /* (nullable): stands out, the others are dimmed */
  gboolean       dark;
  gboolean       transparent;   /* drawn over a base map */
} RltMapScene;

/* Colours of the plain map, 0xRRGGBB. */
typedef struct
{
  guint32 background;
  guint32 casing;        /* around lines, so that they stand apart where they cross */
  guint32 station;       /* inside of a station's mark */
  guint32 station_ring;
  guint32 label;
  guint32 label_halo;
} RltMapTheme;

gboolean           rlt_map_scene_equal        (const RltMapScene   *self,
                                               const RltMapScene   *other);
gboolean           rlt_map_scene_shows_line   (const RltMapScene   *self,
                                               const RltLine       *line);
gboolean           rlt_map_scene_has_station  (const RltMapScene   *self,
                                               const RltMapStation *station);
gboolean           rlt_map_scene_has_label    (const RltMapScene   *self,
                                               const RltMapStation *station);
gboolean           rlt_map_scene_is_dimmed    (const RltMapScene   *self,
                                               const RltLine       *line);
double             rlt_map_scene_line_width   (const RltMapScene   *self,
                                               const RltLine       *line);
double             rlt_map_scene_casing_width (const RltMapScene   *self);
double             rlt_map_scene_radius       (const RltMapScene   *self,
                                               const RltMapStation *station);
const RltMapTheme *rlt_map_scene_get_theme    (const RltMapScene   *self);
guint32            rlt_map_scene_line_color   (const RltMapScene   *self,
                                               const RltLine       *line);
const RltMapStation *rlt_map_scene_find_station (const RltMapScene   *self,
                                               const RltMapNetwork *network,
                                               const RltMapCamera  *camera,
                                               double               x,
                                               double               y,
                                               double               radius);

gboolean           rlt_map_station_is_on      (const RltMapStation *self,
                                               const RltLine       *line);
gboolean           rlt_map_station_is_interchange (const RltMapStation *self);
guint32            rlt_map_mix                (guint32              color,
                                               guint32              other,
                                               double               share);
void               rlt_map_set_color          (cairo_t             *cr,
                                               guint32              color,
                                               double               alpha);

G_END_DECLS
