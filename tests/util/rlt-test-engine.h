/* rlt-test-engine.h: an engine whose upstreams are simulated or replayed, and waiting for it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"
#include "rlt-simulator.h"

G_BEGIN_DECLS

/* A morning peak: Monday 12 January 2026, 8:30 in Paris. */
#define RLT_TEST_PEAK (G_GINT64_CONSTANT (1768203000) * RLT_SECOND)

/**
 * RltTestCondition:
 * @engine: an engine
 * @user_data: as given
 *
 * Returns: whether what is waited for has come
 */
typedef gboolean (*RltTestCondition) (RltEngine *engine,
                                      gpointer   user_data);

RltEngine    *rlt_test_engine_new          (RltCatalogue     *catalogue,
                                            RltClock         *clock,
                                            const char       *base_uri,
                                            const char       *api_key,
                                            RltEngineScope    scope);
void          rlt_test_engine_wait         (RltEngine        *engine,
                                            RltTestCondition  condition,
                                            gpointer          user_data);
gboolean      rlt_test_engine_has_all_lines (RltEngine       *engine,
                                            gpointer          unused);
gboolean      rlt_test_engine_has_line     (RltEngine        *engine,
                                            gpointer          line);
RltFeedStatus *rlt_test_engine_get_feed    (RltEngine        *engine,
                                            const char       *id);
RltSimulator *rlt_test_simulator_new       (RltCatalogue     *catalogue,
                                            RltClock         *clock);

G_END_DECLS
