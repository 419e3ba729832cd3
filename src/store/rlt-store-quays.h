/* rlt-store-quays.h: which quay belongs to which stop area, as learned from open data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-store.h"
#include "rlt-time.h"

G_BEGIN_DECLS

/* A quay (ArR) and its stop area (ZdA), by their numbers. */
typedef struct
{
  guint32 quay;
  guint32 area;
} RltStoredQuay;

void      rlt_store_replace_quays_async  (RltStore             *self,
                                          GArray               *quays,
                                          RltTime               learned_at,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
gboolean  rlt_store_replace_quays_finish (RltStore             *self,
                                          GAsyncResult         *result,
                                          GError              **error);
void      rlt_store_load_quays_async     (RltStore             *self,
                                          GCancellable         *cancellable,
                                          GAsyncReadyCallback   callback,
                                          gpointer              user_data);
GArray   *rlt_store_load_quays_finish    (RltStore             *self,
                                          GAsyncResult         *result,
                                          RltTime              *learned_at,
                                          GError              **error);

G_END_DECLS
