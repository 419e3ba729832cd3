/* rlt-websocket.h: a connection that stays open.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-http-client.h"

G_BEGIN_DECLS

/* Where to connect to. Needed only during the call that takes it. */
typedef struct
{
  const char *uri;       /* ws or wss, or http or https for the same */
  const char *origin;    /* (nullable): the page that would connect */
  double      timeout;   /* seconds until the connection stands */
  gsize       max_size;  /* bytes of one message */
} RltWebsocketRequest;

void                     rlt_websocket_connect_async  (RltHttpClient              *client,
                                                       const RltWebsocketRequest  *request,
                                                       GCancellable               *cancellable,
                                                       GAsyncReadyCallback         callback,
                                                       gpointer                    user_data);
SoupWebsocketConnection *rlt_websocket_connect_finish (RltHttpClient              *client,
                                                       GAsyncResult               *result,
                                                       GError                    **error);

G_END_DECLS
