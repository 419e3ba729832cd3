/* test-map.c: the map shows trains where they are, moves them gently, and finds what is clicked.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>

#include "rlt-geometry.h"
#include "rlt-map-camera.h"
#include "rlt-map-view-private.h"
#include "rlt-running.h"
#include "rlt-test-display.h"
#include "rlt-test-trains.h"
#include "rlt-train.h"
#include "rlt-ui-resources.h"

#define START (1800000000 * RLT_SECOND)
#define TICK (RLT_SECOND / 10)

typedef struct
{
  RltCatalogue  *catalogue;
  RltClock      *clock;
  GtkWidget     *window;
  RltMapView    *view;
  RltTrainLayer *trains;
  const RltLine *line;
  RltSnapshot   *snapshot;   /* (owned) (nullable): the latest news */
} Fixture;

static void
setup (Fixture       *f,
       gconstpointer  data)
{
  g_autoptr(GError) error = NULL;

  f->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  f->clock = rlt_clock_new_manual (START);
  f->line = rlt_catalogue_find_line (f->catalogue, "metro:1");
  f->view = RLT_MAP_VIEW (rlt_map_view_new_for_catalogue (f->catalogue, f->clock));
  f->trains = rlt_map_view_get_train_layer (f->view);
  rlt_map_view_go_to (f->view, 48.8566, 2.3470, 12);

  f->window = gtk_window_new ();
  gtk_window_set_default_size (GTK_WINDOW (f->window), 800, 600);
  gtk_window_set_child (GTK_WINDOW (f->window), GTK_WIDGET (f->view));
  gtk_window_present (GTK_WINDOW (f->window));
  rlt_test_wait_until (rlt_network_layer_is_complete (rlt_map_view_get_network_layer (f->view)));
}

static void
teardown (Fixture       *f,
          gconstpointer  data)
{
  gtk_window_destroy (GTK_WINDOW (f->window));
  g_clear_pointer (&f->snapshot, rlt_snapshot_unref);
  g_object_unref (f->clock);
  rlt_catalogue_unref (f->catalogue);
}

/* One train of @line at @distance, observed now. */
static void
set_train (Fixture *f,
           double   distance)
{
  RltSnapshot *snapshot = rlt_snapshot_new (f->line);
  RltTrain *train = rlt_arena_new_struct (snapshot->arena, RltTrain);

  g_clear_pointer (&f->snapshot, rlt_snapshot_unref);
  f->snapshot = snapshot;
  snapshot->trains = rlt_test_train_init (train, snapshot, &f->line->patterns[0], distance, "one",
                                          rlt_clock_now (f->clock));
  snapshot->n_trains = 1;
  rlt_map_view_set_snapshot (f->view, f->line, snapshot);
}

static double
get_distance (Fixture *f)
{
  double distance;

  g_assert_true (rlt_train_layer_get_place (f->trains, f->line, "one", &distance, NULL));
  return distance;
}

static void
advance (Fixture *f,
         RltTime  by)
{
  rlt_clock_set (f->clock, rlt_clock_now (f->clock) + by);
  rlt_train_layer_update (f->trains);
}

/* Where on the map a place on the ground is. */
static void
get_pixel (Fixture *f,
           double   latitude,
           double   longitude,
           double  *x,
           double  *y)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->trains));
  RltMapCamera camera;
  RltMapPoint point;

  g_assert_true (rlt_map_camera_from_viewport (&camera, viewport, GTK_WIDGET (f->trains)));
  rlt_map_project (latitude, longitude, &point);
  rlt_map_camera_to_widget (&camera, &point, x, y);
}

static guint32
pixel_at (GdkTexture *texture,
          double      x,
          double      y)
{
  int width = gdk_texture_get_width (texture);
  g_autofree guint32 *pixels = g_new (guint32, (gsize) width * gdk_texture_get_height (texture));

  gdk_texture_download (texture, (guchar *) pixels, (gsize) width * 4);
  return pixels[(int) round (y) * width + (int) round (x)] & 0xffffff;
}

/* The camera agrees with libshumate's own reckoning. */
static void
test_camera (Fixture       *f,
             gconstpointer  data)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->trains));

  for (double zoom = 8; zoom <= 18; zoom += 2.5)
    {
      double x, y, theirs_x, theirs_y;

      rlt_map_view_go_to (f->view, 48.8566, 2.3470, zoom);
      get_pixel (f, 48.87, 2.33, &x, &y);
      shumate_viewport_location_to_widget_coords (viewport, GTK_WIDGET (f->trains), 48.87, 2.33,
                                                  &theirs_x, &theirs_y);
      g_assert_cmpfloat (fabs (x - theirs_x), <=, 1);
      g_assert_cmpfloat (fabs (y - theirs_y), <=, 1);
    }
}

static void
test_drawn (Fixture       *f,
            gconstpointer  data)
{
  g_autoptr(GdkTexture) before = NULL;
  g_autoptr(GdkTexture) with = NULL;
  RltPosition position;
  double x, y;

  f->line = rlt_catalogue_find_line (f->catalogue, "metro:14");
  rlt_map_view_set_networks (f->view, 1u << RLT_NETWORK_METRO);
  rlt_map_view_go_to (f->view, 48.8566, 2.3470, 15);
  rlt_test_wait_until (rlt_network_layer_is_complete (rlt_map_view_get_network_layer (f->view)));
  before = rlt_test_render (GTK_WIDGET (f->view), "map-empty");

  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 0);
  g_assert_false (rlt_train_layer_is_animating (f->trains));
  set_train (f, rlt_pattern_project (&f->line->patterns[0], 48.8566, 2.3470, NULL));
  rlt_pattern_locate (&f->line->patterns[0], get_distance (f), &position);
  get_pixel (f, position.latitude, position.longitude, &x, &y);
  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 1);
  g_assert_true (rlt_train_layer_is_animating (f->trains));

  /* Above the code and below the edge the body has the line's colour; the edge is light. */
  with = rlt_test_render (GTK_WIDGET (f->view), "map-train");
  g_assert_cmphex (pixel_at (with, x, y - 7), ==, f->line->color);
  g_assert_cmphex (pixel_at (with, x, y - 10.5), !=, pixel_at (before, x, y - 10.5));
}

static void
test_glides (Fixture       *f,
             gconstpointer  data)
{
  double limit = 2 * rlt_running_speed (f->line->network) * TICK / RLT_SECOND;
  double shown;

  set_train (f, 5000);
  shown = get_distance (f);
  g_assert_cmpfloat_with_epsilon (shown, rlt_train_distance (f->snapshot->trains, START), 0.01);

  /* News that it is 150 m farther back, then 300 m farther on. */
  for (int news = 0; news < 2; news++)
    {
      set_train (f, shown + (news == 0 ? -150 : 300));
      g_assert_cmpfloat_with_epsilon (get_distance (f), shown, 0.01);
      for (int i = 0; i < 400; i++)
        {
          advance (f, TICK);
          g_assert_cmpfloat (get_distance (f), >=, shown);
          g_assert_cmpfloat (get_distance (f), <=, shown + limit + 0.01);
          shown = get_distance (f);
        }
      /* By then nothing is left of the difference. */
      g_assert_cmpfloat_with_epsilon (shown, rlt_train_distance (f->snapshot->trains, rlt_clock_now (f->clock)), 0.01);
    }
}

/* What is too far off to be caught up with is not dragged across the map. */
static void
test_fades_over (Fixture       *f,
                 gconstpointer  data)
{
  gboolean gone = FALSE;

  set_train (f, 2000);
  set_train (f, 9000);
  for (int i = 0; i < 30; i++)
    {
      double distance;

      advance (f, TICK);
      if (rlt_train_layer_get_place (f->trains, f->line, "one", &distance, NULL))
        g_assert_true (distance < 2100 ? !gone : distance > 8800);
      else
        gone = TRUE;
    }
  g_assert_true (gone);
  g_assert_cmpfloat (get_distance (f), >, 8800);
}

static void
test_stale (Fixture       *f,
            gconstpointer  data)
{
  set_train (f, 5000);
  advance (f, RLT_FRESHNESS_STALE_AFTER - RLT_SECOND);
  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 1);
  advance (f, 2 * RLT_SECOND);
  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 0);

  set_train (f, 5000);
  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 1);
  rlt_map_view_set_snapshot (f->view, f->line, NULL);
  g_assert_cmpuint (rlt_train_layer_get_n_shown (f->trains), ==, 0);
}

static void
test_still_frames (Fixture       *f,
                   gconstpointer  data)
{
  set_train (f, 5000);
  g_assert_true (rlt_train_layer_is_animating (f->trains));
  rlt_train_layer_update (f->trains);
  g_assert_false (rlt_train_layer_update (f->trains));   /* nothing has moved: no frame */

  gtk_widget_set_visible (GTK_WIDGET (f->view), FALSE);
  g_assert_false (rlt_train_layer_is_animating (f->trains));
  gtk_widget_set_visible (GTK_WIDGET (f->view), TRUE);
  rlt_test_wait_until (rlt_train_layer_is_animating (f->trains));

  rlt_map_view_set_snapshot (f->view, f->line, NULL);
  g_assert_false (rlt_train_layer_is_animating (f->trains));
}

typedef struct
{
  const RltLine    *line;
  const RltStation *station;
  char             *train;   /* (owned) */
} Clicked;

static void
line_cb (Clicked       *clicked,
         const RltLine *line)
{
  clicked->line = line;
}

static void
station_cb (Clicked          *clicked,
            const RltStation *station)
{
  clicked->station = station;
}

static void
train_cb (Clicked       *clicked,
          const RltLine *line,
          const char    *id)
{
  clicked->line = line;
  clicked->train = g_strdup (id);
}

static void
test_clicks (Fixture       *f,
             gconstpointer  data)
{
  const RltStation *station = f->line->stops[3].station;
  Clicked clicked = { 0 };
  RltPosition position;
  double x, y;

  g_signal_connect_swapped (f->view, "line-activated", G_CALLBACK (line_cb), &clicked);
  g_signal_connect_swapped (f->view, "station-activated", G_CALLBACK (station_cb), &clicked);
  g_signal_connect_swapped (f->view, "train-activated", G_CALLBACK (train_cb), &clicked);

  /* A station. */
  rlt_map_view_go_to (f->view, station->latitude, station->longitude, 15);
  get_pixel (f, f->line->stops[3].latitude, f->line->stops[3].longitude, &x, &y);
  g_assert_true (rlt_map_view_click (f->view, x + 3, y + 3));
  g_assert_true (clicked.station == station);
  g_assert_null (clicked.line);

  /* A train that stands there comes first. */
  set_train (f, rlt_pattern_project (&f->line->patterns[0], f->line->stops[3].latitude,
                                     f->line->stops[3].longitude, NULL));
  g_assert_true (rlt_map_view_click (f->view, x + 15, y));
  g_assert_cmpstr (clicked.train, ==, "one");
  g_assert_true (clicked.line == f->line);
  rlt_map_view_set_snapshot (f->view, f->line, NULL);

  /* The line, away from its stations. */
  clicked.line = NULL;
  rlt_map_view_set_networks (f->view, 1u << RLT_NETWORK_METRO);
  rlt_segment_locate (&f->line->segments[2], f->line->segments[2].length / 2, &position);
  rlt_map_view_go_to (f->view, position.latitude, position.longitude, 16);
  get_pixel (f, position.latitude, position.longitude, &x, &y);
  g_assert_true (rlt_map_view_click (f->view, x + 2, y));
  g_assert_true (clicked.line == f->line);

  /* The open country. */
  rlt_map_view_go_to (f->view, 48.45, 3.4, 14);
  g_assert_false (rlt_map_view_click (f->view, 400, 300));
  g_free (clicked.train);
}

static double
get_zoom (Fixture *f)
{
  double latitude, longitude, zoom;

  rlt_map_view_get_view (f->view, &latitude, &longitude, &zoom);
  return zoom;
}

/* Waits until the ends of the line are in view, left of @right, as large as can be. */
static void
wait_for_line (Fixture *f,
               double   right)
{
  const RltMapBox *box = &f->view->network->lines[f->line->index].box;
  RltMapPoint ends[] = { { box->left, box->top }, { box->right, box->bottom } };
  double latitude, longitude, x[2], y[2];

  do
    {
      g_main_context_iteration (NULL, TRUE);
      for (int i = 0; i < 2; i++)
        {
          rlt_map_unproject (&ends[i], &latitude, &longitude);
          get_pixel (f, latitude, longitude, &x[i], &y[i]);
        }
    }
  while (fabs (x[0] - 48) > 1 || fabs (x[1] - (right - 48)) > 1);
  g_assert_cmpfloat (y[0], >, 0);
}

/* A line is shown in the room there is for it, also when that changes on the way. */
static void
test_fits (Fixture       *f,
           gconstpointer  data)
{
  rlt_map_view_fit_line (f->view, f->line);
  wait_for_line (f, 800);
  rlt_map_view_set_covered (f->view, 300);
  wait_for_line (f, 500);
}

/* What is chosen is brought into view only when it is not there. */
static void
test_reveals (Fixture       *f,
              gconstpointer  data)
{
  double x, y;

  rlt_map_view_reveal (f->view, 48.9, 2.6);
  do
    {
      g_main_context_iteration (NULL, TRUE);
      get_pixel (f, 48.9, 2.6, &x, &y);
    }
  while (fabs (x - 400) > 1 || fabs (y - 300) > 1);
  g_assert_cmpfloat_with_epsilon (get_zoom (f), 12, 0.01);
}

static void
test_follows (Fixture       *f,
              gconstpointer  data)
{
  ShumateViewport *viewport = shumate_layer_get_viewport (SHUMATE_LAYER (f->trains));
  gboolean following;
  RltMapPoint place;
  double latitude, longitude, x, y;

  set_train (f, 2000);
  rlt_map_view_set_following (f->view, TRUE);
  g_object_get (f->view, "following", &following, NULL);
  g_assert_false (following);

  rlt_map_view_select_train (f->view, f->line, "one");
  g_object_set (f->view, "following", TRUE, NULL);
  for (int i = 0; i < 40; i++)
    advance (f, TICK);
  g_assert_true (rlt_train_layer_get_place (f->trains, f->line, "one", NULL, &place));
  rlt_map_unproject (&place, &latitude, &longitude);
  get_pixel (f, latitude, longitude, &x, &y);
  g_assert_cmpfloat_with_epsilon (x, 400, 4);
  g_assert_cmpfloat_with_epsilon (y, 300, 4);

  /* A zoom level of the user's own is kept; home is somewhere else. */
  shumate_viewport_set_zoom_level (viewport, 14);
  g_object_get (f->view, "following", &following, NULL);
  g_assert_true (following);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.home", NULL));
  g_object_get (f->view, "following", &following, NULL);
  g_assert_false (following);
}

static void
test_selected (Fixture       *f,
               gconstpointer  data)
{
  RltNetworkLayer *layer = rlt_map_view_get_network_layer (f->view);
  g_autoptr(GdkTexture) texture = NULL;
  double latitude, longitude, zoom;

  rlt_map_view_select_line (f->view, f->line);
  g_assert_false (rlt_network_layer_is_complete (layer));
  rlt_map_view_fit_line (f->view, f->line);
  rlt_test_wait_until (get_zoom (f) > 12);
  rlt_test_wait_until (rlt_network_layer_is_complete (layer));
  rlt_map_view_get_view (f->view, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (latitude, 48.87, 0.02);
  g_assert_cmpfloat_with_epsilon (longitude, 2.34, 0.03);
  g_assert_cmpfloat (zoom, >, 11);
  texture = rlt_test_render (GTK_WIDGET (f->view), "map-selected");
  g_assert_nonnull (texture);
}

static void
test_keys (Fixture       *f,
           gconstpointer  data)
{
  double latitude, longitude, zoom, before;

  rlt_map_view_get_view (f->view, &latitude, &longitude, &before);
  g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.zoom-in", NULL));
  rlt_map_view_get_view (f->view, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, before + 1, 0.01);
  for (int i = 0; i < 20; i++)
    g_assert_true (gtk_widget_activate_action (GTK_WIDGET (f->view), "map.zoom-out", NULL));
  rlt_map_view_get_view (f->view, &latitude, &longitude, &zoom);
  g_assert_cmpfloat_with_epsilon (zoom, 8, 0.01);
  g_assert_true (gtk_widget_get_focusable (GTK_WIDGET (f->view)));
  gtk_test_accessible_assert_role (f->view, GTK_ACCESSIBLE_ROLE_GROUP);
}

static void
test_leaves_nothing (void)
{
  g_autoptr(RltCatalogue) catalogue = rlt_catalogue_new_embedded (NULL);
  g_autoptr(RltClock) clock = rlt_clock_new_manual (START);

  for (int i = 0; i < 5; i++)
    {
      g_autoptr(RltSnapshot) snapshot = NULL;
      GtkWidget *window = gtk_window_new ();
      gpointer view, network_layer, train_layer;

      view = rlt_map_view_new_for_catalogue (catalogue, clock);
      network_layer = rlt_map_view_get_network_layer (view);
      train_layer = rlt_map_view_get_train_layer (view);
      g_object_add_weak_pointer (view, &view);
      g_object_add_weak_pointer (network_layer, &network_layer);
      g_object_add_weak_pointer (train_layer, &train_layer);
      snapshot = rlt_test_snapshot_new (rlt_catalogue_get_line (catalogue, 0), 10, START);
      rlt_map_view_set_snapshot (view, snapshot->line, snapshot);
      gtk_window_set_child (GTK_WINDOW (window), view);
      gtk_window_present (GTK_WINDOW (window));
      /* Some end while tiles are still being painted. */
      if (i % 2 == 0)
        rlt_test_wait_until (rlt_network_layer_is_complete (network_layer));
      gtk_window_destroy (GTK_WINDOW (window));
      while (g_main_context_iteration (NULL, FALSE))
        ;
      g_assert_null (view);
      g_assert_null (network_layer);
      g_assert_null (train_layer);
    }
}

int
main (int    argc,
      char **argv)
{
  rlt_test_display_init (&argc, &argv);
  g_resources_register (rlt_ui_get_resource ());

#define ADD(name, test) g_test_add ("/map/" name, Fixture, NULL, setup, test, teardown)
  ADD ("camera", test_camera);
  ADD ("drawn", test_drawn);
  ADD ("glides", test_glides);
  ADD ("fades-over", test_fades_over);
  ADD ("stale", test_stale);
  ADD ("still-frames", test_still_frames);
  ADD ("clicks", test_clicks);
  ADD ("selected", test_selected);
  ADD ("fits", test_fits);
  ADD ("reveals", test_reveals);
  ADD ("follows", test_follows);
  ADD ("keys", test_keys);
#undef ADD
  g_test_add_func ("/map/leaves-nothing", test_leaves_nothing);

  return g_test_run ();
}
