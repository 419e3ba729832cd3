/* rlt-sqlite.h: one connection to one database.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-statement.h"
#include "rlt-store-error.h"

G_BEGIN_DECLS

/**
 * RltSqlite:
 *
 * Nobody else calls SQLite. One thread at a time.
 */
typedef struct _RltSqlite RltSqlite;

/* Work inside one transaction: on %FALSE with @error set all of it is undone. */
typedef gboolean (*RltSqliteFunc) (RltSqlite  *db,
                                   gpointer    data,
                                   GError    **error);

RltSqlite    *rlt_sqlite_open        (const char     *path,
                                      GError        **error);
void          rlt_sqlite_close       (RltSqlite      *self);
const char   *rlt_sqlite_get_path    (RltSqlite      *self);
gboolean      rlt_sqlite_exec        (RltSqlite      *self,
                                      const char     *sql,
                                      GError        **error);
RltStatement *rlt_sqlite_prepare     (RltSqlite      *self,
                                      const char     *sql,
                                      GError        **error);
gboolean      rlt_sqlite_read_int    (RltSqlite      *self,
                                      const char     *sql,
                                      gint64         *value,
                                      GError        **error);
gboolean      rlt_sqlite_transaction (RltSqlite      *self,
                                      RltSqliteFunc   func,
                                      gpointer        data,
                                      GError        **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSqlite, rlt_sqlite_close)

G_END_DECLS
