/* rlt-ratp-board.c: asking ratp.fr for the next trains of a stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-feed-fetch-private.h"
#include "rlt-ratp-session-private.h"
#include "rlt-ratp-stops.h"
#include "rlt-text.h"

#define API "/horaires/api/"
#define MAX_SIZE ((gsize) 4 * 1024 * 1024)

/* The words for the directions. A board tells both as a rule, the one asked for first. */
static const char * const ways[] = { "A", "B" };

typedef struct
{
  RltRatpCaller  caller;
  const RltStop *stop;
  char          *referer;  /* (owned): the path of the stop's page */
  guint          way;      /* the one asked for */
} Board;

static void
board_free (gpointer data)
{
  Board *self = data;

  rlt_ratp_caller_clear (&self->caller);
  g_free (self->referer);
  g_free (self);
}

static const RltFetchReader reader = {
  .free = board_free,
};

static const char *
get_network (const RltLine *line)
{
  switch (line->network)
    {
    case RLT_NETWORK_METRO:
      return "metro";
    case RLT_NETWORK_RER:
      return "rer";
    case RLT_NETWORK_TRAM:
      return "tram";
    case RLT_NETWORK_TRANSILIEN:
    case RLT_NETWORK_CABLE:
    case RLT_N_NETWORKS:
    default:
      return NULL;
    }
}

/**
 * rlt_ratp_serves_line:
 * @line: a line
 *
 * Returns: whether ratp.fr has boards of @line: of metro, RER and those trams that were RATP's first
 */
gboolean
rlt_ratp_serves_line (const RltLine *line)
{
  static const char * const other_trams[] = { "T4", "T9", "T11", "T12", "T13", "T14", NULL };

  g_return_val_if_fail (line != NULL, FALSE);

  return get_network (line) != NULL &&
         !(line->network == RLT_NETWORK_TRAM && g_strv_contains (other_trams, line->code));
}

/* Upstream writes "3B", but "t3a". */
static char *
get_code (const RltLine *line)
{
  return line->network == RLT_NETWORK_TRAM ? g_ascii_strdown (line->code, -1) : g_strdup (line->code);
}

static char *
make_referer (const RltStop *stop)
{
  g_autofree char *code = get_code (stop->line);
  g_autofree char *slug = rlt_text_fold (stop->station->name);

  return g_strdup_printf ("/horaires/%s/%s/%s", get_network (stop->line), code, g_strdelimit (slug, " ", '-'));
}

static void
fail (GTask  *task,
      GError *error)
{
  RltFetch *fetch = g_task_get_task_data (task);

  fetch->result->error = error;
  rlt_fetch_end (task);
}

static gboolean
tells_direction (const RltRecords *records,
                 const char       *direction)
{
  for (guint i = 0; i < records->departures->len; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (records->departures, i);

      if (g_strcmp0 (departure->direction, direction) == 0)
        return TRUE;
    }

  return FALSE;
}

static gboolean
tells_two_directions (const RltRecords *records)
{
  for (guint i = 1; i < records->departures->len; i++)
    {
      const RltDeparture *first = g_ptr_array_index (records->departures, 0);
      const RltDeparture *departure = g_ptr_array_index (records->departures, i);

      if (g_strcmp0 (first->direction, departure->direction) != 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether all trains that call there leave the same way. */
static gboolean
is_terminus (const RltStop *stop)
{
  for (guint i = 0; i < stop->line->n_patterns; i++)
    {
      const RltPattern *pattern = &stop->line->patterns[i];

      for (guint j = 1; j + 1 < pattern->n_stops; j++)
        {
          if (pattern->stops[j] == stop)
            return FALSE;
        }
    }

  return TRUE;
}

/* What the answer for the other direction tells anew: it may tell again what the first one told. */
static void
absorb_new_directions (RltRecords *all,
                       RltRecords *part)
{
  for (guint i = part->departures->len; i > 0; i--)
    {
      const RltDeparture *departure = g_ptr_array_index (part->departures, i - 1);

      if (tells_direction (all, departure->direction))
        g_ptr_array_remove_index (part->departures, i - 1);
    }
  rlt_records_absorb (all, part);
  if (part->departures->len > 0)
    all->answer = RLT_ANSWER_OK;
}

/* All of an answer concerns the stop it was asked for. */
static RltRecords *
decode_board (RltFetch *fetch,
              GBytes   *body)
{
  const Board *board = fetch->state;
  RltDecodeContext context = rlt_fetch_context (fetch);
  RltRecords *records;

  context.line = board->stop->line;
  records = rlt_decode_ratp_board (&context, g_bytes_get_data (body, NULL), g_bytes_get_size (body));
  for (guint i = 0; i < records->departures->len; i++)
    ((RltDeparture *) g_ptr_array_index (records->departures, i))->station = board->stop->station;

  return records;
}

static GError *
take_board (RltFetch *fetch,
            GBytes   *body)
{
  const Board *board = fetch->state;
  g_autoptr(RltRecords) records = decode_board (fetch, body);
  g_autoptr(GError) error = rlt_fetch_error_for_answer (records);

  if (g_error_matches (error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED))
    return rlt_ratp_session_note_blocked (board->caller.session, error);

  rlt_ratp_session_note_served (board->caller.session);
  if (fetch->result->records != NULL)
    absorb_new_directions (fetch->result->records, records);
  else
    fetch->result->records = g_steal_pointer (&records);

  return g_steal_pointer (&error);
}

static void ask_for_board (GTask *task);

static void
board_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  RltFetch *fetch = g_task_get_task_data (task);
  Board *board = fetch->state;
  g_autoptr(RltHttpResponse) response = NULL;
  GError *error = NULL;

  response = rlt_ratp_session_get_finish (result, &error);
  if (response != NULL)
    {
      rlt_fetch_note_response (fetch, response);
      error = take_board (fetch, response->body);
    }
  if (error != NULL)
    {
      fail (task, error);
      return;
    }

  board->way++;
  if (board->way < G_N_ELEMENTS (ways) && !tells_two_directions (fetch->result->records) &&
      !is_terminus (board->stop))
    ask_for_board (task);
  else
    rlt_fetch_end (task);
}

static void
ask_for_board (GTask *task)
{
  RltFetch *fetch = g_task_get_task_data (task);
  const Board *board = fetch->state;
  const RltLine *line = board->stop->line;
  GHashTable *stops = rlt_ratp_session_get_stops (board->caller.session, line);
  const char *known = stops != NULL ? g_hash_table_lookup (stops, GUINT_TO_POINTER (board->stop->index)) : NULL;
  g_autofree char *id = known != NULL ? g_uri_escape_string (known, ":", FALSE) : NULL;
  g_autofree char *name = g_uri_escape_string (board->stop->station->name, NULL, FALSE);
  g_autofree char *path = g_strdup_printf (API "blocs-horaires-next-passages/%s/LIG:IDFM:%s/%s"
                                           "?stopPlaceName=%s&type=now&sens=%s",
                                           get_network (line), line->id, id, name, ways[board->way]);
  const RltRatpQuestion question = {
    .path = path,
    .referer = board->referer,
    .by_script = TRUE,
    .max_size = MAX_SIZE,
  };

  if (id == NULL)
    fail (task, g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_NOT_FOUND, _("ratp.fr lists no stop “%s” of %s"),
                             board->stop->station->name, line->name));
  else
    rlt_ratp_session_get_async (&board->caller, &question, board_cb, task);
}

static void
stops_cb (GObject      *source,
          GAsyncResult *result,
          gpointer      user_data)
{
  GTask *task = user_data;
  RltFetch *fetch = g_task_get_task_data (task);
  Board *board = fetch->state;
  const RltLine *line = board->stop->line;
  g_autoptr(RltHttpResponse) response = NULL;
  GHashTable *stops = NULL;
  GError *error = NULL;

  response = rlt_ratp_session_get_finish (result, &error);
  if (response != NULL)
    {
      rlt_fetch_note_response (fetch, response);
      stops = rlt_ratp_stops_read (fetch->catalogue, line, g_bytes_get_data (response->body, NULL),
                                   g_bytes_get_size (response->body), &error);
    }
  if (stops == NULL)
    {
      fail (task, error);
      return;
    }

  rlt_ratp_session_set_stops (board->caller.session, line, stops);
  ask_for_board (task);
}

static void
ask_for_stops (GTask *task)
{
  RltFetch *fetch = g_task_get_task_data (task);
  const Board *board = fetch->state;
  g_autofree char *code = get_code (board->stop->line);
  g_autofree char *path = g_strdup_printf (API "getStopPoints/%s/%s", get_network (board->stop->line), code);
  const RltRatpQuestion question = {
    .path = path,
    .referer = board->referer,
    .by_script = TRUE,
    .data_only = TRUE,
    .max_size = MAX_SIZE,
  };

  rlt_ratp_session_get_async (&board->caller, &question, stops_cb, task);
}

/**
 * rlt_ratp_fetch_board_async:
 * @self: a session
 * @access: what the question needs, but for a client
 * @stop: a stop of a line that rlt_ratp_serves_line()
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the next trains of a line at one stop, in both directions: a second time only where the
 * answer for the first tells of one alone. Of a stop that ratp.fr does not list, the result's error says
 * so: it is not guessed. On the session's thread.
 */
void
rlt_ratp_fetch_board_async (RltRatpSession      *self,
                            const RltFeedAccess *access,
                            const RltStop       *stop,
                            GCancellable        *cancellable,
                            GAsyncReadyCallback  callback,
                            gpointer             user_data)
{
  GTask *task;
  Board *board;

  g_return_if_fail (RLT_IS_RATP_SESSION (self));
  g_return_if_fail (access != NULL && access->config != NULL);
  g_return_if_fail (stop != NULL && rlt_ratp_serves_line (stop->line));

  board = g_new0 (Board, 1);
  rlt_ratp_caller_init (&board->caller, self, access, cancellable);
  board->stop = stop;
  board->referer = make_referer (stop);
  task = rlt_fetch_begin (rlt_fetch_new (access, &reader, board), self, callback, user_data);

  if (rlt_ratp_session_get_stops (self, stop->line) != NULL)
    ask_for_board (task);
  else
    ask_for_stops (task);
}
