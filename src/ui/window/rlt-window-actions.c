/* rlt-window-actions.c: what the window does when it is told to.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-window-private.h"

#include "rlt-train.h"

/* Near enough to tell a station's surroundings. */
#define STATION_ZOOM 14.0
#define TRAIN_ZOOM 13.0

static void
details_changed_cb (RltWindow *self)
{
  const RltLine *line = rlt_details_get_line (self->details);
  const char *train = rlt_details_get_train (self->details);

  adw_flap_set_reveal_flap (self->details_flap, rlt_details_is_open (self->details));
  rlt_network_sidebar_select_line (self->sidebar, line);
  rlt_map_view_select_line (self->map, line);
  rlt_map_view_select_train (self->map, line, train);
}

/* Beside the map, or on it when there is no room for that. */
static void
cover_changed_cb (RltWindow *self)
{
  int width = 0;

  if (adw_flap_get_folded (self->details_flap) && adw_flap_get_reveal_flap (self->details_flap))
    gtk_widget_measure (GTK_WIDGET (self->details), GTK_ORIENTATION_HORIZONTAL, -1, NULL, &width, NULL, NULL);
  rlt_map_view_set_covered (self->map, width);
}

/**
 * rlt_window_ensure_details:
 * @self: the window
 *
 * The first window is there sooner without the details: they are made when they are first needed.
 *
 * Returns: (transfer none): the details
 */
RltDetails *
rlt_window_ensure_details (RltWindow *self)
{
  if (self->details == NULL)
    {
      self->details = RLT_DETAILS (rlt_details_new (self->context));
      adw_flap_set_flap (self->details_flap, GTK_WIDGET (self->details));
      g_signal_connect_object (self->details, "changed", G_CALLBACK (details_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->details_flap, "notify::folded", G_CALLBACK (cover_changed_cb), self,
                               G_CONNECT_SWAPPED);
      g_signal_connect_object (self->details_flap, "notify::reveal-flap", G_CALLBACK (cover_changed_cb), self,
                               G_CONNECT_SWAPPED);
    }

  return self->details;
}

/* In a narrow window the sidebar lies over the rest: it makes way for what was chosen in it. */
static void
fold_sidebar (RltWindow *self)
{
  if (adw_flap_get_folded (self->sidebar_flap))
    adw_flap_set_reveal_flap (self->sidebar_flap, FALSE);
}

static void
move_map (RltWindow *self,
          double     latitude,
          double     longitude,
          double     nearest_zoom)
{
  double old_latitude;
  double old_longitude;
  double zoom;

  rlt_map_view_get_view (self->map, &old_latitude, &old_longitude, &zoom);
  rlt_map_view_go_to (self->map, latitude, longitude, MAX (zoom, nearest_zoom));
}

/**
 * rlt_window_show_line:
 * @self: the window
 * @line: a line of the catalogue
 * @moves_map: whether the map is to show the whole line
 */
void
rlt_window_show_line (RltWindow     *self,
                      const RltLine *line,
                      gboolean       moves_map)
{
  rlt_details_show_line (rlt_window_ensure_details (self), line);
  fold_sidebar (self);
  if (moves_map)
    rlt_map_view_fit_line (self->map, line);
}

/**
 * rlt_window_show_station:
 * @self: the window
 * @station: a station of the catalogue
 * @moves_map: whether the map is to go there
 */
void
rlt_window_show_station (RltWindow        *self,
                         const RltStation *station,
                         gboolean          moves_map)
{
  rlt_details_show_station (rlt_window_ensure_details (self), station);
  fold_sidebar (self);
  if (moves_map)
    move_map (self, station->latitude, station->longitude, STATION_ZOOM);
  else
    rlt_map_view_reveal (self->map, station->latitude, station->longitude);
}

static const RltTrain *
find_train (RltWindow     *self,
            const RltLine *line,
            const char    *id)
{
  RltLineState *state = rlt_engine_get_line_state (rlt_ui_context_get_engine (self->context), line);
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);

  for (guint i = 0; snapshot != NULL && i < snapshot->n_trains; i++)
    {
      if (strcmp (snapshot->trains[i].id, id) == 0)
        return &snapshot->trains[i];
    }

  return NULL;
}

/**
 * rlt_window_show_train:
 * @self: the window
 * @line: the train's line
 * @id: the train's id
 * @moves_map: whether the map is to go there
 */
void
rlt_window_show_train (RltWindow     *self,
                       const RltLine *line,
                       const char    *id,
                       gboolean       moves_map)
{
  const RltTrain *train = find_train (self, line, id);
  RltTrainPlace place;

  rlt_details_show_train (rlt_window_ensure_details (self), line, id);
  fold_sidebar (self);
  if (train == NULL)
    return;

  rlt_train_place (train, rlt_ui_context_now (self->context), &place);
  if (moves_map)
    move_map (self, place.position.latitude, place.position.longitude, TRAIN_ZOOM);
  else
    rlt_map_view_reveal (self->map, place.position.latitude, place.position.longitude);
}

static void
show_line_action (GtkWidget  *widget,
                  const char *action_name,
                  GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);
  const RltLine *line = rlt_catalogue_find_line (rlt_ui_context_get_catalogue (self->context),
                                                 g_variant_get_string (parameter, NULL));

  if (line != NULL)
    rlt_window_show_line (self, line, TRUE);
}

static void
show_station_action (GtkWidget  *widget,
                     const char *action_name,
                     GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);
  const RltStation *station = rlt_catalogue_find_station (rlt_ui_context_get_catalogue (self->context),
                                                          g_variant_get_string (parameter, NULL));

  if (station != NULL)
    rlt_window_show_station (self, station, TRUE);
}

static void
show_train_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);
  const RltLine *line;
  const char *key;
  const char *id;

  g_variant_get (parameter, "(&s&s)", &key, &id);
  line = rlt_catalogue_find_line (rlt_ui_context_get_catalogue (self->context), key);
  if (line != NULL)
    rlt_window_show_train (self, line, id, TRUE);
}

static void
search_action (GtkWidget  *widget,
               const char *action_name,
               GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);

  adw_flap_set_reveal_flap (self->sidebar_flap, TRUE);
  rlt_network_sidebar_start_search (self->sidebar);
}

static void
show_feeds_action (GtkWidget  *widget,
                   const char *action_name,
                   GVariant   *parameter)
{
  rlt_feeds_button_popup (RLT_WINDOW (widget)->feeds_button);
}

static void
toggle_sidebar_action (GtkWidget  *widget,
                       const char *action_name,
                       GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);

  adw_flap_set_reveal_flap (self->sidebar_flap, !adw_flap_get_reveal_flap (self->sidebar_flap));
}

static void
back_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  RltWindow *self = RLT_WINDOW (widget);

  if (adw_flap_get_folded (self->sidebar_flap) && adw_flap_get_reveal_flap (self->sidebar_flap))
    adw_flap_set_reveal_flap (self->sidebar_flap, FALSE);
  else if (self->details != NULL)
    rlt_details_go_back (self->details);
}

static void
refresh_action (GtkWidget  *widget,
                const char *action_name,
                GVariant   *parameter)
{
  rlt_engine_refresh (rlt_ui_context_get_engine (RLT_WINDOW (widget)->context));
}

static void
zoom_action (GtkWidget  *widget,
             const char *action_name,
             GVariant   *parameter)
{
  rlt_map_view_zoom (RLT_WINDOW (widget)->map, g_variant_get_double (parameter));
}

static void
add_zoom_binding (GtkWidgetClass *widget_class,
                  guint           key,
                  double          step)
{
  gtk_widget_class_add_binding_action (widget_class, key, GDK_CONTROL_MASK, "win.zoom", "d", step);
}

/**
 * rlt_window_class_install_actions:
 * @widget_class: the window's class
 *
 * Installs the window's actions and their keys.
 */
void
rlt_window_class_install_actions (GtkWidgetClass *widget_class)
{
  gtk_widget_class_install_action (widget_class, "win.show-line", "s", show_line_action);
  gtk_widget_class_install_action (widget_class, "win.show-station", "s", show_station_action);
  gtk_widget_class_install_action (widget_class, "win.show-train", "(ss)", show_train_action);
  gtk_widget_class_install_action (widget_class, "win.search", NULL, search_action);
  gtk_widget_class_install_action (widget_class, "win.show-feeds", NULL, show_feeds_action);
  gtk_widget_class_install_action (widget_class, "win.toggle-sidebar", NULL, toggle_sidebar_action);
  gtk_widget_class_install_action (widget_class, "win.back", NULL, back_action);
  gtk_widget_class_install_action (widget_class, "win.refresh", NULL, refresh_action);
  gtk_widget_class_install_action (widget_class, "win.zoom", "d", zoom_action);

  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_f, GDK_CONTROL_MASK, "win.search", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_d, GDK_CONTROL_MASK, "win.show-feeds", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_F9, 0, "win.toggle-sidebar", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Escape, 0, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_Left, GDK_ALT_MASK, "win.back", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_r, GDK_CONTROL_MASK, "win.refresh", NULL);
  gtk_widget_class_add_binding_action (widget_class, GDK_KEY_w, GDK_CONTROL_MASK, "window.close", NULL);
  add_zoom_binding (widget_class, GDK_KEY_plus, 1);
  add_zoom_binding (widget_class, GDK_KEY_equal, 1);
  add_zoom_binding (widget_class, GDK_KEY_KP_Add, 1);
  add_zoom_binding (widget_class, GDK_KEY_minus, -1);
  add_zoom_binding (widget_class, GDK_KEY_KP_Subtract, -1);
}
