/* rlt-ratp-session.c: asking ratp.fr as a browser would: a page first, for its cookies.
 *
 * Who is kept out stays out for a while, and longer each time: a challenge is not for programs to solve.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-ratp-session.h"

#include <glib/gi18n.h>

#include "rlt-backoff.h"
#include "rlt-ratp-session-private.h"

#define USER_AGENT "Mozilla/5.0 (X11; Linux x86_64; rv:128.0) Gecko/20100101 Firefox/128.0"
#define MAX_PAGE_SIZE ((gsize) 8 * 1024 * 1024)

/* Cookies of a challenge-free visit are good for about so long. */
#define WARM_FOR (600 * RLT_SECOND)

/* libsoup 3.2 has no name for it. */
#define STATUS_TOO_MANY_REQUESTS 429

static const RltBackoff block_backoff = { 10 * RLT_MINUTE, 2 * RLT_HOUR };

struct _RltRatpSession
{
  GObject        parent_instance;

  RltClock      *clock;           /* (owned) */
  char          *base_uri;        /* (owned) (nullable): whose cookies these are */
  RltHttpClient *client;          /* (owned) (nullable): the one with the cookies */
  RltTime        warmed_at;       /* when it got them */
  GCancellable  *warming;         /* (owned) (nullable): of the warm-up under way */
  GQueue         waiting;         /* (element-type GTask): what waits for it */
  guint          n_blocks;        /* in a row */
  RltTime        blocked_until;   /* or RLT_TIME_NONE */
  GError        *block;           /* (owned) (nullable): the last one */
  GHashTable    *stops;           /* (owned): line id -> the stops of rlt_ratp_session_set_stops() */
};

G_DEFINE_FINAL_TYPE (RltRatpSession, rlt_ratp_session, G_TYPE_OBJECT)

/* One question, from its wait for cookies to its answer. The data of its task. */
typedef struct
{
  char          *uri;             /* (owned) */
  char          *page;            /* (owned): the address of the page that would ask for it */
  char         **headers;         /* (owned) */
  double         timeout;         /* seconds */
  gsize          max_size;
  gboolean       data_only;
  GCancellable  *cancellable;     /* (owned) (nullable) */
  GSource       *cancel;          /* (owned) (nullable): while it waits */
  RltHttpClient *client;          /* (owned) (nullable): who was asked last */
  gboolean       is_repeated;
} Errand;

static void run (GTask *task);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
errand_free (Errand *self)
{
  clear_source (&self->cancel);
  g_clear_object (&self->client);
  g_clear_object (&self->cancellable);
  g_strfreev (self->headers);
  g_free (self->page);
  g_free (self->uri);
  g_free (self);
}

/* There is no key to be wrong here: a refusal always means that we are kept out. */
static GError *
new_block_error (const GError *error,
                 RltTime       retry_after)
{
  const guint status = rlt_net_error_get_status (error);

  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    return rlt_net_error_new_for_status (RLT_NET_ERROR_BLOCKED, status, retry_after, "%s", error->message);

  return rlt_net_error_new_for_status (RLT_NET_ERROR_BLOCKED, status, retry_after,
                                       _("The site keeps programs out (HTTP %u)"), status);
}

/*
 * rlt_ratp_session_note_blocked:
 * @self: a session
 * @error: what says that it is kept out
 *
 * From now on nothing is asked for a while, as long as ratp.fr wishes at the least.
 *
 * Returns: (transfer full): @error, which also says for how long
 */
GError *
rlt_ratp_session_note_blocked (RltRatpSession *self,
                               const GError   *error)
{
  const RltTime now = rlt_clock_now (self->clock);
  RltTime delay;

  delay = rlt_backoff_delay (&block_backoff, ++self->n_blocks, rlt_net_error_get_retry_after (error),
                             g_random_double ());
  self->blocked_until = now + delay;
  g_clear_object (&self->client);
  g_clear_error (&self->block);
  self->block = g_error_copy (error);

  return new_block_error (error, delay);
}

/* (transfer full) (nullable): why there is no point in asking now */
static GError *
get_block (RltRatpSession *self)
{
  const RltTime now = rlt_clock_now (self->clock);

  if (self->block == NULL || now >= self->blocked_until)
    return NULL;

  return new_block_error (self->block, self->blocked_until - now);
}

static gboolean
is_warm (RltRatpSession *self)
{
  return self->client != NULL && rlt_clock_now (self->clock) < self->warmed_at + WARM_FOR;
}

/* Another address: another site, of which nothing is known. */
static void
set_base_uri (RltRatpSession *self,
              const char     *base_uri)
{
  if (g_strcmp0 (self->base_uri, base_uri) == 0)
    return;

  g_free (self->base_uri);
  self->base_uri = g_strdup (base_uri);
  g_clear_object (&self->client);
  g_clear_error (&self->block);
  self->n_blocks = 0;
  g_hash_table_remove_all (self->stops);
  if (self->warming != NULL)
    g_cancellable_cancel (self->warming);
}

static gboolean
is_cancelled (GTask *task)
{
  const Errand *errand = g_task_get_task_data (task);

  return g_cancellable_is_cancelled (errand->cancellable);
}

/* One alone ends with the warm-up, so that nothing is under way once its caller is told. */
static gboolean
cancelled_cb (GCancellable *cancellable,
              gpointer      user_data)
{
  g_autoptr(GTask) task = NULL;
  RltRatpSession *self = g_task_get_source_object (user_data);

  if (self->waiting.length == 1)
    {
      g_cancellable_cancel (self->warming);
      return G_SOURCE_REMOVE;
    }

  g_queue_remove (&self->waiting, user_data);
  task = user_data;
  g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");

  return G_SOURCE_REMOVE;
}

static void
wait_for_cookies (RltRatpSession *self,
                  GTask          *task)
{
  Errand *errand = g_task_get_task_data (task);

  if (errand->cancellable != NULL)
    {
      errand->cancel = g_cancellable_source_new (errand->cancellable);
      g_source_set_callback (errand->cancel, G_SOURCE_FUNC (cancelled_cb), task, NULL);
      g_source_attach (errand->cancel, g_main_context_get_thread_default ());
    }
  g_queue_push_tail (&self->waiting, g_object_ref (task));
}

/* All go on: with cookies, or with @error. */
static void
release_waiting (RltRatpSession *self,
                 const GError   *error)
{
  GQueue waiting = self->waiting;
  GTask *next;

  g_queue_init (&self->waiting);
  while ((next = g_queue_pop_head (&waiting)) != NULL)
    {
      g_autoptr(GTask) task = next;
      Errand *errand = g_task_get_task_data (task);

      clear_source (&errand->cancel);
      if (is_cancelled (task))
        g_task_return_new_error (task, G_IO_ERROR, G_IO_ERROR_CANCELLED, "cancelled");
      else if (error != NULL)
        g_task_return_error (task, g_error_copy (error));
      else
        run (task);
    }
}

/* Of a page that is missing, slow or in trouble nothing follows for the rest of the site. */
static gboolean
ends_all (const GError *error)
{
  return g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED) ||
         g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE) ||
         g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_INVALID);
}

static void
warmed_up_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(RltRatpSession) self = user_data;
  g_autoptr(RltHttpResponse) response = NULL;
  g_autoptr(GError) error = NULL;
  g_autoptr(GError) block = NULL;

  response = rlt_http_client_get_finish (RLT_HTTP_CLIENT (source), result, &error);
  g_clear_object (&self->warming);

  if (error == NULL || (!ends_all (error) && !g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED)))
    {
      g_set_object (&self->client, RLT_HTTP_CLIENT (source));
      self->warmed_at = rlt_clock_now (self->clock);
      g_clear_error (&error);
    }
  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    block = rlt_ratp_session_note_blocked (self, error);
  if (g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_clear_error (&error);
  release_waiting (self, block != NULL ? block : error);
}

static void
warm_up (RltRatpSession *self,
         const Errand   *errand)
{
  static const char * const headers[] = {
    "Accept", "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8",
    "Accept-Language", "fr-FR,fr;q=0.9",
    NULL
  };
  g_autoptr(RltHttpClient) client = rlt_http_client_new_with_cookies (self->clock, USER_AGENT);
  const RltHttpRequest request = {
    .uri = errand->page,
    .headers = headers,
    .timeout = errand->timeout,
    .max_size = MAX_PAGE_SIZE,
  };

  self->warming = g_cancellable_new ();
  rlt_http_client_get_async (client, &request, self->warming, warmed_up_cb, g_object_ref (self));
}

/* Statuses of those who guard the site: cookies that are worn out look like that too. */
static gboolean
may_be_worn_out (const GError *error)
{
  switch (rlt_net_error_get_status (error))
    {
    case SOUP_STATUS_FORBIDDEN:
    case SOUP_STATUS_SERVICE_UNAVAILABLE:
    case STATUS_TOO_MANY_REQUESTS:
      return TRUE;
    default:
      return FALSE;
    }
}

/* Who is told when to come back does not come back at once. */
static gboolean
is_worth_repeating (const Errand *errand,
                    const GError *error)
{
  const RltTime retry_after = rlt_net_error_get_retry_after (error);

  return !errand->is_repeated && may_be_worn_out (error) && !(RLT_TIME_IS_SET (retry_after) && retry_after > 0);
}

static gboolean
is_blocked (const GError *error)
{
  return g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED) ||
         rlt_net_error_get_status (error) == SOUP_STATUS_FORBIDDEN;
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  RltRatpSession *self = g_task_get_source_object (task);
  Errand *errand = g_task_get_task_data (task);
  g_autoptr(GError) error = NULL;
  RltHttpResponse *response = rlt_http_client_get_finish (RLT_HTTP_CLIENT (source), result, &error);

  if (response != NULL)
    {
      g_task_return_pointer (task, response, (GDestroyNotify) rlt_http_response_unref);
      return;
    }
  if (is_worth_repeating (errand, error))
    {
      errand->is_repeated = TRUE;
      if (self->client == errand->client)
        g_clear_object (&self->client);
      run (task);
      return;
    }

  if (is_blocked (error))
    g_task_return_error (task, rlt_ratp_session_note_blocked (self, error));
  else
    g_task_return_error (task, g_steal_pointer (&error));
}

static void
send_errand (RltRatpSession *self,
             GTask          *task)
{
  Errand *errand = g_task_get_task_data (task);
  const RltHttpRequest request = {
    .uri = errand->uri,
    .headers = (const char * const *) errand->headers,
    .timeout = errand->timeout,
    .max_size = errand->max_size,
    .data_only = errand->data_only,
  };

  g_set_object (&errand->client, self->client);
  rlt_http_client_get_async (self->client, &request, errand->cancellable, answered_cb, g_object_ref (task));
}

static void
run (GTask *task)
{
  RltRatpSession *self = g_task_get_source_object (task);
  const Errand *errand = g_task_get_task_data (task);
  GError *block = get_block (self);

  if (block != NULL)
    {
      g_task_return_error (task, block);
      return;
    }
  if (is_warm (self))
    {
      send_errand (self, task);
      return;
    }

  wait_for_cookies (self, task);
  if (self->warming == NULL)
    warm_up (self, errand);
}

static char **
list_headers (const char *base_uri,
              const char *page,
              gboolean    by_script)
{
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  g_strv_builder_add_many (builder,
                           "Accept", "application/json, text/plain, */*",
                           "Accept-Language", "fr-FR,fr;q=0.9",
                           "Origin", base_uri,
                           "Referer", page,
                           NULL);
  if (by_script)
    g_strv_builder_add_many (builder, "X-Requested-With", "XMLHttpRequest", NULL);

  return g_strv_builder_end (builder);
}

/*
 * rlt_ratp_caller_init:
 * @self: (out caller-allocates): who asks
 * @session: a session
 * @access: the feed's address and patience
 * @cancellable: (nullable): to give up
 *
 * Clear it with rlt_ratp_caller_clear().
 */
void
rlt_ratp_caller_init (RltRatpCaller       *self,
                      RltRatpSession      *session,
                      const RltFeedAccess *access,
                      GCancellable        *cancellable)
{
  *self = (RltRatpCaller) {
    .session = g_object_ref (session),
    .base_uri = g_strdup (access->config->base_uri),
    .timeout = access->config->timeout,
    .cancellable = cancellable != NULL ? g_object_ref (cancellable) : NULL,
  };
}

/*
 * rlt_ratp_caller_clear:
 * @self: who asked
 */
void
rlt_ratp_caller_clear (RltRatpCaller *self)
{
  g_clear_object (&self->session);
  g_clear_object (&self->cancellable);
  g_clear_pointer (&self->base_uri, g_free);
}

/*
 * rlt_ratp_session_get_async:
 * @caller: who asks
 * @question: what for
 * @callback: called with the answer
 * @user_data: for @callback
 *
 * Asks as a browser would. Where the site keeps us out with 403, 429 or 503 it is asked once more, with
 * new cookies, unless it says when to come back. On the session's thread.
 */
void
rlt_ratp_session_get_async (const RltRatpCaller   *caller,
                            const RltRatpQuestion *question,
                            GAsyncReadyCallback    callback,
                            gpointer               user_data)
{
  g_autoptr(GTask) task = g_task_new (caller->session, NULL, callback, user_data);
  Errand *errand = g_new0 (Errand, 1);

  errand->uri = g_strconcat (caller->base_uri, question->path, NULL);
  errand->page = g_strconcat (caller->base_uri, question->referer, NULL);
  errand->headers = list_headers (caller->base_uri, errand->page, question->by_script);
  errand->timeout = caller->timeout;
  errand->max_size = question->max_size;
  errand->data_only = question->data_only;
  g_set_object (&errand->cancellable, caller->cancellable);
  g_task_set_source_tag (task, rlt_ratp_session_get_async);
  g_task_set_task_data (task, errand, (GDestroyNotify) errand_free);

  set_base_uri (caller->session, caller->base_uri);
  run (task);
}

/*
 * rlt_ratp_session_get_finish:
 * @result: what the callback got
 * @error: a %RLT_NET_ERROR, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full): the answer
 */
RltHttpResponse *
rlt_ratp_session_get_finish (GAsyncResult  *result,
                             GError       **error)
{
  g_assert (g_async_result_is_tagged (result, rlt_ratp_session_get_async));

  return g_task_propagate_pointer (G_TASK (result), error);
}

/*
 * rlt_ratp_session_note_served:
 * @self: a session
 *
 * What came was what was asked for: we are not kept out.
 */
void
rlt_ratp_session_note_served (RltRatpSession *self)
{
  self->n_blocks = 0;
  g_clear_error (&self->block);
}

/**
 * rlt_ratp_session_try_again:
 * @self: a session
 *
 * The next question is asked even if we were kept out a moment ago. If we still are, the wait goes on from
 * there.
 */
void
rlt_ratp_session_try_again (RltRatpSession *self)
{
  g_return_if_fail (RLT_IS_RATP_SESSION (self));

  self->blocked_until = RLT_TIME_NONE;
}

/*
 * rlt_ratp_session_get_stops:
 * @self: a session
 * @line: a line
 *
 * Returns: (transfer none) (nullable): what rlt_ratp_session_set_stops() was given for @line
 */
GHashTable *
rlt_ratp_session_get_stops (RltRatpSession *self,
                            const RltLine  *line)
{
  return g_hash_table_lookup (self->stops, line->id);
}

/*
 * rlt_ratp_session_set_stops:
 * @self: a session
 * @line: a line
 * @stops: (transfer full): ratp.fr's ids of its stops, by their place on the line
 */
void
rlt_ratp_session_set_stops (RltRatpSession *self,
                            const RltLine  *line,
                            GHashTable     *stops)
{
  g_hash_table_insert (self->stops, g_strdup (line->id), stops);
}

static void
rlt_ratp_session_finalize (GObject *object)
{
  RltRatpSession *self = RLT_RATP_SESSION (object);

  g_assert (self->waiting.length == 0);
  g_clear_object (&self->client);
  g_clear_object (&self->clock);
  g_clear_error (&self->block);
  g_clear_pointer (&self->stops, g_hash_table_unref);
  g_free (self->base_uri);

  G_OBJECT_CLASS (rlt_ratp_session_parent_class)->finalize (object);
}

static void
rlt_ratp_session_class_init (RltRatpSessionClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_ratp_session_finalize;
}

static void
rlt_ratp_session_init (RltRatpSession *self)
{
  g_queue_init (&self->waiting);
  self->blocked_until = RLT_TIME_NONE;
  self->stops = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, (GDestroyNotify) g_hash_table_unref);
}

/**
 * rlt_ratp_session_new:
 * @clock: the clock
 *
 * The thread that makes it is the only one that may use and release it. It keeps cookies for one base
 * address, that of the question before, and what it knows of the site's stops.
 *
 * Returns: (transfer full): a session that has asked nothing yet
 */
RltRatpSession *
rlt_ratp_session_new (RltClock *clock)
{
  RltRatpSession *self;

  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_RATP_SESSION, NULL);
  self->clock = g_object_ref (clock);

  return self;
}
