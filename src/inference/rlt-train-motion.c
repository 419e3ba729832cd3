/* rlt-train-motion.c: where a train is at an instant.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-geometry.h"
#include "rlt-running.h"
#include "rlt-train.h"

/* What the stretch where a train may be grows by, each second after the data are due again. */
#define UNCERTAINTY_GROWTH 0.1 /* of the line's speed */
#define UNCERTAINTY_GROWS_AFTER (30 * RLT_SECOND)

/* Whether it has left @knot, as far as is known: one whose data are old is believed to leave no stop. */
static gboolean
has_left (const RltTrain *self,
          const RltKnot  *knot,
          RltTime         now)
{
  return knot->departure < now && knot->departure <= self->observed_at + RLT_TRAIN_FOLLOWED_FOR;
}

/* The knot the train stands at or left last, by its data alone. */
static guint
find_knot (const RltTrain *self,
           RltTime         now)
{
  guint k = 0;

  while (k + 1 < self->n_knots && has_left (self, &self->knots[k], now) &&
         self->knots[k + 1].arrival <= now)
    k++;

  return k;
}

static double
distance_by_knots (const RltTrain *self,
                   guint           k,
                   RltTime         now)
{
  const RltKnot *knot = &self->knots[k];
  const RltKnot *next = knot + 1;

  if (k + 1 == self->n_knots || !has_left (self, knot, now))
    return knot->distance;

  return knot->distance +
         rlt_running_distance (self->line->network,
                               next->distance - knot->distance,
                               (next->arrival - knot->departure) / (double) RLT_SECOND,
                               (now - knot->departure) / (double) RLT_SECOND);
}

static double
shown_distance (const RltTrain *self,
                double          distance,
                RltTime         now)
{
  if (now < self->lag_end)
    distance -= self->lag * (double) (self->lag_end - MAX (now, self->lag_start)) /
                (double) (self->lag_end - self->lag_start);

  return MAX (distance, self->floor);
}

/**
 * rlt_train_distance:
 * @self: a train
 * @now: an instant
 *
 * Between two stops a train runs smoothly from the expected departure to the expected arrival. It
 * follows its expected times while its data are at most %RLT_TRAIN_FOLLOWED_FOR old, then stops
 * at the next stop. With growing @now it never goes backwards.
 *
 * Returns: metres along the train's pattern. Any thread.
 */
double
rlt_train_distance (const RltTrain *self,
                    RltTime         now)
{
  g_return_val_if_fail (self != NULL, 0);

  return shown_distance (self, distance_by_knots (self, find_knot (self, now), now), now);
}

static double
get_uncertainty (const RltTrain *self,
                 RltTime         now)
{
  RltTime age = now - self->observed_at - UNCERTAINTY_GROWS_AFTER;

  if (age <= 0)
    return self->uncertainty;

  return self->uncertainty +
         UNCERTAINTY_GROWTH * rlt_running_speed (self->line->network) * age / (double) RLT_SECOND;
}

/**
 * rlt_train_place:
 * @self: a train
 * @now: an instant
 * @place: (out caller-allocates): where the train is
 *
 * All that can be said of where a train is; see rlt_train_distance(). Any thread.
 */
void
rlt_train_place (const RltTrain *self,
                 RltTime         now,
                 RltTrainPlace  *place)
{
  const RltKnot *knot, *next;
  double uncertainty;
  guint k;

  g_return_if_fail (self != NULL && place != NULL);

  k = find_knot (self, now);
  place->distance = shown_distance (self, distance_by_knots (self, k, now), now);
  /* Shown ahead of its data or behind them, it is between the stops around where it is shown. */
  while (k > 0 && place->distance < self->knots[k].distance)
    k--;
  while (k + 1 < self->n_knots && place->distance >= self->knots[k + 1].distance)
    k++;

  knot = &self->knots[k];
  next = k + 1 < self->n_knots ? knot + 1 : knot;
  place->from = knot->stop;
  place->to = next->stop;
  place->at_stop = place->distance == knot->distance;
  place->progress = next == knot ? 0.0
                                 : CLAMP ((place->distance - knot->distance) /
                                          (next->distance - knot->distance), 0.0, 1.0);
  place->eta = next == knot ? 0 : MAX (next->arrival - now, 0) / RLT_SECOND;

  uncertainty = get_uncertainty (self, now);
  place->low = MAX (place->distance - uncertainty, MIN (self->knots[0].distance, place->distance));
  place->high = MIN (place->distance + uncertainty, self->pattern->length);
  rlt_pattern_locate (self->pattern, place->distance, &place->position);
}
