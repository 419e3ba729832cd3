/* rlt-sim-log.h: when upstreams were asked for what.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-fault.h"

G_BEGIN_DECLS

/**
 * RltSimLog:
 *
 * The latest requests, and how many there were. Any thread.
 */
typedef struct _RltSimLog RltSimLog;

RltSimLog *rlt_sim_log_new            (void);
void       rlt_sim_log_free           (RltSimLog     *self);
void       rlt_sim_log_note           (RltSimLog     *self,
                                       RltSimFeed     feed,
                                       const char    *what,
                                       RltTime        now);
void       rlt_sim_log_clear          (RltSimLog     *self);
GArray    *rlt_sim_log_list_intervals (RltSimLog     *self,
                                       RltSimFeed     feed);
void       rlt_sim_log_write          (RltSimLog     *self,
                                       RltJsonWriter *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimLog, rlt_sim_log_free)

G_END_DECLS
