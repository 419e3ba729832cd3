/* rlt-feed-row.c: how one feed is doing.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-feed-row.h"

#include <glib/gi18n.h>

struct _RltFeedRow
{
  AdwActionRow   parent_instance;

  GtkImage      *image;
  GtkLabel      *state_label;

  RltUiContext  *context;   /* (owned) */
  RltFeedStatus *feed;      /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltFeedRow, rlt_feed_row, ADW_TYPE_ACTION_ROW)

static const char *
state_name (RltFeedState state)
{
  switch (state)
    {
    case RLT_FEED_OFF:
      return C_("feed", "Off");
    case RLT_FEED_STARTING:
      return C_("feed", "Not asked yet");
    case RLT_FEED_OK:
      return C_("feed", "Answers");
    case RLT_FEED_DEGRADED:
      return C_("feed", "With errors");
    case RLT_FEED_BLOCKED:
      return C_("feed", "Blocked");
    case RLT_FEED_QUOTA:
      return C_("feed", "Quota used up");
    case RLT_FEED_DOWN:
      return C_("feed", "Down");
    default:
      g_return_val_if_reached ("");
    }
}

static const char *
state_icon_name (RltFeedState state)
{
  switch (state)
    {
    case RLT_FEED_OK:
      return "emblem-ok-symbolic";
    case RLT_FEED_OFF:
    case RLT_FEED_STARTING:
      return "content-loading-symbolic";
    case RLT_FEED_DEGRADED:
    case RLT_FEED_BLOCKED:
    case RLT_FEED_QUOTA:
    case RLT_FEED_DOWN:
    default:
      return "dialog-warning-symbolic";
    }
}

/* "12 s ago · 340 requests today", and what went wrong. */
static char *
describe (RltFeedRow *self)
{
  const char *error = rlt_feed_status_get_last_error (self->feed);
  guint n_requests = rlt_feed_status_get_requests_today (self->feed);
  g_autoptr(GString) text = g_string_new (NULL);

  if (RLT_TIME_IS_SET (rlt_feed_status_get_last_success (self->feed)))
    {
      g_autofree char *age = rlt_format_age (rlt_feed_status_get_last_success (self->feed),
                                             rlt_ui_context_now (self->context));

      g_string_append_printf (text, _("Last answer: %s."), age);
      g_string_append_c (text, ' ');
    }
  g_string_append_printf (text, ngettext ("%u request today.", "%u requests today.", n_requests), n_requests);
  if (error != NULL && rlt_feed_status_get_state (self->feed) != RLT_FEED_OK)
    g_string_append_printf (text, "\n%s", error);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
refresh (RltFeedRow *self)
{
  RltFeedState state = rlt_feed_status_get_state (self->feed);
  g_autofree char *description = describe (self);
  g_autofree char *escaped = g_markup_escape_text (description, -1);

  gtk_image_set_from_icon_name (self->image, state_icon_name (state));
  gtk_label_set_label (self->state_label, state_name (state));
  adw_action_row_set_subtitle (ADW_ACTION_ROW (self), escaped);
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

static void
rlt_feed_row_init (RltFeedRow *self)
{
  self->image = GTK_IMAGE (gtk_image_new ());
  self->state_label = GTK_LABEL (gtk_label_new (NULL));
  adw_action_row_add_prefix (ADW_ACTION_ROW (self), GTK_WIDGET (self->image));
  adw_action_row_add_suffix (ADW_ACTION_ROW (self), GTK_WIDGET (self->state_label));
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
  refresh (self);

  return GTK_WIDGET (self);
}
