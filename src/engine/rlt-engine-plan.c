/* rlt-engine-plan.c: what is to be asked again and again, as things are.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-engine"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-engine-core.h"

/* While nobody looks, feeds are asked so many times less often. */
#define HIDDEN_FACTOR 3.0

/* A feed that hangs takes no more connections than these. */
#define MAX_RUNNING 3

/* PRIM takes 5 requests a second. */
#define SPACING (RLT_SECOND / 4)

/* However often users ask for it, those that keep us out are tried no sooner again. */
#define RETRY_GAP RLT_MINUTE

/*
 * rlt_engine_core_is_on:
 * @self: a core
 * @kind: a feed
 *
 * Returns: whether it can be asked
 */
gboolean
rlt_engine_core_is_on (RltEngineCore *self,
                       RltFeedKind    kind)
{
  const RltFeedConfig *config = &self->configs[kind];

  return rlt_feed_is_offered (kind) && config->enabled && config->base_uri[0] != '\0' &&
         (rlt_feed_needs_key (kind) ? self->api_key != NULL
                                    : self->n_keys_sought == 0 || rlt_feed_get_secret (kind) == NULL);
}

/*
 * rlt_engine_core_want:
 * @self: a core
 * @wanted: what is to be asked
 * @what: (nullable): what tells it from what else its feed is asked
 * @poll: what to ask for; an interval of 0 is the feed's, a weight of 0 the usual one
 *
 * Adds it to @wanted if its feed is on, in the place of what is wanted already under the same key.
 */
void
rlt_engine_core_want (RltEngineCore *self,
                      GHashTable    *wanted,
                      const char    *what,
                      const RltPoll *poll)
{
  const char *id = rlt_feed_get_id (poll->kind);
  RltPoll *copy;

  if (!rlt_engine_core_is_on (self, poll->kind))
    return;

  copy = g_memdup2 (poll, sizeof *poll);
  if (copy->interval == 0)
    copy->interval = self->configs[poll->kind].interval;
  if (copy->weight == 0)
    copy->weight = RLT_POLL_USUAL;
  g_hash_table_insert (wanted, what != NULL ? g_strdup_printf ("%s/%s", id, what) : g_strdup (id), copy);
}

static GHashTable *
list_wanted (RltEngineCore *self)
{
  GHashTable *wanted = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);

  if (!self->has_settings || !self->has_recalled || self->is_offline)
    return wanted;

  rlt_engine_core_want (self, wanted, NULL, &(RltPoll) { .kind = RLT_FEED_OPEN_DATA_QUAYS });
  rlt_engine_core_want_network (self, wanted);
  rlt_engine_core_want_prim (self, wanted);
  rlt_engine_core_want_ratp (self, wanted);
  rlt_engine_core_want_agency (self, wanted);

  return wanted;
}

static void
drop_unwanted (RltEngineCore *self,
               GHashTable    *wanted)
{
  GHashTableIter iter;
  gpointer key;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, &key, NULL))
    {
      if (g_hash_table_contains (wanted, key))
        continue;
      rlt_scheduler_remove (self->scheduler, key);
      g_hash_table_iter_remove (&iter);
    }
}

static RltTime
first_run (RltEngineCore *self,
           const RltPoll *poll,
           RltTime        now)
{
  const RltFeedHealth *health = &self->health[poll->kind];

  if (poll->kind == RLT_FEED_OPEN_DATA_QUAYS && RLT_TIME_IS_SET (self->quays_at))
    return MAX (now, self->quays_at + poll->interval);
  if (poll->kind == RLT_FEED_OPEN_DATA_NETWORK && RLT_TIME_IS_SET (health->last_success) &&
      health->last_failure < health->last_success)
    return MAX (now, health->last_success + poll->interval);

  return now;
}

static void
add_wanted (RltEngineCore *self,
            GHashTable    *wanted)
{
  RltTime now = rlt_clock_now (self->clock);
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const RltPoll *poll = value;
      const RltJobLimits limits = {
        .interval = poll->interval,
        .backoff = { MIN (poll->interval / 2, 10 * RLT_SECOND), MIN (8 * poll->interval, RLT_HOUR) },
        .spacing = SPACING,
        .max_running = MAX_RUNNING,
        .weight = poll->weight,
      };

      rlt_scheduler_add (self->scheduler, key, &limits, first_run (self, poll, now));
    }
}

/* Why a feed is off and what to do, in words; %NULL when it is on. */
static const char *
describe_off (RltEngineCore *self,
              RltFeedKind    kind)
{
  if (!self->configs[kind].enabled)
    return rlt_feed_has_address (kind) ? _("Switched off") : _("Set its address and switch it on to use it");
  if (self->configs[kind].base_uri[0] == '\0')
    return _("Its address is not set");
  /* Who asks nobody has not looked for the key. */
  if (rlt_feed_needs_key (kind) && self->api_key == NULL && !self->is_offline)
    return _("No PRIM key: get one free of charge at prim.iledefrance-mobilites.fr and enter it in the preferences");

  return NULL;
}

static void
switch_feeds (RltEngineCore *self)
{
  if (self->is_offline || !self->has_settings || !self->has_recalled)
    return;

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      const RltFeedHealth *health = &self->health[kind];
      const char *why = describe_off (self, kind);

      if (!rlt_feed_is_offered (kind) || (rlt_feed_needs_key (kind) && !self->has_looked_for_key))
        continue;
      if (why == NULL ? health->state != RLT_FEED_OFF
                      : health->state == RLT_FEED_OFF && g_strcmp0 (health->last_error, why) == 0)
        continue;
      rlt_feed_health_switch (&self->health[kind], why == NULL, why);
      rlt_engine_core_show_health (self, kind);
    }
}

static gboolean
is_wanted (RltEngineCore *self,
           RltFeedKind    kind)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      if (((const RltPoll *) value)->kind == kind)
        return TRUE;
    }

  return kind == RLT_FEED_RATP_VEHICLES && self->vehicles_line != NULL;
}

/* A feed that is on and has nothing to tell of is not about to be asked. The timetable is, once the quays are
 * known. */
static void
show_waiting (RltEngineCore *self)
{
  if (self->is_offline || !self->has_settings || !self->has_recalled)
    return;

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      RltFeedHealth *health = &self->health[kind];
      gboolean waits = !is_wanted (self, kind) && (kind != RLT_FEED_PRIM_TIMETABLE || self->knows_quays);

      if (health->state != (waits ? RLT_FEED_STARTING : RLT_FEED_WAITING))
        continue;
      rlt_feed_health_wait (health, waits ? _("Nothing that needs it is watched") : NULL);
      rlt_engine_core_show_health (self, kind);
    }
}

/*
 * rlt_engine_core_show_unasked:
 * @self: a core that asks nobody, and has recalled how the feeds were doing
 *
 * Shows which of the others are on, and why some are not.
 */
void
rlt_engine_core_show_unasked (RltEngineCore *self)
{
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      RltFeedHealth *health = &self->health[kind];
      const char *why = describe_off (self, kind);

      if (!rlt_feed_is_offered (kind) || (why == NULL && health->state != RLT_FEED_OFF))
        continue;
      rlt_feed_health_switch (health, why == NULL, why);
      rlt_engine_core_show_health (self, kind);
    }
}

/* Whether all that is asked of @kind has been answered, or has failed. */
static gboolean
is_answered (RltEngineCore *self,
             RltFeedKind    kind)
{
  GHashTableIter iter;
  gpointer value;

  g_hash_table_iter_init (&iter, self->polls);
  while (g_hash_table_iter_next (&iter, NULL, &value))
    {
      const RltPoll *poll = value;

      if (poll->kind == kind && !poll->is_answered)
        return FALSE;
    }

  return TRUE;
}

static gboolean
is_awaited (RltEngineCore *self,
            RltFeedKind    kind)
{
  const RltFeedHealth *health = &self->health[kind];

  if (self->is_offline || !rlt_feed_is_offered (kind))
    return FALSE;
  if (!self->has_settings || !self->has_recalled)
    return TRUE;
  if (rlt_feed_needs_key (kind) && !self->has_looked_for_key)
    return self->configs[kind].enabled;
  if (rlt_feed_get_secret (kind) != NULL && self->n_keys_sought > 0)
    return self->configs[kind].enabled;
  if (!rlt_engine_core_is_on (self, kind) || health->breaker.state == RLT_BREAKER_OPEN ||
      rlt_quota_get_left (&health->quota, rlt_clock_now (self->clock)) == 0)
    return FALSE;

  /* Journeys name quays: they are asked for when those are known. */
  return (kind == RLT_FEED_PRIM_TIMETABLE && !self->knows_quays) || !is_answered (self, kind);
}

static void
show_awaited (RltEngineCore *self)
{
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      const gboolean awaited = is_awaited (self, kind);

      if (self->health[kind].is_awaited == awaited)
        continue;
      self->health[kind].is_awaited = awaited;
      rlt_engine_core_show_health (self, kind);
    }
}

/*
 * rlt_engine_core_note_answer:
 * @self: a core
 * @key: the key of a poll that was answered, or has failed
 *
 * To be called when what came of it is shown: who waits for the feed then has it.
 */
void
rlt_engine_core_note_answer (RltEngineCore *self,
                             const char    *key)
{
  RltPoll *poll = g_hash_table_lookup (self->polls, key);

  if (poll != NULL)
    poll->is_answered = TRUE;
  show_awaited (self);
}

/* What was asked for before goes on. */
static void
keep_answered (RltEngineCore *self,
               GHashTable    *wanted)
{
  GHashTableIter iter;
  gpointer key, value;

  g_hash_table_iter_init (&iter, wanted);
  while (g_hash_table_iter_next (&iter, &key, &value))
    {
      const RltPoll *old = g_hash_table_lookup (self->polls, key);

      ((RltPoll *) value)->is_answered = old != NULL && old->is_answered;
    }
}

/*
 * rlt_engine_core_plan:
 * @self: a core
 *
 * Makes the scheduler's jobs fit what is wanted now: whether there is a key, what is watched, what is
 * known already. What is due is asked at once.
 */
void
rlt_engine_core_plan (RltEngineCore *self)
{
  g_autoptr(GHashTable) wanted = list_wanted (self);
  g_autoptr(GHashTable) old = NULL;

  drop_unwanted (self, wanted);
  add_wanted (self, wanted);
  if (!self->knows_quays && g_hash_table_size (wanted) > 0)
    rlt_engine_core_limit_wait_for_quays (self);
  switch_feeds (self);
  rlt_engine_core_follow_vehicles (self);
  keep_answered (self, wanted);
  old = g_steal_pointer (&self->polls);
  self->polls = g_steal_pointer (&wanted);
  show_waiting (self);
  show_awaited (self);
  rlt_poller_update (self->poller);
}

/*
 * rlt_engine_core_set_watched_line:
 * @self: a core
 * @line: (nullable): the line that somebody looks at
 */
void
rlt_engine_core_set_watched_line (RltEngineCore *self,
                                  const RltLine *line)
{
  self->watched_line = line;
  rlt_engine_core_plan (self);
}

/*
 * rlt_engine_core_set_watched_station:
 * @self: a core
 * @station: (nullable): the station that somebody looks at
 */
void
rlt_engine_core_set_watched_station (RltEngineCore    *self,
                                     const RltStation *station)
{
  self->watched_station = station;
  rlt_engine_core_plan (self);
}

/*
 * rlt_engine_core_set_favourites:
 * @self: a core
 * @stations: (element-type RltStation): those whose departures are asked for, if more seldom, while
 *   nobody looks at them
 */
void
rlt_engine_core_set_favourites (RltEngineCore *self,
                                GPtrArray     *stations)
{
  g_ptr_array_unref (self->favourites);
  self->favourites = g_ptr_array_ref (stations);
  rlt_engine_core_plan (self);
}

/*
 * rlt_engine_core_set_hidden:
 * @self: a core
 * @hidden: whether nobody looks
 */
void
rlt_engine_core_set_hidden (RltEngineCore *self,
                            gboolean       hidden)
{
  rlt_scheduler_set_factor (self->scheduler, hidden ? HIDDEN_FACTOR : 1.0, rlt_clock_now (self->clock));
  rlt_poller_update (self->poller);
}

/* Whoever keeps programs out may have stopped doing so; who is asked too often never does. */
static void
retry_blocked (RltEngineCore *self,
               RltTime        now)
{
  if (RLT_TIME_IS_SET (self->retried_at) && now - self->retried_at < RETRY_GAP)
    return;

  self->retried_at = now;
  rlt_ratp_session_try_again (self->ratp_traffic);
  rlt_ratp_session_try_again (self->ratp_boards);
  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      if (self->health[kind].state == RLT_FEED_BLOCKED)
        rlt_scheduler_hold (self->scheduler, rlt_feed_get_id (kind), now, FALSE);
    }
  if (self->health[RLT_FEED_RATP_VEHICLES].state == RLT_FEED_BLOCKED)
    {
      rlt_engine_core_drop_vehicles (self);
      rlt_engine_core_follow_vehicles (self);
    }
}

/*
 * rlt_engine_core_refresh:
 * @self: a core
 *
 * Asks anew, where the upstreams allow it: those too that keep us out, if not time and again.
 */
void
rlt_engine_core_refresh (RltEngineCore *self)
{
  RltTime now = rlt_clock_now (self->clock);

  retry_blocked (self, now);
  rlt_scheduler_hasten (self->scheduler, now);
  rlt_poller_update (self->poller);
}
