/* rlt-sim-gtfs-rt-alerts.c: disruptions in GTFS-Realtime: https://gtfs.org/realtime/reference/#message-alert
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-gtfs-rt"

#include "config.h"

#include "rlt-sim-gtfs-rt.h"
#include "rlt-sim-protobuf.h"
#include "rlt-sim-traffic.h"

/* How far ahead nights are told one by one. */
#define MAX_NIGHTS 30

/* Field numbers of gtfs-realtime.proto. */
enum
{
  FEED_HEADER = 1,
  FEED_ENTITY = 2,
  HEADER_VERSION = 1,
  HEADER_INCREMENTALITY = 2,
  HEADER_TIMESTAMP = 3,
  ENTITY_ID = 1,
  ENTITY_ALERT = 5,
  ALERT_PERIOD = 1,
  ALERT_ENTITY = 5,
  ALERT_CAUSE = 6,
  ALERT_EFFECT = 7,
  ALERT_HEADER = 10,
  ALERT_DESCRIPTION = 11,
  PERIOD_START = 1,
  PERIOD_END = 2,
  SELECTOR_ROUTE = 2,
  SELECTOR_STOP = 5,
  STRING_TRANSLATION = 1,
  TRANSLATION_TEXT = 1,
  TRANSLATION_LANGUAGE = 2,
};

/* Values of its enumerations. */
enum
{
  CAUSE_OTHER = 2,
  CAUSE_TECHNICAL = 3,
  CAUSE_WEATHER = 8,
  CAUSE_MAINTENANCE = 9,
  CAUSE_CONSTRUCTION = 10,
  EFFECT_NO_SERVICE = 1,
  EFFECT_REDUCED_SERVICE = 2,
  EFFECT_DELAYS = 3,
  EFFECT_MODIFIED_SERVICE = 6,
  EFFECT_OTHER = 7,
  EFFECT_ACCESSIBILITY = 11,
};

static const struct
{
  int cause;
  int effect;
} values[RLT_SIM_N_DISRUPTIONS] = {
  [RLT_SIM_DISRUPTION_INCIDENT] = { CAUSE_TECHNICAL, EFFECT_DELAYS },
  [RLT_SIM_DISRUPTION_WORKS] = { CAUSE_MAINTENANCE, EFFECT_REDUCED_SERVICE },
  [RLT_SIM_DISRUPTION_SECTION] = { CAUSE_CONSTRUCTION, EFFECT_MODIFIED_SERVICE },
  [RLT_SIM_DISRUPTION_CLOSURE] = { CAUSE_WEATHER, EFFECT_NO_SERVICE },
  [RLT_SIM_DISRUPTION_LIFT] = { CAUSE_TECHNICAL, EFFECT_ACCESSIBILITY },
  [RLT_SIM_DISRUPTION_INFORMATION] = { CAUSE_OTHER, EFFECT_OTHER },
};

static void
write_period (RltSimProtobuf *message,
              RltTime         from,
              RltTime         to)
{
  gsize mark = rlt_sim_protobuf_begin (message, ALERT_PERIOD);

  rlt_sim_protobuf_put_int (message, PERIOD_START, from / RLT_SECOND);
  rlt_sim_protobuf_put_int (message, PERIOD_END, to / RLT_SECOND);
  rlt_sim_protobuf_end (message, mark);
}

/* Nights are told one by one: the format has no other way. */
static void
write_periods (const RltSimDisruption *disruption,
               RltSimProtobuf         *message)
{
  for (guint i = 0; i < disruption->n_periods; i++)
    {
      const RltSimPeriod *period = &disruption->periods[i];
      RltTime day = rlt_time_service_day_start (period->from);
      RltTime from, to;

      if (disruption->nights_from == RLT_SIM_ALL_DAY)
        {
          write_period (message, period->from, period->to);
          continue;
        }
      for (guint night = 0; night < MAX_NIGHTS && day <= period->to; night++)
        {
          if (rlt_sim_disruption_get_window (disruption, i, day, &from, &to))
            write_period (message, from, to);
          day = rlt_time_service_day_start (day + 26 * RLT_HOUR);
        }
    }
}

static void
write_text (RltSimProtobuf *message,
            guint           field,
            const char     *text)
{
  gsize string = rlt_sim_protobuf_begin (message, field);
  gsize translation = rlt_sim_protobuf_begin (message, STRING_TRANSLATION);

  rlt_sim_protobuf_put_string (message, TRANSLATION_TEXT, text);
  rlt_sim_protobuf_put_string (message, TRANSLATION_LANGUAGE, "fr");
  rlt_sim_protobuf_end (message, translation);
  rlt_sim_protobuf_end (message, string);
}

static void
write_selector (const RltSimDisruption *disruption,
                RltSimProtobuf         *message)
{
  gsize mark = rlt_sim_protobuf_begin (message, ALERT_ENTITY);
  char id[32];

  if (disruption->kind == RLT_SIM_DISRUPTION_LIFT)
    {
      g_snprintf (id, sizeof id, "IDFM:%s", disruption->station->id);
      rlt_sim_protobuf_put_string (message, SELECTOR_STOP, id);
    }
  else
    {
      g_snprintf (id, sizeof id, "IDFM:%s", disruption->line->id);
      rlt_sim_protobuf_put_string (message, SELECTOR_ROUTE, id);
    }
  rlt_sim_protobuf_end (message, mark);
}

static void
write_alert (const RltSimDisruption *disruption,
             RltSimProtobuf         *message)
{
  gsize entity = rlt_sim_protobuf_begin (message, FEED_ENTITY);
  gsize alert;
  int cause = values[disruption->kind].cause;

  rlt_sim_protobuf_put_string (message, ENTITY_ID, disruption->id);
  alert = rlt_sim_protobuf_begin (message, ENTITY_ALERT);
  write_periods (disruption, message);
  write_selector (disruption, message);
  rlt_sim_protobuf_put_int (message, ALERT_CAUSE, disruption->is_works ? CAUSE_CONSTRUCTION : cause);
  rlt_sim_protobuf_put_int (message, ALERT_EFFECT, values[disruption->kind].effect);
  write_text (message, ALERT_HEADER, disruption->title);
  write_text (message, ALERT_DESCRIPTION, disruption->summary);
  rlt_sim_protobuf_end (message, alert);
  rlt_sim_protobuf_end (message, entity);
}

/**
 * rlt_sim_gtfs_rt_write_alerts:
 * @world: the world
 * @now: the instant
 * @length: (out): the message's length in bytes
 *
 * Returns: (transfer full): a FeedMessage with what is out of order and what will be
 */
char *
rlt_sim_gtfs_rt_write_alerts (RltSimWorld *world,
                              RltTime      now,
                              gsize       *length)
{
  g_autoptr(RltSimProtobuf) message = rlt_sim_protobuf_new ();
  g_autoptr(RltSimTraffic) traffic = rlt_sim_traffic_new (world, now);
  gsize header = rlt_sim_protobuf_begin (message, FEED_HEADER);

  rlt_sim_protobuf_put_string (message, HEADER_VERSION, "2.0");
  rlt_sim_protobuf_put_int (message, HEADER_INCREMENTALITY, 0);
  rlt_sim_protobuf_put_int (message, HEADER_TIMESTAMP, now / RLT_SECOND);
  rlt_sim_protobuf_end (message, header);
  for (guint i = 0; i < traffic->disruptions->len; i++)
    {
      const RltSimDisruption *disruption = g_ptr_array_index (traffic->disruptions, i);

      if (rlt_sim_disruption_get_phase (disruption, now) != RLT_SIM_PHASE_PAST)
        write_alert (disruption, message);
    }

  return rlt_sim_protobuf_finish (message, length);
}
