/* rlt-http-fetch.h: one request from its start to its end, redirects included.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-clock.h"
#include "rlt-http-request.h"

G_BEGIN_DECLS

typedef struct _RltHttpFetch RltHttpFetch;

RltHttpFetch *rlt_http_fetch_new (SoupSession           *session,
                                  RltClock              *clock,
                                  const RltHttpRequest  *request,
                                  GError               **error);
void          rlt_http_fetch_run (RltHttpFetch          *self,
                                  GTask                 *task,
                                  GCancellable          *cancellable);

G_END_DECLS
