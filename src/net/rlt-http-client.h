/* rlt-http-client.h: the one way out to the upstreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-clock.h"
#include "rlt-http-response.h"
#include "rlt-net-error.h"

G_BEGIN_DECLS

#define RLT_HTTP_DEFAULT_TIMEOUT 15.0
#define RLT_HTTP_DEFAULT_MAX_SIZE ((gsize) 32 * 1024 * 1024)

/**
 * RltHttpChunkFunc:
 * @data: the next bytes of the body, decompressed; not NUL-terminated, valid during the call
 * @length: their number
 * @user_data: the request's chunk_data
 *
 * Called on the client's thread, never after the request's callback.
 */
typedef void (*RltHttpChunkFunc) (const char *data,
                                  gsize       length,
                                  gpointer    user_data);

/* What to ask for. Needed only during the call that takes it, but for @chunk_data. */
typedef struct
{
  const char         *uri;            /* http or https */
  const char * const *headers;        /* (nullable): names and values in turn, NULL-terminated */
  double              timeout;        /* seconds for the whole of it; 0: RLT_HTTP_DEFAULT_TIMEOUT */
  gsize               max_size;       /* bytes of body, decompressed; 0: RLT_HTTP_DEFAULT_MAX_SIZE */
  const char         *etag;           /* (nullable): of the answer we have: ask for a newer one only */
  const char         *last_modified;  /* (nullable): alike */
  RltHttpChunkFunc    chunk_func;     /* (nullable): takes the body as it comes, nothing is kept */
  gpointer            chunk_data;     /* must live until the callback */
} RltHttpRequest;

#define RLT_TYPE_HTTP_CLIENT (rlt_http_client_get_type ())
G_DECLARE_FINAL_TYPE (RltHttpClient, rlt_http_client, RLT, HTTP_CLIENT, GObject)

RltHttpClient   *rlt_http_client_new        (RltClock             *clock);
void             rlt_http_client_get_async  (RltHttpClient        *self,
                                             const RltHttpRequest *request,
                                             GCancellable         *cancellable,
                                             GAsyncReadyCallback   callback,
                                             gpointer              user_data);
RltHttpResponse *rlt_http_client_get_finish (RltHttpClient        *self,
                                             GAsyncResult         *result,
                                             GError              **error);

G_END_DECLS
