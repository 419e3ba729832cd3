/* rlt-sim-random.c: chance that is the same in every run.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-random"

#include "config.h"

#include "rlt-sim-random.h"

/**
 * rlt_sim_random_mix:
 * @seed: what came before
 * @value: what is drawn for
 *
 * One step of SplitMix64 (Steele, Lea, Flood: "Fast Splittable Pseudorandom Number Generators",
 * 2014), as a hash: near values give numbers that have nothing in common.
 *
 * Returns: a number that depends on both and on nothing else
 */
guint64
rlt_sim_random_mix (guint64 seed,
                    guint64 value)
{
  guint64 z = seed + (value + 1) * G_GUINT64_CONSTANT (0x9e3779b97f4a7c15);

  z = (z ^ (z >> 30)) * G_GUINT64_CONSTANT (0xbf58476d1ce4e5b9);
  z = (z ^ (z >> 27)) * G_GUINT64_CONSTANT (0x94d049bb133111eb);
  return z ^ (z >> 31);
}

/**
 * rlt_sim_random_text:
 * @seed: what came before
 * @text: what is drawn for
 *
 * Returns: as rlt_sim_random_mix() with every byte of @text
 */
guint64
rlt_sim_random_text (guint64     seed,
                     const char *text)
{
  for (const char *p = text; *p != '\0'; p++)
    seed = rlt_sim_random_mix (seed, (guchar) *p);

  return seed;
}

/**
 * rlt_sim_random_unit:
 * @seed: what came before
 * @value: what is drawn for
 *
 * Returns: a number from 0 to 1, 1 not included
 */
double
rlt_sim_random_unit (guint64 seed,
                     guint64 value)
{
  return (rlt_sim_random_mix (seed, value) >> 11) * 0x1.0p-53;
}

/**
 * rlt_sim_random_below:
 * @seed: what came before
 * @value: what is drawn for
 * @limit: above 0
 *
 * Returns: a number from 0 to @limit - 1
 */
guint
rlt_sim_random_below (guint64 seed,
                      guint64 value,
                      guint   limit)
{
  return (guint) (rlt_sim_random_mix (seed, value) % limit);
}
