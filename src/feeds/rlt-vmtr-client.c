/* rlt-vmtr-client.c: RATP's trains of one line, as they move: a Socket.IO connection for each direction.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-vmtr-client.h"

#include <glib/gi18n.h>

#include "rlt-backoff.h"
#include "rlt-decode-json.h"
#include "rlt-http-uri.h"
#include "rlt-siri-text.h"
#include "rlt-vmtr-frame.h"
#include "rlt-vmtr-merge.h"
#include "rlt-websocket.h"

/* Without it upstream answers 502. */
#define ORIGIN "https://vmtr.ratp.fr"

#define MAX_MESSAGE_SIZE ((gsize) 4 * 1024 * 1024)

/* Milliseconds. What the server says of its pings is believed within these bounds. */
#define SHORTEST_SILENCE 20
#define LONGEST_SILENCE (5 * 60 * 1000)

/* What changed is told together, after this share of the feed's interval. */
#define PUBLISH_SHARE 30

/* A broken connection is made anew after this share of the feed's interval at first, and this many times
 * it at the most. */
#define FIRST_WAIT_SHARE 15
#define LONGEST_WAIT_FACTOR 10

typedef enum
{
  LINK_WAITING,      /* until the next attempt; or it has not begun */
  LINK_CONNECTING,
  LINK_OPENING,      /* the server has not said hello */
  LINK_JOINING,      /* it has not let us into the namespace */
  LINK_LIVE,
} LinkState;

/* The connection of one direction. */
typedef struct
{
  RltVmtrClient           *client;     /* (unowned) */
  const char              *way;        /* upstream's letter */
  LinkState                state;
  SoupWebsocketConnection *socket;     /* (owned) (nullable) */
  GSource                 *timer;      /* (owned) (nullable): what it waits for must come before it fires */
  guint                    silence;    /* milliseconds between two pings, at the most */
  guint                    n_failures; /* in a row */
  RltRecords              *known;      /* (owned) (nullable): its trains */
} Link;

/* The letters of the directions: never B. */
static const char * const ways[] = { "A", "R" };

struct _RltVmtrClient
{
  GObject        parent_instance;

  RltHttpClient *http;          /* (owned) */
  RltClock      *clock;         /* (owned) */
  RltCatalogue  *catalogue;     /* (owned) */
  const char    *source;
  char          *base_uri;      /* (owned) */
  double         timeout;       /* seconds, of each step until a connection stands */
  RltBackoff     backoff;
  const RltLine *line;
  RltVmtrFunc    func;
  gpointer       user_data;

  RltTime        gap;           /* between two batches, a duration */
  GSource       *publishing;    /* (owned) (nullable): while the next one waits */
  gboolean       has_news;      /* meanwhile */

  GCancellable  *cancellable;   /* (owned): of what is under way */
  Link           links[G_N_ELEMENTS (ways)];
  guint          n_connecting;  /* calls under way that will call back */
  GTask         *closing;       /* (owned) (nullable): waits for them */
  gboolean       is_closed;
};

G_DEFINE_FINAL_TYPE (RltVmtrClient, rlt_vmtr_client, G_TYPE_OBJECT)

static void start_link (Link *self);

static void
clear_source (GSource **source)
{
  if (*source != NULL)
    g_source_destroy (*source);
  g_clear_pointer (source, g_source_unref);
}

static void
set_timer (Link        *self,
           guint        milliseconds,
           GSourceFunc  func)
{
  clear_source (&self->timer);
  self->timer = g_timeout_source_new (milliseconds);
  g_source_set_callback (self->timer, func, self, NULL);
  g_source_attach (self->timer, g_main_context_get_thread_default ());
}

static char *
describe_host (Link *self)
{
  g_autoptr(GUri) uri = g_uri_parse (self->client->base_uri, SOUP_HTTP_URI_FLAGS, NULL);

  return uri != NULL && g_uri_get_host (uri) != NULL ? rlt_http_describe_host (uri) : g_strdup ("…");
}

static gboolean
release_cb (gpointer user_data)
{
  return G_SOURCE_REMOVE;
}

/* Not within its own signal: libsoup may still need it there. */
static void
release_later (SoupWebsocketConnection *socket)
{
  g_autoptr(GSource) idle = g_idle_source_new ();

  g_source_set_callback (idle, release_cb, socket, g_object_unref);
  g_source_attach (idle, g_main_context_get_thread_default ());
}

static void
hang_up (Link *self)
{
  clear_source (&self->timer);
  if (self->socket == NULL)
    return;

  g_signal_handlers_disconnect_by_data (self->socket, self);
  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_close (self->socket, SOUP_WEBSOCKET_CLOSE_NORMAL, NULL);
  release_later (g_steal_pointer (&self->socket));
}

static gboolean
try_again_cb (gpointer user_data)
{
  start_link (user_data);
  return G_SOURCE_REMOVE;
}

/* A connection that is being closed takes no words any more. */
static void
say (Link       *self,
     const char *text)
{
  if (soup_websocket_connection_get_state (self->socket) == SOUP_WEBSOCKET_STATE_OPEN)
    soup_websocket_connection_send_text (self->socket, text);
}

/* Ends the connection, says why, and makes it anew later. What is known of the trains ages by itself. */
static void
fail (Link   *self,
      GError *error)
{
  g_autoptr(RltVmtrClient) client = g_object_ref (self->client);
  g_autoptr(GError) failure = error;
  RltTime delay;

  hang_up (self);
  delay = rlt_backoff_delay (&client->backoff, ++self->n_failures, rlt_net_error_get_retry_after (failure),
                             g_random_double ());
  self->state = LINK_WAITING;
  set_timer (self, (guint) (delay / 1000), try_again_cb);
  client->func (NULL, failure, client->user_data);
}

static gboolean
timeout_cb (gpointer user_data)
{
  Link *self = user_data;
  g_autofree char *host = describe_host (self);

  if (self->state == LINK_LIVE)
    fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT, _("%s has fallen silent"), host));
  else
    fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_TIMEOUT, _("%s did not answer within %g seconds"),
                             host, self->client->timeout));

  return G_SOURCE_REMOVE;
}

static void
expect_answer (Link *self)
{
  set_timer (self, (guint) (self->client->timeout * 1000), timeout_cb);
}

static gboolean publish_cb (gpointer user_data);

/* At once when there was nothing for a while, else when the gap is over. */
static void
publish (RltVmtrClient *self)
{
  g_autoptr(RltRecords) records = NULL;

  self->has_news = self->publishing != NULL;
  if (self->has_news)
    return;

  self->publishing = g_timeout_source_new ((guint) (self->gap / 1000));
  g_source_set_callback (self->publishing, publish_cb, self, NULL);
  g_source_attach (self->publishing, g_main_context_get_thread_default ());
  records = rlt_vmtr_merge (self->source, self->links[0].known, self->links[1].known);
  self->func (records, NULL, self->user_data);
}

static gboolean
publish_cb (gpointer user_data)
{
  RltVmtrClient *self = user_data;

  g_clear_pointer (&self->publishing, g_source_unref);
  if (self->has_news)
    publish (self);

  return G_SOURCE_REMOVE;
}

static RltDecodeContext
get_context (RltVmtrClient *self)
{
  return (RltDecodeContext) {
    .catalogue = self->catalogue,
    .source = self->source,
    .now = rlt_clock_now (self->clock),
    .line = self->line,
  };
}

static void
take_frame (Link       *self,
            const char *text,
            gsize       length)
{
  const RltDecodeContext context = get_context (self->client);
  RltRecords *known = rlt_vmtr_update (&context, self->known, text, length);

  g_clear_pointer (&self->known, rlt_records_unref);
  self->known = known;
  self->n_failures = 0;
  publish (self->client);
}

static double
read_milliseconds (JsonObject *hello,
                   const char *name)
{
  const char *text = rlt_decode_json_get_text (hello, name);

  return text != NULL ? rlt_siri_read_number (text, strlen (text)) : 0;
}

static void
take_hello (Link               *self,
            const RltVmtrFrame *frame)
{
  g_autoptr(RltRecords) state = rlt_records_new ("vmtr", self->client->source);
  g_autoptr(JsonNode) node = rlt_decode_json_read (state, frame->json, frame->length);
  JsonObject *hello = rlt_decode_json_to_object (node);
  const double silence = read_milliseconds (hello, "pingInterval") + read_milliseconds (hello, "pingTimeout");

  /* In this order what is not a number becomes the longest. */
  self->silence = silence < LONGEST_SILENCE ? (guint) MAX (silence, SHORTEST_SILENCE) : LONGEST_SILENCE;
  self->state = LINK_JOINING;
  say (self, "40");
  expect_answer (self);
}

/* A ping says that what is known is all there is to know. */
static void
take_ping (Link *self)
{
  say (self, "3");
  if (self->state != LINK_LIVE)
    return;

  set_timer (self, self->silence, timeout_cb);
  self->n_failures = 0;
  publish (self->client);
}

static void
take_refusal (Link       *self,
              const char *text,
              gsize       length)
{
  const RltDecodeContext context = get_context (self->client);
  g_autoptr(RltRecords) records = rlt_decode_vmtr (&context, text, length);

  fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_REJECTED, "%s", records->message));
}

static void
take_end (Link *self)
{
  g_autofree char *host = describe_host (self);

  fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_SERVER, _("%s has closed the connection"), host));
}

static void
take_nonsense (Link *self)
{
  g_autofree char *host = describe_host (self);

  fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("%s does not speak Socket.IO"), host));
}

static void
message_cb (SoupWebsocketConnection *socket,
            SoupWebsocketDataType    type,
            GBytes                  *message,
            gpointer                 user_data)
{
  Link *self = user_data;
  g_autoptr(RltVmtrClient) client = g_object_ref (self->client);
  gsize length;
  const char *text = g_bytes_get_data (message, &length);
  RltVmtrFrame frame;

  if (type != SOUP_WEBSOCKET_DATA_TEXT)
    return;

  rlt_vmtr_frame_read (&frame, text, length);
  switch (frame.kind)
    {
    case RLT_VMTR_FRAME_OPEN:
      if (self->state == LINK_OPENING)
        take_hello (self, &frame);
      break;
    case RLT_VMTR_FRAME_CONNECT:
      if (self->state == LINK_JOINING)
        {
          self->state = LINK_LIVE;
          set_timer (self, self->silence, timeout_cb);
        }
      break;
    case RLT_VMTR_FRAME_PING:
      take_ping (self);
      break;
    case RLT_VMTR_FRAME_REFUSAL:
      take_refusal (self, text, length);
      break;
    case RLT_VMTR_FRAME_CLOSE:
    case RLT_VMTR_FRAME_DISCONNECT:
      take_end (self);
      break;
    case RLT_VMTR_FRAME_EVENT:
    case RLT_VMTR_FRAME_BINARY:
    case RLT_VMTR_FRAME_NONE:
      if (self->state == LINK_LIVE)
        take_frame (self, text, length);
      else if (frame.kind == RLT_VMTR_FRAME_NONE)
        take_nonsense (self);
      break;
    case RLT_VMTR_FRAME_OTHER:
    default:
      break;
    }
}

static void
error_cb (SoupWebsocketConnection *socket,
          GError                  *error,
          gpointer                 user_data)
{
  Link *self = user_data;
  g_autofree char *host = describe_host (self);

  fail (self, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                           _("The answer of %s is cut off or damaged: %s"), host, error->message));
}

static void
closed_cb (SoupWebsocketConnection *socket,
           gpointer                 user_data)
{
  take_end (user_data);
}

static void
finish_closing (RltVmtrClient *self)
{
  g_autoptr(GTask) task = NULL;

  if (self->closing == NULL || self->n_connecting > 0)
    return;

  task = g_steal_pointer (&self->closing);
  g_task_return_boolean (task, TRUE);
}

static void
connected_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  Link *self = user_data;
  g_autoptr(RltVmtrClient) client = self->client;
  g_autoptr(SoupWebsocketConnection) socket = NULL;
  GError *error = NULL;

  socket = rlt_websocket_connect_finish (RLT_HTTP_CLIENT (source), result, &error);
  client->n_connecting--;
  if (client->is_closed)
    {
      g_clear_error (&error);
      finish_closing (client);
    }
  else if (socket == NULL)
    fail (self, error);
  else
    {
      self->socket = g_steal_pointer (&socket);
      self->state = LINK_OPENING;
      g_signal_connect (self->socket, "message", G_CALLBACK (message_cb), self);
      g_signal_connect (self->socket, "error", G_CALLBACK (error_cb), self);
      g_signal_connect (self->socket, "closed", G_CALLBACK (closed_cb), self);
      expect_answer (self);
    }
}

/* While it connects, the link holds its client. */
static void
start_link (Link *self)
{
  RltVmtrClient *client = g_object_ref (self->client);
  g_autofree char *room = g_strdup_printf ("LIG:IDFM:%s", client->line->id);
  g_autofree char *direction = g_strdup_printf ("DIR:IDFM:%s:%s", client->line->id, self->way);
  g_autofree char *room_value = g_uri_escape_string (room, NULL, FALSE);
  g_autofree char *direction_value = g_uri_escape_string (direction, NULL, FALSE);
  g_autofree char *uri = g_strdup_printf ("%s/socket.io/?roomName=%s&directionId=%s&EIO=4&transport=websocket",
                                          client->base_uri, room_value, direction_value);
  const RltWebsocketRequest request = {
    .uri = uri,
    .origin = ORIGIN,
    .timeout = client->timeout,
    .max_size = MAX_MESSAGE_SIZE,
  };

  clear_source (&self->timer);
  self->state = LINK_CONNECTING;
  client->n_connecting++;
  rlt_websocket_connect_async (client->http, &request, client->cancellable, connected_cb, self);
}

static void
rlt_vmtr_client_finalize (GObject *object)
{
  RltVmtrClient *self = RLT_VMTR_CLIENT (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    {
      hang_up (&self->links[i]);
      g_clear_pointer (&self->links[i].known, rlt_records_unref);
    }
  clear_source (&self->publishing);
  g_clear_object (&self->cancellable);
  g_clear_object (&self->http);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_free (self->base_uri);

  G_OBJECT_CLASS (rlt_vmtr_client_parent_class)->finalize (object);
}

static void
rlt_vmtr_client_class_init (RltVmtrClientClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_vmtr_client_finalize;
}

static void
rlt_vmtr_client_init (RltVmtrClient *self)
{
  self->cancellable = g_cancellable_new ();
  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    self->links[i] = (Link) { .client = self, .way = ways[i] };
}

/**
 * rlt_vmtr_client_new:
 * @access: what the connections need; its catalogue may lack quays learned later
 * @line: the line
 * @func: called with the trains as they move, and with what goes wrong
 * @user_data: for @func
 *
 * Connects to both directions' rooms of @line at once, and again whenever a connection breaks, after a
 * time that grows from a part of the feed's interval. On the thread of @access's client, which is the
 * only one that may use and release it; to be closed before it is released.
 *
 * Returns: (transfer full): a client
 */
RltVmtrClient *
rlt_vmtr_client_new (const RltFeedAccess *access,
                     const RltLine       *line,
                     RltVmtrFunc          func,
                     gpointer             user_data)
{
  RltVmtrClient *self;

  g_return_val_if_fail (access != NULL && access->config != NULL, NULL);
  g_return_val_if_fail (line != NULL && func != NULL, NULL);

  self = g_object_new (RLT_TYPE_VMTR_CLIENT, NULL);
  self->http = g_object_ref (access->client);
  self->clock = g_object_ref (access->clock);
  self->catalogue = rlt_catalogue_ref (access->catalogue);
  self->source = rlt_feed_get_id (access->config->kind);
  self->base_uri = g_strdup (access->config->base_uri);
  self->timeout = access->config->timeout;
  self->backoff.first = MAX (access->config->interval / FIRST_WAIT_SHARE, RLT_SECOND / 1000);
  self->backoff.longest = MAX (access->config->interval * LONGEST_WAIT_FACTOR, self->backoff.first);
  self->gap = access->config->interval / PUBLISH_SHARE;
  self->line = line;
  self->func = func;
  self->user_data = user_data;
  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    start_link (&self->links[i]);

  return self;
}

/**
 * rlt_vmtr_client_close_async:
 * @self: a client
 * @callback: called when nothing is under way any more
 * @user_data: for @callback
 *
 * Ends its connections for good. To be called once.
 */
void
rlt_vmtr_client_close_async (RltVmtrClient       *self,
                             GAsyncReadyCallback  callback,
                             gpointer             user_data)
{
  g_return_if_fail (RLT_IS_VMTR_CLIENT (self));
  g_return_if_fail (!self->is_closed);

  self->is_closed = TRUE;
  self->closing = g_task_new (self, NULL, callback, user_data);
  g_task_set_source_tag (self->closing, rlt_vmtr_client_close_async);
  for (guint i = 0; i < G_N_ELEMENTS (self->links); i++)
    hang_up (&self->links[i]);
  clear_source (&self->publishing);
  g_cancellable_cancel (self->cancellable);
  finish_closing (self);
}

/**
 * rlt_vmtr_client_close_finish:
 * @self: a client
 * @result: what the callback got
 */
void
rlt_vmtr_client_close_finish (RltVmtrClient *self,
                              GAsyncResult  *result)
{
  g_return_if_fail (g_task_is_valid (result, self));

  (void) g_task_propagate_boolean (G_TASK (result), NULL);
}
