/* rlt-store-feeds.h: the state of each feed, kept from one run to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-store.h"
#include "rlt-types.h"

G_BEGIN_DECLS

typedef struct
{
  char         *id;               /* (owned) */
  RltFeedState  state;
  RltTime       last_success_at;  /* or RLT_TIME_NONE: never */
  RltTime       last_error_at;    /* or RLT_TIME_NONE: never */
  char         *last_error;       /* (owned) (nullable): in words for people */
  guint         errors_in_row;
  RltTime       day_start;        /* of the day the next two are of, or RLT_TIME_NONE */
  guint64       n_requests;       /* asked that day */
  guint64       n_bytes;          /* received that day */
  RltTime       data_at;          /* when its newest data were made, or RLT_TIME_NONE */
  RltTime       latency;          /* of the last answer, a duration */
  guint         quota_limit;      /* requests a day; 0: none is known */
  RltTime       quota_ends_at;    /* by the forecast, or RLT_TIME_NONE */
  char         *breaker;          /* (owned): its state's word */
  RltTime       retry_at;         /* while the breaker is open, or RLT_TIME_NONE */
  char         *etag;             /* (owned) (nullable): of the last answer */
  char         *last_modified;    /* (owned) (nullable): of the last answer */
} RltStoredFeed;

RltStoredFeed *rlt_stored_feed_new         (const char           *id);
RltStoredFeed *rlt_stored_feed_copy        (const RltStoredFeed  *self);
void           rlt_stored_feed_free        (RltStoredFeed        *self);

void           rlt_store_save_feed_async   (RltStore             *self,
                                            const RltStoredFeed  *feed,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
gboolean       rlt_store_save_feed_finish  (RltStore             *self,
                                            GAsyncResult         *result,
                                            GError              **error);
void           rlt_store_load_feeds_async  (RltStore             *self,
                                            GCancellable         *cancellable,
                                            GAsyncReadyCallback   callback,
                                            gpointer              user_data);
GPtrArray     *rlt_store_load_feeds_finish (RltStore             *self,
                                            GAsyncResult         *result,
                                            GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltStoredFeed, rlt_stored_feed_free)

G_END_DECLS
