/* rlt-sim-log.c: when upstreams were asked for what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-log"

#include "config.h"

#include "rlt-sim-log.h"

/* Beyond this many the oldest are forgotten. */
#define MAX_REQUESTS 20000

typedef struct
{
  RltSimFeed feed;
  guint      what;     /* a hash of what was asked for */
  RltTime    time;
} Request;

struct _RltSimLog
{
  GMutex  mutex;
  GArray *requests;                   /* (mutex mutex) (owned) (element-type Request) */
  guint   n_requests[RLT_SIM_N_FEEDS]; /* (mutex mutex) */
};

/**
 * rlt_sim_log_new:
 *
 * Returns: (transfer full): an empty log
 */
RltSimLog *
rlt_sim_log_new (void)
{
  RltSimLog *self = g_new0 (RltSimLog, 1);

  g_mutex_init (&self->mutex);
  self->requests = g_array_new (FALSE, FALSE, sizeof (Request));

  return self;
}

void
rlt_sim_log_free (RltSimLog *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->requests);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * rlt_sim_log_note:
 * @self: a log
 * @feed: who was asked
 * @what: for what: the address
 * @now: when, by the clock of the world
 */
void
rlt_sim_log_note (RltSimLog  *self,
                  RltSimFeed  feed,
                  const char *what,
                  RltTime     now)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  const Request request = { feed, g_str_hash (what), now };

  if (feed >= RLT_SIM_N_FEEDS)
    return;

  self->n_requests[feed]++;
  if (self->requests->len == MAX_REQUESTS)
    g_array_remove_range (self->requests, 0, MAX_REQUESTS / 2);
  g_array_append_val (self->requests, request);
}

/**
 * rlt_sim_log_clear:
 * @self: a log
 *
 * Forgets everything.
 */
void
rlt_sim_log_clear (RltSimLog *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_array_set_size (self->requests, 0);
  for (guint i = 0; i < RLT_SIM_N_FEEDS; i++)
    self->n_requests[i] = 0;
}

/**
 * rlt_sim_log_list_intervals:
 * @self: a log
 * @feed: who was asked
 *
 * Returns: (transfer full) (element-type RltTime): the times between two requests for the same thing
 */
GArray *
rlt_sim_log_list_intervals (RltSimLog  *self,
                            RltSimFeed  feed)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GHashTable) last = g_hash_table_new (NULL, NULL);
  GArray *intervals = g_array_new (FALSE, FALSE, sizeof (RltTime));

  for (guint i = 0; i < self->requests->len; i++)
    {
      const Request *request = &g_array_index (self->requests, Request, i);
      const Request *before;

      if (request->feed != feed)
        continue;

      before = g_hash_table_lookup (last, GUINT_TO_POINTER (request->what));
      if (before != NULL)
        {
          RltTime interval = request->time - before->time;

          g_array_append_val (intervals, interval);
        }
      g_hash_table_insert (last, GUINT_TO_POINTER (request->what), (gpointer) request);
    }

  return intervals;
}

/**
 * rlt_sim_log_write:
 * @self: a log
 * @writer: a writer
 *
 * Writes how often each feed was asked.
 */
void
rlt_sim_log_write (RltSimLog     *self,
                   RltJsonWriter *writer)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  rlt_json_writer_begin_object (writer);
  for (guint i = 0; i < RLT_SIM_N_FEEDS; i++)
    rlt_json_writer_put_int (writer, rlt_sim_feed_get_word (i), self->n_requests[i]);
  rlt_json_writer_end_object (writer);
}
