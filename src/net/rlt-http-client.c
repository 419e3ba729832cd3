/* rlt-http-client.c: the one way out to the upstreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-client.h"

#include <glib/gi18n.h>

#include "rlt-http-answer.h"
#include "rlt-http-uri.h"

#define USER_AGENT "RatpLiveTracker/" RLT_VERSION
#define MAX_REDIRECTS 5
#define BUFFER_SIZE 65536

/* One hung feed must not use up what the others need: libsoup's own limit is 2 to a host. */
#define MAX_CONNECTIONS 32
#define MAX_CONNECTIONS_PER_HOST 8

struct _RltHttpClient
{
  GObject      parent_instance;

  RltClock    *clock;     /* (owned) */
  SoupSession *session;   /* (owned) */
  GThread     *thread;    /* (unowned): the only one that may use the session */
};

G_DEFINE_FINAL_TYPE (RltHttpClient, rlt_http_client, G_TYPE_OBJECT)

/* What to do with the bytes that come. */
typedef enum
{
  BODY_KEEP,     /* all of them are wanted at the end */
  BODY_HEAD,     /* of an error: enough of them to tell which */
  BODY_UNKNOWN,  /* to be streamed, unless it turns out to be a page */
  BODY_STREAM,
} BodyMode;

/* One request from its start to its end, redirects included. The data of its task. */
typedef struct
{
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
  char             *etag;          /* (owned) (nullable) */
  char             *last_modified; /* (owned) (nullable) */
  gsize             max_size;
  BodyMode          mode;
  GByteArray       *body;          /* (owned) */
  RltHttpChunkFunc  chunk_func;    /* (nullable) */
  gpointer          chunk_data;
  char              buffer[BUFFER_SIZE];
} Fetch;

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
fetch_free (Fetch *self)
{
  clear_source (&self->cancel);
  clear_source (&self->timer);
  g_clear_object (&self->stream);
  g_clear_object (&self->message);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->response, rlt_http_response_unref);
  g_clear_pointer (&self->headers, g_strfreev);
  g_clear_pointer (&self->body, g_byte_array_unref);
  g_free (self->etag);
  g_free (self->last_modified);
  g_free (self);
}

static char *
describe_host (Fetch *self)
{
  return rlt_http_describe_host (soup_message_get_uri (self->message));
}

/* Stops everything first, so that no chunk and no timer comes after the callback. */
static void
end_with_error (GTask  *task,
                GError *error)
{
  Fetch *self = g_task_get_task_data (task);

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
  Fetch *self = g_task_get_task_data (task);
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
  Fetch *self = g_task_get_task_data (task);
  g_autoptr(GError) foreign = error;
  g_autofree char *host = describe_host (self);
  gboolean has_head = self->response != NULL;

  if (self->timed_out || g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_TIMED_OUT))
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT,
                                       _("%s did not answer within %g seconds"), host, self->timeout));
  else if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    end_with_error (task, g_steal_pointer (&foreign));
  else if (foreign->domain == G_RESOLVER_ERROR)
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                                       _("The host %s cannot be found"), host));
  else if (g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_CONNECTION_REFUSED))
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                                       _("%s refuses the connection"), host));
  else if (foreign->domain == G_TLS_ERROR)
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                                       _("No secure connection to %s: %s"), host, foreign->message));
  else if (has_head || foreign->domain == SOUP_SESSION_ERROR ||
           g_error_matches (foreign, G_IO_ERROR, G_IO_ERROR_PARTIAL_INPUT))
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                                       _("The answer of %s is cut off or damaged: %s"), host, foreign->message));
  else
    end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE,
                                       _("%s cannot be reached: %s"), host, foreign->message));
}

static void
end_with_too_large (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *host = describe_host (self);
  g_autofree char *size = g_format_size (self->max_size);

  end_with_error (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                                     _("The answer of %s is larger than %s"), host, size));
}

static RltTime
get_retry_after (RltHttpClient *client,
                 Fetch         *self)
{
  SoupMessageHeaders *headers = soup_message_get_response_headers (self->message);
  const char *text = soup_message_headers_get_one (headers, "Retry-After");

  return rlt_http_parse_retry_after (text,
                                     RLT_TIME_IS_SET (self->response->date) ? self->response->date
                                                                            : rlt_clock_now (client->clock));
}

static void
flush_body (Fetch *self)
{
  self->chunk_func ((const char *) self->body->data, self->body->len, self->chunk_data);
  g_byte_array_set_size (self->body, 0);
}

/* The answer is there, or as much of it as is needed. */
static void
complete (GTask *task)
{
  Fetch *self = g_task_get_task_data (task);
  g_autofree char *host = describe_host (self);
  GError *error;

  error = rlt_http_error_for_answer (host, self->response->status,
                                     get_retry_after (g_task_get_source_object (task), self),
                                     (const char *) self->body->data, self->body->len);
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
take_bytes (Fetch      *self,
            const char *data,
            gsize       length)
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
  Fetch *self = g_task_get_task_data (task);
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
  Fetch *self = g_task_get_task_data (task);

  g_input_stream_read_async (self->stream, self->buffer, sizeof self->buffer, G_PRIORITY_DEFAULT,
                             self->cancellable, read_cb, g_object_ref (task));
}

/* (transfer full) (nullable): where the answer points to, if anywhere and if we may follow */
static GUri *
get_redirect (Fetch   *self,
              GError **error)
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
  Fetch *self = g_task_get_task_data (task);
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
  self->message = soup_message_new_from_uri (SOUP_METHOD_GET, target);
  start_message (task);
}

/* libsoup's own decoder takes a cut off or undecodable body for a whole one; this one does not. */
static gboolean
decode_body (Fetch   *self,
             GError **error)
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
  Fetch *self = g_task_get_task_data (task);
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
  RltHttpClient *client = g_task_get_source_object (task);
  Fetch *self = g_task_get_task_data (task);
  SoupMessageHeaders *headers = soup_message_get_request_headers (self->message);

  for (guint i = 0; self->headers != NULL && self->headers[i] != NULL; i += 2)
    soup_message_headers_replace (headers, self->headers[i], self->headers[i + 1]);
  if (self->etag != NULL)
    soup_message_headers_replace (headers, "If-None-Match", self->etag);
  if (self->last_modified != NULL)
    soup_message_headers_replace (headers, "If-Modified-Since", self->last_modified);
  soup_message_headers_replace (headers, "Accept-Encoding", "gzip");
  soup_message_add_flags (self->message, SOUP_MESSAGE_NO_REDIRECT | SOUP_MESSAGE_COLLECT_METRICS);

  soup_session_send_async (client->session, self->message, G_PRIORITY_DEFAULT,
                           self->cancellable, send_cb, g_object_ref (task));
}

static gboolean
timeout_cb (gpointer user_data)
{
  Fetch *self = user_data;

  self->timed_out = TRUE;
  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  Fetch *self = user_data;

  g_cancellable_cancel (self->cancellable);

  return G_SOURCE_REMOVE;
}

/* Sources rather than a signal: the caller may cancel from any thread, we act on ours. */
static void
watch (Fetch        *self,
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

/* libsoup takes a bad header for a programming error; ours may come from a settings page. */
static gboolean
is_header_text (const char *text)
{
  for (; *text != '\0'; text++)
    {
      if (g_ascii_iscntrl (*text))
        return FALSE;
    }

  return TRUE;
}

static gboolean
check_headers (const char * const  *headers,
               GError             **error)
{
  for (guint i = 0; headers != NULL && headers[i] != NULL; i += 2)
    {
      if (headers[i][0] == '\0' || !is_header_text (headers[i]) || strpbrk (headers[i], ": ") != NULL ||
          headers[i + 1] == NULL || !is_header_text (headers[i + 1]))
        {
          g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID,
                       _("The header “%s” has a character that cannot be sent"), headers[i]);
          return FALSE;
        }
    }

  return TRUE;
}

static SoupMessage *
new_message (const char  *uri,
             GError     **error)
{
  g_autoptr(GUri) parsed = g_uri_parse (uri, SOUP_HTTP_URI_FLAGS, NULL);
  const char *scheme = parsed != NULL ? g_uri_get_scheme (parsed) : "";
  g_autofree char *shown = NULL;

  if ((g_str_equal (scheme, "http") || g_str_equal (scheme, "https")) &&
      g_uri_get_host (parsed) != NULL && *g_uri_get_host (parsed) != '\0')
    return soup_message_new_from_uri (SOUP_METHOD_GET, parsed);

  shown = rlt_http_describe_uri (uri);
  g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID, _("“%s” is not an address on the web"), shown);

  return NULL;
}

static Fetch *
fetch_new (const RltHttpRequest  *request,
           GError               **error)
{
  g_autoptr(SoupMessage) message = NULL;
  Fetch *self;

  if (!check_headers (request->headers, error) || !(message = new_message (request->uri, error)))
    return NULL;

  self = g_new0 (Fetch, 1);
  self->message = g_steal_pointer (&message);
  self->cancellable = g_cancellable_new ();
  self->timeout = request->timeout > 0 ? request->timeout : RLT_HTTP_DEFAULT_TIMEOUT;
  self->started = g_get_monotonic_time ();
  self->headers = g_strdupv ((char **) request->headers);
  self->etag = g_strdup (request->etag);
  self->last_modified = g_strdup (request->last_modified);
  self->max_size = MIN (request->max_size > 0 ? request->max_size : RLT_HTTP_DEFAULT_MAX_SIZE, G_MAXINT);
  self->mode = request->chunk_func != NULL ? BODY_UNKNOWN : BODY_KEEP;
  self->body = g_byte_array_new ();
  self->chunk_func = request->chunk_func;
  self->chunk_data = request->chunk_data;

  return self;
}

static void
rlt_http_client_finalize (GObject *object)
{
  RltHttpClient *self = RLT_HTTP_CLIENT (object);

  g_clear_object (&self->session);
  g_clear_object (&self->clock);

  G_OBJECT_CLASS (rlt_http_client_parent_class)->finalize (object);
}

static void
rlt_http_client_class_init (RltHttpClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_http_client_finalize;
}

static void
rlt_http_client_init (RltHttpClient *self)
{
  self->thread = g_thread_self ();
  self->session = soup_session_new_with_options ("user-agent", USER_AGENT,
                                                 "max-conns", MAX_CONNECTIONS,
                                                 "max-conns-per-host", MAX_CONNECTIONS_PER_HOST,
                                                 NULL);
  soup_session_remove_feature_by_type (self->session, SOUP_TYPE_CONTENT_DECODER);
}

/**
 * rlt_http_client_new:
 * @clock: the clock, for a Retry-After date of an upstream that does not say its own time
 *
 * The thread that makes it is the only one that may use and release it; answers come in the
 * thread's default main context.
 *
 * Returns: (transfer full): a client
 */
RltHttpClient *
rlt_http_client_new (RltClock *clock)
{
  RltHttpClient *self;

  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_HTTP_CLIENT, NULL);
  self->clock = g_object_ref (clock);

  return self;
}

/**
 * rlt_http_client_get_async:
 * @self: a client
 * @request: what to ask for
 * @cancellable: (nullable): ends the request with %G_IO_ERROR_CANCELLED, from any thread
 * @callback: called when the whole answer is there, or something went wrong
 * @user_data: data for @callback
 *
 * GETs an address. Up to 5 redirects are followed, within the same host only. The client's thread
 * only.
 */
void
rlt_http_client_get_async (RltHttpClient        *self,
                           const RltHttpRequest *request,
                           GCancellable         *cancellable,
                           GAsyncReadyCallback   callback,
                           gpointer              user_data)
{
  g_autoptr(GTask) task = NULL;
  GError *error = NULL;
  Fetch *fetch;

  g_return_if_fail (RLT_IS_HTTP_CLIENT (self));
  g_return_if_fail (self->thread == g_thread_self ());
  g_return_if_fail (request != NULL && request->uri != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_http_client_get_async);

  fetch = fetch_new (request, &error);
  if (fetch == NULL)
    {
      g_task_return_error (task, error);
      return;
    }

  g_task_set_task_data (task, fetch, (GDestroyNotify) fetch_free);
  watch (fetch, cancellable);
  start_message (task);
}

/**
 * rlt_http_client_get_finish:
 * @self: a client
 * @result: what the callback got
 * @error: a %RLT_NET_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer, of status 2xx or 304
 */
RltHttpResponse *
rlt_http_client_get_finish (RltHttpClient  *self,
                            GAsyncResult   *result,
                            GError        **error)
{
  g_return_val_if_fail (g_task_is_valid (result, self), NULL);
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_http_client_get_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
