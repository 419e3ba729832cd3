/* rlt-format.c: waits, ages and states in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-format.h"

#include <glib/gi18n.h>

/* A wait this long is clearer as a time of day. */
#define LONGEST_WAIT_IN_MINUTES 60

#define HALF_A_DAY (12 * 3600)

/**
 * rlt_format_clock:
 * @time: an instant
 *
 * Returns: (transfer full): the time of day in Paris, "08:15", or a dash when it is not known
 */
char *
rlt_format_clock (RltTime time)
{
  RltParisTime paris;

  if (!RLT_TIME_IS_SET (time))
    return g_strdup ("–");

  rlt_time_to_paris (time, &paris);
  return g_strdup_printf ("%02d:%02d", paris.hour, paris.minute);
}

/* Whole minutes still to wait, as station boards count them: seconds are dropped. */
static gint64
minutes_until (RltTime time,
               RltTime now)
{
  return time <= now ? 0 : (time - now) / RLT_MINUTE;
}

static gboolean
is_shown_as_clock (RltTime        time,
                   RltTime        now,
                   RltTimeDisplay display)
{
  return display == RLT_TIME_DISPLAY_CLOCK || minutes_until (time, now) >= LONGEST_WAIT_IN_MINUTES;
}

/**
 * rlt_format_wait:
 * @time: when the train is due
 * @now: the clock's time
 * @display: minutes or the time of day
 *
 * Returns: (transfer full): "4 min", "<1 min", "08:15", or a dash when @time is not known
 */
char *
rlt_format_wait (RltTime        time,
                 RltTime        now,
                 RltTimeDisplay display)
{
  gint64 minutes;

  if (!RLT_TIME_IS_SET (time) || is_shown_as_clock (time, now, display))
    return rlt_format_clock (time);

  minutes = minutes_until (time, now);
  if (minutes == 0)
    /* Translators: a train comes within a minute. */
    return g_strdup (_("<1 min"));

  /* Translators: the wait for a train, in minutes. */
  return g_strdup_printf (_("%d min"), (int) minutes);
}

/**
 * rlt_format_age:
 * @observed_at: when something was observed
 * @now: the clock's time
 *
 * Returns: (transfer full): "12 s ago", "4 min ago", "at 08:15" when it is over an hour old, "2 days
 *   ago"; "never" when it was not observed, "at an unknown time" when that lies ahead
 */
char *
rlt_format_age (RltTime observed_at,
                RltTime now)
{
  g_autofree char *clock = NULL;
  RltTime age = rlt_age_at (observed_at, now);
  gint64 seconds = age / RLT_SECOND;
  gint64 days;

  if (!RLT_TIME_IS_SET (observed_at))
    return g_strdup (C_("age", "never"));
  if (!RLT_TIME_IS_SET (age))
    return g_strdup (C_("age", "at an unknown time"));

  if (seconds < 60)
    return g_strdup_printf (_("%d s ago"), (int) seconds);
  if (seconds < 3600)
    return g_strdup_printf (_("%d min ago"), (int) (seconds / 60));

  clock = rlt_format_clock (observed_at);
  days = (seconds + HALF_A_DAY) / (2 * HALF_A_DAY);
  if (days == 0)
    return g_strdup_printf (C_("age", "at %s"), clock);

  return g_strdup_printf (ngettext ("%d day ago", "%d days ago", (gulong) days), (int) days);
}

/**
 * rlt_format_delay:
 * @delay: seconds, or RLT_DELAY_NONE
 *
 * Returns: (transfer full) (nullable): "+3 min"; %NULL when it is not known or under a minute, which is no
 *   delay to a rider
 */
char *
rlt_format_delay (int delay)
{
  if (delay == RLT_DELAY_NONE || delay < 60)
    return NULL;

  /* Translators: how late a train is, in minutes. */
  return g_strdup_printf (_("+%d min"), delay / 60);
}

/**
 * rlt_format_trains:
 * @n_trains: how many
 *
 * Returns: (transfer full): "12 trains". None is "no trains known": that no feed tells of one does not mean
 *   that none runs
 */
char *
rlt_format_trains (guint n_trains)
{
  if (n_trains == 0)
    return g_strdup (_("no trains known"));

  return g_strdup_printf (ngettext ("%u train", "%u trains", n_trains), n_trains);
}

/**
 * rlt_format_origin:
 * @basis: what the statement rests on
 * @source: (nullable): the feed's name for people
 * @observed_at: when it was observed
 * @now: the clock's time
 *
 * Returns: (transfer full): "Observed · PRIM · 12 s ago"
 */
char *
rlt_format_origin (RltBasis    basis,
                   const char *source,
                   RltTime     observed_at,
                   RltTime     now)
{
  g_autofree char *age = rlt_format_age (observed_at, now);

  if (source == NULL)
    return g_strdup_printf ("%s · %s", rlt_format_basis (basis), age);

  return g_strdup_printf ("%s · %s · %s", rlt_format_basis (basis), source, age);
}

/**
 * rlt_format_basis:
 * @basis: what a train or a departure rests on
 *
 * Returns: (transfer none): the word for it
 */
const char *
rlt_format_basis (RltBasis basis)
{
  switch (basis)
    {
    case RLT_BASIS_OBSERVED:
      return C_("basis", "Observed");
    case RLT_BASIS_INFERRED:
      return C_("basis", "Inferred");
    case RLT_BASIS_SCHEDULED:
      return C_("basis", "Scheduled");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_format_basis_mark:
 * @basis: what a train or a departure rests on
 *
 * Returns: (transfer none): a sign for it where there is no room for the word, full as the map's for what was
 *   observed
 */
const char *
rlt_format_basis_mark (RltBasis basis)
{
  switch (basis)
    {
    case RLT_BASIS_OBSERVED:
      return "●";
    case RLT_BASIS_INFERRED:
      return "◐";
    case RLT_BASIS_SCHEDULED:
      return "○";
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_format_level:
 * @level: a traffic level
 *
 * Returns: (transfer none): the word for it
 */
const char *
rlt_format_level (RltLevel level)
{
  switch (level)
    {
    case RLT_LEVEL_UNKNOWN:
      return C_("traffic", "Traffic unknown");
    case RLT_LEVEL_NORMAL:
      return C_("traffic", "Normal traffic");
    case RLT_LEVEL_WORKS:
      return C_("traffic", "Works");
    case RLT_LEVEL_DISTURBED:
      return C_("traffic", "Disturbed");
    case RLT_LEVEL_CLOSED:
      return C_("traffic", "Closed");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_level_icon_name:
 * @level: a traffic level
 *
 * Returns: (transfer none): the icon that goes with its word: colour never stands alone
 */
const char *
rlt_level_icon_name (RltLevel level)
{
  switch (level)
    {
    case RLT_LEVEL_UNKNOWN:
      return "rlt-unknown-symbolic";
    case RLT_LEVEL_NORMAL:
      return "emblem-ok-symbolic";
    case RLT_LEVEL_WORKS:
      return "applications-engineering-symbolic";
    case RLT_LEVEL_DISTURBED:
      return "dialog-warning-symbolic";
    case RLT_LEVEL_CLOSED:
      return "action-unavailable-symbolic";
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_format_network:
 * @network: a network
 *
 * Returns: (transfer none): its name
 */
const char *
rlt_format_network (RltNetwork network)
{
  switch (network)
    {
    case RLT_NETWORK_METRO:
      return C_("network", "Metro");
    case RLT_NETWORK_RER:
      return C_("network", "RER");
    case RLT_NETWORK_TRAM:
      return C_("network", "Tram");
    case RLT_NETWORK_TRANSILIEN:
      return C_("network", "Transilien");
    case RLT_NETWORK_CABLE:
      return C_("network", "Cable car");
    case RLT_N_NETWORKS:
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_format_pattern:
 * @pattern: a pattern
 *
 * Returns: (transfer full): "La Défense → Château de Vincennes"
 */
char *
rlt_format_pattern (const RltPattern *pattern)
{
  g_return_val_if_fail (pattern != NULL, NULL);

  return g_strdup_printf ("%s → %s", pattern->stops[0]->station->name,
                          pattern->stops[pattern->n_stops - 1]->station->name);
}

/**
 * rlt_line_get_main_pattern:
 * @line: a line
 *
 * Returns: the pattern that stands for the line where only one can be shown: the one with most stops
 */
const RltPattern *
rlt_line_get_main_pattern (const RltLine *line)
{
  const RltPattern *main_pattern;

  g_return_val_if_fail (line != NULL && line->n_patterns > 0, NULL);

  main_pattern = &line->patterns[0];
  for (guint i = 1; i < line->n_patterns; i++)
    {
      if (line->patterns[i].n_stops > main_pattern->n_stops)
        main_pattern = &line->patterns[i];
    }

  return main_pattern;
}

/**
 * rlt_format_termini:
 * @line: a line
 *
 * Returns: (transfer full): the two ends of its main pattern: "La Défense – Château de Vincennes"
 */
char *
rlt_format_termini (const RltLine *line)
{
  const RltPattern *pattern;

  g_return_val_if_fail (line != NULL, NULL);

  pattern = rlt_line_get_main_pattern (line);
  return g_strdup_printf ("%s – %s", pattern->stops[0]->station->name,
                          pattern->stops[pattern->n_stops - 1]->station->name);
}

/**
 * rlt_format_attribution:
 * @catalogue: a catalogue
 *
 * Returns: (transfer none): whose data it is and under what licence, translated where it is the attribution
 *   of the catalogue that comes with the program
 */
const char *
rlt_format_attribution (RltCatalogue *catalogue)
{
  static const char * const known = N_("Île-de-France Mobilités, Licence Ouverte 2.0 and Licence Mobilités");
  const char *attribution;

  g_return_val_if_fail (catalogue != NULL, NULL);

  attribution = rlt_catalogue_get_attribution (catalogue);
  return g_str_equal (attribution, known) ? _(known) : attribution;
}
