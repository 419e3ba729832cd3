/* rlt-http-request.h: what to ask an upstream for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

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
  GBytes             *body;           /* (nullable): to be POSTed */
  const char         *body_type;      /* its media type, when there is one */
  gboolean            data_only;      /* a web page is no answer to this: it keeps programs out */
  RltHttpChunkFunc    chunk_func;     /* (nullable): takes the body as it comes, nothing is kept */
  gpointer            chunk_data;     /* must live until the callback */
} RltHttpRequest;

char        **rlt_http_request_list_headers (const RltHttpRequest  *request,
                                             GError               **error);
GUri         *rlt_http_request_parse_uri    (const char            *text,
                                             GError               **error);
SoupMessage  *rlt_http_request_new_message  (GUri                  *uri,
                                             const char * const    *headers,
                                             const char            *body_type,
                                             GBytes                *body);

G_END_DECLS
