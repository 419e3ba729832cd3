/* rlt-sim-vmtr.h: trains as they move, over Socket.IO.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-sim-delivery.h"

G_BEGIN_DECLS

#define RLT_SIM_VMTR_PATH "/socket.io/"
#define RLT_SIM_VMTR_ORIGIN "https://vmtr.ratp.fr"

/**
 * RltSimVmtr:
 *
 * One connection for each line and direction that somebody follows. One thread, the server's.
 */
typedef struct _RltSimVmtr RltSimVmtr;

RltSimVmtr *rlt_sim_vmtr_new         (RltSimApi      *api,
                                      RltSimFaults   *faults,
                                      RltSimDelivery *delivery,
                                      RltClock       *clock);
void        rlt_sim_vmtr_free        (RltSimVmtr     *self);
void        rlt_sim_vmtr_serve       (RltSimVmtr     *self,
                                      SoupServer     *server);
void        rlt_sim_vmtr_stop        (RltSimVmtr     *self);
char       *rlt_sim_vmtr_write_event (RltSimWorld    *world,
                                      const RltLine  *line,
                                      guint           direction,
                                      gboolean        is_first,
                                      gboolean        is_encoded,
                                      RltTime         now);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimVmtr, rlt_sim_vmtr_free)

G_END_DECLS
