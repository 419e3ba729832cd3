/* rlt-reason.c: why there are no live data, and what to do about it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-notice.h"

#include <glib/gi18n.h>

#include "rlt-feed.h"

/* How much a feed's state explains that data are missing; off says nothing. */
static guint
state_weight (RltFeedState state)
{
  switch (state)
    {
    case RLT_FEED_OFF:
    case RLT_FEED_WAITING:
      return 0;
    case RLT_FEED_OK:
      return 1;
    case RLT_FEED_STARTING:
      return 2;
    case RLT_FEED_DEGRADED:
      return 3;
    case RLT_FEED_DOWN:
      return 4;
    case RLT_FEED_QUOTA:
      return 5;
    case RLT_FEED_BLOCKED:
      return 6;
    default:
      g_return_val_if_reached (0);
    }
}

/* Whether a feed tells of trains and departures. Those that are asked as well and may be refused are nobody's
 * only source. */
static gboolean
is_main_source (RltFeedStatus *feed)
{
  static const RltFeedKind kinds[] = {
    RLT_FEED_PRIM_TIMETABLE, RLT_FEED_PRIM_BOARD, RLT_FEED_GTFS_RT, RLT_FEED_SIRI_XML,
  };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      if (strcmp (rlt_feed_status_get_id (feed), rlt_feed_get_id (kinds[i])) == 0)
        return TRUE;
    }

  return FALSE;
}

/* (transfer full) (nullable): the feed to blame. */
static RltFeedStatus *
find_worst_feed (RltUiContext *context)
{
  GListModel *feeds = rlt_engine_get_feeds (rlt_ui_context_get_engine (context));
  g_autoptr(RltFeedStatus) worst = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);
      guint weight = state_weight (rlt_feed_status_get_state (feed));

      if (weight > 0 && is_main_source (feed)
          && (worst == NULL || weight > state_weight (rlt_feed_status_get_state (worst))))
        g_set_object (&worst, feed);
    }

  return g_steal_pointer (&worst);
}

static RltReason *
reason_no_feed (void)
{
  RltReason *self = g_new0 (RltReason, 1);

  self->icon_name = "dialog-password-symbolic";
  self->title = g_strdup (_("No Live Data Set Up"));
  self->description = g_strdup (_("Add your PRIM key to see live trains. Lines and stations are shown without one."));
  self->action_name = "app.preferences";
  self->action_label = _("_Add Key…");

  return self;
}

static RltReason *
reason_nothing_said (RltUiContext *context,
                     RltTime       observed_at)
{
  RltReason *self = g_new0 (RltReason, 1);

  self->icon_name = "content-loading-symbolic";
  if (RLT_TIME_IS_SET (observed_at))
    {
      g_autofree char *age = rlt_format_age (observed_at, rlt_ui_context_now (context));

      self->title = g_strdup (_("No News"));
      /* Translators: %s is an age, such as “12 min ago”. */
      self->description = g_strdup_printf (_("The feeds answer, but last said something about this %s."),
                                           age);
    }
  else
    {
      self->title = g_strdup (_("Nothing Reported"));
      self->description = g_strdup (_("The feeds answer, but say nothing about this now. Service may be over, or "
                                      "they do not cover it."));
    }

  return self;
}

/* "The server cannot be found. Last answer 4 min ago." */
static char *
describe_failure (RltUiContext  *context,
                  RltFeedStatus *feed)
{
  RltTime last_success = rlt_feed_status_get_last_success (feed);
  const char *error = rlt_feed_status_get_last_error (feed);
  g_autofree char *age = NULL;

  if (!RLT_TIME_IS_SET (last_success))
    return error != NULL ? g_strdup (error) : g_strdup (_("It has not answered yet."));

  age = rlt_format_age (last_success, rlt_ui_context_now (context));
  if (error == NULL)
    /* Translators: %s is an age, such as “4 min ago”. */
    return g_strdup_printf (_("Last answer: %s."), age);

  /* Translators: the first %s says what went wrong, the second is an age, such as “4 min ago”. */
  return g_strdup_printf (_("%s. Last answer: %s."), error, age);
}

static RltReason *
reason_feed_fails (RltUiContext  *context,
                   RltFeedStatus *feed)
{
  const char *name = rlt_feed_status_get_name (feed);
  RltReason *self = g_new0 (RltReason, 1);

  self->icon_name = "network-error-symbolic";
  self->description = describe_failure (context, feed);
  self->action_name = "win.refresh";
  self->action_label = _("_Try Again");

  switch (rlt_feed_status_get_state (feed))
    {
    case RLT_FEED_BLOCKED:
      self->title = g_strdup_printf (_("%s Refuses to Answer"), name);
      break;
    case RLT_FEED_QUOTA:
      self->title = g_strdup_printf (_("The Quota of %s Is Used Up"), name);
      self->action_name = NULL;
      break;
    case RLT_FEED_DEGRADED:
      self->title = g_strdup_printf (_("%s Answers With Errors"), name);
      break;
    case RLT_FEED_OFF:
    case RLT_FEED_STARTING:
    case RLT_FEED_WAITING:
    case RLT_FEED_OK:
    case RLT_FEED_DOWN:
    default:
      self->title = g_strdup_printf (_("%s Cannot Be Reached"), name);
      break;
    }

  return self;
}

static RltReason *
reason_starting (RltFeedStatus *feed)
{
  RltReason *self = g_new0 (RltReason, 1);

  self->icon_name = "content-loading-symbolic";
  self->title = g_strdup (_("Waiting for Live Data"));
  self->description = g_strdup_printf (_("%s was asked and has not answered yet."),
                                       rlt_feed_status_get_name (feed));

  return self;
}

/**
 * rlt_reason_new:
 * @context: the context
 * @observed_at: the newest observation of what is looked at, or %RLT_TIME_NONE when there is none
 *
 * Returns: (transfer full) (nullable): why there are no live data; %NULL when there are
 */
RltReason *
rlt_reason_new (RltUiContext *context,
                RltTime       observed_at)
{
  RltEngine *engine;
  g_autoptr(RltFeedStatus) feed = NULL;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (context), NULL);

  engine = rlt_ui_context_get_engine (context);
  if (RLT_TIME_IS_SET (observed_at)
      && rlt_freshness_at (observed_at, rlt_ui_context_now (context)) != RLT_FRESHNESS_STALE)
    return NULL;

  if (!rlt_engine_is_demo (engine) && !rlt_engine_has_key (engine))
    return reason_no_feed ();

  feed = find_worst_feed (context);
  if (feed == NULL || rlt_feed_status_get_state (feed) == RLT_FEED_OK)
    return reason_nothing_said (context, observed_at);
  if (rlt_feed_status_get_state (feed) == RLT_FEED_STARTING)
    return reason_starting (feed);

  return reason_feed_fails (context, feed);
}

/**
 * rlt_reason_free:
 * @self: (transfer full) (nullable): a reason
 */
void
rlt_reason_free (RltReason *self)
{
  if (self == NULL)
    return;

  g_free (self->title);
  g_free (self->description);
  g_free (self);
}
