/* rlt-map-view.h: the live map: base map, lines, stations and moving trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-engine.h"

G_BEGIN_DECLS

/* Signals; the pointers are G_TYPE_POINTER and belong to the engine's catalogue:
 *   ::line-activated    (const RltLine *line)                  a line was clicked
 *   ::station-activated (const RltStation *station)            a station was clicked
 *   ::train-activated   (const RltLine *line, const char *id)  a train was clicked
 * Property :following: whether the selected train stays in the middle.
 */
#define RLT_TYPE_MAP_VIEW (rlt_map_view_get_type ())
G_DECLARE_FINAL_TYPE (RltMapView, rlt_map_view, RLT, MAP_VIEW, AdwBin)

GtkWidget *rlt_map_view_new           (RltEngine     *engine);
void       rlt_map_view_add_notice    (RltMapView    *self,
                                       GtkWidget     *notice);
void       rlt_map_view_set_base_map  (RltMapView    *self,
                                       gboolean       enabled,
                                       const char    *uri_template);
void       rlt_map_view_set_networks  (RltMapView    *self,
                                       guint          network_mask);
void       rlt_map_view_select_line   (RltMapView    *self,
                                       const RltLine *line);
void       rlt_map_view_set_covered   (RltMapView    *self,
                                       int            width);
void       rlt_map_view_fit_line      (RltMapView    *self,
                                       const RltLine *line);
void       rlt_map_view_select_train  (RltMapView    *self,
                                       const RltLine *line,
                                       const char    *id);
void       rlt_map_view_set_following (RltMapView    *self,
                                       gboolean       following);
void       rlt_map_view_reveal        (RltMapView    *self,
                                       double         latitude,
                                       double         longitude);
void       rlt_map_view_zoom          (RltMapView    *self,
                                       double         step);
void       rlt_map_view_go_to         (RltMapView    *self,
                                       double         latitude,
                                       double         longitude,
                                       double         zoom);
void       rlt_map_view_get_view      (RltMapView    *self,
                                       double        *latitude,
                                       double        *longitude,
                                       double        *zoom);

G_END_DECLS
