/* rlt-sim-siri-xml.h: the ground truth as a SIRI endpoint tells it: XML, bare or in an envelope.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-siri.h"

G_BEGIN_DECLS

char    *rlt_sim_siri_xml_answer         (RltSimSiri    *siri,
                                          RltSimWorld   *world,
                                          const char    *request,
                                          gsize          length,
                                          RltTime        now,
                                          guint         *status);
char    *rlt_sim_siri_xml_convert        (const char    *json,
                                          gsize          length,
                                          const char    *operation);
void     rlt_sim_siri_write_vehicles     (RltSimWorld   *world,
                                          const RltLine *line,
                                          RltTime        now,
                                          RltJsonWriter *writer);
void     rlt_sim_siri_write_situations   (RltSimWorld   *world,
                                          const RltLine *line,
                                          RltTime        now,
                                          RltJsonWriter *writer);

G_END_DECLS
