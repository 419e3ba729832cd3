/* rlt-feed-form.c: how a feed is asked, to be changed. What is changed holds at once.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-feed-form.h"

#include <glib/gi18n.h>

/* Characters: a whole address is seldom seen in a narrow window. */
#define NARROWEST_FIELD 4

struct _RltFeedForm
{
  AdwPreferencesRow  parent_instance;

  GtkGrid           *grid;
  GtkSwitch         *enabled_switch;   /* (owned): stands elsewhere, in the row that unfolds to this one */
  GtkEntry          *address_entry;
  GtkSpinButton     *interval_spin;
  GtkSpinButton     *timeout_spin;
  GtkLabel          *error_label;

  RltUiContext      *context;          /* (owned) */
  RltFeedStatus     *feed;             /* (owned) */
  GCancellable      *cancellable;      /* (owned): of the last wish */
  gboolean           is_showing;       /* what is set now is no wish of the user's */
};

G_DEFINE_FINAL_TYPE (RltFeedForm, rlt_feed_form, ADW_TYPE_PREFERENCES_ROW)

/* Brings the controls up to how the feed is asked. An address that is being typed is left alone. */
static void
show_settings (RltFeedForm *self)
{
  self->is_showing = TRUE;
  gtk_switch_set_active (self->enabled_switch, rlt_feed_status_get_enabled (self->feed));
  gtk_spin_button_set_value (self->interval_spin,
                             (double) (rlt_feed_status_get_interval (self->feed) / RLT_SECOND));
  gtk_spin_button_set_value (self->timeout_spin, rlt_feed_status_get_timeout (self->feed));
  if ((gtk_widget_get_state_flags (GTK_WIDGET (self->address_entry)) & GTK_STATE_FLAG_FOCUS_WITHIN) == 0)
    gtk_editable_set_text (GTK_EDITABLE (self->address_entry), rlt_feed_status_get_base_uri (self->feed));
  self->is_showing = FALSE;
}

static void
show_error (RltFeedForm *self,
            const char  *text)
{
  gtk_label_set_label (self->error_label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), text != NULL);
}

static void
configured_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  RltFeedForm *self;

  rlt_engine_configure_feed_finish (RLT_ENGINE (source), result, &error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = RLT_FEED_FORM (user_data);
  show_error (self, error != NULL ? error->message : NULL);
  if (error != NULL)
    show_settings (self);
}

/* Only what comes of the last wish is told: an earlier one may be answered later. */
static void
configure (RltFeedForm           *self,
           const RltFeedSettings *settings)
{
  g_cancellable_cancel (self->cancellable);
  g_object_unref (self->cancellable);
  self->cancellable = g_cancellable_new ();
  rlt_engine_configure_feed_async (rlt_ui_context_get_engine (self->context),
                                   rlt_feed_status_get_kind (self->feed), settings, self->cancellable,
                                   configured_cb, self);
}

static void
enabled_cb (RltFeedForm *self)
{
  g_auto(RltFeedSettings) settings = { 0 };

  if (self->is_showing)
    return;

  rlt_feed_status_copy_settings (self->feed, &settings);
  settings.enabled = gtk_switch_get_active (self->enabled_switch);
  configure (self, &settings);
}

static void
interval_cb (RltFeedForm *self)
{
  g_auto(RltFeedSettings) settings = { 0 };

  if (self->is_showing)
    return;

  rlt_feed_status_copy_settings (self->feed, &settings);
  settings.interval = (guint) gtk_spin_button_get_value_as_int (self->interval_spin);
  configure (self, &settings);
}

static void
timeout_cb (RltFeedForm *self)
{
  g_auto(RltFeedSettings) settings = { 0 };

  if (self->is_showing)
    return;

  rlt_feed_status_copy_settings (self->feed, &settings);
  settings.timeout = (guint) gtk_spin_button_get_value_as_int (self->timeout_spin);
  configure (self, &settings);
}

/* An empty entry stands for the feed's own address. */
static void
address_cb (RltFeedForm *self)
{
  const char *text = gtk_editable_get_text (GTK_EDITABLE (self->address_entry));
  g_auto(RltFeedSettings) settings = { 0 };

  if (strcmp (text, rlt_feed_status_get_base_uri (self->feed)) == 0)
    return;

  rlt_feed_status_copy_settings (self->feed, &settings);
  g_free (settings.base_uri);
  settings.base_uri = *text != '\0' ? g_strdup (text) : NULL;
  configure (self, &settings);
}

static void
usual_cb (RltFeedForm *self)
{
  g_auto(RltFeedSettings) settings = { 0 };

  rlt_feed_settings_init (&settings, rlt_feed_status_get_kind (self->feed));
  configure (self, &settings);
}

static void
add_field (RltFeedForm *self,
           int          row,
           const char  *name,
           GtkWidget   *field)
{
  GtkWidget *label = gtk_label_new_with_mnemonic (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_editable_set_width_chars (GTK_EDITABLE (field), NARROWEST_FIELD);
  gtk_label_set_mnemonic_widget (GTK_LABEL (label), field);
  gtk_widget_set_hexpand (field, TRUE);
  gtk_grid_attach (self->grid, label, 0, row, 1, 1);
  gtk_grid_attach (self->grid, field, 1, row, 1, 1);
}

static void
add_usual_button (RltFeedForm *self,
                  int          row)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (_("_Ask as Usual"));

  gtk_widget_set_halign (button, GTK_ALIGN_END);
  g_signal_connect_object (button, "clicked", G_CALLBACK (usual_cb), self, G_CONNECT_SWAPPED);
  gtk_grid_attach (self->grid, button, 0, row, 2, 1);
}

static void
rlt_feed_form_dispose (GObject *object)
{
  RltFeedForm *self = RLT_FEED_FORM (object);

  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->enabled_switch);
  g_clear_object (&self->feed);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_feed_form_parent_class)->dispose (object);
}

static void
rlt_feed_form_finalize (GObject *object)
{
  g_clear_object (&RLT_FEED_FORM (object)->cancellable);

  G_OBJECT_CLASS (rlt_feed_form_parent_class)->finalize (object);
}

static void
rlt_feed_form_class_init (RltFeedFormClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_feed_form_dispose;
  object_class->finalize = rlt_feed_form_finalize;
}

static void
make_controls (RltFeedForm *self)
{
  GtkEventController *focus = gtk_event_controller_focus_new ();

  self->enabled_switch = GTK_SWITCH (g_object_ref_sink (gtk_switch_new ()));
  gtk_widget_set_valign (GTK_WIDGET (self->enabled_switch), GTK_ALIGN_CENTER);
  self->address_entry = GTK_ENTRY (gtk_entry_new ());
  gtk_entry_set_input_purpose (self->address_entry, GTK_INPUT_PURPOSE_URL);
  gtk_entry_set_placeholder_text (self->address_entry, _("The feed’s own"));
  self->interval_spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (RLT_FEED_MIN_INTERVAL,
                                                                         RLT_FEED_MAX_INTERVAL, 5));
  self->timeout_spin = GTK_SPIN_BUTTON (gtk_spin_button_new_with_range (RLT_FEED_MIN_TIMEOUT,
                                                                        RLT_FEED_MAX_TIMEOUT, 1));
  self->error_label = GTK_LABEL (gtk_label_new (NULL));
  gtk_label_set_xalign (self->error_label, 0);
  gtk_label_set_wrap (self->error_label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (self->error_label), "error");
  gtk_widget_set_visible (GTK_WIDGET (self->error_label), FALSE);

  g_signal_connect_object (self->enabled_switch, "notify::active", G_CALLBACK (enabled_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->interval_spin, "value-changed", G_CALLBACK (interval_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->timeout_spin, "value-changed", G_CALLBACK (timeout_cb), self,
                           G_CONNECT_SWAPPED);
  g_signal_connect_object (self->address_entry, "activate", G_CALLBACK (address_cb), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (focus, "leave", G_CALLBACK (address_cb), self, G_CONNECT_SWAPPED);
  gtk_widget_add_controller (GTK_WIDGET (self->address_entry), focus);
}

static void
rlt_feed_form_init (RltFeedForm *self)
{
  self->cancellable = g_cancellable_new ();
  self->grid = GTK_GRID (gtk_grid_new ());
  gtk_grid_set_row_spacing (self->grid, 6);
  gtk_grid_set_column_spacing (self->grid, 12);
  gtk_widget_add_css_class (GTK_WIDGET (self->grid), "feed-facts");

  make_controls (self);
  add_field (self, 0, _("_Address"), GTK_WIDGET (self->address_entry));
  add_field (self, 1, _("Asked every (_seconds)"), GTK_WIDGET (self->interval_spin));
  add_field (self, 2, _("_Patience (seconds)"), GTK_WIDGET (self->timeout_spin));
  gtk_grid_attach (self->grid, GTK_WIDGET (self->error_label), 0, 3, 2, 1);
  add_usual_button (self, 4);

  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (self), FALSE);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), GTK_WIDGET (self->grid));
}

/**
 * rlt_feed_form_new:
 * @context: the context
 * @feed: the feed whose settings are to be shown, followed and changed
 *
 * Returns: (transfer floating): a form
 */
GtkWidget *
rlt_feed_form_new (RltUiContext  *context,
                   RltFeedStatus *feed)
{
  RltFeedForm *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (RLT_IS_FEED_STATUS (feed), NULL);

  self = g_object_new (RLT_TYPE_FEED_FORM, NULL);
  self->context = g_object_ref (context);
  self->feed = g_object_ref (feed);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->enabled_switch), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  rlt_feed_status_get_name (feed), -1);
  /* The simulation is where it is. */
  gtk_widget_set_sensitive (GTK_WIDGET (self->address_entry),
                            !rlt_engine_is_demo (rlt_ui_context_get_engine (context)));
  g_signal_connect_object (feed, "notify::enabled", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "notify::base-uri", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "notify::interval", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (feed, "notify::timeout", G_CALLBACK (show_settings), self, G_CONNECT_SWAPPED);
  show_settings (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_feed_form_get_switch:
 * @self: a form
 *
 * Returns: (transfer none): the switch of its feed, to be put where it is reached without unfolding
 */
GtkWidget *
rlt_feed_form_get_switch (RltFeedForm *self)
{
  g_return_val_if_fail (RLT_IS_FEED_FORM (self), NULL);

  return GTK_WIDGET (self->enabled_switch);
}
