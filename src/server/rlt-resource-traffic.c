/* rlt-resource-traffic.c: /api/traffic: how the trains of all lines run, and why.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server-private.h"
#include "rlt-traffic-json.h"

/* All lines, or those @code means: one by its key or any upstream's id, else by the code riders know,
 * which networks may share. */
static GPtrArray *
list_lines (RltCatalogue *catalogue,
            const char   *code)
{
  GPtrArray *lines = g_ptr_array_new ();
  const RltLine *line = code != NULL ? rlt_catalogue_find_line (catalogue, code) : NULL;

  if (line != NULL)
    g_ptr_array_add (lines, (gpointer) line);
  for (guint i = 0; line == NULL && i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *each = rlt_catalogue_get_line (catalogue, i);

      if (code == NULL || g_ascii_strcasecmp (each->code, code) == 0)
        g_ptr_array_add (lines, (gpointer) each);
    }

  return lines;
}

/*
 * rlt_resource_traffic:
 * @request: a request for /api/traffic[?line_code=] or /api/traffic/status
 */
void
rlt_resource_traffic (const RltServerRequest *request)
{
  const char *code = request->query != NULL ? g_hash_table_lookup (request->query, "line_code") : NULL;
  g_autoptr(GPtrArray) lines = list_lines (rlt_engine_get_catalogue (request->engine), code);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  if (g_str_equal (request->rest, "/status"))
    {
      rlt_traffic_write_summary (request->engine, writer);
    }
  else if (request->rest[0] != '\0')
    {
      rlt_server_fail (request, RLT_SERVER_NOT_FOUND, NULL, "nothing is at /api/traffic%s", request->rest);
      return;
    }
  else if (lines->len == 0)
    {
      rlt_server_fail (request, RLT_SERVER_BAD_VALUE, "line_code", "no line “%s”", code);
      return;
    }
  else
    {
      rlt_traffic_write_lines (request->engine, lines, writer);
    }

  rlt_server_send (request, writer);
}
