/* rlt-map-notices.c: says on the map itself what is missing on it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-notices"

#include "config.h"

#include "rlt-map-notices.h"

#include <glib/gi18n.h>

#include "rlt-feed-status.h"
#include "rlt-format.h"

struct _RltMapNotices
{
  AdwBin      parent_instance;

  GtkWidget  *box;
  GListModel *feeds;        /* (owned) (nullable) (element-type RltFeedStatus) */
  GPtrArray  *watched;      /* (owned) (element-type RltFeedStatus): in the order of @feeds */
  GPtrArray  *labels;       /* (owned) (element-type GtkWidget): a notice for each of @watched */
};

G_DEFINE_FINAL_TYPE (RltMapNotices, rlt_map_notices, ADW_TYPE_BIN)

static GtkWidget *
add_notice (RltMapNotices *self,
            const char    *icon_name)
{
  GtkWidget *notice = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 6);
  GtkWidget *icon = gtk_image_new_from_icon_name (icon_name);
  GtkWidget *label = gtk_label_new (NULL);

  gtk_widget_add_css_class (notice, "map-notice");
  gtk_widget_set_halign (notice, GTK_ALIGN_CENTER);
  gtk_widget_set_visible (notice, FALSE);
  gtk_label_set_wrap (GTK_LABEL (label), TRUE);
  gtk_box_append (GTK_BOX (notice), icon);
  gtk_box_append (GTK_BOX (notice), label);
  gtk_box_append (GTK_BOX (self->box), notice);

  return notice;
}

static void
set_notice (GtkWidget  *notice,
            const char *text)
{
  gtk_label_set_text (GTK_LABEL (gtk_widget_get_last_child (notice)), text != NULL ? text : "");
  gtk_widget_set_visible (notice, text != NULL);
}

/* (transfer full) (nullable): what is wrong with @feed; NULL when nothing is. */
static char *
describe_trouble (RltFeedStatus *feed)
{
  const char *name = rlt_feed_status_get_name (feed);
  RltTime success = rlt_feed_status_get_last_success (feed);
  g_autofree char *since = rlt_format_clock (success);
  gboolean once = RLT_TIME_IS_SET (success);

  switch (rlt_feed_status_get_state (feed))
    {
    case RLT_FEED_DOWN:
      /* Translators: the name of a feed and a time of day */
      return once ? g_strdup_printf (_("%s: unreachable since %s"), name, since)
                  : g_strdup_printf (_("%s: unreachable"), name);
    case RLT_FEED_BLOCKED:
      return once ? g_strdup_printf (_("%s: access blocked since %s"), name, since)
                  : g_strdup_printf (_("%s: access blocked"), name);
    case RLT_FEED_QUOTA:
      return once ? g_strdup_printf (_("%s: daily quota used up since %s"), name, since)
                  : g_strdup_printf (_("%s: daily quota used up"), name);
    case RLT_FEED_OFF:
    case RLT_FEED_STARTING:
    case RLT_FEED_WAITING:
    case RLT_FEED_OK:
    case RLT_FEED_DEGRADED:
    default:
      return NULL;
    }
}

/* (transfer full) (nullable): likewise, and when it is tried again. */
static char *
describe_feed (RltFeedStatus *feed)
{
  g_autofree char *trouble = describe_trouble (feed);
  g_autofree char *clock = NULL;

  if (trouble == NULL || !RLT_TIME_IS_SET (rlt_feed_status_get_retry_time (feed)))
    return g_steal_pointer (&trouble);

  clock = rlt_format_clock (rlt_feed_status_get_retry_time (feed));
  /* Translators: what is wrong with a feed, and a time of day */
  return g_strdup_printf (_("%s; next try at %s"), trouble, clock);
}

static void
feed_changed_cb (RltMapNotices *self,
                 GParamSpec    *pspec,
                 RltFeedStatus *feed)
{
  g_autofree char *text = describe_feed (feed);
  guint index;

  if (g_ptr_array_find (self->watched, feed, &index))
    set_notice (g_ptr_array_index (self->labels, index), text);
}

static void
drop_feeds (RltMapNotices *self)
{
  for (guint i = 0; i < self->watched->len; i++)
    {
      g_signal_handlers_disconnect_by_data (g_ptr_array_index (self->watched, i), self);
      gtk_box_remove (GTK_BOX (self->box), g_ptr_array_index (self->labels, i));
    }
  g_ptr_array_set_size (self->watched, 0);
  g_ptr_array_set_size (self->labels, 0);
}

static void
feeds_changed_cb (RltMapNotices *self)
{
  drop_feeds (self);
  for (guint i = 0; self->feeds != NULL && i < g_list_model_get_n_items (self->feeds); i++)
    {
      RltFeedStatus *feed = g_list_model_get_item (self->feeds, i);

      g_ptr_array_add (self->watched, feed);
      g_ptr_array_add (self->labels, add_notice (self, "network-error-symbolic"));
      g_signal_connect_swapped (feed, "notify", G_CALLBACK (feed_changed_cb), self);
      feed_changed_cb (self, NULL, feed);
    }
}

static void
rlt_map_notices_dispose (GObject *object)
{
  RltMapNotices *self = RLT_MAP_NOTICES (object);

  rlt_map_notices_set_feeds (self, NULL);

  G_OBJECT_CLASS (rlt_map_notices_parent_class)->dispose (object);
}

static void
rlt_map_notices_finalize (GObject *object)
{
  RltMapNotices *self = RLT_MAP_NOTICES (object);

  g_ptr_array_unref (self->watched);
  g_ptr_array_unref (self->labels);

  G_OBJECT_CLASS (rlt_map_notices_parent_class)->finalize (object);
}

static void
rlt_map_notices_class_init (RltMapNoticesClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_map_notices_dispose;
  object_class->finalize = rlt_map_notices_finalize;
}

static void
rlt_map_notices_init (RltMapNotices *self)
{
  self->watched = g_ptr_array_new_with_free_func (g_object_unref);
  self->labels = g_ptr_array_new ();
  self->box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 6);
  adw_bin_set_child (ADW_BIN (self), self->box);
}

/**
 * rlt_map_notices_set_feeds:
 * @self: the notices
 * @feeds: (nullable) (element-type RltFeedStatus): the feeds to name when they fail
 */
void
rlt_map_notices_set_feeds (RltMapNotices *self,
                           GListModel    *feeds)
{
  g_return_if_fail (RLT_IS_MAP_NOTICES (self));
  g_return_if_fail (feeds == NULL || G_IS_LIST_MODEL (feeds));

  if (self->feeds == feeds)
    return;
  if (self->feeds != NULL)
    g_signal_handlers_disconnect_by_data (self->feeds, self);
  g_set_object (&self->feeds, feeds);
  if (feeds != NULL)
    g_signal_connect_swapped (feeds, "items-changed", G_CALLBACK (feeds_changed_cb), self);
  feeds_changed_cb (self);
}

/**
 * rlt_map_notices_append:
 * @self: the notices
 * @notice: (transfer floating): another notice, to stand below those of the feeds
 */
void
rlt_map_notices_append (RltMapNotices *self,
                        GtkWidget     *notice)
{
  g_return_if_fail (RLT_IS_MAP_NOTICES (self));
  g_return_if_fail (GTK_IS_WIDGET (notice));

  gtk_box_append (GTK_BOX (adw_bin_get_child (ADW_BIN (self))), notice);
}
