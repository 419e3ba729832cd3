/* rlt-text.h: comparing names as riders write them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char    *rlt_text_fold       (const char *text);
gboolean rlt_text_has_words  (const char *folded,
                              const char *folded_words);

G_END_DECLS
