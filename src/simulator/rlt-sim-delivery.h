/* rlt-sim-delivery.h: requests answered, well or badly.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-clock.h"
#include "rlt-sim-api.h"
#include "rlt-sim-log.h"

G_BEGIN_DECLS

/**
 * RltSimDelivery:
 *
 * Answers that wait for their time belong to it. One thread, the server's.
 */
typedef struct _RltSimDelivery RltSimDelivery;

RltSimDelivery *rlt_sim_delivery_new           (RltSimApi         *api,
                                                RltSimFaults      *faults,
                                                RltSimLog         *log,
                                                RltClock          *clock);
void            rlt_sim_delivery_free          (RltSimDelivery    *self);
void            rlt_sim_delivery_stop          (RltSimDelivery    *self);
void            rlt_sim_delivery_handle        (RltSimDelivery    *self,
                                                SoupServerMessage *message);
gboolean        rlt_sim_delivery_refuse_socket (RltSimDelivery    *self,
                                                SoupServerMessage *message);
void            rlt_sim_delivery_note_faults   (RltSimDelivery    *self);
void            rlt_sim_delivery_set           (SoupServerMessage *message,
                                                RltSimAnswer      *answer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimDelivery, rlt_sim_delivery_free)

G_END_DECLS
