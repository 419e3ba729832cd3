/* rlt-sim-siri-et.c: SIRI Lite estimated timetable, of one line or of all.
 *
 * Of a journey that runs, an answer holds the stop it left last, the one it stands at and all to
 * come: so its train's place between two stops can be told. Journeys that have not begun are
 * listed for a while before. The calls of a journey come in any order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri-et"

#include "config.h"

#include "rlt-sim-random.h"
#include "rlt-sim-siri-private.h"

/* How long before its beginning a journey is listed: long where trains are few. */
#define URBAN_HORIZON (6 * 60 * 1000)
#define REGIONAL_HORIZON (30 * 60 * 1000)

/* More than any pattern has. */
#define MAX_CALLS 256

typedef struct
{
  const RltSimSiriLine *line;
  const RltSimDay      *day;
  RltTime               now;
  RltSimTime            time;      /* @now in the day's own count */
  RltJsonWriter        *writer;
} Answer;

static int
get_horizon (const RltSimSiriLine *line)
{
  RltNetwork network = line->line->line->network;

  return network == RLT_NETWORK_RER || network == RLT_NETWORK_TRANSILIEN ? REGIONAL_HORIZON : URBAN_HORIZON;
}

static gboolean
is_listed (const Answer     *self,
           const RltSimTrip *trip)
{
  RltSimTime begin = MIN (trip->appears, trip->departure - get_horizon (self->line));

  /* RATP says nothing of what does not run. */
  if (trip->cancelled && !self->line->is_sncf)
    return FALSE;

  return self->time >= begin && self->time < trip->ends;
}

/* The stop that the train left last; 0 when it has left none. */
static guint
get_left (const Answer     *self,
          const RltSimTrip *trip)
{
  guint call = trip->first;

  while (call + 1u < trip->last && rlt_sim_trip_get_departure (trip, call + 1) <= self->time)
    call++;

  return call;
}

static guint
list_calls (const Answer     *self,
            const RltSimTrip *trip,
            guint16           calls[MAX_CALLS])
{
  guint n_stops = MIN (trip->plan->pattern->n_stops, MAX_CALLS);
  guint left = trip->cancelled ? 0 : get_left (self, trip);
  guint n = 0;

  for (guint call = 0; call < n_stops; call++)
    {
      if (rlt_sim_trip_is_served (trip, call))
        {
          if (call >= left)
            calls[n++] = call;
        }
      else if (self->line->is_sncf && rlt_sim_trip_get_aimed_departure (trip, call) >= self->time)
        {
          calls[n++] = call;
        }
    }

  return n;
}

static void
shuffle_calls (const Answer *self,
               guint         trip,
               guint16      *calls,
               guint         n)
{
  guint64 seed = self->day->seed ^ (guint64) self->time << 16 ^ trip;

  for (guint i = n; i > 1; i--)
    {
      guint other = rlt_sim_random_below (seed, i, i);
      guint16 call = calls[i - 1];

      calls[i - 1] = calls[other];
      calls[other] = call;
    }
}

/* RATP's calls have no planned departure; a first stop has no arrival, a last one no departure. */
static void
write_times (const Answer     *self,
             const RltSimTrip *trip,
             guint             call)
{
  gboolean served = rlt_sim_trip_is_served (trip, call);
  gboolean arrives = served ? call > trip->first : call > 0;
  gboolean departs = served ? call < trip->last : call + 1u < trip->plan->pattern->n_stops;

  if (arrives)
    rlt_sim_siri_put_time (self->writer, "AimedArrivalTime", self->day,
                           rlt_sim_trip_get_aimed_arrival (trip, call));
  if (departs && self->line->is_sncf)
    rlt_sim_siri_put_time (self->writer, "AimedDepartureTime", self->day,
                           rlt_sim_trip_get_aimed_departure (trip, call));
  if (!served)
    return;
  if (arrives)
    rlt_sim_siri_put_time (self->writer, "ExpectedArrivalTime", self->day,
                           rlt_sim_trip_get_arrival (trip, call));
  if (departs)
    rlt_sim_siri_put_time (self->writer, "ExpectedDepartureTime", self->day,
                           rlt_sim_trip_get_departure (trip, call));
}

static void
write_call (const Answer     *self,
            const RltSimTrip *trip,
            guint             call)
{
  rlt_json_writer_begin_object (self->writer);
  rlt_sim_siri_put_quay (self->writer, "StopPointRef", self->line, trip->plan->pattern, call);
  write_times (self, trip, call);
  if (rlt_sim_trip_is_served (trip, call))
    rlt_sim_write_literal (self->writer, "\"ArrivalStatus\":\"onTime\",\"DepartureStatus\":\"onTime\"");
  else
    rlt_sim_write_literal (self->writer, "\"ArrivalStatus\":\"cancelled\",\"DepartureStatus\":\"cancelled\"");
  rlt_sim_write_literal (self->writer, "\"ArrivalProximityText\":{}");
  rlt_sim_siri_put_platform (self->writer, self->line, trip, call);
  rlt_json_writer_end_object (self->writer);
}

static void
write_head (const Answer     *self,
            const RltSimTrip *trip,
            guint             index)
{
  const RltSimSiriLine *line = self->line;
  const RltPattern *pattern = trip->plan->pattern;
  char ref[RLT_SIM_REF_SIZE];
  char way[2] = { rlt_sim_siri_get_way (trip), '\0' };

  rlt_sim_siri_print_journey (line, self->day, index, self->now, ref);
  rlt_json_writer_put_time (self->writer, "RecordedAtTime", self->now);
  rlt_sim_siri_put_value (self->writer, "LineRef", line->line_ref);
  if (line->is_sncf)
    rlt_sim_write_literal (self->writer, "\"DirectionRef\":{}");
  else
    rlt_sim_siri_put_value (self->writer, "DirectionRef", way);
  rlt_sim_siri_put_value (self->writer, "DatedVehicleJourneyRef", ref);
  rlt_sim_siri_put_text (self->writer, "PublishedLineName", line->line->line->code);
  rlt_sim_siri_put_value (self->writer, "OperatorRef", line->operator_ref);
  rlt_sim_siri_put_quay (self->writer, "DestinationRef", line, pattern, trip->last);
  rlt_sim_siri_put_text (self->writer, "DestinationName", pattern->stops[trip->last]->station->name);
  rlt_sim_siri_put_text (self->writer, "JourneyNote", line->is_sncf ? line->missions[pattern->index] : NULL);
  rlt_json_writer_put_string (self->writer, "FirstOrLastJourney", "unspecified");
}

static void
write_journey (const Answer *self,
               guint         index)
{
  const RltSimTrip *trip = &self->day->trips[index];
  guint16 calls[MAX_CALLS];
  guint n_calls = list_calls (self, trip, calls);

  if (n_calls == 0)
    return;

  shuffle_calls (self, index, calls, n_calls);
  rlt_json_writer_begin_object (self->writer);
  write_head (self, trip, index);
  rlt_json_writer_member (self->writer, "EstimatedCalls");
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_member (self->writer, "EstimatedCall");
  rlt_json_writer_begin_array (self->writer);
  for (guint i = 0; i < n_calls; i++)
    write_call (self, trip, calls[i]);
  rlt_json_writer_end_array (self->writer);
  rlt_json_writer_end_object (self->writer);
  rlt_json_writer_end_object (self->writer);
}

static void
write_line (RltSimSiri           *self,
            const RltSimSiriLine *line,
            RltTime               now,
            RltJsonWriter        *writer)
{
  const RltSimDay *day = rlt_sim_world_get_day (self->world, line->line->line->index, now);
  Answer answer = { line, day, now, rlt_sim_day_get_time (day, now), writer };

  for (guint i = 0; i < day->n_trips; i++)
    {
      if (is_listed (&answer, &day->trips[i]))
        write_journey (&answer, i);
    }
}

/**
 * rlt_sim_siri_write_timetable:
 * @self: a teller
 * @line_ref: (nullable): "STIF:Line::C01371:"; %NULL or "ALL" for the whole network
 * @now: the instant
 * @writer: a writer
 * @problem: (out): what is wrong with the request
 *
 * Writes an estimated timetable.
 *
 * Returns: %FALSE, with nothing written, when the request cannot be met
 */
gboolean
rlt_sim_siri_write_timetable (RltSimSiri     *self,
                              const char     *line_ref,
                              RltTime         now,
                              RltJsonWriter  *writer,
                              const char    **problem)
{
  const RltSimSiriLine *line = NULL;

  if (line_ref != NULL && !g_str_equal (line_ref, "ALL") && !rlt_sim_siri_find_line (self, line_ref, &line))
    {
      *problem = "LineRef is not that of a line";
      return FALSE;
    }

  rlt_sim_siri_begin (RLT_SIM_TIMETABLE_DELIVERY, TRUE, now, writer);
  rlt_json_writer_member (writer, "EstimatedJourneyVersionFrame");
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "RecordedAtTime", now);
  rlt_json_writer_member (writer, "EstimatedVehicleJourney");
  rlt_json_writer_begin_array (writer);
  if (line != NULL)
    write_line (self, line, now, writer);
  for (guint i = 0; line == NULL && i < self->n_lines; i++)
    write_line (self, &self->lines[i], now, writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_array (writer);
  rlt_sim_siri_end (writer);

  return TRUE;
}
