/* bench-map.c: what the live map costs, beside a bare widget that draws as many textures.
 *
 * usage: bench-map [--json] [--seconds N]
 *
 * To be run with GSK_RENDERER=cairo. Map and widget are 1200×800, below a title as in the application.
 * At 60 Hz every train moves by at least a
 * pixel in every frame, and lines, stations and names are drawn too; then the map runs at its own pace.
 * CPU time is that of all threads of the process.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <adwaita.h>
#include <math.h>
#include <stdlib.h>
#include <sys/resource.h>

#include "rlt-json-writer.h"
#include "rlt-map-view-private.h"
#include "rlt-test-trains.h"
#include "rlt-ui-resources.h"

#define WIDTH 1200
#define HEIGHT 800
#define ZOOM 11.5
#define CLOCK_STEP (4 * RLT_SECOND)   /* between frames: at 12 m/s 48 m, more than a pixel at ZOOM */
#define FRAMES_A_SNAPSHOT 40
#define SPRITE 12                     /* pixels, as large as the map's dots */

static int seconds = 5;

/* One measurement. */
typedef struct
{
  GtkWidget *widget;
  guint      frames;
  gint64     begun_at;
  double     cpu_at;
  double     fps;
  double     cpu_per_frame;   /* ms */
  double     cpu_share;       /* of one core */
  GMainLoop *loop;
} Run;

static double
cpu_seconds (void)
{
  struct rusage usage;

  getrusage (RUSAGE_SELF, &usage);
  return usage.ru_utime.tv_sec + usage.ru_stime.tv_sec +
         (usage.ru_utime.tv_usec + usage.ru_stime.tv_usec) / 1e6;
}

static void
painted_cb (Run *run)
{
  run->frames++;
}

static gboolean
begin_cb (gpointer data)
{
  Run *run = data;

  run->frames = 0;
  run->begun_at = g_get_monotonic_time ();
  run->cpu_at = cpu_seconds ();
  return G_SOURCE_REMOVE;
}

static gboolean
end_cb (gpointer data)
{
  Run *run = data;
  double passed = (g_get_monotonic_time () - run->begun_at) / 1e6;
  double cpu = cpu_seconds () - run->cpu_at;

  run->fps = run->frames / passed;
  run->cpu_per_frame = run->frames > 0 ? cpu / run->frames * 1e3 : 0;
  run->cpu_share = cpu / passed;
  g_main_loop_quit (run->loop);
  return G_SOURCE_REMOVE;
}

/* Lets things come to rest for a second, then measures. */
static void
measure (Run       *run,
         GtkWidget *widget)
{
  GdkFrameClock *clock = gtk_widget_get_frame_clock (widget);
  gulong handler = g_signal_connect_swapped (clock, "after-paint", G_CALLBACK (painted_cb), run);

  run->loop = g_main_loop_new (NULL, FALSE);
  g_timeout_add (1500, begin_cb, run);
  g_timeout_add (1500 + seconds * 1000, end_cb, run);
  g_main_loop_run (run->loop);
  g_main_loop_unref (run->loop);
  g_signal_handler_disconnect (clock, handler);
}

static GtkWidget *
show (GtkWidget *child)
{
  GtkWidget *window = gtk_window_new ();
  GtkWidget *box = gtk_box_new (GTK_ORIENTATION_VERTICAL, 0);

  gtk_widget_set_size_request (child, WIDTH, HEIGHT);
  gtk_box_append (GTK_BOX (box), gtk_label_new ("bench-map"));
  gtk_box_append (GTK_BOX (box), child);
  gtk_window_set_decorated (GTK_WINDOW (window), FALSE);
  gtk_window_set_child (GTK_WINDOW (window), box);
  gtk_window_present (GTK_WINDOW (window));
  return window;
}

/* ---- the bare widget ---- */

#define BARE_TYPE_WIDGET (bare_widget_get_type ())
G_DECLARE_FINAL_TYPE (BareWidget, bare_widget, BARE, WIDGET, GtkWidget)

struct _BareWidget
{
  GtkWidget   parent_instance;
  guint       n;
  guint       frame;
  GdkTexture *textures[46];
  double     *places;   /* x and y */
};

G_DEFINE_FINAL_TYPE (BareWidget, bare_widget, GTK_TYPE_WIDGET)

static void
bare_widget_snapshot (GtkWidget   *widget,
                      GtkSnapshot *snapshot)
{
  BareWidget *self = BARE_WIDGET (widget);

  for (guint i = 0; i < self->n; i++)
    {
      double angle = self->frame * 0.05 + i;

      gtk_snapshot_append_texture (snapshot, self->textures[i % G_N_ELEMENTS (self->textures)],
                                   &GRAPHENE_RECT_INIT (floor (self->places[2 * i] + 24 * cos (angle)),
                                                        floor (self->places[2 * i + 1] + 24 * sin (angle)),
                                                        SPRITE, SPRITE));
    }
}

static void
bare_widget_finalize (GObject *object)
{
  BareWidget *self = BARE_WIDGET (object);

  for (guint i = 0; i < G_N_ELEMENTS (self->textures); i++)
    g_object_unref (self->textures[i]);
  g_free (self->places);

  G_OBJECT_CLASS (bare_widget_parent_class)->finalize (object);
}

static void
bare_widget_class_init (BareWidgetClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = bare_widget_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = bare_widget_snapshot;
}

static void
bare_widget_init (BareWidget *self)
{
  for (guint i = 0; i < G_N_ELEMENTS (self->textures); i++)
    {
      g_autoptr(GBytes) bytes = NULL;
      guint32 *pixels = g_new0 (guint32, SPRITE * SPRITE);

      for (int p = 0; p < SPRITE * SPRITE; p++)
        {
          if (hypot (p % SPRITE - SPRITE / 2.0 + 0.5, p / SPRITE - SPRITE / 2.0 + 0.5) < SPRITE / 2.0)
            pixels[p] = 0xff000000 | (i * 0x050301);
        }
      bytes = g_bytes_new_take (pixels, sizeof *pixels * SPRITE * SPRITE);
      self->textures[i] = gdk_memory_texture_new (SPRITE, SPRITE, GDK_MEMORY_DEFAULT, bytes, SPRITE * 4);
    }
}

static gboolean
bare_tick_cb (GtkWidget     *widget,
              GdkFrameClock *clock,
              gpointer       data)
{
  BARE_WIDGET (widget)->frame++;
  gtk_widget_queue_draw (widget);
  return G_SOURCE_CONTINUE;
}

static void
run_bare (guint  n,
          Run   *run)
{
  BareWidget *bare = g_object_new (BARE_TYPE_WIDGET, NULL);
  GtkWidget *window;

  bare->n = n;
  bare->places = g_new (double, 2 * n);
  for (guint i = 0; i < n; i++)
    {
      bare->places[2 * i] = g_random_double_range (0, WIDTH - SPRITE);
      bare->places[2 * i + 1] = g_random_double_range (0, HEIGHT - SPRITE);
    }
  gtk_widget_add_tick_callback (GTK_WIDGET (bare), bare_tick_cb, NULL, NULL);
  window = show (GTK_WIDGET (bare));
  measure (run, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the map ---- */

typedef struct
{
  RltCatalogue *catalogue;
  RltClock     *clock;
  RltMapView   *view;
  guint         n_trains;   /* of the whole network, so that enough of them are in view */
  guint         frame;
} Bench;

static void
set_trains (Bench *bench)
{
  guint n_lines = rlt_catalogue_get_n_lines (bench->catalogue);
  RltTime now = rlt_clock_now (bench->clock);
  double total = 0, before = 0;

  for (guint i = 0; i < n_lines; i++)
    total += rlt_catalogue_get_line (bench->catalogue, i)->length;
  for (guint i = 0; i < n_lines; i++)
    {
      const RltLine *line = rlt_catalogue_get_line (bench->catalogue, i);
      guint n = (guint) (lround (bench->n_trains * (before + line->length) / total) -
                         lround (bench->n_trains * before / total));
      g_autoptr(RltSnapshot) snapshot = rlt_test_snapshot_new (line, n, now);

      before += line->length;
      rlt_map_view_set_snapshot (bench->view, line, NULL);
      if (bench->n_trains > 0)
        rlt_map_view_set_snapshot (bench->view, line, snapshot);
    }
}

static gboolean
map_tick_cb (GtkWidget     *widget,
             GdkFrameClock *clock,
             gpointer       data)
{
  Bench *bench = data;

  rlt_clock_set (bench->clock, rlt_clock_now (bench->clock) + CLOCK_STEP);
  if (++bench->frame % FRAMES_A_SNAPSHOT == 0)
    set_trains (bench);
  rlt_train_layer_update (rlt_map_view_get_train_layer (bench->view));
  return G_SOURCE_CONTINUE;
}

static GtkWidget *
show_map (Bench    *bench,
          RltClock *clock,
          guint     n)
{
  RltTrainLayer *layer;
  GtkWidget *window;

  g_set_object (&bench->clock, clock);
  bench->view = RLT_MAP_VIEW (rlt_map_view_new_for_catalogue (bench->catalogue, clock));
  layer = rlt_map_view_get_train_layer (bench->view);
  rlt_map_view_go_to (bench->view, 48.8566, 2.3470, ZOOM);
  window = show (GTK_WIDGET (bench->view));
  while (!rlt_network_layer_is_complete (rlt_map_view_get_network_layer (bench->view)))
    g_main_context_iteration (NULL, TRUE);

  bench->n_trains = n;
  set_trains (bench);
  while (rlt_train_layer_get_n_shown (layer) < n)
    {
      bench->n_trains += 1 + (n - rlt_train_layer_get_n_shown (layer)) / 2;
      set_trains (bench);
    }

  return window;
}

static void
run_map (Bench *bench,
         guint  n,
         Run   *run)
{
  g_autoptr(RltClock) clock = rlt_clock_new_manual (1800000000 * RLT_SECOND);
  GtkWidget *window = show_map (bench, clock, n);

  gtk_widget_add_tick_callback (GTK_WIDGET (bench->view), map_tick_cb, bench, NULL);
  measure (run, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* At its own pace. @n of 0: no train; @hidden: the map is not mapped. */
static void
run_normal (Bench    *bench,
            guint     n,
            gboolean  hidden,
            Run      *run)
{
  g_autoptr(RltClock) clock = rlt_clock_new_system ();
  GtkWidget *window = show_map (bench, clock, n);

  if (hidden)
    gtk_widget_set_visible (GTK_WIDGET (bench->view), FALSE);
  measure (run, window);
  gtk_window_destroy (GTK_WINDOW (window));
}

/* ---- the account ---- */

static void
put_run (RltJsonWriter *writer,
         const char    *name,
         const Run     *run)
{
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_double (writer, "fps", run->fps, 1);
  rlt_json_writer_put_double (writer, "cpu_ms_per_frame", run->cpu_per_frame, 2);
  rlt_json_writer_put_double (writer, "cpu_percent_of_a_core", run->cpu_share * 100, 1);
  rlt_json_writer_end_object (writer);
}

static void
bench_crowd (Bench         *bench,
             RltJsonWriter *writer,
             guint          n)
{
  g_autofree char *name = g_strdup_printf ("trains_%u", n);
  Run bare = { 0 }, map = { 0 };

  run_bare (n, &bare);
  run_map (bench, n, &map);
  rlt_json_writer_member (writer, name);
  rlt_json_writer_begin_object (writer);
  put_run (writer, "bare", &bare);
  put_run (writer, "map", &map);
  rlt_json_writer_put_double (writer, "cpu_ratio", map.cpu_per_frame / bare.cpu_per_frame, 2);
  rlt_json_writer_end_object (writer);
}

int
main (int    argc,
      char **argv)
{
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &(gboolean) { FALSE }, "Print JSON, as it does anyway", NULL },
    { "seconds", 0, 0, G_OPTION_ARG_INT, &seconds, "How long each measurement takes", "N" },
    { NULL },
  };
  g_autoptr(GOptionContext) options = g_option_context_new (NULL);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autoptr(GError) error = NULL;
  g_autofree char *json = NULL;
  Run normal = { 0 }, hidden = { 0 }, empty = { 0 };
  Bench bench = { 0 };

  g_option_context_add_main_entries (options, entries, NULL);
  if (!g_option_context_parse (options, &argc, &argv, &error))
    {
      g_printerr ("bench-map: %s\n", error->message);
      return 2;
    }
  adw_init ();
  g_resources_register (rlt_ui_get_resource ());
  bench.catalogue = rlt_catalogue_new_embedded (&error);
  if (bench.catalogue == NULL)
    {
      g_printerr ("bench-map: %s\n", error->message);
      return EXIT_FAILURE;
    }

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "bench", "map");
  bench_crowd (&bench, writer, 1500);
  bench_crowd (&bench, writer, 3000);
  run_normal (&bench, 1500, FALSE, &normal);
  put_run (writer, "normal_1500", &normal);
  run_normal (&bench, 1500, TRUE, &hidden);
  put_run (writer, "hidden_1500", &hidden);
  run_normal (&bench, 0, FALSE, &empty);
  put_run (writer, "no_train", &empty);
  rlt_json_writer_end_object (writer);

  json = rlt_json_writer_finish (writer, NULL);
  g_print ("%s\n", json);
  g_clear_object (&bench.clock);
  rlt_catalogue_unref (bench.catalogue);
  return EXIT_SUCCESS;
}
