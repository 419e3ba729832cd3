/* rlt-test-trains.c: made-up trains that run all over a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-trains.h"

static const char * const sources[] = { "test", NULL };
static const char * const evidence[] = { "made up", NULL };

/**
 * rlt_test_train_init:
 * @self: (out): a train
 * @snapshot: what its knots and its id are to live in
 * @pattern: where it runs
 * @distance: metres along @pattern, where it is at @now
 * @id: its id
 * @now: an instant
 *
 * Makes up a train that has been observed at @now and runs to the end of @pattern without a stop.
 *
 * Returns: (transfer none): @self
 */
RltTrain *
rlt_test_train_init (RltTrain         *self,
                     RltSnapshot      *snapshot,
                     const RltPattern *pattern,
                     double            distance,
                     const char       *id,
                     RltTime           now)
{
  guint first = 0;
  RltKnot *knots;

  while (first + 2 < pattern->n_stops && pattern->distances[first + 1] <= distance)
    first++;

  self->id = rlt_arena_strdup (snapshot->arena, id);
  self->line = pattern->line;
  self->pattern = pattern;
  self->n_knots = pattern->n_stops - first;
  knots = rlt_arena_new_array (snapshot->arena, RltKnot, self->n_knots);
  for (guint i = 0; i < self->n_knots; i++)
    {
      knots[i].stop = pattern->stops[first + i];
      knots[i].distance = pattern->distances[first + i];
      knots[i].arrival = now + (RltTime) ((knots[i].distance - distance) / RLT_TEST_SPEED * RLT_SECOND);
      knots[i].departure = knots[i].arrival;
    }
  self->knots = knots;
  self->uncertainty = 100;
  self->delay = RLT_DELAY_NONE;
  self->basis = RLT_BASIS_OBSERVED;
  self->sources = sources;
  self->evidence = evidence;
  self->observed_at = now;

  return self;
}

/**
 * rlt_test_snapshot_new:
 * @line: a line
 * @n_trains: how many trains, spread evenly over its patterns
 * @now: an instant
 *
 * Returns: (transfer full): a snapshot of made-up trains, "0" to as many as there are
 */
RltSnapshot *
rlt_test_snapshot_new (const RltLine *line,
                       guint          n_trains,
                       RltTime        now)
{
  RltSnapshot *self = rlt_snapshot_new (line);
  RltTrain *trains = rlt_arena_new_array (self->arena, RltTrain, n_trains);

  for (guint i = 0; i < n_trains; i++)
    {
      const RltPattern *pattern = &line->patterns[i % line->n_patterns];
      double share = (i / line->n_patterns + 0.5) / (n_trains / line->n_patterns + 1);
      g_autofree char *id = g_strdup_printf ("%u", i);

      rlt_test_train_init (&trains[i], self, pattern, share * pattern->length, id, now);
    }
  self->trains = trains;
  self->n_trains = n_trains;
  self->built_at = now;
  self->observed_at = now;
  self->sources = sources;

  return self;
}
