/* rlt-feed-fetch.c: one question to an upstream and its answer.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-fetch.h"

#include <glib/gi18n.h>

#include "rlt-feed-fetch-private.h"

/**
 * rlt_feed_result_free:
 * @self: (transfer full) (nullable): a result
 */
void
rlt_feed_result_free (RltFeedResult *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->records, rlt_records_unref);
  g_clear_pointer (&self->quays, g_array_unref);
  g_clear_pointer (&self->document, g_bytes_unref);
  g_free (self->etag);
  g_free (self->last_modified);
  g_clear_error (&self->error);
  g_free (self);
}

static gboolean
says_something (const RltRecords *records)
{
  return records->trips->len > 0 || records->departures->len > 0 || records->vehicles->len > 0 ||
         records->disruptions->len > 0 || records->traffic->len > 0;
}

static gboolean
is_useless (const RltRecords *records)
{
  return records->n_records > 0 && records->n_rejected >= records->n_records && !says_something (records);
}

/**
 * rlt_feed_result_has_records:
 * @self: a result
 *
 * Returns: whether @self says something, or says in good order that there is nothing
 */
gboolean
rlt_feed_result_has_records (const RltFeedResult *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->records != NULL && (self->error == NULL || says_something (self->records));
}

/**
 * rlt_feed_result_is_useless:
 * @self: a result
 *
 * Returns: whether there is an answer in good order of whose records none can be used
 */
gboolean
rlt_feed_result_is_useless (const RltFeedResult *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  return self->records != NULL && is_useless (self->records);
}

static void
rlt_fetch_free (RltFetch *self)
{
  if (self->state != NULL && self->reader->free != NULL)
    self->reader->free (self->state);
  g_clear_pointer (&self->result, rlt_feed_result_free);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
  g_free (self);
}

/*
 * rlt_fetch_new:
 * @access: what the question needs
 * @reader: how its answer is read
 * @state: (transfer full) (nullable): what @reader keeps meanwhile
 *
 * Returns: (transfer full): a question, to be sent with rlt_fetch_send()
 */
RltFetch *
rlt_fetch_new (const RltFeedAccess  *access,
               const RltFetchReader *reader,
               gpointer              state)
{
  RltFetch *self = g_new0 (RltFetch, 1);

  self->reader = reader;
  self->clock = g_object_ref (access->clock);
  self->catalogue = rlt_catalogue_ref (access->catalogue);
  self->source = rlt_feed_get_id (access->config->kind);
  self->state = state;
  self->result = g_new0 (RltFeedResult, 1);
  self->result->asked_at = rlt_clock_now (access->clock);
  self->result->quota_limit = RLT_HTTP_NOT_SAID;
  self->result->quota_left = RLT_HTTP_NOT_SAID;

  return self;
}

/*
 * rlt_fetch_context:
 * @self: a question
 *
 * Returns: what its decoder needs
 */
RltDecodeContext
rlt_fetch_context (RltFetch *self)
{
  return (RltDecodeContext) {
    .catalogue = self->catalogue,
    .source = self->source,
    .now = self->result->asked_at,
    .known_lines = TRUE,
    .line = self->line,
  };
}

static GError *
error_for_useless (const RltRecords *records)
{
  const RltRejection *first = records->rejections->len > 0 ? g_ptr_array_index (records->rejections, 0) : NULL;

  return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                      ngettext ("The only record (%u) cannot be used: %s", "None of the %u records can be used: %s",
                                records->n_records),
                      records->n_records, first != NULL ? first->reason : "…");
}

/*
 * rlt_fetch_error_for_answer:
 * @records: what was read of an answer
 *
 * Returns: (transfer full) (nullable): what the upstream says of its own trouble
 */
GError *
rlt_fetch_error_for_answer (const RltRecords *records)
{
  switch (records->answer)
    {
    case RLT_ANSWER_BLOCKED:
      return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED, "%s",
                          records->message != NULL ? records->message : _("The upstream blocks programs"));
    case RLT_ANSWER_ERROR:
      return g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, "%s",
                          records->message != NULL ? records->message : _("The answer cannot be read"));
    case RLT_ANSWER_OK:
    case RLT_ANSWER_EMPTY:
    default:
      return NULL;
    }
}

static GError *
error_for_records (const RltRecords *records)
{
  return is_useless (records) ? error_for_useless (records) : rlt_fetch_error_for_answer (records);
}

/*
 * rlt_fetch_take_records:
 * @self: a question
 * @records: (transfer full): what was read of the answer
 *
 * What the upstream says of its own trouble becomes the error of the result, unless there is one.
 */
void
rlt_fetch_take_records (RltFetch   *self,
                        RltRecords *records)
{
  self->result->records = records;
  if (self->result->error == NULL)
    self->result->error = error_for_records (records);
}

static void
chunk_cb (const char *data,
          gsize       length,
          gpointer    user_data)
{
  RltFetch *self = user_data;

  self->reader->take (self, data, length);
}

/*
 * rlt_fetch_begin:
 * @self: (transfer full): a question
 * @source: who is asked
 * @callback: called with the result
 * @user_data: for @callback
 *
 * For questions that take more than one request; rlt_fetch_send() is for those that take one.
 *
 * Returns: (transfer full): a task with @self as its data, for rlt_fetch_end()
 */
GTask *
rlt_fetch_begin (RltFetch            *self,
                 gpointer             source,
                 GAsyncReadyCallback  callback,
                 gpointer             user_data)
{
  GTask *task = g_task_new (source, NULL, callback, user_data);

  g_task_set_source_tag (task, rlt_fetch_begin);
  g_task_set_task_data (task, self, (GDestroyNotify) rlt_fetch_free);

  return task;
}

/*
 * rlt_fetch_note_response:
 * @self: a question
 * @response: an answer to one of its requests
 *
 * Counts it.
 */
void
rlt_fetch_note_response (RltFetch              *self,
                         const RltHttpResponse *response)
{
  if (self->result->latency == 0)
    self->result->latency = response->latency;
  else
    self->result->n_more_requests++;
  self->result->n_bytes += response->wire_size;
}

/*
 * rlt_fetch_end:
 * @task: (transfer full): of rlt_fetch_begin()
 *
 * Gives the result to who asked. It is complete unless it has an error.
 */
void
rlt_fetch_end (GTask *task)
{
  g_autoptr(GTask) ended = task;
  RltFetch *self = g_task_get_task_data (ended);

  self->result->received_at = rlt_clock_now (self->clock);
  self->result->complete = self->result->error == NULL;
  g_task_return_pointer (ended, g_steal_pointer (&self->result), (GDestroyNotify) rlt_feed_result_free);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  RltFetch *self = g_task_get_task_data (task);
  RltFeedResult *outcome = self->result;
  g_autoptr(RltHttpResponse) response = NULL;

  response = rlt_http_client_get_finish (RLT_HTTP_CLIENT (source), result, &outcome->error);
  if (response != NULL)
    {
      rlt_fetch_note_response (self, response);
      outcome->quota_limit = response->quota_limit;
      outcome->quota_left = response->quota_remaining;
      outcome->not_modified = response->status == SOUP_STATUS_NOT_MODIFIED;
      outcome->etag = g_strdup (response->etag);
      outcome->last_modified = g_strdup (response->last_modified);
    }
  if (!outcome->not_modified)
    self->reader->finish (self, response != NULL && self->reader->take == NULL ? response->body : NULL);
  rlt_fetch_end (task);
}

/*
 * rlt_fetch_ask:
 * @self: (transfer full): a question
 * @access: what it needs
 * @question: where and how it is asked; what holds for the feed is filled in
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks. On the thread of the client.
 */
void
rlt_fetch_ask (RltFetch             *self,
               const RltFeedAccess  *access,
               const RltHttpRequest *question,
               GCancellable         *cancellable,
               GAsyncReadyCallback   callback,
               gpointer              user_data)
{
  GTask *task = rlt_fetch_begin (self, access->client, callback, user_data);
  RltHttpRequest request = *question;

  request.timeout = access->config->timeout;
  request.etag = access->etag;
  request.last_modified = access->last_modified;
  request.chunk_func = self->reader->take != NULL ? chunk_cb : NULL;
  request.chunk_data = self;
  rlt_http_client_get_async (access->client, &request, cancellable, answered_cb, task);
}

/*
 * rlt_fetch_send:
 * @self: (transfer full): a question
 * @access: what it needs
 * @path: where to ask, behind the feed's base address
 * @max_size: bytes at most
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks as PRIM and the open data want it. On the thread of the client.
 */
void
rlt_fetch_send (RltFetch            *self,
                const RltFeedAccess *access,
                const char          *path,
                gsize                max_size,
                GCancellable        *cancellable,
                GAsyncReadyCallback  callback,
                gpointer             user_data)
{
  g_autofree char *uri = g_strconcat (access->config->base_uri, path, NULL);
  const char *headers[] = { "Accept", "application/json", NULL, NULL, NULL };
  const RltHttpRequest question = { .uri = uri, .headers = headers, .max_size = max_size };

  if (access->api_key != NULL)
    {
      headers[2] = "apikey";
      headers[3] = access->api_key;
    }
  rlt_fetch_ask (self, access, &question, cancellable, callback, user_data);
}

/**
 * rlt_feed_fetch_finish:
 * @result: what a callback was given
 *
 * A question that fails has a result all the same: why, and what could be read.
 *
 * Returns: (transfer full): the result
 */
RltFeedResult *
rlt_feed_fetch_finish (GAsyncResult *result)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_fetch_begin), NULL);

  return g_task_propagate_pointer (G_TASK (result), NULL);
}
