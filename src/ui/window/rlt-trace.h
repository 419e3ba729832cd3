/* rlt-trace.h: tells when the program's start has come how far.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

gboolean rlt_trace_is_on (void);
void     rlt_trace_tell  (const char *event);

G_END_DECLS
