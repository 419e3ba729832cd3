/* rlt-wait-support.c: which chains are trains under way, which are errors or trains to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

/* A train that begins its run is shown when it is sure to leave within so many seconds: a train
 * that turns may not have arrived before. */
#define SHOWN_BEFORE_START 75.0

/* Its board is believed for so many seconds after it should have left. */
#define SHOWN_AFTER_START 60.0

/* The part of a board's rows whose time means nothing; it is anywhere within so many seconds. */
#define ERROR_RATE 0.05
#define ERROR_SPAN 1200.0

/* Seconds that a board reaches at least. */
#define SHORTEST_REACH 120.0

/* Logarithms of how much likelier a train is to be on a board than an error is to agree with one, and
 * an error to be on no other board than a train. */
#define ODDS_SHOWN 4.5
#define ODDS_HIDDEN 3.0

/* An error stands in the place of a train: one is likelier where the board leaves one out. */
#define ODDS_LOST 2.0
#define ODDS_NOT_LOST 1.3

/* Boards in a row that hide a train do so for one reason: it is held before them. */
#define MAX_HIDDEN 2.0

/* Boards of the same stop on which it was not count up to this. */
#define MAX_UNSEEN 3

/* Waits in a row that make believe a train which the boards before should show. */
#define CERTAIN_WAITS 3

/* Polls in which a board may leave a train out by mistake. */
#define MAX_SKIPPED 1

/**
 * rlt_wait_is_leaving:
 * @self: the wait of a train where it begins
 * @line: its line
 *
 * Returns: whether it is about to leave, or has just left
 */
gboolean
rlt_wait_is_leaving (const RltWait     *self,
                     const RltWaitLine *line)
{
  double latest = self->high + line->links.dwell;

  return latest <= line->now + SHOWN_BEFORE_START && latest >= line->now - SHOWN_AFTER_START;
}

/* For how many different boards a stop has shown since without the train, though it was due. */
static guint
count_unseen (const RltWait      *wait,
              const RltWaitBoard *board)
{
  if (wait->high >= board->horizon || board->n_seen < wait->n_seen)
    return 0;

  return MIN (board->n_seen - wait->n_seen, MAX_UNSEEN);
}

/* Whether the chain is rather a train than an error of a board, by the logarithm of the odds. A train
 * is where it is as likely as the trains of its board are dense, an error as errors are; each further
 * board that shows it, now or before, speaks for a train, each that does not though it should speaks
 * for an error. */
static gboolean
is_supported (const RltWaitLine  *line,
              const RltWaitRoute *route,
              const RltWaitChain *chain)
{
  const RltWait *wait = rlt_wait_chain_get (route, chain, 0);
  const RltWaitPlace *place = &g_array_index (chain->places, RltWaitPlace, 0);
  const RltWaitBoard *board = rlt_wait_line_get_board (line, route, place->node);
  double reach = MAX (board->horizon - board->seen, SHORTEST_REACH);
  int n_shown = (int) chain->places->len - 1 + (int) wait->n_seen - 1 + (wait->at_platform ? 1 : 0);
  double hidden = MIN (chain->hidden, MAX_HIDDEN) + count_unseen (wait, board) + (chain->head.skipped ? 1 : 0);

  return log (ERROR_SPAN / (ERROR_RATE * reach)) + n_shown * ODDS_SHOWN - hidden * ODDS_HIDDEN -
         chain->lost * ODDS_LOST + (1 - chain->lost) * ODDS_NOT_LOST > 0;
}

static gboolean
has_waits (const RltWaitRoute *route)
{
  for (guint i = 0; i < route->n_nodes; i++)
    {
      if (route->nodes[i].waits->len > 0)
        return TRUE;
    }

  return FALSE;
}

/* Whether trains of the other direction end at @stop now: there they turn. */
static gboolean
trains_turn_at (const RltWaitLine  *line,
                const RltWaitRoute *route,
                const RltStop      *stop)
{
  for (guint i = 0; i < line->routes->len; i++)
    {
      const RltWaitRoute *other = g_ptr_array_index (line->routes, i);

      if (other->direction != route->direction && other->destination == stop && has_waits (other))
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_wait_chain_begins:
 * @self: a chain
 * @line: the line
 * @route: the route
 *
 * Returns: whether the boards before leave the train out for no other reason than that it begins its
 *   run where its first wait is, on the way
 */
gboolean
rlt_wait_chain_begins (const RltWaitChain *self,
                       const RltWaitLine  *line,
                       const RltWaitRoute *route)
{
  const RltWait *wait = rlt_wait_chain_get (route, self, 0);
  const RltWaitNode *node = &route->nodes[g_array_index (self->places, RltWaitPlace, 0).node];

  if (self->head.kind != RLT_WAIT_HEAD_PASSED)
    return FALSE;
  if (self->head.skipped)
    return node->begins || wait->n_skipped > MAX_SKIPPED;

  return !rlt_wait_line_has_data (line, rlt_wait_line_get_board (line, route, self->head.edge->node)) &&
         trains_turn_at (line, route, node->stop);
}

/**
 * rlt_wait_chain_is_under_way:
 * @self: a chain
 * @line: the line
 * @route: the route
 *
 * Returns: whether it is of a train, and of one that is on the way or about to be
 */
gboolean
rlt_wait_chain_is_under_way (const RltWaitChain *self,
                             const RltWaitLine  *line,
                             const RltWaitRoute *route)
{
  const RltWait *wait = rlt_wait_chain_get (route, self, 0);

  switch (self->head.kind)
    {
    case RLT_WAIT_HEAD_PASSED:
      return is_supported (line, route, self) &&
             (!rlt_wait_chain_begins (self, line, route) || rlt_wait_is_leaving (wait, line));
    case RLT_WAIT_HEAD_BEGINS:
      return is_supported (line, route, self) && rlt_wait_is_leaving (wait, line);
    case RLT_WAIT_HEAD_MISSING:
      return self->places->len >= CERTAIN_WAITS && (wait->at_platform || rlt_wait_is_leaving (wait, line));
    case RLT_WAIT_HEAD_BEYOND:
    default:
      return FALSE;
    }
}
