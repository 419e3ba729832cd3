/* rlt-test-async.c: waiting for the result of an asynchronous call.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-test"

#include "config.h"

#include "rlt-test-async.h"

/**
 * rlt_test_result_cb:
 * @source: (nullable): what was asked
 * @result: its result
 * @user_data: a #GAsyncResult pointer, %NULL until now, which gets a reference to @result
 *
 * The callback to give to the call; it may come once, on the thread that waits.
 */
void
rlt_test_result_cb (GObject      *source,
                    GAsyncResult *result,
                    gpointer      user_data)
{
  GAsyncResult **out = user_data;

  g_assert_true (g_main_context_is_owner (g_main_context_default ()));
  g_assert_null (*out);
  *out = g_object_ref (result);
}

/**
 * rlt_test_await:
 * @result: what was given to the call with rlt_test_result_cb()
 *
 * Runs the default main context until the result is there.
 */
void
rlt_test_await (GAsyncResult **result)
{
  while (*result == NULL)
    g_main_context_iteration (NULL, TRUE);
}
