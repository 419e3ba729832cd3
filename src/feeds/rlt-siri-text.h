/* rlt-siri-text.h: what texts in SIRI answers mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

gboolean rlt_siri_is_word      (const char  *text,
                                gsize        length,
                                const char  *word);
gboolean rlt_siri_is_true      (const char  *text,
                                gsize        length);
gboolean rlt_siri_is_cancelled (const char  *status,
                                gsize        length);
gboolean rlt_siri_is_missed    (const char  *status,
                                gsize        length);
void     rlt_siri_read_time    (const char  *text,
                                gsize        length,
                                RltTime     *time,
                                char       **bad);
double   rlt_siri_read_number  (const char  *text,
                                gsize        length);

G_END_DECLS
