/* test-settings.c: the settings of the profiles.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-settings.h"

static GSettings *
open_profile (const char *profile)
{
  g_autoptr(GError) error = NULL;
  GSettings *settings = rlt_settings_new (profile, &error);

  g_assert_no_error (error);
  return settings;
}

static void
test_defaults (void)
{
  g_autoptr(GSettings) settings = open_profile (NULL);
  g_autofree char *line = g_settings_get_string (settings, "selected-line");
  g_auto(GStrv) networks = g_settings_get_strv (settings, "networks-shown");

  g_assert_cmpstr (line, ==, "");
  g_assert_cmpuint (g_strv_length (networks), ==, 5);
  g_assert_cmpfloat_with_epsilon (g_settings_get_double (settings, "view-latitude"), 48.8566, 1e-9);
}

static void
test_profiles_are_apart (void)
{
  g_autoptr(GSettings) settings = open_profile (NULL);
  g_autoptr(GSettings) demo = open_profile ("demo");
  g_autoptr(GSettings) again = NULL;
  g_autofree char *line = NULL;
  g_autofree char *demo_line = NULL;

  g_assert_true (g_settings_set_string (demo, "selected-line", "metro:3B"));

  again = open_profile ("demo");
  line = g_settings_get_string (settings, "selected-line");
  demo_line = g_settings_get_string (again, "selected-line");
  g_assert_cmpstr (line, ==, "");
  g_assert_cmpstr (demo_line, ==, "metro:3B");
}

static void
test_out_of_range (void)
{
  g_autoptr(GSettings) settings = open_profile ("ranges");
  g_autoptr(GSettingsSchema) schema = NULL;
  g_autoptr(GSettingsSchemaKey) latitude = NULL;
  g_autoptr(GSettingsSchemaKey) times = NULL;

  g_object_get (settings, "settings-schema", &schema, NULL);
  latitude = g_settings_schema_get_key (schema, "view-latitude");
  times = g_settings_schema_get_key (schema, "time-display");

  g_assert_false (g_settings_schema_key_range_check (latitude, g_variant_new_double (90.0)));
  g_assert_true (g_settings_schema_key_range_check (times, g_variant_new_string ("clock")));
  g_assert_false (g_settings_schema_key_range_check (times, g_variant_new_string ("hours")));
}

static void
test_profile_names (void)
{
  const char * const bad[] = { "", "../elsewhere", "a b", "é", ".", "a-name-that-is-longer-than-forty-characters" };

  g_assert_true (rlt_profile_is_name ("default"));
  g_assert_true (rlt_profile_is_name ("night-shift-2"));
  g_assert_false (rlt_profile_is_name (NULL));
  for (guint i = 0; i < G_N_ELEMENTS (bad); i++)
    g_assert_false (rlt_profile_is_name (bad[i]));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/settings/defaults", test_defaults);
  g_test_add_func ("/settings/profiles-are-apart", test_profiles_are_apart);
  g_test_add_func ("/settings/out-of-range", test_out_of_range);
  g_test_add_func ("/settings/profile-names", test_profile_names);

  return g_test_run ();
}
