/* rlt-sim-api-open.c: the paths of open data and of feeds that any agency may have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include "rlt-sim-api-private.h"
#include "rlt-sim-gtfs-rt.h"
#include "rlt-sim-quays.h"

#define PROTOBUF "application/x-protobuf"

static void
answer_trip_updates (RltSimApi           *self,
                     const RltSimRequest *request,
                     RltTime              now,
                     RltSimAnswer        *answer)
{
  answer->type = PROTOBUF;
  answer->body = rlt_sim_gtfs_rt_write_trip_updates (self->world, now, &answer->length);
}

static void
answer_vehicle_positions (RltSimApi           *self,
                          const RltSimRequest *request,
                          RltTime              now,
                          RltSimAnswer        *answer)
{
  answer->type = PROTOBUF;
  answer->body = rlt_sim_gtfs_rt_write_vehicle_positions (self->world, now, &answer->length);
}

static void
answer_arrets (RltSimApi           *self,
               const RltSimRequest *request,
               RltTime              now,
               RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_sim_quays_write (self->world, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

const RltSimRoute rlt_sim_open_routes[] = {
  { "/gtfs-rt/trip-updates", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_trip_updates },
  { "/gtfs-rt/vehicle-positions", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_vehicle_positions },
  { "/api/explore/v2.1/catalog/datasets/arrets/exports/json", FALSE, RLT_SIM_FEED_ARRETS, FALSE, answer_arrets },
};
const guint rlt_sim_n_open_routes = G_N_ELEMENTS (rlt_sim_open_routes);
