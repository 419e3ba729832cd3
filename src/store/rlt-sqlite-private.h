/* rlt-sqlite-private.h: what the connection and its statements share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <sqlite3.h>

#include "rlt-sqlite.h"

G_BEGIN_DECLS

struct _RltStatement
{
  RltSqlite    *db;        /* (unowned): owns this */
  sqlite3_stmt *stmt;      /* (owned) */
  int           bind_code; /* of the first parameter that could not be bound, else SQLITE_OK */
  gboolean      taken;
};

RltStatement *rlt_statement_new    (RltSqlite     *db,
                                    sqlite3_stmt  *stmt);
void          rlt_statement_free   (RltStatement  *self);
void          rlt_sqlite_set_error (RltSqlite     *self,
                                    int            code,
                                    GError       **error);

G_END_DECLS
