/* rlt-memory.h: how the heap is kept small in a program with several threads.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

void rlt_memory_init (void);
void rlt_memory_trim (void);

G_END_DECLS
