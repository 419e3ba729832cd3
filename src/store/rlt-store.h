/* rlt-store.h: the local database, on a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-store-error.h"

G_BEGIN_DECLS

#define RLT_TYPE_STORE (rlt_store_get_type ())
G_DECLARE_FINAL_TYPE (RltStore, rlt_store, RLT, STORE, GObject)

RltStore   *rlt_store_new         (const char           *path);
const char *rlt_store_get_path    (RltStore             *self);
void        rlt_store_open_async  (RltStore             *self,
                                   GCancellable         *cancellable,
                                   GAsyncReadyCallback   callback,
                                   gpointer              user_data);
gboolean    rlt_store_open_finish (RltStore             *self,
                                   GAsyncResult         *result,
                                   GError              **error);
void        rlt_store_shutdown    (RltStore             *self);

G_END_DECLS
