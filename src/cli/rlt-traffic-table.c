/* rlt-traffic-table.c: the traffic of all lines, as text for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-line-table.h"
#include "rlt-traffic-json.h"

/* Shown even where the terminal is narrower. */
#define LEAST_REASON 30

static void
append_row (GString    *table,
            const char *line,
            const char *level,
            const char *age,
            const char *reason,
            guint       width)
{
  const glong room = MAX ((glong) width - 36, LEAST_REASON);

  rlt_line_table_append_cell (table, line, 15);
  rlt_line_table_append_cell (table, level, 11);
  rlt_line_table_append_cell (table, age, -7);
  g_string_append (table, "  ");
  if (g_utf8_strlen (reason, -1) > room)
    {
      g_autofree char *beginning = g_utf8_substring (reason, 0, room - 1);

      g_string_append_printf (table, "%s…", beginning);
    }
  else
    {
      g_string_append (table, reason);
    }
  while (table->len > 0 && table->str[table->len - 1] == ' ')
    g_string_truncate (table, table->len - 1);
  g_string_append_c (table, '\n');
}

static guint
count_coming (const RltTrafficStatus *status)
{
  guint n_coming = 0;

  for (guint i = 0; i < status->n_reasons; i++)
    n_coming += status->reasons[i].tense == RLT_TENSE_COMING && status->reasons[i].level > RLT_LEVEL_NORMAL;

  return n_coming;
}

/* Why the level is what it is, and by whom; of a line without trouble, what is coming. */
static char *
describe (const RltTrafficStatus *status)
{
  const RltTrafficReason *reason = status->n_reasons > 0 ? &status->reasons[0] : NULL;
  const guint n_coming = count_coming (status);

  if (reason != NULL && reason->counts)
    {
      g_autofree char *sources = g_strjoinv (", ", (char **) reason->sources);
      const char *title = reason->title != NULL ? reason->title : reason->message;

      return g_strdup_printf ("%s (%s)", title != NULL ? title : _("no word on why"), sources);
    }
  if (status->level == RLT_LEVEL_UNKNOWN && status->last_level != RLT_LEVEL_UNKNOWN)
    return g_strdup_printf (_("last known: %s; %s"),
                            rlt_line_table_describe_level (status->last_level), status->note);
  if (status->level == RLT_LEVEL_UNKNOWN)
    return g_strdup (status->note);
  if (n_coming > 0)
    return g_strdup_printf (ngettext ("%u disruption coming", "%u disruptions coming", n_coming), n_coming);

  return g_strdup ("");
}

static void
append_summary (GString     *table,
                const guint *n_lines,
                guint        n_all)
{
  g_string_append_printf (table, ngettext ("%u line: ", "%u lines: ", n_all), n_all);
  for (guint level = RLT_LEVEL_NORMAL; level <= RLT_LEVEL_CLOSED; level++)
    g_string_append_printf (table, "%s %u, ", rlt_line_table_describe_level (level), n_lines[level]);
  g_string_append_printf (table, "%s %u\n", rlt_line_table_describe_level (RLT_LEVEL_UNKNOWN),
                          n_lines[RLT_LEVEL_UNKNOWN]);
}

/* What is wrong with the feeds that tell of traffic; what several have in common once. */
static void
append_errors (GString   *table,
               RltEngine *engine)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);
  g_autoptr(GPtrArray) errors = g_ptr_array_new ();
  g_autoptr(GPtrArray) ids = g_ptr_array_new_with_free_func (g_free);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);
      const char *error = rlt_feed_status_get_last_error (feed);
      guint known;

      if (!rlt_traffic_is_told_by (feed) || error == NULL || rlt_feed_status_get_state (feed) == RLT_FEED_OK ||
          rlt_feed_status_get_state (feed) == RLT_FEED_WAITING)
        continue;
      if (g_ptr_array_find_with_equal_func (errors, error, g_str_equal, &known))
        {
          char *joined = g_strdup_printf ("%s, %s", (char *) ids->pdata[known], rlt_feed_status_get_id (feed));

          g_free (ids->pdata[known]);
          ids->pdata[known] = joined;
          continue;
        }
      g_ptr_array_add (errors, (gpointer) error);
      g_ptr_array_add (ids, g_strdup (rlt_feed_status_get_id (feed)));
    }

  for (guint i = 0; i < errors->len; i++)
    g_string_append_printf (table, "%s: %s\n", (char *) ids->pdata[i], (char *) errors->pdata[i]);
}

/**
 * rlt_traffic_table_print:
 * @engine: an engine
 * @width: how many characters fit into a row
 *
 * Returns: (transfer full): the table, rows ended by newlines
 */
char *
rlt_traffic_table_print (RltEngine *engine,
                         guint      width)
{
  GListModel *lines = rlt_engine_get_lines (engine);
  const RltTime now = rlt_clock_now (rlt_engine_get_clock (engine));
  const guint n_all = g_list_model_get_n_items (lines);
  guint n_lines[RLT_LEVEL_CLOSED + 1] = { 0, };
  GString *table = g_string_new (NULL);

  append_row (table, _("Line"), _("Traffic"), _("Age"), _("Why"), width);
  for (guint i = 0; i < n_all; i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);
      const RltTrafficStatus *status = rlt_line_state_get_status (state);
      g_autofree char *age = RLT_TIME_IS_SET (status->observed_at)
                               ? rlt_line_table_format_age (status->observed_at, now)
                               : g_strdup ("–");
      g_autofree char *reason = describe (status);

      n_lines[status->level]++;
      append_row (table, status->line->key, rlt_line_table_describe_level (status->level), age, reason, width);
    }
  append_summary (table, n_lines, n_all);
  append_errors (table, engine);

  return g_string_free (table, FALSE);
}
