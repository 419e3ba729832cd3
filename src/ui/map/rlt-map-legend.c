/* rlt-map-legend.c: what the signs on the map mean.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-legend"

#include "config.h"

#include "rlt-map-legend.h"

#include <glib/gi18n.h>

#include "rlt-map-texture.h"
#include "rlt-train-painter.h"

struct _RltMapLegend
{
  GtkPopover     parent_instance;

  GtkWidget     *grid;
  const RltLine *line;   /* (nullable): the signs' example */
};

G_DEFINE_FINAL_TYPE (RltMapLegend, rlt_map_legend, GTK_TYPE_POPOVER)

typedef enum
{
  SIGN,
  STRETCH,   /* the stretch of track a train may be on */
} Kind;

static const struct
{
  Kind        kind;
  RltBasis    basis;
  double      opacity;
  const char *text;
} rows[] = {
  { SIGN, RLT_BASIS_OBSERVED, 1, N_("Observed: a feed reports this very train, its times or its place") },
  { SIGN, RLT_BASIS_INFERRED, 1, N_("Worked out from waits at stations or usual running times") },
  { SIGN, RLT_BASIS_SCHEDULED, 1, N_("Timetable only: nothing reported of it") },
  { SIGN, RLT_BASIS_OBSERVED, 0.4, N_("Fading: nothing new for 90 seconds; gone after 10 minutes") },
  { STRETCH, RLT_BASIS_OBSERVED, 1, N_("Shaded track: where the chosen train may be") },
};

static void
draw_stretch (cairo_t *cr,
              double   reach)
{
  cairo_move_to (cr, 0.5 - reach, 0);
  cairo_line_to (cr, reach - 0.5, 0);
  cairo_set_line_width (cr, reach);
  cairo_set_source_rgba (cr, 0.5, 0.5, 0.5, 0.6);
  cairo_stroke (cr);
}

static GtkWidget *
make_picture (RltMapLegend *self,
              guint         row)
{
  RltTrainSign sign = { self->line, RLT_TRAIN_ARROW, rows[row].basis, 90, FALSE };
  int factor = gtk_widget_get_scale_factor (GTK_WIDGET (self));
  double reach = rlt_train_painter_get_reach (&sign);
  int size = (int) (2 * reach) * factor;
  cairo_surface_t *surface = cairo_image_surface_create (CAIRO_FORMAT_ARGB32, size, size);
  g_autoptr(GdkTexture) texture = NULL;
  cairo_t *cr;

  cairo_surface_set_device_scale (surface, factor, factor);
  cr = cairo_create (surface);
  cairo_translate (cr, reach, reach);
  if (rows[row].kind == SIGN)
    rlt_train_painter_draw (cr, &sign);
  else
    draw_stretch (cr, reach);
  cairo_destroy (cr);
  texture = rlt_map_texture_new (surface);
  cairo_surface_destroy (surface);

  return g_object_new (GTK_TYPE_IMAGE,
                       "paintable", texture,
                       "pixel-size", (int) (2 * reach),
                       "opacity", rows[row].opacity,
                       "accessible-role", GTK_ACCESSIBLE_ROLE_PRESENTATION,
                       NULL);
}

static void
rlt_map_legend_class_init (RltMapLegendClass *klass)
{
}

static void
rlt_map_legend_init (RltMapLegend *self)
{
  self->grid = gtk_grid_new ();
  gtk_grid_set_column_spacing (GTK_GRID (self->grid), 12);
  gtk_grid_set_row_spacing (GTK_GRID (self->grid), 6);
  gtk_popover_set_child (GTK_POPOVER (self), self->grid);
  gtk_widget_add_css_class (GTK_WIDGET (self), "map-legend");
}

/**
 * rlt_map_legend_set_line:
 * @self: a legend without a line
 * @line: the line in whose colour the examples are drawn
 */
void
rlt_map_legend_set_line (RltMapLegend  *self,
                         const RltLine *line)
{
  g_return_if_fail (RLT_IS_MAP_LEGEND (self));
  g_return_if_fail (line != NULL);
  g_return_if_fail (self->line == NULL);

  self->line = line;
  for (guint i = 0; i < G_N_ELEMENTS (rows); i++)
    {
      GtkWidget *label = gtk_label_new (_(rows[i].text));

      gtk_label_set_xalign (GTK_LABEL (label), 0);
      gtk_label_set_wrap (GTK_LABEL (label), TRUE);
      gtk_label_set_max_width_chars (GTK_LABEL (label), 30);
      gtk_grid_attach (GTK_GRID (self->grid), make_picture (self, i), 0, (int) i, 1, 1);
      gtk_grid_attach (GTK_GRID (self->grid), label, 1, (int) i, 1, 1);
    }
}
