/* rlt-wait-link.c: how long trains run from stop to stop, learned from what the boards show.
 *
 * The time of a link from arrival to arrival is factor·usual + overhead + its own deviation. The
 * usual running time comes from the length of track; factor and overhead are the line's own, fitted
 * to what was observed on all its links (least squares, drawn towards 1 and the network's usual
 * dwell); the deviation of each link is drawn towards zero, the less the more trains were seen.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include "rlt-running.h"

#include <math.h>

/* Seconds that a train stands at a stop, before anything was observed: in the middle of what the
 * operators plan. */
static const double usual_dwells[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = 25.0,
  [RLT_NETWORK_RER] = 45.0,
  [RLT_NETWORK_TRAM] = 25.0,
  [RLT_NETWORK_TRANSILIEN] = 45.0,
  [RLT_NETWORK_CABLE] = 20.0,
};

/* Standard deviations of what is fitted, before anything was observed. */
#define FACTOR_DEVIATION 0.2
#define DWELL_DEVIATION 12.0

/* How much a link differs from its line, in seconds. */
#define LINK_DEVIATION 4.0
#define LINK_DEVIATION_OF_USUAL 0.05

/* How much one train's time differs from its link's: seconds, and a part of the time that is learned,
 * from this on, by as many trains as that. */
#define TRAIN_DEVIATION 4.0
#define FIRST_SPREAD 0.03
#define LEAST_SPREAD 0.0
#define MOST_SPREAD 0.2
#define SPREAD_TRAINS 100

/* Of a link's time before anything was observed on its line. */
#define FIRST_DEVIATION 6.0
#define FIRST_DEVIATION_OF_USUAL 0.15

/* Observed on fewer links, a line's own ways are not known. */
#define MIN_LINKS_FITTED 3

/* A time so many standard deviations off is a train held, or none. */
#define OUTLIER 3.0

void
rlt_wait_links_init (RltWaitLinks *self,
                     RltNetwork    network)
{
  self->links = g_array_new (FALSE, TRUE, sizeof (RltWaitLink));
  self->network = network;
  self->factor = 1.0;
  self->overhead = self->dwell = usual_dwells[network];
  self->spread = FIRST_SPREAD;
}

void
rlt_wait_links_clear (RltWaitLinks *self)
{
  g_clear_pointer (&self->links, g_array_unref);
}

static double
square (double value)
{
  return value * value;
}

/* What one train's time differs by from the line's. */
static double
get_own_variance (const RltWaitLink *link)
{
  return square (LINK_DEVIATION + LINK_DEVIATION_OF_USUAL * link->usual);
}

/* Of the time of one train. */
static double
get_train_variance (const RltWaitLinks *self,
                    const RltWaitLink  *link)
{
  return square (TRAIN_DEVIATION) + square (self->spread * link->mean);
}

static void
set_first_guess (const RltWaitLinks *self,
                 RltWaitLink        *link)
{
  link->mean = link->usual * self->factor + self->overhead;
  link->variance = square (FIRST_DEVIATION + FIRST_DEVIATION_OF_USUAL * link->usual);
  link->run = link->usual * self->factor;
}

/**
 * rlt_wait_links_add:
 * @self: a line's links
 * @from: a stop
 * @to: the next one
 * @length: metres of track between them
 *
 * Returns: the index of the link between them, which is made when there is none
 */
guint
rlt_wait_links_add (RltWaitLinks  *self,
                    const RltStop *from,
                    const RltStop *to,
                    double         length)
{
  RltWaitLink link = { .from = from, .to = to, .length = length };

  for (guint i = 0; i < self->links->len; i++)
    {
      const RltWaitLink *known = rlt_wait_links_get (self, i);

      if (known->from == from && known->to == to)
        return i;
    }

  link.usual = rlt_running_time (self->network, length);
  set_first_guess (self, &link);
  g_array_append_val (self->links, link);

  return self->links->len - 1;
}

/**
 * rlt_wait_links_forget:
 * @self: a line's links
 *
 * Forgets what was observed of trains that are on the boards still.
 */
void
rlt_wait_links_forget (RltWaitLinks *self)
{
  for (guint i = 0; i < self->links->len; i++)
    {
      RltWaitLink *link = &g_array_index (self->links, RltWaitLink, i);

      link->shown = 0;
      link->shown_sum = 0;
    }
  self->excess = 0;
  self->excess_weight = 0;
}

/**
 * rlt_wait_links_observe:
 * @self: a line's links
 * @link: one of them
 * @seconds: what a train takes, from arrival to arrival
 * @variance: of @seconds
 * @for_good: whether the train is gone, and nothing better will be known of it
 *
 * Takes note of one train's time, unless it was held.
 */
void
rlt_wait_links_observe (RltWaitLinks *self,
                        guint         link,
                        double        seconds,
                        double        variance,
                        gboolean      for_good)
{
  RltWaitLink *known = &g_array_index (self->links, RltWaitLink, link);
  double weight = 1 / (variance + get_train_variance (self, known));
  double difference = square (seconds - known->mean);

  if (difference > square (OUTLIER) * (variance + known->variance))
    return;

  self->excess += difference - variance - square (TRAIN_DEVIATION);
  self->excess_weight += square (known->mean);

  if (for_good)
    {
      known->learned += weight;
      known->learned_sum += weight * seconds;
    }
  else
    {
      known->shown += weight;
      known->shown_sum += weight * seconds;
    }
}

/* Least squares of two unknowns, as sums. */
typedef struct
{
  double a11, a12, a22, b1, b2;
} Equations;

static void
add_equation (Equations *equations,
              double     x1,
              double     x2,
              double     y,
              double     weight)
{
  equations->a11 += weight * x1 * x1;
  equations->a12 += weight * x1 * x2;
  equations->a22 += weight * x2 * x2;
  equations->b1 += weight * x1 * y;
  equations->b2 += weight * x2 * y;
}

/* Returns: whether enough was observed */
static gboolean
fit_line (RltWaitLinks *self)
{
  Equations equations = { 0 };
  double determinant;
  guint n = 0;

  add_equation (&equations, 1, 0, 1, 1 / square (FACTOR_DEVIATION));
  add_equation (&equations, 0, 1, usual_dwells[self->network], 1 / square (DWELL_DEVIATION));
  for (guint i = 0; i < self->links->len; i++)
    {
      const RltWaitLink *link = rlt_wait_links_get (self, i);
      double weight = link->learned + link->shown;

      if (weight <= 0)
        continue;
      add_equation (&equations, link->usual, 1, (link->learned_sum + link->shown_sum) / weight,
                    1 / (1 / weight + get_own_variance (link)));
      n++;
    }
  if (n < MIN_LINKS_FITTED)
    return FALSE;

  determinant = equations.a11 * equations.a22 - square (equations.a12);
  self->factor = (equations.b1 * equations.a22 - equations.b2 * equations.a12) / determinant;
  self->overhead = (equations.b2 * equations.a11 - equations.b1 * equations.a12) / determinant;
  return TRUE;
}

/* Draws the link's own time towards the line's. */
static void
fit_link (const RltWaitLinks *self,
          RltWaitLink        *link)
{
  double own = 1 / get_own_variance (link);
  double weight = link->learned + link->shown + own;
  double expected = link->usual * self->factor + self->overhead;

  link->mean = MAX ((link->learned_sum + link->shown_sum + own * expected) / weight, 1);
  link->variance = 1 / weight + get_train_variance (self, link);
  link->run = MAX (link->mean - self->dwell, link->mean / 3);
}

/* Boards of whole minutes tell little of how much trains differ, exact times much. */
static void
fit_spread (RltWaitLinks *self)
{
  double mean = 0;
  double prior;

  for (guint i = 0; i < self->links->len; i++)
    mean += square (rlt_wait_links_get (self, i)->mean) / self->links->len;
  prior = SPREAD_TRAINS * mean;
  self->spread = sqrt (CLAMP ((self->excess + prior * square (FIRST_SPREAD)) / (self->excess_weight + prior),
                              square (LEAST_SPREAD), square (MOST_SPREAD)));
}

/**
 * rlt_wait_links_fit:
 * @self: a line's links
 *
 * Works out how long trains run, from what was observed.
 */
void
rlt_wait_links_fit (RltWaitLinks *self)
{
  if (!fit_line (self))
    return;

  fit_spread (self);
  for (guint i = 0; i < self->links->len; i++)
    fit_link (self, &g_array_index (self->links, RltWaitLink, i));
}
