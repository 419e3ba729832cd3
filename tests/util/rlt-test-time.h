/* rlt-test-time.h: instants in tests.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

RltTime rlt_test_time (const char *text);

G_END_DECLS
