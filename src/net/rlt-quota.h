/* rlt-quota.h: how many requests an upstream still grants today. Pure: instants come from outside.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

/* "Nobody knows", of what is left. */
#define RLT_QUOTA_UNKNOWN ((gint64) -1)

/* One upstream's quota, and what was asked of it. */
typedef struct
{
  guint   limit;        /* requests a day; 0: none is known */
  RltTime day_start;    /* the midnight in Paris from which the next two count, or RLT_TIME_NONE */
  guint   n_used;       /* requests made by this program */
  guint   n_elsewhere;  /* requests that others made with the same key, as far as the upstream said */
  gboolean is_spent;    /* the upstream says that nothing is left, whatever was counted */
  double  rate;         /* requests a second, of late: a sum that decays */
  RltTime rate_since;   /* when that sum began, or RLT_TIME_NONE */
  RltTime rate_at;      /* when it was last added to */
} RltQuota;

void     rlt_quota_init      (RltQuota       *self,
                              guint           limit);
void     rlt_quota_count     (RltQuota       *self,
                              RltTime         now);
void     rlt_quota_learn     (RltQuota       *self,
                              gint64          limit,
                              gint64          remaining,
                              RltTime         now);
void     rlt_quota_spend     (RltQuota       *self,
                              RltTime         now);
guint    rlt_quota_get_used  (const RltQuota *self,
                              RltTime         now);
gint64   rlt_quota_get_left  (const RltQuota *self,
                              RltTime         now);
double   rlt_quota_get_rate  (const RltQuota *self,
                              RltTime         now);
RltTime  rlt_quota_forecast  (const RltQuota *self,
                              RltTime         now);
RltTime  rlt_quota_day_start (RltTime         now);
RltTime  rlt_quota_day_end   (RltTime         now);

G_END_DECLS
