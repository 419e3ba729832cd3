/* rlt-ellipsis.c: labels that were cut short tell the rest.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-ellipsis.h"

static gboolean
query_cb (GtkLabel   *label,
          int         x,
          int         y,
          gboolean    keyboard_mode,
          GtkTooltip *tooltip)
{
  if (!pango_layout_is_ellipsized (gtk_label_get_layout (label)))
    return FALSE;

  gtk_tooltip_set_text (tooltip, gtk_label_get_text (label));
  return TRUE;
}

/**
 * rlt_label_tell_rest:
 * @label: a label that may be ellipsized
 *
 * Shows the whole text as its tooltip when it is cut short. Setting a tooltip's text would ask the display
 * server where the pointer is, and wait for the answer, each time.
 */
void
rlt_label_tell_rest (GtkLabel *label)
{
  g_return_if_fail (GTK_IS_LABEL (label));

  gtk_widget_set_has_tooltip (GTK_WIDGET (label), TRUE);
  g_signal_connect (label, "query-tooltip", G_CALLBACK (query_cb), NULL);
}
