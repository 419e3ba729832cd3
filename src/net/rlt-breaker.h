/* rlt-breaker.h: when an upstream that fails is left alone. Pure: instants come from outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

typedef enum
{
  RLT_BREAKER_CLOSED,     /* requests pass */
  RLT_BREAKER_OPEN,       /* none does before the breaker's retry_at */
  RLT_BREAKER_HALF_OPEN,  /* one is under way that decides */
} RltBreakerState;

/* One upstream's breaker. */
typedef struct
{
  RltBreakerState state;
  guint           n_failures;   /* in a row while closed */
  guint           n_openings;   /* in a row, since it was last closed */
  RltTime         retry_at;     /* while open: when one request may try; else RLT_TIME_NONE */
} RltBreaker;

void        rlt_breaker_init            (RltBreaker      *self);
void        rlt_breaker_try             (RltBreaker      *self);
void        rlt_breaker_succeed         (RltBreaker      *self);
void        rlt_breaker_fail            (RltBreaker      *self,
                                         RltTime          now,
                                         double           chance);
void        rlt_breaker_open            (RltBreaker      *self,
                                         RltTime          until);
const char *rlt_breaker_state_to_string (RltBreakerState  state);
gboolean    rlt_breaker_state_from_string (const char    *text,
                                         RltBreakerState *state);

G_END_DECLS
