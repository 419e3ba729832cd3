/* rlt-map-camera.c: what a layer of the map shows of the world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-camera"

#include "config.h"

#include "rlt-map-camera.h"

/**
 * rlt_map_camera_from_viewport:
 * @self: (out): a camera
 * @viewport: centre and zoom level; its rotation is not looked at
 * @widget: the map or a layer of it
 *
 * Returns: whether @widget has a size; @self is filled in any case
 */
gboolean
rlt_map_camera_from_viewport (RltMapCamera    *self,
                              ShumateViewport *viewport,
                              GtkWidget       *widget)
{
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);
  RltMapPoint centre;

  rlt_map_project (shumate_location_get_latitude (SHUMATE_LOCATION (viewport)),
                   shumate_location_get_longitude (SHUMATE_LOCATION (viewport)),
                   &centre);
  rlt_map_camera_init (self, &centre, shumate_viewport_get_zoom_level (viewport),
                       width, height, gtk_widget_get_scale_factor (widget));

  return width > 0 && height > 0;
}
