/* rlt-backoff.c: how long to wait before the next attempt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-backoff.h"

/* Doubling beyond this many times says nothing new and would overflow. */
#define MAX_DOUBLINGS 20

/* Those told to come back at the same moment spread over this share of the wait. */
#define RETRY_AFTER_SPREAD 0.1

/**
 * rlt_backoff_delay:
 * @self: the bounds
 * @n_failures: failures in a row, at least 1
 * @retry_after: how long the upstream asks us to wait, or %RLT_TIME_NONE
 * @chance: a random number, at least 0 and below 1
 *
 * Doubles with each failure up to the longest, then takes between half and all of it, so that many
 * who failed together do not come back together. An upstream's own wish is never undercut, also
 * when it is beyond the longest.
 *
 * Returns: how long to wait, a duration
 */
RltTime
rlt_backoff_delay (const RltBackoff *self,
                   guint             n_failures,
                   RltTime           retry_after,
                   double            chance)
{
  RltTime full;
  RltTime delay;

  g_return_val_if_fail (self->first > 0 && self->first <= self->longest, self->longest);
  g_return_val_if_fail (n_failures > 0, self->first);
  g_return_val_if_fail (chance >= 0 && chance < 1, self->longest);

  full = self->longest;
  if (n_failures <= MAX_DOUBLINGS)
    full = MIN (full, self->first << (n_failures - 1));
  delay = full / 2 + (RltTime) (chance * (full - full / 2));

  if (RLT_TIME_IS_SET (retry_after))
    delay = MAX (delay, retry_after + (RltTime) (chance * RETRY_AFTER_SPREAD * retry_after));

  return delay;
}
