/* rlt-network-facts.h: what newer open data say of lines and stations of the catalogue.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"

G_BEGIN_DECLS

/* A line's look changes from year to year. */
typedef struct
{
  char    *id;              /* (owned): "C01371" */
  char    *operator_name;   /* (owned) (nullable) */
  guint32  color;           /* 0xRRGGBB */
  guint32  text_color;      /* 0xRRGGBB */
} RltLineFacts;

typedef struct
{
  char   *id;               /* (owned): the interchange, ZdC: "71347" */
  char   *name;             /* (owned) (nullable) */
  double  latitude;         /* degrees, WGS 84 */
  double  longitude;
} RltStationFacts;

/* Fill it, then do not change it any more. */
typedef struct
{
  GArray *lines;            /* (owned) (element-type RltLineFacts) */
  GArray *stations;         /* (owned) (element-type RltStationFacts) */
} RltNetworkFacts;

RltNetworkFacts *rlt_network_facts_new           (void);
void             rlt_network_facts_free          (RltNetworkFacts        *self);
gboolean         rlt_network_facts_check         (const RltNetworkFacts  *self,
                                                  RltCatalogue           *base,
                                                  GError                **error);
RltCatalogue    *rlt_catalogue_new_refreshed     (RltCatalogue           *base,
                                                  const RltNetworkFacts  *facts,
                                                  GError                **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltNetworkFacts, rlt_network_facts_free)

G_END_DECLS
