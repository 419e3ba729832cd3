/* rlt-http-client-private.h: what other ways out of the client's session need of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-http-client.h"

G_BEGIN_DECLS

SoupSession *rlt_http_client_get_session (RltHttpClient *self);
RltClock    *rlt_http_client_get_clock   (RltHttpClient *self);

G_END_DECLS
