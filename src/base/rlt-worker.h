/* rlt-worker.h: one named thread that runs queued GTasks in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

#define RLT_TYPE_WORKER (rlt_worker_get_type ())
G_DECLARE_FINAL_TYPE (RltWorker, rlt_worker, RLT, WORKER, GObject)

RltWorker *rlt_worker_new       (const char      *name);
void       rlt_worker_push      (RltWorker       *self,
                                 GTaskThreadFunc  func,
                                 GTask           *task);
gboolean   rlt_worker_is_inside (RltWorker       *self);
void       rlt_worker_stop      (RltWorker       *self);

G_END_DECLS
