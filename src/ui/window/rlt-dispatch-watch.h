/* rlt-dispatch-watch.h: reports what keeps the main thread from answering.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gdk/gdk.h>

G_BEGIN_DECLS

void rlt_dispatch_watch_start      (void);
void rlt_dispatch_watch_frames     (GdkFrameClock *frames);

G_END_DECLS
