/* rlt-base-map.h: the streets under the network, when they can be had.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* The map's zoom levels. */
#define RLT_BASE_MAP_MIN_ZOOM 8
#define RLT_BASE_MAP_MAX_ZOOM 18

#define RLT_BASE_MAP_LICENSE_URI "https://www.openstreetmap.org/copyright"

typedef enum
{
  RLT_BASE_MAP_OFF,
  RLT_BASE_MAP_STARTING,      /* on, no tile yet */
  RLT_BASE_MAP_SHOWN,
  RLT_BASE_MAP_UNAVAILABLE,   /* on, and tiles cannot be had */
} RltBaseMapState;

/* Signal ::changed: the state is another one. */
#define RLT_TYPE_BASE_MAP (rlt_base_map_get_type ())
G_DECLARE_FINAL_TYPE (RltBaseMap, rlt_base_map, RLT, BASE_MAP, GObject)

RltBaseMap       *rlt_base_map_new          (ShumateMap   *map);
void              rlt_base_map_stop         (RltBaseMap   *self);
void              rlt_base_map_set_source   (RltBaseMap   *self,
                                             gboolean      enabled,
                                             const char   *uri_template);
void              rlt_base_map_retry        (RltBaseMap   *self);
RltBaseMapState   rlt_base_map_get_state    (RltBaseMap   *self);
gboolean          rlt_base_map_is_seen      (RltBaseMap   *self);
ShumateMapSource *rlt_base_map_get_source   (RltBaseMap   *self);

G_END_DECLS
