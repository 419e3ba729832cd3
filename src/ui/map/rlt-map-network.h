/* rlt-map-network.h: lines and stations as they lie in the flat world of the map.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-map-projection.h"

G_BEGIN_DECLS

/* The track between two neighbouring stops. */
typedef struct
{
  RltMapBox          box;
  guint              n_points;
  const RltMapPoint *points;
} RltMapSegment;

typedef struct
{
  const RltLine       *line;
  RltMapBox            box;
  const RltMapSegment *segments;   /* as many as the line has */
} RltMapLine;

typedef struct
{
  const RltStation  *station;
  RltMapPoint        place;     /* the middle of @stops */
  const RltMapPoint *stops;     /* on each line's track, as many as the station has */
  guint              networks;  /* a bit for each RltNetwork that serves it */
  gboolean           terminus;  /* of one of its lines */
  double             rank;      /* the more it matters to riders, the higher */
} RltMapStation;

/**
 * RltMapNetwork:
 *
 * Immutable; any thread may read it while holding a reference.
 */
typedef struct
{
  gatomicrefcount  ref_count;
  RltCatalogue    *catalogue;   /* (owned) */
  guint            n_lines;
  RltMapLine      *lines;       /* (owned): in the catalogue's order */
  guint           *line_order;  /* (owned): places in @lines, in the order of painting */
  guint            n_stations;
  RltMapStation   *stations;    /* (owned): in the catalogue's order */
  guint           *ranking;     /* (owned): places in @stations, those that matter most first */
  RltMapPoint     *points;      /* (owned): what segments and stations point into */
} RltMapNetwork;

#define RLT_MAP_ALL_NETWORKS ((1u << RLT_N_NETWORKS) - 1)

RltMapNetwork *rlt_map_network_new       (RltCatalogue        *catalogue);
RltMapNetwork *rlt_map_network_ref       (RltMapNetwork       *self);
void           rlt_map_network_unref     (RltMapNetwork       *self);
const RltLine *rlt_map_network_find_line (const RltMapNetwork *self,
                                          const RltMapCamera  *camera,
                                          guint                networks,
                                          double               x,
                                          double               y,
                                          double               radius);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltMapNetwork, rlt_map_network_unref)

G_END_DECLS
