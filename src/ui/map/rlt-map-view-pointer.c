/* rlt-map-view-pointer.c: what the pointer does on the map: clicks, dragging, words for what it is over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-view"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rlt-format.h"
#include "rlt-map-camera.h"
#include "rlt-map-view-private.h"

#define CLICK_REACH 8.0       /* logical pixels: farther between press and release it is a drag */
#define TRAIN_RADIUS 22.0     /* logical pixels around a train that are as good as the train */
#define STATION_RADIUS 16.0
#define LINE_RADIUS 9.0
#define POINTER_RADIUS 14.0   /* likewise around a train, for a pointer that only hovers */

static gboolean
get_camera (RltMapView   *self,
            RltMapCamera *camera)
{
  return rlt_map_camera_from_viewport (camera, shumate_map_get_viewport (self->map), GTK_WIDGET (self->map));
}

static const RltMapStation *
find_station (RltMapView *self,
              double      x,
              double      y)
{
  RltMapCamera camera;

  if (!get_camera (self, &camera))
    return NULL;
  return rlt_map_scene_find_station (rlt_network_layer_get_scene (self->network_layer), self->network, &camera,
                                     x, y, STATION_RADIUS);
}

static const RltLine *
find_line (RltMapView *self,
           double      x,
           double      y)
{
  RltMapCamera camera;

  if (!get_camera (self, &camera))
    return NULL;
  return rlt_map_network_find_line (self->network, &camera, self->networks, x, y, LINE_RADIUS);
}

static void
pressed_cb (GtkGestureClick *gesture,
            int              n_press,
            double           x,
            double           y,
            RltMapView      *self)
{
  self->press_x = x;
  self->press_y = y;
  gtk_widget_grab_focus (GTK_WIDGET (self));
}

static void
released_cb (GtkGestureClick *gesture,
             int              n_press,
             double           x,
             double           y,
             RltMapView      *self)
{
  if (n_press == 1 && hypot (x - self->press_x, y - self->press_y) <= CLICK_REACH)
    rlt_map_view_click (self, x, y);
}

static void
drag_update_cb (GtkGestureDrag *gesture,
                double          dx,
                double          dy,
                RltMapView     *self)
{
  if (hypot (dx, dy) <= CLICK_REACH)
    return;
  rlt_map_pilot_release (self->pilot);
  rlt_map_view_set_following (self, FALSE);
}

static gboolean
scroll_cb (GtkEventControllerScroll *controller,
           double                    dx,
           double                    dy,
           RltMapView               *self)
{
  rlt_map_pilot_release (self->pilot);

  return GDK_EVENT_PROPAGATE;
}

static void
motion_cb (GtkEventControllerMotion *controller,
           double                    x,
           double                    y,
           RltMapView               *self)
{
  const RltTrain *train = rlt_train_layer_find_train (self->train_layer, x, y, POINTER_RADIUS);
  gboolean clickable = train != NULL || find_station (self, x, y) != NULL;

  rlt_train_layer_set_hovered (self->train_layer, train);
  /* On the layer on top: the map itself changes its own cursor while it is dragged. */
  gtk_widget_set_cursor_from_name (GTK_WIDGET (self->train_layer), clickable ? "pointer" : NULL);
}

static void
leave_cb (GtkEventControllerMotion *controller,
          RltMapView               *self)
{
  rlt_train_layer_set_hovered (self->train_layer, NULL);
}

/* (transfer full): what a train is, in words. */
static char *
describe_train (RltMapView     *self,
                const RltTrain *train)
{
  const char *destination = train->destination;
  g_autofree char *origin = NULL;

  if (destination == NULL)
    destination = train->pattern->stops[train->pattern->n_stops - 1]->station->name;
  origin = rlt_format_origin (train->basis, NULL, train->observed_at, rlt_clock_now (self->clock));

  /* Translators: the name of a line and where its train goes; what it rests on and its age */
  return g_strdup_printf (_("%s to %s\n%s"), train->line->name, destination, origin);
}

static gboolean
query_tooltip_cb (GtkWidget  *widget,
                  int         x,
                  int         y,
                  gboolean    keyboard,
                  GtkTooltip *tooltip,
                  RltMapView *self)
{
  const RltTrain *train = keyboard ? NULL : rlt_train_layer_find_train (self->train_layer, x, y, POINTER_RADIUS);
  const RltMapStation *station;
  g_autofree char *text = NULL;

  if (train != NULL)
    {
      text = describe_train (self, train);
      gtk_tooltip_set_text (tooltip, text);
      return TRUE;
    }

  station = keyboard ? NULL : find_station (self, x, y);
  if (station == NULL)
    return FALSE;
  gtk_tooltip_set_text (tooltip, station->station->name);
  return TRUE;
}

/**
 * rlt_map_view_class_bind_pointer:
 * @widget_class: the map's class
 *
 * Makes known what the template's event controllers call.
 */
void
rlt_map_view_class_bind_pointer (GtkWidgetClass *widget_class)
{
  gtk_widget_class_bind_template_callback (widget_class, query_tooltip_cb);
  gtk_widget_class_bind_template_callback (widget_class, pressed_cb);
  gtk_widget_class_bind_template_callback (widget_class, released_cb);
  gtk_widget_class_bind_template_callback (widget_class, drag_update_cb);
  gtk_widget_class_bind_template_callback (widget_class, scroll_cb);
  gtk_widget_class_bind_template_callback (widget_class, motion_cb);
  gtk_widget_class_bind_template_callback (widget_class, leave_cb);
}

/**
 * rlt_map_view_click:
 * @self: a map
 * @x: logical pixels in the map
 * @y: likewise
 *
 * Activates what is there: the nearest train, else the nearest station, else the nearest line.
 *
 * Returns: whether there was something
 */
gboolean
rlt_map_view_click (RltMapView *self,
                    double      x,
                    double      y)
{
  const RltMapStation *station;
  const RltTrain *train;
  const RltLine *line;

  g_return_val_if_fail (RLT_IS_MAP_VIEW (self), FALSE);

  train = rlt_train_layer_find_train (self->train_layer, x, y, TRAIN_RADIUS);
  if (train != NULL)
    {
      g_autofree char *id = g_strdup (train->id);

      g_signal_emit_by_name (self, "train-activated", train->line, id);
      return TRUE;
    }

  station = find_station (self, x, y);
  if (station != NULL)
    {
      g_signal_emit_by_name (self, "station-activated", station->station);
      return TRUE;
    }

  line = find_line (self, x, y);
  if (line != NULL)
    g_signal_emit_by_name (self, "line-activated", line);
  return line != NULL;
}
