/* rlt-wait-route.c: the ways to a destination.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

#include "rlt-catalogue.h"
#include "rlt-geometry.h"

/* Of destinations as they are written, and of quays: more are not kept. */
#define MAX_NAMES 2000

/* In RltWaitLine.by_ends, besides indexes of routes. */
#define ROUTE_UNKNOWN (-1)
#define ROUTE_NONE (-2)
#define ROUTE_EITHER (-3)   /* both directions lead there */

static void
route_free (gpointer data)
{
  RltWaitRoute *self = data;

  for (guint i = 0; i < self->n_nodes; i++)
    {
      g_array_unref (self->nodes[i].waits);
      g_array_unref (self->nodes[i].passed);
    }
}

/**
 * rlt_wait_line_init:
 * @self: (out caller-allocates): what is known of a line's waits
 * @line: a line, which outlives @self
 */
void
rlt_wait_line_init (RltWaitLine   *self,
                    const RltLine *line)
{
  guint n = line->n_stops;

  self->line = line;
  self->arena = rlt_arena_new ();
  self->routes = g_ptr_array_new_with_free_func (route_free);
  self->by_ends = g_new (gint16, n * n);
  self->names = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->quays = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, NULL);
  self->boards = g_new0 (RltWaitBoard, n * 2);
  rlt_wait_links_init (&self->links, line->network);
  for (guint i = 0; i < n * n; i++)
    self->by_ends[i] = ROUTE_UNKNOWN;
  for (guint i = 0; i < n * 2; i++)
    {
      self->boards[i].seen = self->boards[i].horizon = -INFINITY;
      self->boards[i].first = INFINITY;
    }
}

void
rlt_wait_line_clear (RltWaitLine *self)
{
  rlt_wait_links_clear (&self->links);
  g_clear_pointer (&self->boards, g_free);
  g_clear_pointer (&self->names, g_hash_table_unref);
  g_clear_pointer (&self->quays, g_hash_table_unref);
  g_clear_pointer (&self->by_ends, g_free);
  g_clear_pointer (&self->routes, g_ptr_array_unref);
  g_clear_pointer (&self->arena, rlt_arena_free);
}

/* The metres a pattern runs from @stop to @destination, or below 0. On a terminus' own board are
 * those that end there. */
static double
get_way (const RltPattern *pattern,
         const RltStop    *stop,
         const RltStop    *destination)
{
  int from = rlt_pattern_find_stop (pattern, stop);
  int to = rlt_pattern_find_stop (pattern, destination);

  if (from < 0 || to < from || (to == from && to + 1u != pattern->n_stops))
    return -1;

  return pattern->distances[to] - pattern->distances[from];
}

/* The directions that lead from @stop to @destination, bit by bit, and the one of the shorter way. */
static guint
find_directions (const RltLine *line,
                 const RltStop *stop,
                 const RltStop *destination,
                 guint         *shorter)
{
  guint directions = 0;
  double best = -1;

  for (guint i = 0; i < line->n_patterns; i++)
    {
      double way = get_way (&line->patterns[i], stop, destination);

      if (way < 0)
        continue;
      directions |= 1u << line->patterns[i].direction;
      if (best < 0 || way < best)
        {
          best = way;
          *shorter = line->patterns[i].direction;
        }
    }

  return directions;
}

static void
add_edge (RltWaitRoute     *self,
          RltArena         *arena,
          RltWaitNode      *node,
          RltWaitEdge       edge)
{
  RltWaitEdge *edges;

  for (guint i = 0; i < node->n_before; i++)
    {
      if (node->before[i].link == edge.link)
        return;
    }

  edges = rlt_arena_new_array (arena, RltWaitEdge, node->n_before + 1);
  for (guint i = 0; i < node->n_before; i++)
    edges[i] = node->before[i];
  edges[node->n_before++] = edge;
  node->before = edges;
}

/* Orders the stops: by the longest way to the destination, which falls along every pattern. */
static int
compare_ranks (gconstpointer a,
               gconstpointer b,
               gpointer      data)
{
  const double *ranks = data;
  double x = ranks[*(const guint *) a], y = ranks[*(const guint *) b];

  return x > y ? -1 : x < y;
}

/* For each stop the longest way to the destination; below 0 where none leads. The patterns are gone
 * through until nothing grows: a way over the tracks of several is longer than each. */
static void
rank_stops (const RltWaitRoute *self,
            const RltLine      *line,
            double             *ranks)
{
  gboolean grows = TRUE;

  for (guint i = 0; i < line->n_stops; i++)
    ranks[i] = -1;
  ranks[self->destination->index] = 0;

  for (guint round = 0; grows && round < line->n_patterns + 1; round++)
    {
      grows = FALSE;
      for (guint i = 0; i < line->n_patterns; i++)
        {
          const RltPattern *pattern = &line->patterns[i];
          int last = rlt_pattern_find_stop (pattern, self->destination);

          for (int k = last - 1; pattern->direction == self->direction && k >= 0; k--)
            {
              double *rank = &ranks[pattern->stops[k]->index];
              double through = ranks[pattern->stops[k + 1]->index] + pattern->distances[k + 1] - pattern->distances[k];

              if (through > *rank + 1e-6)
                {
                  *rank = through;
                  grows = TRUE;
                }
            }
        }
    }
}

static void
add_nodes (RltWaitRoute  *self,
           const RltLine *line,
           RltArena      *arena)
{
  g_autofree double *ranks = g_new (double, line->n_stops);
  g_autofree guint *order = g_new (guint, line->n_stops);

  rank_stops (self, line, ranks);
  for (guint i = 0; i < line->n_stops; i++)
    {
      self->places[i] = -1;
      if (ranks[i] >= 0)
        order[self->n_nodes++] = i;
    }
  g_qsort_with_data (order, self->n_nodes, sizeof *order, compare_ranks, ranks);

  self->nodes = rlt_arena_new_array (arena, RltWaitNode, self->n_nodes);
  for (guint i = 0; i < self->n_nodes; i++)
    {
      self->places[order[i]] = i;
      self->nodes[i].stop = &line->stops[order[i]];
      self->nodes[i].waits = g_array_new (FALSE, FALSE, sizeof (RltWait));
      self->nodes[i].passed = g_array_new (FALSE, FALSE, sizeof (RltWaitPassed));
    }
}

static void
add_pattern (RltWaitRoute     *self,
             RltWaitLinks     *links,
             RltArena         *arena,
             const RltPattern *pattern)
{
  int last = rlt_pattern_find_stop (pattern, self->destination);

  for (int k = 0; k <= last; k++)
    {
      RltWaitNode *node = &self->nodes[self->places[pattern->stops[k]->index]];

      if (node->pattern == NULL)
        node->pattern = pattern;
      node->begins = node->begins || k == 0;
      if (k > 0 && self->places[pattern->stops[k - 1]->index] < self->places[pattern->stops[k]->index])
        add_edge (self, arena, node, (RltWaitEdge) {
          .node = self->places[pattern->stops[k - 1]->index],
          .link = rlt_wait_links_add (links, pattern->stops[k - 1], pattern->stops[k],
                                      pattern->distances[k] - pattern->distances[k - 1]),
          .pattern = pattern,
        });
    }
}

static RltWaitRoute *
route_new (RltWaitLine   *line,
           guint          direction,
           const RltStop *destination)
{
  RltWaitRoute *self = rlt_arena_new_struct (line->arena, RltWaitRoute);

  self->direction = direction;
  self->destination = destination;
  self->places = rlt_arena_new_array (line->arena, int, line->line->n_stops);
  add_nodes (self, line->line, line->arena);
  /* Patterns that end there first: a train's pattern is rather one of those. */
  for (guint pass = 0; pass < 2; pass++)
    {
      for (guint i = 0; i < line->line->n_patterns; i++)
        {
          const RltPattern *pattern = &line->line->patterns[i];
          gboolean ends = pattern->stops[pattern->n_stops - 1] == destination;

          if (pattern->direction == direction && ends == (pass == 0))
            add_pattern (self, &line->links, line->arena, pattern);
        }
    }

  return self;
}

static const RltStop *
find_destination (RltWaitLine *self,
                  const char  *name)
{
  gpointer known;

  if (!g_hash_table_lookup_extended (self->names, name, NULL, &known))
    {
      if (g_hash_table_size (self->names) >= MAX_NAMES)
        g_hash_table_remove_all (self->names);
      known = (gpointer) rlt_line_find_stop (self->line, rlt_line_find_station (self->line, name));
      g_hash_table_insert (self->names, g_strdup (name), known);
    }

  return known;
}

static int
find_or_add_route (RltWaitLine   *self,
                   guint          direction,
                   const RltStop *destination)
{
  for (guint i = 0; i < self->routes->len; i++)
    {
      const RltWaitRoute *route = g_ptr_array_index (self->routes, i);

      if (route->destination == destination && route->direction == direction)
        return i;
    }

  g_ptr_array_add (self->routes, route_new (self, direction, destination));
  return self->routes->len - 1;
}

/* Where both directions lead to the destination, the other trains of the quay tell which it is. */
static int
choose_route (RltWaitLine   *self,
              const RltStop *stop,
              const RltStop *destination,
              const char    *quay)
{
  guint known = quay != NULL ? GPOINTER_TO_UINT (g_hash_table_lookup (self->quays, quay)) : 0;
  guint direction = 0;

  find_directions (self->line, stop, destination, &direction);
  if (known == 1u << 0 || known == 1u << 1)
    direction = known >> 1;

  return find_or_add_route (self, direction, destination);
}

static void
learn_quay (RltWaitLine *self,
            const char  *quay,
            guint        direction)
{
  guint known = GPOINTER_TO_UINT (g_hash_table_lookup (self->quays, quay));

  if ((known & 1u << direction) != 0)
    return;

  if (g_hash_table_size (self->quays) >= MAX_NAMES)
    g_hash_table_remove_all (self->quays);
  g_hash_table_replace (self->quays, g_strdup (quay), GUINT_TO_POINTER (known | 1u << direction));
}

/**
 * rlt_wait_line_find_route:
 * @self: a line
 * @stop: one of its stops
 * @destination: (nullable): where a train from there goes, as an upstream writes it
 * @quay: (nullable): where there, by the upstream's own id
 *
 * Returns: (transfer none) (nullable): the route, %NULL when no train of the line runs so
 */
RltWaitRoute *
rlt_wait_line_find_route (RltWaitLine   *self,
                          const RltStop *stop,
                          const char    *destination,
                          const char    *quay)
{
  const RltStop *end = destination != NULL ? find_destination (self, destination) : NULL;
  gint16 *route;
  guint direction = 0;

  if (end == NULL)
    return NULL;

  route = &self->by_ends[stop->index * self->line->n_stops + end->index];
  if (*route == ROUTE_UNKNOWN)
    {
      guint directions = find_directions (self->line, stop, end, &direction);

      *route = directions == 0 ? ROUTE_NONE
               : directions == 3 ? ROUTE_EITHER
                                 : find_or_add_route (self, direction, end);
    }
  if (*route == ROUTE_NONE)
    return NULL;
  if (*route == ROUTE_EITHER)
    return g_ptr_array_index (self->routes, choose_route (self, stop, end, quay));

  if (quay != NULL)
    learn_quay (self, quay, ((RltWaitRoute *) g_ptr_array_index (self->routes, *route))->direction);
  return g_ptr_array_index (self->routes, *route);
}

/**
 * rlt_wait_line_get_board:
 * @self: a line
 * @route: one of its routes
 * @node: a node of it
 *
 * Returns: (transfer none): the board that shows the route's trains there
 */
RltWaitBoard *
rlt_wait_line_get_board (const RltWaitLine  *self,
                         const RltWaitRoute *route,
                         guint               node)
{
  return &self->boards[route->nodes[node].stop->index * 2 + route->direction];
}
