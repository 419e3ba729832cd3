/* rlt-launch.c: what the program was asked for on its command line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-launch.h"

#include <glib/gi18n.h>

#include "rlt-settings.h"

#define FASTEST 3600.0
#define USUAL_SPEED 1.0
#define USUAL_SEED 1

/* Returns: (transfer none) (nullable): what was asked for that only a simulation can do */
static const char *
find_wish_for_demo (const RltLaunch *self,
                    const char      *start)
{
  if (start != NULL)
    return "--start";
  if (self->speed != USUAL_SPEED)
    return "--speed";

  return self->seed != USUAL_SEED ? "--seed" : NULL;
}

static gboolean
check (RltLaunch   *self,
       gboolean     live,
       const char  *start,
       GError     **error)
{
  const char *wish = find_wish_for_demo (self, start);

  if (self->demo && live)
    g_set_error_literal (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED,
                         _("either --demo or --live, not both"));
  else if (self->profile != NULL && !rlt_profile_is_name (self->profile))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _("--profile: “%s” is not a name of letters, digits and dashes"), self->profile);
  else if (!(self->speed > 0 && self->speed <= FASTEST))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE, _("--speed: not above 0 and up to %g"),
                 FASTEST);
  else if (start != NULL && !rlt_time_parse (start, strlen (start), &self->start))
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_BAD_VALUE,
                 _("--start: “%s” is not a time such as 2026-11-23T08:15:00+01:00"), start);
  else if (!self->demo && wish != NULL)
    g_set_error (error, G_OPTION_ERROR, G_OPTION_ERROR_FAILED, _("%s: only the simulation can do that: add --demo"),
                 wish);
  else
    return TRUE;

  return FALSE;
}

/**
 * rlt_launch_parse:
 * @self: (out): what was asked for; rlt_launch_clear() it in any case
 * @argc: (inout): how many words @argv holds
 * @argv: (inout): the command line; what was understood is taken out
 * @error: what cannot be understood, and why
 *
 * Prints the help and ends the program when that is asked for.
 *
 * Returns: whether all was understood
 */
gboolean
rlt_launch_parse (RltLaunch   *self,
                  int         *argc,
                  char      ***argv,
                  GError     **error)
{
  gboolean live = FALSE;
  g_autofree char *start = NULL;
  gint64 seed = USUAL_SEED;
  const GOptionEntry entries[] = {
    { "demo", 0, 0, G_OPTION_ARG_NONE, &self->demo, N_("Show simulated trains"), NULL },
    { "live", 0, 0, G_OPTION_ARG_NONE, &live, N_("Show live trains (the default)"), NULL },
    { "profile", 0, 0, G_OPTION_ARG_STRING, &self->profile, N_("Use settings, data and keys of this name"),
      N_("NAME") },
    { "seed", 0, 0, G_OPTION_ARG_INT64, &seed, N_("What the simulation’s chance begins with"), "N" },
    { "start", 0, 0, G_OPTION_ARG_STRING, &start, N_("The simulation’s time at the start"), "RFC3339" },
    { "speed", 0, 0, G_OPTION_ARG_DOUBLE, &self->speed, N_("How many times faster the simulation runs"), "X" },
    { "set-up", 0, G_OPTION_FLAG_HIDDEN, G_OPTION_ARG_NONE, &self->set_up, NULL, NULL },
    { "version", 0, 0, G_OPTION_ARG_NONE, &self->version, N_("Print the version"), NULL },
    G_OPTION_ENTRY_NULL
  };
  g_autoptr(GOptionContext) context = g_option_context_new (NULL);

  g_return_val_if_fail (self != NULL, FALSE);

  *self = (RltLaunch) { .start = RLT_TIME_NONE, .speed = USUAL_SPEED };
  g_option_context_add_main_entries (context, entries, GETTEXT_PACKAGE);
  if (!g_option_context_parse (context, argc, argv, error))
    return FALSE;
  self->seed = (guint64) seed;
  if (!check (self, live, start, error))
    return FALSE;

  if (self->profile == NULL)
    self->profile = g_strdup (self->demo ? "demo" : "default");

  return TRUE;
}

/**
 * rlt_launch_clear:
 * @self: what was asked for
 *
 * Frees what it owns.
 */
void
rlt_launch_clear (RltLaunch *self)
{
  g_return_if_fail (self != NULL);

  g_clear_pointer (&self->profile, g_free);
}
