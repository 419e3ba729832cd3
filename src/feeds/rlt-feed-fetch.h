/* rlt-feed-fetch.h: one question to an upstream and its answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-feed.h"
#include "rlt-http-client.h"
#include "rlt-records.h"

G_BEGIN_DECLS

/* What a question needs. Texts and objects are copied or referenced by the call that takes it. */
typedef struct
{
  RltHttpClient       *client;
  RltClock            *clock;
  RltCatalogue        *catalogue;
  const RltFeedConfig *config;
  const char          *api_key;   /* (nullable) */
  const char          *etag;           /* (nullable): of the answer we have: only a newer one is wanted */
  const char          *last_modified;  /* (nullable): alike */
} RltFeedAccess;

/* What came of a question. @error and usable records may come together: an answer cut short. */
typedef struct
{
  RltRecords *records;      /* (owned) (nullable): not shared yet */
  GArray     *quays;        /* (owned) (nullable) (element-type RltQuay) */
  GBytes     *document;     /* (owned) (nullable): the answer itself, where it holds no records */
  RltTime     asked_at;
  RltTime     received_at;
  gboolean    complete;     /* the whole answer was read */
  gboolean    not_modified; /* the answer we have is still the newest: nothing else is set */
  char       *etag;         /* (owned) (nullable): to ask for newer ones than this */
  char       *last_modified; /* (owned) (nullable): alike */
  gint64      quota_limit;  /* requests a day as the upstream says, or RLT_HTTP_NOT_SAID */
  gint64      quota_left;   /* alike */
  RltTime     latency;      /* until it began, a duration; 0 when it never did */
  guint64     n_bytes;      /* received */
  guint       n_more_requests;  /* that were made behind the first */
  GError     *error;        /* (owned) (nullable) */
} RltFeedResult;

void           rlt_feed_result_free          (RltFeedResult       *self);
gboolean       rlt_feed_result_has_records   (const RltFeedResult *self);
gboolean       rlt_feed_result_is_useless    (const RltFeedResult *self);

void           rlt_prim_fetch_timetable_async (const RltFeedAccess *access,
                                              const RltLine       *line,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void           rlt_prim_fetch_board_async    (const RltFeedAccess *access,
                                              const RltStop       *stop,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void           rlt_prim_fetch_messages_async (const RltFeedAccess *access,
                                              const RltLine       *line,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void           rlt_prim_fetch_disruptions_async (const RltFeedAccess *access,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void           rlt_prim_fetch_reports_async  (const RltFeedAccess *access,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
void           rlt_open_data_fetch_quays_async (const RltFeedAccess *access,
                                              GCancellable        *cancellable,
                                              GAsyncReadyCallback  callback,
                                              gpointer             user_data);
RltFeedResult *rlt_feed_fetch_finish         (GAsyncResult        *result);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltFeedResult, rlt_feed_result_free)

G_END_DECLS
