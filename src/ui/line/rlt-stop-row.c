/* rlt-stop-row.c: a stop in the list of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-stop-row.h"

#include "rlt-departure-words.h"
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

  RltUiContext   *context;      /* (owned) */
  RltStopItem    *item;         /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltStopRow, rlt_stop_row, GTK_TYPE_LIST_BOX_ROW)

static void
show_markup (GtkLabel   *label,
             const char *prefix,
             const char *text)
{
  g_autofree char *shown = text != NULL ? g_strconcat (prefix, text, NULL) : NULL;

  gtk_widget_set_visible (GTK_WIDGET (label), shown != NULL);
  if (shown != NULL && strcmp (shown, gtk_label_get_label (label)) != 0)
    gtk_label_set_markup (label, shown);
}

/* The row's name for a screen reader: arrows and signs are for the eye. */
static void
tell_accessible (RltStopRow *self)
{
  const char *name = rlt_stop_item_get_stop (self->item)->station->name;
  g_autoptr(GString) text = g_string_new (name);

  for (guint way = 0; way < RLT_N_WAYS; way++)
    {
      g_autofree char *departures = rlt_departures_to_speech (rlt_stop_item_get_departures (self->item, way),
                                                              self->context);

      if (departures != NULL)
        g_string_append_printf (text, ". %s", departures);
    }
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, text->str, -1);
}

static void
refresh_cb (RltStopRow *self)
{
  show_markup (self->down_label, "↓ ", rlt_stop_item_get_text (self->item, RLT_WAY_DOWN));
  show_markup (self->up_label, "↑ ", rlt_stop_item_get_text (self->item, RLT_WAY_UP));
  show_markup (self->other_label, "", rlt_stop_item_get_text (self->item, RLT_WAY_OTHER));
  gtk_widget_queue_draw (GTK_WIDGET (self->diagram));
  tell_accessible (self);
}

/* What each departure rests on, its source and its age, for whoever asks: on the row that is one sign. */
static gboolean
query_tooltip_cb (RltStopRow *self,
                  int         x,
                  int         y,
                  gboolean    keyboard_mode,
                  GtkTooltip *tooltip)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint way = 0; way < RLT_N_WAYS; way++)
    {
      g_autofree char *details = rlt_departures_to_details (rlt_stop_item_get_departures (self->item, way),
                                                            self->context);

      if (details != NULL)
        g_string_append_printf (text, "%s%s", text->len > 0 ? "\n\n" : "", details);
    }
  gtk_tooltip_set_text (tooltip, text->str);

  return text->len > 0;
}

static void
rlt_stop_row_dispose (GObject *object)
{
  RltStopRow *self = RLT_STOP_ROW (object);

  gtk_widget_dispose_template (GTK_WIDGET (self), RLT_TYPE_STOP_ROW);
  g_clear_object (&self->item);
  g_clear_object (&self->context);

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
  gtk_widget_set_has_tooltip (GTK_WIDGET (self), TRUE);
  g_signal_connect (self, "query-tooltip", G_CALLBACK (query_tooltip_cb), NULL);
}

/**
 * rlt_stop_row_new:
 * @context: the context
 * @item: the stop to show and to follow
 *
 * Returns: (transfer floating): a row
 */
GtkWidget *
rlt_stop_row_new (RltUiContext *context,
                  RltStopItem  *item)
{
  RltStopRow *self;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);
  g_return_val_if_fail (RLT_IS_STOP_ITEM (item), NULL);

  self = g_object_new (RLT_TYPE_STOP_ROW, NULL);
  self->context = g_object_ref (context);
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
