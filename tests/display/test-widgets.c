/* test-widgets.c: badges, lists that change in place, notices.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-line-badge.h"
#include "rlt-list-filler.h"
#include "rlt-test-display.h"
#include "rlt-test-line.h"
#include "rlt-test-ui.h"

#define COLOR 0xcf009e
#define RED 0xcf
#define GREEN 0x00
#define BLUE 0x9e

static const char * const patterns[] = { "0:A B C", NULL };

/* How many pixels of the picture have the line's colour. */
static guint
count_colored (GdkTexture *texture)
{
  int width = gdk_texture_get_width (texture);
  int height = gdk_texture_get_height (texture);
  g_autofree guint8 *pixels = g_malloc ((gsize) width * height * 4);
  guint n = 0;

  gdk_texture_download (texture, pixels, (gsize) width * 4);
  for (int i = 0; i < width * height; i++)
    {
      const guint8 *pixel = pixels + 4 * i;   /* blue, green, red, alpha on this byte order */

      n += ABS (pixel[2] - RED) < 8 && ABS (pixel[1] - GREEN) < 8 && ABS (pixel[0] - BLUE) < 8;
    }

  return n;
}

static guint
draw_badge (RltNetwork  network,
            const char *name)
{
  g_autoptr(RltTestLine) test_line = rlt_test_line_new (network, patterns);
  RltLine line = *rlt_test_line_get_line (test_line);
  g_autoptr(GdkTexture) texture = NULL;
  GtkWidget *badge;
  GtkWidget *window;
  guint n;

  line.code = "4";
  line.name = name;
  line.color = COLOR;
  line.text_color = 0xffffff;
  badge = rlt_line_badge_new (&line);
  rlt_line_badge_set_size (RLT_LINE_BADGE (badge), 40);
  gtk_widget_set_halign (badge, GTK_ALIGN_START);
  gtk_widget_set_valign (badge, GTK_ALIGN_START);
  gtk_test_accessible_assert_role (badge, GTK_ACCESSIBLE_ROLE_IMG);
  gtk_test_accessible_assert_property (badge, GTK_ACCESSIBLE_PROPERTY_LABEL, name);

  window = rlt_test_ui_show (badge);
  texture = rlt_test_render (badge, name);
  n = count_colored (texture);
  gtk_window_destroy (GTK_WINDOW (window));

  return n;
}

/* The shape tells the networks apart: a square has more of the colour than a disc, bars have least. */
static void
test_badges (void)
{
  guint disc = draw_badge (RLT_NETWORK_METRO, "badge-metro");
  guint squircle = draw_badge (RLT_NETWORK_RER, "badge-rer");
  guint square = draw_badge (RLT_NETWORK_TRANSILIEN, "badge-transilien");
  guint bars = draw_badge (RLT_NETWORK_TRAM, "badge-tram");
  guint cabin = draw_badge (RLT_NETWORK_CABLE, "badge-cable");

  g_assert_cmpuint (disc, >, 800);
  g_assert_cmpuint (squircle, >, disc);
  g_assert_cmpuint (square, >, squircle);
  g_assert_cmpuint (bars, <, disc);
  g_assert_cmpuint (bars, >, 200);
  g_assert_cmpuint (cabin, <, square);
}

static gboolean
is_same_text (gpointer a,
              gpointer b)
{
  return strcmp (gtk_string_object_get_string (a), gtk_string_object_get_string (b)) == 0;
}

static guint n_updates;

static void
count_update (gpointer item,
              gpointer newer)
{
  n_updates++;
}

static void
fill (RltListFiller *filler,
      const char    *words)
{
  g_auto(GStrv) parts = g_strsplit (words, " ", -1);
  GPtrArray *items = g_ptr_array_new_with_free_func (g_object_unref);

  for (guint i = 0; parts[i] != NULL; i++)
    {
      if (*parts[i] != '\0')
        g_ptr_array_add (items, gtk_string_object_new (parts[i]));
    }
  rlt_list_filler_fill (filler, items);
  while (g_main_context_iteration (NULL, FALSE))
    ;
}

static char *
list_to_text (GListStore *store)
{
  g_autoptr(GString) text = g_string_new (NULL);

  for (guint i = 0; i < g_list_model_get_n_items (G_LIST_MODEL (store)); i++)
    {
      g_autoptr(GtkStringObject) item = g_list_model_get_item (G_LIST_MODEL (store), i);

      g_string_append_printf (text, "%s%s", i > 0 ? " " : "", gtk_string_object_get_string (item));
    }

  return g_string_free (g_steal_pointer (&text), FALSE);
}

static void
assert_list (GListStore *store,
             const char *expected)
{
  g_autofree char *text = list_to_text (store);

  g_assert_cmpstr (text, ==, expected);
}

static void
test_list_filler (void)
{
  g_autoptr(GListStore) store = g_list_store_new (GTK_TYPE_STRING_OBJECT);
  g_autoptr(RltListFiller) filler = rlt_list_filler_new (store, is_same_text, count_update);
  g_autoptr(GtkStringObject) first = NULL;
  g_autoptr(GtkStringObject) still_first = NULL;

  fill (filler, "b d e");
  assert_list (store, "b d e");
  first = g_list_model_get_item (G_LIST_MODEL (store), 0);

  /* What stays is the very same object, taken up to date. */
  n_updates = 0;
  fill (filler, "a b c d");
  assert_list (store, "a b c d");
  still_first = g_list_model_get_item (G_LIST_MODEL (store), 1);
  g_assert_true (first == still_first);
  g_assert_cmpuint (n_updates, ==, 2);

  fill (filler, "d a");
  assert_list (store, "d a");
  fill (filler, "");
  assert_list (store, "");
}

int
main (int   argc,
      char *argv[])
{
  rlt_test_display_init (&argc, &argv);

  g_test_add_func ("/widgets/badges", test_badges);
  g_test_add_func ("/widgets/list-filler", test_list_filler);

  return g_test_run ();
}
