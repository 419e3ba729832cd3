/* rlt-open-data-network.h: newer facts of lines and stations, from open data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-fetch.h"
#include "rlt-network-facts.h"

G_BEGIN_DECLS

/* The tables they are in. */
typedef enum
{
  RLT_OPEN_DATA_LINES,
  RLT_OPEN_DATA_STATIONS,
  RLT_OPEN_DATA_N_TABLES,
} RltOpenDataTable;

void             rlt_open_data_fetch_table_async (const RltFeedAccess  *access,
                                                  RltOpenDataTable      table,
                                                  GCancellable         *cancellable,
                                                  GAsyncReadyCallback   callback,
                                                  gpointer              user_data);
RltNetworkFacts *rlt_open_data_read_tables       (GBytes               *lines,
                                                  GBytes               *stations,
                                                  GError              **error);
gboolean         rlt_open_data_save_tables       (const char           *folder,
                                                  RltCatalogue         *base,
                                                  GBytes               *lines,
                                                  GBytes               *stations,
                                                  GError              **error);
RltCatalogue    *rlt_open_data_load_catalogue    (const char           *folder,
                                                  RltCatalogue         *base,
                                                  GError              **error);

G_END_DECLS
