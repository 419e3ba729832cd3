/* rlt-catalogue.h: the embedded network and every way to look something up in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <gio/gio.h>

#include "rlt-line.h"

G_BEGIN_DECLS

#define RLT_CATALOGUE_ERROR (rlt_catalogue_error_quark ())

typedef enum
{
  RLT_CATALOGUE_ERROR_DAMAGED,   /* the file is not a catalogue, or cut short */
  RLT_CATALOGUE_ERROR_VERSION,   /* the file is of another format version */
} RltCatalogueError;

GQuark rlt_catalogue_error_quark (void);

/**
 * RltCatalogue:
 *
 * Lines, stations, patterns and track geometry. Immutable; any thread may read it while holding a
 * reference, and everything got from it lives as long as it does.
 */
typedef struct _RltCatalogue RltCatalogue;

/* A quay ("zone d'embarquement", ArR) and the stop area (ZdA) it belongs to, by their numbers. */
typedef struct
{
  guint32 quay;
  guint32 area;
} RltQuay;

typedef struct
{
  const RltStation *station;
  double            distance;  /* metres, as the crow flies */
} RltNearStation;

#define RLT_TYPE_CATALOGUE (rlt_catalogue_get_type ())
GType             rlt_catalogue_get_type        (void);

RltCatalogue     *rlt_catalogue_new_embedded    (GError             **error);
RltCatalogue     *rlt_catalogue_new_for_bytes   (GBytes              *bytes,
                                                 GError             **error);
RltCatalogue     *rlt_catalogue_new_with_quays  (RltCatalogue        *base,
                                                 const RltQuay       *quays,
                                                 guint                n_quays);
RltCatalogue     *rlt_catalogue_ref             (RltCatalogue        *self);
void              rlt_catalogue_unref           (RltCatalogue        *self);

const char       *rlt_catalogue_get_attribution (RltCatalogue        *self);
const char       *rlt_catalogue_get_data_date   (RltCatalogue        *self);
guint             rlt_catalogue_get_n_lines     (RltCatalogue        *self);
const RltLine    *rlt_catalogue_get_line        (RltCatalogue        *self,
                                                 guint                index);
guint             rlt_catalogue_get_n_stations  (RltCatalogue        *self);
const RltStation *rlt_catalogue_get_station     (RltCatalogue        *self,
                                                 guint                index);
guint             rlt_catalogue_get_n_quays     (RltCatalogue        *self);

const RltLine    *rlt_catalogue_find_line       (RltCatalogue        *self,
                                                 const char          *id);
const RltLine    *rlt_catalogue_find_line_by_code (RltCatalogue      *self,
                                                 RltNetwork           network,
                                                 const char          *code);
const RltStation *rlt_catalogue_find_station    (RltCatalogue        *self,
                                                 const char          *id);
const RltStation *rlt_line_find_station         (const RltLine       *line,
                                                 const char          *name);
const RltStation *rlt_catalogue_find_station_on (RltCatalogue        *self,
                                                 const RltLine       *line,
                                                 const char          *name);
GArray           *rlt_catalogue_find_nearest    (RltCatalogue        *self,
                                                 double               latitude,
                                                 double               longitude,
                                                 double               radius,
                                                 guint                max);
GPtrArray        *rlt_catalogue_search_stations (RltCatalogue        *self,
                                                 const char          *words,
                                                 guint                max);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltCatalogue, rlt_catalogue_unref)

G_END_DECLS
