/* rlt-html.h: the HTML of upstreams' messages as plain text, or as harmless HTML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/* What is beyond is not read. No message is that long; whole pages are. One with a tag of over
 * RLT_LIBXML_MAX_ATTRIBUTES attributes is not read at all. */
#define RLT_HTML_MAX_SIZE (32 * 1024)

char *rlt_html_to_text  (const char *html,
                         gsize       length);
char *rlt_html_sanitise (const char *html,
                         gsize       length);

G_END_DECLS
