/* rlt-feed-words.c: a feed and how it is doing in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-feed-words.h"

#include <glib/gi18n.h>

#include "rlt-format.h"
#include "rlt-quota.h"

/**
 * rlt_feed_state_is_failing:
 * @state: a feed's state
 *
 * Returns: whether the feed is asked and does not answer as it should
 */
gboolean
rlt_feed_state_is_failing (RltFeedState state)
{
  return state == RLT_FEED_DEGRADED || state == RLT_FEED_BLOCKED || state == RLT_FEED_QUOTA
         || state == RLT_FEED_DOWN;
}

/**
 * rlt_feed_state_to_words:
 * @state: a feed's state
 *
 * Returns: (transfer none): a word for it
 */
const char *
rlt_feed_state_to_words (RltFeedState state)
{
  switch (state)
    {
    case RLT_FEED_OFF:
      return C_("feed", "Off");
    case RLT_FEED_STARTING:
      return C_("feed", "Not asked yet");
    case RLT_FEED_WAITING:
      return C_("feed", "Waiting");
    case RLT_FEED_OK:
      return C_("feed", "Answers");
    case RLT_FEED_DEGRADED:
      return C_("feed", "With errors");
    case RLT_FEED_BLOCKED:
      return C_("feed", "Blocked");
    case RLT_FEED_QUOTA:
      return C_("feed", "Quota used up");
    case RLT_FEED_DOWN:
      return C_("feed", "Down");
    default:
      g_return_val_if_reached ("");
    }
}

/**
 * rlt_feed_state_icon_name:
 * @state: a feed's state
 *
 * Returns: (transfer none): the icon that goes with its word
 */
const char *
rlt_feed_state_icon_name (RltFeedState state)
{
  switch (state)
    {
    case RLT_FEED_OK:
      return "emblem-ok-symbolic";
    case RLT_FEED_OFF:
      return "action-unavailable-symbolic";
    case RLT_FEED_STARTING:
    case RLT_FEED_WAITING:
      return "content-loading-symbolic";
    case RLT_FEED_DOWN:
      return "network-error-symbolic";
    case RLT_FEED_DEGRADED:
    case RLT_FEED_BLOCKED:
    case RLT_FEED_QUOTA:
    default:
      return "dialog-warning-symbolic";
    }
}

/* While it is left alone: when that ends. */
static void
append_retry (GString       *text,
              RltFeedStatus *feed,
              RltTime        now)
{
  RltTime retry = rlt_feed_status_get_retry_time (feed);
  guint minutes;

  if (!RLT_TIME_IS_SET (retry) || retry <= now)
    return;

  minutes = (guint) ((retry - now + RLT_MINUTE - 1) / RLT_MINUTE);
  g_string_append (text, " · ");
  g_string_append_printf (text, ngettext ("next try in %u min", "next try in %u min", minutes), minutes);
}

/**
 * rlt_feed_to_summary:
 * @feed: a feed
 * @now: the clock's time
 *
 * Returns: (transfer full): its state, when it last answered, what is left of its quota, when it is tried again,
 *   what went wrong
 */
char *
rlt_feed_to_summary (RltFeedStatus *feed,
                     RltTime        now)
{
  RltFeedState state;
  RltTime last_success;
  const char *error;
  g_autoptr(GString) text = NULL;

  g_return_val_if_fail (RLT_IS_FEED_STATUS (feed), NULL);

  state = rlt_feed_status_get_state (feed);
  last_success = rlt_feed_status_get_last_success (feed);
  error = rlt_feed_status_get_last_error (feed);
  text = g_string_new (rlt_feed_state_to_words (state));

  if (RLT_TIME_IS_SET (last_success))
    {
      g_autofree char *age = rlt_format_age (last_success, now);

      g_string_append (text, " · ");
      /* Translators: %s is an age, such as “12 s ago”. */
      g_string_append_printf (text, _("last answer %s"), age);
    }
  if (rlt_feed_status_get_quota_left (feed) != RLT_QUOTA_UNKNOWN)
    {
      g_string_append (text, " · ");
      /* Translators: how many requests a feed still allows today. */
      g_string_append_printf (text, _("%d requests left"), (int) rlt_feed_status_get_quota_left (feed));
    }
  append_retry (text, feed, now);
  if (error != NULL && state != RLT_FEED_OK)
    g_string_append_printf (text, "\n%s", error);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
append_fact (GString    *text,
             const char *name,
             const char *value)
{
  /* Translators: the name of a fact, and the fact. */
  g_string_append_printf (text, C_("fact", "%s: %s"), name, value);
  g_string_append_c (text, '\n');
}

static void
append_age (GString    *text,
            const char *name,
            RltTime     time,
            RltTime     now)
{
  g_autofree char *age = rlt_format_age (time, now);

  append_fact (text, name, age);
}

static void
append_number (GString    *text,
               const char *name,
               guint       number)
{
  g_autofree char *value = g_strdup_printf ("%u", number);

  append_fact (text, name, value);
}

static void
append_quota (GString       *text,
              RltFeedStatus *feed)
{
  gint64 left = rlt_feed_status_get_quota_left (feed);
  RltTime end = rlt_feed_status_get_quota_end (feed);
  g_autofree char *value = NULL;
  g_autofree char *end_value = NULL;

  if (left == RLT_QUOTA_UNKNOWN)
    {
      append_fact (text, _("Quota left"), _("no limit known"));
      return;
    }

  /* Translators: how many requests are left, of how many a day. */
  value = g_strdup_printf (_("%d of %u a day"), (int) left, rlt_feed_status_get_quota_limit (feed));
  append_fact (text, _("Quota left"), value);
  if (RLT_TIME_IS_SET (end))
    end_value = rlt_format_clock (end);
  append_fact (text, _("At this pace it ends"), end_value != NULL ? end_value : _("not today"));
}

static void
append_breaker (GString       *text,
                RltFeedStatus *feed)
{
  g_autofree char *clock = NULL;
  g_autofree char *value = NULL;

  switch (rlt_feed_status_get_breaker (feed))
    {
    case RLT_BREAKER_OPEN:
      clock = rlt_format_clock (rlt_feed_status_get_retry_time (feed));
      /* Translators: %s is a time of day. */
      value = g_strdup_printf (_("open: left alone until %s"), clock);
      break;
    case RLT_BREAKER_HALF_OPEN:
      value = g_strdup (_("half open: one request decides"));
      break;
    case RLT_BREAKER_CLOSED:
    default:
      value = g_strdup (_("closed: asked as usual"));
      break;
    }
  append_fact (text, _("Breaker"), value);
}

/**
 * rlt_feed_to_facts:
 * @feed: a feed
 * @now: the clock's time
 *
 * Returns: (transfer full): all that is known of how it is doing, a line each
 */
char *
rlt_feed_to_facts (RltFeedStatus *feed,
                   RltTime        now)
{
  g_autoptr(GString) text = g_string_new (NULL);
  g_autofree char *bytes = NULL;
  g_autofree char *latency = NULL;

  g_return_val_if_fail (RLT_IS_FEED_STATUS (feed), NULL);

  bytes = g_format_size (rlt_feed_status_get_bytes_today (feed));
  latency = g_strdup_printf (_("%d ms"), (int) (rlt_feed_status_get_latency (feed) / 1000));

  append_age (text, _("Last answer"), rlt_feed_status_get_last_success (feed), now);
  append_age (text, _("Newest data"), rlt_feed_status_get_data_time (feed), now);
  append_number (text, _("Errors in a row"), rlt_feed_status_get_errors_in_row (feed));
  append_number (text, _("Requests today"), rlt_feed_status_get_requests_today (feed));
  append_quota (text, feed);
  append_fact (text, _("Received today"), bytes);
  append_fact (text, _("Time to answer"), latency);
  append_breaker (text, feed);
  g_string_truncate (text, text->len - 1);

  return g_string_free (g_steal_pointer (&text), FALSE);
}
