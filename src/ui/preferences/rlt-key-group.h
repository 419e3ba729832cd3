/* rlt-key-group.h: the key to PRIM: kept among the user's secrets, and tried out.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-ui-context.h"

G_BEGIN_DECLS

#define RLT_TYPE_KEY_GROUP (rlt_key_group_get_type ())
G_DECLARE_FINAL_TYPE (RltKeyGroup, rlt_key_group, RLT, KEY_GROUP, AdwPreferencesGroup)

void rlt_key_group_set_context (RltKeyGroup  *self,
                                RltUiContext *context);

G_END_DECLS
