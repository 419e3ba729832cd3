/* rlt-ui-context.c: what every view needs: the engine, the settings, the beat.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-ui-context.h"

struct _RltUiContext
{
  GObject         parent_instance;

  RltEngine      *engine;         /* (owned) */
  GSettings      *settings;       /* (owned) */
  RltTicker      *ticker;         /* (owned) */
  RltTimeDisplay  time_display;
};

G_DEFINE_FINAL_TYPE (RltUiContext, rlt_ui_context, G_TYPE_OBJECT)

enum
{
  SIGNAL_TIME_DISPLAY_CHANGED,
  N_SIGNALS,
};

static guint signals[N_SIGNALS];

static void
time_display_changed_cb (RltUiContext *self)
{
  self->time_display = g_settings_get_enum (self->settings, "time-display");
  g_signal_emit (self, signals[SIGNAL_TIME_DISPLAY_CHANGED], 0);
}

static void
rlt_ui_context_finalize (GObject *object)
{
  RltUiContext *self = RLT_UI_CONTEXT (object);

  g_clear_object (&self->ticker);
  g_clear_object (&self->settings);
  g_clear_object (&self->engine);

  G_OBJECT_CLASS (rlt_ui_context_parent_class)->finalize (object);
}

static void
rlt_ui_context_class_init (RltUiContextClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_ui_context_finalize;

  signals[SIGNAL_TIME_DISPLAY_CHANGED] =
    g_signal_new ("time-display-changed", RLT_TYPE_UI_CONTEXT, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                  G_TYPE_NONE, 0);
}

static void
rlt_ui_context_init (RltUiContext *self)
{
}

/**
 * rlt_ui_context_new:
 * @engine: the engine
 * @settings: the profile's settings
 *
 * Returns: (transfer full): the context all views of the program share. Main thread.
 */
RltUiContext *
rlt_ui_context_new (RltEngine *engine,
                    GSettings *settings)
{
  RltUiContext *self;

  g_return_val_if_fail (RLT_IS_ENGINE (engine), NULL);
  g_return_val_if_fail (G_IS_SETTINGS (settings), NULL);

  self = g_object_new (RLT_TYPE_UI_CONTEXT, NULL);
  self->engine = g_object_ref (engine);
  self->settings = g_object_ref (settings);
  self->ticker = rlt_ticker_new (rlt_engine_get_clock (engine));
  self->time_display = g_settings_get_enum (settings, "time-display");
  g_signal_connect_object (settings, "changed::time-display", G_CALLBACK (time_display_changed_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}

/**
 * rlt_ui_context_get_engine:
 * @self: the context
 *
 * Returns: (transfer none): the engine
 */
RltEngine *
rlt_ui_context_get_engine (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), NULL);

  return self->engine;
}

/**
 * rlt_ui_context_get_catalogue:
 * @self: the context
 *
 * Returns: (transfer none): the engine's catalogue
 */
RltCatalogue *
rlt_ui_context_get_catalogue (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), NULL);

  return rlt_engine_get_catalogue (self->engine);
}

/**
 * rlt_ui_context_get_settings:
 * @self: the context
 *
 * Returns: (transfer none): the profile's settings
 */
GSettings *
rlt_ui_context_get_settings (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), NULL);

  return self->settings;
}

/**
 * rlt_ui_context_get_ticker:
 * @self: the context
 *
 * Returns: (transfer none): the beat to follow
 */
RltTicker *
rlt_ui_context_get_ticker (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), NULL);

  return self->ticker;
}

/**
 * rlt_ui_context_now:
 * @self: the context
 *
 * Returns: the engine's time
 */
RltTime
rlt_ui_context_now (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), RLT_TIME_NONE);

  return rlt_ticker_now (self->ticker);
}

/**
 * rlt_ui_context_get_time_display:
 * @self: the context
 *
 * Returns: how the user wants waits shown
 */
RltTimeDisplay
rlt_ui_context_get_time_display (RltUiContext *self)
{
  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), RLT_TIME_DISPLAY_MINUTES);

  return self->time_display;
}

/**
 * rlt_ui_context_get_feed_name:
 * @self: the context
 * @source: (nullable): the id of a feed, as records carry it
 *
 * Returns: (nullable): the feed's name for people, @source itself if no such feed is known
 */
const char *
rlt_ui_context_get_feed_name (RltUiContext *self,
                              const char   *source)
{
  GListModel *feeds;

  g_return_val_if_fail (RLT_IS_UI_CONTEXT (self), NULL);

  feeds = rlt_engine_get_feeds (self->engine);
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      /* The engine's list keeps the feed, and with it the name. */
      if (g_strcmp0 (rlt_feed_status_get_id (feed), source) == 0)
        return rlt_feed_status_get_name (feed);
    }

  return source;
}
