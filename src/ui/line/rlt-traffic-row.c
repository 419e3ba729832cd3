/* rlt-traffic-row.c: one disruption in a list: what, when, who says so; its message in short, or unfolded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-traffic-row.h"

#include "rlt-row.h"
#include "rlt-traffic-words.h"

/* Of a message that is not unfolded. */
#define FOLDED_LINES 3

struct _RltTrafficRow
{
  GtkListBoxRow  parent_instance;

  GtkImage      *image;
  GtkLabel      *title_label;
  GtkLabel      *origin_label;
  GtkLabel      *message_label;

  char          *id;       /* (owned) (nullable): until it shows a disruption */
  RltTense       tense;
};

G_DEFINE_FINAL_TYPE (RltTrafficRow, rlt_traffic_row, GTK_TYPE_LIST_BOX_ROW)

static void
rlt_traffic_row_finalize (GObject *object)
{
  g_clear_pointer (&RLT_TRAFFIC_ROW (object)->id, g_free);

  G_OBJECT_CLASS (rlt_traffic_row_parent_class)->finalize (object);
}

static void
rlt_traffic_row_class_init (RltTrafficRowClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_traffic_row_finalize;
  rlt_row_class_install_open (GTK_WIDGET_CLASS (klass));
}

static GtkLabel *
append_label (GtkWidget  *box,
              const char *css_class)
{
  GtkLabel *label = GTK_LABEL (gtk_label_new (NULL));

  gtk_label_set_xalign (label, 0);
  gtk_label_set_wrap (label, TRUE);
  gtk_label_set_wrap_mode (label, PANGO_WRAP_WORD_CHAR);
  if (css_class != NULL)
    gtk_widget_add_css_class (GTK_WIDGET (label), css_class);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (label));

  return label;
}

static void
rlt_traffic_row_init (RltTrafficRow *self)
{
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *texts = gtk_box_new (GTK_ORIENTATION_VERTICAL, 2);

  self->image = GTK_IMAGE (gtk_image_new ());
  gtk_widget_set_valign (GTK_WIDGET (self->image), GTK_ALIGN_START);
  self->title_label = append_label (texts, "wait");
  self->origin_label = append_label (texts, "caption");
  gtk_widget_add_css_class (GTK_WIDGET (self->origin_label), "dim-label");
  self->message_label = append_label (texts, NULL);
  gtk_label_set_ellipsize (self->message_label, PANGO_ELLIPSIZE_END);
  gtk_label_set_lines (self->message_label, FOLDED_LINES);
  gtk_widget_set_hexpand (texts, TRUE);
  gtk_box_append (GTK_BOX (box), GTK_WIDGET (self->image));
  gtk_box_append (GTK_BOX (box), texts);
  gtk_list_box_row_set_child (GTK_LIST_BOX_ROW (self), box);
}

/**
 * rlt_traffic_row_new:
 *
 * Returns: (transfer floating): a row without a disruption
 */
GtkWidget *
rlt_traffic_row_new (void)
{
  return g_object_new (RLT_TYPE_TRAFFIC_ROW, NULL);
}

static void
set_text (GtkLabel   *label,
          const char *text)
{
  if (g_strcmp0 (gtk_label_get_label (label), text != NULL ? text : "") == 0)
    return;

  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/**
 * rlt_traffic_row_set_reason:
 * @self: a row
 * @reason: the disruption to show; used during the call only
 * @context: the context
 */
void
rlt_traffic_row_set_reason (RltTrafficRow          *self,
                            const RltTrafficReason *reason,
                            RltUiContext           *context)
{
  g_autofree char *origin = NULL;
  g_autofree char *name = NULL;
  const char *title;

  g_return_if_fail (RLT_IS_TRAFFIC_ROW (self));
  g_return_if_fail (reason != NULL);
  g_return_if_fail (RLT_IS_UI_CONTEXT (context));

  if (g_strcmp0 (self->id, reason->id) != 0)
    {
      g_free (self->id);
      self->id = g_strdup (reason->id);
      gtk_label_set_lines (self->message_label, FOLDED_LINES);
    }
  self->tense = reason->tense;

  title = reason->title != NULL ? reason->title : rlt_traffic_reason_to_kind (reason);
  origin = rlt_traffic_reason_to_origin (reason, context);
  gtk_image_set_from_icon_name (self->image, rlt_traffic_reason_to_icon (reason));
  set_text (self->title_label, title);
  set_text (self->origin_label, origin);
  set_text (self->message_label, g_strcmp0 (reason->message, title) != 0 ? reason->message : NULL);

  name = g_strdup_printf ("%s. %s. %s. %s", rlt_tense_to_words (reason->tense), title, origin,
                          reason->message != NULL ? reason->message : "");
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

/**
 * rlt_traffic_row_get_id:
 * @self: a row
 *
 * Returns: (nullable): the id of the disruption it shows
 */
const char *
rlt_traffic_row_get_id (RltTrafficRow *self)
{
  g_return_val_if_fail (RLT_IS_TRAFFIC_ROW (self), NULL);

  return self->id;
}

/**
 * rlt_traffic_row_get_tense:
 * @self: a row
 *
 * Returns: whether what it shows applies
 */
RltTense
rlt_traffic_row_get_tense (RltTrafficRow *self)
{
  g_return_val_if_fail (RLT_IS_TRAFFIC_ROW (self), RLT_TENSE_NOW);

  return self->tense;
}

/**
 * rlt_traffic_row_unfold:
 * @self: a row
 *
 * Shows the whole message, or its beginning again.
 */
void
rlt_traffic_row_unfold (RltTrafficRow *self)
{
  gboolean is_folded;

  g_return_if_fail (RLT_IS_TRAFFIC_ROW (self));

  is_folded = gtk_label_get_lines (self->message_label) == FOLDED_LINES;
  gtk_label_set_lines (self->message_label, is_folded ? -1 : FOLDED_LINES);
  gtk_label_set_ellipsize (self->message_label, is_folded ? PANGO_ELLIPSIZE_NONE : PANGO_ELLIPSIZE_END);
}
