/* rlt-train-match.c: the same train from one poll to the next.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-running.h"
#include "rlt-train.h"

/* A train's expected time at a stop changes from one poll to the next by less than this, as a rule. */
#define LARGEST_CHANGE (90 * RLT_SECOND)

/* A train shown behind where it is catches up in so many seconds at least. */
#define SHORTEST_CATCH_UP 5.0

/* Two trains that may be one. */
typedef struct
{
  guint   previous;
  guint   current;
  RltTime change;   /* between the two expected times, never below 0 */
} Pair;

static int
pair_compare (gconstpointer a,
              gconstpointer b)
{
  const Pair *pair_a = a, *pair_b = b;

  if (pair_a->change != pair_b->change)
    return pair_a->change < pair_b->change ? -1 : 1;

  return (pair_a->current > pair_b->current) - (pair_a->current < pair_b->current);
}

/* What is not said contradicts nothing. */
static gboolean
texts_agree (const char *a,
             const char *b)
{
  return a == NULL || b == NULL || g_ascii_strcasecmp (a, b) == 0;
}

static gboolean
may_be_one (const RltTrain *previous,
            const RltTrain *current,
            RltTime        *change)
{
  const RltKnot *next = &current->knots[current->n_knots > 1 ? 1 : 0];

  if (previous->pattern->direction != current->pattern->direction ||
      !texts_agree (previous->destination, current->destination))
    return FALSE;

  for (guint i = 0; i < previous->n_knots; i++)
    {
      if (previous->knots[i].stop != next->stop)
        continue;
      *change = ABS (previous->knots[i].arrival - next->arrival);
      return *change <= LARGEST_CHANGE;
    }

  return FALSE;
}

/**
 * rlt_trip_continues:
 * @self: a trip
 * @train: a train as it was known before
 *
 * Returns: whether what @self says of the next stop that both know is about what @train expected there
 */
gboolean
rlt_trip_continues (const RltTrip  *self,
                    const RltTrain *train)
{
  g_return_val_if_fail (self != NULL && train != NULL, FALSE);

  for (guint i = 0; i < self->n_calls; i++)
    {
      const RltCall *call = &self->calls[i];

      for (guint j = 0; j < train->n_knots; j++)
        {
          if (train->knots[j].stop->station == call->station)
            return ABS (rlt_call_get_arrival (call) - train->knots[j].arrival) <= LARGEST_CHANGE;
        }
    }

  return FALSE;
}

static GArray *
list_pairs (const RltTrain *previous,
            guint           n_previous,
            const RltTrain *current,
            guint           n_current,
            const int      *matches,
            const gboolean *taken)
{
  GArray *pairs = g_array_new (FALSE, FALSE, sizeof (Pair));

  for (guint i = 0; i < n_current; i++)
    {
      for (guint j = 0; matches[i] < 0 && j < n_previous; j++)
        {
          Pair pair = { j, i, 0 };

          if (!taken[j] && may_be_one (&previous[j], &current[i], &pair.change))
            g_array_append_val (pairs, pair);
        }
    }
  g_array_sort (pairs, pair_compare);

  return pairs;
}

/**
 * rlt_trains_match:
 * @previous: (array length=n_previous): a line's trains as they were known before
 * @n_previous: how many
 * @current: (array length=n_current): its trains as they are known now
 * @n_current: how many
 * @matches: (inout) (array length=n_current): for each of @current the index of the same train in
 *   @previous, or -1; those that are not -1 already are kept
 *
 * Upstreams' journey ids may change with every answer. What goes on is a train of that direction and
 * destination, expected at its next stop at about that time; the closest pairs come first.
 */
void
rlt_trains_match (const RltTrain *previous,
                  guint           n_previous,
                  const RltTrain *current,
                  guint           n_current,
                  int            *matches)
{
  g_autofree gboolean *taken = g_new0 (gboolean, n_previous + 1);
  g_autoptr(GArray) pairs = NULL;

  g_return_if_fail (matches != NULL || n_current == 0);

  for (guint i = 0; i < n_current; i++)
    {
      if (matches[i] >= 0)
        taken[matches[i]] = TRUE;
    }

  pairs = list_pairs (previous, n_previous, current, n_current, matches, taken);
  for (guint i = 0; i < pairs->len; i++)
    {
      const Pair *pair = &g_array_index (pairs, Pair, i);

      if (taken[pair->previous] || matches[pair->current] >= 0)
        continue;
      taken[pair->previous] = TRUE;
      matches[pair->current] = pair->previous;
    }
}

/* Where @distance along @from is along @to. */
static gboolean
translate (const RltPattern *from,
           double            distance,
           const RltPattern *to,
           double           *translated)
{
  guint interval;
  int stop;

  if (from == to)
    {
      *translated = distance;
      return TRUE;
    }

  interval = rlt_pattern_find_interval (from, distance);
  stop = rlt_pattern_find_stop (to, from->stops[interval]);
  if (stop < 0)
    return FALSE;

  *translated = CLAMP (to->distances[stop] + distance - from->distances[interval], 0, to->length);
  return TRUE;
}

/**
 * rlt_train_follow:
 * @self: a train
 * @previous: the same train as it was known before
 * @now: the present instant
 * @arena: what @self's texts are allocated in
 *
 * Makes @self go on from where @previous is shown: under the same id, never backwards; shown too
 * far ahead it waits, shown too far behind it catches up at no more than its line's speed on top of
 * its own.
 */
void
rlt_train_follow (RltTrain       *self,
                  const RltTrain *previous,
                  RltTime         now,
                  RltArena       *arena)
{
  double shown, gap;

  g_return_if_fail (self != NULL && previous != NULL && arena != NULL);

  self->id = rlt_arena_strdup (arena, previous->id);
  if (!translate (previous->pattern, rlt_train_distance (previous, now), self->pattern, &shown))
    return;

  gap = rlt_train_distance (self, now) - shown;
  self->floor = MAX (self->floor, shown);
  if (gap <= 0)
    return;

  self->floor = shown;
  self->lag = gap;
  self->lag_start = now;
  self->lag_end = now + MAX (SHORTEST_CATCH_UP, gap / rlt_running_speed (self->line->network)) * RLT_SECOND;
}
