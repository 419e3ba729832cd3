/* rlt-sim-api-ratp.c: the paths of ratp.fr and of its older sisters.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include <string.h>

#include "rlt-sim-api-private.h"
#include "rlt-sim-fault-answer.h"
#include "rlt-sim-ratp-board.h"
#include "rlt-sim-ratp-traffic.h"

#define TEXT "text/plain; charset=utf-8"

/* What a page gives and everything else asks for. */
#define COOKIE "__cf_bm=simulated"

/* Who comes without having seen a page is not let in. */
static gboolean
has_cookie (const RltSimRequest *request,
            RltSimAnswer        *answer)
{
  if (request->cookies != NULL && strstr (request->cookies, COOKIE) != NULL)
    return TRUE;

  rlt_sim_answer_set_page (answer, 403, RLT_SIM_CHALLENGE_PAGE);
  return FALSE;
}

static void
answer_page (RltSimApi           *self,
             const RltSimRequest *request,
             RltTime              now,
             RltSimAnswer        *answer)
{
  static const char page[] = "<!DOCTYPE html>\n<html lang=\"fr\"><head><title>Infos trafic | RATP</title></head>"
                             "<body><main id=\"app\">Infos trafic</main></body></html>\n";

  rlt_sim_answer_set_page (answer, 200, page);
  rlt_sim_answer_add_header (answer, "Set-Cookie", COOKIE "; Path=/; HttpOnly; Max-Age=1800");
}

static void
answer_traffic (RltSimApi           *self,
                const RltSimRequest *request,
                RltTime              now,
                RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  if (!has_cookie (request, answer))
    return;

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

/* "metro/1" after the path; NULL, with the answer set, when there is no such line. */
static const RltLine *
find_line (RltSimApi           *self,
           const RltSimRequest *request,
           guint                n_parts,
           char              ***parts,
           RltSimAnswer        *answer)
{
  const RltLine *line = NULL;

  *parts = g_strsplit (request->rest, "/", -1);
  if (!has_cookie (request, answer))
    return NULL;
  if (g_strv_length (*parts) == n_parts)
    line = rlt_sim_ratp_find_line (self->world, (*parts)[0], (*parts)[1]);
  if (line == NULL)
    rlt_sim_answer_set_message (answer, 404, "Unknown line");

  return line;
}

/* The text comes as one of JSON, and is not said to be. */
static void
answer_line_id (RltSimApi           *self,
                const RltSimRequest *request,
                RltTime              now,
                RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(GStrv) parts = NULL;
  const RltLine *line = find_line (self, request, 2, &parts, answer);

  if (line == NULL)
    return;

  rlt_sim_ratp_write_line_id (line, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
  answer->type = TEXT;
}

static void
answer_stop_points (RltSimApi           *self,
                    const RltSimRequest *request,
                    RltTime              now,
                    RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(GStrv) parts = NULL;
  const RltLine *line = find_line (self, request, 2, &parts, answer);

  if (line == NULL)
    return;

  rlt_sim_ratp_write_stops (self->world, line, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

/* There are no buses in this world. */
static void
answer_bus_lines (RltSimApi           *self,
                  const RltSimRequest *request,
                  RltTime              now,
                  RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_array (writer);
  rlt_json_writer_end_array (writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_board (RltSimApi           *self,
              const RltSimRequest *request,
              RltTime              now,
              RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_auto(GStrv) parts = NULL;
  const RltLine *line = find_line (self, request, 3, &parts, answer);
  const char *way = rlt_sim_request_get (request, "sens");
  guint direction = way == NULL || g_str_equal (way, "A") ? 0 : 1;

  if (line == NULL)
    return;

  if (rlt_sim_ratp_board_write (self->world, line, parts[2], direction, request->has_odd_texts, now, writer))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    rlt_sim_answer_set_message (answer, 404, "Unknown stop");
}

#define SCHEDULES "/horaires/api/"

const RltSimRoute rlt_sim_ratp_routes[] = {
  { "/infos-trafic", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_page },
  { "/api/traffic/", TRUE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_traffic },
  { "/meteo/ajax/data", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_meteo },
  { "/v4/traffic", FALSE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_v4 },
  { SCHEDULES "getTrafficEventsLive/", TRUE, RLT_SIM_FEED_RATP_TRAFFIC, FALSE, answer_events },
  { SCHEDULES "getLineId/", TRUE, RLT_SIM_FEED_RATP_BOARD, FALSE, answer_line_id },
  { SCHEDULES "getStopPoints/", TRUE, RLT_SIM_FEED_RATP_BOARD, FALSE, answer_stop_points },
  { SCHEDULES "getLinesAutoComplete/busnoctilien/", TRUE, RLT_SIM_FEED_RATP_BOARD, FALSE, answer_bus_lines },
  { SCHEDULES "blocs-horaires-next-passages/", TRUE, RLT_SIM_FEED_RATP_BOARD, FALSE, answer_board },
  { "/horaires/", TRUE, RLT_SIM_FEED_RATP_BOARD, FALSE, answer_page },
};
const guint rlt_sim_n_ratp_routes = G_N_ELEMENTS (rlt_sim_ratp_routes);
