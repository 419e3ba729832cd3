/* rlt-byte-reader.c: reads the values of a catalogue file one after another, and trusts none.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include "rlt-byte-reader.h"

#define MICRODEGREES 1000000
#define MAX_LATITUDE (90 * MICRODEGREES)
#define MAX_LONGITUDE (180 * MICRODEGREES)

/**
 * rlt_byte_reader_fail:
 * @self: a reader
 * @problem: (transfer none): what is wrong where the reader stands; a constant text
 *
 * The first problem is the one that is kept.
 */
void
rlt_byte_reader_fail (RltByteReader *self,
                      const char    *problem)
{
  if (self->problem != NULL)
    return;

  self->problem = problem;
  self->position = self->cursor - self->start;
}

/**
 * rlt_byte_reader_read_uint:
 * @self: a reader
 *
 * Returns: the unsigned number that follows: 7 bits a byte, the lowest first, the top bit set on all
 *   bytes but the last
 */
guint32
rlt_byte_reader_read_uint (RltByteReader *self)
{
  guint64 value = 0;

  for (guint shift = 0; shift < 35; shift += 7)
    {
      guint8 byte;

      if (self->problem != NULL || self->cursor == self->end)
        break;
      byte = *self->cursor++;
      value |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80 && value <= G_MAXUINT32)
        return value;
      if (byte < 0x80)
        break;
    }

  rlt_byte_reader_fail (self, "a number is cut short or too large");
  return 0;
}

/**
 * rlt_byte_reader_read_index:
 * @self: a reader
 * @limit: what the number must be below
 * @problem: (transfer none): what is wrong when it is not; a constant text
 *
 * Returns: the unsigned number that follows
 */
guint32
rlt_byte_reader_read_index (RltByteReader *self,
                            guint32        limit,
                            const char    *problem)
{
  guint32 value = rlt_byte_reader_read_uint (self);

  if (value < limit)
    return value;

  rlt_byte_reader_fail (self, problem);
  return 0;
}

/**
 * rlt_byte_reader_read_count:
 * @self: a reader
 * @item_size: the fewest bytes that an item takes
 *
 * Returns: how many items follow, never more than there is room for: a short file cannot ask for
 *   much memory
 */
guint32
rlt_byte_reader_read_count (RltByteReader *self,
                            gsize          item_size)
{
  guint32 count = rlt_byte_reader_read_uint (self);

  if (count <= (gsize) (self->end - self->cursor) / item_size)
    return count;

  rlt_byte_reader_fail (self, "a list is longer than the file");
  return 0;
}

/**
 * rlt_byte_reader_read_text:
 * @self: a reader
 *
 * Returns: (transfer none): the text that follows, within the bytes that are read
 */
const char *
rlt_byte_reader_read_text (RltByteReader *self)
{
  gsize length = rlt_byte_reader_read_uint (self);
  const char *text = (const char *) self->cursor;

  if (self->problem == NULL
      && length < (gsize) (self->end - self->cursor)
      && text[length] == '\0'
      && g_utf8_validate_len (text, length, NULL))
    {
      self->cursor += length + 1;
      return text;
    }

  rlt_byte_reader_fail (self, "a text is cut short or not UTF-8");
  return "";
}

/* A signed number: even ones are halved, odd ones are negative. */
static gint64
read_int (RltByteReader *self)
{
  guint32 value = rlt_byte_reader_read_uint (self);

  return value & 1 ? -(gint64) (value / 2) - 1 : (gint64) (value / 2);
}

/**
 * rlt_byte_reader_read_points:
 * @self: a reader
 * @points: (out) (array length=n_points): the points that follow, each stored as what it differs
 *   from the one before
 * @n_points: how many
 */
void
rlt_byte_reader_read_points (RltByteReader *self,
                             RltPoint      *points,
                             guint          n_points)
{
  gint64 latitude = 0, longitude = 0;

  for (guint i = 0; i < n_points; i++)
    {
      latitude += read_int (self);
      longitude += read_int (self);
      if (ABS (latitude) > MAX_LATITUDE || ABS (longitude) > MAX_LONGITUDE)
        {
          rlt_byte_reader_fail (self, "a point is not on Earth");
          return;
        }
      points[i].latitude = (double) latitude / MICRODEGREES;
      points[i].longitude = (double) longitude / MICRODEGREES;
    }
}
