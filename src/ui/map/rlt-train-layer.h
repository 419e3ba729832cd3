/* rlt-train-layer.h: the map's layer of moving trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

#include "rlt-clock.h"
#include "rlt-map-projection.h"
#include "rlt-network-layer.h"
#include "rlt-snapshot.h"

G_BEGIN_DECLS

/* Signal ::advanced: the trains have moved on. */
#define RLT_TYPE_TRAIN_LAYER (rlt_train_layer_get_type ())
G_DECLARE_FINAL_TYPE (RltTrainLayer, rlt_train_layer, RLT, TRAIN_LAYER, ShumateLayer)

RltTrainLayer  *rlt_train_layer_new           (ShumateViewport *viewport,
                                               RltClock        *clock);
void            rlt_train_layer_set_network_layer (RltTrainLayer   *self,
                                                   RltNetworkLayer *network_layer);
void            rlt_train_layer_set_snapshot  (RltTrainLayer   *self,
                                               const RltLine   *line,
                                               RltSnapshot     *snapshot);
void            rlt_train_layer_set_networks  (RltTrainLayer   *self,
                                               guint            networks);
void            rlt_train_layer_select_line   (RltTrainLayer   *self,
                                               const RltLine   *line);
void            rlt_train_layer_select_train  (RltTrainLayer   *self,
                                               const RltLine   *line,
                                               const char      *id);
void            rlt_train_layer_set_hovered   (RltTrainLayer   *self,
                                               const RltTrain  *train);
void            rlt_train_layer_set_dark      (RltTrainLayer   *self,
                                               gboolean         dark);
gboolean        rlt_train_layer_update        (RltTrainLayer   *self);
guint           rlt_train_layer_get_n_shown   (RltTrainLayer   *self);
gboolean        rlt_train_layer_is_animating  (RltTrainLayer   *self);
const RltTrain *rlt_train_layer_find_train    (RltTrainLayer   *self,
                                               double           x,
                                               double           y,
                                               double           radius);
gboolean        rlt_train_layer_get_place     (RltTrainLayer   *self,
                                               const RltLine   *line,
                                               const char      *id,
                                               double          *distance,
                                               RltMapPoint     *place);

G_END_DECLS
