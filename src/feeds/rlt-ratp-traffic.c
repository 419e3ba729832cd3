/* rlt-ratp-traffic.c: asking ratp.fr for the traffic of its networks.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-fetch-private.h"
#include "rlt-ratp-session-private.h"

#define MAX_SIZE ((gsize) 4 * 1024 * 1024)

/* ratp.fr's words: each is a question of its own. */
static const char * const networks[] = { "metros", "rers", "tramways", "trains" };

/* The networks, asked one after the other. */
typedef struct
{
  RltRatpCaller caller;
  guint         network;  /* the one under way */
} Round;

static void ask_next (GTask *task);

static void
round_free (gpointer data)
{
  Round *self = data;

  rlt_ratp_caller_clear (&self->caller);
  g_free (self);
}

static const RltFetchReader reader = {
  .free = round_free,
};

/* The first trouble is the result's: as a rule that of the others is the same. */
static void
take_error (RltFetch *fetch,
            GError   *error)
{
  const Round *round = fetch->state;

  if (fetch->result->error != NULL)
    {
      g_error_free (error);
      return;
    }
  if (error->domain == RLT_NET_ERROR && !g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    g_prefix_error (&error, "%s: ", networks[round->network]);
  fetch->result->error = error;
}

static void
take_body (RltFetch *fetch,
           GBytes   *body)
{
  const Round *round = fetch->state;
  const RltDecodeContext context = rlt_fetch_context (fetch);
  RltFeedResult *result = fetch->result;
  g_autoptr(RltRecords) records = rlt_decode_ratp_traffic (&context, g_bytes_get_data (body, NULL),
                                                           g_bytes_get_size (body));
  g_autoptr(GError) error = rlt_fetch_error_for_answer (records);

  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    take_error (fetch, rlt_ratp_session_note_blocked (round->caller.session, error));
  else if (error != NULL)
    take_error (fetch, g_steal_pointer (&error));
  else
    {
      rlt_ratp_session_note_served (round->caller.session);
      if (result->records == NULL)
        result->records = rlt_records_new (records->kind, records->source);
      rlt_records_absorb (result->records, records);
    }
}

/* Who is kept out of one network, or has given up, does not try the next. */
static gboolean
is_over (const GError *error)
{
  return g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED) ||
         g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_QUOTA) ||
         g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_UNREACHABLE) ||
         g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED);
}

static void
answered_cb (GObject      *source,
             GAsyncResult *result,
             gpointer      user_data)
{
  GTask *task = user_data;
  RltFetch *fetch = g_task_get_task_data (task);
  Round *round = fetch->state;
  g_autoptr(RltHttpResponse) response = NULL;
  GError *error = NULL;

  response = rlt_ratp_session_get_finish (result, &error);
  if (response != NULL)
    {
      rlt_fetch_note_response (fetch, response);
      take_body (fetch, response->body);
    }
  else
    take_error (fetch, error);

  round->network++;
  if (round->network < G_N_ELEMENTS (networks) && !is_over (fetch->result->error))
    {
      ask_next (task);
      return;
    }
  if (fetch->result->records != NULL)
    rlt_decode_settle (fetch->result->records);
  rlt_fetch_end (task);
}

static void
ask_next (GTask *task)
{
  RltFetch *fetch = g_task_get_task_data (task);
  Round *round = fetch->state;
  g_autofree char *path = g_strconcat ("/api/traffic/", networks[round->network], NULL);
  const RltRatpQuestion question = {
    .path = path,
    .referer = "/infos-trafic",
    .data_only = TRUE,
    .max_size = MAX_SIZE,
  };

  rlt_ratp_session_get_async (&round->caller, &question, answered_cb, task);
}

/**
 * rlt_ratp_fetch_traffic_async:
 * @self: a session
 * @access: what the question needs, but for a client
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the traffic of all networks. One that fails leaves the others: the result has their records,
 * and the error of the one. On the session's thread.
 */
void
rlt_ratp_fetch_traffic_async (RltRatpSession      *self,
                              const RltFeedAccess *access,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  Round *round;

  g_return_if_fail (RLT_IS_RATP_SESSION (self));
  g_return_if_fail (access != NULL && access->config != NULL);

  round = g_new0 (Round, 1);
  rlt_ratp_caller_init (&round->caller, self, access, cancellable);
  ask_next (rlt_fetch_begin (rlt_fetch_new (access, &reader, round), self, callback, user_data));
}
