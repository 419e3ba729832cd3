/* rlt-traffic-json.c: the traffic of lines as JSON, for the API and the command line alike.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include "rlt-traffic-json.h"

#include "rlt-feed.h"

/**
 * rlt_traffic_is_told_by:
 * @feed: a feed
 *
 * Returns: whether a line's traffic may come from it
 */
gboolean
rlt_traffic_is_told_by (RltFeedStatus *feed)
{
  static const RltFeedKind kinds[] = {
    RLT_FEED_PRIM_MESSAGES, RLT_FEED_PRIM_DISRUPTIONS, RLT_FEED_PRIM_REPORTS, RLT_FEED_RATP_TRAFFIC,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (g_str_equal (rlt_feed_status_get_id (feed), rlt_feed_get_id (kinds[i])))
        return TRUE;
    }

  return FALSE;
}

static void
put_errors (RltEngine     *engine,
            RltJsonWriter *writer)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);

  rlt_json_writer_member (writer, "errors");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      if (!rlt_traffic_is_told_by (feed) || rlt_feed_status_get_state (feed) == RLT_FEED_OK ||
          rlt_feed_status_get_state (feed) == RLT_FEED_WAITING ||
          rlt_feed_status_get_last_error (feed) == NULL)
        continue;
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "source", rlt_feed_status_get_id (feed));
      rlt_json_writer_put_string (writer, "state", rlt_feed_state_to_string (rlt_feed_status_get_state (feed)));
      rlt_json_writer_put_string (writer, "message", rlt_feed_status_get_last_error (feed));
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);
}

static void
write_line (RltEngine     *engine,
            const RltLine *line,
            RltTime        now,
            RltJsonWriter *writer)
{
  const RltTrafficStatus *status = rlt_line_state_get_status (rlt_engine_get_line_state (engine, line));

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "line", line->key);
  rlt_json_writer_put_string (writer, "name", line->name);
  rlt_json_writer_put_string (writer, "level", rlt_level_to_string (status->level));
  rlt_traffic_status_put_json (status, now, writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_traffic_write_lines:
 * @engine: an engine
 * @lines: (element-type RltLine): which lines
 * @writer: where it is written, as one object
 *
 * Writes the traffic of each line, all that is told of it, and what is wrong with the feeds that tell.
 */
void
rlt_traffic_write_lines (RltEngine     *engine,
                         GPtrArray     *lines,
                         RltJsonWriter *writer)
{
  RltTime now;

  g_return_if_fail (RLT_IS_ENGINE (engine) && lines != NULL && writer != NULL);

  now = rlt_clock_now (rlt_engine_get_clock (engine));
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "time", now);
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < lines->len; i++)
    write_line (engine, g_ptr_array_index (lines, i), now, writer);
  rlt_json_writer_end_array (writer);
  put_errors (engine, writer);
  rlt_json_writer_end_object (writer);
}

/**
 * rlt_traffic_write_summary:
 * @engine: an engine
 * @writer: where it is written, as one object
 *
 * Writes how many lines stand at each level, and which are not normal.
 */
void
rlt_traffic_write_summary (RltEngine     *engine,
                           RltJsonWriter *writer)
{
  RltCatalogue *catalogue;
  guint n_lines[RLT_LEVEL_CLOSED + 1] = { 0, };

  g_return_if_fail (RLT_IS_ENGINE (engine) && writer != NULL);

  catalogue = rlt_engine_get_catalogue (engine);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_time (writer, "time", rlt_clock_now (rlt_engine_get_clock (engine)));
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_object (writer);
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);
      const RltLevel level = rlt_line_state_get_level (rlt_engine_get_line_state (engine, line));

      n_lines[level]++;
      rlt_json_writer_put_string (writer, line->key, rlt_level_to_string (level));
    }
  rlt_json_writer_end_object (writer);
  rlt_json_writer_member (writer, "levels");
  rlt_json_writer_begin_object (writer);
  for (guint level = 0; level < G_N_ELEMENTS (n_lines); level++)
    rlt_json_writer_put_int (writer, rlt_level_to_string (level), n_lines[level]);
  rlt_json_writer_end_object (writer);
  put_errors (engine, writer);
  rlt_json_writer_end_object (writer);
}
