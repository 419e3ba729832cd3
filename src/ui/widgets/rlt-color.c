/* rlt-color.c: the catalogue's colours for GTK.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-color.h"

/**
 * rlt_color_to_rgba:
 * @color: 0xRRGGBB
 *
 * Returns: the same, opaque
 */
GdkRGBA
rlt_color_to_rgba (guint32 color)
{
  return (GdkRGBA) {
    .red = ((color >> 16) & 0xff) / 255.0f,
    .green = ((color >> 8) & 0xff) / 255.0f,
    .blue = (color & 0xff) / 255.0f,
    .alpha = 1.0f,
  };
}
