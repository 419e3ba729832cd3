/* rlt-cmd-feeds.c: `rlt feeds`, how the feeds were doing when they were last asked; `rlt feeds set`, how
 * they are asked; `rlt feeds key`, with which key.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <stdio.h>
#include <termios.h>
#include <unistd.h>

#include "rlt-cli-engine.h"
#include "rlt-cli.h"
#include "rlt-line-table.h"
#include "rlt-secrets.h"

/* No key is longer, its line's end included. */
#define MAX_KEY 4096

static gboolean
has_recalled (RltEngine *engine,
              gpointer   unused)
{
  return rlt_engine_has_recalled (engine) || rlt_engine_get_store_error (engine) != NULL;
}

static void
print_json (GListModel *feeds,
            RltTime     now)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_member (writer, "feeds");
  rlt_feed_status_write_list (feeds, now, writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_answers (RltFeedStatus *feed,
               RltTime        now)
{
  g_autofree char *age = rlt_line_table_format_age (rlt_feed_status_get_data_time (feed), now);
  g_autofree char *size = g_format_size (rlt_feed_status_get_bytes_today (feed));
  guint n_requests = rlt_feed_status_get_requests_today (feed);

  g_print ("  ");
  if (RLT_TIME_IS_SET (rlt_feed_status_get_data_time (feed)))
    g_print (_("age of the data: %s; "), age);
  else if (n_requests == 0 && rlt_feed_status_get_errors_in_row (feed) == 0)
    g_print ("%s", _("not asked yet; "));
  else
    g_print ("%s", _("never answered; "));
  g_print (ngettext ("%u request today", "%u requests today", n_requests), n_requests);
  g_print (", %s", size);
  if (rlt_feed_status_get_latency (feed) > 0)
    g_print (_("; answers after %.1f s"), (double) rlt_feed_status_get_latency (feed) / RLT_SECOND);
  g_print ("\n");
}

static char *
format_hour (RltTime time)
{
  RltParisTime paris;

  rlt_time_to_paris (time, &paris);
  return g_strdup_printf ("%02d:%02d", paris.hour, paris.minute);
}

static void
print_quota (RltFeedStatus *feed)
{
  gint64 left = rlt_feed_status_get_quota_left (feed);
  RltTime end = rlt_feed_status_get_quota_end (feed);
  g_autofree char *hour = NULL;

  if (left < 0)
    return;

  /* Translators: a quota: “980 of 1000 requests left”. */
  g_print ("  ");
  g_print (_("%u of %u requests left today"), (guint) left, rlt_feed_status_get_quota_limit (feed));
  if (left > 0 && RLT_TIME_IS_SET (end))
    {
      hour = format_hour (end);
      g_print (_(", used up at %s if it goes on like this"), hour);
    }
  g_print ("\n");
}

/* While it is left alone: when that ends. */
static void
print_retry (RltFeedStatus *feed,
             RltTime        now)
{
  RltTime retry = rlt_feed_status_get_retry_time (feed);
  g_autofree char *hour = NULL;
  guint minutes;

  if (!RLT_TIME_IS_SET (retry) || retry <= now)
    return;

  hour = format_hour (retry);
  minutes = (guint) ((retry - now + RLT_MINUTE - 1) / RLT_MINUTE);
  g_print ("  ");
  g_print (ngettext ("next try in %u min, at %s", "next try in %u min, at %s", minutes), minutes, hour);
  g_print ("\n");
}

static void
print_trouble (RltFeedStatus *feed)
{
  const char *error = rlt_feed_status_get_last_error (feed);
  guint n_errors = rlt_feed_status_get_errors_in_row (feed);

  if (error != NULL)
    g_print ("  %s\n", error);
  if (n_errors > 0)
    {
      g_print ("  ");
      g_print (ngettext ("%u error in a row", "%u errors in a row", n_errors), n_errors);
      g_print ("\n");
    }
}

static void
print_text (GListModel *feeds,
            RltTime     now)
{
  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      g_print ("%-18s %-9s %s\n", rlt_feed_status_get_id (feed),
               rlt_feed_state_to_string (rlt_feed_status_get_state (feed)), rlt_feed_status_get_name (feed));
      if (rlt_feed_status_get_state (feed) != RLT_FEED_OFF || rlt_feed_status_get_requests_today (feed) > 0)
        print_answers (feed, now);
      print_quota (feed);
      print_trouble (feed);
      print_retry (feed, now);
    }
}

/* The answer to a change of a feed's settings. */
typedef struct
{
  gboolean  is_done;
  GError   *error;   /* (owned) (nullable) */
} Change;

static void
configured_cb (GObject      *source,
               GAsyncResult *result,
               gpointer      user_data)
{
  Change *change = user_data;

  rlt_engine_configure_feed_finish (RLT_ENGINE (source), result, &change->error);
  change->is_done = TRUE;
}

static RltFeedStatus *
find_feed (RltEngine   *engine,
           RltFeedKind  kind)
{
  GListModel *feeds = rlt_engine_get_feeds (engine);

  for (guint i = 0; i < g_list_model_get_n_items (feeds); i++)
    {
      g_autoptr(RltFeedStatus) feed = g_list_model_get_item (feeds, i);

      /* The list keeps it. */
      if (rlt_feed_status_get_kind (feed) == kind)
        return feed;
    }

  g_return_val_if_reached (NULL);
}

static int
say_wrong (const char *id,
           GError     *error)
{
  rlt_cli_error (id, "%s", error->message);
  return error->domain == G_IO_ERROR ? RLT_EXIT_USAGE : RLT_EXIT_FAILED;
}

/* @words: the feed's id and what to set of it. */
static int
set_feed (RltEngine  *engine,
          char      **words)
{
  g_auto(RltFeedSettings) settings = { 0 };
  g_autoptr(GError) error = NULL;
  Change change = { 0 };
  RltFeedKind kind;

  if (!rlt_feed_find (words[0], &kind))
    {
      rlt_cli_error ("feeds", _("there is no feed “%s”"), words[0]);
      return RLT_EXIT_NOT_FOUND;
    }

  rlt_feed_status_copy_settings (find_feed (engine, kind), &settings);
  for (guint i = 1; words[i] != NULL; i++)
    {
      if (!rlt_feed_settings_set (&settings, kind, words[i], &error))
        return say_wrong (words[0], error);
    }

  rlt_engine_configure_feed_async (engine, kind, &settings, NULL, configured_cb, &change);
  while (!change.is_done)
    g_main_context_iteration (NULL, TRUE);
  error = change.error;

  return error == NULL ? RLT_EXIT_OK : say_wrong (words[0], error);
}

static void
stored_cb (GObject      *source,
           GAsyncResult *result,
           gpointer      user_data)
{
  Change *change = user_data;

  rlt_secrets_store_finish (RLT_SECRETS (source), result, &change->error);
  change->is_done = TRUE;
}

/* Reads a line from the standard input; a terminal does not show it. (nullable) */
static char *
read_key (void)
{
  const gboolean is_terminal = isatty (STDIN_FILENO);
  struct termios shown = { 0 }, hidden;
  char *key = g_malloc0 (MAX_KEY);
  gboolean is_read;

  if (is_terminal && tcgetattr (STDIN_FILENO, &shown) == 0)
    {
      g_printerr ("%s ", _("Key:"));
      hidden = shown;
      hidden.c_lflag &= ~ECHO;
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &hidden);
    }
  is_read = fgets (key, MAX_KEY, stdin) != NULL;
  if (is_terminal)
    {
      tcsetattr (STDIN_FILENO, TCSAFLUSH, &shown);
      g_printerr ("\n");
    }
  if (!is_read)
    g_clear_pointer (&key, rlt_secret_free);

  return key != NULL ? g_strstrip (key) : NULL;
}

/* The key never is a word of the command: others can read those. */
static int
set_key (const char *profile,
         const char *id)
{
  g_autoptr(RltSecrets) secrets = NULL;
  g_autoptr(GError) error = NULL;
  Change change = { 0 };
  RltFeedKind kind;
  char *key;

  if (!rlt_feed_find (id, &kind) || rlt_feed_get_secret (kind) == NULL)
    {
      rlt_cli_error ("feeds", _("there is no feed “%s” that takes a key"), id);
      return RLT_EXIT_NOT_FOUND;
    }
  key = read_key ();
  if (key == NULL)
    {
      rlt_cli_error (id, "%s", _("no key on the standard input"));
      return RLT_EXIT_USAGE;
    }

  secrets = rlt_secrets_new (profile);
  rlt_secrets_store_async (secrets, rlt_feed_get_secret (kind), rlt_feed_get_secret (kind), key, NULL, stored_cb,
                           &change);
  while (!change.is_done)
    g_main_context_iteration (NULL, TRUE);
  rlt_secret_free (key);
  error = change.error;
  if (error == NULL)
    return RLT_EXIT_OK;

  rlt_cli_error (id, "%s", error->message);
  return RLT_EXIT_FAILED;
}

static char *
describe_keys (void)
{
  g_autoptr(GString) text = g_string_new (_("What “set” can change of each feed; KEY= with nothing behind it goes back to the usual:"));

  for (guint kind = 0; kind < RLT_N_FEEDS; kind++)
    {
      g_autofree char *keys = rlt_feed_settings_list_keys (kind);

      g_string_append_printf (text, "\n  %-18s %s", rlt_feed_get_id (kind), keys);
    }
  g_string_append_printf (text, "\n\n%s", _("“key” reads a feed’s key from the standard input and keeps it as a secret; it is used from the next start on."));

  return g_string_free (g_steal_pointer (&text), FALSE);
}

/* The feeds as they were left. */
static int
start_engine (RltCliEngine        *engine,
              RltCliEngineOptions *options)
{
  int code;

  options->offline = TRUE;
  code = rlt_cli_engine_init (engine, options);
  if (code == RLT_EXIT_OK)
    code = rlt_cli_engine_start (engine, options);
  if (code != RLT_EXIT_OK)
    return code;

  while (!has_recalled (engine->engine, NULL))
    g_main_context_iteration (NULL, TRUE);
  if (rlt_engine_get_store_error (engine->engine) == NULL)
    return RLT_EXIT_OK;

  rlt_cli_error ("feeds", "%s", rlt_engine_get_store_error (engine->engine));
  return RLT_EXIT_FAILED;
}

int
rlt_cmd_feeds (int    argc,
               char **argv)
{
  g_auto(RltCliEngineOptions) options = RLT_CLI_ENGINE_OPTIONS_INIT;
  g_auto(RltCliEngine) engine = { 0 };
  gboolean as_json = FALSE;
  const GOptionEntry entries[] = {
    { "profile", 0, 0, G_OPTION_ARG_STRING, &options.profile, N_("Use settings, data and keys of this name"),
      N_("NAME") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &as_json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autofree char *description = describe_keys ();
  int code;

  if (!rlt_cli_parse_described (entries, description, &argc, &argv, 0, G_MAXINT))
    return RLT_EXIT_USAGE;
  if (argc == 3 && g_str_equal (argv[1], "key"))
    {
      code = rlt_cli_engine_init (&engine, &options);
      return code == RLT_EXIT_OK ? set_key (options.profile != NULL ? options.profile : "default", argv[2]) : code;
    }
  if (argc > 1 && (!g_str_equal (argv[1], "set") || argc < 4))
    {
      rlt_cli_error ("feeds", "%s", _("usage: rlt feeds set ID KEY=VALUE…, or rlt feeds key ID"));
      return RLT_EXIT_USAGE;
    }

  code = start_engine (&engine, &options);
  if (code == RLT_EXIT_OK && argc > 1)
    code = set_feed (engine.engine, argv + 2);
  else if (code == RLT_EXIT_OK && as_json)
    print_json (rlt_engine_get_feeds (engine.engine), rlt_clock_now (engine.clock));
  else if (code == RLT_EXIT_OK)
    print_text (rlt_engine_get_feeds (engine.engine), rlt_clock_now (engine.clock));

  return code;
}
