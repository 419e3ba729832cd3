/* rlt-wait-support.c: which chains are trains under way, which are errors or trains to come.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

/* A train that begins its run is shown when it is sure to leave within so many seconds: a train
 * that turns may not have arrived before. */
#define SHOWN_BEFORE_START 75.0

/* Its board is believed for so many seconds after it should have left. */
#define SHOWN_AFTER_START 60.0

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

/* Whether the chain is more than an error of a board. What a board has just begun to show, although
 * others before were seen, and what boards in between leave out needs more support. */
static gboolean
is_supported (const RltWaitLine  *line,
              const RltWaitRoute *route,
              const RltWaitChain *chain)
{
  const RltWait *wait = rlt_wait_chain_get (route, chain, 0);
  const RltWaitPlace *place = &g_array_index (chain->places, RltWaitPlace, 0);
  const RltWaitBoard *board = rlt_wait_line_get_board (line, route, place->node);

  if (chain->head.skipped || (wait->n_seen == 1 && board->n_seen > 1 && wait->high < board->horizon))
    return chain->places->len >= CERTAIN_WAITS;

  return chain->places->len > 1 || chain->n_missed == 0 || wait->n_seen > CERTAIN_WAITS || wait->at_platform;
}

/* Whether a board before leaves the train out for no other reason than that it begins there. */
static gboolean
begins_there (const RltWaitRoute *route,
              const RltWaitChain *chain,
              const RltWait      *wait)
{
  const RltWaitPlace *place = &g_array_index (chain->places, RltWaitPlace, 0);

  return chain->head.skipped && (route->nodes[place->node].begins || wait->n_skipped > MAX_SKIPPED);
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
      return is_supported (line, route, self) && (!begins_there (route, self, wait) || rlt_wait_is_leaving (wait, line));
    case RLT_WAIT_HEAD_BEGINS:
      return is_supported (line, route, self) && rlt_wait_is_leaving (wait, line);
    case RLT_WAIT_HEAD_MISSING:
      return self->places->len >= CERTAIN_WAITS && (wait->at_platform || rlt_wait_is_leaving (wait, line));
    case RLT_WAIT_HEAD_BEYOND:
    default:
      return FALSE;
    }
}
