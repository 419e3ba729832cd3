/* rlt-time.h: instants, RFC 3339 text and Paris civil time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

/**
 * RltTime:
 *
 * An instant, in microseconds since 1970-01-01T00:00:00Z. The one unit of time everywhere.
 */
typedef gint64 RltTime;

/* "Not known". It is never zero, never now. */
#define RLT_TIME_NONE ((RltTime) G_MININT64)
#define RLT_TIME_IS_SET(time) ((time) != RLT_TIME_NONE)
#define RLT_SECOND ((RltTime) G_USEC_PER_SEC)
#define RLT_MINUTE (60 * RLT_SECOND)
#define RLT_HOUR (60 * RLT_MINUTE)

/* The last second that RFC 3339 can write: 9999-12-31T23:59:59Z. */
#define RLT_TIME_MAX (G_GINT64_CONSTANT (253402300799) * RLT_SECOND)

/* Room for "2026-11-23T08:15:30.123Z" and its end mark. */
#define RLT_TIME_TEXT_SIZE 32

/* The hour at which the Paris service day begins: night services belong to the day before. */
#define RLT_SERVICE_DAY_FIRST_HOUR 4

/* Civil time in Paris. */
typedef struct
{
  int year;
  int month;         /* 1-12 */
  int day;           /* 1-31 */
  int hour;          /* 0-23 */
  int minute;
  int second;
  int day_of_week;   /* 1 Monday - 7 Sunday */
} RltParisTime;

gboolean   rlt_time_parse             (const char         *text,
                                       gsize               length,
                                       RltTime            *time);
gboolean   rlt_time_parse_paris       (const char         *text,
                                       gsize               length,
                                       RltTime            *time);
gsize      rlt_time_print             (RltTime             time,
                                       char                buffer[RLT_TIME_TEXT_SIZE]);
char      *rlt_time_to_string         (RltTime             time);
void       rlt_time_to_paris          (RltTime             time,
                                       RltParisTime       *paris);
RltTime    rlt_time_from_paris        (const RltParisTime *paris);
RltTime    rlt_time_service_day_start (RltTime             time);
GTimeZone *rlt_time_zone_paris        (void);

G_END_DECLS
