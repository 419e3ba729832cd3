/* rlt-ratp-stops.h: which of ratp.fr's stops is which of ours.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"

G_BEGIN_DECLS

GHashTable *rlt_ratp_stops_read (RltCatalogue   *catalogue,
                                 const RltLine  *line,
                                 const char     *data,
                                 gsize           length,
                                 GError        **error);

G_END_DECLS
