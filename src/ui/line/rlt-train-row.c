/* rlt-train-row.c: a train in the list of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-train-row.h"

#include <glib/gi18n.h>

#include "rlt-row.h"

struct _RltTrainRow
{
  GtkListBoxRow  parent_instance;

  /* Template children */
  GtkLabel      *title_label;
  GtkLabel      *delay_label;
  GtkLabel      *place_label;
  GtkLabel      *origin_label;

  RltTrainItem  *item;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltTrainRow, rlt_train_row, GTK_TYPE_LIST_BOX_ROW)

static void
refresh_cb (RltTrainRow *self)
{
  const char *delay = rlt_train_item_get_delay (self->item);
  g_autofree char *title = g_strdup_printf ("→ %s", rlt_train_item_get_title (self->item));
  g_autofree char *name = NULL;

  gtk_label_set_label (self->title_label, title);
  gtk_label_set_label (self->place_label, rlt_train_item_get_place (self->item));
  gtk_label_set_label (self->origin_label, rlt_train_item_get_origin (self->item));
  gtk_label_set_label (self->delay_label, delay != NULL ? delay : "");
  gtk_widget_set_visible (GTK_WIDGET (self->delay_label), delay != NULL);

  /* Translators: a train as a screen reader reads it: where to, where it is, how late, and how it is known. */
  name = g_strdup_printf (_("Train to %s. %s. %s %s"), rlt_train_item_get_title (self->item),
                          rlt_train_item_get_place (self->item), delay != NULL ? delay : "",
                          rlt_train_item_get_origin (self->item));
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}

static void
rlt_train_row_dispose (GObject *object)
{
  RltTrainRow *self = RLT_TRAIN_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_TRAIN_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rlt_train_row_parent_class)->dispose (object);
}

static void
rlt_train_row_class_init (RltTrainRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_train_row_dispose;
  rlt_row_class_install_open (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-train-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RltTrainRow, title_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainRow, delay_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainRow, place_label);
  gtk_widget_class_bind_template_child (widget_class, RltTrainRow, origin_label);
}

static void
rlt_train_row_init (RltTrainRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rlt_train_row_new:
 * @item: the train to show and to follow
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_train_row_new (RltTrainItem *item)
{
  RltTrainRow *self;

  g_return_val_if_fail (RLT_IS_TRAIN_ITEM (item), NULL);

  self = g_object_new (RLT_TYPE_TRAIN_ROW, NULL);
  self->item = g_object_ref (item);
  g_signal_connect_object (item, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_train_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
RltTrainItem *
rlt_train_row_get_item (RltTrainRow *self)
{
  g_return_val_if_fail (RLT_IS_TRAIN_ROW (self), NULL);

  return self->item;
}
