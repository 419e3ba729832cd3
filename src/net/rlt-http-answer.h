/* rlt-http-answer.h: what an answer's status, headers and first bytes mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-time.h"

G_BEGIN_DECLS

/* As much of a body is looked at to find out what it is. */
#define RLT_HTTP_HEAD_SIZE 65536

gboolean  rlt_http_is_markup         (const char *data,
                                      gsize       length);
gboolean  rlt_http_is_challenge      (const char *data,
                                      gsize       length);
GError   *rlt_http_error_for_answer  (const char *host,
                                      guint       status,
                                      RltTime     retry_after,
                                      const char *data,
                                      gsize       length,
                                      gboolean    data_only);
RltTime   rlt_http_parse_date        (const char *text);
RltTime   rlt_http_parse_retry_after (const char *text,
                                      RltTime     now);
RltTime   rlt_http_get_retry_after   (SoupMessage *message,
                                      RltTime     now);

G_END_DECLS
