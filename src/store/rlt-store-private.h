/* rlt-store-private.h: how the files of the tables run their work on the store's thread.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sqlite.h"
#include "rlt-store.h"

G_BEGIN_DECLS

/* Reads on the store's thread. Returns: (transfer full) (nullable): %NULL without @error: nothing there. */
typedef gpointer (*RltStoreReadFunc) (RltSqlite  *db,
                                      gpointer    data,
                                      GError    **error);

void     rlt_store_read_async   (RltStore            *self,
                                 gpointer             tag,
                                 RltStoreReadFunc     func,
                                 GDestroyNotify       free_result,
                                 gpointer             data,
                                 GDestroyNotify       free_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gpointer rlt_store_read_finish  (RltStore            *self,
                                 gpointer             tag,
                                 GAsyncResult        *result,
                                 GError             **error);
void     rlt_store_write_async  (RltStore            *self,
                                 gpointer             tag,
                                 RltSqliteFunc        func,
                                 gpointer             data,
                                 GDestroyNotify       free_data,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data);
gboolean rlt_store_write_finish (RltStore            *self,
                                 gpointer             tag,
                                 GAsyncResult        *result,
                                 GError             **error);

G_END_DECLS
