/* rlt-csv.h: tables of comma-separated values, row by row while they arrive.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltCsvRowFunc:
 * @cells: the row's cells, as many as the table has columns; a cell that is missing is empty
 * @user_data: what rlt_csv_new() was given
 *
 * Returns: whether to go on
 */
typedef gboolean (*RltCsvRowFunc) (const char * const *cells,
                                   gpointer            user_data);

typedef struct _RltCsv RltCsv;

RltCsv   *rlt_csv_new    (const char * const *columns,
                          RltCsvRowFunc       func,
                          gpointer            user_data);
void      rlt_csv_free   (RltCsv             *self);
gboolean  rlt_csv_feed   (RltCsv             *self,
                          const char         *data,
                          gsize               length);
gboolean  rlt_csv_finish (RltCsv             *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltCsv, rlt_csv_free)

G_END_DECLS
