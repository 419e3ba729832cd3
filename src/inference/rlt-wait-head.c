/* rlt-wait-head.c: why no board before shows a train: it left there, begins here, or is too far off.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

/* Stops in a row that are looked at for where a train came from. */
#define MAX_LOOKED_AT 5

/* A train that left a stop may be late at the next one by so many seconds. */
#define MOST_LATE 180.0

/* A train may have come by each way on which it is not later than this. */
#define LIKELY_EXCESS 1.0

/* A board watched so many seconds, and standard deviations, before a train left has shown it. */
#define LEAST_WATCHED 60.0
#define WATCHED_DEVIATIONS 1.0

/* How badly a train fits where too few are on the board to tell. */
#define UNKNOWN_HEADWAY 0.7
#define NO_HEADWAY 10.0
#define SHORTEST_HEADWAY 60.0

static RltWaitHead look_before (const RltWaitLine  *self,
                                const RltWaitRoute *route,
                                const RltWaitEdge  *edge,
                                double              mean,
                                double              variance,
                                guint               depth,
                                gboolean            skipped);

/* Looks at the stops before one without data, or whose board leaves the train out. */
static RltWaitHead
look_further (const RltWaitLine  *self,
              const RltWaitRoute *route,
              const RltWaitEdge  *edge,
              double              mean,
              double              variance,
              guint               depth,
              gboolean            skipped)
{
  const RltWaitNode *before = &route->nodes[edge->node];
  RltWaitHead head = { RLT_WAIT_HEAD_BEYOND, edge, NULL, skipped, INFINITY };

  if (before->n_before == 0 && mean <= self->now)
    {
      head.kind = RLT_WAIT_HEAD_PASSED;
      head.left = before->stop;
      head.excess = 0;
    }
  for (guint i = 0; i < before->n_before && depth < MAX_LOOKED_AT; i++)
    {
      RltWaitHead further = look_before (self, route, &before->before[i], mean, variance, depth + 1, skipped);

      if (i == 0 || further.kind < head.kind || (further.kind == head.kind && further.excess < head.excess))
        head = further;
    }
  head.edge = edge;

  return head;
}

/* Whether a train that left a stop at about @departure was seen to: its board had been watched for
 * long enough before. */
static gboolean
may_have_left (const RltWaitNode  *node,
               const RltWaitBoard *board,
               double              departure,
               double              deviation)
{
  double margin = LEAST_WATCHED + WATCHED_DEVIATIONS * deviation;

  if (departure < board->first + margin)
    return TRUE;

  for (guint i = 0; i < node->passed->len; i++)
    {
      if (fabs (g_array_index (node->passed, RltWaitPassed, i).gone - departure) < 2 * margin)
        return TRUE;
    }

  return FALSE;
}

/* Looks at the stop before for a train that is at this one at @mean. */
static RltWaitHead
look_before (const RltWaitLine  *self,
             const RltWaitRoute *route,
             const RltWaitEdge  *edge,
             double              mean,
             double              variance,
             guint               depth,
             gboolean            skipped)
{
  const RltWaitBoard *board = rlt_wait_line_get_board (self, route, edge->node);
  const RltWaitLink *link = rlt_wait_links_get (&self->links, edge->link);
  RltWaitHead head = { RLT_WAIT_HEAD_MISSING, edge, NULL, skipped, 0 };
  double deviation;

  mean -= link->mean;
  variance += link->variance;
  if (!rlt_wait_line_has_data (self, board))
    return look_further (self, route, edge, mean, variance, depth, skipped);

  deviation = sqrt (variance);
  head.excess = (mean + link->mean - link->run - board->seen) / deviation;
  if (head.excess <= RLT_WAIT_MOST_EXCESS &&
      may_have_left (&route->nodes[edge->node], board, mean + link->mean - link->run, deviation))
    {
      head.kind = RLT_WAIT_HEAD_PASSED;
      head.left = route->nodes[edge->node].stop;
    }
  else if (mean > board->horizon - deviation)
    head.kind = RLT_WAIT_HEAD_BEYOND;
  else if (!skipped && route->nodes[edge->node].n_before > 0)
    {
      RltWaitHead further = look_further (self, route, edge, mean, variance, depth, TRUE);

      if (further.kind == RLT_WAIT_HEAD_PASSED)
        return further;
    }

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
  if (head->skipped != other->skipped)
    return other->skipped;
  if (head->kind != RLT_WAIT_HEAD_PASSED || MAX (head->excess, other->excess) > LIKELY_EXCESS)
    return head->excess < other->excess;

  return judge_headway (self, route, head->edge, mean) < judge_headway (self, route, other->edge, mean);
}

static gboolean
has_train (const GArray *waits,
           guint         train)
{
  for (guint i = 0; i < waits->len; i++)
    {
      if (g_array_index (waits, RltWait, i).train == train)
        return TRUE;
    }

  return FALSE;
}

/* The way a train came that was seen there, at about the time that it would have been. */
static const RltWaitEdge *
find_known_edge (const RltWaitLine  *self,
                 const RltWaitRoute *route,
                 const RltWaitNode  *node,
                 const RltWait      *wait)
{
  for (guint i = 0; wait->train != RLT_WAIT_NO_TRAIN && i < node->n_before; i++)
    {
      const GArray *passed = route->nodes[node->before[i].node].passed;
      const RltWaitLink *link = rlt_wait_links_get (&self->links, node->before[i].link);

      if (has_train (route->nodes[node->before[i].node].waits, wait->train))
        continue;
      for (guint k = passed->len; k-- > 0;)
        {
          const RltWaitPassed *left = &g_array_index (passed, RltWaitPassed, k);

          if (left->wait.train == wait->train &&
              rlt_wait_get_mean (wait) <= left->gone + link->run + MOST_LATE)
            return &node->before[i];
        }
    }

  return NULL;
}

/* The way that was believed before: when the train was further off, fewer ways were possible. */
static gboolean
find_same_head (const RltWaitLine  *self,
                const RltWaitRoute *route,
                const RltWaitNode  *node,
                const RltWait      *wait,
                RltWaitHead        *head)
{
  for (guint i = 0; i < node->n_before; i++)
    {
      if (node->before[i].node + 1 != wait->came)
        continue;
      *head = look_before (self, route, &node->before[i], rlt_wait_get_mean (wait), rlt_wait_get_variance (wait), 0,
                           FALSE);
      return head->kind == RLT_WAIT_HEAD_PASSED;
    }

  return FALSE;
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
  const RltWaitEdge *known = find_known_edge (self, route, at, wait);
  double mean = rlt_wait_get_mean (wait);

  if (known != NULL)
    {
      *head = (RltWaitHead) { RLT_WAIT_HEAD_PASSED, known, route->nodes[known->node].stop, FALSE, 0 };
      return;
    }
  if (find_same_head (self, route, at, wait, head))
    return;

  *head = (RltWaitHead) { at->n_before == 0 ? RLT_WAIT_HEAD_BEGINS : RLT_WAIT_HEAD_MISSING, NULL, NULL, FALSE, INFINITY };
  for (guint i = 0; i < at->n_before; i++)
    {
      RltWaitHead found = look_before (self, route, &at->before[i], mean, rlt_wait_get_variance (wait), 0, FALSE);

      if (head->edge == NULL || is_better_head (self, route, &found, head, mean))
        *head = found;
    }
  /* What stands there has left the stop before, though no board tells. */
  if (head->kind == RLT_WAIT_HEAD_BEYOND && wait->at_platform)
    *head = (RltWaitHead) { RLT_WAIT_HEAD_PASSED, head->edge, NULL, FALSE, 0 };
}
