/* rlt-map-credits.h: whose data the map shows.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <adwaita.h>

#include "rlt-catalogue.h"

G_BEGIN_DECLS

#define RLT_TYPE_MAP_CREDITS (rlt_map_credits_get_type ())
G_DECLARE_FINAL_TYPE (RltMapCredits, rlt_map_credits, RLT, MAP_CREDITS, AdwBin)

void rlt_map_credits_set_catalogue (RltMapCredits *self,
                                    RltCatalogue  *catalogue);
void rlt_map_credits_set_base_map  (RltMapCredits *self,
                                    gboolean       seen,
                                    gboolean       missing);

G_END_DECLS
