/* rlt-sim-world.h: the ground truth: every train of the network at every moment.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-sim-day.h"
#include "rlt-sim-disruption.h"

G_BEGIN_DECLS

/**
 * RltSimWorld:
 *
 * A function of catalogue, seed and time, and of what is forced upon it. Days are laid out when they are
 * first asked for, line by line. One thread.
 */
typedef struct _RltSimWorld RltSimWorld;

/* A quay's number leads to its line, stop and direction. */
typedef struct
{
  const RltSimLine *line;
  const RltStop    *stop;
  guint             direction;
} RltSimQuay;

RltSimWorld      *rlt_sim_world_new           (RltCatalogue  *catalogue,
                                               guint64        seed);
void              rlt_sim_world_free          (RltSimWorld   *self);
RltCatalogue     *rlt_sim_world_get_catalogue (RltSimWorld   *self);
guint             rlt_sim_world_get_n_lines   (RltSimWorld   *self);
const RltSimLine *rlt_sim_world_get_line      (RltSimWorld   *self,
                                               guint          index);
const RltSimDay  *rlt_sim_world_get_day       (RltSimWorld   *self,
                                               guint          index,
                                               RltTime        now);
guint64           rlt_sim_world_get_seed      (RltSimWorld   *self);
void              rlt_sim_world_add_planned   (RltSimWorld   *self,
                                               guint          index,
                                               RltTime        now,
                                               RltArena      *arena,
                                               GPtrArray     *disruptions);
void              rlt_sim_world_force         (RltSimWorld   *self,
                                               const guint   *forced,
                                               gboolean       only_lifts);
gboolean          rlt_sim_world_has_only_lifts (RltSimWorld  *self);
gboolean          rlt_sim_world_find_quay     (RltSimWorld   *self,
                                               guint          number,
                                               RltSimQuay    *quay);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimWorld, rlt_sim_world_free)

G_END_DECLS
