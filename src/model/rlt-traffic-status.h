/* rlt-traffic-status.h: how the trains of one line run, why, and who says so.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"

G_BEGIN_DECLS

/* One disruption, whoever tells of it, or what a feed says of the line in general. */
typedef struct
{
  const char         *id;           /* the same from poll to poll */
  RltLevel            level;        /* what it makes of what it concerns; unknown for lifts and informations */
  RltCategory         category;
  const char         *title;        /* (nullable) plain text */
  const char         *message;      /* (nullable) plain text */
  const char         *detail;       /* (nullable) the message as harmless HTML, when it had markup */
  const char * const *stations;     /* NULL-terminated: station names, else the upstream's ids */
  guint               n_periods;
  const RltPeriod    *periods;      /* as in #RltDisruption */
  int                 nights_from;  /* as in #RltDisruption */
  RltTense            tense;        /* whether it applied when the status was made */
  gboolean            counts;       /* the line's level is made of it */
  const char * const *sources;      /* NULL-terminated feed ids: all that tell of it */
  RltTime             updated_at;   /* by the upstream's word, or RLT_TIME_NONE */
  RltTime             observed_at;  /* when a feed last told of it */
} RltTrafficReason;

/* What one source by itself makes of the line. They may disagree. */
typedef struct
{
  const char *source;               /* the feed's id */
  RltLevel    level;
  RltTime     observed_at;
} RltTrafficWitness;

struct _RltTrafficStatus
{
  gatomicrefcount          ref_count;
  RltArena                *arena;        /* (owned) */
  const RltLine           *line;
  RltTime                  built_at;     /* or RLT_TIME_NONE: nobody has told anything */
  RltLevel                 level;        /* unknown unless somebody said it lately */
  RltLevel                 last_level;   /* what it was when it was last known, be it long ago */
  RltTime                  observed_at;  /* when @last_level was, or RLT_TIME_NONE: never */
  RltTime                  changes_at;   /* when it is to be made anew if nothing is told before, or
                                          * RLT_TIME_NONE: it will not change by itself */
  const char              *note;         /* (nullable): why @level is unknown, in words for people */
  guint                    n_reasons;    /* of the line: what applies first, the gravest first of all; then
                                          * what is coming, the next first; then what
                                         * nobody says the time of, and what is past */
  const RltTrafficReason  *reasons;
  guint                    n_station_reasons;  /* of single stations, lifts among them: they are not the
                                                * line's; in the same order */
  const RltTrafficReason  *station_reasons;
  guint                    n_witnesses;  /* by source */
  const RltTrafficWitness *witnesses;
};

#define RLT_TYPE_TRAFFIC_STATUS (rlt_traffic_status_get_type ())
GType             rlt_traffic_status_get_type     (void);

RltTrafficStatus *rlt_traffic_status_new          (const RltLine          *line);
RltTrafficStatus *rlt_traffic_status_ref          (RltTrafficStatus       *self);
void              rlt_traffic_status_unref        (RltTrafficStatus       *self);
void              rlt_traffic_status_list_station (const RltTrafficStatus *self,
                                                   const RltStation       *station,
                                                   GPtrArray              *reasons);
void              rlt_traffic_status_put_json     (const RltTrafficStatus *self,
                                                   RltTime                 now,
                                                   RltJsonWriter          *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltTrafficStatus, rlt_traffic_status_unref)

G_END_DECLS
