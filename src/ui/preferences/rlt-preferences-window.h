/* rlt-preferences-window.h: the preferences.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_PREFERENCES_WINDOW (rlt_preferences_window_get_type ())
G_DECLARE_FINAL_TYPE (RltPreferencesWindow, rlt_preferences_window, RLT, PREFERENCES_WINDOW, AdwPreferencesWindow)

GtkWidget *rlt_preferences_window_new        (RltUiContext         *context);
void       rlt_preferences_window_show_feeds (RltPreferencesWindow *self);

G_END_DECLS
