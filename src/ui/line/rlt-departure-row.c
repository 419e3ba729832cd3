/* rlt-departure-row.c: a departure on a station's board, and the heading of a group of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-departure-row.h"

#include <glib/gi18n.h>

#include "rlt-line-badge.h"

struct _RltDepartureRow
{
  GtkListBoxRow     parent_instance;

  /* Template children */
  GtkLabel         *wait_label;
  GtkLabel         *aimed_label;
  GtkLabel         *delay_label;
  GtkLabel         *detail_label;
  GtkLabel         *origin_label;

  RltDepartureItem *item;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltDepartureRow, rlt_departure_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel   *label,
           const char *text)
{
  gtk_label_set_label (label, text != NULL ? text : "");
  gtk_widget_set_visible (GTK_WIDGET (label), text != NULL);
}

/* The row for a screen reader: its words in one sentence, the struck-through time named as such. */
static void
tell_accessible (RltDepartureRow *self)
{
  RltDepartureItem *item = self->item;
  g_autoptr(GString) text = g_string_new (rlt_departure_item_get_line (item)->name);

  if (rlt_departure_item_get_destination (item) != NULL)
    g_string_append_printf (text, ", %s", rlt_departure_item_get_destination (item));
  g_string_append_printf (text, ", %s", rlt_departure_item_get_wait (item));
  if (rlt_departure_item_get_aimed (item) != NULL)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, _("scheduled at %s"), rlt_departure_item_get_aimed (item));
    }
  if (rlt_departure_item_get_delay (item) != NULL)
    g_string_append_printf (text, ", %s", rlt_departure_item_get_delay (item));
  if (rlt_departure_item_get_detail (item) != NULL)
    g_string_append_printf (text, ", %s", rlt_departure_item_get_detail (item));
  if (rlt_departure_item_get_origin (item) != NULL)
    g_string_append_printf (text, ", %s", rlt_departure_item_get_origin (item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
refresh_cb (RltDepartureRow *self)
{
  gtk_label_set_label (self->wait_label, rlt_departure_item_get_wait (self->item));
  show_text (self->aimed_label, rlt_departure_item_get_aimed (self->item));
  show_text (self->delay_label, rlt_departure_item_get_delay (self->item));
  show_text (self->detail_label, rlt_departure_item_get_detail (self->item));
  show_text (self->origin_label, rlt_departure_item_get_origin (self->item));
  if (rlt_departure_item_is_cancelled (self->item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "cancelled");
  else
    gtk_widget_remove_css_class (GTK_WIDGET (self), "cancelled");
  tell_accessible (self);
}

static void
rlt_departure_row_dispose (GObject *object)
{
  RltDepartureRow *self = RLT_DEPARTURE_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_DEPARTURE_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rlt_departure_row_parent_class)->dispose (object);
}

static void
rlt_departure_row_class_init (RltDepartureRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_departure_row_dispose;

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-departure-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RltDepartureRow, wait_label);
  gtk_widget_class_bind_template_child (widget_class, RltDepartureRow, aimed_label);
  gtk_widget_class_bind_template_child (widget_class, RltDepartureRow, delay_label);
  gtk_widget_class_bind_template_child (widget_class, RltDepartureRow, detail_label);
  gtk_widget_class_bind_template_child (widget_class, RltDepartureRow, origin_label);
}

static void
rlt_departure_row_init (RltDepartureRow *self)
{
  PangoAttrList *attributes = pango_attr_list_new ();

  gtk_widget_init_template (GTK_WIDGET (self));

  pango_attr_list_insert (attributes, pango_attr_strikethrough_new (TRUE));
  gtk_label_set_attributes (self->aimed_label, attributes);
  pango_attr_list_unref (attributes);
}

/**
 * rlt_departure_row_new:
 * @item: the departure to show and to follow
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_departure_row_new (RltDepartureItem *item)
{
  RltDepartureRow *self;

  g_return_val_if_fail (RLT_IS_DEPARTURE_ITEM (item), NULL);

  self = g_object_new (RLT_TYPE_DEPARTURE_ROW, NULL);
  self->item = g_object_ref (item);
  if (rlt_departure_item_is_nothing (item))
    gtk_widget_add_css_class (GTK_WIDGET (self), "nothing");
  g_signal_connect_object (item, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_departure_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
RltDepartureItem *
rlt_departure_row_get_item (RltDepartureRow *self)
{
  g_return_val_if_fail (RLT_IS_DEPARTURE_ROW (self), NULL);

  return self->item;
}

/**
 * rlt_departure_heading_new:
 * @item: the first item of a group
 *
 * Returns: (transfer floating): the group's heading: the line's badge and the destination
 */
GtkWidget *
rlt_departure_heading_new (RltDepartureItem *item)
{
  const RltLine *line = rlt_departure_item_get_line (item);
  const char *destination = rlt_departure_item_get_destination (item);
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_HORIZONTAL, 12);
  GtkWidget *label = gtk_label_new (destination != NULL ? destination : line->name);

  gtk_label_set_xalign (GTK_LABEL (label), 0);
  gtk_label_set_ellipsize (GTK_LABEL (label), PANGO_ELLIPSIZE_END);
  gtk_widget_add_css_class (label, "heading");
  gtk_widget_add_css_class (box, "group-heading");
  gtk_box_append (GTK_BOX (box), rlt_line_badge_new (line));
  gtk_box_append (GTK_BOX (box), label);

  return box;
}
