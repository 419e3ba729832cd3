/* rlt-map-pilot.h: moves the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

#include "rlt-map-projection.h"

G_BEGIN_DECLS

typedef struct _RltMapPilot RltMapPilot;

RltMapPilot *rlt_map_pilot_new         (ShumateMap        *map);
void         rlt_map_pilot_free        (RltMapPilot       *self);
void         rlt_map_pilot_set_covered (RltMapPilot       *self,
                                        int                width);
void         rlt_map_pilot_resized     (RltMapPilot       *self);
void         rlt_map_pilot_release     (RltMapPilot       *self);
void         rlt_map_pilot_go_to       (RltMapPilot       *self,
                                        const RltMapPoint *point,
                                        double             zoom);
void         rlt_map_pilot_zoom        (RltMapPilot       *self,
                                        double             zoom);
void         rlt_map_pilot_pan         (RltMapPilot       *self,
                                        double             dx,
                                        double             dy);
void         rlt_map_pilot_fit         (RltMapPilot       *self,
                                        const RltMapBox   *box);
void         rlt_map_pilot_reveal      (RltMapPilot       *self,
                                        const RltMapPoint *point);
void         rlt_map_pilot_follow      (RltMapPilot       *self,
                                        const RltMapPoint *point);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltMapPilot, rlt_map_pilot_free)

G_END_DECLS
