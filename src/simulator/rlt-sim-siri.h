/* rlt-sim-siri.h: the ground truth as PRIM tells it: SIRI Lite, stop monitoring and estimated
 * timetable, in the flavours of RATP and SNCF.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

/**
 * RltSimSiri:
 *
 * Writes the answers; keeps what is the same in all of them. One thread, that of its world.
 */
typedef struct _RltSimSiri RltSimSiri;

RltSimSiri *rlt_sim_siri_new             (RltSimWorld      *world);
void        rlt_sim_siri_free            (RltSimSiri       *self);
gboolean    rlt_sim_siri_write_timetable (RltSimSiri       *self,
                                          const char       *line_ref,
                                          RltTime           now,
                                          RltJsonWriter    *writer,
                                          const char      **problem);
gboolean    rlt_sim_siri_write_stop      (RltSimSiri       *self,
                                          const char       *monitoring_ref,
                                          const char       *line_ref,
                                          RltTime           now,
                                          RltJsonWriter    *writer,
                                          const char      **problem);
void        rlt_sim_siri_write_error     (const char       *delivery,
                                          const char       *problem,
                                          RltTime           now,
                                          RltJsonWriter    *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimSiri, rlt_sim_siri_free)

G_END_DECLS
