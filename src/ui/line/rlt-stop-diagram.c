/* rlt-stop-diagram.c: one stop's piece of the line, drawn beside its name, with the trains on it.
 *
 * Decoration for the eye: what it shows also stands in the list of trains.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-stop-diagram.h"

#include "rlt-color.h"

/* Pixels. */
#define WIDTH 28
#define TRACK_WIDTH 6
#define STOP_RADIUS 6
#define STOP_BORDER 2
#define TRAIN_RADIUS 8
#define TRAIN_BORDER 2

/* Where the name's line begins in the row: the row's padding in style.css. */
#define NAME_TOP 8

struct _RltStopDiagram
{
  GtkWidget    parent_instance;

  RltStopItem *item;   /* (owned) (nullable): until it is set */
};

G_DEFINE_FINAL_TYPE (RltStopDiagram, rlt_stop_diagram, GTK_TYPE_WIDGET)

/* The middle of the name's line. */
static float
stop_y (RltStopDiagram *self)
{
  PangoContext *context = gtk_widget_get_pango_context (GTK_WIDGET (self));
  PangoFontMetrics *metrics = pango_context_get_metrics (context, NULL, NULL);
  int height = pango_font_metrics_get_ascent (metrics) + pango_font_metrics_get_descent (metrics);

  pango_font_metrics_unref (metrics);
  return NAME_TOP + height / (2.0f * PANGO_SCALE);
}

static void
append_disc (GtkSnapshot   *snapshot,
             float          x,
             float          y,
             float          radius,
             const GdkRGBA *color)
{
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (x - radius, y - radius, 2 * radius, 2 * radius);
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, &bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, &bounds);
  gtk_snapshot_pop (snapshot);
}

static void
append_trains (RltStopDiagram *self,
               GtkSnapshot    *snapshot,
               GArray         *trains,
               float           start)
{
  GtkStyleContext *style = gtk_widget_get_style_context (GTK_WIDGET (self));
  float height = gtk_widget_get_height (GTK_WIDGET (self));
  GdkRGBA inside = { 1, 1, 1, 1 };
  GdkRGBA outside;

  if (trains == NULL)
    return;

  gtk_style_context_get_color (style, &outside);
  gtk_style_context_lookup_color (style, "view_bg_color", &inside);
  for (guint i = 0; i < trains->len; i++)
    {
      float y = start + g_array_index (trains, RltStopProgress, i) * height;

      append_disc (snapshot, WIDTH / 2.0f, y, TRAIN_RADIUS, &inside);
      append_disc (snapshot, WIDTH / 2.0f, y, TRAIN_RADIUS - TRAIN_BORDER, &outside);
    }
}

static void
rlt_stop_diagram_snapshot (GtkWidget   *widget,
                           GtkSnapshot *snapshot)
{
  RltStopDiagram *self = RLT_STOP_DIAGRAM (widget);
  float height = gtk_widget_get_height (widget);
  float y = stop_y (self);
  float top;
  float bottom;
  GdkRGBA white = { 1, 1, 1, 1 };
  GdkRGBA color;

  if (self->item == NULL)
    return;

  color = rlt_color_to_rgba (rlt_stop_item_get_stop (self->item)->line->color);
  top = rlt_stop_item_is_first (self->item) ? y : 0;
  bottom = rlt_stop_item_is_last (self->item) ? y : height;
  gtk_snapshot_append_color (snapshot, &color,
                             &GRAPHENE_RECT_INIT ((WIDTH - TRACK_WIDTH) / 2.0f, top, TRACK_WIDTH,
                                                  bottom - top));
  append_disc (snapshot, WIDTH / 2.0f, y, STOP_RADIUS, &color);
  append_disc (snapshot, WIDTH / 2.0f, y, STOP_RADIUS - STOP_BORDER, &white);

  /* A train near the edge is drawn by both rows, each clipping the other's half. */
  gtk_snapshot_push_clip (snapshot, &GRAPHENE_RECT_INIT (0, 0, WIDTH, height));
  append_trains (self, snapshot, rlt_stop_item_get_coming (self->item), y - height);
  append_trains (self, snapshot, rlt_stop_item_get_leaving (self->item), y);
  gtk_snapshot_pop (snapshot);
}

static void
rlt_stop_diagram_measure (GtkWidget      *widget,
                          GtkOrientation  orientation,
                          int             for_size,
                          int            *minimum,
                          int            *natural,
                          int            *minimum_baseline,
                          int            *natural_baseline)
{
  *minimum = orientation == GTK_ORIENTATION_HORIZONTAL ? WIDTH : 0;
  *natural = *minimum;
}

static void
rlt_stop_diagram_dispose (GObject *object)
{
  RltStopDiagram *self = RLT_STOP_DIAGRAM (object);

  g_clear_object (&self->item);

  G_OBJECT_CLASS (rlt_stop_diagram_parent_class)->dispose (object);
}

static void
rlt_stop_diagram_class_init (RltStopDiagramClass *klass)
{
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  G_OBJECT_CLASS (klass)->dispose = rlt_stop_diagram_dispose;
  widget_class->snapshot = rlt_stop_diagram_snapshot;
  widget_class->measure = rlt_stop_diagram_measure;

  gtk_widget_class_set_css_name (widget_class, "stopdiagram");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_PRESENTATION);
}

static void
rlt_stop_diagram_init (RltStopDiagram *self)
{
}

/**
 * rlt_stop_diagram_set_item:
 * @self: a diagram
 * @item: what to draw, for as long as the diagram lives
 */
void
rlt_stop_diagram_set_item (RltStopDiagram *self,
                           RltStopItem    *item)
{
  g_return_if_fail (RLT_IS_STOP_DIAGRAM (self));
  g_return_if_fail (RLT_IS_STOP_ITEM (item));
  g_return_if_fail (self->item == NULL);

  self->item = g_object_ref (item);
  g_signal_connect_object (item, "trains-changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);
}
