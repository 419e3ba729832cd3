/* rlt-sim-protobuf.c: protocol buffers, written straight into bytes.
 *
 * The wire format: https://protobuf.dev/programming-guides/encoding/
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-protobuf"

#include "config.h"

#include "rlt-sim-protobuf.h"

#include <string.h>

#define LONGEST_VARINT 10

typedef enum
{
  WIRE_VARINT = 0,
  WIRE_FIXED64 = 1,
  WIRE_LENGTH = 2,
  WIRE_FIXED32 = 5,
} WireType;

struct _RltSimProtobuf
{
  GByteArray *bytes;   /* (owned) (nullable) once finished */
};

/**
 * rlt_sim_protobuf_new:
 *
 * Returns: (transfer full): a writer of one message
 */
RltSimProtobuf *
rlt_sim_protobuf_new (void)
{
  RltSimProtobuf *self = g_new0 (RltSimProtobuf, 1);

  self->bytes = g_byte_array_new ();
  return self;
}

void
rlt_sim_protobuf_free (RltSimProtobuf *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_free (self);
}

/**
 * rlt_sim_protobuf_finish:
 * @self: a writer, which can only be freed from now on
 * @length: (out): the message's length in bytes
 *
 * Returns: (transfer full): the message
 */
char *
rlt_sim_protobuf_finish (RltSimProtobuf *self,
                         gsize          *length)
{
  g_return_val_if_fail (self->bytes != NULL, NULL);

  *length = self->bytes->len;
  return (char *) g_byte_array_free (g_steal_pointer (&self->bytes), FALSE);
}

static guint
print_varint (guint64 value,
              guint8  buffer[LONGEST_VARINT])
{
  guint n = 0;

  do
    {
      buffer[n] = value & 0x7f;
      value >>= 7;
      if (value != 0)
        buffer[n] |= 0x80;
      n++;
    }
  while (value != 0);

  return n;
}

static void
append_varint (RltSimProtobuf *self,
               guint64         value)
{
  guint8 buffer[LONGEST_VARINT];

  g_byte_array_append (self->bytes, buffer, print_varint (value, buffer));
}

static void
append_tag (RltSimProtobuf *self,
            guint           field,
            WireType        type)
{
  append_varint (self, field << 3 | type);
}

/**
 * rlt_sim_protobuf_begin:
 * @self: a writer
 * @field: the number of a field that is a message; all that is written next belongs to it
 *
 * Returns: what rlt_sim_protobuf_end() asks for
 */
gsize
rlt_sim_protobuf_begin (RltSimProtobuf *self,
                        guint           field)
{
  append_tag (self, field, WIRE_LENGTH);
  return self->bytes->len;
}

/**
 * rlt_sim_protobuf_end:
 * @self: a writer
 * @mark: what rlt_sim_protobuf_begin() returned
 *
 * Ends a message inside the message: puts its length, which is known only now, before it.
 */
void
rlt_sim_protobuf_end (RltSimProtobuf *self,
                      gsize           mark)
{
  guint8 buffer[LONGEST_VARINT];
  gsize length = self->bytes->len - mark;
  guint n = print_varint (length, buffer);

  g_byte_array_append (self->bytes, buffer, n);
  memmove (self->bytes->data + mark + n, self->bytes->data + mark, length);
  memcpy (self->bytes->data + mark, buffer, n);
}

/**
 * rlt_sim_protobuf_put_int:
 * @self: a writer
 * @field: the number of a field of any integer or enumeration type but sint and fixed
 * @value: its value; below zero it takes ten bytes
 */
void
rlt_sim_protobuf_put_int (RltSimProtobuf *self,
                          guint           field,
                          gint64          value)
{
  append_tag (self, field, WIRE_VARINT);
  append_varint (self, (guint64) value);
}

void
rlt_sim_protobuf_put_string (RltSimProtobuf *self,
                             guint           field,
                             const char     *value)
{
  gsize length = strlen (value);

  append_tag (self, field, WIRE_LENGTH);
  append_varint (self, length);
  g_byte_array_append (self->bytes, (const guint8 *) value, length);
}

void
rlt_sim_protobuf_put_float (RltSimProtobuf *self,
                            guint           field,
                            float           value)
{
  guint32 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT32_TO_LE (bits);
  append_tag (self, field, WIRE_FIXED32);
  g_byte_array_append (self->bytes, (const guint8 *) &bits, sizeof bits);
}

void
rlt_sim_protobuf_put_double (RltSimProtobuf *self,
                             guint           field,
                             double          value)
{
  guint64 bits;

  memcpy (&bits, &value, sizeof bits);
  bits = GUINT64_TO_LE (bits);
  append_tag (self, field, WIRE_FIXED64);
  g_byte_array_append (self->bytes, (const guint8 *) &bits, sizeof bits);
}
