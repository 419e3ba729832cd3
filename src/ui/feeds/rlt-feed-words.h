/* rlt-feed-words.h: a feed and how it is doing in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-status.h"

G_BEGIN_DECLS

gboolean    rlt_feed_state_is_failing (RltFeedState   state);
const char *rlt_feed_state_to_words   (RltFeedState   state);
const char *rlt_feed_state_icon_name  (RltFeedState   state);
char       *rlt_feed_to_summary       (RltFeedStatus *feed,
                                       RltTime        now);
char       *rlt_feed_to_facts         (RltFeedStatus *feed,
                                       RltTime        now);

G_END_DECLS
