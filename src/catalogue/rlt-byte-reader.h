/* rlt-byte-reader.h: reads the values of a catalogue file one after another.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-line.h"

G_BEGIN_DECLS

/* After the first value that is not sound it reads only zeroes and empty texts, so that nobody has
 * to look after each; lists are then empty. Fill @start, @cursor and @end, and leave the rest zero. */
typedef struct
{
  const guint8 *start;
  const guint8 *cursor;
  const guint8 *end;
  const char   *problem;   /* (nullable) until something is wrong */
  gsize         position;  /* of the problem, from @start */
} RltByteReader;

void        rlt_byte_reader_fail        (RltByteReader *self,
                                         const char    *problem);
guint32     rlt_byte_reader_read_uint   (RltByteReader *self);
guint32     rlt_byte_reader_read_index  (RltByteReader *self,
                                         guint32        limit,
                                         const char    *problem);
guint32     rlt_byte_reader_read_count  (RltByteReader *self,
                                         gsize          item_size);
const char *rlt_byte_reader_read_text   (RltByteReader *self);
void        rlt_byte_reader_read_points (RltByteReader *self,
                                         RltPoint      *points,
                                         guint          n_points);

G_END_DECLS
