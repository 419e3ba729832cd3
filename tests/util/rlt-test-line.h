/* rlt-test-line.h: small lines and trips written down in a test.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"

G_BEGIN_DECLS

/* Instants in a test are seconds from here. */
#define RLT_TEST_NOON (G_GINT64_CONSTANT (1768993200) * RLT_SECOND)
#define RLT_TEST_TIME(seconds) (RLT_TEST_NOON + (RltTime) ((seconds) * RLT_SECOND))

/* Metres between two neighbouring stops. */
#define RLT_TEST_SPACING 1000.0

typedef struct _RltTestLine RltTestLine;

RltTestLine      *rlt_test_line_new         (RltNetwork          network,
                                             const char * const *patterns);
void              rlt_test_line_free        (RltTestLine        *self);
const RltLine    *rlt_test_line_get_line    (RltTestLine        *self);
const RltStation *rlt_test_line_get_station (RltTestLine        *self,
                                             const char         *name);
RltTrip          *rlt_test_line_add_trip    (RltTestLine        *self,
                                             RltRecords         *records,
                                             const char         *id,
                                             const char         *calls);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTestLine, rlt_test_line_free)

G_END_DECLS
