/* rlt-sim-bulk.c: disruptions as PRIM's list of all of them, version 2: once the disruptions, once the lines
 * with what concerns each.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-bulk"

#include "config.h"

#include "rlt-sim-bulk.h"

#include "rlt-sim-stamp.h"

/**
 * rlt_sim_bulk_get_severity:
 * @disruption: a disruption
 *
 * Returns: Île-de-France Mobilités' word for how grave it is. A broken lift is called as grave as late
 *   trains are.
 */
const char *
rlt_sim_bulk_get_severity (const RltSimDisruption *disruption)
{
  switch (disruption->kind)
    {
    case RLT_SIM_DISRUPTION_SECTION:
    case RLT_SIM_DISRUPTION_CLOSURE:
      return "BLOQUANTE";
    case RLT_SIM_DISRUPTION_INCIDENT:
    case RLT_SIM_DISRUPTION_WORKS:
    case RLT_SIM_DISRUPTION_LIFT:
      return "PERTURBEE";
    case RLT_SIM_DISRUPTION_INFORMATION:
    case RLT_SIM_N_DISRUPTIONS:
    default:
      return "INFORMATION";
    }
}

static void
write_periods (const RltSimDisruption *disruption,
               RltJsonWriter          *writer)
{
  rlt_json_writer_member (writer, "applicationPeriods");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < disruption->n_periods; i++)
    {
      rlt_json_writer_begin_object (writer);
      rlt_sim_stamp_put_local (writer, "begin", disruption->periods[i].from);
      rlt_sim_stamp_put_local (writer, "end", disruption->periods[i].to);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

static void
write_end (const char    *name,
           const RltStop *stop,
           RltJsonWriter *writer)
{
  char id[48];

  g_snprintf (id, sizeof id, "stop_area:IDFM:%s", stop->station->id);
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "type", "stop_area");
  rlt_json_writer_put_string (writer, "id", id);
  rlt_json_writer_put_string (writer, "name", stop->station->name);
  rlt_json_writer_end_object (writer);
}

static void
write_section (const RltSimDisruption *disruption,
               RltJsonWriter          *writer)
{
  char id[48];

  g_snprintf (id, sizeof id, "line:IDFM:%s", disruption->line->id);
  rlt_json_writer_member (writer, "impactedSections");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "lineId", id);
  write_end ("from", rlt_sim_disruption_get_from (disruption), writer);
  write_end ("to", rlt_sim_disruption_get_to (disruption), writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_array (writer);
}

static void
write_disruption (const RltSimDisruption *disruption,
                  RltJsonWriter          *writer)
{
  gboolean is_lift = disruption->kind == RLT_SIM_DISRUPTION_LIFT;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", disruption->id);
  write_periods (disruption, writer);
  rlt_sim_stamp_put_local (writer, "lastUpdate", disruption->updated_at);
  rlt_json_writer_put_string (writer, "cause", disruption->is_works ? "TRAVAUX" : "PERTURBATION");
  rlt_json_writer_put_string (writer, "severity", rlt_sim_bulk_get_severity (disruption));
  rlt_json_writer_member (writer, "tags");
  rlt_json_writer_begin_array (writer);
  if (is_lift)
    rlt_json_writer_string (writer, "Ascenseur");
  rlt_json_writer_end_array (writer);
  rlt_json_writer_put_string (writer, "title", disruption->title);
  rlt_json_writer_put_string (writer, "message", disruption->message);
  if (!is_lift)
    rlt_json_writer_put_string (writer, "shortMessage", disruption->summary);
  if (disruption->kind == RLT_SIM_DISRUPTION_SECTION)
    write_section (disruption, writer);
  rlt_json_writer_end_object (writer);
}

static void
write_object (const RltSimDisruption *disruption,
              const RltLine          *line,
              RltJsonWriter          *writer)
{
  gboolean is_lift = disruption->kind == RLT_SIM_DISRUPTION_LIFT;
  char id[48];

  if (is_lift)
    g_snprintf (id, sizeof id, "stop_area:IDFM:%s", disruption->station->id);
  else
    g_snprintf (id, sizeof id, "line:IDFM:%s", line->id);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "type", is_lift ? "stop_area" : "line");
  rlt_json_writer_put_string (writer, "id", id);
  rlt_json_writer_put_string (writer, "name", is_lift ? disruption->station->name : line->name);
  rlt_json_writer_member (writer, "disruptionIds");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_string (writer, disruption->id);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static const char *
get_mode (RltNetwork network)
{
  static const char * const modes[RLT_N_NETWORKS] = {
    [RLT_NETWORK_METRO] = "Metro",
    [RLT_NETWORK_RER] = "RapidTransit",
    [RLT_NETWORK_TRAM] = "Tramway",
    [RLT_NETWORK_TRANSILIEN] = "LocalTrain",
    [RLT_NETWORK_CABLE] = "CableWay",
  };

  return modes[network];
}

static void
write_line (const RltSimTraffic *traffic,
            const RltLine       *line,
            RltJsonWriter       *writer)
{
  char id[48];

  g_snprintf (id, sizeof id, "line:IDFM:%s", line->id);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", id);
  rlt_json_writer_put_string (writer, "name", line->name);
  rlt_json_writer_put_string (writer, "shortName", line->code);
  rlt_json_writer_put_string (writer, "mode", get_mode (line->network));
  rlt_json_writer_member (writer, "impactedObjects");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (rlt_sim_traffic_concerns (disruption, line))
        write_object (disruption, line, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_bulk_write:
 * @world: the world
 * @now: the instant
 * @writer: a writer
 *
 * Writes all disruptions, those over and those to come among them.
 */
void
rlt_sim_bulk_write (RltSimWorld   *world,
                    RltTime        now,
                    RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (world, now);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "disruptions");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    write_disruption (g_ptr_array_index (traffic->disruptions, i), writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    write_line (traffic, rlt_sim_world_get_line (world, i)->line, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_put_time (writer, "lastUpdatedDate", now - now % RLT_MINUTE);
  rlt_json_writer_end_object (writer);
}
