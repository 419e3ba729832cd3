/* rlt-feed-health.h: how a feed has been doing. No clock, no I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-breaker.h"
#include "rlt-quota.h"
#include "rlt-types.h"

G_BEGIN_DECLS

/* One feed's health. */
typedef struct
{
  RltFeedState state;
  RltTime      last_success;   /* or RLT_TIME_NONE: never */
  RltTime      last_failure;   /* or RLT_TIME_NONE: never */
  RltTime      data_at;        /* when the newest data were made, or RLT_TIME_NONE: there are none */
  char        *last_error;     /* (owned) (nullable): in words for people; NULL while all is well */
  guint        errors_in_row;
  RltQuota     quota;          /* and today's requests */
  RltTime      quota_ends_at;  /* by the forecast of the last request; RLT_TIME_NONE: it lasts */
  guint64      n_bytes;        /* received on the quota's day */
  RltTime      latency;        /* of the last answer, a duration */
  RltBreaker   breaker;
  gboolean     is_awaited;     /* what it is asked for now has not all been answered yet, for the first time */
} RltFeedHealth;

void    rlt_feed_health_init    (RltFeedHealth *self);
void    rlt_feed_health_clear   (RltFeedHealth *self);
void    rlt_feed_health_copy    (const RltFeedHealth *self,
                                 RltFeedHealth *copy);
void    rlt_feed_health_switch  (RltFeedHealth *self,
                                 gboolean       on,
                                 const char    *why);
void    rlt_feed_health_wait    (RltFeedHealth *self,
                                 const char    *why);
void    rlt_feed_health_ask     (RltFeedHealth *self,
                                 RltTime        now);
void    rlt_feed_health_receive (RltFeedHealth *self,
                                 RltTime        latency,
                                 guint64        n_bytes);
void    rlt_feed_health_succeed (RltFeedHealth *self,
                                 RltTime        now,
                                 RltTime        data_at,
                                 const char    *gap);
void    rlt_feed_health_fail    (RltFeedHealth *self,
                                 RltTime        now,
                                 const GError  *error,
                                 gboolean       has_part,
                                 double         chance);

G_END_DECLS
