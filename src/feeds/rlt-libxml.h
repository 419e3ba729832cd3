/* rlt-libxml.h: what must happen before libxml2 is used by several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rlt_libxml_init (void);

G_END_DECLS
