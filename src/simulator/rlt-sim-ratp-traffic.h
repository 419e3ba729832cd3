/* rlt-sim-ratp-traffic.h: traffic as ratp.fr and its older sisters tell it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-traffic.h"

G_BEGIN_DECLS

/* All have been seen. */
typedef enum
{
  RLT_SIM_RATP_SHAPE_NETWORK,   /* {"result":{"metros":[…]}} */
  RLT_SIM_RATP_SHAPE_LIST,      /* {"result":[…]} */
  RLT_SIM_RATP_SHAPE_RESULTS,   /* {"result":{"results":[…]}} */
  RLT_SIM_RATP_SHAPE_BARE,      /* […], with other names for the members */
  RLT_SIM_RATP_SHAPE_V4,        /* pierre-grimaud's: all networks, "_metadata" beside */
  RLT_SIM_RATP_SHAPE_METEO,     /* /meteo/ajax/data: all networks, lines as members */
  RLT_SIM_N_RATP_SHAPES,
} RltSimRatpShape;

gboolean rlt_sim_ratp_traffic_write        (RltSimWorld     *world,
                                            const char      *network,
                                            RltSimRatpShape  shape,
                                            RltTime          now,
                                            RltJsonWriter   *writer);
gboolean rlt_sim_ratp_traffic_write_events (RltSimWorld     *world,
                                            const char      *network,
                                            const char      *code,
                                            RltTime          now,
                                            RltJsonWriter   *writer);
gboolean rlt_sim_ratp_serves               (const RltLine   *line);

G_END_DECLS
