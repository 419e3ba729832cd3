/* rlt-breaker.c: when an upstream that fails is left alone.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-net"

#include "config.h"

#include "rlt-breaker.h"

#include "rlt-backoff.h"

/* So many failures in a row, of whatever requests, and the upstream itself is in trouble. */
#define FAILURES_UNTIL_OPEN 3

/* How long it is left alone, longer each time that the one request that tries fails. */
static const RltBackoff cooldown = { 30 * RLT_SECOND, 10 * RLT_MINUTE };

static const char * const state_words[] = { "closed", "open", "half-open" };

/**
 * rlt_breaker_init:
 * @self: (out caller-allocates): a breaker that is closed
 */
void
rlt_breaker_init (RltBreaker *self)
{
  g_return_if_fail (self != NULL);

  *self = (RltBreaker) { .state = RLT_BREAKER_CLOSED, .retry_at = RLT_TIME_NONE };
}

/**
 * rlt_breaker_try:
 * @self: a breaker
 *
 * A request is sent. If the breaker is open, this is the one that decides.
 */
void
rlt_breaker_try (RltBreaker *self)
{
  g_return_if_fail (self != NULL);

  if (self->state != RLT_BREAKER_OPEN)
    return;

  self->state = RLT_BREAKER_HALF_OPEN;
  self->retry_at = RLT_TIME_NONE;
}

/**
 * rlt_breaker_succeed:
 * @self: a breaker
 *
 * A request was answered: the breaker is closed.
 */
void
rlt_breaker_succeed (RltBreaker *self)
{
  rlt_breaker_init (self);
}

/**
 * rlt_breaker_fail:
 * @self: a breaker
 * @now: the present instant
 * @chance: a random number, at least 0 and below 1: those that failed together do not try together
 *
 * A request failed. The third failure in a row opens the breaker, and so does the one request that
 * tries afterwards. What was sent before it opened changes nothing.
 */
void
rlt_breaker_fail (RltBreaker *self,
                  RltTime     now,
                  double      chance)
{
  g_return_if_fail (self != NULL);

  if (self->state == RLT_BREAKER_OPEN)
    return;
  if (self->state == RLT_BREAKER_CLOSED && ++self->n_failures < FAILURES_UNTIL_OPEN)
    return;

  rlt_breaker_open (self, now + rlt_backoff_delay (&cooldown, self->n_openings + 1, RLT_TIME_NONE, chance));
}

/**
 * rlt_breaker_open:
 * @self: a breaker
 * @until: when one request may try
 *
 * Opens the breaker whatever the number of failures: the upstream has said enough.
 */
void
rlt_breaker_open (RltBreaker *self,
                  RltTime     until)
{
  g_return_if_fail (self != NULL);

  self->state = RLT_BREAKER_OPEN;
  self->n_openings++;
  self->retry_at = until;
}

/**
 * rlt_breaker_state_to_string:
 * @state: a state
 *
 * Returns: (transfer none): its word: "half-open"
 */
const char *
rlt_breaker_state_to_string (RltBreakerState state)
{
  g_return_val_if_fail ((guint) state < G_N_ELEMENTS (state_words), NULL);

  return state_words[state];
}

/**
 * rlt_breaker_state_from_string:
 * @text: (nullable): a state's word
 * @state: (out): the state, unchanged when there is none of that word
 *
 * Returns: whether there is one
 */
gboolean
rlt_breaker_state_from_string (const char      *text,
                               RltBreakerState *state)
{
  g_return_val_if_fail (state != NULL, FALSE);

  for (guint i = 0; i < G_N_ELEMENTS (state_words); i++)
    {
      if (g_strcmp0 (state_words[i], text) == 0)
        {
          *state = i;
          return TRUE;
        }
    }

  return FALSE;
}
