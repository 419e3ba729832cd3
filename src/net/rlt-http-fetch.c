/* rlt-http-fetch.c: one request from its start to its end, redirects included.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-fetch.h"

#include <glib/gi18n.h>

#include "rlt-http-answer.h"
#include "rlt-http-response.h"
#include "rlt-http-uri.h"
#include "rlt-net-error.h"

#define MAX_REDIRECTS 5
#define BUFFER_SIZE 65536

/* What to do with the bytes that come. */
typedef enum
{
  BODY_KEEP,     /* all of them are wanted at the end */
  BODY_HEAD,     /* of an error: enough of them to tell which */
  BODY_UNKNOWN,  /* to be streamed, unless it turns out to be a page */
  BODY_STREAM,
} BodyMode;

/* The data of its task. */
struct _RltHttpFetch
{
  SoupSession      *session;       /* (owned) */
  RltClock         *clock;         /* (owned) */
  SoupMessage      *message;       /* (owned): the one under way */
  GInputStream     *stream;        /* (owned) (nullable) */
  RltHttpResponse  *response;      /* (owned) (nullable): from the head of the answer on */
  GCancellable     *cancellable;   /* (owned): ends the transfer, for whatever reason */
  GSource          *cancel;        /* (owned) (nullable): the caller gave up */
  GSource          *timer;         /* (owned) (nullable) */
  gboolean          timed_out;
  double            timeout;       /* seconds */
  gint64            started;       /* monotonic */
  guint             n_redirects;
  char            **headers;       /* (owned) */
  GBytes           *posted;        /* (owned) (nullable) */
  char             *posted_type;   /* (owned) (nullable) */
  gsize             max_size;
  BodyMode          mode;
  GByteArray       *body;          /* (owned) */
  RltHttpChunkFunc  chunk_func;    /* (nullable) */
  gpointer          chunk_data;
  gboolean          data_only;
  char              buffer[BUFFER_SIZE];
};

static void start_message (GTask *task);
static void read_more     (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
rlt_http_fetch_free (RltHttpFetch *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->clock);
  clear_source (&self->cancel);
  clear_source (&self->timer);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->response, rlt_http_response_unref);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_pointer (&self->posted, g_bytes_unref);
  g_clear_pointer (&self->posted_type, g_free);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self);
}

static char *
describe_host (RltHttpFetch *self)
{
  return rlt_http_describe_host (soup_message_get_uri (self->message));
}

/* Stops everything first, so that no chunk and no timer comes after the callback. */
static void
end_with_error (GTask  *task,
                GError *error)
{
  RltHttpFetch *self = g_task_get_task_data (task);

  clear_source (&self->cancel);
  clear_source (&self->timer);
  g_cancellable_cancel (self->cancellable);
  g_clear_object (&self->stream);

  if (error->domain == RLT_NET_ERROR)
    g_debug ("%s", error->message);
  g_task_return_error (task, error);
}

static void
end_with_response (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);
  RltHttpResponse *response = g_steal_pointer (&self->response);
  SoupMessageMetrics *metrics = soup_message_get_metrics (self->message);

  clear_source (&self->cancel);
  clear_source (&self->timer);
  g_clear_object (&self->stream);

  response->body = g_byte_array_free_to_bytes (g_steal_pointer (&self->body));
  response->duration = g_get_monotonic_time () - self->started;
  response->wire_size = soup_message_metrics_get_response_body_bytes_received (metrics);

  g_task_return_pointer (task, response, (GDestroyNotify) rlt_http_response_unref);
}

/* Ends @task for @error, which comes from libsoup or from below it. */
static void
end_with_foreign_error (GTask  *task,
                        GError *error)
{
  RltHttpFetch *self = g_task_get_task_data (task);
  g_autofree char *host = describe_host (self);

  if (self->timed_out)
    {
      g_error_free (error);
      error = g_error_new_literal (G_IO_ERROR, G_IO_ERROR_TIMED_OUT, "");
    }
  end_with_error (task, rlt_net_error_new_for_foreign (host, self->timeout, self->response != NULL, error));
}

static void
end_with_too_large (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);
  g_autofree char *host = describe_host (self);
  g_autofree char *size = g_format_size (self->max_size);

  end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                                     _("The answer of %s is larger than %s"), host, size));
}

static void
flush_body (RltHttpFetch *self)
{
  self->chunk_func ((const char *) self->body->data, self->body->len, self->chunk_data);
  g_byte_array_set_size (self->body, 0);
}

/* The answer is there, or as much of it as is needed. */
static void
complete (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);
  g_autofree char *host = describe_host (self);
  GError *error;

  error = rlt_http_error_for_answer (host, self->response->status,
                                     rlt_http_get_retry_after (self->message, rlt_clock_now (self->clock)),
                                     (const char *) self->body->data, self->body->len, self->data_only);
  if (error != NULL)
    {
      end_with_error (task, error);
      return;
    }

  /* A page that is not a challenge: let the decoder say what it thinks of it. */
  if (self->mode == BODY_UNKNOWN && self->body->len > 0)
    flush_body (self);

  end_with_response (task);
}

/* What is streamed is judged by its first bytes: a page is held back until it is known which. */
static gboolean
may_stream (GByteArray *head)
{
  const char *data = (const char *) head->data;

  return !rlt_http_is_markup (data, head->len) ||
         (head->len >= RLT_HTTP_HEAD_SIZE && !rlt_http_is_challenge (data, head->len));
}

static void
take_bytes (RltHttpFetch *self,
            const char   *data,
            gsize         length)
{
  self->response->body_size += length;

  if (self->mode == BODY_STREAM)
    {
      self->chunk_func (data, length, self->chunk_data);
      return;
    }

  g_byte_array_append (self->body, (const guint8 *) data, length);
  if (self->mode == BODY_UNKNOWN && may_stream (self->body))
    {
      self->mode = BODY_STREAM;
      flush_body (self);
    }
}

static void
read_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RltHttpFetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  gssize n_read = g_input_stream_read_finish (G_INPUT_STREAM (source), result, &error);

  /* Of an error the status says enough. */
  if (n_read < 0 && self->mode == BODY_HEAD && !g_cancellable_is_cancelled (self->cancellable))
    {
      g_error_free (error);
      complete (task);
      return;
    }
  if (n_read < 0)
    {
      end_with_foreign_error (task, error);
      return;
    }
  if (self->mode != BODY_HEAD && self->response->body_size + n_read > self->max_size)
    {
      end_with_too_large (task);
      return;
    }

  if (n_read > 0)
    take_bytes (self, self->buffer, n_read);
  if (n_read == 0 || (self->mode == BODY_HEAD && self->body->len >= RLT_HTTP_HEAD_SIZE))
    complete (task);
  else
    read_more (task);
}

static void
read_more (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, g_object_ref (task));
}

/* (transfer full) (nullable): where the answer points to, if anywhere and if we may follow */
static GUri *
get_redirect (RltHttpFetch  *self,
              GError       **error)
{
  const char *location = soup_message_headers_get_one (soup_message_get_response_headers (self->message),
                                                       "Location");
  GUri *uri = soup_message_get_uri (self->message);
  g_autofree char *host = describe_host (self);
  g_autoptr(GUri) target = NULL;

  if (location != NULL)
    target = g_uri_parse_relative (uri, location, SOUP_HTTP_URI_FLAGS, NULL);
  if (target == NULL)
    {
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                   _("%s redirects to nowhere"), host);
      return NULL;
    }
  if (!rlt_http_redirect_is_allowed (uri, target))
    {
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_REFUSED_REDIRECT,
                   _("%s redirects to another server, %s"), host,
                   g_uri_get_host (target) != NULL ? g_uri_get_host (target) : "…");
      return NULL;
    }
  if (++self->n_redirects > MAX_REDIRECTS)
    {
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_REFUSED_REDIRECT,
                   _("%s redirects round and round"), host);
      return NULL;
    }

  return g_steal_pointer (&target);
}

static void
follow_redirect (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);
  g_autoptr(GUri) target = NULL;
  GError *error = NULL;

  target = get_redirect (self, &error);
  if (target == NULL)
    {
      end_with_error (task, error);
      return;
    }

  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  self->message = rlt_http_request_new_message (target, (const char * const *) self->headers,
                                                self->posted_type, self->posted);
  start_message (task);
}

/* libsoup's own decoder takes a cut off or undecodable body for a whole one; this one does not. */
static gboolean
decode_body (RltHttpFetch  *self,
             GError       **error)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *encoding = soup_message_headers_get_one (headers, "Content-Encoding");
  g_autoptr(GInputStream) encoded = NULL;
  g_autoptr(GConverter) decoder = NULL;
  g_autofree char *host = NULL;

  if (encoding == NULL || g_ascii_strcasecmp (encoding, "identity") == 0 ||
      (soup_message_headers_get_encoding (headers) == SOUP_ENCODING_CONTENT_LENGTH &&
       soup_message_headers_get_content_length (headers) == 0))
    return TRUE;

  if (g_ascii_strcasecmp (encoding, "gzip") != 0 && g_ascii_strcasecmp (encoding, "x-gzip") != 0)
    {
      host = describe_host (self);
      g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                   _("%s answers in an encoding it was not asked for"), host);
      return FALSE;
    }

  decoder = G_CONVERTER (g_zlib_decompressor_new (G_ZLIB_COMPRESSOR_FORMAT_GZIP));
  encoded = g_steal_pointer (&self->stream);
  self->stream = g_converter_input_stream_new (encoded, decoder);

  return TRUE;
}

static void
send_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RltHttpFetch *self = g_task_get_task_data (task);
  GError *error = NULL;
  guint status;

  self->stream = soup_session_send_finish (SOUP_SESSION (source), result, &error);
  if (self->stream == NULL)
    {
      end_with_foreign_error (task, error);
      return;
    }

  status = soup_message_get_status (self->message);
  if (SOUP_STATUS_IS_REDIRECTION (status) && status != SOUP_STATUS_NOT_MODIFIED)
    {
      follow_redirect (task);
      return;
    }

  self->response = rlt_http_response_new_for_message (self->message);
  self->response->latency = g_get_monotonic_time () - self->started;
  if (!SOUP_STATUS_IS_SUCCESSFUL (status))
    self->mode = BODY_HEAD;
  if (decode_body (self, &error))
    read_more (task);
  else
    end_with_error (task, error);
}

static void
start_message (GTask *task)
{
  RltHttpFetch *self = g_task_get_task_data (task);

  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);
  soup_session_send_async (self->session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, send_cb, g_object_ref (task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  RltHttpFetch *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  RltHttpFetch *self = user_data;

  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* Sources rather than a signal: the caller may cancel from any thread, we act on ours. */
static void
watch (RltHttpFetch *self,
       GCancellable *cancellable)
{
  GMainContext *context = g_main_context_get_thread_default ();

  self->timer = g_timeout_source_new ((guint) (self->timeout * 1000));
  g_source_set_callback (self->timer, timeout_cb, self, NULL);
  g_source_attach (self->timer, context);

  if (cancellable != NULL)
    {
      self->cancel = g_cancellable_source_new (cancellable);
      g_source_set_callback (self->cancel, G_SOURCE_FUNC (cancelled_cb), self, NULL);
      g_source_attach (self->cancel, context);
    }
}

/*
 * rlt_http_fetch_new:
 * @session: who sends it
 * @clock: the clock, for a Retry-After date of an upstream that does not say its own time
 * @request: what to ask for
 * @error: %RLT_NET_ERROR_INVALID
 *
 * Returns: (transfer full): a request, for rlt_http_fetch_run()
 */
RltHttpFetch *
rlt_http_fetch_new (SoupSession           *session,
                    RltClock              *clock,
                    const RltHttpRequest  *request,
                    GError               **error)
{
  g_autoptr(GUri) uri = NULL;
  g_auto(GStrv) headers = NULL;
  RltHttpFetch *self;

  uri = rlt_http_request_parse_uri (request->uri, error);
  if (uri == NULL)
    return NULL;
  headers = rlt_http_request_list_headers (request, error);
  if (headers == NULL)
    return NULL;

  self = g_new0 (RltHttpFetch, 1);
  self->session = g_object_ref (session);
  self->clock = g_object_ref (clock);
  self->posted = request->body != NULL ? g_bytes_ref (request->body) : NULL;
  self->posted_type = g_strdup (request->body_type);
  self->message = rlt_http_request_new_message (uri, (const char * const *) headers, self->posted_type, self->posted);
  self->headers = g_steal_pointer (&headers);
  self->cancellable = g_cancellable_new ();
  self->timeout = request->timeout > 0 ? request->timeout : RLT_HTTP_DEFAULT_TIMEOUT;
  self->started = g_get_monotonic_time ();
  self->max_size = MIN (request->max_size > 0 ? request->max_size : RLT_HTTP_DEFAULT_MAX_SIZE, G_MAXINT);
  self->mode = request->chunk_func != NULL ? BODY_UNKNOWN : BODY_KEEP;
  self->body = g_byte_array_new ();
  self->chunk_func = request->chunk_func;
  self->chunk_data = request->chunk_data;
  self->data_only = request->data_only;

  return self;
}

/*
 * rlt_http_fetch_run:
 * @self: (transfer full): a request
 * @task: is returned with a #RltHttpResponse, or with an error of %RLT_NET_ERROR or %G_IO_ERROR_CANCELLED
 * @cancellable: (nullable): to give up, from any thread
 *
 * Sends it. On the session's thread.
 */
void
rlt_http_fetch_run (RltHttpFetch *self,
                    GTask        *task,
                    GCancellable *cancellable)
{
  g_task_set_task_data (task, self, (GDestroyNotify) rlt_http_fetch_free);
  watch (self, cancellable);
  start_message (task);
}
