/* test-icons.c: the application's icons are found by name and can be drawn.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-display.h"

static void
check_icon (const char *name)
{
  static const int sizes[] = { 16, 32, 128, 512 };
  GtkIconTheme *theme = gtk_icon_theme_get_for_display (gdk_display_get_default ());
  g_autofree char *folder = g_build_filename (g_getenv ("G_TEST_SRCDIR"), "..", "data", "icons", NULL);

  gtk_icon_theme_add_search_path (theme, folder);
  g_assert_true (gtk_icon_theme_has_icon (theme, name));

  for (guint i = 0; i < G_N_ELEMENTS (sizes); i++)
    {
      g_autoptr(GtkIconPaintable) icon =
        gtk_icon_theme_lookup_icon (theme, name, NULL, sizes[i], 1, GTK_TEXT_DIR_LTR, 0);
      g_autoptr(GFile) file = gtk_icon_paintable_get_file (icon);
      g_autofree char *base = g_file_get_basename (file);

      g_assert_true (g_str_has_prefix (base, name));
      g_assert_cmpint (gdk_paintable_get_intrinsic_width (GDK_PAINTABLE (icon)), ==, sizes[i]);
    }
}

static void
test_icons (void)
{
  check_icon (RLT_APP_BASE_ID);
  check_icon (RLT_APP_BASE_ID ".Devel");
}

static void
test_symbolic_icons (void)
{
  check_icon (RLT_APP_BASE_ID "-symbolic");
  check_icon (RLT_APP_BASE_ID ".Devel-symbolic");
}

static void
test_picture (void)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *image = gtk_image_new_from_icon_name (RLT_APP_BASE_ID);
  g_autoptr(GdkTexture) picture = NULL;
  g_autofree guint32 *pixels = NULL;

  gtk_image_set_pixel_size (GTK_IMAGE (image), 64);
  gtk_window_set_child (GTK_WINDOW (window), image);
  gtk_window_present (GTK_WINDOW (window));
  rlt_test_wait_until (gtk_widget_get_width (image) > 0);

  picture = rlt_test_render (image, "icon");
  pixels = g_new0 (guint32, gdk_texture_get_width (picture) * gdk_texture_get_height (picture));
  gdk_texture_download (picture, (guchar *) pixels, gdk_texture_get_width (picture) * sizeof *pixels);

  /* The train in the middle is opaque. */
  g_assert_cmphex (pixels[gdk_texture_get_height (picture) / 2 * gdk_texture_get_width (picture) +
                          gdk_texture_get_width (picture) / 2] >> 24, ==, 0xff);

  gtk_window_destroy (GTK_WINDOW (window));
}

int
main (int    argc,
      char **argv)
{
  rlt_test_display_init (&argc, &argv);

  g_test_add_func ("/icons/scalable", test_icons);
  g_test_add_func ("/icons/symbolic", test_symbolic_icons);
  g_test_add_func ("/icons/picture", test_picture);

  return g_test_run ();
}
