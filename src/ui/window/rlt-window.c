/* rlt-window.c: the main window: networks, map and details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-window.h"

#include <glib/gi18n.h>

#include "rlt-dispatch-watch.h"
#include "rlt-trace.h"
#include "rlt-window-private.h"

/* Logical pixels: a narrower window has no room for the program's name beside its buttons. */
#define TITLE_WIDTH 480

G_DEFINE_FINAL_TYPE (RltWindow, rlt_window, ADW_TYPE_APPLICATION_WINDOW)

/* All lines together: the number of trains and the newest observation. */
static guint
count_trains (RltWindow *self,
              RltTime   *observed_at)
{
  GListModel *lines = rlt_engine_get_lines (rlt_ui_context_get_engine (self->context));
  guint n_trains = 0;

  *observed_at = RLT_TIME_NONE;
  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);
      RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);

      n_trains += rlt_line_state_get_n_trains (state);
      if (snapshot != NULL)
        *observed_at = MAX (*observed_at, snapshot->observed_at);
    }

  return n_trains;
}

static void
show_state (RltWindow *self)
{
  RltTime observed_at;
  guint n_trains = count_trains (self, &observed_at);
  g_autofree char *clock = rlt_format_clock (rlt_ui_context_now (self->context));
  g_autofree char *trains = RLT_TIME_IS_SET (observed_at) ? rlt_format_trains (n_trains)
                                                          : g_strdup (_("no live data"));
  g_autofree char *subtitle = g_strdup_printf ("%s · %s", clock, trains);
  g_autoptr(RltReason) reason = NULL;
  gboolean narrow = gtk_widget_get_width (GTK_WIDGET (self)) < TITLE_WIDTH;

  /* Where there is little room, the map itself says why no trains are known. */
  adw_window_title_set_title (self->title, narrow ? clock : _("RATP Live Tracker"));
  adw_window_title_set_subtitle (self->title, !narrow ? subtitle : n_trains > 0 ? trains : "");
  /* Open details say it themselves. */
  if (!adw_flap_get_reveal_flap (self->details_flap))
    reason = rlt_reason_new (self->context, observed_at);
  rlt_notice_set_reason (self->notice, reason);
}

static void
first_trains_drawn_cb (GdkFrameClock *frames,
                       RltWindow     *self)
{
  g_signal_handlers_disconnect_by_func (frames, first_trains_drawn_cb, self);
  rlt_trace_tell ("first-trains");
}

/* The first frame after trains were there has them. */
static void
trace_first_trains (RltWindow *self)
{
  RltTime observed_at;

  if (self->has_told_trains || !rlt_trace_is_on () || count_trains (self, &observed_at) == 0)
    return;

  self->has_told_trains = TRUE;
  g_signal_connect_object (gtk_widget_get_frame_clock (GTK_WIDGET (self)), "after-paint",
                           G_CALLBACK (first_trains_drawn_cb), self, 0);
}

static void
updated_cb (RltWindow *self)
{
  if (!gtk_widget_get_mapped (GTK_WIDGET (self)))
    return;

  show_state (self);
  trace_first_trains (self);
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  show_state (user_data);
}

static void
line_activated_cb (RltWindow     *self,
                   const RltLine *line)
{
  rlt_window_show_line (self, line, FALSE);
}

static void
station_activated_cb (RltWindow        *self,
                      const RltStation *station)
{
  rlt_window_show_station (self, station, FALSE);
}

static void
train_activated_cb (RltWindow     *self,
                    const RltLine *line,
                    const char    *id)
{
  rlt_window_show_train (self, line, id, FALSE);
}

static void
surface_state_changed_cb (RltWindow  *self,
                          GParamSpec *pspec,
                          GdkSurface *surface)
{
  gboolean minimized = (gdk_toplevel_get_state (GDK_TOPLEVEL (surface)) & GDK_TOPLEVEL_STATE_MINIMIZED) != 0;

  rlt_engine_set_hidden (rlt_ui_context_get_engine (self->context),
                         minimized || !gtk_widget_get_mapped (GTK_WIDGET (self)));
}

/* What is not needed for the first frame waits for it, and comes piece by piece. */
static gboolean
after_first_frame_cb (gpointer user_data)
{
  RltWindow *self = user_data;
  const char *store_error;

  if (self->context == NULL)
    return G_SOURCE_REMOVE;
  if (self->details == NULL)
    {
      rlt_window_ensure_details (self);
      return G_SOURCE_CONTINUE;
    }
  if (rlt_details_prepare (self->details))
    return G_SOURCE_CONTINUE;

  rlt_window_restore_line (self);
  store_error = rlt_engine_get_store_error (rlt_ui_context_get_engine (self->context));
  if (store_error != NULL)
    adw_toast_overlay_add_toast (self->toast_overlay, adw_toast_new (store_error));

  return G_SOURCE_REMOVE;
}

static void
rlt_window_realize (GtkWidget *widget)
{
  GdkSurface *surface;

  GTK_WIDGET_CLASS (rlt_window_parent_class)->realize (widget);

  surface = gtk_native_get_surface (GTK_NATIVE (widget));
  g_signal_connect_object (surface, "notify::state", G_CALLBACK (surface_state_changed_cb), widget,
                           G_CONNECT_SWAPPED);
  rlt_dispatch_watch_frames (gtk_widget_get_frame_clock (widget));
}

static void
rlt_window_map (GtkWidget *widget)
{
  RltWindow *self = RLT_WINDOW (widget);

  GTK_WIDGET_CLASS (rlt_window_parent_class)->map (widget);
  rlt_trace_tell ("mapped");

  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  rlt_engine_set_hidden (rlt_ui_context_get_engine (self->context), FALSE);
  updated_cb (self);
}

static void
rlt_window_unmap (GtkWidget *widget)
{
  RltWindow *self = RLT_WINDOW (widget);

  rlt_engine_set_hidden (rlt_ui_context_get_engine (self->context), TRUE);
  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_window_parent_class)->unmap (widget);
}

static gboolean
rlt_window_close_request (GtkWindow *window)
{
  rlt_window_save_state (RLT_WINDOW (window));

  return GTK_WINDOW_CLASS (rlt_window_parent_class)->close_request (window);
}

static void
rlt_window_dispose (GObject *object)
{
  RltWindow *self = RLT_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_window_parent_class)->dispose (object);
}

static void
rlt_window_class_init (RltWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_window_dispose;
  widget_class->realize = rlt_window_realize;
  widget_class->map = rlt_window_map;
  widget_class->unmap = rlt_window_unmap;
  GTK_WINDOW_CLASS (klass)->close_request = rlt_window_close_request;

  g_type_ensure (RLT_TYPE_FEEDS_BUTTON);
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RltWindow, title);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, feeds_button);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, demo_banner);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, toast_overlay);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, sidebar_flap);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, details_flap);
  gtk_widget_class_bind_template_child (widget_class, RltWindow, map_bin);
  rlt_window_class_install_actions (widget_class);
}

static void
rlt_window_init (RltWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  gtk_window_set_title (GTK_WINDOW (self), _("RATP Live Tracker"));
  if (RLT_DEVELOPMENT)
    gtk_widget_add_css_class (GTK_WIDGET (self), "devel");
}

/**
 * rlt_window_new:
 * @application: the application
 * @context: the context
 *
 * Returns: (transfer none): the window; GTK owns it until it is closed
 */
GtkWidget *
rlt_window_new (GtkApplication *application,
                RltUiContext   *context)
{
  g_autoptr(GPropertyAction) follow = NULL;
  RltWindow *self;
  RltEngine *engine;

  g_return_val_if_fail (GTK_IS_APPLICATION (application), NULL);
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  engine = rlt_ui_context_get_engine (context);
  self = g_object_new (RLT_TYPE_WINDOW, "application", application, NULL);
  self->context = g_object_ref (context);
  rlt_feeds_button_set_context (self->feeds_button, context);
  gtk_widget_set_visible (self->demo_banner, rlt_engine_is_demo (engine));

  self->sidebar = RLT_NETWORK_SIDEBAR (rlt_network_sidebar_new (context));
  adw_flap_set_flap (self->sidebar_flap, GTK_WIDGET (self->sidebar));
  self->map = RLT_MAP_VIEW (rlt_map_view_new (engine));
  adw_bin_set_child (self->map_bin, GTK_WIDGET (self->map));
  self->notice = g_object_new (RLT_TYPE_NOTICE, NULL);
  rlt_map_view_add_notice (self->map, GTK_WIDGET (self->notice));
  follow = g_property_action_new ("follow", self->map, "following");
  g_action_map_add_action (G_ACTION_MAP (self), G_ACTION (follow));
  g_signal_connect_object (self->map, "line-activated", G_CALLBACK (line_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "station-activated", G_CALLBACK (station_activated_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->map, "train-activated", G_CALLBACK (train_activated_cb), self,
                           G_CONNECT_SWAPPED);

  /* After the map's own handlers: its trains are in place when ours run. */
  g_signal_connect_object (engine, "updated", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (engine, "key-changed", G_CALLBACK (updated_cb), self, G_CONNECT_SWAPPED);

  g_signal_connect_object (self->details_flap, "notify::reveal-flap", G_CALLBACK (updated_cb), self,
                           G_CONNECT_SWAPPED);
  rlt_window_restore_state (self);
  gtk_window_set_focus (GTK_WINDOW (self), GTK_WIDGET (self->map));
  g_source_set_name_by_id (g_idle_add_full (G_PRIORITY_LOW, after_first_frame_cb, g_object_ref (self),
                                            g_object_unref),
                           "rlt-after-first-frame");

  return GTK_WIDGET (self);
}
