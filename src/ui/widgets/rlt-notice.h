/* rlt-notice.h: says in place why there is nothing to show, and what to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

/* Why there are no live data. */
typedef struct
{
  const char *icon_name;
  char       *title;          /* (owned) */
  char       *description;    /* (owned) (nullable) */
  const char *action_name;    /* (nullable): what helps */
  const char *action_label;   /* (nullable) */
} RltReason;

RltReason *rlt_reason_new  (RltUiContext *context,
                            RltTime       observed_at);
void       rlt_reason_free (RltReason    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltReason, rlt_reason_free)

#define RLT_TYPE_NOTICE (rlt_notice_get_type ())
G_DECLARE_FINAL_TYPE (RltNotice, rlt_notice, RLT, NOTICE, AdwBin)

void rlt_notice_set_reason (RltNotice       *self,
                            const RltReason *reason);

G_END_DECLS
