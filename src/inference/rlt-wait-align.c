/* rlt-wait-align.c: two sorted lists of times, aligned.
 *
 * Trains do not overtake, so the k-th pair never lies before the (k-1)-th. Among all ways to pair
 * the two lists in order, or to leave members alone at their price, the cheapest is found by
 * dynamic programming. Costs are negative logarithms of probability densities per second: a pair's
 * is a normal distribution's, with a thin even tail for trains that will be held on the way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <math.h>

/* One train in five hundred will be held before the next stop, for up to so long. */
#define HELD 0.002
#define LONGEST_HOLD 900.0

#define HALF_LOG_2PI 0.9189385332046727

typedef enum
{
  STEP_PAIR,
  STEP_FIRST,
  STEP_SECOND,
} Step;

static double
get_pair_cost (const RltWaitGuess *first,
               const RltWaitGuess *second)
{
  double variance = first->variance + second->variance;
  double late = second->mean - first->mean;
  double cost = late * late / (2 * variance) + 0.5 * log (variance) + HALF_LOG_2PI;

  if (late > 0 && late < LONGEST_HOLD)
    cost = MIN (cost, log (LONGEST_HOLD / HELD));

  return cost;
}

/* Walks back from the end of both lists. */
static void
trace_back (const guint8 *steps,
            guint         n_first,
            guint         n_second,
            int          *partners)
{
  guint i = n_first, j = n_second;

  while (i > 0 || j > 0)
    {
      switch ((Step) steps[i * (n_second + 1) + j])
        {
        case STEP_PAIR:
          partners[--i] = --j;
          break;
        case STEP_FIRST:
          partners[--i] = -1;
          break;
        case STEP_SECOND:
        default:
          j--;
          break;
        }
    }
}

static void
choose (const RltWaitGuess *first,
        const RltWaitGuess *second,
        const double       *above,
        double             *row,
        guint               j,
        guint8             *step)
{
  double best = above[j] + first->alone;

  *step = STEP_FIRST;
  if (j > 0)
    {
      double pair = above[j - 1] + get_pair_cost (first, &second[j - 1]);
      double alone = row[j - 1] + second[j - 1].alone;

      if (pair <= best)
        {
          best = pair;
          *step = STEP_PAIR;
        }
      if (alone < best)
        {
          best = alone;
          *step = STEP_SECOND;
        }
    }
  row[j] = best;
}

/**
 * rlt_wait_align:
 * @first: (array length=n_first): where trains are expected, by time
 * @n_first: how many
 * @second: (array length=n_second): what a board shows, by time
 * @n_second: how many
 * @partners: (out caller-allocates) (array length=n_first): for each of @first the index of what of
 *   @second it is, or -1
 *
 * Finds the pairs that are most likely together.
 */
void
rlt_wait_align (const RltWaitGuess *first,
                guint               n_first,
                const RltWaitGuess *second,
                guint               n_second,
                int                *partners)
{
  guint width = n_second + 1;
  g_autofree double *costs = g_new (double, 2 * width);
  g_autofree guint8 *steps = g_new (guint8, (n_first + 1) * width);
  double *above = costs, *row = costs + width;

  above[0] = 0;
  for (guint j = 1; j < width; j++)
    {
      above[j] = above[j - 1] + second[j - 1].alone;
      steps[j] = STEP_SECOND;
    }
  for (guint i = 0; i < n_first; i++)
    {
      double *swap = above;

      for (guint j = 0; j < width; j++)
        choose (&first[i], second, above, row, j, &steps[(i + 1) * width + j]);
      above = row;
      row = swap;
    }

  trace_back (steps, n_first, n_second, partners);
}
