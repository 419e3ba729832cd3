/* rlt-train-fleet.h: all trains of the map and where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-map-projection.h"
#include "rlt-train-glide.h"

G_BEGIN_DECLS

/* Opacity goes in so many steps. */
#define RLT_FLEET_LEVELS 8

typedef struct
{
  RltTrainGlide  glide;
  RltMapPoint    place;
  double         bearing;   /* degrees clockwise from north */
  guint          level;     /* of opacity: from 0, not drawn, to RLT_FLEET_LEVELS */
} RltFleetTrain;

typedef struct
{
  const RltLine *line;
  RltSnapshot   *snapshot;   /* (owned): what the trains point into */
  GArray        *trains;     /* (owned) (element-type RltFleetTrain) */
} RltFleetLine;

typedef struct
{
  GPtrArray *lines;   /* (owned) (element-type RltFleetLine): the last ones of the catalogue first */
} RltTrainFleet;

RltTrainFleet       *rlt_train_fleet_new          (void);
void                 rlt_train_fleet_free         (RltTrainFleet       *self);
void                 rlt_train_fleet_set_snapshot (RltTrainFleet       *self,
                                                   const RltLine       *line,
                                                   RltSnapshot         *snapshot,
                                                   RltTime              now);
void                 rlt_train_fleet_advance      (RltTrainFleet       *self,
                                                   RltTime              now);
gboolean             rlt_train_fleet_is_empty     (const RltTrainFleet *self);
const RltFleetTrain *rlt_train_fleet_find         (const RltTrainFleet *self,
                                                   const RltLine       *line,
                                                   const char          *id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTrainFleet, rlt_train_fleet_free)

G_END_DECLS
