/* rlt-feed-settings.c: what a user may set of a feed, as texts and as values.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-feed-settings.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rlt-http-request.h"
#include "rlt-http-uri.h"

static const char * const part_names[RLT_FEED_N_PARTS] = { "trip-updates", "vehicle-positions", "alerts", "schedule" };

#define KEY_HEADER "key-header"

/* No header's name is longer. */
#define MAX_HEADER 64

static gboolean
has_parts (RltFeedKind kind)
{
  return kind == RLT_FEED_GTFS_RT;
}

static gboolean
has_key_header (RltFeedKind kind)
{
  return kind == RLT_FEED_GTFS_RT || kind == RLT_FEED_SIRI_XML;
}

/**
 * rlt_feed_settings_list_keys:
 * @kind: a feed
 *
 * Returns: (transfer full): what can be set of it: "enabled, url, interval, timeout"
 */
char *
rlt_feed_settings_list_keys (RltFeedKind kind)
{
  g_autoptr(GString) keys = g_string_new ("enabled, url, interval, timeout");

  g_return_val_if_fail ((guint) kind < RLT_N_FEEDS, NULL);

  for (guint i = 0; has_parts (kind) && i < RLT_FEED_N_PARTS; i++)
    g_string_append_printf (keys, ", %s", part_names[i]);
  if (has_key_header (kind))
    g_string_append (keys, ", " KEY_HEADER);

  return g_string_free (g_steal_pointer (&keys), FALSE);
}

/**
 * rlt_feed_settings_init:
 * @self: (out caller-allocates): what a feed is like that nobody has set anything of
 * @kind: the feed
 */
void
rlt_feed_settings_init (RltFeedSettings *self,
                        RltFeedKind      kind)
{
  g_return_if_fail (self != NULL && (guint) kind < RLT_N_FEEDS);

  *self = (RltFeedSettings) { .enabled = rlt_feed_is_usually_on (kind) };
}

/**
 * rlt_feed_settings_clear:
 * @self: settings
 *
 * Frees what they hold.
 */
void
rlt_feed_settings_clear (RltFeedSettings *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->base_uri, g_free);
  for (guint i = 0; i < RLT_FEED_N_PARTS; i++)
    g_clear_pointer (&self->parts[i], g_free);
  g_clear_pointer (&self->key_header, g_free);
}

/**
 * rlt_feed_settings_copy:
 * @self: settings
 * @copy: (out caller-allocates): the same
 */
void
rlt_feed_settings_copy (const RltFeedSettings *self,
                        RltFeedSettings       *copy)
{
  g_return_if_fail (self != NULL && copy != NULL);

  *copy = *self;
  copy->base_uri = g_strdup (self->base_uri);
  for (guint i = 0; i < RLT_FEED_N_PARTS; i++)
    copy->parts[i] = g_strdup (self->parts[i]);
  copy->key_header = g_strdup (self->key_header);
}

/* "5 s", "30 d". */
static char *
describe_seconds (guint seconds)
{
  return seconds % 86400 == 0 ? g_strdup_printf (_("%u d"), seconds / 86400) : g_strdup_printf (_("%u s"), seconds);
}

static void
set_range_error (const char  *name,
                 guint        least,
                 guint        most,
                 GError     **error)
{
  g_autofree char *least_text = describe_seconds (least);
  g_autofree char *most_text = describe_seconds (most);

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s: from %s to %s, as a number of seconds"), name,
               least_text, most_text);
}

static gboolean
check_range (const char  *name,
             guint        value,
             guint        least,
             guint        most,
             GError     **error)
{
  if (value == 0 || (value >= least && value <= most))
    return TRUE;

  set_range_error (name, least, most, error);
  return FALSE;
}

/* A key in an address ends up in logs and in the database: there is a place for keys. */
static gboolean
check_uri (const char  *name,
           const char  *text,
           GError     **error)
{
  g_autoptr(GUri) uri = rlt_http_request_parse_uri (text, NULL);
  g_autofree char *shown = strpbrk (text, "@?") == NULL ? g_strdup (text) : rlt_http_describe_uri (text);

  if (uri == NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                 _("%s: “%s” is not an address that begins with http:// or https://"), name, shown);
  else if (g_uri_get_userinfo (uri) != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s: an address must not contain a password"),
                 name);
  else if (strchr (text, '#') != NULL)
    g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s: an address must not contain “#”"), name);
  else
    return TRUE;

  return FALSE;
}

static gboolean
check_parts (const RltFeedSettings  *self,
             GError                **error)
{
  for (guint i = 0; i < RLT_FEED_N_PARTS; i++)
    {
      const char *text = self->parts[i];

      if (text == NULL || g_str_equal (text, RLT_FEED_PART_OFF))
        continue;
      if (text[0] == '/' && strchr (text, '#') != NULL)
        {
          g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s: an address must not contain “#”"),
                       part_names[i]);
          return FALSE;
        }
      if (text[0] != '/' && !check_uri (part_names[i], text, error))
        return FALSE;
    }

  return TRUE;
}

/* A name as HTTP has them (RFC 9110, 5.1), of letters, digits and dashes. Somebody may give the key
 * itself in its place: it is not repeated. */
static gboolean
check_header (const char  *text,
              GError     **error)
{
  gsize length = text != NULL ? strspn (text, G_CSET_A_2_Z G_CSET_a_2_z G_CSET_DIGITS "-_") : 0;

  if (text == NULL || (length > 0 && length <= MAX_HEADER && text[length] == '\0'))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
               _("%s: not the name of a header, such as x-api-key; the key itself is set by “rlt feeds key”"),
               KEY_HEADER);
  return FALSE;
}

/**
 * rlt_feed_settings_check:
 * @self: settings
 * @kind: of which feed
 * @error: a %G_IO_ERROR_INVALID_ARGUMENT that names what is wrong
 *
 * Returns: whether the feed can be asked like that
 */
gboolean
rlt_feed_settings_check (const RltFeedSettings  *self,
                         RltFeedKind             kind,
                         GError                **error)
{
  g_return_val_if_fail (self != NULL && (guint) kind < RLT_N_FEEDS, FALSE);

  if (self->base_uri != NULL && !check_uri ("url", self->base_uri, error))
    return FALSE;
  if (!check_parts (self, error) || !check_header (self->key_header, error) ||
      !check_range ("interval", self->interval, RLT_FEED_MIN_INTERVAL, RLT_FEED_MAX_INTERVAL, error) ||
      !check_range ("timeout", self->timeout, RLT_FEED_MIN_TIMEOUT, RLT_FEED_MAX_TIMEOUT, error))
    return FALSE;
  if (self->enabled && self->base_uri == NULL && !rlt_feed_has_address (kind))
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT,
                   _("%s has no address of its own: set its url first"), rlt_feed_get_id (kind));
      return FALSE;
    }

  return TRUE;
}

static void
set_text (char       **place,
          const char  *text)
{
  g_free (*place);
  *place = *text != '\0' ? g_strdup (text) : NULL;
}

/* (nullable): where the text of that name goes. */
static char **
find_text (RltFeedSettings *self,
           RltFeedKind      kind,
           const char      *name)
{
  if (g_str_equal (name, "url"))
    return &self->base_uri;
  if (has_key_header (kind) && g_str_equal (name, KEY_HEADER))
    return &self->key_header;
  for (guint i = 0; has_parts (kind) && i < RLT_FEED_N_PARTS; i++)
    {
      if (g_str_equal (part_names[i], name))
        return &self->parts[i];
    }

  return NULL;
}

static gboolean
read_boolean (const char  *text,
              gboolean    *value,
              GError     **error)
{
  static const char * const yes[] = { "yes", "true", "on", "1", NULL };
  static const char * const no[] = { "no", "false", "off", "0", NULL };

  *value = g_strv_contains (yes, text);
  if (*value || g_strv_contains (no, text))
    return TRUE;

  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("enabled: “%s” is neither yes nor no"), text);
  return FALSE;
}

static gboolean
read_seconds (const char  *name,
              const char  *text,
              guint        least,
              guint        most,
              guint       *value,
              GError     **error)
{
  guint64 number = 0;

  if (*text != '\0' && !g_ascii_string_to_unsigned (text, 10, least, most, &number, NULL))
    {
      set_range_error (name, least, most, error);
      return FALSE;
    }

  *value = number;
  return TRUE;
}

/**
 * rlt_feed_settings_set:
 * @self: settings
 * @kind: of which feed
 * @assignment: "enabled=yes", "url=https://example.org", "interval=60", "timeout=15", of
 *   GTFS-Realtime also "alerts=/alerts.pb" or "alerts=off"; of any agency's "key-header=x-api-key"; with nothing behind the sign what is usual
 * @error: a %G_IO_ERROR_INVALID_ARGUMENT that names what is wrong
 *
 * Changes one of them. Whether they fit together is for rlt_feed_settings_check() to say.
 *
 * Returns: whether @assignment is understood
 */
gboolean
rlt_feed_settings_set (RltFeedSettings  *self,
                       RltFeedKind       kind,
                       const char       *assignment,
                       GError          **error)
{
  g_auto(GStrv) parts = NULL;
  g_autofree char *keys = NULL;
  char **place;

  g_return_val_if_fail (self != NULL && assignment != NULL, FALSE);

  parts = g_strsplit (assignment, "=", 2);
  if (g_strv_length (parts) < 2)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("“%s” is not of the form KEY=VALUE"), assignment);
      return FALSE;
    }
  if (g_str_equal (parts[0], "enabled"))
    return read_boolean (parts[1], &self->enabled, error);
  if (g_str_equal (parts[0], "interval"))
    return read_seconds (parts[0], parts[1], RLT_FEED_MIN_INTERVAL, RLT_FEED_MAX_INTERVAL, &self->interval, error);
  if (g_str_equal (parts[0], "timeout"))
    return read_seconds (parts[0], parts[1], RLT_FEED_MIN_TIMEOUT, RLT_FEED_MAX_TIMEOUT, &self->timeout, error);

  place = find_text (self, kind, parts[0]);
  if (place != NULL)
    {
      set_text (place, parts[1]);
      return TRUE;
    }

  keys = rlt_feed_settings_list_keys (kind);
  g_set_error (error, G_IO_ERROR, G_IO_ERROR_INVALID_ARGUMENT, _("%s has no “%s”, but %s"), rlt_feed_get_id (kind),
               parts[0], keys);
  return FALSE;
}

/**
 * rlt_feed_settings_to_text:
 * @self: settings
 *
 * Returns: (transfer full): them as assignments, a line each, for rlt_feed_settings_read_text()
 */
char *
rlt_feed_settings_to_text (const RltFeedSettings *self)
{
  g_autoptr(GString) text = g_string_new (NULL);

  g_return_val_if_fail (self != NULL, NULL);

  g_string_append_printf (text, "enabled=%s\n", self->enabled ? "yes" : "no");
  if (self->base_uri != NULL)
    g_string_append_printf (text, "url=%s\n", self->base_uri);
  if (self->interval != 0)
    g_string_append_printf (text, "interval=%u\n", self->interval);
  if (self->timeout != 0)
    g_string_append_printf (text, "timeout=%u\n", self->timeout);
  for (guint i = 0; i < RLT_FEED_N_PARTS; i++)
    {
      if (self->parts[i] != NULL)
        g_string_append_printf (text, "%s=%s\n", part_names[i], self->parts[i]);
    }
  if (self->key_header != NULL)
    g_string_append_printf (text, KEY_HEADER "=%s\n", self->key_header);

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/**
 * rlt_feed_settings_read_text:
 * @self: settings
 * @kind: of which feed
 * @text: assignments, a line each
 * @error: a %G_IO_ERROR_INVALID_ARGUMENT that names what is wrong
 *
 * Changes what @text names.
 *
 * Returns: whether all of it is understood
 */
gboolean
rlt_feed_settings_read_text (RltFeedSettings  *self,
                             RltFeedKind       kind,
                             const char       *text,
                             GError          **error)
{
  g_auto(GStrv) lines = NULL;

  g_return_val_if_fail (self != NULL && text != NULL, FALSE);

  lines = g_strsplit (text, "\n", -1);
  for (guint i = 0; lines[i] != NULL; i++)
    {
      if (*lines[i] != '\0' && !rlt_feed_settings_set (self, kind, lines[i], error))
        return FALSE;
    }

  return TRUE;
}

/**
 * rlt_feed_settings_apply:
 * @self: settings
 * @config: how the feed is usually asked; changed
 */
void
rlt_feed_settings_apply (const RltFeedSettings *self,
                         RltFeedConfig         *config)
{
  g_return_if_fail (self != NULL && config != NULL);

  config->enabled = self->enabled;
  if (self->base_uri != NULL)
    rlt_feed_config_set_base_uri (config, self->base_uri);
  if (self->interval != 0)
    config->interval = self->interval * RLT_SECOND;
  if (self->timeout != 0)
    config->timeout = self->timeout;
}
