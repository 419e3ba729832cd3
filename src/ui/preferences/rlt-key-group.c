/* rlt-key-group.c: the key to PRIM: kept among the user's secrets, and tried out.
 *
 * The key is never among the settings: it goes from the entry to the engine, and the entry forgets it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-key-group.h"

#include <glib/gi18n.h>

#define KEY_PAGE "https://prim.iledefrance-mobilites.fr"

struct _RltKeyGroup
{
  AdwPreferencesGroup  parent_instance;

  /* Template children */
  AdwEntryRow         *key_row;
  AdwActionRow        *state_row;
  GtkImage            *state_image;
  GtkSpinner          *spinner;
  GtkButton           *check_button;
  GtkButton           *forget_button;

  RltUiContext        *context;       /* (owned) (nullable): until it is set */
  GCancellable        *cancellable;   /* (owned): ends what is under way when the window goes */
};

G_DEFINE_FINAL_TYPE (RltKeyGroup, rlt_key_group, ADW_TYPE_PREFERENCES_GROUP)

static void
show_state (RltKeyGroup *self,
            const char  *icon_name,
            const char  *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  gtk_image_set_from_icon_name (self->state_image, icon_name);
  adw_action_row_set_subtitle (self->state_row, escaped);
}

static void
show_error (RltKeyGroup  *self,
            const GError *error)
{
  show_state (self, "dialog-warning-symbolic", error->message);
}

static void
set_busy (RltKeyGroup *self,
          gboolean     busy)
{
  gtk_spinner_set_spinning (self->spinner, busy);
  gtk_widget_set_visible (GTK_WIDGET (self->spinner), busy);
  gtk_widget_set_visible (GTK_WIDGET (self->state_image), !busy);
  gtk_widget_set_sensitive (GTK_WIDGET (self->check_button), !busy);
}

static void
show_whether_there_is_a_key (RltKeyGroup *self)
{
  gboolean has_key = rlt_engine_has_key (rlt_ui_context_get_engine (self->context));

  gtk_widget_set_sensitive (GTK_WIDGET (self->forget_button), has_key);
  if (has_key)
    show_state (self, "emblem-ok-symbolic", _("A key is kept in your keyring."));
  else
    show_state (self, "dialog-password-symbolic", _("There is no key yet."));
}

static void
set_key_cb (GObject      *source,
            GAsyncResult *result,
            gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean done = rlt_engine_set_key_finish (RLT_ENGINE (source), result, &error);
  RltKeyGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = RLT_KEY_GROUP (user_data);
  set_busy (self, FALSE);
  if (done)
    show_whether_there_is_a_key (self);
  else
    show_error (self, error);
}

static void
set_key (RltKeyGroup *self,
         const char  *key)
{
  set_busy (self, TRUE);
  rlt_engine_set_key_async (rlt_ui_context_get_engine (self->context), key, self->cancellable, set_key_cb,
                            self);
}

static void
key_applied_cb (RltKeyGroup *self)
{
  set_key (self, gtk_editable_get_text (GTK_EDITABLE (self->key_row)));
  gtk_editable_set_text (GTK_EDITABLE (self->key_row), "");

  /* Emptying it was no edit of the user's: there is nothing to apply. */
  adw_entry_row_set_show_apply_button (self->key_row, FALSE);
  adw_entry_row_set_show_apply_button (self->key_row, TRUE);
}

static void
forget_clicked_cb (RltKeyGroup *self)
{
  set_key (self, NULL);
}

static void
check_key_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GError) error = NULL;
  gboolean is_good = rlt_engine_check_key_finish (RLT_ENGINE (source), result, &error);
  RltKeyGroup *self;

  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    return;

  self = RLT_KEY_GROUP (user_data);
  set_busy (self, FALSE);
  if (is_good)
    show_state (self, "emblem-ok-symbolic", _("PRIM takes this key."));
  else
    show_error (self, error);
}

/* What is typed is tried before it is kept; else the one that is kept. */
static void
check_clicked_cb (RltKeyGroup *self)
{
  const char *typed = gtk_editable_get_text (GTK_EDITABLE (self->key_row));

  set_busy (self, TRUE);
  adw_action_row_set_subtitle (self->state_row, _("Asking PRIM…"));
  rlt_engine_check_key_async (rlt_ui_context_get_engine (self->context), *typed != '\0' ? typed : NULL,
                              self->cancellable, check_key_cb, self);
}

static void
page_activated_cb (RltKeyGroup *self)
{
  gtk_show_uri (GTK_WINDOW (gtk_widget_get_root (GTK_WIDGET (self))), KEY_PAGE, GDK_CURRENT_TIME);
}

static void
rlt_key_group_dispose (GObject *object)
{
  RltKeyGroup *self = RLT_KEY_GROUP (object);

  g_cancellable_cancel (self->cancellable);
  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_KEY_GROUP);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_key_group_parent_class)->dispose (object);
}

static void
rlt_key_group_finalize (GObject *object)
{
  RltKeyGroup *self = RLT_KEY_GROUP (object);

  g_clear_object (&self->cancellable);

  G_OBJECT_CLASS (rlt_key_group_parent_class)->finalize (object);
}

static void
rlt_key_group_class_init (RltKeyGroupClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rlt_key_group_dispose;
  object_class->finalize = rlt_key_group_finalize;

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-key-group.ui");
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, key_row);
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, state_row);
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, state_image);
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, spinner);
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, check_button);
  gtk_widget_class_bind_template_child (widget_class, RltKeyGroup, forget_button);
  gtk_widget_class_bind_template_callback (widget_class, key_applied_cb);
  gtk_widget_class_bind_template_callback (widget_class, forget_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, check_clicked_cb);
  gtk_widget_class_bind_template_callback (widget_class, page_activated_cb);
}

static void
rlt_key_group_init (RltKeyGroup *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  self->cancellable = g_cancellable_new ();
}

/**
 * rlt_key_group_set_context:
 * @self: the group
 * @context: the context
 *
 * To be called once.
 */
void
rlt_key_group_set_context (RltKeyGroup  *self,
                           RltUiContext *context)
{
  g_return_if_fail (RLT_IS_KEY_GROUP (self));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  g_signal_connect_object (rlt_ui_context_get_engine (context), "key-changed",
                           G_CALLBACK (show_whether_there_is_a_key), self, G_CONNECT_SWAPPED);
  show_whether_there_is_a_key (self);
}
