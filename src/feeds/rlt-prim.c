/* rlt-prim.c: what we ask of PRIM, the platform of Île-de-France Mobilités.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-fetch-private.h"
#include "rlt-siri-et-decoder.h"

/* The whole network is some 62 MB today, a busy stop area a few hundred KB. */
#define MAX_TIMETABLE_SIZE ((gsize) 256 * 1024 * 1024)
#define MAX_BOARD_SIZE ((gsize) 16 * 1024 * 1024)

static void
take_timetable (RltFetch   *fetch,
                const char *data,
                gsize       length)
{
  if (fetch->state == NULL)
    {
      const RltDecodeContext context = rlt_fetch_context (fetch);

      fetch->state = rlt_siri_et_decoder_new (&context);
    }
  rlt_siri_et_decoder_feed (fetch->state, data, length);
}

/* What was complete before an answer broke off is kept. */
static void
finish_timetable (RltFetch *fetch,
                  GBytes   *body)
{
  if (fetch->state == NULL && fetch->result->error != NULL)
    return;

  if (fetch->state == NULL)
    take_timetable (fetch, "", 0);
  rlt_fetch_take_records (fetch, rlt_siri_et_decoder_finish (fetch->state));
}

static const RltFetchReader timetable_reader = {
  .take = take_timetable,
  .finish = finish_timetable,
  .free = (GDestroyNotify) rlt_siri_et_decoder_free,
};

/**
 * rlt_prim_fetch_timetable_async:
 * @access: what the question needs
 * @line: (nullable): the line to ask for; %NULL for the whole network
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the journeys under way and to come. The answer is decoded while it arrives. On the thread
 * of the client.
 */
void
rlt_prim_fetch_timetable_async (const RltFeedAccess *access,
                                const RltLine       *line,
                                GCancellable        *cancellable,
                                GAsyncReadyCallback  callback,
                                gpointer             user_data)
{
  g_autofree char *path = NULL;

  g_return_if_fail (access != NULL && access->config != NULL);

  path = line != NULL
           ? g_strdup_printf ("/marketplace/estimated-timetable?LineRef=STIF:Line::%s:", line->id)
           : g_strdup ("/marketplace/estimated-timetable?LineRef=ALL");
  rlt_fetch_send (rlt_fetch_new (access, &timetable_reader, NULL), access, path, MAX_TIMETABLE_SIZE,
                  cancellable, callback, user_data);
}

/* Upstream names quays, and some of those it names for trains exist nowhere else: all of an answer
 * concerns the stop it was asked for. */
static void
finish_board (RltFetch *fetch,
              GBytes   *body)
{
  const RltDecodeContext context = rlt_fetch_context (fetch);
  const RltStop *stop = *(const RltStop **) fetch->state;
  RltRecords *records;

  if (body == NULL)
    return;

  records = rlt_decode_siri_sm (&context, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  for (guint i = 0; i < records->departures->len; i++)
    ((RltDeparture *) g_ptr_array_index (records->departures, i))->station = stop->station;
  rlt_fetch_take_records (fetch, records);
}

static const RltFetchReader board_reader = {
  .finish = finish_board,
  .free = g_free,
};

/**
 * rlt_prim_fetch_board_async:
 * @access: what the question needs
 * @stop: the stop to ask for; all lines of its stop area are told
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the next departures of a stop. On the thread of the client.
 */
void
rlt_prim_fetch_board_async (const RltFeedAccess *access,
                            const RltStop       *stop,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  g_autofree char *path = NULL;
  const RltStop **state;

  g_return_if_fail (access != NULL && access->config != NULL);
  g_return_if_fail (stop != NULL);

  path = g_strdup_printf ("/marketplace/stop-monitoring?MonitoringRef=STIF:StopArea:SP:%s:", stop->area_id);
  state = g_new (const RltStop *, 1);
  *state = stop;
  rlt_fetch_send (rlt_fetch_new (access, &board_reader, state), access, path, MAX_BOARD_SIZE,
                  cancellable, callback, user_data);
}
