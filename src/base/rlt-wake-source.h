/* rlt-wake-source.h: tells when the machine has woken up.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

GSource *rlt_wake_source_new (GSourceFunc func,
                              gpointer    user_data);

G_END_DECLS
