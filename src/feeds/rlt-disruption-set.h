/* rlt-disruption-set.h: the disruptions of an answer, each once, while it is read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-decode.h"
#include "rlt-decode-json.h"
#include "rlt-disruption-words.h"

G_BEGIN_DECLS

/* One disruption, as its parts turn up. Texts are the upstream's, with or without markup; the set
 * copies what it is given. */
typedef struct
{
  guint        index;          /* of its record in the answer */
  char        *key;            /* (owned): the same for all copies of it in the answer */
  char        *id;             /* (owned) */
  RltSeverity  severity;
  gboolean     is_works;
  gboolean     is_lift;
  gboolean     has_objects;    /* it says itself what it concerns */
  char        *title;          /* (owned) (nullable) */
  char        *message;        /* (owned) (nullable) */
  GPtrArray   *lines;          /* (owned) (element-type utf8): keys or ids, each once */
  GPtrArray   *stations;       /* (owned) (element-type utf8): names or ids, each once */
  GArray      *periods;        /* (owned) (element-type RltPeriod) */
  guint        n_bad_periods;
  RltTense     told;           /* without periods: whether it applies, by the upstream's word */
  RltTime      updated_at;
} RltDisruptionDraft;

/**
 * RltDisruptionSet:
 *
 * One thread.
 */
typedef struct _RltDisruptionSet RltDisruptionSet;

RltDisruptionDraft *rlt_disruption_draft_new         (guint               index,
                                                      const char         *key,
                                                      const char         *id);
void                rlt_disruption_draft_free        (RltDisruptionDraft *self);
void                rlt_disruption_draft_add_period  (RltDisruptionDraft *self,
                                                      const char         *from,
                                                      const char         *to);
void                rlt_disruption_draft_add_line    (RltDisruptionDraft *self,
                                                      RltCatalogue       *catalogue,
                                                      const char         *id);
void                rlt_disruption_draft_add_station (RltDisruptionDraft *self,
                                                      RltCatalogue       *catalogue,
                                                      const char         *id);
void                rlt_disruption_draft_read_periods (RltDisruptionDraft *self,
                                                      JsonArray          *periods);
void                rlt_disruption_draft_read_tags   (RltDisruptionDraft *self,
                                                      JsonArray          *tags);

RltDisruptionSet   *rlt_disruption_set_new           (RltRecords         *records);
void                rlt_disruption_set_free          (RltDisruptionSet   *self);
void                rlt_disruption_set_take          (RltDisruptionSet   *self,
                                                      RltDisruptionDraft *draft);
RltDisruptionDraft *rlt_disruption_set_find          (RltDisruptionSet   *self,
                                                      const char         *id);
void                rlt_disruption_set_finish        (RltDisruptionSet   *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltDisruptionDraft, rlt_disruption_draft_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltDisruptionSet, rlt_disruption_set_free)

G_END_DECLS
