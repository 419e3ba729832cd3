/* rlt-map-view-keys.c: the map's actions and keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-view"

#include "config.h"

#include "rlt-map-view-private.h"

#define PAN_STEP 80.0   /* logical pixels */

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  double step = g_str_equal (action_name, "map.zoom-in") ? 1 : -1;

  rlt_map_view_zoom (RLT_MAP_VIEW (widget), step);
}

static void
home_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RltMapView *self = RLT_MAP_VIEW (widget);

  rlt_map_view_set_following (self, FALSE);
  rlt_map_view_go_to (self, RLT_MAP_HOME_LATITUDE, RLT_MAP_HOME_LONGITUDE, RLT_MAP_HOME_ZOOM);
}

static gboolean
pan_cb (GtkWidget *widget,
        GVariant  *args,
        gpointer   user_data)
{
  RltMapView *self = RLT_MAP_VIEW (widget);
  double dx, dy;

  g_variant_get (args, "(dd)", &dx, &dy);
  rlt_map_view_set_following (self, FALSE);
  rlt_map_pilot_pan (self->pilot, dx * PAN_STEP, dy * PAN_STEP);

  return TRUE;
}

static void
add_pan_binding (GtkWidgetClass *widget_class,
                 guint           key,
                 guint           keypad_key,
                 double          dx,
                 double          dy)
{
  gtk_widget_class_add_binding (widget_class, key, 0, pan_cb, "(dd)", dx, dy);
  gtk_widget_class_add_binding (widget_class, keypad_key, 0, pan_cb, "(dd)", dx, dy);
}

/**
 * rlt_map_view_class_install_actions:
 * @widget_class: the map's class
 *
 * Installs the map's actions and their keys.
 */
void
rlt_map_view_class_install_actions (GtkWidgetClass *widget_class)
{
  static const guint zoom_in_keys[] = { GDK_KEY_plus, GDK_KEY_KP_Add, GDK_KEY_equal };
  static const guint zoom_out_keys[] = { GDK_KEY_minus, GDK_KEY_KP_Subtract };

  gtk_widget_class_install_action (widget_class, "map.zoom-in", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.zoom-out", NULL, zoom_action);
  gtk_widget_class_install_action (widget_class, "map.home", NULL, home_action);

  add_pan_binding (widget_class, GDK_KEY_Left, GDK_KEY_KP_Left, -1, 0);
  add_pan_binding (widget_class, GDK_KEY_Right, GDK_KEY_KP_Right, 1, 0);
  add_pan_binding (widget_class, GDK_KEY_Up, GDK_KEY_KP_Up, 0, -1);
  add_pan_binding (widget_class, GDK_KEY_Down, GDK_KEY_KP_Down, 0, 1);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_in_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_in_keys[i], 0, "map.zoom-in", NULL);
  for (guint i = 0; i < G_N_ELEMENTS (zoom_out_keys); i++)
    gtk_widget_class_add_binding_action (widget_class, zoom_out_keys[i], 0, "map.zoom-out", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Home, 0, "map.home", NULL);
}
