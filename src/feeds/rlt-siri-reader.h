/* rlt-siri-reader.h: reads a SIRI Lite answer piece by piece, by a table of what matters in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-records.h"

G_BEGIN_DECLS

/* What a member of an object is. */
typedef enum
{
  RLT_SIRI_OBJECT,   /* one object, or an array of them, of the level @id */
  RLT_SIRI_RECORD,   /* the same, each one a record: what is no object there is set aside */
  RLT_SIRI_TEXT,     /* a text, number or truth: the field @id; of several the first */
  RLT_SIRI_TEXTS,    /* the same, each one; of any length */
} RltSiriMember;

typedef struct
{
  guint8         level;    /* the level of the object that has this member */
  const char    *name;
  RltSiriMember  member;
  guint8         id;       /* a level or a field of the decoder's own, from 0 */
} RltSiriKey;

/* Level 0 is the delivery itself: what "StopMonitoringDelivery" holds. */
#define RLT_SIRI_LEVEL_DELIVERY 0
#define RLT_SIRI_MAX_LEVELS 16

/* How a decoder wants an answer read. An object without members is none: begin and end are not
 * called for it, unless it stands in a list, which it would shorten. Texts are not empty, not ended by NUL, and may hold what is not UTF-8. */
typedef struct
{
  const char       *delivery;   /* "StopMonitoringDelivery" */
  const RltSiriKey *keys;
  guint             n_keys;
  void            (*begin) (gpointer    user_data,
                            guint       level);
  void            (*text)  (gpointer    user_data,
                            guint       field,
                            const char *text,
                            gsize       length);
  void            (*end)   (gpointer    user_data,
                            guint       level);
} RltSiriGrammar;

/**
 * RltSiriReader:
 *
 * What holds for every SIRI Lite answer is here: the envelope, the upstream's errors, pages that
 * come instead of data, texts wrapped in {"value": …} and arrays or not, {} and [] for nothing.
 * One thread.
 */
typedef struct _RltSiriReader RltSiriReader;

RltSiriReader *rlt_siri_reader_new    (const RltSiriGrammar *grammar,
                                       RltRecords           *records,
                                       gpointer              user_data);
void           rlt_siri_reader_free   (RltSiriReader        *self);
void           rlt_siri_reader_feed   (RltSiriReader        *self,
                                       const char           *data,
                                       gsize                 length);
void           rlt_siri_reader_finish (RltSiriReader        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSiriReader, rlt_siri_reader_free)

G_END_DECLS
