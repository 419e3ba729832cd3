/* rlt-sim-open-data-private.h: what the files of the open data share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

/* A table: its name in paths, and what writes its rows, in an array that is open. */
typedef struct
{
  const char *name;
  void      (*write_rows) (RltSimWorld   *world,
                           RltJsonWriter *writer);
} RltSimTable;

const RltSimTable *rlt_sim_open_data_find_table (const char    *name,
                                                 gsize          length);

G_END_DECLS
