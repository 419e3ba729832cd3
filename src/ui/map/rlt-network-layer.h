/* rlt-network-layer.h: the map's layer of lines, stations and their names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

#include "rlt-map-scene.h"
#include "rlt-tile-set.h"

G_BEGIN_DECLS

/* Signal ::changed: it is going to look otherwise. */
#define RLT_TYPE_NETWORK_LAYER (rlt_network_layer_get_type ())
G_DECLARE_FINAL_TYPE (RltNetworkLayer, rlt_network_layer, RLT, NETWORK_LAYER, ShumateLayer)

RltNetworkLayer   *rlt_network_layer_new             (ShumateViewport *viewport,
                                                      RltMapNetwork   *network);
void               rlt_network_layer_set_networks    (RltNetworkLayer *self,
                                                      guint            networks);
void               rlt_network_layer_set_selected    (RltNetworkLayer *self,
                                                      const RltLine   *line);
void               rlt_network_layer_set_dark        (RltNetworkLayer *self,
                                                      gboolean         dark);
void               rlt_network_layer_set_transparent (RltNetworkLayer *self,
                                                      gboolean         transparent);
const RltMapScene *rlt_network_layer_get_scene       (RltNetworkLayer *self);
gboolean           rlt_network_layer_is_complete     (RltNetworkLayer *self);
const RltTileSet  *rlt_network_layer_get_tiles       (RltNetworkLayer *self);

G_END_DECLS
