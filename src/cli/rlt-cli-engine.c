/* rlt-cli-engine.c: the engine of a command: which one, waiting for it, its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include "rlt-cli-engine.h"

#include <glib/gi18n.h>

#include "rlt-cli.h"
#include "rlt-settings.h"

/* Real seconds after which a command gives up. The demo has no network between it and its upstreams:
 * they answer, however busy the machine is. */
#define PATIENCE 12
#define DEMO_PATIENCE 60

/**
 * rlt_cli_engine_options_clear:
 * @self: options
 *
 * Frees what they hold.
 */
void
rlt_cli_engine_options_clear (RltCliEngineOptions *self)
{
  g_clear_pointer (&self->profile, g_free);
  g_clear_pointer (&self->base_url, g_free);
  g_clear_pointer (&self->start_text, g_free);
}

static gboolean
check_options (const RltCliEngineOptions *options,
               RltTime                   *start)
{
  if (options->profile != NULL && !rlt_profile_is_name (options->profile))
    rlt_cli_error ("--profile", _("“%s” is not a name of letters, digits and dashes"), options->profile);
  else if (options->demo && options->base_url != NULL)
    rlt_cli_error ("--base-url", "%s", _("the demo has its own"));
  else
    return rlt_cli_check_clock (options->start_text, options->speed, start);

  return FALSE;
}

static RltClock *
make_clock (const RltCliEngineOptions *options,
            RltTime                    start)
{
  g_autoptr(RltClock) system = rlt_clock_new_system ();

  if (!RLT_TIME_IS_SET (start) && options->demo)
    start = rlt_simulator_busy_hour (rlt_clock_now (system));

  return rlt_cli_make_clock (start, options->speed);
}

static const char *
get_profile (const RltCliEngineOptions *options)
{
  if (options->profile != NULL)
    return options->profile;

  return options->demo ? "demo" : "default";
}

/**
 * rlt_cli_engine_init:
 * @self: (out caller-allocates): the engine of a command; clear it in any case
 * @options: what the command line says
 *
 * Checks the options, and loads what is needed to look something up.
 *
 * Returns: %RLT_EXIT_OK, or the exit code after what is wrong has been said
 */
int
rlt_cli_engine_init (RltCliEngine              *self,
                     const RltCliEngineOptions *options)
{
  g_autoptr(GError) error = NULL;
  RltTime start;

  *self = (RltCliEngine) { 0 };
  if (!check_options (options, &start))
    return RLT_EXIT_USAGE;

  self->catalogue = rlt_engine_load_catalogue (get_profile (options), &error);
  if (self->catalogue == NULL)
    {
      rlt_cli_error ("catalogue", "%s", error->message);
      return RLT_EXIT_FAILED;
    }
  self->clock = make_clock (options, start);

  return RLT_EXIT_OK;
}

static gboolean
start_simulator (RltCliEngine              *self,
                 const RltCliEngineOptions *options)
{
  g_autoptr(GError) error = NULL;

  self->simulator = rlt_simulator_new (self->catalogue, self->clock, (guint64) options->seed);
  if (!rlt_simulator_start (self->simulator, 0, &error))
    {
      rlt_cli_error ("--demo", "%s", error->message);
      return FALSE;
    }

  return TRUE;
}

/**
 * rlt_cli_engine_start:
 * @self: the engine of a command, after rlt_cli_engine_init()
 * @options: what the command line says
 *
 * Starts the engine; for the demo, the simulator too.
 *
 * Returns: %RLT_EXIT_OK, or the exit code after what is wrong has been said
 */
int
rlt_cli_engine_start (RltCliEngine              *self,
                      const RltCliEngineOptions *options)
{
  const char *profile = get_profile (options);
  const char *base_url = options->base_url;

  if (options->demo && !start_simulator (self, options))
    return RLT_EXIT_FAILED;
  if (options->demo)
    base_url = rlt_simulator_get_base_uri (self->simulator);

  self->engine = rlt_engine_new (&(RltEngineConfig) {
    .catalogue = self->catalogue,
    .clock = self->clock,
    .profile = profile,
    .base_uri = base_url,
    .scope = options->scope,
    .watched_line = options->line,
    .watched_station = options->station,
    .offline = options->offline,
    .demo = options->demo,
  });
  rlt_engine_start (self->engine);

  return RLT_EXIT_OK;
}

/**
 * rlt_cli_engine_clear:
 * @self: the engine of a command
 *
 * Ends the engine, and all else.
 */
void
rlt_cli_engine_clear (RltCliEngine *self)
{
  if (self->engine != NULL)
    rlt_engine_stop (self->engine);
  g_clear_object (&self->engine);
  if (self->simulator != NULL)
    rlt_simulator_stop (self->simulator);
  g_clear_object (&self->simulator);
  g_clear_object (&self->clock);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
}

/**
 * rlt_cli_tells_of_trains:
 * @feed: a feed
 *
 * Returns: whether trains and departures may come from it when it is asked
 */
gboolean
rlt_cli_tells_of_trains (RltFeedStatus *feed)
{
  switch (rlt_feed_status_get_kind (feed))
    {
    case RLT_FEED_PRIM_TIMETABLE:
    case RLT_FEED_PRIM_BOARD:
    case RLT_FEED_RATP_BOARD:
    case RLT_FEED_GTFS_RT:
    case RLT_FEED_SIRI_XML:
      return TRUE;
    case RLT_FEED_PRIM_MESSAGES:
    case RLT_FEED_PRIM_DISRUPTIONS:
    case RLT_FEED_PRIM_REPORTS:
    case RLT_FEED_RATP_TRAFFIC:
    case RLT_FEED_RATP_VEHICLES:
    case RLT_FEED_OPEN_DATA_QUAYS:
    case RLT_FEED_OPEN_DATA_NETWORK:
    default:
      return FALSE;
    }
}

/* Without a key to PRIM most is missing; other feeds are off for whoever does not want them. */
static gboolean
is_in_trouble (RltFeedStatus *feed)
{
  return rlt_feed_status_get_errors_in_row (feed) > 0 ||
         (rlt_feed_status_get_state (feed) == RLT_FEED_OFF && rlt_feed_needs_key (rlt_feed_status_get_kind (feed)));
}

static const char *
find_trouble (RltEngine        *engine,
              RltCliFeedFilter  tells)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);
  const char *trouble = NULL;

  for (guint i = 0; i < g_list_model_get_n_items (feeds) && trouble == NULL; i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      if (tells (feed) && is_in_trouble (feed))
        trouble = rlt_feed_status_get_last_error (feed);
    }

  return trouble;
}

/**
 * rlt_cli_engine_get_trouble:
 * @engine: an engine
 *
 * Returns: (transfer none) (nullable): why there are no trains, in words; %NULL while there may be some
 */
const char *
rlt_cli_engine_get_trouble (RltEngine *engine)
{
  return find_trouble (engine, rlt_cli_tells_of_trains);
}

/**
 * rlt_cli_engine_has_answers:
 * @engine: an engine
 * @tells: which feeds count
 *
 * Returns: whether what an earlier run knew has been read, and all that was asked of those feeds has been
 *   answered, or has failed
 */
gboolean
rlt_cli_engine_has_answers (RltEngine        *engine,
                            RltCliFeedFilter  tells)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      if (tells (feed) && rlt_feed_status_is_awaited (feed))
        return FALSE;
    }

  return rlt_engine_has_recalled (engine);
}

/* Says which feeds have kept a command waiting for nothing. */
static void
say_late_feeds (RltEngine        *engine,
                RltCliFeedFilter  tells)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      if (tells (feed) && rlt_feed_status_is_awaited (feed))
        rlt_cli_error (rlt_feed_status_get_id (feed), "%s", _("no answer in time"));
    }
}

static gboolean
give_up_cb (gpointer user_data)
{
  gboolean *given_up = user_data;

  *given_up = TRUE;
  return G_SOURCE_REMOVE;
}

/**
 * rlt_cli_engine_wait:
 * @self: the engine of a command, started
 * @tells: the feeds the command has its data from
 * @condition: what the command waits for
 * @user_data: for @condition
 *
 * Runs the main context until @condition holds, all those feeds have answered or failed, or it takes too
 * long.
 *
 * Returns: %RLT_EXIT_OK when @condition holds, or never will though nothing is wrong; or
 *   %RLT_EXIT_UPSTREAM after what is wrong has been said
 */
int
rlt_cli_engine_wait (RltCliEngine     *self,
                     RltCliFeedFilter  tells,
                     RltCliCondition   condition,
                     gpointer          user_data)
{
  gboolean given_up = FALSE;
  guint timer = g_timeout_add_seconds (self->simulator != NULL ? DEMO_PATIENCE : PATIENCE, give_up_cb, &given_up);
  const char *trouble;

  while (!condition (self->engine, user_data) && !rlt_cli_engine_has_answers (self->engine, tells) && !given_up)
    g_main_context_iteration (NULL, TRUE);
  if (given_up)
    say_late_feeds (self->engine, tells);
  else
    g_source_remove (timer);
  if (condition (self->engine, user_data))
    return RLT_EXIT_OK;

  trouble = find_trouble (self->engine, tells);
  if (trouble != NULL)
    rlt_cli_error (_("feeds"), "%s", trouble);

  return given_up || trouble != NULL ? RLT_EXIT_UPSTREAM : RLT_EXIT_OK;
}
