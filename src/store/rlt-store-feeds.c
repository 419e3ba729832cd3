/* rlt-store-feeds.c: the state of each feed, kept from one run to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-store"

#include "config.h"

#include "rlt-store-feeds.h"

#include "rlt-store-private.h"

/**
 * rlt_stored_feed_new:
 * @id: the feed's id
 *
 * Returns: (transfer full): the state of a feed that has never been asked
 */
RltStoredFeed *
rlt_stored_feed_new (const char *id)
{
  RltStoredFeed *self = g_new0 (RltStoredFeed, 1);

  self->id = g_strdup (id);
  self->last_success_at = RLT_TIME_NONE;
  self->last_error_at = RLT_TIME_NONE;
  self->day_start = RLT_TIME_NONE;
  self->data_at = RLT_TIME_NONE;
  self->quota_ends_at = RLT_TIME_NONE;
  self->breaker = g_strdup ("closed");
  self->retry_at = RLT_TIME_NONE;

  return self;
}

RltStoredFeed *
rlt_stored_feed_copy (const RltStoredFeed *self)
{
  RltStoredFeed *copy = g_memdup2 (self, sizeof *self);

  copy->id = g_strdup (self->id);
  copy->last_error = g_strdup (self->last_error);
  copy->breaker = g_strdup (self->breaker);
  copy->etag = g_strdup (self->etag);
  copy->last_modified = g_strdup (self->last_modified);

  return copy;
}

void
rlt_stored_feed_free (RltStoredFeed *self)
{
  g_free (self->id);
  g_free (self->last_error);
  g_free (self->breaker);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

static gboolean
save_feed (RltSqlite  *db,
           gpointer    data,
           GError    **error)
{
  const RltStoredFeed *feed = data;
  g_autoptr(RltStatement) statement =
    rlt_sqlite_prepare (db,
                        "INSERT OR REPLACE INTO feeds (id, state, last_success_at, last_error_at, last_error, "
                        "errors_in_row, day_start, n_requests, n_bytes, etag, last_modified, data_at, "
                        "latency, quota_limit, quota_ends_at, breaker, retry_at) "
                        "VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14, ?15, ?16, ?17)", error);

  if (statement == NULL)
    return FALSE;

  rlt_statement_bind_text (statement, 1, feed->id);
  rlt_statement_bind_text (statement, 2, rlt_feed_state_to_string (feed->state));
  rlt_statement_bind_time (statement, 3, feed->last_success_at);
  rlt_statement_bind_time (statement, 4, feed->last_error_at);
  rlt_statement_bind_text (statement, 5, feed->last_error);
  rlt_statement_bind_int (statement, 6, feed->errors_in_row);
  rlt_statement_bind_time (statement, 7, feed->day_start);
  rlt_statement_bind_int (statement, 8, feed->n_requests);
  rlt_statement_bind_int (statement, 9, feed->n_bytes);
  rlt_statement_bind_text (statement, 10, feed->etag);
  rlt_statement_bind_text (statement, 11, feed->last_modified);
  rlt_statement_bind_time (statement, 12, feed->data_at);
  rlt_statement_bind_int (statement, 13, feed->latency);
  rlt_statement_bind_int (statement, 14, feed->quota_limit);
  rlt_statement_bind_time (statement, 15, feed->quota_ends_at);
  rlt_statement_bind_text (statement, 16, feed->breaker);
  rlt_statement_bind_time (statement, 17, feed->retry_at);

  return rlt_statement_run (statement, error);
}

/**
 * rlt_store_save_feed_async:
 * @self: a store
 * @feed: its state, copied
 * @cancellable: (nullable): a #GCancellable
 * @callback: (nullable): called in the caller's main context
 * @user_data: data for @callback
 *
 * Puts it in the place of what was known of that feed. Any thread.
 */
void
rlt_store_save_feed_async (RltStore            *self,
                           const RltStoredFeed *feed,
                           GCancellable        *cancellable,
                           GAsyncReadyCallback  callback,
                           gpointer             user_data)
{
  g_return_if_fail (feed != NULL && feed->id != NULL);

  rlt_store_write_async (self, rlt_store_save_feed_async, save_feed,
                         rlt_stored_feed_copy (feed), (GDestroyNotify) rlt_stored_feed_free,
                         cancellable, callback, user_data);
}

gboolean
rlt_store_save_feed_finish (RltStore      *self,
                            GAsyncResult  *result,
                            GError       **error)
{
  return rlt_store_write_finish (self, rlt_store_save_feed_async, result, error);
}

static RltStoredFeed *
read_row (RltStatement *statement)
{
  RltStoredFeed *feed = rlt_stored_feed_new (rlt_statement_get_text (statement, 0));

  rlt_feed_state_from_string (rlt_statement_get_text (statement, 1), &feed->state);
  feed->last_success_at = rlt_statement_get_time (statement, 2);
  feed->last_error_at = rlt_statement_get_time (statement, 3);
  feed->last_error = g_strdup (rlt_statement_get_text (statement, 4));
  feed->errors_in_row = rlt_statement_get_int (statement, 5);
  feed->day_start = rlt_statement_get_time (statement, 6);
  feed->n_requests = rlt_statement_get_int (statement, 7);
  feed->n_bytes = rlt_statement_get_int (statement, 8);
  feed->etag = g_strdup (rlt_statement_get_text (statement, 9));
  feed->last_modified = g_strdup (rlt_statement_get_text (statement, 10));
  feed->data_at = rlt_statement_get_time (statement, 11);
  feed->latency = rlt_statement_get_int (statement, 12);
  feed->quota_limit = rlt_statement_get_int (statement, 13);
  feed->quota_ends_at = rlt_statement_get_time (statement, 14);
  g_free (feed->breaker);
  feed->breaker = g_strdup (rlt_statement_get_text (statement, 15));
  feed->retry_at = rlt_statement_get_time (statement, 16);

  return feed;
}

static gpointer
load_feeds (RltSqlite  *db,
            gpointer    data,
            GError    **error)
{
  g_autoptr(GPtrArray) feeds = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_stored_feed_free);
  g_autoptr(RltStatement) statement =
    rlt_sqlite_prepare (db,
                        "SELECT id, state, last_success_at, last_error_at, last_error, errors_in_row, "
                        "day_start, n_requests, n_bytes, etag, last_modified, data_at, latency, quota_limit, "
                        "quota_ends_at, breaker, retry_at FROM feeds ORDER BY id", error);
  RltStep step;

  if (statement == NULL)
    return NULL;

  while ((step = rlt_statement_step (statement, error)) == RLT_STEP_ROW)
    g_ptr_array_add (feeds, read_row (statement));
  if (step == RLT_STEP_ERROR)
    return NULL;

  return g_steal_pointer (&feeds);
}

/**
 * rlt_store_load_feeds_async:
 * @self: a store
 * @cancellable: (nullable): a #GCancellable
 * @callback: called in the caller's main context
 * @user_data: data for @callback
 *
 * Reads the states of all feeds. Any thread.
 */
void
rlt_store_load_feeds_async (RltStore            *self,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  rlt_store_read_async (self, rlt_store_load_feeds_async,
                        load_feeds, (GDestroyNotify) g_ptr_array_unref,
                        NULL, NULL, cancellable, callback, user_data);
}

/**
 * rlt_store_load_feeds_finish:
 * @self: a store
 * @result: what the callback got
 * @error: a %RLT_STORE_ERROR
 *
 * Returns: (transfer full) (element-type RltStoredFeed): by id, possibly empty
 */
GPtrArray *
rlt_store_load_feeds_finish (RltStore      *self,
                             GAsyncResult  *result,
                             GError       **error)
{
  return rlt_store_read_finish (self, rlt_store_load_feeds_async, result, error);
}
