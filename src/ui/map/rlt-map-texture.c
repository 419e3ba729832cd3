/* rlt-map-texture.c: textures out of what Cairo drew.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-map-texture"

#include "config.h"

#include "rlt-map-texture.h"

/* What is read while a surface is turned into a texture. */
typedef struct
{
  const guint32 *pixels;
  int            stride;   /* pixels */
  int            width;
  int            height;
} Source;

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

static GdkTexture *
take_transparent (const Source *source)
{
  gsize length = (gsize) source->width * source->height * 4;
  guchar *out = g_malloc0 (length), *to = out;
  g_autoptr(GBytes) bytes = g_bytes_new_take (out, length);
  gboolean empty = TRUE;

  for (int y = 0; y < source->height; y++)
    {
      const guint32 *row = source->pixels + (gsize) y * source->stride;

      for (int x = 0; x < source->width; x++, to += 4)
        {
          guint alpha = row[x] >> 24;

          if (alpha == 0)
            continue;
          empty = FALSE;
          to[0] = ((row[x] >> 16) & 0xff) * 255 / alpha;
          to[1] = ((row[x] >> 8) & 0xff) * 255 / alpha;
          to[2] = (row[x] & 0xff) * 255 / alpha;
          to[3] = alpha;
        }
    }
  if (empty)
    return NULL;

  return gdk_memory_texture_new (source->width, source->height, GDK_MEMORY_R8G8B8A8, bytes,
                                 (gsize) source->width * 4);
}

/**
 * rlt_map_texture_new:
 * @surface: an image surface, %CAIRO_FORMAT_RGB24 or %CAIRO_FORMAT_ARGB32
 *
 * GTK 4.8's Cairo renderer copies a texture's pixels each time it draws them. It does so quickly from
 * the two formats that are used here; from Cairo's own it goes through floating point numbers, which
 * takes five times as long. Any thread.
 *
 * Returns: (transfer full) (nullable): a copy of the surface, or %NULL when all of it is transparent
 */
GdkTexture *
rlt_map_texture_new (cairo_surface_t *surface)
{
  Source source;

  g_return_val_if_fail (surface != NULL, NULL);

  cairo_surface_flush (surface);
  source.pixels = (const guint32 *) cairo_image_surface_get_data (surface);
  source.stride = cairo_image_surface_get_stride (surface) / (int) sizeof (guint32);
  source.width = cairo_image_surface_get_width (surface);
  source.height = cairo_image_surface_get_height (surface);

  if (cairo_image_surface_get_format (surface) == CAIRO_FORMAT_RGB24)
    return take_opaque (&source);
  return take_transparent (&source);
}
