/* rlt-decode.c: the table of decoders, and pages that come instead of data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-decode"

#include "config.h"

#include "rlt-decode.h"

#include <math.h>
#include <string.h>

#include "rlt-html.h"
#include "rlt-http-answer.h"

/* In the order of their names. */
static const char * const kinds[] = {
  "disruptions-bulk",
  "gtfs-rt",
  "navitia",
  "ratp-board",
  "ratp-traffic",
  "siri-et",
  "siri-gm",
  "siri-sm",
  "siri-xml",
  "vmtr",
  NULL
};
static const RltDecodeFunc decoders[] = {
  rlt_decode_disruptions_bulk,
  rlt_decode_gtfs_rt,
  rlt_decode_navitia,
  rlt_decode_ratp_board,
  rlt_decode_ratp_traffic,
  rlt_decode_siri_et,
  rlt_decode_siri_gm,
  rlt_decode_siri_sm,
  rlt_decode_siri_xml,
  rlt_decode_vmtr,
};

G_STATIC_ASSERT (G_N_ELEMENTS (kinds) == G_N_ELEMENTS (decoders) + 1);

/**
 * rlt_decode_find:
 * @kind: the name of a format: "siri-sm"
 *
 * Returns: (nullable): its decoder
 */
RltDecodeFunc
rlt_decode_find (const char *kind)
{
  g_return_val_if_fail (kind != NULL, NULL);

  for (guint i = 0; kinds[i] != NULL; i++)
    {
      if (g_str_equal (kinds[i], kind))
        return decoders[i];
    }

  return NULL;
}

/**
 * rlt_decode_get_kinds:
 *
 * Returns: (transfer none): the names of all formats that can be decoded, NULL-terminated
 */
const char * const *
rlt_decode_get_kinds (void)
{
  return kinds;
}

/**
 * rlt_decode_keep_text:
 * @arena: where the text goes
 * @html: (nullable): a title or message, with or without markup
 *
 * Returns: (transfer none) (nullable): it as plain text
 */
const char *
rlt_decode_keep_text (RltArena   *arena,
                      const char *html)
{
  g_autofree char *text = html != NULL ? rlt_html_to_text (html, strlen (html)) : NULL;

  return rlt_arena_strdup (arena, text);
}

/**
 * rlt_decode_keep_detail:
 * @arena: where the text goes
 * @html: (nullable): a message, with or without markup
 *
 * Returns: (transfer none) (nullable): it as harmless HTML; %NULL when it has no markup
 */
const char *
rlt_decode_keep_detail (RltArena   *arena,
                        const char *html)
{
  g_autofree char *detail = NULL;

  if (html == NULL || strpbrk (html, "<&") == NULL)
    return NULL;

  detail = rlt_html_sanitise (html, strlen (html));
  return rlt_arena_strdup (arena, detail);
}

/* A record that is set aside may have held a usable one beside what is wrong with it. */
static gboolean
has_usable (const RltRecords *records)
{
  return records->departures->len > 0 || records->trips->len > 0 || records->vehicles->len > 0 ||
         records->disruptions->len > 0 || records->traffic->len > 0;
}

/**
 * rlt_decode_settle:
 * @records: the batch of an answer that was read to its end
 *
 * Says of an answer that did not fail whether it holds anything: one without records is empty; one of
 * whose records none can be used is an error, however well-formed it is.
 */
void
rlt_decode_settle (RltRecords *records)
{
  g_return_if_fail (records != NULL);

  if (records->answer != RLT_ANSWER_OK && records->answer != RLT_ANSWER_EMPTY)
    return;

  if (records->n_records == 0)
    records->answer = RLT_ANSWER_EMPTY;
  else if (records->n_rejected >= records->n_records && !has_usable (records))
    rlt_records_fail (records, RLT_ANSWER_ERROR, "no usable record: %s",
                      ((const RltRejection *) g_ptr_array_index (records->rejections, 0))->reason);
}

/**
 * rlt_decode_fail_page:
 * @records: the batch of an answer that could not be read as what it should be
 * @head: the beginning of the answer
 * @length: how many bytes of it
 *
 * Tells a challenge page, which blocks us, and any other web page, which is an error, from data.
 * Both come with status 200 too.
 *
 * Returns: whether the answer is a page, and @records say so
 */
gboolean
rlt_decode_fail_page (RltRecords *records,
                      const char *head,
                      gsize       length)
{
  g_return_val_if_fail (records != NULL, FALSE);

  if (rlt_http_is_challenge (head, length))
    rlt_records_fail (records, RLT_ANSWER_BLOCKED, "a challenge page came instead of data");
  else if (rlt_http_is_markup (head, length))
    rlt_records_fail (records, RLT_ANSWER_ERROR, "a web page came instead of data");
  else
    return FALSE;

  return TRUE;
}

/**
 * rlt_decode_is_position:
 * @latitude: degrees
 * @longitude: degrees
 *
 * Returns: whether a vehicle can be there: on the globe (the GTFS-Realtime validator's E026), and not
 *   off the shore of West Africa, at 0° 0°, where those without a position are put
 */
gboolean
rlt_decode_is_position (double latitude,
                        double longitude)
{
  return latitude >= -90 && latitude <= 90 && longitude >= -180 && longitude <= 180 &&
         !(latitude == 0 && longitude == 0);
}

/**
 * rlt_decode_bearing:
 * @bearing: degrees, as an upstream says it
 *
 * Returns: degrees clockwise from north, from 0 to below 360; NAN when it is none
 */
double
rlt_decode_bearing (double bearing)
{
  if (!(bearing >= 0 && bearing <= 360))
    return NAN;

  return bearing == 360 ? 0 : bearing;
}
