/* rlt-networks-group.c: which networks the map shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-networks-group.h"

#include <glib/gi18n.h>

#include "rlt-format.h"

#define KEY "networks-shown"

struct _RltNetworksGroup
{
  AdwPreferencesGroup  parent_instance;

  GSettings           *settings;                  /* (owned) */
  GtkSwitch           *switches[RLT_N_NETWORKS];
};

G_DEFINE_FINAL_TYPE (RltNetworksGroup, rlt_networks_group, ADW_TYPE_PREFERENCES_GROUP)

static void
switched_cb (RltNetworksGroup *self)
{
  g_autoptr(GStrvBuilder) names = g_strv_builder_new ();
  g_auto(GStrv) value = NULL;

  for (guint i = 0; i < RLT_N_NETWORKS; i++)
    {
      if (gtk_switch_get_active (self->switches[i]))
        g_strv_builder_add (names, rlt_network_to_string (i));
    }
  value = g_strv_builder_end (names);
  g_settings_set_strv (self->settings, KEY, (const char * const *) value);
}

static void
add_row (RltNetworksGroup *self,
         RltNetwork        network,
         gboolean          is_shown)
{
  GtkWidget *row = adw_action_row_new ();
  GtkWidget *button = gtk_switch_new ();

  self->switches[network] = GTK_SWITCH (button);
  gtk_switch_set_active (GTK_SWITCH (button), is_shown);
  gtk_widget_set_valign (button, GTK_ALIGN_CENTER);
  adw_preferences_row_set_title (ADW_PREFERENCES_ROW (row), rlt_format_network (network));
  adw_action_row_add_suffix (ADW_ACTION_ROW (row), button);
  adw_action_row_set_activatable_widget (ADW_ACTION_ROW (row), button);
  adw_preferences_group_add (ADW_PREFERENCES_GROUP (self), row);
}

static void
rlt_networks_group_dispose (GObject *object)
{
  RltNetworksGroup *self = RLT_NETWORKS_GROUP (object);

  g_clear_object (&self->settings);

  G_OBJECT_CLASS (rlt_networks_group_parent_class)->dispose (object);
}

static void
rlt_networks_group_class_init (RltNetworksGroupClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rlt_networks_group_dispose;
}

static void
rlt_networks_group_init (RltNetworksGroup *self)
{
  adw_preferences_group_set_title (ADW_PREFERENCES_GROUP (self), _("Networks on the Map"));
}

/**
 * rlt_networks_group_new:
 * @settings: the profile's settings
 *
 * Returns: (transfer floating): a switch for each network
 */
GtkWidget *
rlt_networks_group_new (GSettings *settings)
{
  RltNetworksGroup *self;
  g_auto(GStrv) shown = NULL;

  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (RLT_TYPE_NETWORKS_GROUP, NULL);
  self->settings = g_object_ref (settings);
  shown = g_settings_get_strv (settings, KEY);
  for (guint i = 0; i < RLT_N_NETWORKS; i++)
    add_row (self, i, g_strv_contains ((const char * const *) shown, rlt_network_to_string (i)));
  for (guint i = 0; i < RLT_N_NETWORKS; i++)
    g_signal_connect_object (self->switches[i], "notify::active", G_CALLBACK (switched_cb), self,
                             G_CONNECT_SWAPPED);

  return GTK_WIDGET (self);
}
