/* rlt-search-row.c: a line or a station among the results of a search.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-search-row.h"

#include "rlt-ellipsis.h"
#include "rlt-line-badge.h"
#include "rlt-row.h"

#define MAX_BADGES 6
#define SMALL_BADGE 16

struct _RltSearchRow
{
  GtkListBoxRow    parent_instance;

  RltSearchResult *result;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltSearchRow, rlt_search_row, GTK_TYPE_LIST_BOX_ROW)

static void
rlt_search_row_dispose (GObject *object)
{
  RltSearchRow *self = RLT_SEARCH_ROW (object);

  g_clear_object (&self->result);

  G_OBJECT_CLASS (rlt_search_row_parent_class)->dispose (object);
}

static void
rlt_search_row_class_init (RltSearchRowClass *klass)
{
  G_OBJECT_CLASS (klass)->dispose = rlt_search_row_dispose;
  rlt_row_class_install_open (GTK_WIDGET_CLASS (klass));
}

static void
rlt_search_row_init (RltSearchRow *self)
{
}

static GtkWidget *
name_label_new (const char *name)
{
  GtkWidget *label = gtk_label_new (name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_set_hexpand (label, TRUE);
  rlt_label_tell_rest (GTK_LABEL (label));

  return label;
}

static void
append_badges (GtkBox           *box,
               const RltStation *station)
{
  for (guint i = 0; i < station->n_stops && i < MAX_BADGES; i++)
    {
      GtkWidget *badge = rlt_line_badge_new (station->stops[i]->line);

      rlt_line_badge_set_size (RLT_LINE_BADGE (badge), SMALL_BADGE);
      gtk_box_append (box, badge);
    }
}

/**
 * rlt_search_row_new:
 * @result: the result to show
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_search_row_new (RltSearchResult *result)
{
  RltSearchRow *self;
  GtkWidget *box;
  const RltLine *line;
  const RltStation *station;
  const char *name;

  g_return_val_if_fail (RLT_IS_SEARCH_RESULT (result), NULL);

  self = g_object_new (RLT_TYPE_SEARCH_ROW, NULL);
  self->result = g_object_ref (result);
  line = rlt_search_result_get_line (result);
  station = rlt_search_result_get_station (result);
  name = line != NULL ? line->name : station->name;

  box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, line != NULL ? 12 : 6);
  if (line != NULL)
    gtk_box_append (GTK_BOX (box), rlt_line_badge_new (line));
  gtk_box_append (GTK_BOX (box), name_label_new (name));
  if (station != NULL)
    append_badges (GTK_BOX (box), station);

  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);

  return GTK_WIDGET (self);
}

/**
 * rlt_search_row_get_result:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
RltSearchResult *
rlt_search_row_get_result (RltSearchRow *self)
{
  g_return_val_if_fail (RLT_IS_SEARCH_ROW (self), NULL);

  return self->result;
}
