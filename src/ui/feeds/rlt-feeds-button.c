/* rlt-feeds-button.c: says whether all feeds answer, names those that do not, and opens the list of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-feeds-button.h"

#include <glib/gi18n.h>

#include "rlt-feed-row.h"
#include "rlt-feed-words.h"

#define LIST_WIDTH 320
#define LIST_HEIGHT 480

struct _RltFeedsButton
{
  AdwBin         parent_instance;

  GtkMenuButton *button;
  GtkImage      *image;
  GtkLabel      *label;
  RltUiContext  *context;   /* (owned) (nullable): until it is set */
};

G_DEFINE_FINAL_TYPE (RltFeedsButton, rlt_feeds_button, ADW_TYPE_BIN)

/* What the button says of all feeds together. */
typedef struct
{
  guint         n_on;
  guint         n_ok;
  guint         n_failing;
  RltFeedState  state;       /* of the first that fails */
  const char   *name;        /* (nullable): likewise */
  GString      *text;        /* (owned): all that fail, by name */
} Summary;

static void
add_feed (Summary       *summary,
          RltFeedStatus *feed)
{
  RltFeedState state = rlt_feed_status_get_state (feed);

  summary->n_on += state != RLT_FEED_OFF;
  summary->n_ok += state == RLT_FEED_OK;
  if (!rlt_feed_state_is_failing (state))
    return;

  if (summary->n_failing++ == 0)
    {
      summary->state = state;
      summary->name = rlt_feed_status_get_name (feed);
    }
  g_string_append_printf (summary->text, "\n%s: %s", rlt_feed_status_get_name (feed),
                          rlt_feed_state_to_words (state));
}

static const char *
describe (const Summary *summary)
{
  if (summary->n_failing > 0)
    return _("Some feeds fail");
  if (summary->n_on == 0)
    return _("No feed is on");
  if (summary->n_ok == 0)
    return _("No feed has answered yet");

  return _("All feeds answer");
}

static const char *
choose_icon (const Summary *summary)
{
  if (summary->n_failing > 0)
    return rlt_feed_state_icon_name (summary->state);

  return rlt_feed_state_icon_name (summary->n_on == 0 ? RLT_FEED_OFF
                                   : summary->n_ok == 0 ? RLT_FEED_STARTING : RLT_FEED_OK);
}

static void
refresh (RltFeedsButton *self)
{
  GListModel *feeds = rlt_engine_get_feeds (rlt_ui_context_get_engine (self->context));
  g_autoptr(GString) text = g_string_new (NULL);
  Summary summary = { .text = text };

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      add_feed (&summary, feed);
    }
  g_string_prepend (text, describe (&summary));

  gtk_image_set_from_icon_name (self->image, choose_icon (&summary));
  gtk_label_set_label (self->label, summary.name != NULL ? summary.name : "");
  gtk_widget_set_visible (GTK_WIDGET (self->label), summary.name != NULL);
  gtk_widget_set_tooltip_text (GTK_WIDGET (self->button), text->str);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->button), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static GtkWidget *
list_new (RltFeedsButton *self)
{
  GListModel *feeds = rlt_engine_get_feeds (rlt_ui_context_get_engine (self->context));
  GtkWidget *list = gtk_list_box_new ();

  gtk_list_box_set_selection_mode (GTK_LIST_BOX (list), GTK_SELECTION_NONE);
  gtk_widget_add_css_class (list, "boxed-list");
  gtk_accessible_update_property (GTK_ACCESSIBLE (list), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Feeds"), -1);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      gtk_list_box_append (GTK_LIST_BOX (list), rlt_feed_row_new (self->context, feed));
    }

  return list;
}

static GtkWidget *
button_new (const char *label,
            const char *action_name)
{
  GtkWidget *button = gtk_button_new_with_mnemonic (label);

  gtk_actionable_set_action_name (GTK_ACTIONABLE (button), action_name);
  gtk_widget_set_margin_top (button, 6);

  return button;
}

/* The list is made when it is first asked for: the window is there sooner. */
static void
create_popover_cb (GtkMenuButton *button,
                   gpointer       user_data)
{
  RltFeedsButton *self = user_data;
  GtkWidget *popover;
  GtkWidget *window;
  GtkWidget *box;

  if (gtk_menu_button_get_popover (button) != NULL)
    return;

  window = gtk_scrolled_window_new ();
  gtk_scrolled_window_set_policy (GTK_SCROLLED_WINDOW (window), GTK_POLICY_NEVER, GTK_POLICY_AUTOMATIC);
  gtk_scrolled_window_set_propagate_natural_height (GTK_SCROLLED_WINDOW (window), TRUE);
  gtk_scrolled_window_set_max_content_height (GTK_SCROLLED_WINDOW (window), LIST_HEIGHT);
  gtk_scrolled_window_set_child (GTK_SCROLLED_WINDOW (window), list_new (self));

  box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);
  gtk_widget_set_size_request (box, LIST_WIDTH, -1);
  gtk_box_append (GTK_BOX (box), window);
  gtk_box_append (GTK_BOX (box), button_new (_("_Try Again Now"), "win.refresh"));
  gtk_box_append (GTK_BOX (box), button_new (_("Feed _Preferences"), "app.feed-preferences"));

  popover = gtk_popover_new ();
  gtk_popover_set_child (GTK_POPOVER (popover), box);
  gtk_menu_button_set_popover (button, popover);
}

static void
rlt_feeds_button_dispose (GObject *object)
{
  RltFeedsButton *self = RLT_FEEDS_BUTTON (object);

  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_feeds_button_parent_class)->dispose (object);
}

static void
rlt_feeds_button_class_init (RltFeedsButtonClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rlt_feeds_button_dispose;
}

static void
rlt_feeds_button_init (RltFeedsButton *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  AdwSqueezer *squeezer = ADW_SQUEEZER (adw_squeezer_new ());

  self->button = GTK_MENU_BUTTON (gtk_menu_button_new ());
  self->image = GTK_IMAGE (gtk_image_new ());
  self->label = GTK_LABEL (gtk_label_new (NULL));
  /* In a narrow window there is no room for a name: there the map says it, and the tooltip. */
  adw_squeezer_set_homogeneous (squeezer, FALSE);
  adw_squeezer_set_allow_none (squeezer, TRUE);
  adw_squeezer_add (squeezer, GTK_WIDGET (self->label));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (squeezer));
  gtk_widget_add_css_class (GTK_WIDGET (self->button), "flat");
  gtk_menu_button_set_child (self->button, box);
  gtk_menu_button_set_create_popup_func (self->button, create_popover_cb, self, NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->button));
}

/**
 * rlt_feeds_button_set_context:
 * @self: a button without a context
 * @context: the context whose engine's feeds are to be followed
 */
void
rlt_feeds_button_set_context (RltFeedsButton *self,
                              RltUiContext   *context)
{
  GListModel *feeds;

  g_return_if_fail (RLT_IS_FEEDS_BUTTON (self));
  g_return_if_fail (RLT_IS_UI_CONTEXT (context));
  g_return_if_fail (self->context == NULL);

  self->context = g_object_ref (context);
  feeds = rlt_engine_get_feeds (rlt_ui_context_get_engine (context));
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      g_signal_connect_object (feed, "notify::state", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
    }
  refresh (self);
}

/**
 * rlt_feeds_button_popup:
 * @self: a button with a context
 *
 * Opens the list of the feeds.
 */
void
rlt_feeds_button_popup (RltFeedsButton *self)
{
  g_return_if_fail (RLT_IS_FEEDS_BUTTON (self));

  gtk_menu_button_popup (self->button);
}
