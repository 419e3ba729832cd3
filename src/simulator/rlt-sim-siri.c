/* rlt-sim-siri.c: what both kinds of SIRI Lite answers are made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-siri"

#include "config.h"

#include "rlt-sim-siri.h"

#include <string.h>

#include "rlt-sim-random.h"
#include "rlt-sim-siri-private.h"
#include "rlt-text.h"

#define SNCF_OPERATOR "SNCF_ACCES_CLOUD:Operator::SNCF:"
#define RATP_OPERATOR "RATP-SIV:Operator::RATP.OCTAVE.4.4:"

/* RATP's numbers of journeys change from answer to answer by up to this. */
#define NUMBER_DRIFT 5000

static char *
print_into (RltArena   *arena,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

static char *
print_into (RltArena   *arena,
            const char *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return rlt_arena_strdup (arena, text);
}

static const RltSimFragment *
make_quays (RltSimSiri       *self,
            const RltSimLine *line)
{
  guint n = line->line->n_stops * 2;
  RltSimFragment *quays = rlt_arena_new_array (self->arena, RltSimFragment, n);

  for (guint i = 0; i < n; i++)
    {
      quays[i].json = print_into (self->arena, "{\"value\":\"STIF:StopPoint:Q:%u:\"}", line->first_quay + i);
      quays[i].length = strlen (quays[i].json);
    }

  return quays;
}

static const char *
get_terminus (const RltSimPlan *plan)
{
  return plan->pattern->stops[plan->pattern->n_stops - 1]->station->name;
}

/* "Porte de Clignancourt" is "PORTE DE CLIGNANCOURT" there. */
static const char * const *
make_directions (RltSimSiri       *self,
                 const RltSimLine *line)
{
  const char **directions = rlt_arena_new_array (self->arena, const char *, line->n_plans);

  for (guint i = 0; i < line->n_plans; i++)
    {
      g_autofree char *folded = rlt_text_fold (get_terminus (&line->plans[i]));
      g_autofree char *upper = g_ascii_strup (folded, -1);

      directions[i] = rlt_arena_strdup (self->arena, upper);
    }

  return directions;
}

/* Four letters that can be spoken, the first one the destination's: "NORA". */
static const char * const *
make_missions (RltSimSiri       *self,
               const RltSimLine *line)
{
  static const char vowels[] = "AEIOU";
  static const char consonants[] = "BCDFGKLMNPRSTVX";
  const char **missions = rlt_arena_new_array (self->arena, const char *, line->n_plans);

  for (guint i = 0; i < line->n_plans; i++)
    {
      g_autofree char *folded = rlt_text_fold (get_terminus (&line->plans[i]));
      guint64 hash = rlt_sim_random_mix (rlt_sim_random_text (0, folded), i);

      missions[i] = print_into (self->arena, "%c%c%c%c", g_ascii_toupper (folded[0]), vowels[hash % 5],
                                consonants[hash / 5 % 15], vowels[hash / 75 % 5]);
    }

  return missions;
}

/**
 * rlt_sim_siri_new:
 * @world: what is told; it outlives the result
 *
 * Returns: (transfer full): a teller
 */
RltSimSiri *
rlt_sim_siri_new (RltSimWorld *world)
{
  RltSimSiri *self = g_new0 (RltSimSiri, 1);

  self->world = world;
  self->arena = rlt_arena_new ();
  self->n_lines = rlt_sim_world_get_n_lines (world);
  self->lines = rlt_arena_new_array (self->arena, RltSimSiriLine, self->n_lines);
  for (guint i = 0; i < self->n_lines; i++)
    {
      const RltSimLine *line = rlt_sim_world_get_line (world, i);
      gboolean is_sncf = rlt_sim_line_is_sncf (line);

      self->lines[i] = (RltSimSiriLine) {
        .line = line,
        .is_sncf = is_sncf,
        .line_ref = print_into (self->arena, "STIF:Line::%s:", line->line->id),
        .operator_ref = is_sncf ? SNCF_OPERATOR : RATP_OPERATOR,
        .quays = make_quays (self, line),
        .directions = make_directions (self, line),
        .missions = make_missions (self, line),
      };
    }

  return self;
}

void
rlt_sim_siri_free (RltSimSiri *self)
{
  if (self == NULL)
    return;

  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_sim_siri_begin:
 * @delivery: the delivery's name
 * @status: whether it is one, or says what is wrong with the request
 * @now: the instant
 * @writer: a writer
 *
 * Writes all that stands before the delivery's own members.
 */
void
rlt_sim_siri_begin (const char    *delivery,
                    gboolean       status,
                    RltTime        now,
                    RltJsonWriter *writer)
{
  guint64 hash = rlt_sim_random_mix (now, 0);
  char id[80];

  g_snprintf (id, sizeof id, "IVTR_HET:ResponseMessage:%08x-%04x-4%03x-a%03x-%012" G_GINT64_MODIFIER "x:LOC:",
              (guint) (hash >> 32), (guint) (hash >> 16 & 0xffff), (guint) (hash & 0xfff),
              (guint) (hash >> 20 & 0xfff), rlt_sim_random_mix (now, 1) >> 16);

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "Siri");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "ServiceDelivery");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "ResponseTimestamp", now);
  rlt_json_writer_put_string (writer, "ProducerRef", "IVTR_HET");
  rlt_json_writer_put_string (writer, "ResponseMessageIdentifier", id);
  rlt_json_writer_member (writer, delivery);
  rlt_json_writer_begin_array (writer);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "ResponseTimestamp", now);
  rlt_json_writer_put_string (writer, "Version", "2.0");
  rlt_json_writer_put_string (writer, "Status", status ? "true" : "false");
}

/**
 * rlt_sim_siri_end:
 * @writer: a writer, behind the delivery's own members
 *
 * Writes all that stands behind them.
 */
void
rlt_sim_siri_end (RltJsonWriter *writer)
{
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_sim_siri_write_error:
 * @delivery: the name of the delivery that was asked for
 * @problem: what is wrong with the request
 * @now: the instant
 * @writer: a writer
 *
 * Writes the answer to a request that cannot be met; it goes out with status 400.
 */
void
rlt_sim_siri_write_error (const char    *delivery,
                          const char    *problem,
                          RltTime        now,
                          RltJsonWriter *writer)
{
  rlt_sim_siri_begin (delivery, FALSE, now, writer);
  rlt_json_writer_member (writer, "ErrorCondition");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "ErrorInformation");
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "ErrorText", problem);
  rlt_json_writer_put_string (writer, "ErrorDescription", problem);
  rlt_json_writer_end_object (writer);
  rlt_json_writer_end_object (writer);
  rlt_sim_siri_end (writer);
}

/**
 * rlt_sim_siri_find_line:
 * @self: a teller
 * @line_ref: "STIF:Line::C01371:", and no other form
 * @line: (out): the line
 *
 * Returns: %FALSE when there is no such line
 */
gboolean
rlt_sim_siri_find_line (RltSimSiri            *self,
                        const char            *line_ref,
                        const RltSimSiriLine **line)
{
  for (guint i = 0; i < self->n_lines; i++)
    {
      if (g_str_equal (self->lines[i].line_ref, line_ref))
        {
          *line = &self->lines[i];
          return TRUE;
        }
    }

  return FALSE;
}

/* "name":{"value":"…"} */
void
rlt_sim_siri_put_value (RltJsonWriter *writer,
                        const char    *name,
                        const char    *value)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "value", value);
  rlt_json_writer_end_object (writer);
}

/* "name":[{"value":"…"}], or an empty array when @value is %NULL */
void
rlt_sim_siri_put_text (RltJsonWriter *writer,
                       const char    *name,
                       const char    *value)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_array (writer);
  if (value != NULL)
    {
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "value", value);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

/* "name":"2026-11-23T07:30:00.000Z": these times always have their milliseconds. */
void
rlt_sim_siri_put_time (RltJsonWriter   *writer,
                       const char      *name,
                       const RltSimDay *day,
                       RltSimTime       time)
{
  char quoted[RLT_TIME_TEXT_SIZE + 8] = "\"";
  gsize length = 1 + rlt_time_print (rlt_sim_day_get_instant (day, time), quoted + 1);

  if (time % 1000 == 0)
    {
      memcpy (quoted + length - 1, ".000Z", 5);
      length += 4;
    }
  quoted[length++] = '"';

  rlt_json_writer_member (writer, name);
  rlt_json_writer_raw (writer, quoted, length);
}

void
rlt_sim_siri_put_quay (RltJsonWriter        *writer,
                       const char           *name,
                       const RltSimSiriLine *line,
                       const RltPattern     *pattern,
                       guint                 call)
{
  const RltSimFragment *quay = &line->quays[pattern->stops[call]->index * 2 + pattern->direction];

  rlt_json_writer_member (writer, name);
  rlt_json_writer_raw (writer, quay->json, quay->length);
}

/* Only SNCF tells platforms: at a terminus several in turn, elsewhere one for each direction. */
void
rlt_sim_siri_put_platform (RltJsonWriter        *writer,
                           const RltSimSiriLine *line,
                           const RltSimTrip     *trip,
                           guint                 call)
{
  const RltPattern *pattern = trip->plan->pattern;
  char platform[8];

  if (!line->is_sncf)
    {
      rlt_sim_write_literal (writer, "\"ArrivalPlatformName\":{}");
      return;
    }

  g_snprintf (platform, sizeof platform, "%u", call == 0 ? 1 + trip->vehicle % 6 : pattern->direction + 1);
  rlt_sim_siri_put_value (writer, "ArrivalPlatformName", platform);
}

/**
 * rlt_sim_siri_get_way:
 * @trip: a trip
 *
 * Returns: RATP's letter for its direction: A there, R back
 */
char
rlt_sim_siri_get_way (const RltSimTrip *trip)
{
  return trip->plan->pattern->direction == 0 ? 'A' : 'R';
}

/**
 * rlt_sim_siri_get_number:
 * @day: a day
 * @trip: one of its trips
 * @now: the instant
 *
 * Returns: RATP's number for the trip: within one answer its own, in the next another
 */
guint
rlt_sim_siri_get_number (const RltSimDay *day,
                         guint            trip,
                         RltTime          now)
{
  return trip + 1 + rlt_sim_random_below (day->seed, now, NUMBER_DRIFT);
}

/**
 * rlt_sim_siri_print_journey:
 * @line: a line
 * @day: its day
 * @trip: one of its trips
 * @now: the instant
 * @ref: (out): the journey's reference: SNCF's is that of the trip all day, RATP's is not
 */
void
rlt_sim_siri_print_journey (const RltSimSiriLine *line,
                            const RltSimDay      *day,
                            guint                 trip,
                            RltTime               now,
                            char                  ref[RLT_SIM_REF_SIZE])
{
  RltParisTime date;

  if (line->is_sncf)
    {
      guint64 a = rlt_sim_random_mix (day->seed, trip);
      guint64 b = rlt_sim_random_mix (a, trip);

      g_snprintf (ref, RLT_SIM_REF_SIZE,
                  "SNCF_ACCES_CLOUD:VehicleJourney::%08x-%04x-4%03x-a%03x-%012" G_GINT64_MODIFIER "x:LOC",
                  (guint) (a >> 32), (guint) (a >> 16 & 0xffff), (guint) (a & 0xfff), (guint) (b >> 52),
                  b >> 16);
      return;
    }

  rlt_time_to_paris (day->start, &date);
  g_snprintf (ref, RLT_SIM_REF_SIZE, "RATP-SIV:VehicleJourney::%04d%02d%02d.%u.%c.%s:LOC", date.year,
              date.month, date.day, rlt_sim_siri_get_number (day, trip, now),
              rlt_sim_siri_get_way (&day->trips[trip]), line->line->line->id);
}
