/* rlt-test-async.h: waiting for the result of an asynchronous call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

G_BEGIN_DECLS

void rlt_test_result_cb (GObject       *source,
                         GAsyncResult  *result,
                         gpointer       user_data);
void rlt_test_await     (GAsyncResult **result);

G_END_DECLS
