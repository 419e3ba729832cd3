/* rlt-http-client.c: the one way out to the upstreams.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-http-client.h"

#include "rlt-http-client-private.h"
#include "rlt-http-fetch.h"

#define USER_AGENT "RatpLiveTracker/" RLT_VERSION

/* One hung feed must not use up what the others need: libsoup's own limit is 2 to a host. */
#define MAX_CONNECTIONS 96
#define MAX_CONNECTIONS_PER_HOST 48

struct _RltHttpClient
{
  GObject      parent_instance;

  RltClock    *clock;     /* (owned) */
  SoupSession *session;   /* (owned) */
  GThread     *thread;    /* (unowned): the only one that may use the session */
};

G_DEFINE_FINAL_TYPE (RltHttpClient, rlt_http_client, G_TYPE_OBJECT)

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
 * rlt_http_client_new_with_cookies:
 * @clock: the clock, as for rlt_http_client_new()
 * @user_agent: what it calls itself
 *
 * A client that keeps cookies, as long as it lives, and sends them back to who set them. Its thread is
 * that of rlt_http_client_new().
 *
 * Returns: (transfer full): a client
 */
RltHttpClient *
rlt_http_client_new_with_cookies (RltClock   *clock,
                                  const char *user_agent)
{
  RltHttpClient *self = rlt_http_client_new (clock);

  g_return_val_if_fail (self != NULL && user_agent != NULL, NULL);

  soup_session_set_user_agent (self->session, user_agent);
  soup_session_add_feature_by_type (self->session, SOUP_TYPE_COOKIE_JAR);

  return self;
}

/*
 * rlt_http_client_get_session:
 * @self: a client
 *
 * The client's thread only.
 *
 * Returns: (transfer none): what it asks with
 */
SoupSession *
rlt_http_client_get_session (RltHttpClient *self)
{
  g_assert (self->thread == g_thread_self ());

  return self->session;
}

/*
 * rlt_http_client_get_clock:
 * @self: a client
 *
 * Returns: (transfer none): its clock
 */
RltClock *
rlt_http_client_get_clock (RltHttpClient *self)
{
  return self->clock;
}

/**
 * rlt_http_client_get_async:
 * @self: a client
 * @request: what to ask for
 * @cancellable: (nullable): ends the request with %G_IO_ERROR_CANCELLED, from any thread
 * @callback: called when the whole answer is there, or something went wrong
 * @user_data: data for @callback
 *
 * GETs an address, or POSTs to it. Up to 5 redirects are followed, within the same host only, and what is
 * posted goes there anew. The client's thread
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
  RltHttpFetch *fetch;

  g_return_if_fail (RLT_IS_HTTP_CLIENT (self));
  g_return_if_fail (self->thread == g_thread_self ());
  g_return_if_fail (request != NULL && request->uri != NULL);
  g_return_if_fail (cancellable == NULL || G_IS_CANCELLABLE (cancellable));

  task = g_task_new (self, cancellable, callback, user_data);
  g_task_set_source_tag (task, rlt_http_client_get_async);

  fetch = rlt_http_fetch_new (self->session, self->clock, request, &error);
  if (fetch != NULL)
    rlt_http_fetch_run (fetch, task, cancellable);
  else
    g_task_return_error (task, error);
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
