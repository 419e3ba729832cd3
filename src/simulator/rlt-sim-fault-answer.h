/* rlt-sim-fault-answer.h: faults of answers: others in their place, and damage to what they hold.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-api.h"

G_BEGIN_DECLS

#define RLT_SIM_CHALLENGE_PAGE \
  "<!DOCTYPE html><html lang=\"en-US\"><head><title>Just a moment...</title></head>" \
  "<body><div id=\"cf-chl-widget\"></div><noscript><div id=\"challenge-error-text\">" \
  "Enable JavaScript and cookies to continue</div></noscript></body></html>\n"

void     rlt_sim_answer_set_page  (RltSimAnswer       *self,
                                   guint               status,
                                   const char         *page);
gboolean rlt_sim_fault_http       (const RltSimEffect *effect,
                                   RltTime             now,
                                   RltSimAnswer       *answer);
void     rlt_sim_fault_body       (const RltSimEffect *effect,
                                   RltTime             now,
                                   RltSimAnswer       *answer);
char    *rlt_sim_fault_json       (const RltSimEffect *effect,
                                   const char         *body,
                                   gsize               length);

G_END_DECLS
