/* rlt-siri-call.c: what SIRI says of one call of a train, alike on boards and in timetables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-reader"

#include "config.h"

#include "rlt-siri-call.h"

#include "rlt-siri-text.h"

/**
 * rlt_siri_call_begin:
 * @self: a call; all zero before its first use
 *
 * Forgets what was said of the call before.
 */
void
rlt_siri_call_begin (RltSiriCall *self)
{
  g_free (self->bad_time);
  *self = (RltSiriCall) {
    .aimed_arrival = RLT_TIME_NONE,
    .aimed_departure = RLT_TIME_NONE,
    .expected_arrival = RLT_TIME_NONE,
    .expected_departure = RLT_TIME_NONE,
    .actual_arrival = RLT_TIME_NONE,
    .actual_departure = RLT_TIME_NONE,
  };
}

static RltSiriStatus
read_status (const char *text,
             gsize       length)
{
  if (rlt_siri_is_cancelled (text, length))
    return RLT_SIRI_STATUS_CANCELLED;

  return rlt_siri_is_missed (text, length) ? RLT_SIRI_STATUS_MISSED : RLT_SIRI_STATUS_OTHER;
}

/* The place of a field that is a time. */
static RltTime *
get_time (RltSiriCall *self,
          guint        field)
{
  switch (field)
    {
    case RLT_SIRI_CALL_AIMED_ARRIVAL:
      return &self->aimed_arrival;
    case RLT_SIRI_CALL_AIMED_DEPARTURE:
      return &self->aimed_departure;
    case RLT_SIRI_CALL_EXPECTED_ARRIVAL:
      return &self->expected_arrival;
    case RLT_SIRI_CALL_EXPECTED_DEPARTURE:
      return &self->expected_departure;
    case RLT_SIRI_CALL_ACTUAL_ARRIVAL:
      return &self->actual_arrival;
    case RLT_SIRI_CALL_ACTUAL_DEPARTURE:
      return &self->actual_departure;
    default:
      g_assert_not_reached ();
    }
}

/**
 * rlt_siri_call_take:
 * @self: a call that was begun
 * @index: keeps the texts
 * @field: one of the call's fields
 * @text: what is said there, not ended by NUL
 * @length: its length in bytes
 *
 * Of several destinations the first counts: stops of one journey may name others.
 */
void
rlt_siri_call_take (RltSiriCall    *self,
                    RltDecodeIndex *index,
                    guint           field,
                    const char     *text,
                    gsize           length)
{
  switch (field)
    {
    case RLT_SIRI_CALL_ARRIVAL_PLATFORM:
      self->arrival_platform = rlt_decode_index_text (index, text, length);
      break;
    case RLT_SIRI_CALL_DEPARTURE_PLATFORM:
      self->departure_platform = rlt_decode_index_text (index, text, length);
      break;
    case RLT_SIRI_CALL_ARRIVAL_STATUS:
      self->arrival_status = read_status (text, length);
      break;
    case RLT_SIRI_CALL_DEPARTURE_STATUS:
      self->departure_status = read_status (text, length);
      break;
    case RLT_SIRI_CALL_AT_STOP:
      self->at_platform = rlt_siri_is_true (text, length);
      break;
    case RLT_SIRI_CALL_DESTINATION_DISPLAY:
      self->destination_display = rlt_decode_index_text (index, text, length);
      break;
    default:
      rlt_siri_read_time (text, length, get_time (self, field), &self->bad_time);
      break;
    }
}

/**
 * rlt_siri_call_end:
 * @self: a call of which all is said
 *
 * What happened is better known than what was expected.
 */
void
rlt_siri_call_end (RltSiriCall *self)
{
  if (RLT_TIME_IS_SET (self->actual_arrival))
    self->expected_arrival = self->actual_arrival;
  if (RLT_TIME_IS_SET (self->actual_departure))
    self->expected_departure = self->actual_departure;
}

/**
 * rlt_siri_call_get_platform:
 * @self: a call
 *
 * Returns: (nullable): where it calls
 */
const char *
rlt_siri_call_get_platform (const RltSiriCall *self)
{
  return self->arrival_platform != NULL ? self->arrival_platform : self->departure_platform;
}

/**
 * rlt_siri_call_get_delay:
 * @self: a call
 *
 * Returns: how many seconds it leaves late, else arrives late; or %RLT_DELAY_NONE
 */
int
rlt_siri_call_get_delay (const RltSiriCall *self)
{
  const int delay = rlt_delay_between (self->aimed_departure, self->expected_departure);

  return delay != RLT_DELAY_NONE ? delay : rlt_delay_between (self->aimed_arrival, self->expected_arrival);
}
