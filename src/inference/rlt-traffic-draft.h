/* rlt-traffic-draft.h: the reasons of a traffic status while it is made.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-traffic-status.h"

G_BEGIN_DECLS

/* A reason, whose texts still belong to the answers. */
typedef struct
{
  RltTrafficReason  reason;       /* without ->sources and ->counts */
  GPtrArray        *sources;      /* (owned) (element-type utf8) */
  RltTime           next_change;  /* or RLT_TIME_NONE */
  gboolean          has_own_id;   /* the upstream's, not one we made up */
  gboolean          is_fresh;     /* ->reason.level was told lately */
  gboolean          is_of_line;   /* not only of stations */
} RltTrafficDraft;

RltTrafficDraft *rlt_traffic_draft_new_from_disruption (const RltDisruption    *disruption,
                                                        const char             *source,
                                                        RltTime                 observed_at,
                                                        RltTime                 now);
RltTrafficDraft *rlt_traffic_draft_new_from_traffic    (const RltTraffic       *traffic,
                                                        const char             *source,
                                                        RltTime                 observed_at,
                                                        RltTime                 now);
void             rlt_traffic_draft_free                (RltTrafficDraft        *self);
gboolean         rlt_traffic_draft_counts              (const RltTrafficDraft  *self);
gboolean         rlt_traffic_draft_is_same             (const RltTrafficDraft  *self,
                                                        const RltTrafficDraft  *other);
void             rlt_traffic_draft_absorb              (RltTrafficDraft        *self,
                                                        RltTrafficDraft        *other);
int              rlt_traffic_draft_compare             (gconstpointer           a,
                                                        gconstpointer           b);
void             rlt_traffic_draft_write               (const RltTrafficDraft  *self,
                                                        RltArena               *arena,
                                                        RltTrafficReason       *reason);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTrafficDraft, rlt_traffic_draft_free)

G_END_DECLS
