/* rlt-traffic-words.c: disruptions in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-traffic-words.h"

#include <glib/gi18n.h>

/**
 * rlt_tense_to_words:
 * @tense: whether something applies
 *
 * Returns: (transfer none): the heading of what does
 */
const char *
rlt_tense_to_words (RltTense tense)
{
  switch (tense)
    {
    case RLT_TENSE_NOW:
      return C_("disruptions", "Now");
    case RLT_TENSE_COMING:
      return C_("disruptions", "Coming");
    case RLT_TENSE_UNKNOWN:
      return C_("disruptions", "When is not said");
    case RLT_TENSE_PAST:
      return C_("disruptions", "Over");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_traffic_reason_to_kind:
 * @reason: a disruption
 *
 * Returns: (transfer none): what it makes of the traffic, or what it is when it makes nothing of it
 */
const char *
rlt_traffic_reason_to_kind (const RltTrafficReason *reason)
{
  g_return_val_if_fail (reason != NULL, "");

  if (reason->level != RLT_LEVEL_UNKNOWN)
    return rlt_format_level (reason->level);

  switch (reason->category)
    {
    case RLT_CATEGORY_LIFT:
      return C_("disruption", "Lift out of order");
    case RLT_CATEGORY_WORKS:
      return C_("disruption", "Works");
    case RLT_CATEGORY_INCIDENT:
      return C_("disruption", "Incident");
    case RLT_CATEGORY_INFORMATION:
      return C_("disruption", "Information");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_traffic_reason_to_icon:
 * @reason: a disruption
 *
 * Returns: (transfer none): the icon that goes with its kind
 */
const char *
rlt_traffic_reason_to_icon (const RltTrafficReason *reason)
{
  g_return_val_if_fail (reason != NULL, "");

  if (reason->level != RLT_LEVEL_UNKNOWN)
    return rlt_level_icon_name (reason->level);

  return reason->category == RLT_CATEGORY_INFORMATION ? "dialog-information-symbolic"
                                                      : "dialog-warning-symbolic";
}

/* "18:00" today, "24 Nov 18:00" else. */
static char *
format_moment (RltTime time,
               RltTime now)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / RLT_SECOND);
  g_autoptr(GDateTime) paris = g_date_time_to_timezone (utc, rlt_time_zone_paris ());
  RltParisTime then;
  RltParisTime today;

  rlt_time_to_paris (time, &then);
  rlt_time_to_paris (now, &today);
  if (then.day == today.day && then.month == today.month && then.year == today.year)
    return rlt_format_clock (time);

  /* Translators: a day and a time of day, as of strftime(). */
  return g_date_time_format (paris, _("%-d %b %H:%M"));
}

/* (nullable): the period that holds, or else the next to come. They come in any order. */
static const RltPeriod *
find_period (const RltTrafficReason *reason,
             RltTime                 now)
{
  const RltPeriod *next = NULL;

  for (guint i = 0; i < reason->n_periods; i++)
    {
      const RltPeriod *period = &reason->periods[i];
      gboolean has_begun = !RLT_TIME_IS_SET (period->from) || period->from <= now;

      if (has_begun && (!RLT_TIME_IS_SET (period->to) || period->to > now))
        return period;
      if (!has_begun && (next == NULL || period->from < next->from))
        next = period;
    }

  return next;
}

/**
 * rlt_traffic_reason_to_when:
 * @reason: a disruption
 * @now: the clock's time
 *
 * Returns: (transfer full) (nullable): until when it holds, or from when on; %NULL when nobody says so
 */
char *
rlt_traffic_reason_to_when (const RltTrafficReason *reason,
                            RltTime                 now)
{
  const RltPeriod *period;
  g_autofree char *moment = NULL;
  g_autofree char *text = NULL;

  g_return_val_if_fail (reason != NULL, NULL);

  period = find_period (reason, now);
  if (period == NULL)
    return NULL;

  if (RLT_TIME_IS_SET (period->from) && period->from > now)
    {
      moment = format_moment (period->from, now);
      /* Translators: %s is a moment, “18:00” or “24 Nov 18:00”. */
      text = g_strdup_printf (_("from %s"), moment);
    }
  else if (RLT_TIME_IS_SET (period->to))
    {
      moment = format_moment (period->to, now);
      /* Translators: %s is a moment, “18:00” or “24 Nov 18:00”. */
      text = g_strdup_printf (_("until %s"), moment);
    }

  if (text == NULL || reason->nights_from == RLT_ALL_DAY)
    return g_steal_pointer (&text);

  /* Translators: until or from when, and the time of day from which it holds each night. */
  return g_strdup_printf (_("%s, each night from %02d:%02d"), text, reason->nights_from / 60 % 24,
                          reason->nights_from % 60);
}

/* "PRIM, disruptions; ratp.fr, traffic" */
static void
append_sources (GString            *text,
                const char * const *sources,
                RltUiContext       *context)
{
  for (guint i = 0; sources[i] != NULL; i++)
    g_string_append_printf (text, "%s%s", i > 0 ? "; " : " · ",
                            rlt_ui_context_get_feed_name (context, sources[i]));
}

/**
 * rlt_traffic_reason_to_origin:
 * @reason: a disruption
 * @context: the context
 *
 * Returns: (transfer full): what it is, when it holds, who tells of it and when that was
 */
char *
rlt_traffic_reason_to_origin (const RltTrafficReason *reason,
                              RltUiContext           *context)
{
  g_autoptr(GString) text = NULL;
  g_autofree char *when = NULL;
  g_autofree char *told_at = NULL;

  g_return_val_if_fail (reason != NULL, NULL);
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  text = g_string_new (rlt_traffic_reason_to_kind (reason));
  when = rlt_traffic_reason_to_when (reason, rlt_ui_context_now (context));
  told_at = rlt_format_clock (reason->observed_at);
  if (when != NULL)
    g_string_append_printf (text, " · %s", when);
  append_sources (text, reason->sources, context);
  g_string_append (text, " · ");
  /* Translators: %s is the time of day at which a feed told of something. */
  g_string_append_printf (text, _("told at %s"), told_at);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rlt_traffic_status_to_words:
 * @status: how the trains of a line run
 * @context: the context
 *
 * Returns: (transfer full): why that is not known, and what each source makes of it, a line each; empty when
 *   nobody has told anything
 */
char *
rlt_traffic_status_to_words (const RltTrafficStatus *status,
                             RltUiContext           *context)
{
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (status != NULL, NULL);
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  text = g_string_new (status->note);
  for (guint i = 0; i < status->n_witnesses; i++)
    {
      const RltTrafficWitness *witness = &status->witnesses[i];
      g_autofree char *clock = rlt_format_clock (witness->observed_at);

      if (text->len > 0)
        g_string_append_c (text, '\n');
      /* Translators: a feed, what it says of the traffic, and when it said so. */
      g_string_append_printf (text, _("%s: %s, at %s"), rlt_ui_context_get_feed_name (context, witness->source),
                              rlt_format_level (witness->level), clock);
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}
