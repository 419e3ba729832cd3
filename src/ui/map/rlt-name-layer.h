/* rlt-name-layer.h: the map's layer of station names, above the trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-network-layer.h"

G_BEGIN_DECLS

#define RLT_TYPE_NAME_LAYER (rlt_name_layer_get_type ())
G_DECLARE_FINAL_TYPE (RltNameLayer, rlt_name_layer, RLT, NAME_LAYER, ShumateLayer)

RltNameLayer *rlt_name_layer_new (RltNetworkLayer *network_layer);

G_END_DECLS
