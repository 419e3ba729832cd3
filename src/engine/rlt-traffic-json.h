/* rlt-traffic-json.h: the traffic of lines as JSON, for the API and the command line alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"

G_BEGIN_DECLS

gboolean rlt_traffic_is_told_by    (RltFeedStatus *feed);
void     rlt_traffic_write_lines   (RltEngine     *engine,
                                    GPtrArray     *lines,
                                    RltJsonWriter *writer);
void     rlt_traffic_write_summary (RltEngine     *engine,
                                    RltJsonWriter *writer);

G_END_DECLS
