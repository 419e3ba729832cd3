/* rlt-settings.c: where the settings of a profile live, and where translations are found.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-base"

#include "config.h"

#include "rlt-settings.h"

#include <glib/gi18n.h>
#include <locale.h>
#include <string.h>

#define LONGEST_PROFILE 40

/* "io.github.Name" is kept under "/io/github/Name/". */
static char *
settings_path (const char *profile)
{
  g_auto(GStrv) parts = g_strsplit (RLT_APP_ID, ".", -1);
  g_autofree char *joined = g_strjoinv ("/", parts);

  if (profile == NULL || g_str_equal (profile, "default"))
    return g_strdup_printf ("/%s/", joined);

  return g_strdup_printf ("/%s/profiles/%s/", joined, profile);
}

/**
 * rlt_locale_init:
 *
 * Takes the user's locale and finds the program's translations: in the folder the environment
 * variable RLT_LOCALEDIR names (a build that is not installed), else in the installed one. Call it
 * first thing in main(), before there are threads.
 */
void
rlt_locale_init (void)
{
  const char *folder = g_getenv ("RLT_LOCALEDIR");

  setlocale (LC_ALL, "");
  bindtextdomain (GETTEXT_PACKAGE, folder != NULL ? folder : RLT_LOCALEDIR);
  bind_textdomain_codeset (GETTEXT_PACKAGE, "UTF-8");
  textdomain (GETTEXT_PACKAGE);
}

/**
 * rlt_profile_is_name:
 * @text: (nullable): what somebody would call a profile
 *
 * A profile's name becomes that of a folder.
 *
 * Returns: whether @text is made of letters of ASCII, digits and dashes, and not too long
 */
gboolean
rlt_profile_is_name (const char *text)
{
  gsize length = text != NULL ? strlen (text) : 0;

  if (length == 0 || length > LONGEST_PROFILE)
    return FALSE;
  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isalnum (text[i]) && text[i] != '-')
        return FALSE;
    }

  return TRUE;
}

/**
 * rlt_settings_new:
 * @profile: (nullable): a named environment ("demo", …), %NULL or "default" for the ordinary one;
 *   letters, digits and dashes
 * @error: (nullable): where to put why not
 *
 * Opens the settings of a profile: each has its own values of the same keys. The keys are described
 * in data/APP-ID.gschema.xml.in. For the thread that calls, which must be the main one if the settings
 * are bound to widgets.
 *
 * Returns: (transfer full) (nullable): the settings, or %NULL with %G_IO_ERROR_NOT_FOUND when the
 *   schema is not installed
 */
GSettings *
rlt_settings_new (const char  *profile,
                  GError     **error)
{
  GSettingsSchemaSource *source = g_settings_schema_source_get_default ();
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autofree char *path = NULL;

  g_return_val_if_fail (profile == NULL || *profile != '\0', NULL);
  g_return_val_if_fail (error == NULL || *error == NULL, NULL);

  if (source != NULL)
    schema = g_settings_schema_source_lookup (source, RLT_APP_ID, TRUE);
  if (schema == NULL)
    {
      g_set_error (error, G_IO_ERROR, G_IO_ERROR_NOT_FOUND,
                   _("the settings schema “%s” is not installed"), RLT_APP_ID);
      return NULL;
    }

  path = settings_path (profile);
  return g_settings_new_full (schema, NULL, path);
}
