/* rlt-test-world.h: the simulated network at the peak of a Monday morning.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-world.h"
#include "rlt-test-time.h"

G_BEGIN_DECLS

#define RLT_TEST_PEAK "2026-11-23T08:30:00+01:00"

RltSimWorld *rlt_test_world_new (RltCatalogue **catalogue,
                                 RltTime       *now);

G_END_DECLS
