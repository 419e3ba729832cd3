/* rlt-feed-status-private.h: how the engine changes a feed's status.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-health.h"
#include "rlt-feed-settings.h"
#include "rlt-feed-status.h"
#include "rlt-feed.h"

G_BEGIN_DECLS

RltFeedStatus *rlt_feed_status_new        (RltFeedKind          kind);
void           rlt_feed_status_set_health (RltFeedStatus       *self,
                                           const RltFeedHealth *health,
                                           RltTime              now);
void           rlt_feed_status_set_config (RltFeedStatus       *self,
                                           const RltFeedConfig *config,
                                           const RltFeedSettings *settings);

G_END_DECLS
