/* rlt-map-camera.h: what a layer of the map shows of the world.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

#include "rlt-map-projection.h"

G_BEGIN_DECLS

gboolean rlt_map_camera_from_viewport (RltMapCamera    *self,
                                       ShumateViewport *viewport,
                                       GtkWidget       *widget);

G_END_DECLS
