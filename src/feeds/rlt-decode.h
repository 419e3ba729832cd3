/* rlt-decode.h: an upstream's bytes to normalised records, one decoder a format.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-catalogue.h"
#include "rlt-records.h"

G_BEGIN_DECLS

/* What a decoder needs besides the bytes. */
typedef struct
{
  RltCatalogue *catalogue;   /* resolves ids to lines and stations; outlives the records */
  const char   *source;      /* the feed's id, or a file's name */
  RltTime       now;         /* stands in where a record does not say when it was made */
  gboolean      known_lines; /* leave out, unreported, the trips of lines that @catalogue lacks: the buses */
  const RltLine *line;       /* (nullable): what was asked for, where the answer does not name it */
} RltDecodeContext;

/**
 * RltDecodeFunc:
 * @context: what is known besides the bytes
 * @data: the answer
 * @length: its length in bytes
 *
 * Bytes from outside never end the program: what is wrong with them is in the batch's answer,
 * message, rejections and remarks, beside all that could be used. Any thread.
 *
 * The answer is OK when a record of it could be used, EMPTY when it holds none, BLOCKED when a challenge
 * came instead, and else ERROR: what was not data, was damaged, or had all its records rejected.
 *
 * Returns: (transfer full): the records
 */
typedef RltRecords *(*RltDecodeFunc) (const RltDecodeContext *context,
                                      const char             *data,
                                      gsize                   length);

RltRecords           *rlt_decode_siri_sm   (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_siri_et   (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_siri_xml  (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_siri_gm   (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_navitia   (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_disruptions_bulk
                                           (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_ratp_board
                                           (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_vmtr      (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_ratp_traffic
                                           (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);
RltRecords           *rlt_decode_gtfs_rt   (const RltDecodeContext *context,
                                            const char             *data,
                                            gsize                   length);

RltDecodeFunc         rlt_decode_find      (const char             *kind);
const char * const   *rlt_decode_get_kinds (void);
const char           *rlt_decode_keep_text (RltArena               *arena,
                                            const char             *html);
const char           *rlt_decode_keep_detail
                                           (RltArena               *arena,
                                            const char             *html);
void                  rlt_decode_settle    (RltRecords             *records);
gboolean              rlt_decode_fail_page (RltRecords             *records,
                                            const char             *head,
                                            gsize                   length);
gboolean              rlt_decode_is_position (double                latitude,
                                            double                  longitude);
double                rlt_decode_bearing   (double                  bearing);

G_END_DECLS
