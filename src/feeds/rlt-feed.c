/* rlt-feed.c: the upstreams we ask, and how.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed.h"

#include <gio/gio.h>
#include <glib/gi18n.h>

#include "rlt-secrets.h"

#define PRIM_URI "https://prim.iledefrance-mobilites.fr"
#define RATP_URI "https://www.ratp.fr"
#define VMTR_URI "https://api.vmtr.ratp.fr"
#define OPEN_DATA_URI "https://data.iledefrance-mobilites.fr"

/* What keys issued since March 2024 allow on these endpoints, and on those that are cheap. */
#define PRIM_BUDGET 1000
#define PRIM_LARGE_BUDGET 20000

#define WEEK (7 * 24 * RLT_HOUR)

typedef enum
{
  TRAIT_OFFERED = 1 << 0,    /* the program can ask it */
  TRAIT_ON = 1 << 1,         /* it is on unless somebody switches it off */
  TRAIT_NEEDS_KEY = 1 << 2,  /* nothing comes without the key to PRIM */
} FeedTraits;

#define TRAITS_PRIM (TRAIT_ON | TRAIT_NEEDS_KEY)

static const struct
{
  const char *id;
  const char *name;
  const char *base_uri;      /* empty: only its user knows which */
  RltTime     interval;
  double      timeout;
  guint       daily_budget;
  FeedTraits  traits;
} feeds[RLT_N_FEEDS] = {
  [RLT_FEED_PRIM_TIMETABLE] = {
    "prim-et", N_("PRIM, journeys under way"), PRIM_URI, 60 * RLT_SECOND, 30, PRIM_BUDGET,
    TRAIT_OFFERED | TRAITS_PRIM,
  },
  [RLT_FEED_PRIM_BOARD] = {
    "prim-sm", N_("PRIM, next departures"), PRIM_URI, 60 * RLT_SECOND, 15, PRIM_BUDGET,
    TRAIT_OFFERED | TRAITS_PRIM,
  },
  [RLT_FEED_PRIM_MESSAGES] = {
    "prim-gm", N_("PRIM, messages"), PRIM_URI, 5 * RLT_MINUTE, 15, PRIM_LARGE_BUDGET,
    TRAIT_OFFERED | TRAITS_PRIM,
  },
  [RLT_FEED_PRIM_DISRUPTIONS] = {
    "prim-disruptions", N_("PRIM, disruptions"), PRIM_URI, 3 * RLT_MINUTE, 30, PRIM_BUDGET,
    TRAIT_OFFERED | TRAITS_PRIM,
  },
  [RLT_FEED_PRIM_REPORTS] = {
    "prim-reports", N_("PRIM, line reports"), PRIM_URI, 5 * RLT_MINUTE, 30, PRIM_LARGE_BUDGET,
    TRAIT_OFFERED | TRAITS_PRIM,
  },
  [RLT_FEED_RATP_TRAFFIC] = {
    "ratp-traffic", N_("ratp.fr, traffic"), RATP_URI, 2 * RLT_MINUTE, 15, 0, TRAIT_OFFERED | TRAIT_ON,
  },
  [RLT_FEED_RATP_BOARD] = {
    "ratp-board", N_("ratp.fr, next departures"), RATP_URI, 60 * RLT_SECOND, 15, 0, TRAIT_OFFERED | TRAIT_ON,
  },
  [RLT_FEED_RATP_VEHICLES] = {
    "ratp-vmtr", N_("RATP, trains as they move"), VMTR_URI, 30 * RLT_SECOND, 10, 0, TRAIT_OFFERED,
  },
  [RLT_FEED_GTFS_RT] = {
    "gtfs-rt", N_("GTFS-Realtime"), "", 30 * RLT_SECOND, 15, 0, TRAIT_OFFERED,
  },
  [RLT_FEED_SIRI_XML] = {
    "siri-xml", N_("SIRI"), "", 60 * RLT_SECOND, 15, 0, TRAIT_OFFERED,
  },
  [RLT_FEED_OPEN_DATA_QUAYS] = {
    "open-data-quays", N_("Open data, quays of the stops"), OPEN_DATA_URI, WEEK, 60, 0,
    TRAIT_OFFERED | TRAIT_ON,
  },
  [RLT_FEED_OPEN_DATA_NETWORK] = {
    "open-data-network", N_("Open data, lines and stations"), OPEN_DATA_URI, WEEK, 60, 0,
    TRAIT_OFFERED | TRAIT_ON,
  },
};

/**
 * rlt_feed_get_id:
 * @kind: a feed
 *
 * Returns: (transfer none): its id, as in records and in the store: "prim-et"
 */
const char *
rlt_feed_get_id (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, NULL);

  return feeds[kind].id;
}

/**
 * rlt_feed_get_name:
 * @kind: a feed
 *
 * Returns: (transfer none): its name, in the language of the user
 */
const char *
rlt_feed_get_name (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, NULL);

  return _(feeds[kind].name);
}

/**
 * rlt_feed_is_offered:
 * @kind: a feed
 *
 * Returns: whether the program can ask it, and shows it
 */
gboolean
rlt_feed_is_offered (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, FALSE);

  return (feeds[kind].traits & TRAIT_OFFERED) != 0;
}

/**
 * rlt_feed_needs_key:
 * @kind: a feed
 *
 * Returns: whether nothing comes without the key to PRIM
 */
gboolean
rlt_feed_needs_key (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, FALSE);

  return (feeds[kind].traits & TRAIT_NEEDS_KEY) != 0;
}

/**
 * rlt_feed_get_secret:
 * @kind: a feed
 *
 * Returns: (nullable): the name its key is kept under among the secrets; %NULL when it takes none
 */
const char *
rlt_feed_get_secret (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, NULL);

  if (rlt_feed_needs_key (kind))
    return RLT_SECRET_PRIM_API_KEY;
  if (kind == RLT_FEED_GTFS_RT)
    return "gtfs-rt-key";

  return kind == RLT_FEED_SIRI_XML ? "siri-xml-key" : NULL;
}

/**
 * rlt_feed_is_usually_on:
 * @kind: a feed
 *
 * Returns: whether it is asked unless somebody switches it off
 */
gboolean
rlt_feed_is_usually_on (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, FALSE);

  return (feeds[kind].traits & TRAIT_ON) != 0;
}

/**
 * rlt_feed_has_address:
 * @kind: a feed
 *
 * Returns: whether it is one upstream's, at an address that everybody knows
 */
gboolean
rlt_feed_has_address (RltFeedKind kind)
{
  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, FALSE);

  return feeds[kind].base_uri[0] != '\0';
}

/**
 * rlt_feed_is_of_open_data:
 * @kind: a feed
 *
 * Returns: whether it tells what changes from week to week, not how things are running
 */
gboolean
rlt_feed_is_of_open_data (RltFeedKind kind)
{
  return kind == RLT_FEED_OPEN_DATA_QUAYS || kind == RLT_FEED_OPEN_DATA_NETWORK;
}

/**
 * rlt_feed_find:
 * @id: an id: "prim-et"
 * @kind: (out): the feed, unchanged when there is none
 *
 * Returns: whether there is an offered feed of that id
 */
gboolean
rlt_feed_find (const char  *id,
               RltFeedKind *kind)
{
  g_return_val_if_fail (id != NULL && kind != NULL, FALSE);

  for (guint i = 0; i < RLT_N_FEEDS; i++)
    {
      if (rlt_feed_is_offered (i) && g_str_equal (feeds[i].id, id))
        {
          *kind = i;
          return TRUE;
        }
    }

  return FALSE;
}

/**
 * rlt_feed_config_init:
 * @self: (out caller-allocates): how the feed is asked
 * @kind: a feed
 * @base_uri: (nullable): in place of the public address, with or without a slash at its end
 *
 * Fills in the usual intervals and limits. Clear it with rlt_feed_config_clear().
 */
void
rlt_feed_config_init (RltFeedConfig *self,
                      RltFeedKind    kind,
                      const char    *base_uri)
{
  g_return_if_fail (self != NULL && (guint) kind < RLT_N_FEEDS);

  *self = (RltFeedConfig) {
    .kind = kind,
    .interval = feeds[kind].interval,
    .timeout = feeds[kind].timeout,
    .enabled = rlt_feed_is_usually_on (kind),
    .daily_budget = feeds[kind].daily_budget,
  };
  rlt_feed_config_set_base_uri (self, base_uri != NULL ? base_uri : feeds[kind].base_uri);
}

/**
 * rlt_feed_config_set_base_uri:
 * @self: how a feed is asked
 * @base_uri: where, with or without a slash at its end
 */
void
rlt_feed_config_set_base_uri (RltFeedConfig *self,
                              const char    *base_uri)
{
  gsize length;
  char *copy;

  g_return_if_fail (self != NULL && base_uri != NULL);

  copy = g_strdup (base_uri);
  length = strlen (copy);
  if (length > 0 && copy[length - 1] == '/')
    copy[length - 1] = '\0';
  g_free (self->base_uri);
  self->base_uri = copy;
}

/**
 * rlt_feed_config_copy:
 * @self: how a feed is asked
 * @copy: (inout): takes its place; initialised, or all zero
 */
void
rlt_feed_config_copy (const RltFeedConfig *self,
                      RltFeedConfig       *copy)
{
  g_return_if_fail (self != NULL && copy != NULL && self != copy);

  g_free (copy->base_uri);
  *copy = *self;
  copy->base_uri = g_strdup (self->base_uri);
}

/**
 * rlt_feed_config_clear:
 * @self: how a feed is asked
 *
 * Frees what @self holds.
 */
void
rlt_feed_config_clear (RltFeedConfig *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->base_uri, g_free);
}

/**
 * rlt_feed_uri_is_local:
 * @base_uri: an address
 *
 * Returns: whether it is on this very machine: a simulator or a proxy, which costs nobody's quota
 */
gboolean
rlt_feed_uri_is_local (const char *base_uri)
{
  g_autoptr(GUri) uri = NULL;
  g_autoptr(GInetAddress) address = NULL;
  const char *host;

  g_return_val_if_fail (base_uri != NULL, FALSE);

  uri = g_uri_parse (base_uri, G_URI_FLAGS_NONE, NULL);
  host = uri != NULL ? g_uri_get_host (uri) : NULL;
  if (host == NULL)
    return FALSE;
  if (g_ascii_strcasecmp (host, "localhost") == 0)
    return TRUE;

  address = g_inet_address_new_from_string (host);
  return address != NULL && g_inet_address_get_is_loopback (address);
}
