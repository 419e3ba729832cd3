/* rlt-test-replay.h: recorded answers of an upstream, served again at its own paths.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-time.h"

G_BEGIN_DECLS

/* The departures of Franconville on Friday 24 January 2025, 11:46:18 in Paris. */
#define RLT_TEST_FRANCONVILLE "prim-siri-lite/stop-monitoring_41087_franconville_2025-01-24T1046Z.json"
#define RLT_TEST_FRANCONVILLE_AREA "43126"
#define RLT_TEST_FRANCONVILLE_AT (G_GINT64_CONSTANT (1737715578) * RLT_SECOND)

typedef struct _RltTestReplay RltTestReplay;

RltTestReplay *rlt_test_replay_new          (const char    *recording,
                                             const char    *area_id);
const char    *rlt_test_replay_get_base_uri (RltTestReplay *self);
guint          rlt_test_replay_get_n_asked  (RltTestReplay *self);
void           rlt_test_replay_free         (RltTestReplay *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTestReplay, rlt_test_replay_free)

G_END_DECLS
