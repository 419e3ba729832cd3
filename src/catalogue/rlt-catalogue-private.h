/* rlt-catalogue-private.h: what the files of the catalogue share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-arena.h"
#include "rlt-catalogue.h"
#include "rlt-network-facts.h"

G_BEGIN_DECLS

/* A catalogue file, read and found sound. */
typedef struct
{
  GBytes     *bytes;        /* (owned): texts point into it */
  RltArena   *arena;        /* (owned): everything else */
  const char *data_date;
  const char *attribution;
  guint       n_stations;
  RltStation *stations;
  guint       n_lines;
  RltLine    *lines;
  guint       n_quays;
  RltQuay    *quays;        /* in the order of their numbers */
} RltCatalogueFile;

/* The number spaces of stations, as bits. */
typedef enum
{
  RLT_ID_SPACE_QUAY = 1 << 0,  /* "zone d'embarquement", ArR */
  RLT_ID_SPACE_AREA = 1 << 1,  /* "zone d'arrêt", ZdA */
  RLT_ID_SPACE_ZONE = 1 << 2,  /* "zone de correspondance", ZdC */
} RltIdSpaces;

RltCatalogueFile *rlt_catalogue_file_parse    (GBytes            *bytes,
                                               GError           **error);
void              rlt_catalogue_file_refresh  (RltCatalogueFile  *self,
                                               const RltNetworkFacts *facts);
void              rlt_catalogue_file_free     (RltCatalogueFile  *self);

gboolean          rlt_id_parse_number         (const char        *text,
                                               guint32           *number);
gboolean          rlt_id_parse_line           (const char        *id,
                                               guint32           *number);
gboolean          rlt_id_parse_station        (const char        *id,
                                               guint32           *number,
                                               RltIdSpaces       *spaces);
gboolean          rlt_id_code_matches         (const RltLine     *line,
                                               const char        *code);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltCatalogueFile, rlt_catalogue_file_free)

G_END_DECLS
