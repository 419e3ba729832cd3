/* rlt-libxml.h: what must happen before libxml2 reads what comes from outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* No tag of any upstream has as many. */
#define RLT_LIBXML_MAX_ATTRIBUTES 256

void     rlt_libxml_init         (void);
gboolean rlt_libxml_has_full_tag (const char *data,
                                  gsize       length);

G_END_DECLS
