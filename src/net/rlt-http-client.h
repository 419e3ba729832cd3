/* rlt-http-client.h: the one way out to the upstreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-clock.h"
#include "rlt-http-request.h"
#include "rlt-http-response.h"
#include "rlt-net-error.h"

G_BEGIN_DECLS

#define RLT_TYPE_HTTP_CLIENT (rlt_http_client_get_type ())
G_DECLARE_FINAL_TYPE (RltHttpClient, rlt_http_client, RLT, HTTP_CLIENT, GObject)

RltHttpClient   *rlt_http_client_new        (RltClock             *clock);
RltHttpClient   *rlt_http_client_new_with_cookies (RltClock       *clock,
                                             const char           *user_agent);
void             rlt_http_client_get_async  (RltHttpClient        *self,
                                             const RltHttpRequest *request,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
RltHttpResponse *rlt_http_client_get_finish (RltHttpClient        *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
