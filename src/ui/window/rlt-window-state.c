/* rlt-window-state.c: what the window keeps from one run to the next, and how settings reach the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-window-private.h"

static guint
networks_to_mask (GSettings *settings)
{
  g_auto(GStrv) names = g_settings_get_strv (settings, "networks-shown");
  guint mask = 0;

  for (guint i = 0; names[i] != NULL; i++)
    {
      RltNetwork network;

      if (rlt_network_from_string (names[i], &network))
        mask |= 1u << network;
    }

  return mask;
}

static void
networks_changed_cb (RltWindow *self)
{
  rlt_map_view_set_networks (self->map, networks_to_mask (rlt_ui_context_get_settings (self->context)));
}

static void
base_map_changed_cb (RltWindow *self)
{
  GSettings *settings = rlt_ui_context_get_settings (self->context);
  g_autofree char *uri = g_settings_get_string (settings, "base-map-url");

  rlt_map_view_set_base_map (self->map, g_settings_get_boolean (settings, "base-map-enabled"), uri);
}

/**
 * rlt_window_restore_state:
 * @self: the window, before it is shown
 *
 * Gives the window its size and the map its view, as they were left, and has the map follow the settings.
 */
void
rlt_window_restore_state (RltWindow *self)
{
  GSettings *settings = rlt_ui_context_get_settings (self->context);

  gtk_window_set_default_size (GTK_WINDOW (self), g_settings_get_int (settings, "window-width"),
                               g_settings_get_int (settings, "window-height"));
  if (g_settings_get_boolean (settings, "window-maximized"))
    gtk_window_maximize (GTK_WINDOW (self));

  g_signal_connect_object (settings, "changed::networks-shown", G_CALLBACK (networks_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::base-map-enabled", G_CALLBACK (base_map_changed_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (settings, "changed::base-map-url", G_CALLBACK (base_map_changed_cb), self,
                           G_CONNECT_SWAPPED);
  networks_changed_cb (self);
  base_map_changed_cb (self);
  rlt_map_view_go_to (self->map,
                      g_settings_get_double (settings, "view-latitude"),
                      g_settings_get_double (settings, "view-longitude"),
                      g_settings_get_double (settings, "view-zoom"));
}

/**
 * rlt_window_restore_line:
 * @self: the window
 *
 * Opens the line that was open last time. The map stays where it is.
 */
void
rlt_window_restore_line (RltWindow *self)
{
  GSettings *settings = rlt_ui_context_get_settings (self->context);
  g_autofree char *key = g_settings_get_string (settings, "selected-line");
  const RltLine *line = NULL;

  if (*key != '\0')
    line = rlt_catalogue_find_line (rlt_ui_context_get_catalogue (self->context), key);
  if (line != NULL)
    rlt_window_show_line (self, line, FALSE);
}

/**
 * rlt_window_save_state:
 * @self: the window
 *
 * Keeps size, view and open line for the next run.
 */
void
rlt_window_save_state (RltWindow *self)
{
  GSettings *settings = rlt_ui_context_get_settings (self->context);
  const RltLine *line = self->details != NULL ? rlt_details_get_line (self->details) : NULL;
  gboolean maximized = gtk_window_is_maximized (GTK_WINDOW (self));
  double latitude;
  double longitude;
  double zoom;

  g_settings_set_boolean (settings, "window-maximized", maximized);
  if (!maximized)
    {
      int width;
      int height;

      gtk_window_get_default_size (GTK_WINDOW (self), &width, &height);
      g_settings_set_int (settings, "window-width", MAX (width, 360));
      g_settings_set_int (settings, "window-height", MAX (height, 294));
    }

  rlt_map_view_get_view (self->map, &latitude, &longitude, &zoom);
  g_settings_set_double (settings, "view-latitude", latitude);
  g_settings_set_double (settings, "view-longitude", longitude);
  g_settings_set_double (settings, "view-zoom", zoom);
  g_settings_set_string (settings, "selected-line", line != NULL ? line->key : "");
}
