/* rlt-map-labels.h: which station names are written at a zoom level, and where, without overlap.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <pango/pangocairo.h>

#include "rlt-map-scene.h"

G_BEGIN_DECLS

/* A station name and its place. */
typedef struct
{
  const RltMapStation *station;
  PangoLayout         *layout;   /* (owned) */
  double               left;     /* logical pixels from the world's corner, at the scene's zoom level */
  double               top;
  double               width;
  double               height;
} RltMapLabel;

/**
 * RltMapLetterer:
 *
 * Keeps the names' layouts from scene to scene. Belongs to one thread, Pango's font maps do.
 */
typedef struct _RltMapLetterer RltMapLetterer;

RltMapLetterer *rlt_map_letterer_new  (void);
void            rlt_map_letterer_free (RltMapLetterer      *self);
GArray         *rlt_map_letterer_place (RltMapLetterer      *self,
                                       const RltMapNetwork *network,
                                       const RltMapScene   *scene);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltMapLetterer, rlt_map_letterer_free)

G_END_DECLS
