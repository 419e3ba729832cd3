/* rlt-test-replay.c: recorded answers of an upstream, served again at its own paths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-replay.h"

#include "rlt-test-feeds.h"
#include "rlt-test-server.h"

#define NOTHING_MONITORED \
  "{\"Siri\":{\"ServiceDelivery\":{\"StopMonitoringDelivery\":[{\"Status\":\"true\",\"MonitoredStopVisit\":[]}]}}}"
#define NOTHING_TIMETABLED \
  "{\"Siri\":{\"ServiceDelivery\":{\"EstimatedTimetableDelivery\":[{\"EstimatedJourneyVersionFrame\":[]}]}}}"

struct _RltTestReplay
{
  RltTestServer *server;   /* (owned) */
  GBytes        *answer;   /* (owned) */
  char          *ref;      /* (owned): what must be asked for */
  int            n_asked;  /* (atomic): how often it was */
};

static void
send (SoupServerMessage *message,
      const char        *data,
      gsize              length)
{
  soup_server_message_set_status (message, SOUP_STATUS_OK, NULL);
  soup_server_message_set_response (message, "application/json", SOUP_MEMORY_COPY, data, length);
}

static void
answer_cb (SoupServer        *soup,
           SoupServerMessage *message,
           const char        *path,
           GHashTable        *query,
           gpointer           user_data)
{
  RltTestReplay *self = user_data;
  const char *ref = query != NULL ? g_hash_table_lookup (query, "MonitoringRef") : NULL;

  if (soup_message_headers_get_one (soup_server_message_get_request_headers (message), "apikey") == NULL &&
      g_str_has_prefix (path, "/marketplace/"))
    {
      soup_server_message_set_status (message, SOUP_STATUS_UNAUTHORIZED, NULL);
    }
  else if (g_str_equal (path, "/marketplace/stop-monitoring") && g_strcmp0 (ref, self->ref) == 0)
    {
      g_atomic_int_inc (&self->n_asked);
      send (message, g_bytes_get_data (self->answer, NULL), g_bytes_get_size (self->answer));
    }
  else if (g_str_equal (path, "/marketplace/stop-monitoring"))
    send (message, NOTHING_MONITORED, strlen (NOTHING_MONITORED));
  else if (g_str_equal (path, "/marketplace/estimated-timetable"))
    send (message, NOTHING_TIMETABLED, strlen (NOTHING_TIMETABLED));
  else if (g_str_has_suffix (path, "/arrets/exports/json"))
    send (message, "[]", 2);
  else
    soup_server_message_set_status (message, SOUP_STATUS_NOT_FOUND, NULL);
}

/**
 * rlt_test_replay_new:
 * @recording: a recorded answer of stop monitoring, below the folder of recorded feeds
 * @area_id: the stop area whose answer it is; all other stops and lines have nothing to say
 *
 * Returns: (transfer full) (nullable): a server on loopback; %NULL where the recording is not there,
 *   and the test counts as skipped
 */
RltTestReplay *
rlt_test_replay_new (const char *recording,
                     const char *area_id)
{
  RltTestReplay *self;
  gsize length;
  char *answer = rlt_test_load_recorded (recording, &length);

  if (answer == NULL)
    return NULL;

  self = g_new0 (RltTestReplay, 1);
  self->answer = g_bytes_new_take (answer, length);
  self->ref = g_strdup_printf ("STIF:StopArea:SP:%s:", area_id);
  self->server = rlt_test_server_new (answer_cb, self);

  return self;
}

/**
 * rlt_test_replay_get_base_uri:
 * @self: a server
 *
 * Returns: (transfer none): the base address of all it stands in for
 */
const char *
rlt_test_replay_get_base_uri (RltTestReplay *self)
{
  return rlt_test_server_get_base (self->server);
}

/**
 * rlt_test_replay_get_n_asked:
 * @self: a server
 *
 * Returns: how often the recorded answer was given
 */
guint
rlt_test_replay_get_n_asked (RltTestReplay *self)
{
  return g_atomic_int_get (&self->n_asked);
}

/**
 * rlt_test_replay_free:
 * @self: (transfer full): a server
 */
void
rlt_test_replay_free (RltTestReplay *self)
{
  rlt_test_server_free (self->server);
  g_bytes_unref (self->answer);
  g_free (self->ref);
  g_free (self);
}
