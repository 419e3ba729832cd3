/* rlt-map-view-private.h: what the files of the map share; the map without an engine, for tests and
 * measurements.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-base-map.h"
#include "rlt-map-credits.h"
#include "rlt-map-legend.h"
#include "rlt-map-notices.h"
#include "rlt-map-pilot.h"
#include "rlt-map-view.h"
#include "rlt-network-layer.h"
#include "rlt-train-layer.h"

G_BEGIN_DECLS

#define RLT_MAP_HOME_LATITUDE 48.8566
#define RLT_MAP_HOME_LONGITUDE 2.3470
#define RLT_MAP_HOME_ZOOM 11.5

struct _RltMapView
{
  AdwBin           parent_instance;

  /* Template children */
  ShumateMap      *map;
  RltMapNotices   *notices;
  ShumateScale    *scale;
  RltMapCredits   *credits;
  RltMapLegend    *legend;

  RltEngine       *engine;         /* (owned) (nullable) in tests */
  RltCatalogue    *catalogue;      /* (owned) */
  RltClock        *clock;          /* (owned) */
  RltMapNetwork   *network;        /* (owned) */
  RltMapPilot     *pilot;          /* (owned) (nullable) once disposed */
  RltBaseMap      *base_map;       /* (owned) */
  RltNetworkLayer *network_layer;  /* belongs to @map */
  RltTrainLayer   *train_layer;    /* belongs to @map */
  guint            networks;
  const RltLine   *train_line;     /* (nullable): of the selected train */
  char            *train_id;       /* (owned) (nullable) */
  gboolean         following;      /* the selected train stays in the middle */
  int              width;
  int              height;
  double           press_x;
  double           press_y;
  guint            wake_id;
};

/* rlt-map-view.c */
GtkWidget       *rlt_map_view_new_for_catalogue     (RltCatalogue   *catalogue,
                                                     RltClock       *clock);
void             rlt_map_view_set_snapshot          (RltMapView     *self,
                                                     const RltLine  *line,
                                                     RltSnapshot    *snapshot);
RltNetworkLayer *rlt_map_view_get_network_layer     (RltMapView     *self);
RltTrainLayer   *rlt_map_view_get_train_layer       (RltMapView     *self);

/* rlt-map-view-keys.c */
void             rlt_map_view_class_install_actions (GtkWidgetClass *widget_class);

/* rlt-map-view-pointer.c */
void             rlt_map_view_class_bind_pointer    (GtkWidgetClass *widget_class);
gboolean         rlt_map_view_click                 (RltMapView     *self,
                                                     double          x,
                                                     double          y);

G_END_DECLS
