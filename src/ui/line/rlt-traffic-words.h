/* rlt-traffic-words.h: disruptions in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-traffic-status.h"
#include "rlt-ui-context.h"

G_BEGIN_DECLS

const char *rlt_tense_to_words          (RltTense                tense);
const char *rlt_traffic_reason_to_kind  (const RltTrafficReason *reason);
const char *rlt_traffic_reason_to_icon  (const RltTrafficReason *reason);
char       *rlt_traffic_reason_to_when  (const RltTrafficReason *reason,
                                         RltTime                 now);
char       *rlt_traffic_reason_to_origin (const RltTrafficReason *reason,
                                         RltUiContext           *context);
char       *rlt_traffic_status_to_words (const RltTrafficStatus *status,
                                         RltUiContext           *context);

G_END_DECLS
