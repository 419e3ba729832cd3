/* rlt-line-badge.c: the sign of a line, drawn from its colour and code.
 *
 * The shape tells the network, so that colour never stands alone: a disc for the metro, a rounded
 * square for RER and Transilien, two bars for the tram, a cabin under its cable.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-line-badge.h"

#include "rlt-color.h"

#define DEFAULT_SIZE 24

/* Shares of the badge's height. */
#define RER_RADIUS 0.38
#define TRANSILIEN_RADIUS 0.2
#define TRAM_BAR 0.14
#define CABLE_BAR 0.1
#define CABLE_GAP 0.1
#define PADDING 0.2
#define TEXT_SIZE 0.58

struct _RltLineBadge
{
  GtkWidget      parent_instance;

  const RltLine *line;     /* (nullable): the catalogue's */
  int            size;     /* pixels high */
  PangoLayout   *layout;   /* (owned) (nullable): the code, made when it is first needed */
};

G_DEFINE_FINAL_TYPE (RltLineBadge, rlt_line_badge, GTK_TYPE_WIDGET)

/* "3B" is written "3bis" on the walls. */
static char *
badge_text (const RltLine *line)
{
  gsize length = strlen (line->code);

  if (line->network == RLT_NETWORK_METRO && length > 1 && g_ascii_toupper (line->code[length - 1]) == 'B')
    return g_strdup_printf ("%.*sbis", (int) (length - 1), line->code);

  return g_strdup (line->code);
}

static void
set_text_size (PangoLayout *layout,
               double       pixels)
{
  g_autoptr(PangoFontDescription) font = pango_font_description_new ();

  pango_font_description_set_weight (font, PANGO_WEIGHT_BOLD);
  pango_font_description_set_absolute_size (font, pixels * PANGO_SCALE);
  pango_layout_set_font_description (layout, font);
}

static void
ensure_layout (RltLineBadge *self)
{
  g_autofree char *text = NULL;
  int width;

  if (self->layout != NULL)
    return;

  text = badge_text (self->line);
  self->layout = gtk_widget_create_pango_layout (GTK_WIDGET (self), text);
  set_text_size (self->layout, self->size * TEXT_SIZE);

  /* A disc does not widen for "3bis": its text shrinks. */
  pango_layout_get_pixel_size (self->layout, &width, NULL);
  if (self->line->network == RLT_NETWORK_METRO && width > self->size * 0.8)
    set_text_size (self->layout, self->size * TEXT_SIZE * self->size * 0.8 / width);
}

static int
badge_width (RltLineBadge *self)
{
  int width;

  if (self->line == NULL || self->line->network == RLT_NETWORK_METRO)
    return self->size;

  ensure_layout (self);
  pango_layout_get_pixel_size (self->layout, &width, NULL);

  return MAX (self->size, (int) (width + 2 * self->size * PADDING));
}

static void
append_rounded (GtkSnapshot           *snapshot,
                const graphene_rect_t *bounds,
                float                  radius,
                const GdkRGBA         *color)
{
  GskRoundedRect shape;

  gsk_rounded_rect_init_from_rect (&shape, bounds, radius);
  gtk_snapshot_push_rounded_clip (snapshot, &shape);
  gtk_snapshot_append_color (snapshot, color, bounds);
  gtk_snapshot_pop (snapshot);
}

/* Draws the shape and says where and in which colour the text goes on it. */
static void
append_shape (RltLineBadge    *self,
              GtkSnapshot     *snapshot,
              graphene_rect_t *text_area,
              GdkRGBA         *text_color)
{
  float size = self->size;
  float width = badge_width (self);
  graphene_rect_t bounds = GRAPHENE_RECT_INIT (0, 0, width, size);
  GdkRGBA color = rlt_color_to_rgba (self->line->color);

  *text_area = bounds;
  *text_color = rlt_color_to_rgba (self->line->text_color);

  switch (self->line->network)
    {
    case RLT_NETWORK_RER:
      append_rounded (snapshot, &bounds, size * RER_RADIUS, &color);
      break;
    case RLT_NETWORK_TRANSILIEN:
      append_rounded (snapshot, &bounds, size * TRANSILIEN_RADIUS, &color);
      break;
    case RLT_NETWORK_TRAM:
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, 0, width, size * TRAM_BAR));
      gtk_snapshot_append_color (snapshot, &color,
                                 &GRAPHENE_RECT_INIT (0, size * (1 - TRAM_BAR), width, size * TRAM_BAR));
      gtk_style_context_get_color (gtk_widget_get_style_context (GTK_WIDGET (self)), text_color);
      break;
    case RLT_NETWORK_CABLE:
      gtk_snapshot_append_color (snapshot, &color, &GRAPHENE_RECT_INIT (0, 0, width, size * CABLE_BAR));
      bounds = GRAPHENE_RECT_INIT (0, size * (CABLE_BAR + CABLE_GAP), width,
                                   size * (1 - CABLE_BAR - CABLE_GAP));
      append_rounded (snapshot, &bounds, size * TRANSILIEN_RADIUS, &color);
      *text_area = bounds;
      break;
    case RLT_NETWORK_METRO:
    case RLT_N_NETWORKS:
    default:
      append_rounded (snapshot, &bounds, size / 2, &color);
      break;
    }
}

static void
rlt_line_badge_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  RltLineBadge *self = RLT_LINE_BADGE (widget);
  graphene_rect_t text_area;
  PangoRectangle ink;
  GdkRGBA text_color;
  float x;
  float y;

  if (self->line == NULL)
    return;

  ensure_layout (self);
  x = (gtk_widget_get_width (widget) - badge_width (self)) / 2.0f;
  y = (gtk_widget_get_height (widget) - self->size) / 2.0f;

  gtk_snapshot_save (snapshot);
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  append_shape (self, snapshot, &text_area, &text_color);

  /* Centred by its ink: codes are capitals and figures, nothing hangs below the line. */
  pango_layout_get_pixel_extents (self->layout, &ink, NULL);
  x = text_area.origin.x + (text_area.size.width - ink.width) / 2 - ink.x;
  y = text_area.origin.y + (text_area.size.height - ink.height) / 2 - ink.y;
  gtk_snapshot_translate (snapshot, &GRAPHENE_POINT_INIT (x, y));
  gtk_snapshot_append_layout (snapshot, self->layout, &text_color);
  gtk_snapshot_restore (snapshot);
}

static void
rlt_line_badge_measure (GtkWidget      *widget,
                        GtkOrientation  orientation,
                        int             for_size,
                        int            *minimum,
                        int            *natural,
                        int            *minimum_baseline,
                        int            *natural_baseline)
{
  RltLineBadge *self = RLT_LINE_BADGE (widget);

  *minimum = orientation == GTK_ORIENTATION_VERTICAL ? self->size : badge_width (self);
  *natural = *minimum;
}

static void
rlt_line_badge_css_changed (GtkWidget         *widget,
                            GtkCssStyleChange *change)
{
  RltLineBadge *self = RLT_LINE_BADGE (widget);

  GTK_WIDGET_CLASS (rlt_line_badge_parent_class)->css_changed (widget, change);
  g_clear_object (&self->layout);
}

static void
rlt_line_badge_dispose (GObject *object)
{
  RltLineBadge *self = RLT_LINE_BADGE (object);

  g_clear_object (&self->layout);

  G_OBJECT_CLASS (rlt_line_badge_parent_class)->dispose (object);
}

static void
rlt_line_badge_class_init (RltLineBadgeClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  GtkWidgetClass *widget_class = GTK_WIDGET_CLASS (klass);

  object_class->dispose = rlt_line_badge_dispose;
  widget_class->snapshot = rlt_line_badge_snapshot;
  widget_class->measure = rlt_line_badge_measure;
  widget_class->css_changed = rlt_line_badge_css_changed;

  gtk_widget_class_set_css_name (widget_class, "linebadge");
  gtk_widget_class_set_accessible_role (widget_class, GTK_ACCESSIBLE_ROLE_IMG);
}

static void
rlt_line_badge_init (RltLineBadge *self)
{
  self->size = DEFAULT_SIZE;
  gtk_widget_set_valign (GTK_WIDGET (self), GTK_ALIGN_CENTER);
}

/**
 * rlt_line_badge_new:
 * @line: (nullable): the line; its catalogue must outlive the badge
 *
 * Returns: (transfer floating): a badge
 */
GtkWidget *
rlt_line_badge_new (const RltLine *line)
{
  RltLineBadge *self = g_object_new (RLT_TYPE_LINE_BADGE, NULL);

  rlt_line_badge_set_line (self, line);

  return GTK_WIDGET (self);
}

/**
 * rlt_line_badge_get_line:
 * @self: a badge
 *
 * Returns: (nullable): its line
 */
const RltLine *
rlt_line_badge_get_line (RltLineBadge *self)
{
  g_return_val_if_fail (RLT_IS_LINE_BADGE (self), NULL);

  return self->line;
}

/**
 * rlt_line_badge_set_line:
 * @self: a badge
 * @line: (nullable): the line; its catalogue must outlive the badge. %NULL: an empty badge
 */
void
rlt_line_badge_set_line (RltLineBadge  *self,
                         const RltLine *line)
{
  g_return_if_fail (RLT_IS_LINE_BADGE (self));

  if (self->line == line)
    return;

  self->line = line;
  g_clear_object (&self->layout);
  gtk_accessible_update_property (GTK_ACCESSIBLE (self), GTK_ACCESSIBLE_PROPERTY_LABEL,
                                  line != NULL ? line->name : "", -1);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}

/**
 * rlt_line_badge_set_size:
 * @self: a badge
 * @size: pixels high, above 0
 */
void
rlt_line_badge_set_size (RltLineBadge *self,
                         int           size)
{
  g_return_if_fail (RLT_IS_LINE_BADGE (self));
  g_return_if_fail (size > 0);

  self->size = size;
  g_clear_object (&self->layout);
  gtk_widget_queue_resize (GTK_WIDGET (self));
}
