/* rlt-test-ui.h: pages of the window in a test: what they need, and finding what they show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gtk/gtk.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

RltUiContext *rlt_test_ui_context_new (RltEngine  *engine);
GtkWidget    *rlt_test_ui_show        (GtkWidget  *page);
GtkWidget    *rlt_test_ui_find_type   (GtkWidget  *root,
                                       GType       type);
GtkWidget    *rlt_test_ui_find_text   (GtkWidget  *root,
                                       const char *text);
guint         rlt_test_ui_count_rows  (GtkWidget  *root,
                                       GType       type);

G_END_DECLS
