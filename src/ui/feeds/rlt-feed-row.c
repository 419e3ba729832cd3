/* rlt-feed-row.c: how one feed is doing: in short, and unfolded all that is known.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-feed-row.h"

#include "rlt-feed-form.h"
#include "rlt-feed-words.h"

struct _RltFeedRow
{
  AdwExpanderRow  parent_instance;

  GtkImage       *image;
  GtkLabel       *facts_label;

  RltUiContext   *context;   /* (owned) */
  RltFeedStatus  *feed;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltFeedRow, rlt_feed_row, ADW_TYPE_EXPANDER_ROW)

static void
refresh (RltFeedRow *self)
{
  RltTime now = rlt_ui_context_now (self->context);
  g_autofree char *summary = rlt_feed_to_summary (self->feed, now);
  g_autofree char *escaped = g_markup_escape_text (summary, -1);
  g_autofree char *name = g_strdup_printf ("%s, %s", rlt_feed_status_get_name (self->feed), summary);

  gtk_image_set_from_icon_name (self->image,
                                rlt_feed_state_icon_name (rlt_feed_status_get_state (self->feed)));
  if (strcmp (adw_expander_row_get_subtitle (ADW_EXPANDER_ROW (self)), escaped) != 0)
    {
      adw_expander_row_set_subtitle (ADW_EXPANDER_ROW (self), escaped);
      gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
    }
  if (adw_expander_row_get_expanded (ADW_EXPANDER_ROW (self)))
    {
      g_autofree char *facts = rlt_feed_to_facts (self->feed, now);

      gtk_label_set_label (self->facts_label, facts);
    }
}

static void
tick_cb (RltTime  now,
         gpointer user_data)
{
  refresh (user_data);
}

static void
rlt_feed_row_map (GtkWidget *widget)
{
  RltFeedRow *self = RLT_FEED_ROW (widget);

  GTK_WIDGET_CLASS (rlt_feed_row_parent_class)->map (widget);
  rlt_ticker_add (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  refresh (self);
}

static void
rlt_feed_row_unmap (GtkWidget *widget)
{
  RltFeedRow *self = RLT_FEED_ROW (widget);

  rlt_ticker_remove (rlt_ui_context_get_ticker (self->context), tick_cb, self);
  GTK_WIDGET_CLASS (rlt_feed_row_parent_class)->unmap (widget);
}

static void
rlt_feed_row_dispose (GObject *object)
{
  RltFeedRow *self = RLT_FEED_ROW (object);

  g_clear_object (&self->feed);
  g_clear_object (&self->context);

  G_OBJECT_CLASS (rlt_feed_row_parent_class)->dispose (object);
}

static void
rlt_feed_row_class_init (RltFeedRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_feed_row_dispose;
  widget_class->map = rlt_feed_row_map;
  widget_class->unmap = rlt_feed_row_unmap;
}

static GtkWidget *
facts_row_new (GtkLabel *label)
{
  GtkWidget *row = adw_preferences_row_new ();

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_selectable (label, TRUE);
  gtk_widget_add_css_class (GTK_WIDGET (label), "feed-facts");
  gtk_widget_add_css_class (GTK_WIDGET (label), "numeric");
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (row), GTK_WIDGET (label));
  gtk_list_box_row_set_activatable (GTK_LIST_BOX_ROW (row), FALSE);

  return row;
}

static void
rlt_feed_row_init (RltFeedRow *self)
{
  self->image = GTK_IMAGE (gtk_image_new ());
  self->facts_label = GTK_LABEL (gtk_label_new (NULL));
  adw_expander_row_add_prefix (ADW_EXPANDER_ROW (self), GTK_WIDGET (self->image));
  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), facts_row_new (self->facts_label));
}

/**
 * rlt_feed_row_new:
 * @context: the context
 * @feed: the feed to show and to follow
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_feed_row_new (RltUiContext  *context,
                  RltFeedStatus *feed)
{
  RltFeedRow *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (RLT_IS_FEED_STATUS (feed), NULL);

  self = g_object_new (RLT_TYPE_FEED_ROW, "title", rlt_feed_status_get_name (feed), NULL);
  self->context = g_object_ref (context);
  self->feed = g_object_ref (feed);
  g_signal_connect_object (feed, "notify", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  g_signal_connect_object (self, "notify::expanded", G_CALLBACK (refresh), self, G_CONNECT_SWAPPED);
  refresh (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_feed_row_new_with_form:
 * @context: the context
 * @feed: the feed to show and to follow
 *
 * Returns: (transfer floating): a row in which can be changed how the feed is asked
 */
GtkWidget *
rlt_feed_row_new_with_form (RltUiContext  *context,
                            RltFeedStatus *feed)
{
  GtkWidget *self = rlt_feed_row_new (context, feed);
  GtkWidget *form = rlt_feed_form_new (context, feed);

  adw_expander_row_add_row (ADW_EXPANDER_ROW (self), form);
  adw_expander_row_add_action (ADW_EXPANDER_ROW (self), rlt_feed_form_get_switch (RLT_FEED_FORM (form)));

  return self;
}
