/* rlt-time.c: instants, RFC 3339 text and Paris civil time.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-time"

#include "config.h"

#include "rlt-time.h"

/* Days since 1970-01-01 of a proleptic Gregorian date: Howard Hinnant, "chrono-Compatible
 * Low-Level Date Algorithms", days_from_civil(). */
static gint64
days_from_civil (int year,
                 int month,
                 int day)
{
  gint64 y = month <= 2 ? year - 1 : year;
  gint64 era = (y >= 0 ? y : y - 399) / 400;
  gint64 year_of_era = y - era * 400;
  gint64 day_of_year = (153 * (month + (month > 2 ? -3 : 9)) + 2) / 5 + day - 1;
  gint64 day_of_era = year_of_era * 365 + year_of_era / 4 - year_of_era / 100 + day_of_year;

  return era * 146097 + day_of_era - 719468;
}

/* Reads exactly @n digits. */
static gboolean
read_digits (const char **cursor,
             const char  *end,
             int          n,
             int         *value)
{
  const char *p = *cursor;
  int v = 0;

  if (end - p < n)
    return FALSE;

  for (int i = 0; i < n; i++)
    {
      if (!g_ascii_isdigit (p[i]))
        return FALSE;
      v = v * 10 + (p[i] - '0');
    }

  *cursor = p + n;
  *value = v;
  return TRUE;
}

static gboolean
read_mark (const char **cursor,
           const char  *end,
           char         mark)
{
  if (*cursor == end || **cursor != mark)
    return FALSE;

  (*cursor)++;
  return TRUE;
}

static gint64
read_fraction (const char **cursor,
               const char  *end)
{
  gint64 scale = 100000;
  gint64 fraction = 0;

  while (*cursor < end && g_ascii_isdigit (**cursor))
    {
      fraction += (**cursor - '0') * scale;
      scale /= 10;
      (*cursor)++;
    }

  return fraction;
}

static gboolean
read_offset (const char **cursor,
             const char  *end,
             gint64      *seconds)
{
  int sign, hours, minutes = 0;

  *seconds = 0;
  if (*cursor == end || read_mark (cursor, end, 'Z') || read_mark (cursor, end, 'z'))
    return TRUE;

  sign = **cursor == '-' ? -1 : 1;
  if (!read_mark (cursor, end, '+') && !read_mark (cursor, end, '-'))
    return FALSE;
  if (!read_digits (cursor, end, 2, &hours))
    return FALSE;
  (void) read_mark (cursor, end, ':');
  if (*cursor < end && !read_digits (cursor, end, 2, &minutes))
    return FALSE;
  if (hours > 18 || minutes > 59)
    return FALSE;

  *seconds = sign * (hours * 3600 + minutes * 60);
  return TRUE;
}

static gboolean
is_civil (const RltParisTime *civil)
{
  return civil->year >= 1970 && civil->month >= 1 && civil->month <= 12 && civil->day >= 1 &&
         civil->day <= g_date_get_days_in_month (civil->month, civil->year) &&
         civil->hour <= 23 && civil->minute <= 59 && civil->second <= 60;
}

/* @civil is of the zone that is @offset seconds ahead of UTC. */
static gboolean
to_instant (const RltParisTime *civil,
            gint64              offset,
            gint64              fraction,
            RltTime            *time)
{
  gint64 seconds;

  if (!is_civil (civil))
    return FALSE;

  /* Its offset may put an instant before 1970 or after 9999, where no text leads back. */
  seconds = days_from_civil (civil->year, civil->month, civil->day) * 86400 +
            civil->hour * 3600 + civil->minute * 60 + civil->second - offset;
  if (seconds < 0 || seconds > RLT_TIME_MAX / RLT_SECOND)
    return FALSE;

  *time = seconds * RLT_SECOND + fraction;
  return TRUE;
}

/**
 * rlt_time_parse:
 * @text: text of an RFC 3339 instant; need not end in NUL
 * @length: its length in bytes
 * @time: (out): the instant
 *
 * Reads an RFC 3339 instant: "2025-01-24T10:46:18.189Z", "2017-03-29T16:48:00+02:00". A missing
 * offset is read as UTC. Allocates nothing.
 *
 * Returns: %FALSE, with @time untouched, when @text is no such instant
 */
gboolean
rlt_time_parse (const char *text,
                gsize       length,
                RltTime    *time)
{
  const char *p = text;
  const char *end = text + length;
  int year, month, day, hour, minute, second;
  gint64 fraction = 0;
  gint64 offset;

  if (!read_digits (&p, end, 4, &year) || !read_mark (&p, end, '-') ||
      !read_digits (&p, end, 2, &month) || !read_mark (&p, end, '-') ||
      !read_digits (&p, end, 2, &day) ||
      !(read_mark (&p, end, 'T') || read_mark (&p, end, 't') || read_mark (&p, end, ' ')) ||
      !read_digits (&p, end, 2, &hour) || !read_mark (&p, end, ':') ||
      !read_digits (&p, end, 2, &minute) || !read_mark (&p, end, ':') ||
      !read_digits (&p, end, 2, &second))
    return FALSE;

  if (read_mark (&p, end, '.'))
    fraction = read_fraction (&p, end);
  if (!read_offset (&p, end, &offset) || p != end)
    return FALSE;

  return to_instant (&(RltParisTime) { .year = year, .month = month, .day = day,
                                       .hour = hour, .minute = minute, .second = second },
                     offset, fraction, time);
}

static void
put_digits (char   *buffer,
            int     n,
            gint64  value)
{
  for (int i = n - 1; i >= 0; i--)
    {
      buffer[i] = '0' + value % 10;
      value /= 10;
    }
}

/* The inverse of days_from_civil(), same source. */
static void
civil_from_days (gint64  days,
                 int    *year,
                 int    *month,
                 int    *day)
{
  gint64 z = days + 719468;
  gint64 era = (z >= 0 ? z : z - 146096) / 146097;
  gint64 day_of_era = z - era * 146097;
  gint64 year_of_era =
    (day_of_era - day_of_era / 1460 + day_of_era / 36524 - day_of_era / 146096) / 365;
  gint64 day_of_year = day_of_era - (365 * year_of_era + year_of_era / 4 - year_of_era / 100);
  gint64 mp = (5 * day_of_year + 2) / 153;

  *day = day_of_year - (153 * mp + 2) / 5 + 1;
  *month = mp < 10 ? mp + 3 : mp - 9;
  *year = year_of_era + era * 400 + (*month <= 2 ? 1 : 0);
}

/**
 * rlt_time_print:
 * @time: an instant from the years 1970 to 9999
 * @buffer: (out): where the text goes, ended by NUL
 *
 * Writes @time as RFC 3339 in UTC; milliseconds only when they are not zero.
 *
 * Returns: the length of the text in bytes
 */
gsize
rlt_time_print (RltTime time,
                char    buffer[RLT_TIME_TEXT_SIZE])
{
  gint64 seconds = time / RLT_SECOND;
  gint64 milliseconds = time % RLT_SECOND / 1000;
  gint64 days = seconds / 86400;
  gint64 rest = seconds % 86400;
  int year, month, day;
  gsize length = 19;

  g_return_val_if_fail (time >= 0, 0);

  civil_from_days (days, &year, &month, &day);
  put_digits (buffer, 4, year);
  buffer[4] = '-';
  put_digits (buffer + 5, 2, month);
  buffer[7] = '-';
  put_digits (buffer + 8, 2, day);
  buffer[10] = 'T';
  put_digits (buffer + 11, 2, rest / 3600);
  buffer[13] = ':';
  put_digits (buffer + 14, 2, rest / 60 % 60);
  buffer[16] = ':';
  put_digits (buffer + 17, 2, rest % 60);
  if (milliseconds != 0)
    {
      buffer[19] = '.';
      put_digits (buffer + 20, 3, milliseconds);
      length = 23;
    }
  buffer[length] = 'Z';
  buffer[length + 1] = '\0';

  return length + 1;
}

/**
 * rlt_time_to_string:
 * @time: an instant, not %RLT_TIME_NONE
 *
 * Returns: (transfer full): @time as RFC 3339 in UTC
 */
char *
rlt_time_to_string (RltTime time)
{
  char buffer[RLT_TIME_TEXT_SIZE];

  rlt_time_print (time, buffer);
  return g_strdup (buffer);
}

/**
 * rlt_time_zone_paris:
 *
 * Returns: (transfer none): the zone of Europe/Paris, from the system's zone table. Any thread.
 */
GTimeZone *
rlt_time_zone_paris (void)
{
  static GTimeZone *zone;

  if (g_once_init_enter (&zone))
    {
      GTimeZone *paris = g_time_zone_new_identifier ("Europe/Paris");

      /* Without a zone table: the rule that has held since 1996. */
      if (paris == NULL)
        paris = g_time_zone_new_identifier ("CET-1CEST,M3.5.0,M10.5.0/3");
      g_once_init_leave (&zone, paris);
    }

  return zone;
}

/**
 * rlt_time_to_paris:
 * @time: an instant
 * @paris: (out): its civil time in Paris
 */
void
rlt_time_to_paris (RltTime       time,
                   RltParisTime *paris)
{
  g_autoptr(GDateTime) utc = g_date_time_new_from_unix_utc (time / RLT_SECOND);
  g_autoptr(GDateTime) local = g_date_time_to_timezone (utc, rlt_time_zone_paris ());

  *paris = (RltParisTime) {
    .year = g_date_time_get_year (local),
    .month = g_date_time_get_month (local),
    .day = g_date_time_get_day_of_month (local),
    .hour = g_date_time_get_hour (local),
    .minute = g_date_time_get_minute (local),
    .second = g_date_time_get_second (local),
    .day_of_week = g_date_time_get_day_of_week (local),
  };
}

/**
 * rlt_time_from_paris:
 * @paris: civil time in Paris; its day of the week is not read
 *
 * The hour that the autumn change repeats is read as its first occurrence; the hour that the
 * spring change skips as the instant of the change or after.
 *
 * Returns: the instant, or %RLT_TIME_NONE when the date does not exist
 */
RltTime
rlt_time_from_paris (const RltParisTime *paris)
{
  g_autoptr(GDateTime) local =
    g_date_time_new (rlt_time_zone_paris (), paris->year, paris->month, paris->day,
                     paris->hour, paris->minute, paris->second);
  g_autoptr(GDateTime) earlier = NULL;
  g_autoptr(GDateTime) back = NULL;

  if (local == NULL)
    return RLT_TIME_NONE;

  earlier = g_date_time_add_hours (local, -1);
  back = g_date_time_to_timezone (earlier, rlt_time_zone_paris ());
  if (g_date_time_get_hour (back) == paris->hour && g_date_time_get_minute (back) == paris->minute)
    return g_date_time_to_unix (earlier) * RLT_SECOND;

  return g_date_time_to_unix (local) * RLT_SECOND;
}

/* Reads two digits, after @mark or, in the basic form, nothing. */
static gboolean
read_next (const char **cursor,
           const char  *end,
           char         mark,
           int         *value)
{
  (void) read_mark (cursor, end, mark);
  return read_digits (cursor, end, 2, value);
}

/**
 * rlt_time_parse_paris:
 * @text: text of an instant; need not end in NUL
 * @length: its length in bytes
 * @time: (out): the instant
 *
 * Reads an instant in the basic or the extended form of ISO 8601: "20260218T080000",
 * "2026-02-18T08:00". Without an offset it is civil time in Paris, with the rules of
 * rlt_time_from_paris().
 *
 * Returns: %FALSE, with @time untouched, when @text is no such instant
 */
gboolean
rlt_time_parse_paris (const char *text,
                      gsize       length,
                      RltTime    *time)
{
  const char *p = text;
  const char *end = text + length;
  RltParisTime civil = { 0 };
  gint64 fraction = 0;
  gint64 offset;
  RltTime instant;

  if (!read_digits (&p, end, 4, &civil.year) || !read_next (&p, end, '-', &civil.month) ||
      !read_next (&p, end, '-', &civil.day) || !(read_mark (&p, end, 'T') || read_mark (&p, end, ' ')) ||
      !read_digits (&p, end, 2, &civil.hour) || !read_next (&p, end, ':', &civil.minute))
    return FALSE;
  if (p < end && (*p == ':' || g_ascii_isdigit (*p)) && !read_next (&p, end, ':', &civil.second))
    return FALSE;
  if (read_mark (&p, end, '.'))
    fraction = read_fraction (&p, end);
  if (p < end)
    return read_offset (&p, end, &offset) && p == end && to_instant (&civil, offset, fraction, time);

  instant = is_civil (&civil) ? rlt_time_from_paris (&civil) : RLT_TIME_NONE;
  if (!RLT_TIME_IS_SET (instant) || instant < 0 || instant > RLT_TIME_MAX)
    return FALSE;

  *time = instant + fraction;
  return TRUE;
}

/**
 * rlt_time_service_day_start:
 * @time: an instant
 *
 * The service day begins at %RLT_SERVICE_DAY_FIRST_HOUR in Paris: a train at 01:30 belongs to the
 * day before.
 *
 * Returns: the beginning of the service day that holds @time
 */
RltTime
rlt_time_service_day_start (RltTime time)
{
  RltParisTime paris;

  rlt_time_to_paris (time - RLT_SERVICE_DAY_FIRST_HOUR * RLT_HOUR, &paris);
  paris.hour = RLT_SERVICE_DAY_FIRST_HOUR;
  paris.minute = 0;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}
