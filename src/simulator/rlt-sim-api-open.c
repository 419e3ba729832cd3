/* rlt-sim-api-open.c: the paths of open data and of feeds that any agency may have.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-gtfs-rt.h"
#include "rlt-sim-gtfs.h"
#include "rlt-sim-open-data.h"
#include "rlt-sim-siri-xml.h"

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
answer_quays (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  RltSimRequest table = *request;

  table.rest = request->path + strlen (RLT_SIM_DATASETS_PATH);
  rlt_sim_open_data_answer (self->world, &table, now, answer);
}

static void
answer_table (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  rlt_sim_open_data_answer (self->world, request, now, answer);
}

static void
answer_schedule (RltSimApi           *self,
                 const RltSimRequest *request,
                 RltTime              now,
                 RltSimAnswer        *answer)
{
  g_autofree char *etag = rlt_sim_gtfs_get_etag (self->world, now);

  rlt_sim_answer_add_header (answer, "ETag", etag);
  if (g_strcmp0 (request->if_none_match, etag) == 0)
    {
      answer->status = 304;
      return;
    }

  answer->type = "application/zip";
  answer->body = rlt_sim_gtfs_write (self->world, now, &answer->length);
}

static void
answer_alerts (RltSimApi           *self,
               const RltSimRequest *request,
               RltTime              now,
               RltSimAnswer        *answer)
{
  answer->type = PROTOBUF;
  answer->body = rlt_sim_gtfs_rt_write_alerts (self->world, now, &answer->length);
}

static void
answer_siri (RltSimApi           *self,
             const RltSimRequest *request,
             RltTime              now,
             RltSimAnswer        *answer)
{
  answer->type = "text/xml; charset=utf-8";
  answer->body = rlt_sim_siri_xml_answer (self->siri, self->world, request->body, request->body_length, now,
                                          &answer->status);
  answer->length = strlen (answer->body);
}

const RltSimRoute rlt_sim_open_routes[] = {
  { RLT_SIM_SIRI_PATH, FALSE, RLT_SIM_FEED_SIRI_XML, FALSE, answer_siri },
  { "/gtfs-rt/alerts", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_alerts },
  { "/gtfs-rt/trip-updates", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_trip_updates },
  { "/gtfs-rt/vehicle-positions", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_vehicle_positions },
  { "/gtfs.zip", FALSE, RLT_SIM_FEED_GTFS_RT, FALSE, answer_schedule },
  { RLT_SIM_DATASETS_PATH "arrets/exports/json", FALSE, RLT_SIM_FEED_ARRETS, FALSE, answer_quays },
  { RLT_SIM_DATASETS_PATH, TRUE, RLT_SIM_FEED_OPEN_DATA, FALSE, answer_table },
};
const guint rlt_sim_n_open_routes = G_N_ELEMENTS (rlt_sim_open_routes);
