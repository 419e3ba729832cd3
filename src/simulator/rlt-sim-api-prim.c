/* rlt-sim-api-prim.c: the paths of Île-de-France Mobilités' PRIM.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-api"

#include "config.h"

#include "rlt-sim-api-private.h"
#include "rlt-sim-bulk.h"
#include "rlt-sim-general-message.h"
#include "rlt-sim-navitia.h"

#define MOST_PAGES 10000
#define MOST_ITEMS 1000

static void
answer_problem (RltSimAnswer *answer,
                const char   *delivery,
                const char   *problem,
                RltTime       now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_sim_siri_write_error (delivery, problem, now, writer);
  rlt_sim_answer_take_json (answer, 400, writer);
}

static void
answer_stop_monitoring (RltSimApi           *self,
                        const RltSimRequest *request,
                        RltTime              now,
                        RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  if (rlt_sim_siri_write_stop (self->siri, rlt_sim_request_get (request, "MonitoringRef"),
                               rlt_sim_request_get (request, "LineRef"), now, writer, &problem))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    answer_problem (answer, "StopMonitoringDelivery", problem, now);
}

static void
answer_estimated_timetable (RltSimApi           *self,
                            const RltSimRequest *request,
                            RltTime              now,
                            RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  if (rlt_sim_siri_write_timetable (self->siri, rlt_sim_request_get (request, "LineRef"), now, writer, &problem))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    answer_problem (answer, "EstimatedTimetableDelivery", problem, now);
}

static void
answer_general_message (RltSimApi           *self,
                        const RltSimRequest *request,
                        RltTime              now,
                        RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  const char *problem = NULL;

  if (rlt_sim_general_message_write (self->world, rlt_sim_request_get (request, "LineRef"),
                                     rlt_sim_request_get (request, "StopPointRef"), now, writer, &problem))
    rlt_sim_answer_take_json (answer, 200, writer);
  else
    answer_problem (answer, "GeneralMessageDelivery", problem, now);
}

static void
answer_bulk (RltSimApi           *self,
             const RltSimRequest *request,
             RltTime              now,
             RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_sim_bulk_write (self->world, now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_reports_of (RltSimApi           *self,
                   const RltSimRequest *request,
                   const RltLine       *line,
                   RltTime              now,
                   RltSimAnswer        *answer)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  guint count = rlt_sim_request_get_number (request, "count", RLT_SIM_NAVITIA_COUNT, MOST_ITEMS);
  guint page = rlt_sim_request_get_number (request, "start_page", 0, MOST_PAGES);

  rlt_sim_navitia_write (self->world, line, page, MAX (count, 1), now, writer);
  rlt_sim_answer_take_json (answer, 200, writer);
}

static void
answer_reports (RltSimApi           *self,
                const RltSimRequest *request,
                RltTime              now,
                RltSimAnswer        *answer)
{
  answer_reports_of (self, request, NULL, now, answer);
}

static void
answer_line_reports (RltSimApi           *self,
                     const RltSimRequest *request,
                     RltTime              now,
                     RltSimAnswer        *answer)
{
  g_auto(GStrv) parts = g_strsplit (request->rest, "/", -1);
  const RltLine *line = NULL;

  if (g_strv_length (parts) == 2 && g_str_equal (parts[1], "line_reports"))
    line = rlt_catalogue_find_line (rlt_sim_world_get_catalogue (self->world), parts[0]);
  if (line != NULL)
    answer_reports_of (self, request, line, now, answer);
  else
    rlt_sim_answer_set_message (answer, 404, "ptref : Filters: Unable to find object");
}

#define REPORTS "/marketplace/v2/navitia/line_reports/"

const RltSimRoute rlt_sim_prim_routes[] = {
  { "/marketplace/stop-monitoring", FALSE, RLT_SIM_FEED_STOP_MONITORING, TRUE, answer_stop_monitoring },
  { "/marketplace/estimated-timetable", FALSE, RLT_SIM_FEED_ESTIMATED_TIMETABLE, TRUE, answer_estimated_timetable },
  { "/marketplace/requete-ligne", FALSE, RLT_SIM_FEED_ESTIMATED_TIMETABLE, TRUE, answer_estimated_timetable },
  { "/marketplace/general-message", FALSE, RLT_SIM_FEED_GENERAL_MESSAGE, TRUE, answer_general_message },
  { "/marketplace/disruptions_bulk/disruptions/v2", FALSE, RLT_SIM_FEED_DISRUPTIONS, TRUE, answer_bulk },
  { REPORTS "line_reports", FALSE, RLT_SIM_FEED_LINE_REPORTS, TRUE, answer_reports },
  { REPORTS "lines/", TRUE, RLT_SIM_FEED_LINE_REPORTS, TRUE, answer_line_reports },
};
const guint rlt_sim_n_prim_routes = G_N_ELEMENTS (rlt_sim_prim_routes);
