/* rlt-running.c: how long a train runs, and where it is meanwhile.
 *
 * A run from stop to stop speeds up evenly, keeps its speed, and brakes evenly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-running.h"

#include <math.h>

/* What riders experience between two stops, not what the rolling stock could do. */
static const struct
{
  double speed;         /* metres per second */
  double acceleration;  /* metres per second squared, braking too */
} habits[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = { 14.0, 0.9 },
  [RLT_NETWORK_RER] = { 24.0, 0.8 },
  [RLT_NETWORK_TRAM] = { 11.0, 0.9 },
  [RLT_NETWORK_TRANSILIEN] = { 26.0, 0.7 },
  [RLT_NETWORK_CABLE] = { 6.0, 0.5 },
};

/**
 * rlt_running_speed:
 * @network: a network
 *
 * Returns: the speed of its trains between stops, in metres per second
 */
double
rlt_running_speed (RltNetwork network)
{
  g_return_val_if_fail ((guint) network < RLT_N_NETWORKS, 1.0);

  return habits[network].speed;
}

/**
 * rlt_running_time:
 * @network: a network
 * @length: metres of track from standing to standing
 *
 * What to expect when no feed says it.
 *
 * Returns: seconds
 */
double
rlt_running_time (RltNetwork network,
                  double     length)
{
  double speed, acceleration;

  g_return_val_if_fail ((guint) network < RLT_N_NETWORKS, 0.0);

  speed = habits[network].speed;
  acceleration = habits[network].acceleration;
  if (length < speed * speed / acceleration)
    return 2 * sqrt (MAX (length, 0) / acceleration);

  return length / speed + speed / acceleration;
}

/**
 * rlt_running_distance:
 * @network: a network
 * @length: metres of track from standing to standing
 * @total: seconds the whole run takes, above 0
 * @elapsed: seconds since it began, 0 to @total
 *
 * The cruising speed is the one at which the run takes @total: the smaller root of
 * v² − a·total·v + a·length = 0. Where the usual acceleration does not suffice, the least that does
 * is taken.
 *
 * Returns: metres run after @elapsed; never decreasing with it
 */
double
rlt_running_distance (RltNetwork network,
                      double     length,
                      double     total,
                      double     elapsed)
{
  double acceleration = MAX (habits[network].acceleration, 4 * length / (total * total));
  double reach = acceleration * total;
  double speed = (reach - sqrt (MAX (reach * reach - 4 * acceleration * length, 0))) / 2;
  double speeding_up = speed / acceleration;

  if (elapsed <= speeding_up)
    return acceleration * elapsed * elapsed / 2;
  if (elapsed >= total - speeding_up)
    return length - acceleration * (total - elapsed) * (total - elapsed) / 2;

  return speed * (elapsed - speeding_up / 2);
}
