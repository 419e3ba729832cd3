/* rlt-loop-thread.h: one named thread that runs a main context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

G_BEGIN_DECLS

#define RLT_TYPE_LOOP_THREAD (rlt_loop_thread_get_type ())
G_DECLARE_FINAL_TYPE (RltLoopThread, rlt_loop_thread, RLT, LOOP_THREAD, GObject)

RltLoopThread *rlt_loop_thread_new         (const char     *name);
GMainContext  *rlt_loop_thread_get_context (RltLoopThread  *self);
void           rlt_loop_thread_invoke      (RltLoopThread  *self,
                                            GSourceFunc     func,
                                            gpointer        data,
                                            GDestroyNotify  destroy);
gboolean       rlt_loop_thread_is_inside   (RltLoopThread  *self);
void           rlt_loop_thread_stop        (RltLoopThread  *self);

G_END_DECLS
