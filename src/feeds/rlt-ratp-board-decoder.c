/* rlt-ratp-board-decoder.c: RATP's boards of next trains to departures.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ratp-board-decoder"

#include "config.h"

#include "rlt-decode.h"

#include <string.h>

#include "rlt-decode-index.h"
#include "rlt-ratp-board-rows.h"
#include "rlt-ratp-wait.h"

/* A clock time this much before now is a train that has just left; before that it is tomorrow's. */
#define CLOCK_SLACK (5 * RLT_MINUTE)

#define MISSION_LENGTH 4

typedef struct
{
  const RltDecodeContext *context;
  RltRecords             *records;
  RltDecodeIndex         *index;
  guint                   n_unread;   /* rows of which nobody knows what they say */
} Decoder;

/* The instant at which clocks in Paris show @minutes after midnight, @days after the day of @noon. */
static RltTime
at_clock (RltTime noon,
          int     days,
          int     minutes)
{
  RltParisTime paris;

  /* Noon plus a day is the next day whether or not the clocks change between. */
  rlt_time_to_paris (noon + days * 24 * RLT_HOUR, &paris);
  paris.hour = minutes / 60;
  paris.minute = minutes % 60;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}

/* In the night when the hour repeats, the same clock time comes again an hour later. */
static RltTime
get_repeat (RltTime time)
{
  RltParisTime first, second;

  rlt_time_to_paris (time, &first);
  rlt_time_to_paris (time + RLT_HOUR, &second);

  return first.hour == second.hour ? time + RLT_HOUR : time;
}

/* The next instant, or one just gone, at which clocks in Paris show @minutes after midnight. */
static RltTime
resolve_clock (RltTime now,
               int     minutes)
{
  RltParisTime paris;
  RltTime noon;

  rlt_time_to_paris (now, &paris);
  paris.hour = 12;
  noon = rlt_time_from_paris (&paris);

  for (int days = -1; days <= 1; days++)
    {
      RltTime time = at_clock (noon, days, minutes);

      if (time < now - CLOCK_SLACK)
        time = get_repeat (time);
      if (time >= now - CLOCK_SLACK)
        return time;
    }

  return RLT_TIME_NONE;
}

/* "NORA": a mission of the RER, alone or before a destination. */
static gboolean
starts_with_mission (const char *text)
{
  for (guint i = 0; i < MISSION_LENGTH; i++)
    {
      if (!g_ascii_isupper (text[i]))
        return FALSE;
    }

  return text[MISSION_LENGTH] == '\0' || text[MISSION_LENGTH] == ' ';
}

/* Upstream ends names with dots and puts two of them in one cell: "Robinson. Saint-Rémy." */
static char *
tidy_destination (const char *text)
{
  g_auto(GStrv) names = g_strsplit (text, ". ", -1);
  g_autofree char *joined = g_strjoinv (" / ", names);
  gsize length = strlen (joined);

  while (length > 0 && (joined[length - 1] == '.' || joined[length - 1] == ' '))
    length--;

  return g_strndup (joined, length);
}

static const char *
keep_text (Decoder    *self,
           const char *text)
{
  return text != NULL && *text != '\0' ? rlt_decode_index_text (self->index, text, strlen (text)) : NULL;
}

/* The case of names drifts between answers: where the line has the station, its name is taken. */
static void
set_destination (Decoder           *self,
                 RltDeparture      *departure,
                 const RltBoardRow *row)
{
  const char *text = row->destination;
  const RltStation *station = NULL;
  g_autofree char *tidy = NULL;

  if (text != NULL && departure->line != NULL && departure->line->network == RLT_NETWORK_RER &&
      starts_with_mission (text))
    {
      departure->mission = rlt_decode_index_text (self->index, text, MISSION_LENGTH);
      text = text[MISSION_LENGTH] == ' ' ? text + MISSION_LENGTH + 1 : NULL;
    }
  if (text == NULL)
    text = row->direction;
  if (text == NULL)
    return;

  tidy = tidy_destination (text);
  if (departure->line != NULL)
    station = rlt_catalogue_find_station_on (self->context->catalogue, departure->line, tidy);
  departure->destination = station != NULL ? station->name : keep_text (self, tidy);
}

/* Times under "temps réel" were observed. Where there is no heading, a wait in minutes or a train at
 * the platform can only have been observed; a clock time may as well be the timetable's. */
static gboolean
is_real_time (const RltBoardRow *row,
              RltWaitKind        kind)
{
  if (row->section == RLT_BOARD_SECTION_NONE)
    return kind != RLT_WAIT_CLOCK;

  return row->section == RLT_BOARD_SECTION_REAL_TIME;
}

static RltTime
get_time (Decoder       *self,
          const RltWait *wait)
{
  switch (wait->kind)
    {
    case RLT_WAIT_MINUTES:
      return self->context->now + wait->minutes * RLT_MINUTE;
    case RLT_WAIT_AT_PLATFORM:
    case RLT_WAIT_APPROACHING:
      return self->context->now;
    default:
      return wait->minutes >= 0 ? resolve_clock (self->context->now, wait->minutes) : RLT_TIME_NONE;
    }
}

static void
set_time (Decoder           *self,
          RltDeparture      *departure,
          const RltBoardRow *row,
          const RltWait     *wait)
{
  const RltTime time = get_time (self, wait);

  departure->at_platform = wait->kind == RLT_WAIT_AT_PLATFORM;
  departure->cancelled = wait->kind == RLT_WAIT_CANCELLED;
  departure->delayed = wait->kind == RLT_WAIT_DELAYED;
  departure->out_of_service = wait->kind == RLT_WAIT_NOT_FOR_PASSENGERS;
  departure->basis = is_real_time (row, wait->kind) ? RLT_BASIS_OBSERVED : RLT_BASIS_SCHEDULED;
  if (departure->cancelled || departure->basis == RLT_BASIS_SCHEDULED)
    departure->aimed_departure = time;
  else
    departure->expected_departure = time;
}

static void
add_departure (Decoder           *self,
               guint              index,
               const RltBoardRow *row,
               const RltWait     *wait)
{
  const RltLine *line = self->context->line;
  RltDeparture *departure = rlt_records_add_departure (self->records);

  departure->line = line;
  departure->line_id = line != NULL ? line->id : NULL;
  departure->stop_name = keep_text (self, row->station);
  if (line != NULL && row->station != NULL)
    departure->station = rlt_catalogue_find_station_on (self->context->catalogue, line, row->station);
  departure->direction = keep_text (self, row->direction);
  departure->platform = keep_text (self, wait->platform);
  departure->observed_at = self->context->now;
  set_destination (self, departure, row);
  set_time (self, departure, row, wait);

  if (wait->is_first)
    rlt_records_remark (self->records, index, "the day's first train");
  if (wait->is_last)
    rlt_records_remark (self->records, index, "the day's last train");
}

/* A message instead of a train. When there is no train, it says why. */
static void
note_message (Decoder    *self,
              guint       index,
              const char *what,
              const char *text)
{
  if (*text != '\0')
    rlt_records_remark (self->records, index, "%s: “%s”", what, text);
  else
    rlt_records_remark (self->records, index, "%s", what);

  if (self->records->message == NULL)
    self->records->message = keep_text (self, *text != '\0' ? text : what);
}

static void
read_wait (Decoder           *self,
           guint              index,
           const RltBoardRow *row,
           const char        *text)
{
  RltWait wait;

  rlt_wait_parse (&wait, text);
  if (row->is_approaching && *text == '\0')
    wait.kind = RLT_WAIT_APPROACHING;

  switch (wait.kind)
    {
    case RLT_WAIT_MINUTES:
    case RLT_WAIT_CLOCK:
    case RLT_WAIT_AT_PLATFORM:
    case RLT_WAIT_APPROACHING:
    case RLT_WAIT_DELAYED:
    case RLT_WAIT_CANCELLED:
    case RLT_WAIT_NOT_FOR_PASSENGERS:
      add_departure (self, index, row, &wait);
      break;
    case RLT_WAIT_NO_SERVICE:
      note_message (self, index, "no service", text);
      break;
    case RLT_WAIT_DISTURBED:
      note_message (self, index, "disturbed", text);
      break;
    case RLT_WAIT_UNAVAILABLE:
      note_message (self, index, "no data", text);
      break;
    case RLT_WAIT_NOTE:
      rlt_records_remark (self->records, index, "no time: “%s”", text);
      break;
    case RLT_WAIT_NONSENSE:
    default:
      self->n_unread++;
      rlt_records_reject (self->records, index, "“%s” is no waiting time", text);
      break;
    }
}

static gboolean
goes_on (const RltBoardRow *row,
         const RltBoardRow *next)
{
  return next->kind == RLT_BOARD_ROW_TRAIN && g_strcmp0 (row->direction, next->direction) == 0 &&
         rlt_wait_is_split (row->wait);
}

static void
read_rows (Decoder   *self,
           GPtrArray *rows)
{
  for (guint i = 0; i < rows->len; i++)
    {
      const RltBoardRow *row = g_ptr_array_index (rows, i);
      const RltBoardRow *next = i + 1 < rows->len ? g_ptr_array_index (rows, i + 1) : NULL;
      const guint index = self->records->n_records++;

      if (row->kind == RLT_BOARD_ROW_FIRST)
        rlt_records_remark (self->records, index, "the day's first train: %s", row->wait);
      else if (row->kind == RLT_BOARD_ROW_LAST)
        rlt_records_remark (self->records, index, "the day's last train: %s", row->wait);
      else if (next != NULL && goes_on (row, next))
        {
          g_autofree char *joined = g_strconcat (row->wait, " ", next->wait, NULL);

          read_wait (self, index, row, joined);
          i++;
        }
      else
        read_wait (self, index, row, row->wait);
    }
}

/**
 * rlt_decode_ratp_board:
 * @context: what is known besides the bytes: its line is the board's, which does not name it
 * @data: an answer of blocs-horaires-next-passages
 * @length: its length in bytes
 *
 * Reads boards of next trains; see #RltDecodeFunc. Waits are rounded down to minutes: a train comes
 * up to a minute after its time. A train that is delayed for nobody knows how long, or cancelled, may
 * have no time; one that does not stop is out of service. Of a board without trains the batch's message
 * is what the board says instead.
 *
 * Returns: (transfer full): departures
 */
RltRecords *
rlt_decode_ratp_board (const RltDecodeContext *context,
                       const char             *data,
                       gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltDecodeIndex) index = NULL;
  g_autoptr(GPtrArray) rows = NULL;
  Decoder decoder;
  gboolean is_damaged;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("ratp-board", context->source);
  index = rlt_decode_index_new (context->catalogue, records->arena);
  decoder = (Decoder) { .context = context, .records = records, .index = index };

  rows = rlt_board_rows_read (records, data, length);
  is_damaged = records->answer != RLT_ANSWER_OK;
  read_rows (&decoder, rows);
  if (!is_damaged && records->departures->len > 0)
    records->message = NULL;
  else if (!is_damaged && decoder.n_unread > 0 && decoder.n_unread == records->n_rejected)
    rlt_decode_settle (records);
  if (records->answer == RLT_ANSWER_OK && records->departures->len == 0)
    records->answer = RLT_ANSWER_EMPTY;

  return records;
}
