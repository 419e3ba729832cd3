/* rlt-sim-siri-private.h: what both kinds of SIRI Lite answers are made of.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-siri.h"

G_BEGIN_DECLS

#define RLT_SIM_STOP_DELIVERY "StopMonitoringDelivery"
#define RLT_SIM_TIMETABLE_DELIVERY "EstimatedTimetableDelivery"
#define RLT_SIM_MESSAGE_DELIVERY "GeneralMessageDelivery"

/* JSON, ready to be written. */
typedef struct
{
  const char *json;
  gsize       length;
} RltSimFragment;

/* What is the same in all answers about one line. */
typedef struct
{
  const RltSimLine     *line;
  gboolean              is_sncf;
  const char           *line_ref;
  const char           *operator_ref;
  const RltSimFragment *quays;        /* two for each stop: {"value":"STIF:StopPoint:Q:…:"} */
  const char * const   *directions;   /* for each plan: RATP's way to write where it goes */
  const char * const   *missions;     /* for each plan: SNCF's four letters */
} RltSimSiriLine;

struct _RltSimSiri
{
  RltSimWorld    *world;
  RltArena       *arena;   /* (owned): what @lines live in */
  guint           n_lines;
  RltSimSiriLine *lines;
};

/* Room for a journey's reference. */
#define RLT_SIM_REF_SIZE 96

#define rlt_sim_write_literal(writer, text) rlt_json_writer_raw ((writer), (text), sizeof (text) - 1)

void                  rlt_sim_siri_begin        (const char           *delivery,
                                                 gboolean              status,
                                                 RltTime               now,
                                                 RltJsonWriter        *writer);
void                  rlt_sim_siri_end          (RltJsonWriter        *writer);
gboolean              rlt_sim_siri_find_line    (RltSimSiri           *self,
                                                 const char           *line_ref,
                                                 const RltSimSiriLine **line);
void                  rlt_sim_siri_put_value    (RltJsonWriter        *writer,
                                                 const char           *name,
                                                 const char           *value);
void                  rlt_sim_siri_put_text     (RltJsonWriter        *writer,
                                                 const char           *name,
                                                 const char           *value);
void                  rlt_sim_siri_put_time     (RltJsonWriter        *writer,
                                                 const char           *name,
                                                 const RltSimDay      *day,
                                                 RltSimTime            time);
void                  rlt_sim_siri_put_quay     (RltJsonWriter        *writer,
                                                 const char           *name,
                                                 const RltSimSiriLine *line,
                                                 const RltPattern     *pattern,
                                                 guint                 call);
void                  rlt_sim_siri_put_platform (RltJsonWriter        *writer,
                                                 const RltSimSiriLine *line,
                                                 const RltSimTrip     *trip,
                                                 guint                 call);
void                  rlt_sim_siri_print_journey (const RltSimSiriLine *line,
                                                 const RltSimDay      *day,
                                                 guint                 trip,
                                                 RltTime               now,
                                                 char                  ref[RLT_SIM_REF_SIZE]);
guint                 rlt_sim_siri_get_number   (const RltSimDay      *day,
                                                 guint                 trip,
                                                 RltTime               now);
char                  rlt_sim_siri_get_way      (const RltSimTrip     *trip);

G_END_DECLS
