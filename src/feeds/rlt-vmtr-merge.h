/* rlt-vmtr-merge.h: what the frames of a room say together.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"

G_BEGIN_DECLS

RltRecords *rlt_vmtr_update (const RltDecodeContext *context,
                             const RltRecords       *known,
                             const char             *frame,
                             gsize                   length);
RltRecords *rlt_vmtr_merge  (const char             *source,
                             RltRecords             *one,
                             RltRecords             *other);

G_END_DECLS
