/* rlt-sim-stock.c: what the trains of a network can do, and how one runs from stop to stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-stock"

#include "config.h"

#include "rlt-sim-stock.h"

#include <math.h>

#define KM_H(speed) ((speed) / 3.6)
#define S(seconds) ((seconds) * 1000)

/* Speeds and accelerations so that the commercial speeds come out as published: about 25 km/h on
 * the metro, 50 on the RER, 60 on suburban lines, 20 on trams, 15 on the cable. */
static const RltSimStock stocks[RLT_N_NETWORKS] = {
  [RLT_NETWORK_METRO] = {
    KM_H (70), 0.85, 1.0, S (29), S (5), S (45), S (50), S (18), S (150), S (75), S (40), S (120),
  },
  [RLT_NETWORK_RER] = {
    KM_H (110), 0.9, 1.1, S (45), S (4), S (60), S (75), S (25), S (300), S (150), S (50), S (240),
  },
  [RLT_NETWORK_TRAM] = {
    KM_H (50), 0.9, 1.05, S (30), S (4), S (45), S (50), S (15), S (210), S (90), S (40), S (120),
  },
  [RLT_NETWORK_TRANSILIEN] = {
    KM_H (130), 0.8, 1.2, S (50), S (3), S (60), S (75), S (25), S (420), S (210), S (60), S (300),
  },
  [RLT_NETWORK_CABLE] = {
    KM_H (21.6), 0.5, 1.0, S (20), 0, S (20), S (21), S (5), S (40), S (20), S (15), S (20),
  },
};

/**
 * rlt_sim_stock_get:
 * @network: a network
 *
 * Returns: (transfer none): what runs there
 */
const RltSimStock *
rlt_sim_stock_get (RltNetwork network)
{
  g_return_val_if_fail (network < RLT_N_NETWORKS, &stocks[0]);

  return &stocks[network];
}

/* The highest speed on a run of @length: the stock's own, or what is reached half way. */
static double
get_peak_speed (const RltSimStock *self,
                double             length)
{
  return fmin (self->top_speed, sqrt (length * self->acceleration));
}

/* Start evenly, run, brake evenly: v/a seconds more than at the peak speed throughout. */
static double
get_least_time (const RltSimStock *self,
                double             length)
{
  double peak = get_peak_speed (self, length);

  return length / peak + peak / self->acceleration;
}

/**
 * rlt_sim_stock_get_run_time:
 * @self: a stock
 * @length: metres from standstill to standstill, above 0
 *
 * Returns: milliseconds the run takes; whole seconds, since timetables are made of those
 */
int
rlt_sim_stock_get_run_time (const RltSimStock *self,
                            double             length)
{
  return (int) ceil (get_least_time (self, length) * self->margin) * 1000;
}

/**
 * rlt_sim_stock_get_distance:
 * @self: a stock
 * @length: metres from standstill to standstill, above 0
 * @progress: the part of the run's time that has passed, 0 to 1
 *
 * Returns: metres run so far, growing with @progress
 */
double
rlt_sim_stock_get_distance (const RltSimStock *self,
                            double             length,
                            double             progress)
{
  double peak = get_peak_speed (self, length);
  double total = get_least_time (self, length);
  double ramp = peak / self->acceleration;
  double elapsed = progress * total;

  if (progress <= 0.0)
    return 0.0;
  if (progress >= 1.0)
    return length;
  if (elapsed < ramp)
    return 0.5 * self->acceleration * elapsed * elapsed;
  if (elapsed > total - ramp)
    return length - 0.5 * self->acceleration * (total - elapsed) * (total - elapsed);

  return peak * (elapsed - 0.5 * ramp);
}
