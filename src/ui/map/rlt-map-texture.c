/* rlt-map-texture.c: textures out of what Cairo drew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-texture"

#include "config.h"

#include "rlt-map-texture.h"

/* The part of a surface that is turned into a texture. */
typedef struct
{
  const guint32 *pixels;
  int            stride;   /* pixels */
  int            width;
  int            height;
} Source;

static void
source_init (Source          *self,
             cairo_surface_t *surface,
             int              x,
             int              y,
             int              width,
             int              height)
{
  cairo_surface_flush (surface);
  self->stride = cairo_image_surface_get_stride (surface) / (int) sizeof (guint32);
  self->pixels = (const guint32 *) cairo_image_surface_get_data (surface) + (gsize) y * self->stride + x;
  self->width = width;
  self->height = height;
}

/* Whether every pixel is @color, but for the bits that are not in @mask. */
static gboolean
is_even (const Source *self,
         guint32       color,
         guint32       mask)
{
  for (int y = 0; y < self->height; y++)
    {
      const guint32 *row = self->pixels + (gsize) y * self->stride;

      for (int x = 0; x < self->width; x++)
        {
          if ((row[x] & mask) != color)
            return FALSE;
        }
    }

  return TRUE;
}

static GdkTexture *
take_opaque (const Source *source)
{
  gsize length = (gsize) source->width * source->height * 3;
  guchar *out = g_malloc (length), *to = out;
  g_autoptr(GBytes) bytes = g_bytes_new_take (out, length);

  for (int y = 0; y < source->height; y++)
    {
      const guint32 *row = source->pixels + (gsize) y * source->stride;

      for (int x = 0; x < source->width; x++)
        {
          *to++ = row[x] >> 16;
          *to++ = row[x] >> 8;
          *to++ = row[x];
        }
    }

  return gdk_memory_texture_new (source->width, source->height, GDK_MEMORY_R8G8B8, bytes,
                                 (gsize) source->width * 3);
}

static GBytes *
take_pixels (const Source *source)
{
  gsize length = (gsize) source->width * source->height * 4;
  guchar *out = g_malloc0 (length), *to = out;

  for (int y = 0; y < source->height; y++)
    {
      const guint32 *row = source->pixels + (gsize) y * source->stride;

      for (int x = 0; x < source->width; x++, to += 4)
        {
          guint alpha = row[x] >> 24;

          if (alpha == 0)
            continue;
          to[0] = ((row[x] >> 16) & 0xff) * 255 / alpha;
          to[1] = ((row[x] >> 8) & 0xff) * 255 / alpha;
          to[2] = (row[x] & 0xff) * 255 / alpha;
          to[3] = alpha;
        }
    }

  return g_bytes_new_take (out, length);
}

static GdkTexture *
take_transparent (const Source *source)
{
  g_autoptr(GBytes) bytes = take_pixels (source);

  return gdk_memory_texture_new (source->width, source->height, GDK_MEMORY_R8G8B8A8, bytes,
                                 (gsize) source->width * 4);
}

/**
 * rlt_map_pixels_new:
 * @surface: an image surface, %CAIRO_FORMAT_ARGB32
 *
 * Returns: (transfer full): its pixels as %GDK_MEMORY_R8G8B8A8 has them. Any thread.
 */
GBytes *
rlt_map_pixels_new (cairo_surface_t *surface)
{
  Source source;

  g_return_val_if_fail (surface != NULL, NULL);

  source_init (&source, surface, 0, 0,
               cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface));
  return take_pixels (&source);
}

/**
 * rlt_map_texture_new:
 * @surface: an image surface, %CAIRO_FORMAT_ARGB32
 *
 * GTK 4.8's Cairo renderer copies a texture's pixels each time it draws them. It does so quickly from
 * the two formats that are used here; from Cairo's own it goes through floating point numbers, which
 * takes five times as long. Any thread.
 *
 * Returns: (transfer full): a copy of the surface
 */
GdkTexture *
rlt_map_texture_new (cairo_surface_t *surface)
{
  Source source;

  g_return_val_if_fail (surface != NULL, NULL);

  source_init (&source, surface, 0, 0,
               cairo_image_surface_get_width (surface), cairo_image_surface_get_height (surface));
  return take_transparent (&source);
}

/**
 * rlt_map_texture_new_part:
 * @surface: an image surface, %CAIRO_FORMAT_RGB24 or %CAIRO_FORMAT_ARGB32
 * @x: pixels
 * @y: pixels
 * @size: pixels on each side of the part
 * @background: 0xRRGGBB, of a surface without transparency
 *
 * As rlt_map_texture_new(), of a square part of a surface.
 *
 * Returns: (transfer full) (nullable): a copy, or %NULL when there is nothing but background or
 *   transparency
 */
GdkTexture *
rlt_map_texture_new_part (cairo_surface_t *surface,
                          int              x,
                          int              y,
                          int              size,
                          guint32          background)
{
  Source source;

  g_return_val_if_fail (surface != NULL, NULL);

  source_init (&source, surface, x, y, size, size);
  if (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24)
    return is_even (&source, background, 0xffffff) ? NULL : take_opaque (&source);
  return is_even (&source, 0, 0xffffffff) ? NULL : take_transparent (&source);
}
