/* rlt-http-uri.h: addresses: what may be shown of one, and where one may lead.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char     *rlt_http_describe_uri        (const char *uri);
char     *rlt_http_describe_host       (GUri       *uri);
gboolean  rlt_http_redirect_is_allowed (GUri       *from,
                                        GUri       *to);

G_END_DECLS
