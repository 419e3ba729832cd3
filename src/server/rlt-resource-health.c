/* rlt-resource-health.c: /health: whether the program works, and its feeds.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server-private.h"

static void
write_feed (RltFeedStatus *feed,
            RltJsonWriter *writer)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "id", rlt_feed_status_get_id (feed));
  rlt_json_writer_put_string (writer, "name", rlt_feed_status_get_name (feed));
  rlt_json_writer_put_string (writer, "state", rlt_feed_state_to_string (rlt_feed_status_get_state (feed)));
  rlt_json_writer_put_time (writer, "last_success", rlt_feed_status_get_last_success (feed));
  rlt_json_writer_put_string (writer, "last_error", rlt_feed_status_get_last_error (feed));
  rlt_json_writer_put_int (writer, "errors_in_row", rlt_feed_status_get_errors_in_row (feed));
  rlt_json_writer_put_int (writer, "requests_today", rlt_feed_status_get_requests_today (feed));
  rlt_json_writer_end_object (writer);
}

/*
 * rlt_resource_health:
 * @request: a request for /health
 */
void
rlt_resource_health (const RltServerRequest *request)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  GListModel *feeds = rlt_engine_get_feeds (request->engine);

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
  rlt_json_writer_put_time (writer, "time", rlt_clock_now (rlt_engine_get_clock (request->engine)));
  rlt_json_writer_put_string (writer, "store_error", rlt_engine_get_store_error (request->engine));
  rlt_json_writer_member (writer, "feeds");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      write_feed (feed, writer);
    }
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_server_send (request, writer);
}
