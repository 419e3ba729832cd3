/* rlt-siri-call.h: what SIRI says of one call of a train, alike on boards and in timetables.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode-index.h"
#include "rlt-siri-reader.h"

G_BEGIN_DECLS

/* Fields of a call; a decoder's own follow. */
enum
{
  RLT_SIRI_CALL_AIMED_ARRIVAL,
  RLT_SIRI_CALL_AIMED_DEPARTURE,
  RLT_SIRI_CALL_EXPECTED_ARRIVAL,
  RLT_SIRI_CALL_EXPECTED_DEPARTURE,
  RLT_SIRI_CALL_ACTUAL_ARRIVAL,
  RLT_SIRI_CALL_ACTUAL_DEPARTURE,
  RLT_SIRI_CALL_ARRIVAL_PLATFORM,
  RLT_SIRI_CALL_DEPARTURE_PLATFORM,
  RLT_SIRI_CALL_ARRIVAL_STATUS,
  RLT_SIRI_CALL_DEPARTURE_STATUS,
  RLT_SIRI_CALL_AT_STOP,
  RLT_SIRI_CALL_DESTINATION_DISPLAY,
  RLT_SIRI_CALL_N_FIELDS,
};

/* Those fields in a table of keys, of an object of the level @level. */
#define RLT_SIRI_CALL_KEYS(level)                                                                \
  { level, "AimedArrivalTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_AIMED_ARRIVAL },                     \
  { level, "AimedDepartureTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_AIMED_DEPARTURE },                 \
  { level, "ExpectedArrivalTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_EXPECTED_ARRIVAL },               \
  { level, "ExpectedDepartureTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_EXPECTED_DEPARTURE },           \
  { level, "ActualArrivalTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_ACTUAL_ARRIVAL },                   \
  { level, "ActualDepartureTime", RLT_SIRI_TEXT, RLT_SIRI_CALL_ACTUAL_DEPARTURE },               \
  { level, "ArrivalPlatformName", RLT_SIRI_TEXT, RLT_SIRI_CALL_ARRIVAL_PLATFORM },               \
  { level, "DeparturePlatformName", RLT_SIRI_TEXT, RLT_SIRI_CALL_DEPARTURE_PLATFORM },           \
  { level, "ArrivalStatus", RLT_SIRI_TEXT, RLT_SIRI_CALL_ARRIVAL_STATUS },                       \
  { level, "DepartureStatus", RLT_SIRI_TEXT, RLT_SIRI_CALL_DEPARTURE_STATUS },                   \
  { level, "VehicleAtStop", RLT_SIRI_TEXT, RLT_SIRI_CALL_AT_STOP },                              \
  { level, "DestinationDisplay", RLT_SIRI_TEXT, RLT_SIRI_CALL_DESTINATION_DISPLAY }

/* What an ArrivalStatus or DepartureStatus says; it is not the delay, and "onTime" goes with any. */
typedef enum
{
  RLT_SIRI_STATUS_OTHER,
  RLT_SIRI_STATUS_CANCELLED,
  RLT_SIRI_STATUS_MISSED,      /* the train passed without calling */
} RltSiriStatus;

typedef struct
{
  RltTime        aimed_arrival;
  RltTime        aimed_departure;
  RltTime        expected_arrival;
  RltTime        expected_departure;
  RltTime        actual_arrival;
  RltTime        actual_departure;
  const char    *arrival_platform;      /* (nullable) */
  const char    *departure_platform;    /* (nullable) */
  const char    *destination_display;   /* (nullable) */
  RltSiriStatus  arrival_status;
  RltSiriStatus  departure_status;
  gboolean       at_platform;
  char          *bad_time;              /* (owned) (nullable): the first text that was no time */
} RltSiriCall;

void        rlt_siri_call_begin        (RltSiriCall       *self);
void        rlt_siri_call_take         (RltSiriCall       *self,
                                        RltDecodeIndex    *index,
                                        guint              field,
                                        const char        *text,
                                        gsize              length);
void        rlt_siri_call_end          (RltSiriCall       *self);
const char *rlt_siri_call_get_platform (const RltSiriCall *self);
int         rlt_siri_call_get_delay    (const RltSiriCall *self);

G_END_DECLS
