/* rlt-map-pilot.c: moves the map.
 *
 * A panel that opens takes room from the map while the map is on its way to what the panel is about. What
 * is to be shown is therefore kept as an aim until the map has had the same size for a moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-pilot"

#include "config.h"

#include "rlt-map-pilot.h"

#include <math.h>

#include "rlt-base-map.h"
#include "rlt-map-camera.h"

#define FIT_MARGIN 48.0       /* logical pixels */
#define FIT_FOOT 96.0         /* likewise at the bottom, where the credits are */
#define FIT_MAX_ZOOM 15.0
#define REVEAL_MARGIN 64.0    /* logical pixels: what is nearer to the edge is moved to the middle */
#define LEAST_ROOM 160        /* logical pixels: when less is left uncovered, the cover is not reckoned with */
#define GO_TO_TIME 400        /* ms */
#define SETTLE_TIME 120       /* ms; a panel that is opening gives the map another size in each frame */
#define FOLLOW_SHARE 0.3      /* of the way to a train that is followed, each time it moves */

typedef enum
{
  AIM_NONE,
  AIM_BOX,      /* all of it, again after each change of size */
  AIM_POINT,    /* in view, once */
} Aim;

struct _RltMapPilot
{
  ShumateMap *map;         /* not owned: it owns whoever owns this */
  int         covered;     /* logical pixels at the end of the map that something lies on */
  Aim         aim;
  RltMapBox   box;
  RltMapPoint point;
  guint       settle_id;
};

static ShumateViewport *
get_viewport (RltMapPilot *self)
{
  return shumate_map_get_viewport (self->map);
}

static int
get_covered (RltMapPilot *self)
{
  int room = gtk_widget_get_width (GTK_WIDGET (self->map)) - self->covered;

  return room < LEAST_ROOM ? 0 : self->covered;
}

static void
move (RltMapPilot       *self,
      const RltMapPoint *centre,
      double             zoom)
{
  gboolean animations;
  double latitude, longitude;

  rlt_map_unproject (centre, &latitude, &longitude);
  zoom = CLAMP (zoom, RLT_BASE_MAP_MIN_ZOOM, RLT_BASE_MAP_MAX_ZOOM);
  g_object_get (gtk_widget_get_settings (GTK_WIDGET (self->map)), "gtk-enable-animations", &animations, NULL);
  shumate_map_stop_go_to (self->map);
  if (animations && gtk_widget_get_mapped (GTK_WIDGET (self->map)))
    {
      shumate_map_go_to_full (self->map, latitude, longitude, zoom);
      return;
    }

  shumate_viewport_set_zoom_level (get_viewport (self), zoom);
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), latitude, longitude);
}

/* Brings a place into the middle of what is not covered. */
static void
move_to_room (RltMapPilot       *self,
              const RltMapPoint *point,
              double             zoom)
{
  RltMapPoint centre = *point;

  centre.x += get_covered (self) / 2.0 / (RLT_MAP_WORLD_SIZE * exp2 (zoom));
  move (self, &centre, zoom);
}

static void
show_box (RltMapPilot *self)
{
  const RltMapBox *box = &self->box;
  double width = gtk_widget_get_width (GTK_WIDGET (self->map)) - get_covered (self) - 2 * FIT_MARGIN;
  double height = gtk_widget_get_height (GTK_WIDGET (self->map)) - FIT_MARGIN - FIT_FOOT;
  double scale = MIN (MAX (width, FIT_MARGIN) / (box->right - box->left),
                      MAX (height, FIT_MARGIN) / (box->bottom - box->top));
  double zoom = MIN (log2 (scale / RLT_MAP_WORLD_SIZE), FIT_MAX_ZOOM);
  RltMapPoint centre = { (box->left + box->right) / 2, (box->top + box->bottom) / 2 };

  centre.y += (FIT_FOOT - FIT_MARGIN) / 2 / (RLT_MAP_WORLD_SIZE * exp2 (zoom));
  move_to_room (self, &centre, zoom);
}

static void
show_point (RltMapPilot *self)
{
  RltMapCamera camera;
  double x, y;

  self->aim = AIM_NONE;
  if (!rlt_map_camera_from_viewport (&camera, get_viewport (self), GTK_WIDGET (self->map)))
    return;

  rlt_map_camera_to_widget (&camera, &self->point, &x, &y);
  if (x < REVEAL_MARGIN || x > camera.width - get_covered (self) - REVEAL_MARGIN ||
      y < REVEAL_MARGIN || y > camera.height - REVEAL_MARGIN)
    move_to_room (self, &self->point, camera.zoom);
}

/* Moves the map by so many logical pixels, at once. */
static void
shift (RltMapPilot        *self,
       const RltMapCamera *camera,
       double              dx,
       double              dy)
{
  double latitude, longitude;
  RltMapPoint centre;

  rlt_map_camera_from_widget (camera, camera->width / 2.0 + dx, camera->height / 2.0 + dy, &centre);
  rlt_map_unproject (&centre, &latitude, &longitude);
  shumate_location_set_location (SHUMATE_LOCATION (get_viewport (self)), latitude, longitude);
}

static gboolean
settled_cb (gpointer user_data)
{
  RltMapPilot *self = user_data;

  self->settle_id = 0;
  if (self->aim == AIM_BOX)
    show_box (self);
  else if (self->aim == AIM_POINT)
    show_point (self);

  return G_SOURCE_REMOVE;
}

static void
set_aim (RltMapPilot *self,
         Aim          aim)
{
  g_clear_handle_id (&self->settle_id, g_source_remove);
  self->aim = aim;
  if (aim != AIM_NONE)
    self->settle_id = g_timeout_add (SETTLE_TIME, settled_cb, self);
}

/**
 * rlt_map_pilot_new:
 * @map: the map to move; must outlive the pilot
 *
 * Returns: (transfer full): a pilot. Main thread, as everything here.
 */
RltMapPilot *
rlt_map_pilot_new (ShumateMap *map)
{
  RltMapPilot *self;

  g_return_val_if_fail (SHUMATE_IS_MAP (map), NULL);

  self = g_new0 (RltMapPilot, 1);
  self->map = map;
  shumate_map_set_go_to_duration (map, GO_TO_TIME);

  return self;
}

/**
 * rlt_map_pilot_free:
 * @self: (transfer full): a pilot
 */
void
rlt_map_pilot_free (RltMapPilot *self)
{
  g_return_if_fail (self != NULL);

  g_clear_handle_id (&self->settle_id, g_source_remove);
  g_free (self);
}

/**
 * rlt_map_pilot_set_covered:
 * @self: a pilot
 * @width: logical pixels at the end of the map that a panel lies on, or 0
 */
void
rlt_map_pilot_set_covered (RltMapPilot *self,
                           int          width)
{
  g_return_if_fail (self != NULL);

  if (self->covered == width)
    return;
  self->covered = width;
  rlt_map_pilot_resized (self);
}

/**
 * rlt_map_pilot_resized:
 * @self: a pilot
 *
 * To be called when the map has got another size.
 */
void
rlt_map_pilot_resized (RltMapPilot *self)
{
  g_return_if_fail (self != NULL);

  set_aim (self, self->aim);
}

/**
 * rlt_map_pilot_release:
 * @self: a pilot
 *
 * To be called when the user moves the map by hand: it stays where it is put.
 */
void
rlt_map_pilot_release (RltMapPilot *self)
{
  g_return_if_fail (self != NULL);

  set_aim (self, AIM_NONE);
}

/**
 * rlt_map_pilot_go_to:
 * @self: a pilot
 * @point: what is to be in the middle
 * @zoom: zoom level
 */
void
rlt_map_pilot_go_to (RltMapPilot       *self,
                     const RltMapPoint *point,
                     double             zoom)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (point != NULL);

  rlt_map_pilot_release (self);
  move_to_room (self, point, zoom);
}

/**
 * rlt_map_pilot_zoom:
 * @self: a pilot
 * @zoom: the new zoom level
 */
void
rlt_map_pilot_zoom (RltMapPilot *self,
                    double       zoom)
{
  ShumateLocation *location;
  RltMapPoint centre;

  g_return_if_fail (self != NULL);

  rlt_map_pilot_release (self);
  location = SHUMATE_LOCATION (get_viewport (self));
  rlt_map_project (shumate_location_get_latitude (location), shumate_location_get_longitude (location), &centre);
  move (self, &centre, zoom);
}

/**
 * rlt_map_pilot_pan:
 * @self: a pilot
 * @dx: logical pixels
 * @dy: logical pixels
 */
void
rlt_map_pilot_pan (RltMapPilot *self,
                   double       dx,
                   double       dy)
{
  RltMapCamera camera;

  g_return_if_fail (self != NULL);

  if (!rlt_map_camera_from_viewport (&camera, get_viewport (self), GTK_WIDGET (self->map)))
    return;

  rlt_map_pilot_release (self);
  shumate_map_stop_go_to (self->map);
  shift (self, &camera, dx, dy);
}

/**
 * rlt_map_pilot_fit:
 * @self: a pilot
 * @box: what is to be seen, as large as it goes
 *
 * It is kept in view while the map changes its size, until the map is moved otherwise.
 */
void
rlt_map_pilot_fit (RltMapPilot     *self,
                   const RltMapBox *box)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (box != NULL);

  self->box = *box;
  set_aim (self, AIM_BOX);
}

/**
 * rlt_map_pilot_reveal:
 * @self: a pilot
 * @point: what is to be seen
 *
 * Moves the map if need be, once it has its size.
 */
void
rlt_map_pilot_reveal (RltMapPilot       *self,
                      const RltMapPoint *point)
{
  g_return_if_fail (self != NULL);
  g_return_if_fail (point != NULL);

  self->point = *point;
  set_aim (self, AIM_POINT);
}

/**
 * rlt_map_pilot_follow:
 * @self: a pilot
 * @point: what moves
 *
 * To be called each time it has moved: brings the map a step nearer to having it in the middle.
 */
void
rlt_map_pilot_follow (RltMapPilot       *self,
                      const RltMapPoint *point)
{
  double x, y, dx, dy;
  RltMapCamera camera;

  g_return_if_fail (self != NULL);
  g_return_if_fail (point != NULL);

  if (!rlt_map_camera_from_viewport (&camera, get_viewport (self), GTK_WIDGET (self->map)))
    return;

  rlt_map_camera_to_widget (&camera, point, &x, &y);
  dx = x - (camera.width - get_covered (self)) / 2.0;
  dy = y - camera.height / 2.0;
  if (hypot (dx, dy) < 1)
    return;

  if (hypot (dx, dy) > 2)
    {
      dx *= FOLLOW_SHARE;
      dy *= FOLLOW_SHARE;
    }
  rlt_map_pilot_release (self);
  shift (self, &camera, dx, dy);
}
