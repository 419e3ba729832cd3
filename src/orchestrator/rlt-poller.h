/* rlt-poller.h: runs what a scheduler says is due.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-clock.h"
#include "rlt-scheduler.h"

G_BEGIN_DECLS

/**
 * RltPollFunc:
 * @key: the job that is due; valid until the run ends
 * @user_data: as given
 *
 * Starts a run of the job, which ends with rlt_scheduler_finish() and rlt_poller_update().
 */
typedef void (*RltPollFunc) (const char *key,
                             gpointer    user_data);

/**
 * RltPoller:
 *
 * One timer, in the main context that was the thread's default when it was made. One thread.
 */
typedef struct _RltPoller RltPoller;

RltPoller *rlt_poller_new    (RltScheduler *scheduler,
                              RltClock     *clock,
                              RltPollFunc   func,
                              gpointer      user_data);
void       rlt_poller_free   (RltPoller    *self);
void       rlt_poller_update (RltPoller    *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltPoller, rlt_poller_free)

G_END_DECLS
