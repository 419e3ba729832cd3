/* rlt-statement.h: one prepared statement: bind, step, read, give back.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

#include "rlt-time.h"

G_BEGIN_DECLS

/**
 * RltStatement:
 *
 * Borrowed from an #RltSqlite, which keeps it prepared; g_autoptr() gives it back. Parameters count
 * from 1, columns from 0, as in SQLite. The database's thread only.
 */
typedef struct _RltStatement RltStatement;

typedef enum
{
  RLT_STEP_ERROR = -1,
  RLT_STEP_DONE = 0,
  RLT_STEP_ROW = 1,
} RltStep;

void        rlt_statement_bind_int   (RltStatement  *self,
                                      int            parameter,
                                      gint64         value);
void        rlt_statement_bind_time  (RltStatement  *self,
                                      int            parameter,
                                      RltTime        time);
void        rlt_statement_bind_text  (RltStatement  *self,
                                      int            parameter,
                                      const char    *text);
RltStep     rlt_statement_step       (RltStatement  *self,
                                      GError       **error);
gboolean    rlt_statement_run        (RltStatement  *self,
                                      GError       **error);
gint64      rlt_statement_get_int    (RltStatement  *self,
                                      int            column);
RltTime     rlt_statement_get_time   (RltStatement  *self,
                                      int            column);
const char *rlt_statement_get_text   (RltStatement  *self,
                                      int            column);
void        rlt_statement_release    (RltStatement  *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltStatement, rlt_statement_release)

G_END_DECLS
