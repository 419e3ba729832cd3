/* rlt-stop-row.c: a stop in the list of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-stop-row.h"

#include "rlt-ellipsis.h"
#include "rlt-row.h"
#include "rlt-stop-diagram.h"

struct _RltStopRow
{
  GtkListBoxRow   parent_instance;

  /* Template children */
  RltStopDiagram *diagram;
  GtkLabel       *name_label;
  GtkLabel       *down_label;
  GtkLabel       *up_label;
  GtkLabel       *other_label;

  RltStopItem    *item;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltStopRow, rlt_stop_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_text (GtkLabel   *label,
           const char *prefix,
           const char *text)
{
  g_autofree char *shown = text != NULL ? g_strconcat (prefix, text, NULL) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (label), shown != NULL);
  if (shown != NULL)
    gtk_label_set_label (label, shown);
}

/* The row's name for a screen reader: the arrows are for the eye. */
static void
tell_accessible (RltStopRow *self)
{
  const char *name = rlt_stop_item_get_stop (self->item)->station->name;
  g_autoptr(GString) text = g_string_new (name);

  for (guint way = 0; way < RLT_N_WAYS; way++)
    {
      const char *departures = rlt_stop_item_get_text (self->item, way);

      if (departures != NULL)
        g_string_append_printf (text, ". %s", departures);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
refresh_cb (RltStopRow *self)
{
  show_text (self->down_label, "↓ ", rlt_stop_item_get_text (self->item, RLT_WAY_DOWN));
  show_text (self->up_label, "↑ ", rlt_stop_item_get_text (self->item, RLT_WAY_UP));
  show_text (self->other_label, "", rlt_stop_item_get_text (self->item, RLT_WAY_OTHER));
  gtk_widget_queue_draw (GTK_WIDGET (self->diagram));
  tell_accessible (self);
}

static void
rlt_stop_row_dispose (GObject *object)
{
  RltStopRow *self = RLT_STOP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_STOP_ROW);
  g_clear_object (&self->item);

  G_OBJECT_CLASS (rlt_stop_row_parent_class)->dispose (object);
}

static void
rlt_stop_row_class_init (RltStopRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_stop_row_dispose;
  rlt_row_class_install_open (widget_class);

  g_type_ensure (RLT_TYPE_STOP_DIAGRAM);
  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-stop-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RltStopRow, diagram);
  gtk_widget_class_bind_template_child (widget_class, RltStopRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, RltStopRow, down_label);
  gtk_widget_class_bind_template_child (widget_class, RltStopRow, up_label);
  gtk_widget_class_bind_template_child (widget_class, RltStopRow, other_label);
}

static void
rlt_stop_row_init (RltStopRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
  rlt_label_tell_rest (self->down_label);
  rlt_label_tell_rest (self->up_label);
  rlt_label_tell_rest (self->other_label);
}

/**
 * rlt_stop_row_new:
 * @item: the stop to show and to follow
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_stop_row_new (RltStopItem *item)
{
  RltStopRow *self;

  g_return_val_if_fail (RLT_IS_STOP_ITEM (item), NULL);

  self = g_object_new (RLT_TYPE_STOP_ROW, NULL);
  self->item = g_object_ref (item);
  gtk_label_set_label (self->name_label, rlt_stop_item_get_stop (item)->station->name);
  rlt_stop_diagram_set_item (self->diagram, item);
  g_signal_connect_object (item, "changed", G_CALLBACK (refresh_cb), self, G_CONNECT_SWAPPED);
  refresh_cb (self);

  return GTK_WIDGET (self);
}

/**
 * rlt_stop_row_get_item:
 * @self: a row
 *
 * Returns: (transfer none): what it shows
 */
RltStopItem *
rlt_stop_row_get_item (RltStopRow *self)
{
  g_return_val_if_fail (RLT_IS_STOP_ROW (self), NULL);

  return self->item;
}
