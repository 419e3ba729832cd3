/* rlt-test-feeds.h: answers of upstreams for tests: our own, and recorded ones where they are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

char *rlt_test_load_fixture  (const char *name,
                              gsize      *length);
char *rlt_test_load_recorded (const char *name,
                              gsize      *length);

G_END_DECLS
