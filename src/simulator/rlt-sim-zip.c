/* rlt-sim-zip.c: an archive of files, written into memory: APPNOTE.TXT 6.3.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-zip"

#include "config.h"

#include "rlt-sim-zip.h"

#include <gio/gio.h>
#include <string.h>

#define LOCAL_SIGNATURE 0x04034b50
#define CENTRAL_SIGNATURE 0x02014b50
#define END_SIGNATURE 0x06054b50
#define VERSION 20
#define METHOD_DEFLATE 8
#define UTF8_NAMES 0x0800

/* 1980-01-01, the first date there is. */
#define DATE 0x0021

/* The polynomial of CRC-32, its bits reversed. */
#define POLYNOMIAL 0xedb88320

struct _RltSimZip
{
  GByteArray *bytes;      /* (owned) (nullable) once finished */
  GByteArray *central;    /* (owned): what stands at the end */
  guint       n_files;
};

/**
 * rlt_sim_zip_new:
 *
 * Returns: (transfer full): an empty archive
 */
RltSimZip *
rlt_sim_zip_new (void)
{
  RltSimZip *self = g_new0 (RltSimZip, 1);

  self->bytes = g_byte_array_new ();
  self->central = g_byte_array_new ();
  return self;
}

void
rlt_sim_zip_free (RltSimZip *self)
{
  if (self == NULL)
    return;

  g_clear_pointer (&self->bytes, g_byte_array_unref);
  g_byte_array_unref (self->central);
  g_free (self);
}

static guint32
get_crc (const char *data,
         gsize       length)
{
  guint32 crc = 0xffffffff;

  for (gsize i = 0; i < length; i++)
    {
      crc ^= (guchar) data[i];
      for (guint bit = 0; bit < 8; bit++)
        crc = crc >> 1 ^ ((crc & 1) != 0 ? POLYNOMIAL : 0);
    }

  return ~crc;
}

/* The lowest bytes first, at most four. */
static void
put (GByteArray *bytes,
     guint32     value,
     guint       n)
{
  for (guint i = 0; i < n; i++)
    {
      guint8 byte = value >> 8 * i & 0xff;

      g_byte_array_append (bytes, &byte, 1);
    }
}

static GBytes *
deflate (const char *data,
         gsize       length)
{
  g_autoptr(GZlibCompressor) compressor = g_zlib_compressor_new (G_ZLIB_COMPRESSOR_FORMAT_RAW, 1);
  g_autoptr(GOutputStream) memory = g_memory_output_stream_new_resizable ();
  g_autoptr(GOutputStream) stream = g_converter_output_stream_new (memory, G_CONVERTER (compressor));

  g_output_stream_write_all (stream, data, length, NULL, NULL, NULL);
  g_output_stream_close (stream, NULL, NULL);

  return g_memory_output_stream_steal_as_bytes (G_MEMORY_OUTPUT_STREAM (memory));
}

/* What a file's header says here and there alike. */
static void
put_file (GByteArray *bytes,
          guint32     crc,
          gsize       packed,
          gsize       length,
          const char *name)
{
  put (bytes, VERSION, 2);
  put (bytes, UTF8_NAMES, 2);
  put (bytes, METHOD_DEFLATE, 2);
  put (bytes, 0, 2);
  put (bytes, DATE, 2);
  put (bytes, crc, 4);
  put (bytes, packed, 4);
  put (bytes, length, 4);
  put (bytes, strlen (name), 2);
  put (bytes, 0, 2);
}

/**
 * rlt_sim_zip_add:
 * @self: an archive
 * @name: a file's name
 * @data: what is in it
 * @length: its length in bytes
 */
void
rlt_sim_zip_add (RltSimZip  *self,
                 const char *name,
                 const char *data,
                 gsize       length)
{
  g_autoptr(GBytes) packed = deflate (data, length);
  guint32 crc = get_crc (data, length);
  guint32 offset = self->bytes->len;

  put (self->bytes, LOCAL_SIGNATURE, 4);
  put_file (self->bytes, crc, g_bytes_get_size (packed), length, name);
  g_byte_array_append (self->bytes, (const guint8 *) name, strlen (name));
  g_byte_array_append (self->bytes, g_bytes_get_data (packed, NULL), g_bytes_get_size (packed));

  put (self->central, CENTRAL_SIGNATURE, 4);
  put (self->central, VERSION, 2);
  put_file (self->central, crc, g_bytes_get_size (packed), length, name);
  put (self->central, 0, 2);
  put (self->central, 0, 2);
  put (self->central, 0, 2);
  put (self->central, 0, 4);
  put (self->central, offset, 4);
  g_byte_array_append (self->central, (const guint8 *) name, strlen (name));
  self->n_files++;
}

/**
 * rlt_sim_zip_finish:
 * @self: an archive, which can only be freed from now on
 * @length: (out): its length in bytes
 *
 * Returns: (transfer full): its bytes
 */
char *
rlt_sim_zip_finish (RltSimZip *self,
                    gsize     *length)
{
  guint32 offset = self->bytes->len;

  g_byte_array_append (self->bytes, self->central->data, self->central->len);
  put (self->bytes, END_SIGNATURE, 4);
  put (self->bytes, 0, 4);
  put (self->bytes, self->n_files, 2);
  put (self->bytes, self->n_files, 2);
  put (self->bytes, self->central->len, 4);
  put (self->bytes, offset, 4);
  put (self->bytes, 0, 2);
  *length = self->bytes->len;

  return (char *) g_byte_array_free (g_steal_pointer (&self->bytes), FALSE);
}
