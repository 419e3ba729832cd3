/* rlt-protobuf-walk.h: the members of a message in the wire format of Protocol Buffers, one by one.
 *
 * For messages that come in great numbers or must not be lost with a damaged neighbour; others are
 * unpacked by the protobuf-c library. Source of the format: protobuf.dev, "Encoding".
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <glib.h>

G_BEGIN_DECLS

enum
{
  RLT_WIRE_VARINT = 0,
  RLT_WIRE_64_BIT = 1,
  RLT_WIRE_BYTES = 2,
  RLT_WIRE_32_BIT = 5,
};

/* A place in a message. */
typedef struct
{
  const guint8 *start;
  const guint8 *cursor;
  const guint8 *end;
} RltWalk;

/* One member; { 0, } stands for one that is not there. */
typedef struct
{
  guint32       number;
  guint32       wire;
  union
  {
    guint64     value;     /* of RLT_WIRE_VARINT */
    guint64     length;    /* of RLT_WIRE_BYTES; inside the message */
  };
  const guint8 *bytes;     /* of RLT_WIRE_BYTES */
} RltMember;

static inline RltWalk
rlt_walk_begin (const guint8 *bytes,
                gsize         length)
{
  return (RltWalk) { .start = bytes, .cursor = bytes, .end = bytes + length };
}

static inline gboolean
rlt_walk_read_varint (RltWalk *self,
                      guint64 *value)
{
  const guint8 *cursor = self->cursor;
  guint64 v = 0;

  for (guint shift = 0; shift < 64 && cursor < self->end; shift += 7)
    {
      const guint8 byte = *cursor++;

      v |= (guint64) (byte & 0x7f) << shift;
      if (byte < 0x80)
        {
          self->cursor = cursor;
          *value = v;
          return TRUE;
        }
    }

  return FALSE;
}

static inline gboolean
rlt_walk_skip (RltWalk *self,
               guint64  length)
{
  if (length > (guint64) (self->end - self->cursor))
    return FALSE;

  self->cursor += length;
  return TRUE;
}

static inline gboolean
rlt_walk_read_value (RltWalk   *self,
                     RltMember *member)
{
  switch (member->wire)
    {
    case RLT_WIRE_VARINT:
      return rlt_walk_read_varint (self, &member->value);
    case RLT_WIRE_64_BIT:
      return rlt_walk_skip (self, 8);
    case RLT_WIRE_BYTES:
      if (!rlt_walk_read_varint (self, &member->value))
        return FALSE;
      member->bytes = self->cursor;
      return rlt_walk_skip (self, member->length);
    case RLT_WIRE_32_BIT:
      return rlt_walk_skip (self, 4);
    default:
      return FALSE;
    }
}

/* Reads the next member. At the end, and at a damage, it returns FALSE and the cursor stays where
 * that is. */
static inline gboolean
rlt_walk_next (RltWalk   *self,
               RltMember *member)
{
  const guint8 *before = self->cursor;
  guint64 tag;

  if (rlt_walk_read_varint (self, &tag) && tag <= G_MAXUINT32)
    {
      *member = (RltMember) { .number = tag >> 3, .wire = tag & 7 };
      if (rlt_walk_read_value (self, member))
        return TRUE;
    }

  self->cursor = before;
  return FALSE;
}

static inline gboolean
rlt_walk_is_at_end (const RltWalk *self)
{
  return self->cursor == self->end;
}

static inline gboolean
rlt_member_is (const RltMember *self,
               guint32          number,
               guint32          wire)
{
  return self->number == number && self->wire == wire;
}

G_END_DECLS
