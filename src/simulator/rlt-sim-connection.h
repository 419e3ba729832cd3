/* rlt-sim-connection.h: answers that go wrong on their way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-sim-api.h"

G_BEGIN_DECLS

void rlt_sim_connection_reset        (SoupServerMessage  *message);
void rlt_sim_connection_send_garbage (SoupServerMessage  *message);
void rlt_sim_connection_send_part    (SoupServerMessage  *message,
                                      const RltSimAnswer *answer,
                                      double              fraction);

G_END_DECLS
