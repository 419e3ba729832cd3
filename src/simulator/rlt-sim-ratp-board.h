/* rlt-sim-ratp-board.h: next trains as ratp.fr tells them: HTML inside JSON.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

const RltLine *rlt_sim_ratp_find_line     (RltSimWorld   *world,
                                           const char    *network,
                                           const char    *line);
void           rlt_sim_ratp_write_line_id (const RltLine *line,
                                           RltJsonWriter *writer);
void           rlt_sim_ratp_write_stops   (RltSimWorld   *world,
                                           const RltLine *line,
                                           RltJsonWriter *writer);
gboolean       rlt_sim_ratp_board_write   (RltSimWorld   *world,
                                           const RltLine *line,
                                           const char    *stop_place_id,
                                           guint          direction,
                                           gboolean       is_odd,
                                           RltTime        now,
                                           RltJsonWriter *writer);

G_END_DECLS
