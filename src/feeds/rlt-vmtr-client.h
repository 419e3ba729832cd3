/* rlt-vmtr-client.h: RATP's trains of one line, as they move.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-feed-fetch.h"

G_BEGIN_DECLS

/**
 * RltVmtrFunc:
 * @records: (nullable): all trains of the line that are known, of both directions, each once; %NULL when
 *   there is @error
 * @error: (nullable): what is wrong with a connection, which will be made anew
 * @user_data: the client's
 *
 * Called on the client's thread, never after rlt_vmtr_client_close_async(), which it may call.
 */
typedef void (*RltVmtrFunc) (RltRecords   *records,
                             const GError *error,
                             gpointer      user_data);

#define RLT_TYPE_VMTR_CLIENT (rlt_vmtr_client_get_type ())
G_DECLARE_FINAL_TYPE (RltVmtrClient, rlt_vmtr_client, RLT, VMTR_CLIENT, GObject)

RltVmtrClient *rlt_vmtr_client_new          (const RltFeedAccess *access,
                                             const RltLine       *line,
                                             RltVmtrFunc          func,
                                             gpointer             user_data);
void           rlt_vmtr_client_close_async  (RltVmtrClient       *self,
                                             GAsyncReadyCallback  callback,
                                             gpointer             user_data);
void           rlt_vmtr_client_close_finish (RltVmtrClient       *self,
                                             GAsyncResult        *result);

G_END_DECLS
