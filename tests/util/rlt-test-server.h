/* rlt-test-server.h: a web server on loopback, on a port of its own, in a thread of its own.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

G_BEGIN_DECLS

typedef struct _RltTestServer RltTestServer;

RltTestServer *rlt_test_server_new      (SoupServerCallback  handler,
                                         gpointer            user_data);
RltTestServer *rlt_test_server_new_with_sockets
                                        (SoupServerCallback  handler,
                                         SoupServerWebsocketCallback socket_handler,
                                         gpointer            user_data);
const char    *rlt_test_server_get_base (RltTestServer      *self);
char          *rlt_test_server_uri      (RltTestServer      *self,
                                         const char         *path);
void           rlt_test_server_free     (RltTestServer      *self);
void           rlt_test_server_send_raw (SoupServerMessage  *message,
                                         const char         *bytes,
                                         gsize               length);
void           rlt_test_server_set_text (SoupServerMessage  *message,
                                         guint               status,
                                         const char         *type,
                                         const char         *text);
void           rlt_test_server_set_header
                                        (SoupServerMessage  *message,
                                         const char         *name,
                                         const char         *value);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTestServer, rlt_test_server_free)

G_END_DECLS
