/* rlt-test-time.c: instants in tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-time.h"

#include <string.h>

/**
 * rlt_test_time:
 * @text: an instant as RFC 3339 writes it
 *
 * Returns: it
 */
RltTime
rlt_test_time (const char *text)
{
  RltTime time = RLT_TIME_NONE;

  g_assert_true (rlt_time_parse (text, strlen (text), &time));

  return time;
}
