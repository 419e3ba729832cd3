/* rlt-backoff.h: how long to wait before the next attempt.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

/* Durations. */
typedef struct
{
  RltTime first;    /* after the first failure */
  RltTime longest;  /* however often it failed */
} RltBackoff;

RltTime rlt_backoff_delay (const RltBackoff *self,
                           guint             n_failures,
                           RltTime           retry_after,
                           double            chance);

G_END_DECLS
