/* rlt-line-table.c: the lines and what is known of them, as text for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include "rlt-line-table.h"

#include <glib/gi18n.h>
#include <sys/ioctl.h>
#include <unistd.h>

#define USUAL_WIDTH 80
#define COLUMN_WIDTH 39

/**
 * rlt_line_table_get_width:
 *
 * Returns: how many characters fit into a row of the terminal, or of a file
 */
guint
rlt_line_table_get_width (void)
{
  struct winsize size;

  if (ioctl (STDOUT_FILENO, TIOCGWINSZ, &size) == 0 && size.ws_col > 0)
    return size.ws_col;

  return USUAL_WIDTH;
}

/**
 * rlt_line_table_format_age:
 * @observed_at: an instant, or %RLT_TIME_NONE
 * @now: the present instant
 *
 * Returns: (transfer full): how long ago it was, in words; "unknown" when it lies ahead
 */
char *
rlt_line_table_format_age (RltTime observed_at,
                           RltTime now)
{
  RltTime age = rlt_age_at (observed_at, now);
  gint64 seconds = age / RLT_SECOND;

  if (!RLT_TIME_IS_SET (observed_at))
    return g_strdup (_("no data"));
  if (!RLT_TIME_IS_SET (age))
    return g_strdup (_("unknown"));

  if (seconds < 120)
    return g_strdup_printf (_("%d s"), (int) seconds);
  if (seconds < 2 * 3600)
    return g_strdup_printf (_("%d min"), (int) (seconds / 60));

  return g_strdup_printf (_("%d h"), (int) MIN (seconds / 3600, 9999));
}

/**
 * rlt_line_table_describe_level:
 * @level: a traffic level
 *
 * Returns: the word for it, for a table
 */
const char *
rlt_line_table_describe_level (RltLevel level)
{
  switch (level)
    {
    case RLT_LEVEL_NORMAL:
      return _("normal");
    case RLT_LEVEL_WORKS:
      return _("works");
    case RLT_LEVEL_DISTURBED:
      return _("disturbed");
    case RLT_LEVEL_CLOSED:
      return _("closed");
    case RLT_LEVEL_UNKNOWN:
    default:
      return _("unknown");
    }
}

/**
 * rlt_line_table_append_cell:
 * @row: where it goes
 * @text: text
 * @width: how many characters it is padded to; below 0 it stands to the right
 *
 * Pads by characters, not bytes.
 */
void
rlt_line_table_append_cell (GString    *row,
                            const char *text,
                            int         width)
{
  int missing = ABS (width) - (int) g_utf8_strlen (text, -1);

  if (width > 0)
    g_string_append (row, text);
  for (int i = 0; i < missing; i++)
    g_string_append_c (row, ' ');
  if (width < 0)
    g_string_append (row, text);
}

static void
append_columns (GString    *row,
                const char *line,
                const char *trains,
                const char *level,
                const char *age)
{
  rlt_line_table_append_cell (row, line, 14);
  rlt_line_table_append_cell (row, trains, -6);
  g_string_append (row, "  ");
  rlt_line_table_append_cell (row, level, 9);
  rlt_line_table_append_cell (row, age, -7);
  g_string_append (row, " ");
}

/* What was last known of a line is no count of its trains now. */
static void
append_line (GString      *row,
             RltLineState *state,
             RltTime       now)
{
  RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);
  RltTime observed_at = snapshot != NULL ? snapshot->observed_at : RLT_TIME_NONE;
  g_autofree char *age = rlt_line_table_format_age (observed_at, now);
  g_autofree char *trains = rlt_freshness_at (observed_at, now) == RLT_FRESHNESS_STALE
                              ? g_strdup ("–")
                              : g_strdup_printf ("%u", rlt_line_state_get_n_trains (state));

  append_columns (row, rlt_line_state_get_line (state)->key, trains,
                  rlt_line_table_describe_level (rlt_line_state_get_level (state)), age);
}

/**
 * rlt_line_table_print:
 * @engine: an engine
 * @width: how many characters fit into a row
 *
 * Returns: (transfer full): the table, rows ended by newlines
 */
char *
rlt_line_table_print (RltEngine *engine,
                      guint      width)
{
  GListModel *lines = rlt_engine_get_lines (engine);
  RltTime now = rlt_clock_now (rlt_engine_get_clock (engine));
  guint n_lines = g_list_model_get_n_items (lines);
  guint n_columns = CLAMP ((width + 1) / (COLUMN_WIDTH + 1), 1, 4);
  guint n_rows = (n_lines + n_columns - 1) / n_columns;
  GString *table = g_string_new (NULL);

  for (guint column = 0; column < n_columns; column++)
    append_columns (table, _("Line"), _("Trains"), _("Traffic"), _("Age"));
  g_string_append_c (table, '\n');
  for (guint row = 0; row < n_rows; row++)
    {
      for (guint i = row; i < n_lines; i += n_rows)
        {
          g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);

          append_line (table, state, now);
        }
      g_string_append_c (table, '\n');
    }

  return g_string_free (table, FALSE);
}

/**
 * rlt_line_table_summarise:
 * @engine: an engine
 *
 * Returns: (transfer full): how things are, in one line
 */
char *
rlt_line_table_summarise (RltEngine *engine)
{
  GListModel *lines = rlt_engine_get_lines (engine);
  RltTime now = rlt_clock_now (rlt_engine_get_clock (engine));
  g_autofree char *time = rlt_time_to_string (now);
  guint n_trains = 0, n_fresh = 0;

  for (guint i = 0; i < g_list_model_get_n_items (lines); i++)
    {
      g_autoptr(RltLineState) state = g_list_model_get_item (lines, i);
      RltSnapshot *snapshot = rlt_line_state_get_snapshot (state);

      if (snapshot == NULL || rlt_freshness_at (snapshot->observed_at, now) == RLT_FRESHNESS_STALE)
        continue;
      n_fresh++;
      n_trains += snapshot->n_trains;
    }

  return g_strdup_printf (_("%s: trains: %u, lines with data: %u of %u"), time, n_trains, n_fresh,
                          g_list_model_get_n_items (lines));
}
