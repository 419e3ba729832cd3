/* rlt-call-row.c: a stop a train comes to, and when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-call-row.h"

#include <glib/gi18n.h>

#include "rlt-row.h"

struct _RltCallRow
{
  GtkListBoxRow     parent_instance;

  /* Template children */
  GtkLabel         *name_label;
  GtkLabel         *wait_label;
  GtkLabel         *clock_label;

  const RltStation *station;   /* (nullable): until a knot is set */
};

G_DEFINE_FINAL_TYPE (RltCallRow, rlt_call_row, GTK_TYPE_LIST_BOX_ROW)

static void
rlt_call_row_dispose (GObject *object)
{
  gtk_widget_dispose_template (GTK_WIDGET (object), RLT_TYPE_CALL_ROW);

  G_OBJECT_CLASS (rlt_call_row_parent_class)->dispose (object);
}

static void
rlt_call_row_class_init (RltCallRowClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_call_row_dispose;
  rlt_row_class_install_open (widget_class);

  gtk_widget_class_set_template_from_resource (widget_class, RLT_RESOURCE_PATH "/ui/rlt-call-row.ui");
  gtk_widget_class_bind_template_child (widget_class, RltCallRow, name_label);
  gtk_widget_class_bind_template_child (widget_class, RltCallRow, wait_label);
  gtk_widget_class_bind_template_child (widget_class, RltCallRow, clock_label);
}

static void
rlt_call_row_init (RltCallRow *self)
{
  gtk_widget_init_template (GTK_WIDGET (self));
}

/**
 * rlt_call_row_new:
 *
 * Returns: (transfer floating): an empty row
 */
GtkWidget *
rlt_call_row_new (void)
{
  return g_object_new (RLT_TYPE_CALL_ROW, NULL);
}

/**
 * rlt_call_row_get_station:
 * @self: a row
 *
 * Returns: (nullable): the station it shows
 */
const RltStation *
rlt_call_row_get_station (RltCallRow *self)
{
  g_return_val_if_fail (RLT_IS_CALL_ROW (self), NULL);

  return self->station;
}

/**
 * rlt_call_row_set_knot:
 * @self: a row
 * @knot: where the train comes to, and when; used during the call only
 * @now: the clock's time
 * @display: minutes or the time of day
 */
void
rlt_call_row_set_knot (RltCallRow     *self,
                       const RltKnot  *knot,
                       RltTime         now,
                       RltTimeDisplay  display)
{
  gboolean is_there;
  g_autofree char *wait = NULL;
  g_autofree char *clock = NULL;
  g_autofree char *name = NULL;

  g_return_if_fail (RLT_IS_CALL_ROW (self));
  g_return_if_fail (knot != NULL);

  is_there = knot->arrival <= now;
  wait = is_there ? g_strdup (_("At platform")) : rlt_format_wait (knot->arrival, now, display);
  clock = rlt_format_clock (knot->arrival);
  self->station = knot->stop->station;

  gtk_label_set_label (self->name_label, self->station->name);
  gtk_label_set_label (self->wait_label, wait);
  gtk_label_set_label (self->clock_label, clock);
  gtk_widget_set_visible (GTK_WIDGET (self->clock_label), strcmp (wait, clock) != 0);

  name = g_strdup_printf ("%s, %s, %s", self->station->name, wait, clock);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL, name, -1);
}
