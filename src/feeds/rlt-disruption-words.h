/* rlt-disruption-words.h: what upstreams call grave, planned, a lift, and every night.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-types.h"

G_BEGIN_DECLS

/* How grave an upstream calls a disruption. */
typedef enum
{
  RLT_SEVERITY_UNKNOWN,       /* not said, or in no word we know */
  RLT_SEVERITY_INFORMATION,
  RLT_SEVERITY_DISTURBING,
  RLT_SEVERITY_BLOCKING,
} RltSeverity;

RltSeverity rlt_severity_from_word (const char  *word);
gboolean    rlt_word_is_works      (const char  *word);
gboolean    rlt_word_is_lift       (const char  *word);
gboolean    rlt_title_is_lift      (const char  *title);
RltLevel    rlt_severity_get_level (RltSeverity  severity,
                                    RltCategory  category);
RltCategory rlt_severity_get_category (RltSeverity severity,
                                    gboolean     is_works,
                                    gboolean     is_lift);
int         rlt_words_get_nights   (const char  *text);

G_END_DECLS
