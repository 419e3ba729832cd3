/* rlt-preferences-window.c: the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-preferences-window.h"

#include "rlt-feed-row.h"
#include "rlt-key-group.h"
#include "rlt-networks-group.h"

struct _RltPreferencesWindow
{
  AdwPreferencesWindow  parent_instance;

  /* Template children */
  AdwPreferencesPage   *feeds_page;
  AdwPreferencesPage   *display_page;
  AdwPreferencesGroup  *demo_group;
  RltKeyGroup          *key_group;
  AdwPreferencesGroup  *feeds_group;
  AdwComboRow          *time_row;
  GtkSwitch            *base_map_switch;

  RltUiContext         *context;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltPreferencesWindow, rlt_preferences_window, ADW_TYPE_PREFERENCES_WINDOW)

/* The rows of time_row, in their order, are the values of the setting. */
static const char * const time_displays[] = { "minutes", "clock" };

static gboolean
time_display_to_row (GValue   *value,
                     GVariant *variant,
                     gpointer  user_data)
{
  const char *name = g_variant_get_string (variant, NULL);

  for (guint i = 0; i < G_N_ELEMENTS (time_displays); i++)
    {
      if (strcmp (name, time_displays[i]) == 0)
        g_value_set_uint (value, i);
    }

  return TRUE;
}

static GVariant *
row_to_time_display (const GValue       *value,
                     const GVariantType *expected_type,
                     gpointer            user_data)
{
  guint row = g_value_get_uint (value);

  return row < G_N_ELEMENTS (time_displays) ? g_variant_new_string (time_displays[row]) : NULL;
}

static void
fill_feeds (RltPreferencesWindow *self)
{
  GListModel *feeds = rlt_engine_get_feeds (rlt_ui_context_get_engine (self->context));

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      adw_preferences_group_add (self->feeds_group, rlt_feed_row_new_with_form (self->context, feed));
    }
}

static void
rlt_preferences_window_dispose (GObject *object)
{
  RltPreferencesWindow *self = RLT_PREFERENCES_WINDOW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_PREFERENCES_WINDOW);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_preferences_window_parent_class)->dispose (object);
}

static void
rlt_preferences_window_class_init (RltPreferencesWindowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_preferences_window_dispose;

  g_type_ensure (RLT_TYPE_KEY_GROUP);
  gtk_widget_class_set_template_from_resource (widget_class,
                                               RLT_RESOURCE_PATH "/ui/rlt-preferences-window.ui");
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, feeds_page);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, display_page);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, demo_group);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, key_group);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, feeds_group);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, time_row);
  gtk_widget_class_bind_template_child (widget_class, RltPreferencesWindow, base_map_switch);
}

static void
rlt_preferences_window_init (RltPreferencesWindow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rlt_preferences_window_new:
 * @context: the context
 *
 * Returns: (transfer none): the preferences; what is changed in them holds at once
 */
GtkWidget *
rlt_preferences_window_new (RltUiContext *context)
{
  RltPreferencesWindow *self;
  GSettings *settings;
  gboolean is_demo;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  self = g_object_new (RLT_TYPE_PREFERENCES_WINDOW, NULL);
  self->context = g_object_ref (context);
  settings = rlt_ui_context_get_settings (context);
  is_demo = rlt_engine_is_demo (rlt_ui_context_get_engine (context));

  gtk_widget_set_visible (GTK_WIDGET (self->demo_group), is_demo);
  gtk_widget_set_visible (GTK_WIDGET (self->key_group), !is_demo);
  rlt_key_group_set_context (self->key_group, context);
  fill_feeds (self);

  g_settings_bind_with_mapping (settings, "time-display", self->time_row, "selected", G_SETTINGS_BIND_DEFAULT,
                                time_display_to_row, row_to_time_display, NULL, NULL);
  g_settings_bind (settings, "base-map-enabled", self->base_map_switch, "active", G_SETTINGS_BIND_DEFAULT);
  adw_preferences_page_add (self->display_page, ADW_PREFERENCES_GROUP (rlt_networks_group_new (settings)));

  return GTK_WIDGET (self);
}

/**
 * rlt_preferences_window_show_feeds:
 * @self: the preferences
 *
 * Turns to the page on the feeds.
 */
void
rlt_preferences_window_show_feeds (RltPreferencesWindow *self)
{
  g_return_if_fail (RLT_IS_PREFERENCES_WINDOW (self));

  adw_preferences_window_set_visible_page (ADW_PREFERENCES_WINDOW (self), self->feeds_page);
}
