/* rlt-sim-disruption.h: what is out of order on a line or at a station, and what riders are told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-arena.h"
#include "rlt-line.h"

G_BEGIN_DECLS

typedef enum
{
  RLT_SIM_DISRUPTION_INCIDENT,      /* trains are late */
  RLT_SIM_DISRUPTION_WORKS,         /* fewer trains, all stops served */
  RLT_SIM_DISRUPTION_SECTION,       /* works: no trains between two stops */
  RLT_SIM_DISRUPTION_CLOSURE,       /* no trains on the whole line */
  RLT_SIM_DISRUPTION_LIFT,          /* a lift of a station is out of order */
  RLT_SIM_DISRUPTION_INFORMATION,   /* trains run as planned */
  RLT_SIM_N_DISRUPTIONS,
} RltSimDisruptionKind;

/* As upstream says them, from and to included: an instant, or with the seconds of a calendar day. */
typedef struct
{
  RltTime from;
  RltTime to;
} RltSimPeriod;

/* A disruption that is not of nights only. */
#define RLT_SIM_ALL_DAY (-1)

#define RLT_SIM_MAX_PERIODS 4

typedef struct
{
  char                  id[40];
  RltSimDisruptionKind  kind;
  gboolean              is_works;      /* planned; an incident otherwise */
  const RltLine        *line;          /* (nullable): none of a lift */
  const RltStation     *station;       /* (nullable): where a lift or an incident is */
  const RltPattern     *pattern;       /* (nullable): of a closed section: it ends where this one does */
  guint                 from_call;     /* and begins behind this call, which is still served */
  const char           *cause;         /* "Bagage oublié" */
  guint                 n_periods;
  RltSimPeriod          periods[RLT_SIM_MAX_PERIODS];
  int                   nights_from;   /* of each service day in the periods only from this minute of its
                                        * date on; or RLT_SIM_ALL_DAY */
  RltTime               updated_at;
  const char           *title;
  const char           *summary;       /* without markup */
  const char           *message;       /* HTML */
} RltSimDisruption;

typedef enum
{
  RLT_SIM_PHASE_PAST,
  RLT_SIM_PHASE_CURRENT,
  RLT_SIM_PHASE_COMING,
} RltSimPhase;

RltSimDisruption *rlt_sim_disruption_new         (RltArena               *arena,
                                                  RltSimDisruptionKind    kind,
                                                  const RltLine          *line,
                                                  guint64                 seed);
void              rlt_sim_disruption_add_period  (RltSimDisruption       *self,
                                                  RltTime                 from,
                                                  RltTime                 to);
void              rlt_sim_disruption_describe    (RltSimDisruption       *self,
                                                  RltArena               *arena);
gboolean          rlt_sim_disruption_get_window  (const RltSimDisruption *self,
                                                  guint                   period,
                                                  RltTime                 day_start,
                                                  RltTime                *from,
                                                  RltTime                *to);
gboolean          rlt_sim_disruption_applies_at  (const RltSimDisruption *self,
                                                  RltTime                 now);
const RltStop    *rlt_sim_disruption_get_from    (const RltSimDisruption *self);
const RltStop    *rlt_sim_disruption_get_to      (const RltSimDisruption *self);
RltSimPhase       rlt_sim_disruption_get_phase   (const RltSimDisruption *self,
                                                  RltTime                 now);
RltLevel          rlt_sim_disruption_get_level   (const RltSimDisruption *self);
const char       *rlt_sim_disruption_get_word    (const RltSimDisruption *self);

G_END_DECLS
