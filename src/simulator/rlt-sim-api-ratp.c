/* rlt-sim-api-ratp.c: the paths of ratp.fr and of its older sisters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-ratp-traffic.h"

#define HTML "text/html; charset=utf-8"

/* What a session without a page's cookies gets is a fault's business: the page only gives one. */
static void
answer_page (RltSimApi           *self,
             const RltSimRequest *request,
             RltTime              now,
             RltSimAnswer        *answer)
{
  static const char page[] = "<!DOCTYPE html>\n<html lang=\"fr\"><head><title>Infos trafic | RATP</title></head>"
                             "<body><main id=\"app\">Infos trafic</main></body></html>\n";

  answer->type = HTML;
  answer->body = g_strdup (page);
  answer->length = strlen (page);
  rlt_sim_answer_add_header (answer, "Set-Cookie", "__cf_bm=simulated; Path=/; HttpOnly; Max-Age=1800");
}

static void
answer_traffic (RltSimApi           *self,
                const RltSimRequest *request,
                RltTime              now,
                RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  if (rlt_sim_ratp_traffic_write (self->world, request->rest, request->shape, now, writer))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    rlt_sim_answer_set_message (answer, 404, "Unknown network");
}

static void
answer_meteo (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  (void) rlt_sim_ratp_traffic_write (self->world, NULL, RLT_SIM_RATP_SHAPE_METEO, now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_v4 (RltSimApi           *self,
           const RltSimRequest *request,
           RltTime              now,
           RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  (void) rlt_sim_ratp_traffic_write (self->world, NULL, RLT_SIM_RATP_SHAPE_V4, now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_events (RltSimApi           *self,
               const RltSimRequest *request,
               RltTime              now,
               RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(GStrv) parts = g_strsplit (request->rest, "/", -1);

  if (g_strv_length (parts) == 2 &&
      rlt_sim_ratp_traffic_write_events (self->world, parts[0], parts[1], now, writer))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    rlt_sim_answer_set_message (answer, 404, "Unknown line");
}

#define SCHEDULES "/horaires/api/"

const RltSimRoute rlt_sim_ratp_routes[] = {
  { "/infos-trafic", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_page },
  { "/api/traffic/", TRUE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_traffic },
  { "/meteo/ajax/data", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_meteo },
  { "/v4/traffic", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_v4 },
  { SCHEDULES "getTrafficEventsLive/", TRUE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_events },
};
const guint rlt_sim_n_ratp_routes = G_N_ELEMENTS (rlt_sim_ratp_routes);
