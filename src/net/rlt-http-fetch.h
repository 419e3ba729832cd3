/* rlt-http-fetch.h: one request from its start to its end; rlt-http-client.c starts it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-clock.h"
#include "rlt-http-request.h"

G_BEGIN_DECLS

void rlt_http_fetch_start (GTask                *task,
                           SoupSession          *session,
                           RltClock             *clock,
                           const RltHttpRequest *request);

G_END_DECLS
