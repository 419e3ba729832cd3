/* rlt-resource-snapshots.c: /api/snapshots: trains and departures of a line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server-private.h"
#include "rlt-train.h"

/*
 * rlt_resource_snapshots:
 * @request: a request for /api/snapshots/NETWORK/CODE
 *
 * Of a line of which nothing is known the snapshot has no observation time.
 */
void
rlt_resource_snapshots (const RltServerRequest *request)
{
  const RltLine *line = rlt_server_find_line (request);
  g_autoptr(RltJsonWriter) writer = NULL;
  g_autoptr(RltSnapshot) snapshot = NULL;

  if (line == NULL)
    return;

  snapshot = rlt_line_state_get_snapshot (rlt_engine_get_line_state (request->engine, line));
  snapshot = snapshot != NULL ? rlt_snapshot_ref (snapshot) : rlt_snapshot_new (line);
  writer = rlt_json_writer_new ();
  rlt_snapshot_write_json (snapshot, rlt_clock_now (rlt_engine_get_clock (request->engine)), RLT_TIME_NONE, writer);
  rlt_server_send (request, writer);
}
