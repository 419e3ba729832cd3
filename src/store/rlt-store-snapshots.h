/* rlt-store-snapshots.h: the latest snapshot of each line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-store.h"
#include "rlt-types.h"

G_BEGIN_DECLS

typedef struct
{
  char     *line;         /* (owned): catalogue key */
  RltTime   observed_at;  /* or RLT_TIME_NONE: no data */
  RltTime   built_at;
  RltLevel  level;
  guint     n_trains;
  char     *json;         /* (owned): the snapshot itself */
} RltStoredSnapshot;

RltStoredSnapshot *rlt_stored_snapshot_new         (const char           *line);
void               rlt_stored_snapshot_free        (RltStoredSnapshot    *self);

void               rlt_store_save_snapshots_async  (RltStore             *self,
                                                    GPtrArray            *snapshots,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
gboolean           rlt_store_save_snapshots_finish (RltStore             *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void               rlt_store_load_snapshot_async   (RltStore             *self,
                                                    const char           *line,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
RltStoredSnapshot *rlt_store_load_snapshot_finish  (RltStore             *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);
void               rlt_store_load_snapshots_async  (RltStore             *self,
                                                    GCancellable         *cancellable,
                                                    GAsyncReadyCallback   callback,
                                                    gpointer              user_data);
GPtrArray         *rlt_store_load_snapshots_finish (RltStore             *self,
                                                    GAsyncResult         *result,
                                                    GError              **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltStoredSnapshot, rlt_stored_snapshot_free)

G_END_DECLS
