/* rlt-sim-siri-sm.c: SIRI Lite stop monitoring.
 *
 * RATP's visits have no planned times, no order and no platform, and arrive when they leave;
 * SNCF's have all that, a mission and no direction, and are kept for half an hour after the train
 * has left. Trains that end at the stop are not listed.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-sm"

#include "config.h"

#include <string.h>

#include "rlt-sim-passages.h"
#include "rlt-sim-random.h"
#include "rlt-sim-siri-private.h"

#define MINUTES(n) ((n) * 60 * 1000)
#define RATP_HORIZON MINUTES (60)
#define SNCF_HORIZON MINUTES (180)
#define RATP_PAST MINUTES (2)
#define SNCF_PAST MINUTES (29)

/* Of one line at one stop in one direction. */
#define MAX_RATP_VISITS 6
#define MAX_SNCF_VISITS 20

#define BOTH_DIRECTIONS 2

/* What was asked for. */
typedef struct
{
  guint             direction;  /* 0, 1 or BOTH_DIRECTIONS */
  const char       *area;       /* (nullable): only stops of this ZdA */
  const RltStation *station;    /* (nullable): only stops of this ZdC */
  const RltStop    *stop;       /* (nullable): only this one */
} Place;

typedef struct
{
  const RltSimSiriLine *line;
  const RltSimDay      *day;
  RltTime               now;
  RltSimTime            time;      /* @now in the day's own count */
  RltJsonWriter        *writer;
} Answer;

/* Reads the number between @prefix and a closing colon. */
static gboolean
read_ref (const char *ref,
          const char *prefix,
          char      **number)
{
  gsize length;

  if (!g_str_has_prefix (ref, prefix))
    return FALSE;

  ref += strlen (prefix);
  length = strspn (ref, "0123456789");
  if (length == 0 || length > 9 || ref[length] != ':' || ref[length + 1] != '\0')
    return FALSE;

  *number = g_strndup (ref, length);
  return TRUE;
}

static gboolean
has_area (RltSimSiri *self,
          const char *area)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltLine *line = self->lines[i].line->line;

      for (guint s = 0; s < line->n_stops; s++)
        {
          if (g_strcmp0 (line->stops[s].area_id, area) == 0)
            return TRUE;
        }
    }

  return FALSE;
}

/* A number is first looked for among the ZdA; @number lives as long as @place is used. */
static gboolean
find_place (RltSimSiri  *self,
            const char  *ref,
            char       **number,
            Place       *place,
            const char **problem)
{
  RltCatalogue *catalogue = rlt_sim_world_get_catalogue (self->world);
  RltSimQuay quay;

  *place = (Place) { .direction = BOTH_DIRECTIONS };
  if (read_ref (ref, "STIF:StopPoint:Q:", number) &&
      rlt_sim_world_find_quay (self->world, (guint) g_ascii_strtoull (*number, NULL, 10), &quay))
    {
      place->stop = quay.stop;
      place->direction = quay.direction;
      return TRUE;
    }
  if (*number == NULL && !read_ref (ref, "STIF:StopArea:SP:", number))
    {
      *problem = "MonitoringRef is neither STIF:StopPoint:Q:…: nor STIF:StopArea:SP:…:";
      return FALSE;
    }

  if (has_area (self, *number))
    {
      place->area = *number;
      return TRUE;
    }
  place->station = rlt_catalogue_find_station (catalogue, ref);
  *problem = "MonitoringRef is not that of a stop";
  return place->station != NULL;
}

static gboolean
is_at (const Place   *place,
       const RltStop *stop)
{
  if (place->stop != NULL)
    return place->stop == stop;
  if (place->area != NULL)
    return g_strcmp0 (stop->area_id, place->area) == 0;

  return place->station == stop->station;
}

/* Without planned times there is nothing to say of a train that does not come: RATP says nothing. */
static GArray *
list_visits (const Answer  *self,
             const RltStop *stop,
             guint          direction)
{
  gboolean is_sncf = self->line->is_sncf;
  const RltSimPassageQuery query = {
    .stop = stop,
    .direction = direction,
    .from = self->time - (is_sncf ? SNCF_PAST : RATP_PAST),
    .to = self->time + (is_sncf ? SNCF_HORIZON : RATP_HORIZON),
    .with_cancelled = is_sncf,
    .most = is_sncf ? MAX_SNCF_VISITS : MAX_RATP_VISITS,
  };

  return rlt_sim_passages_list (self->day, &query);
}

static void
print_item (const Answer        *self,
            const RltSimPassage *visit,
            char          ref[RLT_SIM_REF_SIZE])
{
  const RltSimTrip *trip = &self->day->trips[visit->trip];
  const RltPattern *pattern = trip->plan->pattern;
  guint quay = rlt_sim_line_get_quay (self->line->line, pattern->stops[visit->call], pattern->direction);

  if (self->line->is_sncf)
    g_snprintf (ref, RLT_SIM_REF_SIZE, "SNCF_ACCES_CLOUD:Item::%u_%u:LOC", quay,
                100000 + visit->trip * 2 + quay % 2);
  else
    g_snprintf (ref, RLT_SIM_REF_SIZE, "RATP-SIV:Item::%u.%c.%s.IDFM.%s.%c.RATP.%u:LOC",
                rlt_sim_siri_get_number (self->day, visit->trip, self->now), rlt_sim_siri_get_way (trip),
                self->line->line->line->id, self->line->line->line->id, rlt_sim_siri_get_way (trip), quay);
}

static void
write_ratp_times (const Answer     *self,
                  const RltSimTrip *trip,
                  guint             call)
{
  RltSimTime departure = rlt_sim_trip_get_departure (trip, call);

  rlt_sim_siri_put_time (self->writer, "ExpectedArrivalTime", self->day, departure);
  rlt_sim_siri_put_time (self->writer, "ExpectedDepartureTime", self->day, departure);
  rlt_sim_write_literal (self->writer, "\"ArrivalStatus\":\"\",\"DepartureStatus\":\"onTime\"");
  rlt_sim_write_literal (self->writer, "\"ArrivalPlatformName\":{}");
}

/* The status says "onTime" however late the train is. */
static void
write_sncf_times (const Answer     *self,
                  const RltSimTrip *trip,
                  guint             call)
{
  gboolean served = rlt_sim_trip_is_served (trip, call);

  rlt_json_writer_put_int (self->writer, "Order", call + 1);
  if (call > 0)
    rlt_sim_siri_put_time (self->writer, "AimedArrivalTime", self->day,
                           rlt_sim_trip_get_aimed_arrival (trip, call));
  rlt_sim_siri_put_time (self->writer, "AimedDepartureTime", self->day,
                         rlt_sim_trip_get_aimed_departure (trip, call));
  if (served && call > trip->first)
    rlt_sim_siri_put_time (self->writer, "ExpectedArrivalTime", self->day,
                           rlt_sim_trip_get_arrival (trip, call));
  if (served)
    rlt_sim_siri_put_time (self->writer, "ExpectedDepartureTime", self->day,
                           rlt_sim_trip_get_departure (trip, call));
  if (served)
    rlt_sim_write_literal (self->writer, "\"ArrivalStatus\":\"onTime\",\"DepartureStatus\":\"onTime\"");
  else
    rlt_sim_write_literal (self->writer, "\"ArrivalStatus\":\"cancelled\",\"DepartureStatus\":\"cancelled\"");
  rlt_sim_siri_put_platform (self->writer, self->line, trip, call);
}

static void
write_monitored_call (const Answer        *self,
                      const RltSimPassage *visit)
{
  const RltSimTrip *trip = &self->day->trips[visit->trip];
  const RltPattern *pattern = trip->plan->pattern;
  guint call = visit->call;

  rlt_json_writer_member (self->writer, "MonitoredCall");
  rlt_json_writer_begin_object (self->writer);
  rlt_sim_siri_put_text (self->writer, "StopPointName", pattern->stops[call]->station->name);
  rlt_json_writer_put_boolean (self->writer, "VehicleAtStop",
                               rlt_sim_passage_is_at_stop (self->day, visit, self->time));
  rlt_sim_siri_put_text (self->writer, "DestinationDisplay", pattern->stops[trip->last]->station->name);
  if (self->line->is_sncf)
    write_sncf_times (self, trip, call);
  else
    write_ratp_times (self, trip, call);
  rlt_json_writer_end_object (self->writer);
}

/* An item's number and the train's differ by one where SNCF's numbers change with the direction. */
static void
write_train (const Answer        *self,
             const RltSimPassage *visit)
{
  char number[16];

  rlt_json_writer_member (self->writer, "TrainNumbers");
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_member (self->writer, "TrainNumberRef");
  rlt_json_writer_begin_array (self->writer);
  if (self->line->is_sncf)
    {
      g_snprintf (number, sizeof number, "%u", 100000 + visit->trip * 2);
      rlt_json_writer_begin_object (self->writer);
      rlt_json_writer_put_string (self->writer, "value", number);
      rlt_json_writer_end_object (self->writer);
    }
  rlt_json_writer_end_array (self->writer);
  rlt_json_writer_end_object (self->writer);
  if (self->line->is_sncf)
    rlt_sim_write_literal (self->writer, "\"VehicleFeatureRef\":[\"longTrain\"]");
}

static void
write_journey (const Answer        *self,
               const RltSimPassage *visit)
{
  const RltSimSiriLine *line = self->line;
  const RltSimTrip *trip = &self->day->trips[visit->trip];
  const RltPattern *pattern = trip->plan->pattern;
  char ref[RLT_SIM_REF_SIZE];

  rlt_sim_siri_print_journey (line, self->day, visit->trip, self->now, ref);
  rlt_json_writer_member (self->writer, "MonitoredVehicleJourney");
  rlt_json_writer_begin_object (self->writer);
  rlt_sim_siri_put_value (self->writer, "LineRef", line->line_ref);
  rlt_sim_siri_put_value (self->writer, "OperatorRef", line->operator_ref);
  rlt_json_writer_member (self->writer, "FramedVehicleJourneyRef");
  rlt_json_writer_begin_object (self->writer);
  rlt_sim_siri_put_value (self->writer, "DataFrameRef", "any");
  rlt_json_writer_put_string (self->writer, "DatedVehicleJourneyRef", ref);
  rlt_json_writer_end_object (self->writer);
  rlt_sim_siri_put_text (self->writer, "DirectionName",
                         line->is_sncf ? NULL : line->directions[pattern->index]);
  rlt_sim_siri_put_quay (self->writer, "DestinationRef", line, pattern, trip->last);
  rlt_sim_siri_put_text (self->writer, "DestinationName", pattern->stops[trip->last]->station->name);
  rlt_sim_siri_put_text (self->writer, "VehicleJourneyName", NULL);
  rlt_sim_siri_put_text (self->writer, "JourneyNote", line->is_sncf ? line->missions[pattern->index] : NULL);
  write_monitored_call (self, visit);
  write_train (self, visit);
  rlt_json_writer_end_object (self->writer);
}

static void
write_visit (const Answer        *self,
             const RltSimPassage *visit)
{
  const RltPattern *pattern = self->day->trips[visit->trip].plan->pattern;
  char item[RLT_SIM_REF_SIZE];

  print_item (self, visit, item);
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_put_time (self->writer, "RecordedAtTime", self->now);
  rlt_json_writer_put_string (self->writer, "ItemIdentifier", item);
  rlt_sim_siri_put_quay (self->writer, "MonitoringRef", self->line, pattern, visit->call);
  write_journey (self, visit);
  rlt_json_writer_end_object (self->writer);
}

static void
write_direction (const Answer  *self,
                 const RltStop *stop,
                 guint          direction)
{
  g_autoptr(GArray) visits = list_visits (self, stop, direction);

  for (guint i = 0; i < visits->len; i++)
    write_visit (self, &g_array_index (visits, RltSimPassage, i));
}

/* By direction, and only then by time: an answer as a whole is in no order. */
static void
write_visits (RltSimSiri           *self,
              const RltSimSiriLine *line,
              const Place          *place,
              RltTime               now,
              RltJsonWriter        *writer)
{
  const RltSimDay *day = rlt_sim_world_get_day (self->world, line->line->line->index, now);
  Answer answer = { line, day, now, rlt_sim_day_get_time (day, now), writer };

  for (guint s = 0; s < line->line->line->n_stops; s++)
    {
      const RltStop *stop = &line->line->line->stops[s];

      if (!is_at (place, stop))
        continue;
      for (guint direction = 0; direction < 2; direction++)
        {
          if (place->direction == BOTH_DIRECTIONS || place->direction == direction)
            write_direction (&answer, stop, direction);
        }
    }
}

/**
 * rlt_sim_siri_write_stop:
 * @self: a teller
 * @monitoring_ref: (nullable): a quay "STIF:StopPoint:Q:n:", or a ZdA or ZdC "STIF:StopArea:SP:n:"
 * @line_ref: (nullable): "STIF:Line::C01371:", or %NULL for all lines that stop there
 * @now: the instant
 * @writer: a writer
 * @problem: (out): what is wrong with the request
 *
 * Writes the departures of a stop.
 *
 * Returns: %FALSE, with nothing written, when the request cannot be met
 */
gboolean
rlt_sim_siri_write_stop (RltSimSiri     *self,
                         const char     *monitoring_ref,
                         const char     *line_ref,
                         RltTime         now,
                         RltJsonWriter  *writer,
                         const char    **problem)
{
  const RltSimSiriLine *line = NULL;
  g_autofree char *number = NULL;
  Place place;

  if (monitoring_ref == NULL)
    {
      *problem = "MonitoringRef is missing";
      return FALSE;
    }
  if (!find_place (self, monitoring_ref, &number, &place, problem))
    return FALSE;
  if (line_ref != NULL && !rlt_sim_siri_find_line (self, line_ref, &line))
    {
      *problem = "LineRef is not that of a line";
      return FALSE;
    }

  rlt_sim_siri_begin (RLT_SIM_STOP_DELIVERY, TRUE, now, writer);
  rlt_json_writer_member (writer, "MonitoredStopVisit");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (line == NULL || line == &self->lines[i])
        write_visits (self, &self->lines[i], &place, now, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_sim_siri_end (writer);

  return TRUE;
}
