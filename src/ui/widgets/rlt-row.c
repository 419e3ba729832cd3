/* rlt-row.c: rows that assistive technology can open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-row.h"

static void
open_action (GtkWidget  *row,
             const char *action_name,
             GVariant   *parameter)
{
  gtk_widget_activate (row);
}

/**
 * rlt_row_class_install_open:
 * @row_class: the class of a #GtkListBoxRow
 *
 * GTK tells assistive technology of the actions of widgets, but not that a row can be activated: this
 * adds that as an action "row.open".
 */
void
rlt_row_class_install_open (GtkWidgetClass *row_class)
{
  gtk_widget_class_install_action (row_class, "row.open", NULL, open_action);
}
