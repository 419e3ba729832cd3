/* rlt-siri-endpoint.h: asking any agency's SIRI endpoint, in XML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-fetch.h"

G_BEGIN_DECLS

/* SIRI's services. */
typedef enum
{
  RLT_SIRI_STOP_MONITORING,       /* the next departures of a stop */
  RLT_SIRI_ESTIMATED_TIMETABLE,   /* the journeys of a line */
  RLT_SIRI_VEHICLE_MONITORING,    /* the vehicles of a line */
  RLT_SIRI_GENERAL_MESSAGE,       /* messages */
  RLT_SIRI_SITUATION_EXCHANGE,    /* disruptions */
  RLT_SIRI_N_SERVICES,
} RltSiriService;

/* How an endpoint is asked. */
typedef struct
{
  RltSiriService  service;
  const char     *subject;      /* (nullable): the upstream's id of the stop or line; stop monitoring needs one */
  gboolean        in_envelope;  /* in a SOAP envelope */
  const char     *key_header;   /* (nullable): the header the key goes into; %NULL: it is the RequestorRef */
} RltSiriQuestion;

char *rlt_siri_question_write  (const RltSiriQuestion *self,
                                const char            *requestor,
                                RltTime                now);
void  rlt_siri_fetch_async     (const RltFeedAccess   *access,
                                const RltSiriQuestion *question,
                                GCancellable          *cancellable,
                                GAsyncReadyCallback    callback,
                                gpointer               user_data);

G_END_DECLS
