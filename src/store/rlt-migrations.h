/* rlt-migrations.h: from any older database to today's, step by step.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sqlite.h"

G_BEGIN_DECLS

/* "RLT1": says that a database is ours. */
#define RLT_STORE_APPLICATION_ID 0x524c5431

char   **rlt_migrations_load  (GError             **error);
gboolean rlt_migrations_apply (RltSqlite           *db,
                               const char * const  *steps,
                               GError             **error);

G_END_DECLS
