/* rlt-gtfs-agency.c: asking any agency for its GTFS-Realtime, and for the schedule with its names.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-gtfs-agency.h"

#include "rlt-feed-fetch-private.h"

#define MAX_FEED_SIZE ((gsize) 64 * 1024 * 1024)
#define MAX_SCHEDULE_SIZE ((gsize) 256 * 1024 * 1024)

/* Where they usually are. */
static const char * const usual_paths[RLT_GTFS_RT_N_ROLES] = {
  [RLT_GTFS_RT_TRIP_UPDATES] = "/gtfs-rt/trip-updates",
  [RLT_GTFS_RT_VEHICLE_POSITIONS] = "/gtfs-rt/vehicle-positions",
  [RLT_GTFS_RT_ALERTS] = "/gtfs-rt/alerts",
};
#define USUAL_SCHEDULE_PATH "/gtfs.zip"

static char *
make_uri (const RltFeedAccess *access,
          const char          *address,
          const char          *usual_path)
{
  const char *path = address != NULL ? address : usual_path;

  return *path == '/' ? g_strconcat (access->config->base_uri, path, NULL) : g_strdup (path);
}

/* The key goes into a header: addresses are seen by others. */
static void
ask (RltFetch            *fetch,
     const RltFeedAccess *access,
     const RltGtfsAgency *agency,
     const char          *uri,
     const char          *type,
     gsize                max_size,
     GCancellable        *cancellable,
     GAsyncReadyCallback  callback,
     gpointer             user_data)
{
  const char *headers[] = { "Accept", type, NULL, NULL, NULL };

  if (access->api_key != NULL && agency->key_header != NULL)
    {
      headers[2] = agency->key_header;
      headers[3] = access->api_key;
    }
  rlt_fetch_ask (fetch, access, &(RltHttpRequest) { .uri = uri, .headers = headers, .max_size = max_size },
                 cancellable, callback, user_data);
}

static void
finish_feed (RltFetch *fetch,
             GBytes   *body)
{
  const RltDecodeContext context = rlt_fetch_context (fetch);
  const RltGtfsSchedule *schedule = fetch->state;
  RltRecords *records;

  if (body == NULL)
    return;

  records = rlt_decode_gtfs_rt (&context, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  if (schedule != NULL)
    rlt_gtfs_schedule_name_records (schedule, context.catalogue, records);
  rlt_fetch_take_records (fetch, records);
}

static const RltFetchReader feed_reader = {
  .finish = finish_feed,
  .free = (GDestroyNotify) rlt_gtfs_schedule_unref,
};

/**
 * rlt_gtfs_rt_fetch_async:
 * @access: what the question needs
 * @agency: whom to ask
 * @role: what for
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for GTFS-Realtime. On the thread of the client.
 */
void
rlt_gtfs_rt_fetch_async (const RltFeedAccess *access,
                         const RltGtfsAgency *agency,
                         RltGtfsRtRole        role,
                         GCancellable        *cancellable,
                         GAsyncReadyCallback  callback,
                         gpointer             user_data)
{
  g_autofree char *uri = NULL;
  gpointer state;

  g_return_if_fail (access != NULL && access->config != NULL && agency != NULL);
  g_return_if_fail ((guint) role < RLT_GTFS_RT_N_ROLES);

  uri = make_uri (access, agency->addresses[role], usual_paths[role]);
  state = agency->schedule != NULL ? rlt_gtfs_schedule_ref (agency->schedule) : NULL;
  ask (rlt_fetch_new (access, &feed_reader, state), access, agency, uri, "application/x-protobuf, */*",
       MAX_FEED_SIZE, cancellable, callback, user_data);
}

static void
finish_schedule (RltFetch *fetch,
                 GBytes   *body)
{
  if (body != NULL)
    fetch->result->document = g_bytes_ref (body);
}

static const RltFetchReader schedule_reader = {
  .finish = finish_schedule,
};

/**
 * rlt_gtfs_schedule_fetch_async:
 * @access: what the question needs; with the marks of the schedule we have only a newer one comes
 * @agency: whom to ask
 * @cancellable: (nullable): to give up
 * @callback: called with the result, whose document is the schedule
 * @user_data: for @callback
 *
 * Asks for the schedule; rlt_gtfs_schedule_load_async() reads it. On the thread of the client.
 */
void
rlt_gtfs_schedule_fetch_async (const RltFeedAccess *access,
                               const RltGtfsAgency *agency,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autofree char *uri = NULL;

  g_return_if_fail (access != NULL && access->config != NULL && agency != NULL);

  uri = make_uri (access, agency->schedule_address, USUAL_SCHEDULE_PATH);
  ask (rlt_fetch_new (access, &schedule_reader, NULL), access, agency, uri, "application/zip, */*",
       MAX_SCHEDULE_SIZE, cancellable, callback, user_data);
}

static void
load_schedule (GTask        *task,
               gpointer      source,
               gpointer      task_data,
               GCancellable *cancellable)
{
  GError *error = NULL;
  RltGtfsSchedule *schedule = rlt_gtfs_schedule_new_for_zip (task_data, &error);

  if (schedule != NULL)
    g_task_return_pointer (task, schedule, (GDestroyNotify) rlt_gtfs_schedule_unref);
  else
    g_task_return_error (task, error);
}

/**
 * rlt_gtfs_schedule_load_async:
 * @zip: a schedule
 * @cancellable: (nullable): to give up
 * @callback: called when it is read
 * @user_data: for @callback
 *
 * Reads the names of a schedule on a thread of the pool.
 */
void
rlt_gtfs_schedule_load_async (GBytes              *zip,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  g_autoptr(GTask) task = g_task_new (NULL, cancellable, callback, user_data);

  g_return_if_fail (zip != NULL);

  g_task_set_source_tag (task, rlt_gtfs_schedule_load_async);
  g_task_set_task_data (task, g_bytes_ref (zip), (GDestroyNotify) g_bytes_unref);
  g_task_run_in_thread (task, load_schedule);
}

/**
 * rlt_gtfs_schedule_load_finish:
 * @result: what a callback was given
 * @error: %RLT_NET_ERROR_BAD_ANSWER, or %G_IO_ERROR_CANCELLED
 *
 * Returns: (transfer full) (nullable): the names
 */
RltGtfsSchedule *
rlt_gtfs_schedule_load_finish (GAsyncResult  *result,
                               GError       **error)
{
  g_return_val_if_fail (g_async_result_is_tagged (result, rlt_gtfs_schedule_load_async), NULL);

  return g_task_propagate_pointer (G_TASK (result), error);
}
