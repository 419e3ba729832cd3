/* rlt-wait-board.c: what the boards show, and which of it they showed before.
 *
 * A board says whole minutes: a train that arrives in w minutes does so within [60·w, 60·w + 60)
 * seconds of the instant of the board. The next board says the same of another instant; the train
 * arrives where all these stretches meet, so that each change of minute tells when it will be.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

#include "rlt-geometry.h"

/* Seconds. A time that is not a whole minute is right within so much. */
#define EXACT_ERROR 4.0

/* A source says whole minutes when for each time that is not one it says at least so many that are. */
#define FINE_WEIGHT 9

/* How fast what a board said becomes wrong. */
#define DRIFT 0.02

/* What is older is not read; what is not shown any more is remembered for so long. */
#define LONGEST_AGE 300.0
#define REMEMBERED_FOR 180.0
#define PASSED_FOR 900.0

/* Of one board: more is not read. */
#define MAX_WAITS 64

/* By how many seconds exact times change from one board to the next. */
#define CHANGE_DEVIATION 20.0

/* What it costs, in rlt_wait_align(), to believe that a train is not on the board any more, or that one
 * is new on it. */
#define ALONE 5.0

/* On so many boards a train may be missing before it is believed gone. */
#define MAX_MISSED 1

/* A train on a board, as it was read. */
typedef struct
{
  guint   route;
  guint   node;
  RltWait wait;
} Row;

static double
to_seconds (RltTime time,
            RltTime epoch)
{
  return (double) (time - epoch) / RLT_SECOND;
}

static RltTime
get_time (const RltDeparture *departure)
{
  return RLT_TIME_IS_SET (departure->expected_arrival) ? departure->expected_arrival
                                                        : rlt_departure_get_time (departure);
}

static gboolean
is_timed (const RltDeparture *departure)
{
  return RLT_TIME_IS_SET (get_time (departure)) && RLT_TIME_IS_SET (departure->observed_at);
}

static gboolean
is_whole_minute (const RltDeparture *departure)
{
  RltTime time = get_time (departure);

  return time % RLT_MINUTE == 0 || (time - departure->observed_at) % RLT_MINUTE == 0;
}

/* The sources that say whole minutes: nearly all of their times are. */
static GHashTable *
find_coarse_sources (const RltDeparture * const *departures,
                     guint                       n_departures)
{
  GHashTable *coarse = g_hash_table_new (NULL, NULL);

  for (guint i = 0; i < n_departures; i++)
    {
      gpointer source = (gpointer) g_intern_string (departures[i]->source);
      int balance = GPOINTER_TO_INT (g_hash_table_lookup (coarse, source));

      if (!is_timed (departures[i]))
        continue;
      balance += is_whole_minute (departures[i]) ? 1 : -FINE_WEIGHT;
      g_hash_table_insert (coarse, source, GINT_TO_POINTER (balance));
    }

  return coarse;
}

/* Returns: whether there is a train to expect */
static gboolean
read_times (RltWait            *wait,
            const RltDeparture *departure,
            RltTime             epoch,
            GHashTable         *coarse)
{
  RltTime time = get_time (departure);
  gboolean whole;

  if (!is_timed (departure))
    return FALSE;

  wait->source = g_intern_string (departure->source);
  whole = GPOINTER_TO_INT (g_hash_table_lookup (coarse, wait->source)) > 0;
  wait->seen = to_seconds (departure->observed_at, epoch);
  wait->told = to_seconds (time, epoch);
  wait->at_platform = departure->at_platform || (!whole && wait->told <= wait->seen + EXACT_ERROR);
  wait->low = wait->told - (whole ? 0 : EXACT_ERROR);
  wait->high = wait->told + (whole ? 60 : EXACT_ERROR);
  wait->exact = !whole;
  wait->n_seen = 1;

  return departure->at_platform || wait->high > wait->seen;
}

/* What the times mean there: where trains begin they stand long before they leave, and the board
 * says when they leave. */
static void
settle_times (RltWait *wait,
              gboolean begins,
              double   dwell)
{
  if (begins)
    {
      wait->at_platform = FALSE;
      wait->low -= dwell;
      wait->high -= dwell;
    }
  else if (wait->at_platform)
    {
      wait->low = wait->seen - dwell;
      wait->high = wait->seen;
    }
}

static gboolean
read_row (RltWaitLine        *self,
          const RltDeparture *departure,
          RltTime             epoch,
          GHashTable         *coarse,
          Row                *row)
{
  const RltStop *stop = rlt_line_find_stop (self->line, departure->station);
  RltWaitRoute *route;
  guint i;

  *row = (Row) { 0 };
  if (departure->line != self->line || stop == NULL || departure->cancelled ||
      !read_times (&row->wait, departure, epoch, coarse) ||
      row->wait.seen < self->now - LONGEST_AGE)
    return FALSE;

  route = rlt_wait_line_find_route (self, stop, departure->destination, departure->stop_id);
  if (route == NULL)
    return FALSE;

  g_ptr_array_find (self->routes, route, &i);
  row->route = i;
  row->node = route->places[stop->index];
  settle_times (&row->wait, route->nodes[row->node].n_before == 0, self->links.dwell);
  return TRUE;
}

/* Which way a quay's trains go is known before any of them is read. */
static void
learn_quay (RltWaitLine        *self,
            const RltDeparture *departure)
{
  const RltStop *stop = rlt_line_find_stop (self->line, departure->station);

  if (departure->line == self->line && stop != NULL)
    rlt_wait_line_find_route (self, stop, departure->destination, departure->stop_id);
}

static int
compare_rows (gconstpointer a,
              gconstpointer b)
{
  const Row *x = a, *y = b;

  if (x->route != y->route)
    return x->route < y->route ? -1 : 1;
  if (x->node != y->node)
    return x->node < y->node ? -1 : 1;
  if (x->wait.told != y->wait.told)
    return x->wait.told < y->wait.told ? -1 : 1;

  return y->wait.at_platform - x->wait.at_platform;
}

static int
compare_waits (gconstpointer a,
               gconstpointer b)
{
  double x = rlt_wait_get_mean (a), y = rlt_wait_get_mean (b);

  return x < y ? -1 : x > y;
}

static void
note_board (RltWaitLine *self,
            const Row   *row)
{
  RltWaitBoard *board = rlt_wait_line_get_board (self, g_ptr_array_index (self->routes, row->route), row->node);

  if (!board->shown)
    board->horizon = -INFINITY;
  board->shown = TRUE;
  if (row->wait.seen > board->seen)
    board->n_seen++;
  board->seen = MAX (board->seen, row->wait.seen);
  board->first = MIN (board->first, row->wait.seen);
  board->horizon = MAX (board->horizon, row->wait.high);
}

/* Takes over what earlier boards said of the same train. */
static void
refine (RltWait       *wait,
        const RltWait *before)
{
  double drift = DRIFT * (wait->seen - before->seen);
  double low = MAX (wait->low, before->low - drift);
  double high = MIN (wait->high, before->high + drift);

  wait->train = before->train;
  wait->came = before->came;
  wait->n_skipped = before->n_skipped;
  wait->n_seen = before->n_seen + (wait->seen > before->seen ? 1 : 0);
  if (wait->at_platform && before->at_platform)
    {
      wait->low = before->low;
      wait->high = before->high;
      return;
    }
  if (wait->at_platform)
    low = MAX (low, before->seen);
  if (low < high)
    {
      wait->low = low;
      wait->high = high;
    }
}

/* What a train that left a stop took to it from the stop before is worth knowing for good. */
static void
learn_from (RltWaitLine        *self,
            const RltWaitRoute *route,
            const RltWaitNode  *node,
            const RltWait      *wait)
{
  for (guint i = 0; i < node->n_before; i++)
    {
      const GArray *passed = route->nodes[node->before[i].node].passed;

      for (guint k = passed->len; k-- > 0;)
        {
          const RltWait *before = &g_array_index (passed, RltWaitPassed, k).wait;

          if (before->train != wait->train)
            continue;
          rlt_wait_links_observe (&self->links, node->before[i].link,
                                  rlt_wait_get_mean (wait) - rlt_wait_get_mean (before),
                                  rlt_wait_get_variance (wait) + rlt_wait_get_variance (before), TRUE);
          return;
        }
    }
}

static void
note_passed (RltWaitLine        *self,
             const RltWaitRoute *route,
             RltWaitNode        *node,
             const RltWait      *wait,
             double              gone)
{
  RltWaitPassed passed = { *wait, gone };

  if (wait->train == RLT_WAIT_NO_TRAIN)
    return;

  learn_from (self, route, node, wait);
  g_array_append_val (node->passed, passed);
}

/* A train that the board does not show now: it left, or is missing there. */
static void
lose_wait (RltWaitLine        *self,
           const RltWaitRoute *route,
           RltWaitNode        *node,
           const RltWaitBoard *board,
           RltWait             wait)
{
  double until = board->shown ? board->seen : self->now;

  if (wait.at_platform ? board->shown : wait.low + self->links.dwell / 2 < until)
    {
      note_passed (self, route, node, &wait, until);
      return;
    }

  if (board->shown)
    wait.n_missed++;
  if (self->now - wait.seen < REMEMBERED_FOR && wait.n_missed <= MAX_MISSED && wait.n_seen > 1)
    g_array_append_val (node->waits, wait);
}

/* What it costs to believe that a train left by @until: less the longer ago it should have. */
static double
get_leaving_cost (const RltWaitLine *self,
                  const RltWait     *wait,
                  double             until)
{
  double late = until - rlt_wait_get_mean (wait) - self->links.dwell / 2;
  double left = CLAMP (0.5 + late / sqrt (12 * rlt_wait_get_variance (wait)), exp (-ALONE), 1.0);

  return -log (left);
}

static RltWaitGuess *
guess_waits (const RltWaitLine *self,
             const GArray      *waits,
             double             until)
{
  RltWaitGuess *guesses = g_new (RltWaitGuess, waits->len);

  for (guint i = 0; i < waits->len; i++)
    {
      const RltWait *wait = &g_array_index (waits, RltWait, i);

      guesses[i] = (RltWaitGuess) { rlt_wait_get_mean (wait), rlt_wait_get_variance (wait), ALONE };
      if (until <= -INFINITY)
        continue;
      guesses[i].alone = get_leaving_cost (self, wait, until);
      if (wait->exact)
        guesses[i].variance += CHANGE_DEVIATION * CHANGE_DEVIATION;
    }

  return guesses;
}

/* A train that stood at the platform and one that stands there are the same, however long ago it
 * came. */
static void
keep_standing (const GArray *before,
               GArray       *fresh)
{
  const RltWait *old = before->len > 0 ? &g_array_index (before, RltWait, 0) : NULL;
  RltWait *new = fresh->len > 0 ? &g_array_index (fresh, RltWait, 0) : NULL;

  if (old == NULL || new == NULL || !old->at_platform || !new->at_platform)
    return;

  new->low = old->low;
  new->high = old->high;
}

/* @fresh: what the board shows, by time */
static void
update_node (RltWaitLine        *self,
             const RltWaitRoute *route,
             guint               index,
             GArray             *fresh)
{
  RltWaitNode *node = &route->nodes[index];
  const RltWaitBoard *board = rlt_wait_line_get_board (self, route, index);
  g_autoptr(GArray) before = g_steal_pointer (&node->waits);
  g_autofree RltWaitGuess *old = guess_waits (self, before, board->seen);
  g_autofree RltWaitGuess *new = NULL;
  g_autofree int *partners = g_new (int, before->len);

  keep_standing (before, fresh);
  new = guess_waits (self, fresh, -INFINITY);
  node->waits = g_array_ref (fresh);
  rlt_wait_align (old, before->len, new, fresh->len, partners);
  for (guint i = 0; i < before->len; i++)
    {
      const RltWait *wait = &g_array_index (before, RltWait, i);

      if (partners[i] >= 0)
        refine (&g_array_index (fresh, RltWait, partners[i]), wait);
      else
        lose_wait (self, route, node, board, *wait);
    }
  g_array_sort (node->waits, compare_waits);
}

static void
forget_passed (RltWaitLine *self,
               RltWaitNode *node)
{
  guint n = 0;

  while (n < node->passed->len && g_array_index (node->passed, RltWaitPassed, n).gone < self->now - PASSED_FOR)
    n++;
  if (n > 0)
    g_array_remove_range (node->passed, 0, n);
}

static void
update_nodes (RltWaitLine  *self,
              const GArray *rows)
{
  guint at = 0;

  for (guint r = 0; r < self->routes->len; r++)
    {
      const RltWaitRoute *route = g_ptr_array_index (self->routes, r);

      for (guint n = 0; n < route->n_nodes; n++)
        {
          g_autoptr(GArray) fresh = g_array_new (FALSE, FALSE, sizeof (RltWait));

          for (; at < rows->len; at++)
            {
              const Row *row = &g_array_index (rows, Row, at);

              if (row->route != r || row->node != n)
                break;
              if (fresh->len < MAX_WAITS)
                g_array_append_val (fresh, row->wait);
            }
          forget_passed (self, &route->nodes[n]);
          if (fresh->len > 0 || route->nodes[n].waits->len > 0)
            update_node (self, route, n, fresh);
        }
    }
}

/**
 * rlt_wait_boards_read:
 * @self: a line
 * @departures: (array length=n_departures): what its boards show
 * @n_departures: how many
 * @epoch: the instant from which times are counted
 *
 * Brings the waits of all routes up to date.
 *
 * Returns: how many departures say nothing: another line's, without a time, an unknown destination
 */
guint
rlt_wait_boards_read (RltWaitLine                *self,
                      const RltDeparture * const *departures,
                      guint                       n_departures,
                      RltTime                     epoch)
{
  g_autoptr(GHashTable) coarse = find_coarse_sources (departures, n_departures);
  g_autoptr(GArray) rows = g_array_sized_new (FALSE, FALSE, sizeof (Row), n_departures);
  guint n_unused = 0;
  Row row;

  for (guint i = 0; i < self->line->n_stops * 2; i++)
    self->boards[i].shown = FALSE;

  for (guint i = 0; i < n_departures; i++)
    learn_quay (self, departures[i]);
  for (guint i = 0; i < n_departures; i++)
    {
      if (read_row (self, departures[i], epoch, coarse, &row))
        {
          note_board (self, &row);
          g_array_append_val (rows, row);
        }
      else
        n_unused++;
    }
  g_array_sort (rows, compare_rows);
  update_nodes (self, rows);

  return n_unused;
}
