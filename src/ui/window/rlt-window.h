/* rlt-window.h: the main window: networks, map and details.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/* Actions, besides those of the menu and the keyboard:
 *   win.show-line     "s"     a line's key: "metro:3B"
 *   win.show-station  "s"     a station's id
 *   win.show-train    "(ss)"  a line's key and a train's id
 */
#define RLT_TYPE_WINDOW (rlt_window_get_type ())
G_DECLARE_FINAL_TYPE (RltWindow, rlt_window, RLT, WINDOW, AdwApplicationWindow)

GtkWidget *rlt_window_new (GtkApplication *application,
                           RltUiContext   *context);

G_END_DECLS
