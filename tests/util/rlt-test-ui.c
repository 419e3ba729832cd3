/* rlt-test-ui.c: pages of the window in a test: what they need, and finding what they show.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-test-ui.h"

#include "rlt-settings.h"
#include "rlt-ui-resources.h"

/* What the widgets of a test stand in. */
#define WIDTH 360
#define HEIGHT 720

/**
 * rlt_test_ui_context_new:
 * @engine: an engine
 *
 * Returns: (transfer full): what pages need, with settings in memory
 */
RltUiContext *
rlt_test_ui_context_new (RltEngine *engine)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GSettings) settings = rlt_settings_new ("test", &error);
  g_autoptr(GtkCssProvider) style = gtk_css_provider_new ();

  g_assert_no_error (error);
  g_resources_register (rlt_ui_get_resource ());
  gtk_css_provider_load_from_resource (style, RLT_RESOURCE_PATH "/style.css");
  gtk_style_context_add_provider_for_display (gdk_display_get_default (), GTK_STYLE_PROVIDER (style),
                                              GTK_STYLE_PROVIDER_PRIORITY_APPLICATION);

  return rlt_ui_context_new (engine, settings);
}

/**
 * rlt_test_ui_show:
 * @page: (transfer floating): a widget
 *
 * Returns: (transfer none): a window with @page in it, once that is mapped
 */
GtkWidget *
rlt_test_ui_show (GtkWidget *page)
{
  GtkWidget *window = gtk_window_new ();

  gtk_window_set_default_size (GTK_WINDOW (window), WIDTH, HEIGHT);
  gtk_window_set_child (GTK_WINDOW (window), page);
  gtk_window_present (GTK_WINDOW (window));
  while (!gtk_widget_get_mapped (page) || gtk_widget_get_width (page) == 0)
    g_main_context_iteration (NULL, TRUE);

  return window;
}

/**
 * rlt_test_ui_find_type:
 * @root: where to look
 * @type: a type of widget
 *
 * Returns: (transfer none) (nullable): the first such widget
 */
GtkWidget *
rlt_test_ui_find_type (GtkWidget *root,
                       GType      type)
{
  if (G_TYPE_CHECK_INSTANCE_TYPE (root, type))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = rlt_test_ui_find_type (child, type);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * rlt_test_ui_find_text:
 * @root: where to look
 * @text: what a label says, or its beginning
 *
 * Returns: (transfer none) (nullable): the first label that is shown and begins with @text
 */
GtkWidget *
rlt_test_ui_find_text (GtkWidget  *root,
                       const char *text)
{
  if (!gtk_widget_get_visible (root))
    return NULL;
  if (GTK_IS_LABEL (root) && g_str_has_prefix (gtk_label_get_text (GTK_LABEL (root)), text))
    return root;

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    {
      GtkWidget *found = rlt_test_ui_find_text (child, text);

      if (found != NULL)
        return found;
    }

  return NULL;
}

/**
 * rlt_test_ui_count_rows:
 * @root: where to look
 * @type: a type of widget
 *
 * Returns: how many such widgets there are
 */
guint
rlt_test_ui_count_rows (GtkWidget *root,
                        GType      type)
{
  guint n = G_TYPE_CHECK_INSTANCE_TYPE (root, type);

  for (GtkWidget *child = gtk_widget_get_first_child (root);
       child != NULL;
       child = gtk_widget_get_next_sibling (child))
    n += rlt_test_ui_count_rows (child, type);

  return n;
}
