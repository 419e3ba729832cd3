/* rlt-simulator.c: the upstreams, faked on loopback from a ground truth of moving trains.
 *
 * One thread serves; what stands behind the paths belongs to it once it runs.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-simulator"

#include "config.h"

#include "rlt-simulator.h"

#include <glib/gi18n.h>
#include <libsoup/soup.h>
#include <string.h>

#include "rlt-json-writer.h"
#include "rlt-loop-thread.h"
#include "rlt-sim-api.h"
#include "rlt-sim-delivery.h"
#include "rlt-sim-fault.h"
#include "rlt-sim-vmtr.h"

/* The longest fault that is read. */
#define LONGEST_SPEC 256

struct _RltSimulator
{
  GObject        parent_instance;

  RltClock      *clock;      /* (owned) */
  RltSimApi     *api;        /* (owned): once started, the thread's */
  RltSimFaults  *faults;     /* (owned) */
  RltLoopThread *thread;     /* (owned) (nullable) unless started */
  SoupServer    *server;     /* (owned) (nullable): the thread's */
  RltSimLog     *log;        /* (owned) */
  RltSimDelivery *delivery;  /* (owned): once started, the thread's */
  RltSimVmtr    *vmtr;       /* (owned): once started, the thread's */
  char          *base_uri;   /* (owned) (nullable) unless started */
};

G_DEFINE_QUARK (rlt-simulator-error-quark, rlt_simulator_error)
G_DEFINE_FINAL_TYPE (RltSimulator, rlt_simulator, G_TYPE_OBJECT)

static void
answer_text (SoupServerMessage *message,
             guint              status,
             const char        *text)
{
  soup_server_message_set_status (message, status, NULL);
  soup_server_message_set_response (message, "text/plain; charset=utf-8", SOUP_MEMORY_COPY, text, strlen (text));
}

static void
list_faults (RltSimulator      *self,
             SoupServerMessage *message)
{
  g_auto(GStrv) specs = rlt_sim_faults_list (self->faults);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(RltSimAnswer) answer = { .status = SOUP_STATUS_OK, .type = "application/json" };

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "faults");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; specs[i] != NULL; i++)
    rlt_json_writer_string (writer, specs[i]);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  answer.body = rlt_json_writer_finish (writer, &answer.length);
  rlt_sim_delivery_set (message, &answer);
}

static void
add_fault (RltSimulator      *self,
           SoupServerMessage *message)
{
  SoupMessageBody *body = soup_server_message_get_request_body (message);
  g_autofree char *spec = g_strndup (body->data, MIN (body->length, LONGEST_SPEC));
  g_autofree char *valid = g_utf8_make_valid (g_strstrip (spec), -1);
  g_autoptr(GError) error = NULL;

  if (rlt_sim_faults_add (self->faults, valid, &error))
    list_faults (self, message);
  else
    answer_text (message, SOUP_STATUS_BAD_REQUEST, error->message);
}

static void
faults_cb (SoupServer        *server,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  RltSimulator *self = user_data;
  const char *method = soup_server_message_get_method (message);

  if (g_str_equal (method, SOUP_METHOD_POST))
    {
      add_fault (self, message);
    }
  else if (g_str_equal (method, SOUP_METHOD_DELETE))
    {
      rlt_sim_faults_clear (self->faults);
      list_faults (self, message);
    }
  else if (g_str_equal (method, SOUP_METHOD_GET))
    {
      list_faults (self, message);
    }
  else
    {
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
    }
}

static void
log_cb (SoupServer        *server,
        SoupServerMessage *message,
        const char        *path,
        GHashTable        *query,
        gpointer           user_data)
{
  RltSimulator *self = user_data;
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(RltSimAnswer) answer = { .status = SOUP_STATUS_OK, .type = "application/json" };

  rlt_sim_log_write (self->log, writer);
  answer.body = rlt_json_writer_finish (writer, &answer.length);
  rlt_sim_delivery_set (message, &answer);
}

static void
request_cb (SoupServer        *server,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  RltSimulator *self = user_data;
  const char *method = soup_server_message_get_method (message);
  const gboolean is_post = g_str_equal (method, SOUP_METHOD_POST);

  if (is_post != g_str_equal (path, RLT_SIM_SIRI_PATH) ||
      (!is_post && !g_str_equal (method, SOUP_METHOD_GET) && !g_str_equal (method, SOUP_METHOD_HEAD)))
    {
      soup_server_message_set_status (message, SOUP_STATUS_METHOD_NOT_ALLOWED, NULL);
      return;
    }

  rlt_sim_delivery_handle (self->delivery, message);
}

static void
rlt_simulator_dispose (GObject *object)
{
  rlt_simulator_stop (RLT_SIMULATOR (object));

  G_OBJECT_CLASS (rlt_simulator_parent_class)->dispose (object);
}

static void
rlt_simulator_finalize (GObject *object)
{
  RltSimulator *self = RLT_SIMULATOR (object);

  rlt_sim_vmtr_free (self->vmtr);
  rlt_sim_delivery_free (self->delivery);
  rlt_sim_api_free (self->api);
  rlt_sim_faults_free (self->faults);
  rlt_sim_log_free (self->log);
  g_object_unref (self->clock);
  g_free (self->base_uri);

  G_OBJECT_CLASS (rlt_simulator_parent_class)->finalize (object);
}

static void
rlt_simulator_class_init (RltSimulatorClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_simulator_dispose;
  object_class->finalize = rlt_simulator_finalize;
}

static void
rlt_simulator_init (RltSimulator *self)
{
}

/**
 * rlt_simulator_new:
 * @catalogue: the network
 * @clock: the time of its world
 * @seed: what chance depends on: the same seed gives the same trains
 *
 * Returns: (transfer full): a simulator that serves nothing yet
 */
RltSimulator *
rlt_simulator_new (RltCatalogue *catalogue,
                   RltClock     *clock,
                   guint64       seed)
{
  RltSimulator *self;

  g_return_val_if_fail (catalogue != NULL, NULL);
  g_return_val_if_fail (RLT_IS_CLOCK (clock), NULL);

  self = g_object_new (RLT_TYPE_SIMULATOR, NULL);
  self->clock = g_object_ref (clock);
  self->api = rlt_sim_api_new (catalogue, seed);
  self->faults = rlt_sim_faults_new (seed);
  self->log = rlt_sim_log_new ();
  self->delivery = rlt_sim_delivery_new (self->api, self->faults, self->log, clock);
  self->vmtr = rlt_sim_vmtr_new (self->api, self->faults, self->delivery, clock);

  return self;
}

/* How the thread tells whoever started it what became of it. */
typedef struct
{
  RltSimulator *self;
  guint         port;
  GMutex        mutex;
  GCond         cond;
  gboolean      done;    /* (mutex mutex) */
  GError       *error;   /* (owned) (nullable) */
} Start;

static gboolean
prepare_cb (gpointer user_data)
{
  RltSimulator *self = user_data;

  rlt_sim_api_prepare (self->api, rlt_clock_now (self->clock));
  return G_SOURCE_REMOVE;
}

static void
listen_on (RltSimulator  *self,
           guint          port,
           GError       **error)
{
  g_autoptr(GError) cause = NULL;
  GSList *uris;
  GUri *uri;

  self->server = soup_server_new ("server-header", "simulator ", NULL);
  soup_server_add_handler (self->server, "/faults", faults_cb, self, NULL);
  soup_server_add_handler (self->server, "/requests", log_cb, self, NULL);
  soup_server_add_handler (self->server, NULL, request_cb, self, NULL);
  rlt_sim_vmtr_serve (self->vmtr, self->server);
  if (!soup_server_listen_local (self->server, port, SOUP_SERVER_LISTEN_IPV4_ONLY, &cause))
    {
      g_set_error (error, RLT_SIMULATOR_ERROR, RLT_SIMULATOR_ERROR_LISTEN, _("port %u: %s"), port,
                   cause->message);
      return;
    }

  uris = soup_server_get_uris (self->server);
  uri = uris->data;
  self->base_uri = g_strdup_printf ("http://%s:%d", g_uri_get_host (uri), g_uri_get_port (uri));
  g_slist_free_full (uris, (GDestroyNotify) g_uri_unref);
}

static gboolean
start_cb (gpointer user_data)
{
  Start *start = user_data;

  listen_on (start->self, start->port, &start->error);
  if (start->error == NULL)
    rlt_loop_thread_invoke (start->self->thread, prepare_cb, start->self, NULL);

  g_mutex_lock (&start->mutex);
  start->done = TRUE;
  g_cond_signal (&start->cond);
  g_mutex_unlock (&start->mutex);

  return G_SOURCE_REMOVE;
}

/**
 * rlt_simulator_start:
 * @self: a simulator that serves nothing
 * @port: where it listens on loopback; 0 for any
 * @error: return location
 *
 * Serves, on a thread of its own. Returns when it listens.
 *
 * Returns: %FALSE when the port cannot be had
 */
gboolean
rlt_simulator_start (RltSimulator  *self,
                     guint          port,
                     GError       **error)
{
  Start start = { .self = self, .port = port };

  g_return_val_if_fail (RLT_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (self->thread == NULL, FALSE);

  g_mutex_init (&start.mutex);
  g_cond_init (&start.cond);
  self->thread = rlt_loop_thread_new ("simulator");
  rlt_loop_thread_invoke (self->thread, start_cb, &start, NULL);

  g_mutex_lock (&start.mutex);
  while (!start.done)
    g_cond_wait (&start.cond, &start.mutex);
  g_mutex_unlock (&start.mutex);
  g_mutex_clear (&start.mutex);
  g_cond_clear (&start.cond);

  if (start.error != NULL)
    {
      g_propagate_error (error, start.error);
      rlt_simulator_stop (self);
      return FALSE;
    }

  return TRUE;
}

/**
 * rlt_simulator_get_base_uri:
 * @self: a simulator
 *
 * Returns: (nullable): "http://127.0.0.1:8788"; %NULL while it does not serve
 */
const char *
rlt_simulator_get_base_uri (RltSimulator *self)
{
  g_return_val_if_fail (RLT_IS_SIMULATOR (self), NULL);

  return self->base_uri;
}

/**
 * rlt_simulator_add_fault:
 * @self: a simulator
 * @spec: "FEED:KIND[=VALUE][@PROBABILITY]"
 * @error: return location
 *
 * Switches a fault on, before or while it serves. Any thread.
 *
 * Returns: %FALSE when @spec is not a fault; the error names it
 */
gboolean
rlt_simulator_add_fault (RltSimulator  *self,
                         const char    *spec,
                         GError       **error)
{
  g_return_val_if_fail (RLT_IS_SIMULATOR (self), FALSE);
  g_return_val_if_fail (spec != NULL, FALSE);

  return rlt_sim_faults_add (self->faults, spec, error);
}

/**
 * rlt_simulator_clear_faults:
 * @self: a simulator
 *
 * Switches all faults off. Any thread.
 */
void
rlt_simulator_clear_faults (RltSimulator *self)
{
  g_return_if_fail (RLT_IS_SIMULATOR (self));

  rlt_sim_faults_clear (self->faults);
}

/**
 * rlt_simulator_get_log:
 * @self: a simulator
 *
 * Returns: (transfer none): when it was asked for what. Any thread.
 */
RltSimLog *
rlt_simulator_get_log (RltSimulator *self)
{
  g_return_val_if_fail (RLT_IS_SIMULATOR (self), NULL);

  return self->log;
}

static gboolean
stop_cb (gpointer user_data)
{
  RltSimulator *self = user_data;

  rlt_sim_delivery_stop (self->delivery);
  rlt_sim_vmtr_stop (self->vmtr);
  soup_server_disconnect (self->server);
  g_clear_object (&self->server);

  return G_SOURCE_REMOVE;
}

/**
 * rlt_simulator_stop:
 * @self: a simulator
 *
 * Closes all connections and ends the thread. Blocks until it has ended; a second call does nothing.
 */
void
rlt_simulator_stop (RltSimulator *self)
{
  g_return_if_fail (RLT_IS_SIMULATOR (self));

  if (self->thread == NULL)
    return;

  rlt_loop_thread_invoke (self->thread, stop_cb, self, NULL);
  rlt_loop_thread_stop (self->thread);
  g_clear_object (&self->thread);
  g_clear_pointer (&self->base_uri, g_free);
}

/**
 * rlt_simulator_busy_hour:
 * @now: an instant
 *
 * What a demonstration begins with, whenever it is started: at night there would be little to see.
 *
 * Returns: 08:15 in Paris on the last working day up to the day of @now
 */
RltTime
rlt_simulator_busy_hour (RltTime now)
{
  RltParisTime paris;

  rlt_time_to_paris (now, &paris);
  while (paris.day_of_week > 5)
    {
      now -= 24 * RLT_HOUR;
      rlt_time_to_paris (now, &paris);
    }
  paris.hour = 8;
  paris.minute = 15;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}
