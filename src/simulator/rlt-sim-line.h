/* rlt-sim-line.h: what the trains of one line do on every day: run times, branches, where order
 * is decided.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-arena.h"
#include "rlt-line.h"
#include "rlt-sim-stock.h"
#include "rlt-sim-timetable.h"

G_BEGIN_DECLS

#define RLT_SIM_NO_CALL G_MAXUINT16

/* A quay is a stop in one direction: these numbers are the simulator's own, above those in use. */
#define RLT_SIM_FIRST_QUAY 9000000

typedef struct _RltSimLine RltSimLine;

/* One pattern's undisturbed run; @arrivals and @departures hold milliseconds after the departure
 * from the first stop, at each stop. */
typedef struct
{
  const RltSimLine *line;
  const RltPattern *pattern;
  const int        *arrivals;
  const int        *departures;
  const guint16    *calls;        /* at each of the line's stops: its place in @pattern, or RLT_SIM_NO_CALL */
  const guint16    *tracks;       /* n_stops - 1: the track that leaves each stop, one way of a segment */
  const guint8     *merges;       /* n_stops: whether trains come to the next track from several sides */
  guint             turnback;     /* where a late train may turn early, or 0 */
  int               duration;     /* milliseconds, from the first stop to the last */
} RltSimPlan;

/* Patterns of one direction that meet in @stop, and so share the headway there. */
typedef struct
{
  guint             direction;
  const RltStop    *stop;
  gboolean          trunk;        /* the largest group of its direction */
  guint             n_turns;
  const RltSimPlan **turns;       /* one trip after the other, then again from the start */
} RltSimGroup;

struct _RltSimLine
{
  RltArena          *arena;       /* (owned): what everything below lives in */
  const RltLine     *line;
  const RltSimStock *stock;
  guint              first_quay;
  guint              n_plans;
  RltSimPlan        *plans;       /* in the order of the patterns */
  guint              n_tracks;
  guint              n_groups;
  RltSimGroup       *groups;
};

RltSimLine *rlt_sim_line_new       (const RltLine    *line,
                                    guint             first_quay);
void        rlt_sim_line_free      (RltSimLine       *self);
guint       rlt_sim_line_get_quay  (const RltSimLine *self,
                                    const RltStop    *stop,
                                    guint             direction);
gboolean    rlt_sim_line_is_sncf   (const RltSimLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimLine, rlt_sim_line_free)

G_END_DECLS
