/* rlt-catalogue-ids.c: the forms in which upstreams and riders write lines and stations.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include <string.h>

#include "rlt-catalogue-private.h"

/* The longest number seen has 8 digits; more than 9 do not fit. */
#define MAX_DIGITS 9

typedef struct
{
  const char  *prefix;
  RltIdSpaces  spaces;  /* where the number is looked for */
} StationForm;

/* A prefix stands before every prefix of its own. Numbers of different spaces never coincide, so a
 * form that upstreams use loosely is looked up in all the spaces it may mean. */
static const StationForm station_forms[] = {
  { "STIF:StopPoint:Q:", RLT_ID_SPACE_QUAY | RLT_ID_SPACE_AREA },
  { "STIF:StopArea:SP:", RLT_ID_SPACE_AREA | RLT_ID_SPACE_ZONE },
  { "stop_point:IDFM:monomodalStopPlace:", RLT_ID_SPACE_AREA },
  { "stop_point:IDFM:", RLT_ID_SPACE_QUAY | RLT_ID_SPACE_AREA },
  { "stop_area:IDFM:", RLT_ID_SPACE_ZONE },
  { "ART:IDFM:", RLT_ID_SPACE_QUAY | RLT_ID_SPACE_AREA },
  { "LDA:IDFM:", RLT_ID_SPACE_ZONE },
  { "IDFM:monomodalStopPlace:", RLT_ID_SPACE_AREA },
  { "IDFM:", RLT_ID_SPACE_QUAY | RLT_ID_SPACE_AREA | RLT_ID_SPACE_ZONE },
  { "", RLT_ID_SPACE_AREA | RLT_ID_SPACE_ZONE },
};

static const char * const line_prefixes[] = { "STIF:Line::", "line:IDFM:", "LIG:IDFM:", "IDFM:", "" };

/**
 * rlt_id_parse_number:
 * @text: digits, with at most one colon after them
 * @number: (out): the number
 *
 * Returns: %FALSE when @text is anything else, or the number too large
 */
gboolean
rlt_id_parse_number (const char *text,
                     guint32    *number)
{
  guint32 value = 0;
  guint n_digits = 0;

  for (; g_ascii_isdigit (text[n_digits]); n_digits++)
    {
      if (n_digits == MAX_DIGITS)
        return FALSE;
      value = value * 10 + (text[n_digits] - '0');
    }
  if (n_digits == 0)
    return FALSE;
  if (text[n_digits] != '\0' && !g_str_equal (text + n_digits, ":"))
    return FALSE;

  *number = value;
  return TRUE;
}

/**
 * rlt_id_parse_line:
 * @id: "C01371", alone or as SIRI, Navitia, GTFS or ratp.fr write it
 * @number: (out): the line's number, 1371
 *
 * Returns: %FALSE when @id has none of these forms
 */
gboolean
rlt_id_parse_line (const char *id,
                   guint32    *number)
{
  for (guint i = 0; i < G_N_ELEMENTS (line_prefixes); i++)
    {
      gsize length = strlen (line_prefixes[i]);

      if (strncmp (id, line_prefixes[i], length) == 0)
        return id[length] == 'C' && rlt_id_parse_number (id + length + 1, number);
    }

  return FALSE;
}

/**
 * rlt_id_parse_station:
 * @id: the id of a quay, stop area or interchange, in any of the upstreams' forms
 * @number: (out): its number
 * @spaces: (out): what it may be the number of
 *
 * Returns: %FALSE when @id has none of these forms
 */
gboolean
rlt_id_parse_station (const char  *id,
                      guint32     *number,
                      RltIdSpaces *spaces)
{
  for (guint i = 0; i < G_N_ELEMENTS (station_forms); i++)
    {
      gsize length = strlen (station_forms[i].prefix);

      if (strncmp (id, station_forms[i].prefix, length) == 0)
        {
          *spaces = station_forms[i].spaces;
          return rlt_id_parse_number (id + length, number);
        }
    }

  return FALSE;
}

/* "3bis" for 3B: what @code says of a line whose code ends in B. */
static gboolean
is_bis_of (const char *line_code,
           const char *code)
{
  gsize stem = strlen (line_code) - 1;

  return g_ascii_toupper (line_code[stem]) == 'B'
         && g_ascii_strncasecmp (line_code, code, stem) == 0
         && g_ascii_strcasecmp (code + stem, "bis") == 0;
}

/**
 * rlt_id_code_matches:
 * @line: a line
 * @code: how somebody writes its code, in either case
 *
 * Whole codes only: "1" is not 10. Metros may be written with "bis", trams without their T.
 *
 * Returns: whether @code names @line within its network
 */
gboolean
rlt_id_code_matches (const RltLine *line,
                     const char    *code)
{
  if (g_ascii_strcasecmp (line->code, code) == 0)
    return TRUE;
  if (line->network == RLT_NETWORK_METRO)
    return is_bis_of (line->code, code);
  if (line->network == RLT_NETWORK_TRAM)
    return g_ascii_strcasecmp (line->code + 1, code) == 0;

  return FALSE;
}
