/* rlt-sim-api.c: which answer a request gets, when nothing goes wrong on its way.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include "rlt-sim-api.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-traffic.h"
#include "rlt-sim-truth.h"

#define JSON "application/json"

/**
 * rlt_sim_request_get:
 * @self: a request
 * @name: a parameter's name
 *
 * Returns: (nullable): its value
 */
const char *
rlt_sim_request_get (const RltSimRequest *self,
                     const char          *name)
{
  return self->query != NULL ? g_hash_table_lookup (self->query, name) : NULL;
}

/**
 * rlt_sim_request_get_number:
 * @self: a request
 * @name: a parameter's name
 * @usual: its value when it is not there or no number
 * @most: its highest value
 *
 * Returns: its value
 */
guint
rlt_sim_request_get_number (const RltSimRequest *self,
                            const char          *name,
                            guint                usual,
                            guint                most)
{
  const char *text = rlt_sim_request_get (self, name);
  guint64 number;

  if (text == NULL || !g_ascii_string_to_unsigned (text, 10, 0, G_MAXUINT, &number, NULL))
    return usual;

  return MIN ((guint) number, most);
}

/**
 * rlt_sim_answer_take_json:
 * @self: an answer without a body
 * @status: its HTTP status
 * @writer: a finished document, which becomes its body
 */
void
rlt_sim_answer_take_json (RltSimAnswer  *self,
                          guint          status,
                          RltJsonWriter *writer)
{
  self->status = status;
  self->type = JSON;
  self->body = rlt_json_writer_finish (writer, &self->length);
}

/**
 * rlt_sim_answer_set_message:
 * @self: an answer without a body
 * @status: its HTTP status
 * @message: what it says, as Kong does
 */
void
rlt_sim_answer_set_message (RltSimAnswer *self,
                            guint         status,
                            const char   *message)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "message", message);
  rlt_json_writer_end_object (writer);
  rlt_sim_answer_take_json (self, status, writer);
}

/**
 * rlt_sim_answer_add_header:
 * @self: an answer with fewer than %RLT_SIM_MAX_HEADERS of them
 * @name: a static string
 * @value: its value
 */
void
rlt_sim_answer_add_header (RltSimAnswer *self,
                           const char   *name,
                           const char   *value)
{
  g_return_if_fail (self->n_headers < RLT_SIM_MAX_HEADERS);

  self->headers[self->n_headers++] = (RltSimHeader) { name, g_strdup (value) };
}

void
rlt_sim_answer_clear (RltSimAnswer *self)
{
  g_clear_pointer (&self->body, g_free);
  for (guint i = 0; i < self->n_headers; i++)
    g_clear_pointer (&self->headers[i].value, g_free);
  self->n_headers = 0;
}

/* Finds the line that a question about the truth is limited to. */
static gboolean
find_line (RltSimApi            *self,
           const RltSimRequest  *request,
           const RltLine       **line,
           RltSimAnswer         *answer)
{
  const char *id = rlt_sim_request_get (request, "line");

  *line = id != NULL ? rlt_catalogue_find_line (rlt_sim_world_get_catalogue (self->world), id) : NULL;
  if (id == NULL || *line != NULL)
    return TRUE;

  rlt_sim_answer_set_message (answer, 404, "no such line");
  return FALSE;
}

static void
answer_truth (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const RltLine *line;

  if (!find_line (self, request, &line, answer))
    return;

  rlt_sim_truth_write (self->world, line, now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_true_traffic (RltSimApi           *self,
                     const RltSimRequest *request,
                     RltTime              now,
                     RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const RltLine *line;

  if (!find_line (self, request, &line, answer))
    return;

  rlt_sim_traffic_write_truth (self->world, line, now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
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
  rlt_sim_answer_take_json (answer, 200, writer);
}

static const RltSimRoute own_routes[] = {
  { "/truth", FALSE, RLT_SIM_FEED_NONE, FALSE, answer_truth },
  { "/truth/traffic", FALSE, RLT_SIM_FEED_NONE, FALSE, answer_true_traffic },
  { "/health", FALSE, RLT_SIM_FEED_NONE, FALSE, answer_health },
};

static const RltSimPath paths[] = {
  { "/marketplace/stop-monitoring?MonitoringRef=…[&LineRef=…]", N_("SIRI Lite departures of a stop; header apikey") },
  { "/marketplace/estimated-timetable[?LineRef=…]", N_("SIRI Lite journeys of a line or of all; header apikey") },
  { "/marketplace/general-message?LineRef=…|StopPointRef=…", N_("SIRI Lite messages; header apikey") },
  { "/marketplace/disruptions_bulk/disruptions/v2", N_("all disruptions; header apikey") },
  { "/marketplace/v2/navitia/line_reports/line_reports[?count=…&start_page=…]",
    N_("Navitia’s reports, page by page; header apikey") },
  { "/marketplace/v2/navitia/line_reports/lines/line:IDFM:…/line_reports", N_("those of one line; header apikey") },
  { "/infos-trafic", N_("a page of ratp.fr, with the cookie that its other paths ask for") },
  { "/api/traffic/metros|rers|tramways|trains", N_("ratp.fr’s traffic") },
  { "/horaires/api/getStopPoints/metro|rer|tram/…", N_("the stops of a line at ratp.fr") },
  { "/horaires/api/blocs-horaires-next-passages/metro|rer|tram/LIG:…/ART:…?sens=A|B",
    N_("ratp.fr’s next trains: HTML in JSON") },
  { "/socket.io/?roomName=LIG:…&directionId=DIR:…:A|R", N_("trains as they move: Socket.IO over WebSocket") },
  { "/gtfs-rt/trip-updates", N_("GTFS-Realtime trip updates") },
  { "/gtfs-rt/vehicle-positions", N_("GTFS-Realtime vehicle positions") },
  { "/gtfs-rt/alerts", N_("GTFS-Realtime alerts") },
  { "/gtfs.zip", N_("the day’s schedule as GTFS") },
  { "/siri", N_("SIRI 2.0 in XML by POST, bare or in a SOAP envelope: SM, ET, VM, GM, SX") },
  { "/api/explore/v2.1/catalog/datasets/arrets/exports/json", N_("the quays, as in the open data") },
  { "/api/explore/v2.1/catalog/datasets/…/exports/json|jsonl|csv|…/records?limit=…&offset=…",
    N_("referentiel-des-lignes, emplacement-des-gares-idf, zones-d-arrets, zones-de-correspondance, arrets-lignes, "
       "traces-du-reseau-ferre-idf") },
  { "/truth[?line=metro:1]", N_("where every train really is") },
  { "/truth/traffic[?line=metro:1]", N_("how traffic really is on each line, and why") },
  { "/faults", N_("GET lists the faults, POST adds the one in its body, DELETE clears all") },
  { "/requests", N_("how often each feed was asked") },
  { "/health", N_("whether the simulator runs, and its time") },
};

static const RltSimRoute *
find_in (const RltSimRoute *routes,
         guint              n_routes,
         const char        *path)
{
  for (guint i = 0; i < n_routes; i++)
    {
      if (routes[i].is_prefix ? g_str_has_prefix (path, routes[i].path) : g_str_equal (routes[i].path, path))
        return &routes[i];
    }

  return NULL;
}

static const RltSimRoute *
find_route (const char *path)
{
  const RltSimRoute *route = find_in (own_routes, G_N_ELEMENTS (own_routes), path);

  if (route == NULL)
    route = find_in (rlt_sim_prim_routes, rlt_sim_n_prim_routes, path);
  if (route == NULL)
    route = find_in (rlt_sim_ratp_routes, rlt_sim_n_ratp_routes, path);
  if (route == NULL)
    route = find_in (rlt_sim_open_routes, rlt_sim_n_open_routes, path);

  return route;
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
 * rlt_sim_api_get_world:
 * @self: the upstreams
 *
 * Returns: (transfer none): what they tell of
 */
RltSimWorld *
rlt_sim_api_get_world (RltSimApi *self)
{
  return self->world;
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
  const RltSimRoute *route = find_route (path);

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
 * @answer: (out): the answer, which the caller clears
 */
void
rlt_sim_api_answer (RltSimApi           *self,
                    const RltSimRequest *request,
                    RltTime              now,
                    RltSimAnswer        *answer)
{
  const RltSimRoute *route = find_route (request->path);
  RltSimRequest routed = *request;

  *answer = (RltSimAnswer) { .status = 200 };
  if (route == NULL)
    {
      rlt_sim_answer_set_message (answer, 404, "no Route matched with those values");
      return;
    }
  if (route->needs_key && !request->has_key)
    {
      rlt_sim_answer_set_message (answer, 401, "No API key found in request");
      return;
    }

  routed.rest = request->path + strlen (route->path);
  route->func (self, &routed, now, answer);
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
