/* rlt-server.h: the local HTTP API.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"

G_BEGIN_DECLS

#define RLT_SERVER_DEFAULT_PORT 8787

/* Answers in the main context of the thread that made it, which is the engine's. */
#define RLT_TYPE_SERVER (rlt_server_get_type ())
G_DECLARE_FINAL_TYPE (RltServer, rlt_server, RLT, SERVER, GObject)

RltServer  *rlt_server_new     (RltEngine  *engine);
gboolean    rlt_server_start   (RltServer  *self,
                                guint       port,
                                GError    **error);
const char *rlt_server_get_uri (RltServer  *self);
void        rlt_server_stop    (RltServer  *self);

G_END_DECLS
