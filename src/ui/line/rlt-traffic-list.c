/* rlt-traffic-list.c: disruptions: those that apply, those that are coming, those that are over.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-traffic-list.h"

#include <glib/gi18n.h>

#include "rlt-traffic-row.h"
#include "rlt-traffic-words.h"

/* More on one line is no news but noise; the first are the gravest. */
#define MAX_ROWS 40

struct _RltTrafficList
{
  AdwBin      parent_instance;

  GtkListBox *box;
};

G_DEFINE_FINAL_TYPE (RltTrafficList, rlt_traffic_list, ADW_TYPE_BIN)

static void
heading_cb (GtkListBoxRow *row,
            GtkListBoxRow *before,
            gpointer       user_data)
{
  RltTense tense = rlt_traffic_row_get_tense (RLT_TRAFFIC_ROW (row));
  GtkWidget *label;

  if (before != NULL && rlt_traffic_row_get_tense (RLT_TRAFFIC_ROW (before)) == tense)
    {
      gtk_list_box_row_set_header (row, NULL);
      return;
    }

  label = gtk_label_new (rlt_tense_to_words (tense));
  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (label, "group-heading");
  gtk_list_box_row_set_header (row, label);
}

static void
row_activated_cb (GtkListBox    *box,
                  GtkListBoxRow *row,
                  gpointer       user_data)
{
  rlt_traffic_row_unfold (RLT_TRAFFIC_ROW (row));
}

static void
rlt_traffic_list_class_init (RltTrafficListClass *klass)
{
}

static void
rlt_traffic_list_init (RltTrafficList *self)
{
  self->box = GTK_LIST_BOX (gtk_list_box_new ());
  gtk_list_box_set_selection_mode (self->box, GTK_SELECTION_NONE);
  gtk_list_box_set_header_func (self->box, heading_cb, NULL, NULL);
  gtk_widget_add_css_class (GTK_WIDGET (self->box), "rows");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self->box), GTK_ACCESSIBLE_PROPERTY_LABEL, _("Disruptions"),
                                  -1);
  g_signal_connect (self->box, "row-activated", G_CALLBACK (row_activated_cb), NULL);
  adw_bin_set_child (ADW_BIN (self), GTK_WIDGET (self->box));
}

/**
 * rlt_traffic_list_show:
 * @self: a list
 * @reasons: (element-type RltTrafficReason): what to show, in order; used during the call only
 * @context: the context
 *
 * Rows are few, and their order seldom changes: each is set anew in its place, so that one that is unfolded
 * or has the keyboard stays as it is.
 */
void
rlt_traffic_list_show (RltTrafficList *self,
                       GPtrArray      *reasons,
                       RltUiContext   *context)
{
  GtkListBoxRow *row;
  guint n_rows;

  g_return_if_fail (RLT_IS_TRAFFIC_LIST (self));
  g_return_if_fail (reasons != NULL);

  n_rows = MIN (reasons->len, MAX_ROWS);
  for (guint i = 0; i < n_rows; i++)
    {
      row = gtk_list_box_get_row_at_index (self->box, (int) i);
      if (row == NULL)
        {
          row = GTK_LIST_BOX_ROW (rlt_traffic_row_new ());
          gtk_list_box_append (self->box, GTK_WIDGET (row));
        }
      rlt_traffic_row_set_reason (RLT_TRAFFIC_ROW (row), g_ptr_array_index (reasons, i), context);
    }
  while ((row = gtk_list_box_get_row_at_index (self->box, (int) n_rows)) != NULL)
    gtk_list_box_remove (self->box, GTK_WIDGET (row));
  gtk_list_box_invalidate_headers (self->box);
}
