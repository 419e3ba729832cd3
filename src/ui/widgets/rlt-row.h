/* rlt-row.h: rows that assistive technology can open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

G_BEGIN_DECLS

void rlt_row_class_install_open (GtkWidgetClass *row_class);

G_END_DECLS
