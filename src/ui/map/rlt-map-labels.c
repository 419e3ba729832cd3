/* rlt-map-labels.c: which station names are written at a zoom level, and where, without overlap.
 *
 * Names are placed for the whole network at once, those of the stations that matter most first: so
 * they stay where they are while the map is moved.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-labels"

#include "config.h"

#include "rlt-map-labels.h"

#include <math.h>

#define FONT "Sans"
#define CELL 64.0       /* logical pixels: of the grid in which neighbours are looked for */
#define GAP 2.0         /* logical pixels kept free around a name */
#define MARK_GAP 2.0    /* logical pixels between a station's mark and its name */
#define CROWDED_RANK 6      /* stations from this rank on are named even where there is little room: */
#define CROWDED_SHARE 0.2   /* so much of the name may lie over marks */
#define MAX_WIDTH 130   /* logical pixels: longer names are broken into lines */

/* What is taken already. */
typedef struct
{
  double left;
  double top;
  double right;
  double bottom;
} Taken;

typedef struct
{
  GHashTable *cells;   /* (owned) (element-type int64 GArray): Taken by cell */
} Grid;

struct _RltMapLetterer
{
  PangoFontMap *font_map;   /* (owned) */
  PangoContext *context;    /* (owned) */
  GHashTable   *layouts;    /* (owned) (element-type int64 PangoLayout): by station, size and weight */
};

static gint64
cell_key (double x,
          double y)
{
  return (gint64) floor (x / CELL) * ((gint64) 1 << 32) + (gint64) floor (y / CELL);
}

static void
grid_init (Grid *self)
{
  self->cells = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free,
                                       (GDestroyNotify) g_array_unref);
}

static void
grid_add (Grid        *self,
          const Taken *taken)
{
  for (double y = floor (taken->top / CELL) * CELL; y <= taken->bottom; y += CELL)
    {
      for (double x = floor (taken->left / CELL) * CELL; x <= taken->right; x += CELL)
        {
          gint64 key = cell_key (x, y);
          GArray *cell = g_hash_table_lookup (self->cells, &key);

          if (cell == NULL)
            {
              cell = g_array_new (FALSE, FALSE, sizeof (Taken));
              g_hash_table_insert (self->cells, g_memdup2 (&key, sizeof key), cell);
            }
          g_array_append_vals (cell, taken, 1);
        }
    }
}

/* How much of @wanted is taken already, in square pixels. */
static double
grid_overlap (const Grid  *self,
              const Taken *wanted)
{
  double overlap = 0;

  for (double y = floor (wanted->top / CELL) * CELL; y <= wanted->bottom; y += CELL)
    {
      for (double x = floor (wanted->left / CELL) * CELL; x <= wanted->right; x += CELL)
        {
          gint64 key = cell_key (x, y);
          const GArray *cell = g_hash_table_lookup (self->cells, &key);

          for (guint i = 0; cell != NULL && i < cell->len; i++)
            {
              const Taken *taken = &g_array_index (cell, Taken, i);
              double width = MIN (taken->right, wanted->right) - MAX (taken->left, wanted->left);
              double height = MIN (taken->bottom, wanted->bottom) - MAX (taken->top, wanted->top);

              if (width > 0 && height > 0)
                overlap += width * height;
            }
        }
    }

  return overlap;
}

/**
 * rlt_map_letterer_new:
 *
 * Returns: (transfer full): a letterer for the thread it is made on
 */
RltMapLetterer *
rlt_map_letterer_new (void)
{
  RltMapLetterer *self = g_new0 (RltMapLetterer, 1);
  cairo_font_options_t *options = cairo_font_options_create ();

  self->font_map = pango_cairo_font_map_new ();
  self->context = pango_font_map_create_context (self->font_map);
  cairo_font_options_set_antialias (options, CAIRO_ANTIALIAS_GRAY);
  cairo_font_options_set_hint_style (options, CAIRO_HINT_STYLE_SLIGHT);
  cairo_font_options_set_hint_metrics (options, CAIRO_HINT_METRICS_OFF);
  pango_cairo_context_set_font_options (self->context, options);
  cairo_font_options_destroy (options);
  self->layouts = g_hash_table_new_full (g_int64_hash, g_int64_equal, g_free, g_object_unref);

  return self;
}

/**
 * rlt_map_letterer_free:
 * @self: (transfer full): a letterer
 *
 * On the thread it was made on.
 */
void
rlt_map_letterer_free (RltMapLetterer *self)
{
  g_return_if_fail (self != NULL);

  g_hash_table_unref (self->layouts);
  g_object_unref (self->context);
  g_object_unref (self->font_map);
  g_free (self);
}

static PangoLayout *
make_layout (RltMapLetterer *self,
             const char     *name,
             int             size,
             gboolean        bold)
{
  PangoFontDescription *font = pango_font_description_from_string (FONT);
  PangoLayout *layout = pango_layout_new (self->context);
  int width;

  pango_font_description_set_absolute_size (font, size * PANGO_SCALE / 2.0);
  pango_font_description_set_weight (font, bold ? PANGO_WEIGHT_SEMIBOLD : PANGO_WEIGHT_NORMAL);
  pango_layout_set_font_description (layout, font);
  pango_layout_set_line_spacing (layout, 0.9f);
  pango_layout_set_text (layout, name, -1);
  pango_layout_get_pixel_size (layout, &width, NULL);
  if (width > MAX_WIDTH)
    {
      /* Two lines of about the same width read better than a long one and a short one. */
      pango_layout_set_width (layout, (int) (MAX (width * 0.62, MAX_WIDTH * 0.6) * PANGO_SCALE));
      pango_layout_set_wrap (layout, PANGO_WRAP_WORD);
    }
  pango_font_description_free (font);

  return layout;
}

/* @size is in halves of a logical pixel, so that it goes into the key. */
static PangoLayout *
get_layout (RltMapLetterer      *self,
            const RltMapStation *station,
            int                  size,
            gboolean             bold)
{
  gint64 key = ((gint64) station->station->index << 16) | (size << 1) | bold;
  PangoLayout *layout = g_hash_table_lookup (self->layouts, &key);

  if (layout == NULL)
    {
      layout = make_layout (self, station->station->name, size, bold);
      g_hash_table_insert (self->layouts, g_memdup2 (&key, sizeof key), layout);
    }

  return layout;
}

/* Halves of a logical pixel. */
static int
font_size (const RltMapScene   *scene,
           const RltMapStation *station)
{
  double size = 10.5 + CLAMP (scene->zoom - 11, 0, 4) * 0.5;

  if (station->rank >= 5)
    size += 1;
  return (int) round (size * 2);
}

static void
take_marks (Grid                *grid,
            const RltMapNetwork *network,
            const RltMapScene   *scene,
            double               scale)
{
  for (guint i = 0; i < network->n_stations; i++)
    {
      const RltMapStation *station = &network->stations[i];
      double radius;

      if (!rlt_map_scene_has_station (scene, station))
        continue;
      radius = rlt_map_scene_radius (scene, station);
      for (guint j = 0; j < station->station->n_stops; j++)
        {
          double x = station->stops[j].x * scale, y = station->stops[j].y * scale;

          grid_add (grid, &(Taken) { x - radius, y - radius, x + radius, y + radius });
        }
    }
}

/* The places around a mark in the order of liking: right, left, above, below, then the corners. */
static const struct { double x; double y; } places[] = {
  { 1, 0 }, { -1, 0 }, { 0, -1 }, { 0, 1 }, { 0.8, -0.9 }, { 0.8, 0.9 }, { -0.8, -0.9 }, { -0.8, 0.9 },
};

/* The mark of an interchange spreads over its stops. */
static void
get_mark_box (const RltMapStation *station,
              double               scale,
              double               radius,
              Taken               *box)
{
  *box = (Taken) { station->place.x * scale, station->place.y * scale,
                   station->place.x * scale, station->place.y * scale };
  for (guint i = 0; i < station->station->n_stops; i++)
    {
      box->left = MIN (box->left, station->stops[i].x * scale);
      box->right = MAX (box->right, station->stops[i].x * scale);
      box->top = MIN (box->top, station->stops[i].y * scale);
      box->bottom = MAX (box->bottom, station->stops[i].y * scale);
    }
  box->left -= radius;
  box->top -= radius;
  box->right += radius;
  box->bottom += radius;
}

static gboolean
place_label (RltMapLabel         *label,
             const Grid          *grid,
             const RltMapScene   *scene,
             double               scale)
{
  double room = label->station->rank >= CROWDED_RANK ? CROWDED_SHARE * label->width * label->height : 0;
  double least = G_MAXDOUBLE;
  Taken mark;

  get_mark_box (label->station, scale, rlt_map_scene_radius (scene, label->station) + MARK_GAP, &mark);
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      double middle_x = (mark.left + mark.right) / 2, middle_y = (mark.top + mark.bottom) / 2;
      double reach_x = (mark.right - mark.left + label->width) / 2;
      double reach_y = (mark.bottom - mark.top + label->height) / 2;
      double overlap;
      Taken wanted;

      wanted.left = middle_x + places[i].x * reach_x - label->width / 2;
      wanted.top = middle_y + places[i].y * reach_y - label->height / 2;
      wanted.right = wanted.left + label->width;
      wanted.bottom = wanted.top + label->height;
      overlap = grid_overlap (grid, &wanted);
      if (overlap >= least)
        continue;
      least = overlap;
      label->left = wanted.left;
      label->top = wanted.top;
      if (overlap <= 0)
        break;
    }

  return least <= room;
}

static void
clear_label (RltMapLabel *label)
{
  g_clear_object (&label->layout);
}

/**
 * rlt_map_letterer_place:
 * @self: a letterer, on the thread it was made on
 * @network: all stations
 * @scene: what is drawn
 *
 * Returns: (transfer full) (element-type RltMapLabel): the names that have room. It belongs to the
 *   same thread as @self.
 */
GArray *
rlt_map_letterer_place (RltMapLetterer      *self,
                        const RltMapNetwork *network,
                        const RltMapScene   *scene)
{
  GArray *labels = g_array_new (FALSE, FALSE, sizeof (RltMapLabel));
  double scale = RLT_MAP_WORLD_SIZE * exp2 (scene->zoom);
  Grid grid;

  g_return_val_if_fail (self != NULL, NULL);

  g_array_set_clear_func (labels, (GDestroyNotify) clear_label);
  grid_init (&grid);
  take_marks (&grid, network, scene, scale);

  for (guint i = 0; i < network->n_stations; i++)
    {
      RltMapLabel label = { .station = &network->stations[network->ranking[i]] };
      int width, height;

      if (!rlt_map_scene_has_label (scene, label.station))
        continue;
      label.layout = get_layout (self, label.station, font_size (scene, label.station),
                                 label.station->rank >= 5);
      pango_layout_get_pixel_size (label.layout, &width, &height);
      label.width = width;
      label.height = height;
      if (!place_label (&label, &grid, scene, scale))
        continue;
      g_object_ref (label.layout);
      g_array_append_val (labels, label);
      grid_add (&grid, &(Taken) { label.left - GAP, label.top - GAP,
                                  label.left + label.width + GAP, label.top + label.height + GAP });
    }

  g_hash_table_unref (grid.cells);
  return labels;
}
