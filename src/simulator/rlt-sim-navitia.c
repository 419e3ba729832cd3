/* rlt-sim-navitia.c: disruptions as Navitia's reports of lines, page by page: what is grave stands at the
 * top, lines and stops only link to it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-navitia"

#include "config.h"

#include "rlt-sim-navitia.h"

#include "rlt-sim-stamp.h"

/* Île-de-France Mobilités' severities: the lower the priority, the worse. */
typedef struct
{
  const char *name;
  const char *effect;
  const char *color;
  int         priority;
} Severity;

static const Severity blocking = { "bloquante", "NO_SERVICE", "#FF0000", 0 };
static const Severity disturbing = { "perturbée", "SIGNIFICANT_DELAYS", "#EF662F", 30 };
static const Severity information = { "information", "OTHER_EFFECT", "#43B77A", 60 };

static const Severity *
get_severity (const RltSimDisruption *disruption)
{
  switch (disruption->kind)
    {
    case RLT_SIM_DISRUPTION_SECTION:
    case RLT_SIM_DISRUPTION_CLOSURE:
      return &blocking;
    case RLT_SIM_DISRUPTION_INFORMATION:
      return &information;
    case RLT_SIM_DISRUPTION_INCIDENT:
    case RLT_SIM_DISRUPTION_WORKS:
    case RLT_SIM_DISRUPTION_LIFT:
    case RLT_SIM_N_DISRUPTIONS:
    default:
      return &disturbing;
    }
}

static void
put_id (RltJsonWriter *writer,
        const char    *prefix,
        const char    *number)
{
  char id[48];

  g_snprintf (id, sizeof id, "%s:IDFM:%s", prefix, number);
  rlt_json_writer_put_string (writer, "id", id);
}

static void
write_message (const char    *text,
               const char    *type,
               const char    *name,
               const char    *channel,
               RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "text", text);
  rlt_json_writer_member (writer, "channel");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "content_type", type);
  rlt_json_writer_put_string (writer, "name", name);
  rlt_json_writer_member (writer, "types");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_string (writer, channel);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
}

static void
write_periods (const RltSimDisruption *disruption,
               RltJsonWriter          *writer)
{
  rlt_json_writer_member (writer, "application_periods");
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
write_severity (const RltSimDisruption *disruption,
                RltJsonWriter          *writer)
{
  const Severity *severity = get_severity (disruption);

  rlt_json_writer_member (writer, "severity");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "name", severity->name);
  rlt_json_writer_put_string (writer, "effect", severity->effect);
  rlt_json_writer_put_string (writer, "color", severity->color);
  rlt_json_writer_put_int (writer, "priority", severity->priority);
  rlt_json_writer_end_object (writer);
}

static void
write_end (const char    *name,
           const RltStop *stop,
           RltJsonWriter *writer)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  put_id (writer, "stop_area", stop->station->id);
  rlt_json_writer_put_string (writer, "name", stop->station->name);
  rlt_json_writer_put_string (writer, "embedded_type", "stop_area");
  rlt_json_writer_end_object (writer);
}

static void
write_object (const RltSimDisruption *disruption,
              RltJsonWriter          *writer)
{
  gboolean is_lift = disruption->kind == RLT_SIM_DISRUPTION_LIFT;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "pt_object");
  rlt_json_writer_begin_object (writer);
  put_id (writer, is_lift ? "stop_area" : "line", is_lift ? disruption->station->id : disruption->line->id);
  rlt_json_writer_put_string (writer, "name", is_lift ? disruption->station->name : disruption->line->name);
  rlt_json_writer_put_string (writer, "embedded_type", is_lift ? "stop_area" : "line");
  rlt_json_writer_end_object (writer);
  if (disruption->kind == RLT_SIM_DISRUPTION_SECTION)
    {
      rlt_json_writer_member (writer, "impacted_section");
      rlt_json_writer_begin_object (writer);
      write_end ("from", rlt_sim_disruption_get_from (disruption), writer);
      write_end ("to", rlt_sim_disruption_get_to (disruption), writer);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_object (writer);
}

static const char *
get_category (const RltSimDisruption *disruption)
{
  if (disruption->is_works)
    return "Travaux";

  return disruption->kind == RLT_SIM_DISRUPTION_INFORMATION ? "Communication" : "Incidents";
}

static void
write_labels (const RltSimDisruption *disruption,
              RltJsonWriter          *writer)
{
  rlt_json_writer_put_string (writer, "cause", disruption->is_works ? "travaux" : "perturbation");
  rlt_json_writer_put_string (writer, "category", get_category (disruption));
  rlt_json_writer_member (writer, "tags");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_string (writer, disruption->kind == RLT_SIM_DISRUPTION_LIFT ? "Ascenseur" : "Actualité");
  rlt_json_writer_end_array (writer);
}

static void
write_disruption (const RltSimDisruption *disruption,
                  RltTime                 now,
                  RltJsonWriter          *writer)
{
  static const char * const statuses[] = { "past", "active", "future" };
  char parent[48];

  g_snprintf (parent, sizeof parent, "d%s", disruption->id + 1);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", disruption->id);
  rlt_json_writer_put_string (writer, "disruption_id", parent);
  rlt_json_writer_put_string (writer, "impact_id", disruption->id);
  rlt_json_writer_put_string (writer, "uri", disruption->id);
  write_periods (disruption, writer);
  rlt_json_writer_put_string (writer, "status", statuses[rlt_sim_disruption_get_phase (disruption, now)]);
  rlt_sim_stamp_put_local (writer, "updated_at", disruption->updated_at);
  write_labels (disruption, writer);
  write_severity (disruption, writer);
  rlt_json_writer_member (writer, "messages");
  rlt_json_writer_begin_array (writer);
  write_message (disruption->title, "text/plain", "titre", "title", writer);
  write_message (disruption->message, "text/html", "moteur", "web", writer);
  write_message (disruption->summary, "text/plain", "notification", "notification", writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_member (writer, "impacted_objects");
  rlt_json_writer_begin_array (writer);
  write_object (disruption, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_put_string (writer, "contributor", "shortterm.tr_idfm");
  rlt_json_writer_end_object (writer);
}

static void
write_links (const RltSimTraffic *traffic,
             const RltLine       *line,
             RltJsonWriter       *writer)
{
  rlt_json_writer_member (writer, "links");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (!rlt_sim_traffic_concerns (disruption, line))
        continue;
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_boolean (writer, "internal", TRUE);
      rlt_json_writer_put_string (writer, "type", "disruption");
      rlt_json_writer_put_string (writer, "id", disruption->id);
      rlt_json_writer_put_string (writer, "rel", "disruptions");
      rlt_json_writer_put_boolean (writer, "templated", FALSE);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

static void
write_report (const RltSimTraffic *traffic,
              const RltLine       *line,
              RltJsonWriter       *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "line");
  rlt_json_writer_begin_object (writer);
  put_id (writer, "line", line->id);
  rlt_json_writer_put_string (writer, "name", line->name);
  rlt_json_writer_put_string (writer, "code", line->code);
  rlt_json_writer_put_string (writer, "opening_time", "052900");
  rlt_json_writer_put_string (writer, "closing_time", "021500");
  write_links (traffic, line, writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_member (writer, "pt_objects");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static gboolean
is_reported (const RltSimTraffic *traffic,
             const RltLine       *line)
{
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      if (rlt_sim_traffic_concerns (g_ptr_array_index (traffic->disruptions, i), line))
        return TRUE;
    }

  return FALSE;
}

/* The lines with something to report. */
static GPtrArray *
list_lines (RltSimWorld         *world,
            const RltSimTraffic *traffic,
            const RltLine       *line)
{
  GPtrArray *lines = g_ptr_array_new ();

  for (guint i = 0; i < rlt_sim_world_get_n_lines (world); i++)
    {
      const RltLine *each = rlt_sim_world_get_line (world, i)->line;

      if ((line == NULL || line == each) && is_reported (traffic, each))
        g_ptr_array_add (lines, (gpointer) each);
    }

  return lines;
}

static gboolean
concerns_any (const RltSimDisruption *disruption,
              GPtrArray              *lines,
              guint                   first,
              guint                   end)
{
  for (guint i = first; i < end; i++)
    {
      if (rlt_sim_traffic_concerns (disruption, g_ptr_array_index (lines, i)))
        return TRUE;
    }

  return FALSE;
}

static void
write_pagination (guint          start_page,
                  guint          count,
                  guint          n_on_page,
                  guint          total,
                  RltJsonWriter *writer)
{
  rlt_json_writer_member (writer, "pagination");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_int (writer, "start_page", start_page);
  rlt_json_writer_put_int (writer, "items_on_page", n_on_page);
  rlt_json_writer_put_int (writer, "items_per_page", count);
  rlt_json_writer_put_int (writer, "total_result", total);
  rlt_json_writer_end_object (writer);
}

static void
write_context (RltTime        now,
               RltJsonWriter *writer)
{
  rlt_json_writer_member (writer, "context");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "timezone", "Europe/Paris");
  rlt_sim_stamp_put_local (writer, "current_datetime", now);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_navitia_write:
 * @world: the world
 * @line: (nullable): only this line
 * @start_page: which page, from 0
 * @count: how many lines a page holds, above 0
 * @now: the instant
 * @writer: a writer
 *
 * Writes a page of the reports, with the disruptions its lines link to.
 */
void
rlt_sim_navitia_write (RltSimWorld   *world,
                       const RltLine *line,
                       guint          start_page,
                       guint          count,
                       RltTime        now,
                       RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (world, now);
  g_autoptr(GPtrArray) lines = list_lines (world, traffic, line);
  guint first = start_page < lines->len / count + 1 ? MIN (start_page * count, lines->len) : lines->len;
  guint end = first + MIN (count, lines->len - first);

  rlt_json_writer_begin_object (writer);
  write_context (now, writer);
  rlt_json_writer_member (writer, "disruptions");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (concerns_any (disruption, lines, first, end))
        write_disruption (disruption, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_member (writer, "line_reports");
  rlt_json_writer_begin_array (writer);
  for (guint i = first; i < end; i++)
    write_report (traffic, g_ptr_array_index (lines, i), writer);
  rlt_json_writer_end_array (writer);
  write_pagination (start_page, count, end - first, lines->len, writer);
  rlt_json_writer_end_object (writer);
}
