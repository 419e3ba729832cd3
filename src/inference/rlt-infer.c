/* rlt-infer.c: trains out of waits at stations, followed from poll to poll.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-infer.h"

#include "rlt-wait.h"

#include <math.h>

/* Chains are built again with what the first ones taught; more often while a line's running times are
 * not known. */
#define ROUNDS 2
#define FIRST_ROUNDS 3

struct _RltInference
{
  RltWaitLine line;
  RltTime     epoch;        /* RLT_TIME_NONE before the first poll */
  guint       last_train;
  guint       n_unused;
};

/**
 * rlt_inference_new:
 * @line: a line, which outlives the result
 *
 * Returns: (transfer full): what is known of a line before the first poll
 */
RltInference *
rlt_inference_new (const RltLine *line)
{
  RltInference *self;

  g_return_val_if_fail (line != NULL, NULL);

  self = g_new0 (RltInference, 1);
  rlt_wait_line_init (&self->line, line);
  self->epoch = RLT_TIME_NONE;
  return self;
}

/**
 * rlt_inference_free:
 * @self: (transfer full) (nullable): a line's inference
 */
void
rlt_inference_free (RltInference *self)
{
  if (self == NULL)
    return;

  rlt_wait_line_clear (&self->line);
  g_free (self);
}

/**
 * rlt_inference_get_unused:
 * @self: a line's inference
 *
 * Returns: how many departures of the last poll said nothing: they have no time, or another line's
 *   station or destination
 */
guint
rlt_inference_get_unused (const RltInference *self)
{
  g_return_val_if_fail (self != NULL, 0);

  return self->n_unused;
}

/* What the trains that are on the boards take from stop to stop. */
static void
observe_chain (RltInference       *self,
               const RltWaitRoute *route,
               const RltWaitChain *chain)
{
  for (guint i = 1; i < chain->places->len; i++)
    {
      const RltWaitPlace *at = &g_array_index (chain->places, RltWaitPlace, i);
      const RltWaitNode *node = &route->nodes[at->node];
      const RltWait *wait = rlt_wait_chain_get (route, chain, i);
      const RltWait *before = rlt_wait_chain_get (route, chain, i - 1);

      for (guint k = 0; k < node->n_before; k++)
        {
          if (node->before[k].node == at[-1].node)
            rlt_wait_links_observe (&self->line.links, node->before[k].link,
                                    rlt_wait_get_mean (wait) - rlt_wait_get_mean (before),
                                    rlt_wait_get_variance (wait) + rlt_wait_get_variance (before), FALSE);
        }
    }
}

static GPtrArray *
build_chains (RltInference *self)
{
  GPtrArray *routes = g_ptr_array_new_with_free_func ((GDestroyNotify) g_ptr_array_unref);

  for (guint i = 0; i < self->line.routes->len; i++)
    g_ptr_array_add (routes, rlt_wait_chains_build (&self->line, g_ptr_array_index (self->line.routes, i)));

  return routes;
}

static void
learn (RltInference *self,
       GPtrArray    *routes)
{
  rlt_wait_links_forget (&self->line.links);
  for (guint i = 0; i < routes->len; i++)
    {
      const GPtrArray *chains = g_ptr_array_index (routes, i);

      for (guint k = 0; k < chains->len; k++)
        observe_chain (self, g_ptr_array_index (self->line.routes, i), g_ptr_array_index (chains, k));
    }
  rlt_wait_links_fit (&self->line.links);
}

static void
settle_chain (RltInference       *self,
              const RltWaitRoute *route,
              const RltWaitChain *chain)
{
  for (guint i = 0; chain->places->len > 1 && i < chain->places->len; i++)
    {
      guint node = g_array_index (chain->places, RltWaitPlace, i).node;
      RltWaitBoard *board = rlt_wait_line_get_board (&self->line, route, node);

      board->settled = MAX (board->settled, rlt_wait_chain_get (route, chain, i)->high);
    }
}

/* How far a board reaches is the last of its times that another board bears out: a single one may be
 * an error. */
static void
settle_horizons (RltInference *self,
                 GPtrArray    *routes)
{
  guint n_boards = self->line.line->n_stops * 2;

  for (guint i = 0; i < n_boards; i++)
    self->line.boards[i].settled = -INFINITY;
  for (guint i = 0; i < routes->len; i++)
    {
      const GPtrArray *chains = g_ptr_array_index (routes, i);

      for (guint k = 0; k < chains->len; k++)
        settle_chain (self, g_ptr_array_index (self->line.routes, i), g_ptr_array_index (chains, k));
    }
  for (guint i = 0; i < n_boards; i++)
    {
      if (self->line.boards[i].settled > -INFINITY)
        self->line.boards[i].horizon = self->line.boards[i].settled;
    }
}

/* The train that most of a chain's waits were held for; how many are, in @n_votes. */
static guint
find_train (const RltWaitRoute *route,
            const RltWaitChain *chain,
            guint              *n_votes)
{
  guint best = RLT_WAIT_NO_TRAIN;

  *n_votes = 0;
  for (guint i = 0; i < chain->places->len; i++)
    {
      guint train = rlt_wait_chain_get (route, chain, i)->train;
      guint n = 0;

      if (train == RLT_WAIT_NO_TRAIN || train == best)
        continue;
      for (guint k = i; k < chain->places->len; k++)
        n += rlt_wait_chain_get (route, chain, k)->train == train;
      if (n > *n_votes)
        {
          *n_votes = n;
          best = train;
        }
    }

  return best;
}

/* The same train from poll to poll: the one that has most of its waits. */
static void
name_chains (RltInference       *self,
             const RltWaitRoute *route,
             GPtrArray          *chains)
{
  g_autoptr(GHashTable) owners = g_hash_table_new (NULL, NULL);
  g_autofree guint *votes = g_new (guint, chains->len);

  for (guint i = 0; i < chains->len; i++)
    {
      RltWaitChain *chain = g_ptr_array_index (chains, i);
      gpointer owner;

      chain->train = find_train (route, chain, &votes[i]);
      if (chain->train == RLT_WAIT_NO_TRAIN)
        continue;
      if (g_hash_table_lookup_extended (owners, GUINT_TO_POINTER (chain->train), NULL, &owner))
        {
          RltWaitChain *other = g_ptr_array_index (chains, GPOINTER_TO_UINT (owner));

          if (votes[i] <= votes[GPOINTER_TO_UINT (owner)])
            {
              chain->train = RLT_WAIT_NO_TRAIN;
              continue;
            }
          other->train = RLT_WAIT_NO_TRAIN;
        }
      g_hash_table_insert (owners, GUINT_TO_POINTER (chain->train), GUINT_TO_POINTER (i));
    }

  for (guint i = 0; i < chains->len; i++)
    {
      RltWaitChain *chain = g_ptr_array_index (chains, i);

      if (chain->train == RLT_WAIT_NO_TRAIN)
        chain->train = ++self->last_train;
      rlt_wait_chain_remember (chain, route);
    }
}

static void
add_trains (RltInference *self,
            guint         index,
            GPtrArray    *chains,
            GArray       *trains,
            RltArena     *arena)
{
  const RltWaitRoute *route = g_ptr_array_index (self->line.routes, index);
  RltTrain train;

  name_chains (self, route, chains);
  for (guint i = 0; i < chains->len; i++)
    {
      if (rlt_wait_chain_init_train (g_ptr_array_index (chains, i), &self->line, route, self->epoch, &train, arena))
        g_array_append_val (trains, train);
    }
}

/**
 * rlt_inference_update:
 * @self: a line's inference
 * @departures: (array length=n_departures): what the boards of its stations show now, all of them:
 *   a station without any says nothing
 * @n_departures: how many
 * @now: the present instant, not before that of the last poll
 * @arena: what the result is allocated in
 * @n_trains: (out): how many trains
 *
 * Finds the trains under way, each once: what stands at its first stop longer than a minute and
 * what is too far off to be sure is none. A train keeps its id while it is followed.
 *
 * Returns: (transfer none) (array length=n_trains): the trains, in @arena
 */
const RltTrain *
rlt_inference_update (RltInference               *self,
                      const RltDeparture * const *departures,
                      guint                       n_departures,
                      RltTime                     now,
                      RltArena                   *arena,
                      guint                      *n_trains)
{
  g_autoptr(GArray) trains = g_array_new (FALSE, FALSE, sizeof (RltTrain));
  g_autoptr(GPtrArray) routes = NULL;
  gboolean first = !RLT_TIME_IS_SET (self->epoch);
  RltTrain *result;

  g_return_val_if_fail (self != NULL && arena != NULL && n_trains != NULL, NULL);
  g_return_val_if_fail (departures != NULL || n_departures == 0, NULL);

  if (first)
    self->epoch = now;
  self->line.now = (double) (now - self->epoch) / RLT_SECOND;
  self->n_unused = rlt_wait_boards_read (&self->line, departures, n_departures, self->epoch);
  for (guint round = 0; round < (first ? FIRST_ROUNDS : ROUNDS); round++)
    {
      g_clear_pointer (&routes, g_ptr_array_unref);
      routes = build_chains (self);
      learn (self, routes);
      settle_horizons (self, routes);
    }

  for (guint i = 0; i < routes->len; i++)
    add_trains (self, i, g_ptr_array_index (routes, i), trains, arena);

  *n_trains = trains->len;
  result = rlt_arena_new_array (arena, RltTrain, trains->len + 1);
  for (guint i = 0; i < trains->len; i++)
    result[i] = g_array_index (trains, RltTrain, i);

  return result;
}
