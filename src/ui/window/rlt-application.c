/* rlt-application.c: the program as GTK knows it: its window, its actions, its keys.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-application.h"

#include <glib-unix.h>
#include <glib/gi18n.h>

#include "rlt-about.h"
#include "rlt-dispatch-watch.h"
#include "rlt-preferences-window.h"
#include "rlt-ui-resources.h"
#include "rlt-window.h"

struct _RltApplication
{
  AdwApplication  parent_instance;

  gboolean        shows_set_up;   /* the preferences are still to be shown at the start */
  guint           interrupt_id;   /* sources that wait for a signal, as the next */
  guint           terminate_id;
  RltUiContext   *context;        /* (owned) (nullable): until there is an engine */
};

G_DEFINE_FINAL_TYPE (RltApplication, rlt_application, ADW_TYPE_APPLICATION)

static void
close_windows (RltApplication *self)
{
  g_autoptr(GList) windows = g_list_copy (gtk_application_get_windows (GTK_APPLICATION (self)));

  for (GList *l = windows; l != NULL; l = l->next)
    gtk_window_close (l->data);
}

/* (nullable): the application's window of that type. */
static GtkWindow *
find_window (RltApplication *self,
             GType           type)
{
  for (GList *l = gtk_application_get_windows (GTK_APPLICATION (self)); l != NULL; l = l->next)
    {
      if (G_TYPE_CHECK_INSTANCE_TYPE (l->data, type))
        return l->data;
    }

  return NULL;
}

static void
quit_action (GSimpleAction *action,
             GVariant      *parameter,
             gpointer       user_data)
{
  close_windows (user_data);
}

static void
about_action (GSimpleAction *action,
              GVariant      *parameter,
              gpointer       user_data)
{
  RltApplication *self = user_data;

  rlt_about_present (find_window (self, RLT_TYPE_WINDOW), rlt_ui_context_get_catalogue (self->context));
}

static RltPreferencesWindow *
present_preferences (RltApplication *self)
{
  GtkWindow *window = find_window (self, RLT_TYPE_PREFERENCES_WINDOW);

  if (window == NULL)
    {
      window = GTK_WINDOW (rlt_preferences_window_new (self->context));
      gtk_window_set_transient_for (window, find_window (self, RLT_TYPE_WINDOW));
      gtk_window_set_destroy_with_parent (window, TRUE);
      /* Its buttons reach the program's actions only when it belongs to it. */
      gtk_window_set_application (window, GTK_APPLICATION (self));
    }
  gtk_window_present (window);

  return RLT_PREFERENCES_WINDOW (window);
}

static void
preferences_action (GSimpleAction *action,
                    GVariant      *parameter,
                    gpointer       user_data)
{
  present_preferences (user_data);
}

static void
feed_preferences_action (GSimpleAction *action,
                         GVariant      *parameter,
                         gpointer       user_data)
{
  rlt_preferences_window_show_feeds (present_preferences (user_data));
}

/* Live data need another engine, clock and profile: that is another process. */
static void
go_live_action (GSimpleAction *action,
                GVariant      *parameter,
                gpointer       user_data)
{
  RltApplication *self = user_data;
  g_autofree char *program = g_file_read_link ("/proc/self/exe", NULL);
  char *argv[] = { program, (char *) "--live", (char *) "--set-up", NULL };
  g_autoptr(GError) error = NULL;

  if (program != NULL && g_spawn_async (NULL, argv, NULL, G_SPAWN_DEFAULT, NULL, NULL, NULL, &error))
    close_windows (self);
  else
    g_warning ("Live data cannot be started: %s",
               error != NULL ? error->message : "the program is not found");
}

/* The session ends, or somebody types Control-C: what is kept for the next run is written down first. */
static gboolean
signal_cb (gpointer user_data)
{
  RltApplication *self = user_data;

  close_windows (self);
  g_application_quit (G_APPLICATION (self));

  return G_SOURCE_CONTINUE;
}

static const GActionEntry actions[] = {
  { .name = "about", .activate = about_action },
  { .name = "feed-preferences", .activate = feed_preferences_action },
  { .name = "go-live", .activate = go_live_action },
  { .name = "preferences", .activate = preferences_action },
  { .name = "quit", .activate = quit_action },
};

static void
rlt_application_startup (GApplication *application)
{
  RltApplication *self = RLT_APPLICATION (application);

  G_APPLICATION_CLASS (rlt_application_parent_class)->startup (application);

  rlt_dispatch_watch_start ();
  self->interrupt_id = g_unix_signal_add (SIGINT, signal_cb, self);
  self->terminate_id = g_unix_signal_add (SIGTERM, signal_cb, self);
  g_action_map_add_action_entries (G_ACTION_MAP (application), actions, G_N_ELEMENTS (actions), application);
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.quit",
                                         (const char * const []) { "<Control>q", NULL });
  gtk_application_set_accels_for_action (GTK_APPLICATION (application), "app.preferences",
                                         (const char * const []) { "<Control>comma", NULL });
}

/* From here on a signal ends the program at once, whatever still takes its time. */
static void
rlt_application_shutdown (GApplication *application)
{
  RltApplication *self = RLT_APPLICATION (application);

  g_clear_handle_id (&self->interrupt_id, g_source_remove);
  g_clear_handle_id (&self->terminate_id, g_source_remove);

  G_APPLICATION_CLASS (rlt_application_parent_class)->shutdown (application);
}

static void
rlt_application_activate (GApplication *application)
{
  RltApplication *self = RLT_APPLICATION (application);
  GtkWindow *window = find_window (self, RLT_TYPE_WINDOW);

  if (window == NULL)
    window = GTK_WINDOW (rlt_window_new (GTK_APPLICATION (application), self->context));
  gtk_window_present (window);

  if (self->shows_set_up)
    g_action_group_activate_action (G_ACTION_GROUP (application), "preferences", NULL);
  self->shows_set_up = FALSE;
}

static void
rlt_application_finalize (GObject *object)
{
  RltApplication *self = RLT_APPLICATION (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_application_parent_class)->finalize (object);
}

static void
rlt_application_class_init (RltApplicationClass *klass)
{
  GApplicationClass *application_class = G_APPLICATION_CLASS (klass);

  G_OBJECT_CLASS (klass)->finalize = rlt_application_finalize;
  application_class->startup = rlt_application_startup;
  application_class->shutdown = rlt_application_shutdown;
  application_class->activate = rlt_application_activate;
}

static void
rlt_application_init (RltApplication *self)
{
}

/**
 * rlt_application_new:
 * @launch: what was asked for
 * @error: (nullable): where to put why not
 *
 * A second start of the ordinary profile raises the window of the first; other profiles stand alone.
 *
 * Returns: (transfer full) (nullable): the application, which needs an engine before it is activated;
 *   %NULL with %G_IO_ERROR_NOT_SUPPORTED where there is no display to show anything on
 */
RltApplication *
rlt_application_new (const RltLaunch  *launch,
                     GError          **error)
{
  gboolean is_ordinary;
  RltApplication *self;

  g_return_val_if_fail (launch != NULL, NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  /* GTK would end the program here and now, with our threads at work. */
  if (!gtk_init_check ())
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_SUPPORTED,
                   _("no display can be opened; without one, use “rlt serve”"));
      return NULL;
    }

  is_ordinary = strcmp (launch->profile, "default") == 0;
  g_resources_register (rlt_ui_get_resource ());
  self = g_object_new (RLT_TYPE_APPLICATION,
                       "application-id", RLT_APP_ID,
                       "flags", is_ordinary ? G_APPLICATION_DEFAULT_FLAGS : G_APPLICATION_NON_UNIQUE,
                       "resource-base-path", RLT_RESOURCE_PATH,
                       NULL);
  self->shows_set_up = launch->set_up;
  g_set_application_name (_("RATP Live Tracker"));
  gtk_window_set_default_icon_name (RLT_APP_ID);

  return self;
}

/**
 * rlt_application_set_engine:
 * @self: the application, not activated yet
 * @engine: the engine all its views look at
 * @settings: the profile's settings
 */
void
rlt_application_set_engine (RltApplication *self,
                            RltEngine      *engine,
                            GSettings      *settings)
{
  g_return_if_fail (RLT_IS_APPLICATION (self));
  g_return_if_fail (self->context == NULL);

  self->context = rlt_ui_context_new (engine, settings);
}
