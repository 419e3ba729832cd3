/* rlt-sim-siri-sx.c: SIRI situation exchange, in SIRI Lite's writing: disruptions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-xml"

#include "config.h"

#include "rlt-sim-siri-private.h"
#include "rlt-sim-siri-xml.h"
#include "rlt-sim-traffic.h"

/* What a situation is called: where its reason stands, the reason, and what it does to service. */
typedef struct
{
  const char *element;
  const char *reason;
  const char *condition;
  const char *severity;
} Words;

static const Words words[RLT_SIM_N_DISRUPTIONS] = {
  [RLT_SIM_DISRUPTION_INCIDENT] = { "MiscellaneousReason", "incident", "delayed", "normal" },
  [RLT_SIM_DISRUPTION_WORKS] = { "EquipmentReason", "maintenanceWork", "disrupted", "slight" },
  [RLT_SIM_DISRUPTION_SECTION] = { "EquipmentReason", "engineeringWork", "shortFormedService", "severe" },
  [RLT_SIM_DISRUPTION_CLOSURE] = { "EnvironmentReason", "strongWinds", "noService", "severe" },
  [RLT_SIM_DISRUPTION_LIFT] = { "EquipmentReason", "liftFailure", "altered", "slight" },
  [RLT_SIM_DISRUPTION_INFORMATION] = { "MiscellaneousReason", "unknown", "normalService", "noImpact" },
};

static void
write_periods (const RltSimDisruption *disruption,
               RltJsonWriter          *writer)
{
  rlt_json_writer_member (writer, "ValidityPeriod");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < disruption->n_periods; i++)
    {
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_time (writer, "StartTime", disruption->periods[i].from);
      rlt_json_writer_put_time (writer, "EndTime", disruption->periods[i].to);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

/* One element inside the other, down to @ref. */
static void
write_nested (const char * const *names,
              const char         *ref,
              RltJsonWriter      *writer)
{
  guint n = 0;

  for (; names[n + 1] != NULL; n++)
    {
      rlt_json_writer_member (writer, names[n]);
      rlt_json_writer_begin_object (writer);
    }
  rlt_json_writer_put_string (writer, names[n], ref);
  for (; n > 0; n--)
    rlt_json_writer_end_object (writer);
}

static void
write_affected (const RltSimDisruption *disruption,
                RltJsonWriter          *writer)
{
  static const char * const to_line[] = { "Affects", "Networks", "AffectedNetwork", "AffectedLine", "LineRef", NULL };
  static const char * const to_place[] = { "Affects", "StopPlaces", "AffectedStopPlace", "StopPlaceRef", NULL };
  char ref[48];

  if (disruption->kind == RLT_SIM_DISRUPTION_LIFT)
    {
      g_snprintf (ref, sizeof ref, "STIF:StopArea:SP:%s:", disruption->station->id);
      write_nested (to_place, ref, writer);
      return;
    }

  g_snprintf (ref, sizeof ref, "STIF:Line::%s:", disruption->line->id);
  write_nested (to_line, ref, writer);
}

static void
write_situation (const RltSimDisruption *disruption,
                 RltTime                 now,
                 RltJsonWriter          *writer)
{
  const Words *each = &words[disruption->kind];
  gboolean is_works = disruption->is_works && disruption->kind == RLT_SIM_DISRUPTION_CLOSURE;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "CreationTime", disruption->updated_at);
  rlt_json_writer_put_string (writer, "ParticipantRef", "SIMULATOR");
  rlt_json_writer_put_string (writer, "SituationNumber", disruption->id);
  rlt_json_writer_put_int (writer, "Version", 1);
  rlt_json_writer_put_time (writer, "VersionedAtTime", disruption->updated_at);
  rlt_json_writer_put_string (writer, "Progress",
                              rlt_sim_disruption_get_phase (disruption, now) == RLT_SIM_PHASE_PAST ? "closed" : "open");
  write_periods (disruption, writer);
  rlt_json_writer_put_string (writer, is_works ? "EquipmentReason" : each->element,
                              is_works ? "constructionWork" : each->reason);
  rlt_json_writer_put_string (writer, "Severity", each->severity);
  rlt_json_writer_put_string (writer, "Summary", disruption->title);
  rlt_json_writer_put_string (writer, "Description", disruption->summary);
  write_affected (disruption, writer);
  rlt_json_writer_member (writer, "Consequences");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "Consequence");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "Condition", each->condition);
  rlt_json_writer_put_string (writer, "Severity", each->severity);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_siri_write_situations:
 * @world: the world
 * @line: (nullable): only what is on this line or at its stations
 * @now: the instant
 * @writer: a writer
 *
 * Writes what is out of order.
 */
void
rlt_sim_siri_write_situations (RltSimWorld   *world,
                               const RltLine *line,
                               RltTime        now,
                               RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (world, now);

  rlt_sim_siri_begin ("SituationExchangeDelivery", TRUE, now, writer);
  rlt_json_writer_member (writer, "Situations");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "PtSituationElement");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (line == NULL || rlt_sim_traffic_concerns (disruption, line))
        write_situation (disruption, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_sim_siri_end (writer);
}
