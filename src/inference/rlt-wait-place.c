/* rlt-wait-place.c: when a train arrives at its next stop, from all that its waits say.
 *
 * Every wait of a chain says when the train arrives somewhere; less the links on the way there it
 * says when it arrives at the next stop. So does each stop it left, and the board that does not
 * show it any more. Each is a stretch of time, blurred by what the links may differ. The product
 * of all, on a grid of instants, is the distribution of the arrival; where the train is follows
 * from it, for each instant of the grid by the same run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait-place.h"

#include <math.h>
#include <stdlib.h>

#include "rlt-running.h"

/* The part of the probability that the stated stretch holds. */
#define COVERAGE 0.9

/* Any one statement is wrong with this probability. */
#define DOUBT 0.03

/**
 * rlt_wait_arrival_init:
 * @self: (out caller-allocates): an arrival of which nothing is known but
 * @low: that it is after this
 * @high: and before this
 */
void
rlt_wait_arrival_init (RltWaitArrival *self,
                       double          low,
                       double          high)
{
  self->low = low;
  self->step = (high - low) / RLT_WAIT_STEPS;
  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    self->weights[i] = 1.0 / RLT_WAIT_STEPS;
}

static double
get_instant (const RltWaitArrival *self,
             guint                 i)
{
  return self->low + (i + 0.5) * self->step;
}

/* A step up at zero, as wide as a normal distribution of that deviation. */
static double
blur (double distance,
      double deviation)
{
  return CLAMP (0.5 + distance / (3.46 * deviation), 0.0, 1.0);
}

/**
 * rlt_wait_arrival_narrow:
 * @self: an arrival
 * @low: it is after this
 * @high: and before this
 * @deviation: seconds by which both may be off
 *
 * Takes one more statement into account.
 */
void
rlt_wait_arrival_narrow (RltWaitArrival *self,
                         double          low,
                         double          high,
                         double          deviation)
{
  double sum = 0;

  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    {
      double instant = get_instant (self, i);

      self->weights[i] *= DOUBT + blur (instant - low, deviation) * blur (high - instant, deviation);
      sum += self->weights[i];
    }
  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    self->weights[i] /= sum;
}

/**
 * rlt_wait_arrival_get_median:
 * @self: an arrival
 *
 * Returns: the instant that it is before or after with equal probability
 */
double
rlt_wait_arrival_get_median (const RltWaitArrival *self)
{
  double sum = 0;

  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    {
      if (sum + self->weights[i] >= 0.5)
        return self->low + (i + (0.5 - sum) / self->weights[i]) * self->step;
      sum += self->weights[i];
    }

  return self->low + RLT_WAIT_STEPS * self->step;
}

/**
 * rlt_wait_run_locate:
 * @self: a run
 * @network: whose trains they are
 * @elapsed: seconds after the instant from which the run's times are counted
 *
 * Returns: metres along the pattern
 */
double
rlt_wait_run_locate (const RltWaitRun *self,
                     RltNetwork        network,
                     double            elapsed)
{
  guint i = 0;

  while (i + 1 < self->n_marks && self->marks[i + 1].arrival <= elapsed)
    i++;
  if (i + 1 == self->n_marks || elapsed <= self->marks[i].departure)
    return self->marks[i].distance;

  return self->marks[i].distance +
         rlt_running_distance (network, self->marks[i + 1].distance - self->marks[i].distance,
                               MAX (self->marks[i + 1].arrival - self->marks[i].departure, 1),
                               elapsed - self->marks[i].departure);
}

typedef struct
{
  double distance;
  double weight;
} Deviation;

static int
compare_deviations (gconstpointer a,
                    gconstpointer b)
{
  const Deviation *x = a, *y = b;

  return x->distance < y->distance ? -1 : x->distance > y->distance;
}

/**
 * rlt_wait_arrival_get_uncertainty:
 * @self: an arrival
 * @run: the run that leads to it, its times counted from the arrival
 * @network: whose trains they are
 * @now: the instant at which to look
 *
 * Returns: metres: so far from where rlt_wait_arrival_get_median() has it the train is at most, in
 *   nine of ten cases
 */
double
rlt_wait_arrival_get_uncertainty (const RltWaitArrival *self,
                                  const RltWaitRun     *run,
                                  RltNetwork            network,
                                  double                now)
{
  double place = rlt_wait_run_locate (run, network, now - rlt_wait_arrival_get_median (self));
  Deviation deviations[RLT_WAIT_STEPS];
  double sum = 0;

  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    {
      double there = rlt_wait_run_locate (run, network, now - get_instant (self, i));

      deviations[i] = (Deviation) { fabs (there - place), self->weights[i] };
    }
  qsort (deviations, RLT_WAIT_STEPS, sizeof *deviations, compare_deviations);
  for (guint i = 0; i < RLT_WAIT_STEPS; i++)
    {
      sum += deviations[i].weight;
      if (sum >= COVERAGE)
        return deviations[i].distance;
    }

  return deviations[RLT_WAIT_STEPS - 1].distance;
}
