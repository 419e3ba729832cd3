/* rlt-map-view-private.h: the map without an engine, for tests and measurements.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-map-view.h"
#include "rlt-network-layer.h"
#include "rlt-train-layer.h"

G_BEGIN_DECLS

GtkWidget       *rlt_map_view_new_for_catalogue (RltCatalogue  *catalogue,
                                                 RltClock      *clock);
void             rlt_map_view_set_snapshot      (RltMapView    *self,
                                                 const RltLine *line,
                                                 RltSnapshot   *snapshot);
RltNetworkLayer *rlt_map_view_get_network_layer (RltMapView    *self);
RltTrainLayer   *rlt_map_view_get_train_layer   (RltMapView    *self);
gboolean         rlt_map_view_click             (RltMapView    *self,
                                                 double         x,
                                                 double         y);

G_END_DECLS
