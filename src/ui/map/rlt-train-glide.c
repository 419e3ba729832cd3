/* rlt-train-glide.c: how a train moves on the map, so that news never makes it jump.
 *
 * A train is shown where the latest news puts it, plus what it was off when they came; that remainder
 * melts away within two seconds. It never moves backwards: one that was shown too far ahead waits. It
 * never moves faster than twice its speed between stops. What is too far off for that fades, and
 * appears at its new place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-train-glide"

#include "config.h"

#include "rlt-train-glide.h"

#include <math.h>

#include "rlt-geometry.h"
#include "rlt-running.h"

#define BLEND_TIME (2 * RLT_SECOND)
#define FADE_TIME (RLT_SECOND * 7 / 10)
#define MOST_AHEAD 2500.0   /* metres: a train that is farther on than shown does not catch up, it fades */
#define MOST_BEHIND 600.0   /* metres: likewise one that is farther back */
#define MOST_ASIDE 80.0     /* metres: likewise one on another track */
#define STALE_OPACITY 0.25  /* just before a train that no news confirm is not drawn any more */

/**
 * rlt_train_glide_init:
 * @self: (out): a train
 * @train: what is known of it; must live until the next rlt_train_glide_follow()
 * @now: the clock's time
 *
 * Shows a train for the first time.
 */
void
rlt_train_glide_init (RltTrainGlide *self,
                       const RltTrain *train,
                       RltTime         now)
{
  self->train = train;
  self->shown = rlt_train_distance (train, now);
  self->shown_at = now;
  self->offset = 0;
  self->offset_at = now;
  self->born_at = RLT_TIME_NONE;
  self->gone_at = RLT_TIME_NONE;
}

/* Shows a train anew, at a place it did not move to. */
static void
appear (RltTrainGlide *self,
        const RltTrain *train,
        RltTime         now)
{
  rlt_train_glide_init (self, train, now);
  self->born_at = now;
}

/* Where on @pattern the train is shown now. */
static gboolean
carry_over (const RltTrainGlide *self,
            const RltPattern     *pattern,
            double               *distance)
{
  RltPosition position;
  double aside;

  *distance = self->shown;
  if (self->train->pattern == pattern)
    return TRUE;

  rlt_pattern_locate (self->train->pattern, self->shown, &position);
  *distance = rlt_pattern_project (pattern, position.latitude, position.longitude, &aside);

  return aside <= MOST_ASIDE;
}

/**
 * rlt_train_glide_follow:
 * @self: a train
 * @train: the news of it; must live until the next call
 * @now: the clock's time
 *
 * What @self knew before must still live during the call.
 */
void
rlt_train_glide_follow (RltTrainGlide *self,
                         const RltTrain *train,
                         RltTime         now)
{
  gboolean same_track, fading = RLT_TIME_IS_SET (self->gone_at);
  double shown, ahead;

  rlt_train_glide_advance (self, now);
  same_track = carry_over (self, train->pattern, &shown);
  ahead = shown - rlt_train_distance (train, now);

  if (!same_track)
    {
      /* The old track cannot be drawn any more. */
      appear (self, train, now);
      return;
    }

  self->train = train;
  self->shown = shown;
  self->offset = ahead;
  self->offset_at = now;
  if (!fading && (ahead > MOST_BEHIND || ahead < -MOST_AHEAD))
    self->gone_at = now + FADE_TIME;
}

/* 1 at first, 0 in the end, without a jolt at either. */
static double
remainder_at (RltTime passed)
{
  double share = CLAMP ((double) passed / BLEND_TIME, 0, 1);

  return 1 - share * share * (3 - 2 * share);
}

/**
 * rlt_train_glide_advance:
 * @self: a train
 * @now: the clock's time
 *
 * Moves the train on to where it is to be shown. A clock that goes backwards leaves it where it is.
 */
void
rlt_train_glide_advance (RltTrainGlide *self,
                          RltTime         now)
{
  double wanted, farthest;

  if (now <= self->shown_at)
    return;

  if (RLT_TIME_IS_SET (self->gone_at))
    {
      if (now >= self->gone_at)
        appear (self, self->train, now);
      return;
    }

  wanted = rlt_train_distance (self->train, now) + self->offset * remainder_at (now - self->offset_at);
  farthest = self->shown + 2 * rlt_running_speed (self->train->line->network) *
             ((double) (now - self->shown_at) / RLT_SECOND);
  self->shown = CLAMP (wanted, self->shown, farthest);
  self->shown_at = now;
}

static double
freshness_opacity (RltTime observed_at,
                   RltTime now)
{
  double share;

  switch (rlt_freshness_at (observed_at, now))
    {
    case RLT_FRESHNESS_LIVE:
      return 1;
    case RLT_FRESHNESS_AGEING:
      share = (double) (now - observed_at - RLT_FRESHNESS_AGEING_AFTER) /
              (RLT_FRESHNESS_STALE_AFTER - RLT_FRESHNESS_AGEING_AFTER);
      return 1 - share * (1 - STALE_OPACITY);
    case RLT_FRESHNESS_STALE:
    default:
      return 0;
    }
}

/**
 * rlt_train_glide_opacity:
 * @self: a train
 * @now: the clock's time
 *
 * Returns: 0-1, how clearly the train is to be drawn: less and less while nothing new is heard of it,
 *   not at all when what is known is stale
 */
double
rlt_train_glide_opacity (const RltTrainGlide *self,
                          RltTime               now)
{
  double opacity = freshness_opacity (self->train->observed_at, now);

  if (RLT_TIME_IS_SET (self->gone_at))
    return opacity * CLAMP ((double) (self->gone_at - now) / FADE_TIME, 0, 1);
  if (RLT_TIME_IS_SET (self->born_at))
    return opacity * CLAMP ((double) (now - self->born_at) / FADE_TIME, 0, 1);
  return opacity;
}
