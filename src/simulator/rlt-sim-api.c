/* rlt-sim-api.c: which answer a request gets, when nothing goes wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include "rlt-sim-api.h"

#include <glib/gi18n.h>

#include "rlt-json-writer.h"
#include "rlt-sim-gtfs-rt.h"
#include "rlt-sim-quays.h"
#include "rlt-sim-siri.h"
#include "rlt-sim-truth.h"

#define JSON "application/json"
#define PROTOBUF "application/x-protobuf"

struct _RltSimApi
{
  RltSimWorld *world;   /* (owned) */
  RltSimSiri  *siri;    /* (owned) */
};

typedef void (*AnswerFunc) (RltSimApi           *self,
                            const RltSimRequest *request,
                            RltTime              now,
                            RltSimAnswer        *answer);

typedef struct
{
  const char *path;
  RltSimFeed  feed;
  gboolean    needs_key;
  AnswerFunc  func;
} Route;

static const char *
get_parameter (const RltSimRequest *request,
               const char          *name)
{
  return request->query != NULL ? g_hash_table_lookup (request->query, name) : NULL;
}

static void
take_json (RltSimAnswer  *answer,
           guint          status,
           RltJsonWriter *writer)
{
  answer->status = status;
  answer->type = JSON;
  answer->body = rlt_json_writer_finish (writer, &answer->length);
}

static void
answer_message (RltSimAnswer *answer,
                guint         status,
                const char   *message)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "message", message);
  rlt_json_writer_end_object (writer);
  take_json (answer, status, writer);
}

static void
answer_siri_problem (RltSimAnswer *answer,
                     const char   *delivery,
                     const char   *problem,
                     RltTime       now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_sim_siri_write_error (delivery, problem, now, writer);
  take_json (answer, 400, writer);
}

static void
answer_stop_monitoring (RltSimApi           *self,
                        const RltSimRequest *request,
                        RltTime              now,
                        RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  if (rlt_sim_siri_write_stop (self->siri, get_parameter (request, "MonitoringRef"),
                               get_parameter (request, "LineRef"), now, writer, &problem))
    take_json (answer, 200, writer);
  else
    answer_siri_problem (answer, "StopMonitoringDelivery", problem, now);
}

static void
answer_estimated_timetable (RltSimApi           *self,
                            const RltSimRequest *request,
                            RltTime              now,
                            RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  if (rlt_sim_siri_write_timetable (self->siri, get_parameter (request, "LineRef"), now, writer, &problem))
    take_json (answer, 200, writer);
  else
    answer_siri_problem (answer, "EstimatedTimetableDelivery", problem, now);
}

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
  take_json (answer, 200, writer);
}

static void
answer_truth (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *id = get_parameter (request, "line");
  const RltLine *line = NULL;

  if (id != NULL)
    {
      line = rlt_catalogue_find_line (rlt_sim_world_get_catalogue (self->world), id);
      if (line == NULL)
        {
          answer_message (answer, 404, "no such line");
          return;
        }
    }

  rlt_sim_truth_write (self->world, line, now, writer);
  take_json (answer, 200, writer);
}

static void
answer_health (RltSimApi           *self,
               const RltSimRequest *request,
               RltTime              now,
               RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "status", "ok");
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_end_object (writer);
  take_json (answer, 200, writer);
}

static const Route routes[] = {
  { "/marketplace/stop-monitoring", RLT_SIM_FEED_STOP_MONITORING, TRUE, answer_stop_monitoring },
  { "/marketplace/estimated-timetable", RLT_SIM_FEED_ESTIMATED_TIMETABLE, TRUE, answer_estimated_timetable },
  { "/marketplace/requete-ligne", RLT_SIM_FEED_ESTIMATED_TIMETABLE, TRUE, answer_estimated_timetable },
  { "/api/explore/v2.1/catalog/datasets/arrets/exports/json", RLT_SIM_FEED_ARRETS, FALSE, answer_arrets },
  { "/gtfs-rt/trip-updates", RLT_SIM_FEED_GTFS_RT, FALSE, answer_trip_updates },
  { "/gtfs-rt/vehicle-positions", RLT_SIM_FEED_GTFS_RT, FALSE, answer_vehicle_positions },
  { "/truth", RLT_SIM_FEED_NONE, FALSE, answer_truth },
  { "/health", RLT_SIM_FEED_NONE, FALSE, answer_health },
};

static const RltSimPath paths[] = {
  { "/marketplace/stop-monitoring?MonitoringRef=…[&LineRef=…]", N_("SIRI Lite departures of a stop; header apikey") },
  { "/marketplace/estimated-timetable[?LineRef=…]", N_("SIRI Lite journeys of a line or of all; header apikey") },
  { "/gtfs-rt/trip-updates", N_("GTFS-Realtime trip updates") },
  { "/gtfs-rt/vehicle-positions", N_("GTFS-Realtime vehicle positions") },
  { "/api/explore/v2.1/catalog/datasets/arrets/exports/json", N_("the quays, as in the open data") },
  { "/truth[?line=metro:1]", N_("where every train really is") },
  { "/faults", N_("GET lists the faults, POST adds the one in its body, DELETE clears all") },
  { "/health", N_("whether the simulator runs, and its time") },
};

static const Route *
find_route (const char *path)
{
  for (guint i = 0; i < G_N_ELEMENTS (routes); i++)
    {
      if (g_str_equal (routes[i].path, path))
        return &routes[i];
    }

  return NULL;
}

/**
 * rlt_sim_api_new:
 * @catalogue: the network
 * @seed: what chance depends on
 *
 * Returns: (transfer full): the upstreams
 */
RltSimApi *
rlt_sim_api_new (RltCatalogue *catalogue,
                 guint64       seed)
{
  RltSimApi *self = g_new0 (RltSimApi, 1);

  self->world = rlt_sim_world_new (catalogue, seed);
  self->siri = rlt_sim_siri_new (self->world);

  return self;
}

void
rlt_sim_api_free (RltSimApi *self)
{
  if (self == NULL)
    return;

  rlt_sim_siri_free (self->siri);
  rlt_sim_world_free (self->world);
  g_free (self);
}

/**
 * rlt_sim_api_find_feed:
 * @path: a request's path
 *
 * Returns: the feed whose path it is
 */
RltSimFeed
rlt_sim_api_find_feed (const char *path)
{
  const Route *route = find_route (path);

  return route != NULL ? route->feed : RLT_SIM_FEED_NONE;
}

/**
 * rlt_sim_api_prepare:
 * @self: the upstreams
 * @now: the instant
 *
 * Lays out the day of all lines, so that the first request does not have to wait for it.
 */
void
rlt_sim_api_prepare (RltSimApi *self,
                     RltTime    now)
{
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    rlt_sim_world_get_day (self->world, i, now);
}

/**
 * rlt_sim_api_answer:
 * @self: the upstreams
 * @request: a request
 * @now: the instant
 * @answer: (out): the answer, whose body is the caller's to free
 */
void
rlt_sim_api_answer (RltSimApi           *self,
                    const RltSimRequest *request,
                    RltTime              now,
                    RltSimAnswer        *answer)
{
  const Route *route = find_route (request->path);

  *answer = (RltSimAnswer) { .status = 200 };
  if (route == NULL)
    answer_message (answer, 404, "no Route matched with those values");
  else if (route->needs_key && !request->has_key)
    answer_message (answer, 401, "No API key found in request");
  else
    route->func (self, request, now, answer);
}

/**
 * rlt_sim_api_get_paths:
 * @n_paths: (out): how many
 *
 * Returns: (transfer none): the paths that are served, the server's own among them
 */
const RltSimPath *
rlt_sim_api_get_paths (guint *n_paths)
{
  *n_paths = G_N_ELEMENTS (paths);
  return paths;
}
