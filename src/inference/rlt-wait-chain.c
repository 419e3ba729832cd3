/* rlt-wait-chain.c: the waits of one train, found stop after stop.
 *
 * Along a route each train is expected at the next stop when it was at the last one plus the
 * link's time; what is expected and what the board shows are aligned (rlt-wait-align.c), stop by
 * stop from where trains begin to the destination. A chain's expected time is kept as a normal
 * distribution, narrowed by each wait that belongs to it and widened by each link, as a Kalman
 * filter does. Stops without data are passed over. Where ways part a chain is expected on each,
 * where they meet the chains of all are expected together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

/* Costs: negative logarithms of densities per second, or of probabilities. */
#define NEW_COST 5.0            /* a train that comes from between the stops */
#define MISSING_COST 4.0        /* a train that is not on a board */
#define LONE_MISSING_COST 2.5   /* the same of one that was on a single board: it may be an error */
#define MOST_EXCESS_COST 3.5    /* a train that should have been on the board before */

/* A chain that so many boards in a row should show and do not is at its end. */
#define MAX_MISSED 2

/* Beyond this a time is not what was expected: from then on the train runs by its new one. */
#define SURPRISE 3.0

/* Seconds: nobody knows exactly how long a train stands, and still less how long it is held. */
#define STANDING_DEVIATION 15.0
#define HOLD_DEVIATION 40.0

/* A chain that is expected at a node. */
typedef struct
{
  guint  chain;
  double mean;
  double variance;
  guint  n_missed;   /* in a row */
} Open;

void
rlt_wait_chain_free (RltWaitChain *self)
{
  g_array_unref (self->places);
  g_free (self);
}

/**
 * rlt_wait_chain_get:
 * @route: a route
 * @self: a chain of its waits
 * @place: the index of one of them
 *
 * Returns: (transfer none): the wait
 */
RltWait *
rlt_wait_chain_get (const RltWaitRoute *route,
                    const RltWaitChain *self,
                    guint               place)
{
  const RltWaitPlace *at = &g_array_index (self->places, RltWaitPlace, place);

  return &g_array_index (route->nodes[at->node].waits, RltWait, at->wait);
}

/**
 * rlt_wait_chain_remember:
 * @self: a chain
 * @route: its route
 *
 * Makes its waits remember for the next poll which train it is, and the first one how it came.
 */
void
rlt_wait_chain_remember (const RltWaitChain *self,
                         const RltWaitRoute *route)
{
  RltWait *first = rlt_wait_chain_get (route, self, 0);

  for (guint i = 0; i < self->places->len; i++)
    rlt_wait_chain_get (route, self, i)->train = self->train;
  if (self->head.kind == RLT_WAIT_HEAD_PASSED)
    first->came = self->head.edge->node + 1;
  first->n_skipped = self->head.skipped ? first->n_skipped + 1 : 0;
}

static int
compare_open (gconstpointer a,
              gconstpointer b)
{
  const Open *x = a, *y = b;

  return x->mean < y->mean ? -1 : x->mean > y->mean;
}

/* A chain that comes both ways is expected by the one on which it was seen last. */
static void
add_expected (GArray     *expected,
              const Open *open)
{
  for (guint i = 0; i < expected->len; i++)
    {
      Open *known = &g_array_index (expected, Open, i);

      if (known->chain != open->chain)
        continue;
      if (open->variance < known->variance)
        *known = *open;
      return;
    }

  g_array_append_vals (expected, open, 1);
}

/* All chains that come to a node, by time. */
static GArray *
expect (const RltWaitLine *self,
        const RltWaitNode *node,
        GArray           **open)
{
  GArray *expected = g_array_new (FALSE, FALSE, sizeof (Open));

  for (guint i = 0; i < node->n_before; i++)
    {
      const RltWaitLink *link = rlt_wait_links_get (&self->links, node->before[i].link);
      const GArray *coming = open[node->before[i].node];

      for (guint k = 0; k < coming->len; k++)
        {
          Open next = g_array_index (coming, Open, k);

          next.mean += link->mean;
          next.variance += link->variance;
          add_expected (expected, &next);
        }
    }
  g_array_sort (expected, compare_open);

  return expected;
}

/* How likely a train that is there when it is expected is on the board: the later, the less. Boards
 * rarely show what ends there. */
static double
get_presence (const RltWaitRoute *route,
              guint               node,
              const Open         *open,
              const RltWaitBoard *board)
{
  double inside = (board->horizon - open->mean) / sqrt (open->variance + 300);

  if (route->nodes[node].stop == route->destination)
    return 0.0;

  return CLAMP ((inside + 1) / 2, 0.0, 1.0);
}

static double
get_missing_cost (const RltWaitRoute *route,
                  const RltWaitChain *chain,
                  double              presence)
{
  gboolean lone = chain->places->len == 1 && rlt_wait_chain_get (route, chain, 0)->n_seen == 1;

  return (lone ? LONE_MISSING_COST : MISSING_COST) * presence;
}

static double
get_new_cost (const RltWaitHead *head)
{
  switch (head->kind)
    {
    case RLT_WAIT_HEAD_MISSING:
      return NEW_COST + MOST_EXCESS_COST;
    case RLT_WAIT_HEAD_PASSED:
      return NEW_COST + (head->skipped ? MOST_EXCESS_COST
                                       : MOST_EXCESS_COST * CLAMP (head->excess / RLT_WAIT_MOST_EXCESS, 0.0, 1.0));
    case RLT_WAIT_HEAD_BEGINS:
    case RLT_WAIT_HEAD_BEYOND:
    default:
      return NEW_COST;
    }
}

static void
chain_add (RltWaitChain *self,
           guint         node,
           guint         wait)
{
  RltWaitPlace place = { node, wait };

  g_array_append_val (self->places, place);
}

/* A train that stands leaves when it does; one that stands longer than usual not before the board
 * says so. */
static void
allow_standing (Open          *open,
                const RltWait *wait,
                double         dwell)
{
  double least = wait->seen - dwell;

  if (!wait->at_platform)
    return;

  open->variance += STANDING_DEVIATION * STANDING_DEVIATION;
  if (open->mean >= least)
    return;

  open->mean = least;
  open->variance += HOLD_DEVIATION * HOLD_DEVIATION;
}

/* The wait belongs to the chain: both say when the train comes. */
static void
narrow (Open          *open,
        const RltWait *wait)
{
  double variance = rlt_wait_get_variance (wait);
  double surprise = rlt_wait_get_mean (wait) - open->mean;

  open->n_missed = 0;
  if (surprise * surprise > SURPRISE * SURPRISE * (open->variance + variance))
    {
      open->mean = rlt_wait_get_mean (wait);
      open->variance = variance;
      return;
    }

  open->mean += surprise * open->variance / (open->variance + variance);
  open->variance = open->variance * variance / (open->variance + variance);
}

/* Puts each wait of a node to the chain it belongs to, or makes it the first of one. */
static void
extend_chains (RltWaitLine        *self,
               const RltWaitRoute *route,
               guint               index,
               GArray             *expected,
               GPtrArray          *chains)
{
  const RltWaitNode *node = &route->nodes[index];
  const RltWaitBoard *board = rlt_wait_line_get_board (self, route, index);
  guint n_expected = expected->len;
  g_autofree RltWaitGuess *first = g_new (RltWaitGuess, n_expected);
  g_autofree double *presences = g_new (double, n_expected);
  g_autofree RltWaitGuess *second = g_new (RltWaitGuess, node->waits->len);
  g_autofree RltWaitHead *heads = g_new (RltWaitHead, node->waits->len);
  g_autofree gboolean *taken = g_new0 (gboolean, node->waits->len);
  g_autofree int *partners = g_new (int, n_expected);
  double lost = 0;

  for (guint i = 0; i < n_expected; i++)
    {
      const Open *open = &g_array_index (expected, Open, i);

      presences[i] = get_presence (route, index, open, board);
      first[i] = (RltWaitGuess) { open->mean, open->variance,
                                  get_missing_cost (route, g_ptr_array_index (chains, open->chain), presences[i]) };
    }
  for (guint i = 0; i < node->waits->len; i++)
    {
      const RltWait *wait = &g_array_index (node->waits, RltWait, i);

      rlt_wait_head_find (self, route, index, wait, &heads[i]);
      second[i] = (RltWaitGuess) { rlt_wait_get_mean (wait), rlt_wait_get_variance (wait), get_new_cost (&heads[i]) };
    }

  rlt_wait_align (first, n_expected, second, node->waits->len, partners);
  for (guint i = 0; i < n_expected; i++)
    {
      Open *open = &g_array_index (expected, Open, i);
      RltWaitChain *chain = g_ptr_array_index (chains, open->chain);

      if (partners[i] >= 0)
        {
          chain_add (chain, index, partners[i]);
          narrow (open, &g_array_index (node->waits, RltWait, partners[i]));
          allow_standing (open, &g_array_index (node->waits, RltWait, partners[i]), self->links.dwell);
          taken[partners[i]] = TRUE;
        }
      else
        {
          open->n_missed += presences[i] > 0.5;
          chain->hidden += presences[i];
          lost += chain->places->len > 1 ? presences[i] : 0;
        }
    }
  for (guint i = 0; i < node->waits->len; i++)
    {
      RltWaitChain *chain;
      Open open = { chains->len, second[i].mean, second[i].variance, 0 };

      if (taken[i])
        continue;
      chain = g_new0 (RltWaitChain, 1);
      chain->places = g_array_new (FALSE, FALSE, sizeof (RltWaitPlace));
      chain->head = heads[i];
      chain->lost = MIN (lost, 1);
      chain_add (chain, index, i);
      allow_standing (&open, &g_array_index (node->waits, RltWait, i), self->links.dwell);
      g_ptr_array_add (chains, chain);
      g_array_append_val (expected, open);
    }
}

static void
drop_ended (GArray *expected)
{
  for (guint i = expected->len; i-- > 0;)
    {
      if (g_array_index (expected, Open, i).n_missed > MAX_MISSED)
        g_array_remove_index (expected, i);
    }
}

/**
 * rlt_wait_chains_build:
 * @self: a line
 * @route: one of its routes
 *
 * Returns: (transfer full) (element-type RltWaitChain): the chains of its waits; every wait is in one
 */
GPtrArray *
rlt_wait_chains_build (RltWaitLine        *self,
                       const RltWaitRoute *route)
{
  GPtrArray *chains = g_ptr_array_new_with_free_func ((GDestroyNotify) rlt_wait_chain_free);
  g_autofree GArray **open = g_new0 (GArray *, route->n_nodes);

  for (guint n = 0; n < route->n_nodes; n++)
    {
      open[n] = expect (self, &route->nodes[n], open);
      if (route->nodes[n].waits->len > 0 || rlt_wait_line_has_data (self, rlt_wait_line_get_board (self, route, n)))
        {
          extend_chains (self, route, n, open[n], chains);
          drop_ended (open[n]);
        }
    }
  for (guint n = 0; n < route->n_nodes; n++)
    g_array_unref (open[n]);

  return chains;
}
