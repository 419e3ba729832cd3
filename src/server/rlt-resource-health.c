/* rlt-resource-health.c: /health: whether the program works, and its feeds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server-private.h"

/*
 * rlt_resource_health:
 * @request: a request for /health
 */
void
rlt_resource_health (const RltServerRequest *request)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  RltTime now = rlt_clock_now (rlt_engine_get_clock (request->engine));

  if (request->rest[0] != '\0')
    {
      rlt_server_fail (request, RLT_SERVER_NOT_FOUND, NULL, "nothing is at /health%s", request->rest);
      return;
    }

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "status", "ok");
  rlt_json_writer_put_string (writer, "version", RLT_VERSION);
  rlt_json_writer_put_string (writer, "profile", rlt_engine_get_profile (request->engine));
  rlt_json_writer_put_boolean (writer, "simulated", rlt_engine_is_demo (request->engine));
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_put_string (writer, "store_error", rlt_engine_get_store_error (request->engine));
  rlt_json_writer_member (writer, "feeds");
  rlt_feed_status_write_list (rlt_engine_get_feeds (request->engine), now, writer);
  rlt_json_writer_end_object (writer);
  rlt_server_send (request, writer);
}
