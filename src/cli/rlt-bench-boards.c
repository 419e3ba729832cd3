/* rlt-bench-boards.c: what the boards of stations show of the simulator's trains.
 *
 * Each station refreshes its boards every 30 seconds at an instant of its own. A board shows, for
 * one direction, the next trains in whole minutes until they arrive (at their first stop: until
 * they leave), rounded down, and whether one stands at the platform. Trains that end at the stop
 * are not shown, as upstreams do.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include "rlt-bench-boards.h"

#include "rlt-sim-random.h"

#define REFRESH (30 * 1000)
#define HORIZON (60 * 60 * 1000)
#define MOST_ROWS 40

/* A time that means nothing is up to so many minutes ahead. */
#define MOST_GARBAGE 20

/* What numbers are drawn for. */
enum
{
  DRAW_PHASE = 1,
  DRAW_SILENT,
  DRAW_GARBAGE,
  DRAW_GARBAGE_MINUTES,
};

typedef struct
{
  const RltSimTrip *trip;
  guint             call;
  RltSimTime        time;      /* when it arrives, or leaves its first stop */
  gboolean          standing;
} Row;

typedef struct
{
  RltSimTime refreshed;
  gboolean   silent;
  guint      n_rows;
  Row        rows[MOST_ROWS];
} Board;

static double
draw (const RltBenchBoards *self,
      const RltSimDay      *day,
      guint                 what,
      guint64               of)
{
  return rlt_sim_random_unit (rlt_sim_random_mix (rlt_sim_random_mix (self->seed, day->line->line->index), what), of);
}

static Board *
make_boards (const RltBenchBoards *self,
             const RltSimDay      *day,
             RltSimTime            time)
{
  guint n = day->line->line->n_stops;
  Board *boards = g_new0 (Board, n * 2);

  for (guint i = 0; i < n * 2; i++)
    {
      RltSimTime phase = (RltSimTime) (draw (self, day, DRAW_PHASE, i / 2) * REFRESH);

      boards[i].refreshed = time - (time - phase) % REFRESH;
      boards[i].silent = draw (self, day, DRAW_SILENT, i / 2) < self->silent;
    }

  return boards;
}

/* Keeps the soonest rows, by time. */
static void
board_add (Board *board,
           guint  max_rows,
           Row    row)
{
  guint place = board->n_rows;

  while (place > 0 && board->rows[place - 1].time > row.time)
    place--;
  if (place == max_rows)
    return;

  board->n_rows = MIN (board->n_rows + 1, max_rows);
  for (guint i = board->n_rows - 1; i > place; i--)
    board->rows[i] = board->rows[i - 1];
  board->rows[place] = row;
}

static void
add_call (const RltBenchBoards *self,
          Board                *board,
          const RltSimTrip     *trip,
          guint                 call)
{
  gboolean begins = call == trip->first;
  RltSimTime leaves = rlt_sim_trip_get_departure (trip, call);
  RltSimTime arrives = begins ? leaves : rlt_sim_trip_get_arrival (trip, call);
  RltSimTime comes = begins ? trip->appears : arrives;
  guint max_rows = self->n_rows > 0 ? MIN (self->n_rows, MOST_ROWS) : MOST_ROWS;
  Row row = { trip, call, arrives, FALSE };

  if (board->silent || leaves <= board->refreshed || arrives > board->refreshed + HORIZON)
    return;

  row.standing = comes <= board->refreshed && arrives < board->refreshed + 60 * 1000;
  board_add (board, max_rows, row);
}

static const char *
print_quay (const RltSimDay *day,
            const Row       *row,
            RltArena        *arena)
{
  const RltPattern *pattern = row->trip->plan->pattern;
  char text[16];

  g_snprintf (text, sizeof text, "%u", rlt_sim_line_get_quay (day->line, pattern->stops[row->call], pattern->direction));
  return rlt_arena_strdup (arena, text);
}

static void
add_departure (const RltBenchBoards *self,
               const RltSimDay      *day,
               const Board          *board,
               guint                 place,
               guint                 index,
               RltRecords           *records)
{
  const Row *row = &board->rows[index];
  const RltPattern *pattern = row->trip->plan->pattern;
  RltDeparture *departure = rlt_records_add_departure (records);
  guint64 refresh = ((guint64) board->refreshed << 20) + place * MOST_ROWS + index;
  int minutes = MAX (row->time - board->refreshed, 0) / (60 * 1000);

  departure->line = pattern->line;
  departure->line_id = pattern->line->key;
  departure->station = pattern->stops[row->call]->station;
  departure->stop_id = print_quay (day, row, records->arena);
  departure->destination = pattern->stops[row->trip->last]->station->name;
  departure->observed_at = rlt_sim_day_get_instant (day, board->refreshed);
  departure->at_platform = row->standing;
  if (draw (self, day, DRAW_GARBAGE, refresh) < self->garbage)
    {
      minutes = (int) (draw (self, day, DRAW_GARBAGE_MINUTES, refresh) * MOST_GARBAGE);
      departure->at_platform = FALSE;
    }
  departure->expected_arrival = departure->observed_at + minutes * RLT_MINUTE;
  departure->source = records->source;
  departure->basis = RLT_BASIS_OBSERVED;
}

static Board *
fill_boards (const RltBenchBoards *self,
             const RltSimDay      *day,
             RltTime               now)
{
  Board *boards = make_boards (self, day, rlt_sim_day_get_time (day, now));

  for (guint i = 0; i < day->n_trips; i++)
    {
      const RltSimTrip *trip = &day->trips[i];

      if (trip->cancelled || rlt_sim_day_get_instant (day, trip->departure) > now + 2 * RLT_HOUR ||
          rlt_sim_day_get_instant (day, trip->ends) < now - RLT_MINUTE)
        continue;
      for (guint call = trip->first; call < trip->last; call++)
        add_call (self, &boards[trip->plan->pattern->stops[call]->index * 2 + trip->plan->pattern->direction],
                  trip, call);
    }

  return boards;
}

/**
 * rlt_bench_boards_read:
 * @self: how boards are made
 * @day: a line's day
 * @now: an instant of it
 *
 * Returns: (transfer full): the departures that all boards of the line show at @now; their lines and
 *   stations live as long as the day
 */
RltRecords *
rlt_bench_boards_read (const RltBenchBoards *self,
                       const RltSimDay      *day,
                       RltTime               now)
{
  RltRecords *records = rlt_records_new ("boards", "boards");
  g_autofree Board *boards = fill_boards (self, day, now);

  for (guint i = 0; i < day->line->line->n_stops * 2; i++)
    {
      for (guint k = 0; k < boards[i].n_rows; k++)
        add_departure (self, day, &boards[i], i, k, records);
    }

  return records;
}

static void
mark_shown (const RltBenchBoards *self,
            const RltSimDay      *day,
            RltTime               now,
            guint8                mark,
            guint8               *shown)
{
  g_autofree Board *boards = fill_boards (self, day, now);

  for (guint i = 0; i < day->line->line->n_stops * 2; i++)
    {
      for (guint k = 0; k < boards[i].n_rows; k++)
        shown[boards[i].rows[k].trip - day->trips] |= mark;
    }
}

/**
 * rlt_bench_boards_get_shown:
 * @self: how boards are made
 * @day: a line's day
 * @now: an instant of it
 *
 * Returns: (transfer full): for each of the day's trips which boards show it at @now
 */
guint8 *
rlt_bench_boards_get_shown (const RltBenchBoards *self,
                            const RltSimDay      *day,
                            RltTime               now)
{
  RltBenchBoards perfect = { self->seed, self->n_rows, 0, 0 };
  guint8 *shown = g_new0 (guint8, day->n_trips);

  mark_shown (&perfect, day, now, RLT_BENCH_SHOWN_IF_ALL_SPEAK, shown);
  mark_shown (self, day, now, RLT_BENCH_SHOWN, shown);

  return shown;
}
