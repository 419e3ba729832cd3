/* rlt-records.h: what one answer of an upstream says, normalised.
 *
 * A batch owns all its records and their texts in one arena. Fill it on one thread; from the
 * moment it is shared nobody changes it, and any thread may read it while holding a reference.
 * Texts are UTF-8; a text that was not said is NULL, an instant that was not said RLT_TIME_NONE.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib-object.h>

#include "rlt-arena.h"
#include "rlt-json-writer.h"
#include "rlt-line.h"

G_BEGIN_DECLS

/* "Not known" as a delay: a delay exists only when both times do. */
#define RLT_DELAY_NONE G_MININT

/* One train due at one stop. */
struct _RltDeparture
{
  const RltLine    *line;               /* (nullable) when the catalogue does not know @line_id */
  const char       *line_id;            /* (nullable) the upstream's own id */
  const RltStation *station;            /* (nullable) */
  const char       *stop_id;            /* (nullable) the upstream's own id, a quay as a rule */
  const char       *stop_name;          /* (nullable) the upstream's own name */
  const char       *direction;          /* (nullable) */
  const char       *destination;        /* (nullable) */
  const char       *destination_id;     /* (nullable) the upstream's own id */
  const char       *mission;            /* (nullable): "NORA" */
  const char       *trip;               /* (nullable) the upstream's own journey id */
  RltTime           aimed_arrival;
  RltTime           aimed_departure;
  RltTime           expected_arrival;
  RltTime           expected_departure;
  gboolean          at_platform;
  gboolean          cancelled;
  gboolean          delayed;            /* nobody says until when: its time is not known */
  gboolean          out_of_service;     /* it passes, or ends here: evidence of a train, nothing for riders */
  int               delay;              /* seconds, never below 0, or RLT_DELAY_NONE */
  const char       *platform;           /* (nullable) */
  const char       *source;             /* the feed's id */
  RltTime           observed_at;
  RltBasis          basis;
};

/* One stop of a trip. */
struct _RltCall
{
  const RltStation *station;            /* (nullable) */
  const char       *stop_id;
  const char       *stop_name;          /* (nullable): of a stop that is not of the catalogue's */
  RltTime           aimed_arrival;
  RltTime           aimed_departure;
  RltTime           expected_arrival;
  RltTime           expected_departure;
  const char       *platform;           /* (nullable) */
  int               delay;              /* seconds, never below 0, or RLT_DELAY_NONE */
  guint             skipped : 1;        /* the train does not stop there, or the call is cancelled */
  guint             at_platform : 1;
};

/* One train's journey, its calls in order of time. */
struct _RltTrip
{
  const char       *id;                 /* the upstream's own journey id */
  const RltLine    *line;               /* (nullable) */
  const char       *line_id;            /* (nullable): GTFS-Realtime may leave it to the schedule */
  const char       *line_name;          /* (nullable): of a line that is not of the catalogue's */
  const char       *direction;          /* (nullable): as the upstream says it */
  const char       *destination;        /* (nullable) */
  const char       *mission;            /* (nullable) */
  const char       *source;
  RltTime           observed_at;
  gboolean          cancelled;
  guint             n_calls;
  RltCall          *calls;
};

/* Where a feed says that one train is. */
struct _RltVehicle
{
  const char       *trip;               /* (nullable) */
  const RltLine    *line;               /* (nullable) */
  const char       *line_id;            /* (nullable) */
  const char       *line_name;          /* (nullable): of a line that is not of the catalogue's */
  const char       *id;                 /* (nullable): the vehicle's own id */
  double            latitude;           /* degrees, or NAN */
  double            longitude;          /* degrees, or NAN */
  double            bearing;            /* degrees, or NAN */
  const char       *direction;          /* (nullable): as the upstream says it */
  const char       *previous_stop_id;   /* (nullable): the stop it left last */
  const RltStation *previous_station;   /* (nullable) when the catalogue does not know it */
  const char       *stop_id;            /* (nullable): the stop it is at or comes to */
  const char       *stop_name;          /* (nullable): its name, by the upstream's schedule */
  const RltStation *station;            /* (nullable) */
  RltVehicleStatus  status;
  double            progress;           /* 0-1 from the one stop to the other, or NAN */
  const char       *source;
  RltTime           observed_at;
};

typedef struct
{
  RltTime from;   /* or RLT_TIME_NONE: open */
  RltTime to;     /* or RLT_TIME_NONE: open */
} RltPeriod;

/* A disruption that is not of nights only. */
#define RLT_ALL_DAY (-1)

struct _RltDisruption
{
  const char         *id;
  const char * const *lines;            /* NULL-terminated: catalogue keys, else the upstream's ids */
  const char * const *stations;         /* NULL-terminated: station names, else the upstream's ids */
  RltLevel            level;
  RltCategory         category;
  const char         *title;            /* (nullable) plain text */
  const char         *message;          /* (nullable) plain text */
  const char         *detail;           /* (nullable) the message as harmless HTML, when it had markup */
  guint               n_periods;
  const RltPeriod    *periods;          /* as the upstream says them: see rlt_disruption_applies_at() */
  int                 nights_from;      /* of each day in @periods only from this minute of the service
                                         * day's date on: 1350 for 22:30; or RLT_ALL_DAY */
  RltTense            told;             /* without periods: whether it applies, by the upstream's word */
  const char         *source;
  RltTime             updated_at;
};

/* What a feed says of one line's traffic. */
struct _RltTraffic
{
  const RltLine    *line;               /* (nullable) */
  const char       *line_id;
  RltLevel          level;
  const char       *title;              /* (nullable) plain text */
  const char       *message;            /* (nullable) plain text */
  const char       *detail;             /* (nullable) the message as harmless HTML, when it had markup */
  const char       *source;
  RltTime           updated_at;
};

/* A record that could not be used, or something odd in one that was. */
typedef struct
{
  guint             index;              /* its place in the answer, from 0; or RLT_WHOLE_ANSWER */
  const char       *reason;
} RltRejection;

/* The place of what concerns no single record. */
#define RLT_WHOLE_ANSWER G_MAXUINT

/* Rejections beyond this many are counted, not kept; remarks beyond it are dropped. */
#define RLT_MAX_REJECTIONS 1000

/* How long a train stays on a board after the instant it is listed under. */
#define RLT_DEPARTURE_GONE_AFTER (60 * RLT_SECOND)

struct _RltRecords
{
  gatomicrefcount   ref_count;
  RltArena         *arena;              /* (owned) */
  GPtrArray        *parts;              /* (owned) (nullable) (element-type RltRecords): whose records are
                                         * among these */
  const char       *kind;               /* "siri-sm" */
  const char       *source;             /* the feed's id, or a file's name */
  RltAnswer         answer;
  const char       *message;            /* (nullable): what the upstream said of its error */
  RltTime           observed_at;        /* when the answer was made, by the upstream's own word */
  gboolean          has_more;           /* the answer is a page, and not the last one */
  GPtrArray        *departures;         /* (element-type RltDeparture) */
  GPtrArray        *trips;              /* (element-type RltTrip) */
  GPtrArray        *vehicles;           /* (element-type RltVehicle) */
  GPtrArray        *disruptions;        /* (element-type RltDisruption) */
  GPtrArray        *traffic;            /* (element-type RltTraffic) */
  GPtrArray        *rejections;         /* (element-type RltRejection) */
  GPtrArray        *remarks;            /* (element-type RltRejection): odd, and used all the same */
  guint             n_records;          /* in the answer, used or not */
  guint             n_rejected;
  /* GTFS-Realtime only */
  guint             n_trip_updates;
  guint             n_stop_time_updates;
  guint             n_vehicles;
  guint             n_alerts;
};

#define RLT_TYPE_RECORDS (rlt_records_get_type ())
GType          rlt_records_get_type        (void);

RltRecords    *rlt_records_new             (const char        *kind,
                                            const char        *source);
RltRecords    *rlt_records_ref             (RltRecords        *self);
void           rlt_records_unref           (RltRecords        *self);
RltDeparture  *rlt_records_add_departure   (RltRecords        *self);
RltTrip       *rlt_records_add_trip        (RltRecords        *self);
RltVehicle    *rlt_records_add_vehicle     (RltRecords        *self);
RltDisruption *rlt_records_add_disruption  (RltRecords        *self);
RltTraffic    *rlt_records_add_traffic     (RltRecords        *self);
void           rlt_records_reject          (RltRecords        *self,
                                            guint              index,
                                            const char        *format,
                                            ...) G_GNUC_PRINTF (3, 4);
void           rlt_records_remark          (RltRecords        *self,
                                            guint              index,
                                            const char        *format,
                                            ...) G_GNUC_PRINTF (3, 4);
void           rlt_records_fail            (RltRecords        *self,
                                            RltAnswer          answer,
                                            const char        *format,
                                            ...) G_GNUC_PRINTF (3, 4);
void           rlt_records_absorb          (RltRecords        *self,
                                            RltRecords        *part);
void           rlt_records_keep_line       (RltRecords        *self,
                                            const RltLine     *line);
void           rlt_call_init               (RltCall           *call);
int            rlt_delay_between           (RltTime            aimed,
                                            RltTime            expected);
RltDeparture  *rlt_departure_copy          (const RltDeparture *self,
                                            RltArena           *arena);
RltTime        rlt_departure_get_time      (const RltDeparture *self);
gboolean       rlt_departure_is_past       (const RltDeparture *self,
                                            RltTime             now);
gboolean       rlt_disruption_applies_at   (const RltDisruption *self,
                                            RltTime              now);
RltTense       rlt_disruption_get_tense    (const RltDisruption *self,
                                            RltTime              now);
RltTime        rlt_disruption_get_next_change
                                           (const RltDisruption *self,
                                            RltTime              now);
RltTime        rlt_call_get_arrival        (const RltCall     *self);
RltTime        rlt_call_get_departure      (const RltCall     *self);
void           rlt_departure_put_json      (const RltDeparture *self,
                                            RltJsonWriter      *writer);
void           rlt_departure_write_json    (const RltDeparture *self,
                                            RltJsonWriter      *writer);
void           rlt_periods_put_json        (const RltPeriod    *periods,
                                            guint               n_periods,
                                            int                 nights_from,
                                            RltJsonWriter      *writer);
void           rlt_records_write_json      (const RltRecords   *self,
                                            RltJsonWriter      *writer);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltRecords, rlt_records_unref)

G_END_DECLS
