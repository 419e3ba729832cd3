/* rlt-test-http.h: an HTTP client and the server it asks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-http-client.h"
#include "rlt-test-server.h"

G_BEGIN_DECLS

typedef struct
{
  RltTestServer *server;
  RltClock      *clock;
  RltHttpClient *client;
  GMutex         mutex;
  char          *seen;   /* (mutex mutex): the headers of the last request, a line each */
} RltTestHttp;

void             rlt_test_http_set_up       (RltTestHttp          *self,
                                             SoupServerCallback    handler);
void             rlt_test_http_tear_down    (RltTestHttp          *self);
void             rlt_test_http_note_headers (RltTestHttp          *self,
                                             SoupServerMessage    *message);
RltHttpResponse *rlt_test_http_get          (RltTestHttp          *self,
                                             const char           *path,
                                             const RltHttpRequest *request,
                                             GError              **error);
RltHttpResponse *rlt_test_http_get_uri      (RltTestHttp          *self,
                                             const char           *uri,
                                             GCancellable         *cancellable,
                                             GError              **error);
void             rlt_test_http_assert_fails (RltTestHttp          *self,
                                             const char           *path,
                                             int                   code,
                                             guint                 status);

G_END_DECLS
