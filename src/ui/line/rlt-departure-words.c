/* rlt-departure-words.c: the next departures of a stop in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-departure-words.h"

#include <glib/gi18n.h>

/* As many departures a direction as fit on a line of the panel. */
#define MAX_NEXT 3

/* Between a sign and what it is of: they stay together. */
#define NO_BREAK "\u00a0"

/* Puts the next departures into @next, those that do not run as well; returns how many. */
static guint
pick_next (GPtrArray           *departures,
           RltTime              now,
           const RltDeparture **next)
{
  guint n_next = 0;

  for (guint i = 0; departures != NULL && i < departures->len && n_next < MAX_NEXT; i++)
    {
      const RltDeparture *departure = g_ptr_array_index (departures, i);

      if (!rlt_departure_is_past (departure, now))
        next[n_next++] = departure;
    }

  return n_next;
}

static gboolean
have_one_destination (const RltDeparture *a,
                      const RltDeparture *b)
{
  return g_strcmp0 (a->destination, b->destination) == 0;
}

/* What stands first: the wait, or what is more important than it. */
static char *
one_wait (const RltDeparture *departure,
          RltTime             now,
          RltTimeDisplay      display)
{
  if (departure->cancelled)
    return g_strdup (_("cancelled"));
  if (departure->at_platform)
    return g_strdup (_("at platform"));
  /* Translators: of a train; nobody says for how long. */
  if (departure->delayed)
    return g_strdup (_("delayed"));

  return rlt_format_wait (rlt_departure_get_time (departure), now, display);
}

static char *
one_aimed (const RltDeparture *departure)
{
  RltTime aimed = RLT_TIME_IS_SET (departure->aimed_departure) ? departure->aimed_departure
                                                               : departure->aimed_arrival;

  return rlt_departure_to_aimed (aimed, departure->delay, departure->cancelled);
}

/* Whether both rest on the same and are as fresh: one sign, and one age, tell it for both. */
static gboolean
have_one_origin (const RltDeparture *a,
                 const RltDeparture *b,
                 RltTime             now)
{
  return a->basis == b->basis && g_strcmp0 (a->source, b->source) == 0
         && rlt_freshness_at (a->observed_at, now) == rlt_freshness_at (b->observed_at, now);
}

/* The age of what is not fresh any more, "(3 min ago)". */
static void
append_age (GString *text,
            RltTime  observed_at,
            RltTime  now)
{
  g_autofree char *age = NULL;

  if (!RLT_TIME_IS_SET (observed_at) || rlt_freshness_at (observed_at, now) == RLT_FRESHNESS_LIVE)
    return;

  age = rlt_format_age (observed_at, now);
  g_string_append_printf (text, " (%s)", age);
}

static void
append_escaped (GString    *markup,
                const char *before,
                const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);

  g_string_append_printf (markup, "%s%s", before, escaped);
}

/* "12 min", and the scheduled time struck through where it no longer holds. */
static void
append_times (GString            *markup,
              const RltDeparture *departure,
              RltTime             now,
              RltTimeDisplay      display)
{
  g_autofree char *wait = one_wait (departure, now, display);
  g_autofree char *aimed = one_aimed (departure);

  append_escaped (markup, "", wait);
  if (aimed != NULL)
    g_string_append_printf (markup, NO_BREAK "<s>%s</s>", aimed);
}

/**
 * rlt_departure_to_aimed:
 * @aimed: the scheduled time, or %RLT_TIME_NONE
 * @delay: seconds, or %RLT_DELAY_NONE
 * @cancelled: whether the train does not run
 *
 * Returns: (transfer full) (nullable): the scheduled time when it no longer holds, to be struck through
 */
char *
rlt_departure_to_aimed (RltTime  aimed,
                        int      delay,
                        gboolean cancelled)
{
  if (!RLT_TIME_IS_SET (aimed))
    return NULL;
  if (!cancelled && (delay == RLT_DELAY_NONE || delay < RLT_MINUTE / RLT_SECOND))
    return NULL;

  return rlt_format_clock (aimed);
}

/**
 * rlt_departures_to_markup:
 * @departures: (nullable) (element-type RltDeparture): departures in order of time
 * @now: the clock's time
 * @display: minutes or the time of day
 *
 * Each wait is under the sign of its basis, at the latest the one before it; what is not fresh says its age,
 * and the scheduled time that no longer holds is struck through. Waits come first, for the end may be cut off.
 *
 * Returns: (transfer full) (nullable): the next few on one line, "● 2 min, 5 min  Nation", as Pango markup;
 *   %NULL when none is known
 */
char *
rlt_departures_to_markup (GPtrArray      *departures,
                          RltTime         now,
                          RltTimeDisplay  display)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const RltDeparture *next[MAX_NEXT];
  guint n_next = pick_next (departures, now, next);

  for (guint i = 0; i < n_next; i++)
    {
      const RltDeparture *before = i > 0 ? next[i - 1] : NULL;
      const RltDeparture *after = i < n_next - 1 ? next[i + 1] : NULL;

      if (before != NULL)
        g_string_append (text, have_one_destination (before, next[i]) ? ", " : " · ");
      if (before == NULL || !have_one_origin (before, next[i], now))
        g_string_append_printf (text, "%s" NO_BREAK, rlt_format_basis_mark (next[i]->basis));
      append_times (text, next[i], now, display);
      if (after == NULL || !have_one_origin (next[i], after, now))
        append_age (text, next[i]->observed_at, now);
      if (next[i]->destination != NULL && (after == NULL || !have_one_destination (next[i], after)))
        append_escaped (text, "  ", next[i]->destination);
    }

  return n_next > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}

static void
append_speech (GString            *text,
               const RltDeparture *departure,
               RltUiContext       *context)
{
  g_autofree char *wait = one_wait (departure, rlt_ui_context_now (context),
                                    rlt_ui_context_get_time_display (context));
  g_autofree char *aimed = one_aimed (departure);

  g_string_append_printf (text, ", %s", wait);
  if (aimed != NULL)
    {
      g_string_append (text, ", ");
      g_string_append_printf (text, _("scheduled at %s"), aimed);
    }
}

/**
 * rlt_departures_to_speech:
 * @departures: (nullable) (element-type RltDeparture): departures in order of time
 * @context: the context
 *
 * Ages are told as the time of the observation, so that the words do not change from second to second.
 *
 * Returns: (transfer full) (nullable): the next few for a screen reader, "Nation, 2 min, 5 min, Observed, PRIM,
 *   08:30"; %NULL when none is known
 */
char *
rlt_departures_to_speech (GPtrArray    *departures,
                          RltUiContext *context)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const RltDeparture *next[MAX_NEXT];
  RltTime now;
  guint n_next;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  now = rlt_ui_context_now (context);
  n_next = pick_next (departures, now, next);
  if (n_next == 0)
    return NULL;

  for (guint i = 0; i < n_next; i++)
    {
      if (i == 0 || !have_one_destination (next[i - 1], next[i]))
        g_string_append_printf (text, "%s%s", i > 0 ? ". " : "",
                                next[i]->destination != NULL ? next[i]->destination : "?");
      append_speech (text, next[i], context);
      if (i == n_next - 1 || !have_one_origin (next[i], next[i + 1], now))
        {
          const char *source = rlt_ui_context_get_feed_name (context, next[i]->source);
          g_autofree char *clock = rlt_format_clock (next[i]->observed_at);

          g_string_append_printf (text, ", %s", rlt_format_basis (next[i]->basis));
          if (source != NULL)
            g_string_append_printf (text, ", %s", source);
          g_string_append_printf (text, ", %s", clock);
        }
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rlt_departures_to_details:
 * @departures: (nullable) (element-type RltDeparture): departures in order of time
 * @context: the context
 *
 * Returns: (transfer full) (nullable): a line for each of the next few: wait, destination, basis, source and
 *   age; %NULL when none is known
 */
char *
rlt_departures_to_details (GPtrArray    *departures,
                           RltUiContext *context)
{
  g_autoptr(GString) text = g_string_new (NULL);
  const RltDeparture *next[MAX_NEXT];
  RltTime now;
  guint n_next;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  now = rlt_ui_context_now (context);
  n_next = pick_next (departures, now, next);
  for (guint i = 0; i < n_next; i++)
    {
      g_autofree char *wait = one_wait (next[i], now, rlt_ui_context_get_time_display (context));
      g_autofree char *origin = rlt_format_origin (next[i]->basis,
                                                   rlt_ui_context_get_feed_name (context, next[i]->source),
                                                   next[i]->observed_at, now);

      g_string_append_printf (text, "%s%s  %s\n%s %s", i > 0 ? "\n" : "", wait,
                              next[i]->destination != NULL ? next[i]->destination : "?",
                              rlt_format_basis_mark (next[i]->basis), origin);
    }

  return n_next > 0 ? g_string_free (g_steal_pointer (&text), FALSE) : NULL;
}
