/* rlt-feed-fetch-private.h: what the questions to all upstreams have in common.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-feed-fetch.h"

G_BEGIN_DECLS

typedef struct _RltFetch RltFetch;

/* How the bytes of an answer become a result. */
typedef struct
{
  /* Takes the next bytes; NULL: the whole body is given to @finish. */
  void (*take)   (RltFetch   *fetch,
                  const char *data,
                  gsize       length);
  /* Fills in the result, of a question of one request. @body is NULL when the bytes were taken, or when nothing came. */
  void (*finish) (RltFetch   *fetch,
                  GBytes     *body);
  void (*free)   (gpointer    state);
} RltFetchReader;

/* One question under way. */
struct _RltFetch
{
  const RltFetchReader *reader;
  RltClock             *clock;      /* (owned) */
  RltCatalogue         *catalogue;  /* (owned) */
  const char           *source;
  const RltLine        *line;       /* (nullable): what is asked for */
  RltFeedResult        *result;     /* (owned) */
  gpointer              state;      /* (owned) (nullable): the reader's own */
};

RltFetch         *rlt_fetch_new       (const RltFeedAccess  *access,
                                       const RltFetchReader *reader,
                                       gpointer              state);
void              rlt_fetch_send      (RltFetch             *self,
                                       const RltFeedAccess  *access,
                                       const char           *path,
                                       gsize                 max_size,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
void              rlt_fetch_ask       (RltFetch             *self,
                                       const RltFeedAccess  *access,
                                       const RltHttpRequest *question,
                                       GCancellable         *cancellable,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
GTask            *rlt_fetch_begin     (RltFetch             *self,
                                       gpointer              source,
                                       GAsyncReadyCallback   callback,
                                       gpointer              user_data);
void              rlt_fetch_note_response (RltFetch          *self,
                                       const RltHttpResponse *response);
void              rlt_fetch_end       (GTask                *task);
RltDecodeContext  rlt_fetch_context   (RltFetch             *self);
GError           *rlt_fetch_error_for_answer (const RltRecords *records);
void              rlt_fetch_take_records (RltFetch          *self,
                                       RltRecords           *records);

G_END_DECLS
