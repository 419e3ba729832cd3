/* rlt-sim-general-message.c: disruptions as PRIM's general messages, of a line or of a stop.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-general-message"

#include "config.h"

#include "rlt-sim-general-message.h"

#include <string.h>

#include "rlt-sim-siri-private.h"

#define QUAY_PREFIX "STIF:StopPoint:Q:"
#define LINE_PREFIX "STIF:Line::"

/* A message has no beginning: what does not apply yet can only be announced. */
static const char *
get_channel (const RltSimDisruption *disruption,
             RltTime                 now)
{
  if (disruption->kind == RLT_SIM_DISRUPTION_INFORMATION)
    return "Commercial";

  if (rlt_sim_disruption_get_level (disruption) == RLT_LEVEL_NORMAL ||
      !rlt_sim_disruption_applies_at (disruption, now))
    return "Information";

  return "Perturbation";
}

static void
write_text (const char    *type,
            const char    *text,
            RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "MessageType", type);
  rlt_json_writer_member (writer, "MessageText");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "value", text);
  rlt_json_writer_put_string (writer, "lang", "FR");
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
}

/* Some messages leave out the line that was asked for. */
static gboolean
names_line (const RltSimDisruption *disruption)
{
  return disruption->line != NULL && disruption->id[0] % 4 != 0;
}

static void
write_content (const RltSimDisruption *disruption,
               RltJsonWriter          *writer)
{
  gboolean is_html = disruption->id[1] % 2 == 0;
  char ref[64];

  rlt_json_writer_member (writer, "Content");
  rlt_json_writer_begin_object (writer);
  if (names_line (disruption))
    {
      g_snprintf (ref, sizeof ref, LINE_PREFIX "%s:", disruption->line->id);
      rlt_sim_siri_put_text (writer, "LineRef", ref);
    }
  if (disruption->kind == RLT_SIM_DISRUPTION_LIFT)
    {
      g_snprintf (ref, sizeof ref, "STIF:StopArea:SP:%s:", disruption->station->id);
      rlt_sim_siri_put_text (writer, "StopPointRef", ref);
    }
  else
    {
      rlt_sim_siri_put_text (writer, "StopPointRef", NULL);
    }
  rlt_json_writer_member (writer, "Message");
  rlt_json_writer_begin_array (writer);
  write_text (is_html ? "SHORT_MESSAGE" : "shortMessage", disruption->title, writer);
  write_text (is_html ? "HTML" : "TEXT_ONLY", is_html ? disruption->message : disruption->summary, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static void
write_message (const RltSimDisruption *disruption,
               RltTime                 now,
               RltJsonWriter          *writer)
{
  char item[80];

  g_snprintf (item, sizeof item, "IDFM:GeneralMessage::%s:LOC", disruption->id);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "FormatRef", "STIF-IDF");
  rlt_json_writer_put_time (writer, "RecordedAtTime", disruption->updated_at);
  rlt_json_writer_put_string (writer, "ItemIdentifier", item);
  rlt_sim_siri_put_value (writer, "InfoMessageIdentifier", disruption->id);
  rlt_sim_siri_put_value (writer, "InfoChannelRef", get_channel (disruption, now));
  rlt_json_writer_put_time (writer, "ValidUntilTime", disruption->periods[disruption->n_periods - 1].to);
  write_content (disruption, writer);
  rlt_json_writer_end_object (writer);
}

static gboolean
is_asked_for (const RltSimDisruption *disruption,
              const RltLine          *line,
              const RltStation       *station,
              RltTime                 now)
{
  if (rlt_sim_disruption_get_phase (disruption, now) == RLT_SIM_PHASE_PAST)
    return FALSE;

  if (line != NULL)
    return disruption->line == line;

  return station == NULL || (disruption->kind == RLT_SIM_DISRUPTION_LIFT && disruption->station == station);
}

static const RltStation *
find_station (RltSimWorld *world,
              const char  *ref)
{
  RltSimQuay quay;

  if (g_str_has_prefix (ref, QUAY_PREFIX) &&
      rlt_sim_world_find_quay (world, (guint) g_ascii_strtoull (ref + strlen (QUAY_PREFIX), NULL, 10), &quay))
    return quay.stop->station;

  return rlt_catalogue_find_station (rlt_sim_world_get_catalogue (world), ref);
}

static gboolean
find_object (RltSimWorld       *world,
             const char        *line_ref,
             const char        *stop_ref,
             const RltLine    **line,
             const RltStation **station,
             const char       **problem)
{
  *line = NULL;
  *station = NULL;
  if ((line_ref == NULL) == (stop_ref == NULL))
    {
      *problem = "Either LineRef or StopPointRef is needed";
      return FALSE;
    }

  if (line_ref != NULL && g_str_has_prefix (line_ref, LINE_PREFIX))
    *line = rlt_catalogue_find_line (rlt_sim_world_get_catalogue (world), line_ref);
  if (stop_ref != NULL)
    *station = find_station (world, stop_ref);
  *problem = line_ref != NULL ? "LineRef is not that of a line" : "StopPointRef is not that of a stop";
  return *line != NULL || *station != NULL;
}

static void
write_messages (RltSimWorld      *world,
                const RltLine    *line,
                const RltStation *station,
                RltTime           now,
                RltJsonWriter    *writer)
{
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (world, now);

  rlt_sim_siri_begin (RLT_SIM_MESSAGE_DELIVERY, TRUE, now, writer);
  rlt_json_writer_member (writer, "InfoMessage");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (is_asked_for (disruption, line, station, now))
        write_message (disruption, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_sim_siri_end (writer);
}

/**
 * rlt_sim_general_message_write_all:
 * @world: the world
 * @line: (nullable): only this line's
 * @now: the instant
 * @writer: a writer
 *
 * Writes the messages of all lines and stations, or of one line.
 */
void
rlt_sim_general_message_write_all (RltSimWorld   *world,
                                   const RltLine *line,
                                   RltTime        now,
                                   RltJsonWriter *writer)
{
  write_messages (world, line, NULL, now, writer);
}

/**
 * rlt_sim_general_message_write:
 * @world: the world
 * @line_ref: (nullable): "STIF:Line::C01371:"
 * @stop_ref: (nullable): a quay or area, in place of a line
 * @now: the instant
 * @writer: a writer
 * @problem: (out): what is wrong with the request
 *
 * Writes the messages of a line or stop.
 *
 * Returns: %FALSE, with nothing written, when the request cannot be met
 */
gboolean
rlt_sim_general_message_write (RltSimWorld    *world,
                               const char     *line_ref,
                               const char     *stop_ref,
                               RltTime         now,
                               RltJsonWriter  *writer,
                               const char    **problem)
{
  const RltLine *line;
  const RltStation *station;

  if (!find_object (world, line_ref, stop_ref, &line, &station, problem))
    return FALSE;

  write_messages (world, line, station, now, writer);
  return TRUE;
}
