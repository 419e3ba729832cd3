/* rlt-settings.h: where the settings of a profile live, and where translations are found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

gboolean   rlt_profile_is_name (const char *text);
void       rlt_locale_init  (void);
GSettings *rlt_settings_new (const char  *profile,
                             GError     **error);

G_END_DECLS
