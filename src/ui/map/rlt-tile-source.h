/* rlt-tile-source.h: base map tiles from a server, and whether it answers.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <shumate/shumate.h>

G_BEGIN_DECLS

/* Signal ::answered (gboolean success): a tile came, or could not be had. */
#define RLT_TYPE_TILE_SOURCE (rlt_tile_source_get_type ())
G_DECLARE_FINAL_TYPE (RltTileSource, rlt_tile_source, RLT, TILE_SOURCE, ShumateDataSource)

RltTileSource *rlt_tile_source_new (const char *uri_template);

G_END_DECLS
