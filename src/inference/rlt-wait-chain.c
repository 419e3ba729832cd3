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

/* A wait so many standard deviations too late has not left the stop before. */
#define MOST_EXCESS 2.5

/* A chain that so many boards in a row should show and do not is at its end. */
#define MAX_MISSED 2

/* Beyond this a time is not what was expected: from then on the train runs by its new one. */
#define SURPRISE 3.0

/* A board is evidence for so many seconds. */
#define BOARD_HOLDS 120.0

/* A train may have come by each way on which it is not later than this. */
#define LIKELY_EXCESS 1.0

/* How badly a train fits where too few are on the board to tell. */
#define UNKNOWN_HEADWAY 0.7
#define NO_HEADWAY 2.0
#define SHORTEST_HEADWAY 60.0

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
const RltWait *
rlt_wait_chain_get (const RltWaitRoute *route,
                    const RltWaitChain *self,
                    guint               place)
{
  const RltWaitPlace *at = &g_array_index (self->places, RltWaitPlace, place);

  return &g_array_index (route->nodes[at->node].waits, RltWait, at->wait);
}

static gboolean
has_data (const RltWaitLine  *self,
          const RltWaitBoard *board)
{
  return board->seen > self->now - BOARD_HOLDS;
}

/* Looks at the stop before for a train that is at this one at @mean, and further where there is no
 * data. */
static RltWaitHead
look_before (const RltWaitLine  *self,
             const RltWaitRoute *route,
             const RltWaitEdge  *edge,
             double              mean,
             double              variance)
{
  const RltWaitNode *before = &route->nodes[edge->node];
  const RltWaitBoard *board = rlt_wait_line_get_board (self, route, edge->node);
  const RltWaitLink *link = rlt_wait_links_get (&self->links, edge->link);
  RltWaitHead head = { RLT_WAIT_HEAD_MISSING, edge, 0 };
  double deviation;

  mean -= link->mean;
  variance += link->variance;
  deviation = sqrt (variance);
  if (has_data (self, board))
    {
      head.excess = (mean + link->mean - link->run - board->seen) / deviation;
      if (head.excess <= MOST_EXCESS)
        head.kind = RLT_WAIT_HEAD_PASSED;
      else if (mean > board->horizon - deviation)
        head.kind = RLT_WAIT_HEAD_BEYOND;
      return head;
    }

  if (before->n_before == 0)
    {
      head.kind = mean <= self->now ? RLT_WAIT_HEAD_PASSED : RLT_WAIT_HEAD_BEYOND;
      return head;
    }

  head.excess = INFINITY;
  for (guint i = 0; i < before->n_before; i++)
    {
      RltWaitHead further = look_before (self, route, &before->before[i], mean, variance);

      if (further.kind < head.kind || (further.kind == head.kind && further.excess < head.excess))
        head = further;
    }
  head.edge = edge;
  return head;
}

/* How badly a train that arrives at @mean fits into the headway of those that come by @edge: one
 * comes about as long before the next as that one before the one after it. */
static double
judge_headway (const RltWaitLine  *self,
               const RltWaitRoute *route,
               const RltWaitEdge  *edge,
               double              mean)
{
  const GArray *waits = route->nodes[edge->node].waits;
  double first, headway;

  if (waits->len < 2)
    return waits->len == 1 ? UNKNOWN_HEADWAY : NO_HEADWAY;

  first = rlt_wait_get_mean (&g_array_index (waits, RltWait, 0));
  headway = MAX (rlt_wait_get_mean (&g_array_index (waits, RltWait, 1)) - first, SHORTEST_HEADWAY);
  first += rlt_wait_links_get (&self->links, edge->link)->mean;
  return fabs (first - mean - headway) / headway;
}

static gboolean
is_better_head (const RltWaitLine  *self,
                const RltWaitRoute *route,
                const RltWaitHead  *head,
                const RltWaitHead  *other,
                double              mean)
{
  if (head->kind != other->kind)
    return head->kind < other->kind;
  if (head->kind != RLT_WAIT_HEAD_PASSED || MAX (head->excess, other->excess) > LIKELY_EXCESS)
    return head->excess < other->excess;

  return judge_headway (self, route, head->edge, mean) < judge_headway (self, route, other->edge, mean);
}

/* The way a train came that was seen there. */
static const RltWaitEdge *
find_known_edge (const RltWaitRoute *route,
                 const RltWaitNode  *node,
                 guint               train)
{
  for (guint i = 0; train != RLT_WAIT_NO_TRAIN && i < node->n_before; i++)
    {
      const GArray *passed = route->nodes[node->before[i].node].passed;

      for (guint k = passed->len; k-- > 0;)
        {
          if (g_array_index (passed, RltWaitPassed, k).wait.train == train)
            return &node->before[i];
        }
    }

  return NULL;
}

/**
 * rlt_wait_head_find:
 * @self: a line
 * @route: one of its routes
 * @node: a node of it
 * @wait: the first wait of a chain, there
 * @head: (out caller-allocates): what stands before it
 *
 * Finds out why no earlier board shows the train.
 */
void
rlt_wait_head_find (const RltWaitLine  *self,
                    const RltWaitRoute *route,
                    guint               node,
                    const RltWait      *wait,
                    RltWaitHead        *head)
{
  const RltWaitNode *at = &route->nodes[node];
  const RltWaitEdge *known = find_known_edge (route, at, wait->train);
  double mean = rlt_wait_get_mean (wait);

  if (known != NULL)
    {
      *head = (RltWaitHead) { RLT_WAIT_HEAD_PASSED, known, 0 };
      return;
    }

  *head = (RltWaitHead) { at->n_before == 0 ? RLT_WAIT_HEAD_BEGINS : RLT_WAIT_HEAD_MISSING, NULL, INFINITY };
  for (guint i = 0; i < at->n_before; i++)
    {
      RltWaitHead found = look_before (self, route, &at->before[i], mean, rlt_wait_get_variance (wait));

      if (head->edge == NULL || is_better_head (self, route, &found, head, mean))
        *head = found;
    }
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

static double
get_missing_cost (const RltWaitChain *chain,
                  const Open         *open,
                  const RltWaitBoard *board)
{
  double inside = (board->horizon - open->mean) / sqrt (open->variance + 300);
  double cost = chain->places->len > 1 ? MISSING_COST : LONE_MISSING_COST;

  return cost * CLAMP ((inside + 1) / 2, 0.0, 1.0);
}

static double
get_new_cost (const RltWaitHead *head)
{
  switch (head->kind)
    {
    case RLT_WAIT_HEAD_MISSING:
      return NEW_COST + MOST_EXCESS_COST;
    case RLT_WAIT_HEAD_PASSED:
      return NEW_COST + MOST_EXCESS_COST * CLAMP (head->excess / MOST_EXCESS, 0.0, 1.0);
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
  g_autofree RltWaitGuess *second = g_new (RltWaitGuess, node->waits->len);
  g_autofree RltWaitHead *heads = g_new (RltWaitHead, node->waits->len);
  g_autofree gboolean *taken = g_new0 (gboolean, node->waits->len);
  g_autofree int *partners = g_new (int, n_expected);

  for (guint i = 0; i < n_expected; i++)
    {
      const Open *open = &g_array_index (expected, Open, i);

      first[i] = (RltWaitGuess) { open->mean, open->variance,
                                  get_missing_cost (g_ptr_array_index (chains, open->chain), open, board) };
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
          taken[partners[i]] = TRUE;
        }
      else if (open->mean < board->horizon)
        {
          open->n_missed++;
          chain->n_missed++;
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
      chain_add (chain, index, i);
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
      if (route->nodes[n].waits->len > 0 || has_data (self, rlt_wait_line_get_board (self, route, n)))
        {
          extend_chains (self, route, n, open[n], chains);
          drop_ended (open[n]);
        }
    }
  for (guint n = 0; n < route->n_nodes; n++)
    g_array_unref (open[n]);

  return chains;
}
