/* rlt-test-display.c: what tests of widgets share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-display.h"

#include <adwaita.h>
#include <ftw.h>

static char *home;

static int
remove_cb (const char        *path,
           const struct stat *status,
           int                kind,
           struct FTW        *place)
{
  return remove (path);
}

static void
remove_home (void)
{
  nftw (home, remove_cb, 16, FTW_DEPTH | FTW_PHYS);
}

/* As %G_TEST_OPTION_ISOLATE_DIRS, which also takes away the system's data: icons and what tells an SVG. */
static void
use_private_home (void)
{
  static const char * const variables[] = { "XDG_CACHE_HOME", "XDG_CONFIG_HOME", "XDG_DATA_HOME", "XDG_STATE_HOME" };
  g_autoptr(GError) error = NULL;

  home = g_dir_make_tmp ("rlt-test-XXXXXX", &error);
  g_assert_no_error (error);
  for (guint i = 0; i < G_N_ELEMENTS (variables); i++)
    g_setenv (variables[i], home, TRUE);
  atexit (remove_home);
}

/**
 * rlt_test_display_init:
 * @argc: (inout): as of main()
 * @argv: (inout): as of main()
 *
 * As g_test_init(), with GTK and libadwaita ready. Where there is no display the program ends here and
 * counts as skipped.
 */
void
rlt_test_display_init (int    *argc,
                       char ***argv)
{
  use_private_home ();
  /* No assistive technology reads along, and what it would be told can be asserted. */
  g_setenv ("GTK_A11Y", "test", TRUE);
  if (!gtk_init_check ())
    {
      g_print ("1..0 # SKIP no display\n");
      exit (EXIT_SUCCESS);
    }

  g_test_init (argc, argv, NULL);
  adw_init ();
  g_object_set (gtk_settings_get_default (),
                "gtk-enable-animations", FALSE,
                "gtk-cursor-blink", FALSE,
                NULL);
}

static GskRenderNode *
draw (GtkWidget *widget,
      int        width,
      int        height)
{
  g_autoptr(GdkPaintable) paintable = gtk_widget_paintable_new (widget);
  g_autoptr(GtkSnapshot) snapshot = gtk_snapshot_new ();

  gdk_paintable_snapshot (paintable, snapshot, width, height);
  return gtk_snapshot_to_node (snapshot);
}

/**
 * rlt_test_render:
 * @widget: a widget in a window that is mapped
 * @name: what the picture shows
 *
 * Draws a widget as it is now. Where the environment variable RLT_TEST_PICTURES names a folder, the
 * picture is kept there as NAME.png, to be looked at.
 *
 * Returns: (transfer full): the picture, one pixel for one unit
 */
GdkTexture *
rlt_test_render (GtkWidget  *widget,
                 const char *name)
{
  const char *folder = g_getenv ("RLT_TEST_PICTURES");
  GskRenderer *renderer = gtk_native_get_renderer (gtk_widget_get_native (widget));
  g_autoptr(GskRenderNode) node = NULL;
  g_autoptr(GdkTexture) texture = NULL;
  int width = gtk_widget_get_width (widget);
  int height = gtk_widget_get_height (widget);

  g_assert_cmpint (width, >, 0);
  g_assert_cmpint (height, >, 0);

  /* There is no picture while a layout is still to be made. */
  while ((node = draw (widget, width, height)) == NULL)
    g_main_context_iteration (NULL, TRUE);
  texture = gsk_renderer_render_texture (renderer, node, &GRAPHENE_RECT_INIT (0, 0, width, height));

  if (folder != NULL)
    {
      g_autofree char *file = g_strdup_printf ("%s/%s.png", folder, name);

      g_assert_true (gdk_texture_save_to_png (texture, file));
    }

  return g_steal_pointer (&texture);
}
