/* rlt-sim-delivery.c: requests answered, well or badly. An answer that goes wrong on its way leaves the
 * server's hands: its connection is taken from it, and written or reset by hand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-delivery"

#include "config.h"

#include "rlt-sim-delivery.h"

#include <string.h>

#include "rlt-sim-connection.h"
#include "rlt-sim-fault-answer.h"

struct _RltSimDelivery
{
  RltSimApi    *api;        /* not owned */
  RltSimFaults *faults;     /* not owned */
  RltSimLog    *log;        /* not owned */
  RltClock     *clock;      /* (owned) */
  GPtrArray    *delayed;    /* (owned) (element-type Delayed) */
  guint         serial;     /* of the faults that the world knows of */
};

/* An answer that waits for its time. */
typedef struct
{
  RltSimDelivery    *self;
  SoupServerMessage *message;   /* (owned) */
  RltSimEffect       effect;
  GSource           *source;    /* (owned) */
} Delayed;

static void
delayed_free (Delayed *delayed)
{
  g_signal_handlers_disconnect_by_data (delayed->message, delayed);
  g_source_destroy (delayed->source);
  g_source_unref (delayed->source);
  g_object_unref (delayed->message);
  g_free (delayed);
}

/**
 * rlt_sim_delivery_new:
 * @api: the upstreams; outlive the result
 * @faults: what goes wrong; outlive the result
 * @log: who is asked for what; outlives the result
 * @clock: the time of their world
 *
 * Returns: (transfer full): a delivery
 */
RltSimDelivery *
rlt_sim_delivery_new (RltSimApi    *api,
                      RltSimFaults *faults,
                      RltSimLog    *log,
                      RltClock     *clock)
{
  RltSimDelivery *self = g_new0 (RltSimDelivery, 1);

  self->api = api;
  self->faults = faults;
  self->log = log;
  self->clock = g_object_ref (clock);
  self->delayed = g_ptr_array_new_with_free_func ((GDestroyNotify) delayed_free);

  return self;
}

void
rlt_sim_delivery_free (RltSimDelivery *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->delayed);
  g_object_unref (self->clock);
  g_free (self);
}

/**
 * rlt_sim_delivery_stop:
 * @self: a delivery
 *
 * Gives up all answers that wait.
 */
void
rlt_sim_delivery_stop (RltSimDelivery *self)
{
  g_ptr_array_set_size (self->delayed, 0);
}

/**
 * rlt_sim_delivery_set:
 * @message: a request
 * @answer: its answer, whose body is taken
 *
 * Answers it in good order.
 */
void
rlt_sim_delivery_set (SoupServerMessage *message,
                      RltSimAnswer      *answer)
{
  SoupMessageHeaders *headers = soup_server_message_get_response_headers (message);
  g_autoptr(GBytes) bytes = g_bytes_new_take (g_steal_pointer (&answer->body), answer->length);

  soup_server_message_set_status (message, answer->status, NULL);
  for (guint i = 0; i < answer->n_headers; i++)
    soup_message_headers_replace (headers, answer->headers[i].name, answer->headers[i].value);
  if (answer->type != NULL)
    soup_message_headers_replace (headers, "Content-Type", answer->type);
  if (answer->length > 0)
    soup_message_body_append_bytes (soup_server_message_get_response_body (message), bytes);
}

static void
force (RltSimDelivery       *self,
       RltSimFaultKind       fault,
       RltSimDisruptionKind  kind,
       guint                *forced)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (rlt_sim_api_get_world (self->api));
  g_auto(GStrv) lines = rlt_sim_faults_list_lines (self->faults, fault);

  for (guint i = 0; lines[i] != NULL; i++)
    {
      const RltLine *line = rlt_catalogue_find_line (catalogue, lines[i]);

      if (line != NULL)
        forced[line->index] |= 1u << kind;
    }
}

/**
 * rlt_sim_delivery_note_faults:
 * @self: a delivery
 *
 * Tells the world of what is forced upon it, when that has changed.
 */
void
rlt_sim_delivery_note_faults (RltSimDelivery *self)
{
  RltSimWorld *world = rlt_sim_api_get_world (self->api);
  guint serial = rlt_sim_faults_get_serial (self->faults);
  g_autofree guint *forced = NULL;
  g_auto(GStrv) lifts = NULL;

  if (serial == self->serial)
    return;

  self->serial = serial;
  forced = g_new0 (guint, rlt_sim_world_get_n_lines (world));
  force (self, RLT_SIM_FAULT_CLOSED, RLT_SIM_DISRUPTION_CLOSURE, forced);
  force (self, RLT_SIM_FAULT_INCIDENT, RLT_SIM_DISRUPTION_INCIDENT, forced);
  force (self, RLT_SIM_FAULT_WORKS, RLT_SIM_DISRUPTION_WORKS, forced);
  force (self, RLT_SIM_FAULT_NIGHTS, RLT_SIM_DISRUPTION_SECTION, forced);
  lifts = rlt_sim_faults_list_lines (self->faults, RLT_SIM_FAULT_LIFTS);
  rlt_sim_world_force (world, forced, lifts[0] != NULL);
}

static void
ask (RltSimDelivery     *self,
     SoupServerMessage  *message,
     const RltSimEffect *effect,
     RltSimAnswer       *answer)
{
  GUri *uri = soup_server_message_get_uri (message);
  SoupMessageHeaders *headers = soup_server_message_get_request_headers (message);
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  const char *key = soup_message_headers_get_one (headers, "apikey");
  const char *query_text = g_uri_get_query (uri);
  g_autoptr(GHashTable) query = query_text != NULL ? soup_form_decode (query_text) : NULL;
  RltSimRequest request = {
    .path = g_uri_get_path (uri),
    .query = query,
    .has_key = key != NULL && *key != '\0',
    .cookies = soup_message_headers_get_list (headers, "Cookie"),
    .if_none_match = soup_message_headers_get_one (headers, "If-None-Match"),
    .body = body->data,
    .body_length = body->length,
    .shape = (guint) effect->values[RLT_SIM_FAULT_SHAPE],
    .has_odd_texts = rlt_sim_effect_has (effect, RLT_SIM_FAULT_ODD_TEXTS),
  };

  rlt_sim_api_answer (self->api, &request, rlt_clock_now (self->clock), answer);
}

/* An answer is dated by the clock of its world, unless that is wrong. */
static void
put_date (SoupServerMessage  *message,
          const RltSimEffect *effect,
          RltTime             now)
{
  g_autoptr(GDateTime) date = NULL;
  g_autofree char *text = NULL;

  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_SKEW))
    now += (RltTime) (effect->values[RLT_SIM_FAULT_SKEW] * RLT_HOUR);
  date = g_date_time_new_from_unix_utc (now / RLT_SECOND);
  text = soup_date_time_to_string (date, SOUP_DATE_HTTP);
  soup_message_headers_replace (soup_server_message_get_response_headers (message), "Date", text);
}

/* Whether the connection itself breaks; then nothing more is to be done. */
static gboolean
break_connection (SoupServerMessage  *message,
                  const RltSimEffect *effect)
{
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_REFUSE))
    rlt_sim_connection_reset (message);
  else if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_TLS))
    rlt_sim_connection_send_garbage (message);
  else
    return FALSE;

  return TRUE;
}

/* Answers, well or badly. Returns whether the server still has the connection. */
static gboolean
deliver (RltSimDelivery     *self,
         SoupServerMessage  *message,
         const RltSimEffect *effect)
{
  RltTime now = rlt_clock_now (self->clock);
  g_auto(RltSimAnswer) answer = { 0 };

  if (break_connection (message, effect))
    return FALSE;

  if (!rlt_sim_fault_http (effect, now, &answer))
    {
      ask (self, message, effect, &answer);
      rlt_sim_fault_body (effect, now, &answer);
    }
  if (rlt_sim_effect_has (effect, RLT_SIM_FAULT_TRUNCATE))
    {
      rlt_sim_connection_send_part (message, &answer, effect->values[RLT_SIM_FAULT_TRUNCATE]);
      return FALSE;
    }

  put_date (message, effect, now);
  rlt_sim_delivery_set (message, &answer);
  return TRUE;
}

static gboolean
delayed_cb (gpointer user_data)
{
  Delayed *delayed = user_data;
  RltSimDelivery *self = delayed->self;
  g_autoptr(SoupServerMessage) message = g_object_ref (delayed->message);
  RltSimEffect effect = delayed->effect;

  g_ptr_array_remove_fast (self->delayed, delayed);
  if (deliver (self, message, &effect))
    soup_server_message_unpause (message);

  return G_SOURCE_REMOVE;
}

static void
delayed_finished_cb (SoupServerMessage *message,
                     gpointer           user_data)
{
  Delayed *delayed = user_data;

  g_ptr_array_remove_fast (delayed->self->delayed, delayed);
}

/* A connection can be taken from the server only when it waits, so every answer that breaks it does. */
static void
delay (RltSimDelivery     *self,
       SoupServerMessage  *message,
       const RltSimEffect *effect)
{
  Delayed *delayed = g_new0 (Delayed, 1);

  delayed->self = self;
  delayed->message = g_object_ref (message);
  delayed->effect = *effect;
  delayed->source = g_timeout_source_new ((guint) effect->values[RLT_SIM_FAULT_LATENCY]);
  g_source_set_callback (delayed->source, delayed_cb, delayed, NULL);
  g_source_attach (delayed->source, g_main_context_get_thread_default ());
  g_signal_connect (message, "finished", G_CALLBACK (delayed_finished_cb), delayed);
  g_ptr_array_add (self->delayed, delayed);
  soup_server_message_pause (message);
}

static gboolean
has_to_wait (const RltSimEffect *effect)
{
  return rlt_sim_effect_has (effect, RLT_SIM_FAULT_LATENCY) || rlt_sim_effect_has (effect, RLT_SIM_FAULT_REFUSE) ||
         rlt_sim_effect_has (effect, RLT_SIM_FAULT_TLS) || rlt_sim_effect_has (effect, RLT_SIM_FAULT_TRUNCATE);
}

/**
 * rlt_sim_delivery_handle:
 * @self: a delivery
 * @message: a request
 *
 * Answers it, at once or later.
 */
void
rlt_sim_delivery_handle (RltSimDelivery    *self,
                         SoupServerMessage *message)
{
  GUri *uri = soup_server_message_get_uri (message);
  RltSimFeed feed = rlt_sim_api_find_feed (g_uri_get_path (uri));
  g_autofree char *what = g_uri_to_string (uri);
  RltSimEffect effect;

  rlt_sim_delivery_note_faults (self);
  rlt_sim_log_note (self->log, feed, what, rlt_clock_now (self->clock));
  rlt_sim_faults_draw (self->faults, feed, &effect);
  if (has_to_wait (&effect))
    delay (self, message, &effect);
  else
    (void) deliver (self, message, &effect);
}

/**
 * rlt_sim_delivery_refuse_socket:
 * @self: a delivery
 * @message: a request for a connection that stays open
 *
 * Lets it fail before the connection is made, when it is to. Of latency, only what an answer to a handshake
 * has is not played.
 *
 * Returns: whether it failed
 */
gboolean
rlt_sim_delivery_refuse_socket (RltSimDelivery    *self,
                                SoupServerMessage *message)
{
  g_auto(RltSimAnswer) answer = { 0 };
  RltSimEffect effect;

  rlt_sim_faults_draw (self->faults, RLT_SIM_FEED_RATP_VEHICLES, &effect);
  if (!rlt_sim_fault_http (&effect, rlt_clock_now (self->clock), &answer) && !has_to_wait (&effect))
    return FALSE;

  if (answer.body == NULL)
    rlt_sim_answer_set_page (&answer, 502, "");
  rlt_sim_delivery_set (message, &answer);
  return TRUE;
}
