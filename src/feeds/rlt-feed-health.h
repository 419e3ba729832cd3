/* rlt-feed-health.h: how a feed has been doing. No clock, no I/O.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-types.h"

G_BEGIN_DECLS

/* One feed's health. */
typedef struct
{
  RltFeedState state;
  RltTime      last_success;   /* or RLT_TIME_NONE: never */
  RltTime      last_failure;   /* or RLT_TIME_NONE: never */
  char        *last_error;     /* (owned) (nullable): in words for people; NULL while all is well */
  guint        errors_in_row;
  RltTime      day_start;      /* of the day, in Paris, that the next two are of; or RLT_TIME_NONE */
  guint        n_requests;
  guint64      n_bytes;
  RltTime      latency;        /* of the last answer, a duration */
} RltFeedHealth;

void    rlt_feed_health_init    (RltFeedHealth *self);
void    rlt_feed_health_clear   (RltFeedHealth *self);
void    rlt_feed_health_switch  (RltFeedHealth *self,
                                 gboolean       on,
                                 const char    *why);
void    rlt_feed_health_ask     (RltFeedHealth *self,
                                 RltTime        now);
void    rlt_feed_health_succeed (RltFeedHealth *self,
                                 RltTime        now,
                                 RltTime        latency,
                                 guint64        n_bytes,
                                 const char    *gap);
void    rlt_feed_health_fail    (RltFeedHealth *self,
                                 RltTime        now,
                                 const GError  *error,
                                 gboolean       has_part);
RltTime rlt_feed_day_start      (RltTime        now);
RltTime rlt_feed_day_end        (RltTime        now);

G_END_DECLS
