/* rlt-simulator.h: the upstreams, faked on loopback from a ground truth of moving trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-clock.h"
#include "rlt-sim-log.h"

G_BEGIN_DECLS

#define RLT_SIMULATOR_ERROR (rlt_simulator_error_quark ())

typedef enum
{
  RLT_SIMULATOR_ERROR_FAULT,   /* not a fault; see rlt-sim-fault.h */
  RLT_SIMULATOR_ERROR_LISTEN,  /* the port cannot be had */
} RltSimulatorError;

GQuark rlt_simulator_error_quark (void);

#define RLT_TYPE_SIMULATOR (rlt_simulator_get_type ())
G_DECLARE_FINAL_TYPE (RltSimulator, rlt_simulator, RLT, SIMULATOR, GObject)

RltSimulator *rlt_simulator_new          (RltCatalogue  *catalogue,
                                          RltClock      *clock,
                                          guint64        seed);
gboolean      rlt_simulator_start        (RltSimulator  *self,
                                          guint          port,
                                          GError       **error);
const char   *rlt_simulator_get_base_uri (RltSimulator  *self);
gboolean      rlt_simulator_add_fault    (RltSimulator  *self,
                                          const char    *spec,
                                          GError       **error);
void          rlt_simulator_clear_faults (RltSimulator  *self);
RltSimLog    *rlt_simulator_get_log      (RltSimulator  *self);
void          rlt_simulator_stop         (RltSimulator  *self);
RltTime       rlt_simulator_busy_hour    (RltTime        now);

G_END_DECLS
