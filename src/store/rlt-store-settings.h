/* rlt-store-settings.h: settings that are data: the last view and the like.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-store.h"

G_BEGIN_DECLS

void      rlt_store_save_setting_async  (RltStore             *self,
                                         const char           *key,
                                         const char           *value,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
gboolean  rlt_store_save_setting_finish (RltStore             *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void      rlt_store_load_setting_async  (RltStore             *self,
                                         const char           *key,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
char     *rlt_store_load_setting_finish (RltStore             *self,
                                         GAsyncResult         *result,
                                         GError              **error);
void      rlt_store_load_settings_async (RltStore            *self,
                                         const char           *prefix,
                                         GCancellable         *cancellable,
                                         GAsyncReadyCallback   callback,
                                         gpointer              user_data);
GHashTable *rlt_store_load_settings_finish (RltStore          *self,
                                         GAsyncResult         *result,
                                         GError              **error);

G_END_DECLS
