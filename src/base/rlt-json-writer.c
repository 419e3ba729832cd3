/* rlt-json-writer.c: JSON text, written straight into a string.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-json-writer"

#include "config.h"

#include "rlt-json-writer.h"

#include <math.h>
#include <string.h>

#define FIRST_SIZE 1024

struct _RltJsonWriter
{
  char     *text;         /* (owned) (nullable) once finished */
  gsize     length;       /* bytes written to @text */
  gsize     size;         /* bytes it has room for, one of them for the end mark */
  gboolean  needs_comma;  /* whether the next value follows another */
};

/**
 * rlt_json_writer_new:
 *
 * Returns: (transfer full): a writer of one document
 */
RltJsonWriter *
rlt_json_writer_new (void)
{
  RltJsonWriter *self = g_new0 (RltJsonWriter, 1);

  self->text = g_malloc (FIRST_SIZE);
  self->size = FIRST_SIZE;
  return self;
}

void
rlt_json_writer_free (RltJsonWriter *self)
{
  if (self == NULL)
    return;

  g_free (self->text);
  g_free (self);
}

/**
 * rlt_json_writer_finish:
 * @self: a writer, which can only be freed from now on
 * @length: (out) (optional): the length of the text in bytes
 *
 * Returns: (transfer full): the document
 */
char *
rlt_json_writer_finish (RltJsonWriter *self,
                        gsize         *length)
{
  g_return_val_if_fail (self->text != NULL, NULL);

  if (length != NULL)
    *length = self->length;

  self->text[self->length] = '\0';
  return g_steal_pointer (&self->text);
}

/* Makes room for @n bytes and takes them. */
static inline char *
extend (RltJsonWriter *self,
        gsize          n)
{
  char *place;

  if (G_UNLIKELY (self->size - self->length <= n))
    {
      self->size = MAX (self->size * 2, self->length + n + 1);
      self->text = g_realloc (self->text, self->size);
    }
  place = self->text + self->length;
  self->length += n;

  return place;
}

static inline void
append_c (RltJsonWriter *self,
          char           c)
{
  *extend (self, 1) = c;
}

static inline void
append_len (RltJsonWriter *self,
            const char    *text,
            gsize          length)
{
  memcpy (extend (self, length), text, length);
}

static void
append (RltJsonWriter *self,
        const char    *text)
{
  append_len (self, text, strlen (text));
}

static void
begin_value (RltJsonWriter *self)
{
  if (self->needs_comma)
    append_c (self, ',');
  self->needs_comma = TRUE;
}

void
rlt_json_writer_begin_object (RltJsonWriter *self)
{
  begin_value (self);
  append_c (self, '{');
  self->needs_comma = FALSE;
}

void
rlt_json_writer_end_object (RltJsonWriter *self)
{
  append_c (self, '}');
  self->needs_comma = TRUE;
}

void
rlt_json_writer_begin_array (RltJsonWriter *self)
{
  begin_value (self);
  append_c (self, '[');
  self->needs_comma = FALSE;
}

void
rlt_json_writer_end_array (RltJsonWriter *self)
{
  append_c (self, ']');
  self->needs_comma = TRUE;
}

static gboolean
needs_escape (guchar c)
{
  return c < 0x20 || c == '"' || c == '\\';
}

static void
append_escaped (RltJsonWriter *self,
                guchar         c)
{
  static const char digits[] = "0123456789abcdef";

  switch (c)
    {
    case '"':
      append (self, "\\\"");
      break;
    case '\\':
      append (self, "\\\\");
      break;
    case '\n':
      append (self, "\\n");
      break;
    case '\r':
      append (self, "\\r");
      break;
    case '\t':
      append (self, "\\t");
      break;
    default:
      append (self, "\\u00");
      append_c (self, digits[c >> 4]);
      append_c (self, digits[c & 15]);
      break;
    }
}

static void
append_quoted (RltJsonWriter *self,
               const char    *value)
{
  const char *begin = value;

  append_c (self, '"');
  for (;;)
    {
      const char *p = begin;

      while (*p != '\0' && !needs_escape (*p))
        p++;
      append_len (self, begin, p - begin);
      if (*p == '\0')
        break;
      append_escaped (self, *p);
      begin = p + 1;
    }
  append_c (self, '"');
}

/**
 * rlt_json_writer_member:
 * @self: a writer, inside an object
 * @name: the member's name; its value is what is written next
 */
void
rlt_json_writer_member (RltJsonWriter *self,
                        const char    *name)
{
  begin_value (self);
  append_quoted (self, name);
  append_c (self, ':');
  self->needs_comma = FALSE;
}

/**
 * rlt_json_writer_string:
 * @self: a writer
 * @value: (nullable): UTF-8, or %NULL for null. What is not valid UTF-8 is replaced.
 */
void
rlt_json_writer_string (RltJsonWriter *self,
                        const char    *value)
{
  if (value == NULL)
    {
      rlt_json_writer_null (self);
      return;
    }

  begin_value (self);
  if (G_LIKELY (g_utf8_validate (value, -1, NULL)))
    {
      append_quoted (self, value);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      append_quoted (self, valid);
    }
}

void
rlt_json_writer_int (RltJsonWriter *self,
                     gint64         value)
{
  char buffer[24];
  char *p = buffer + sizeof buffer;
  guint64 rest = value < 0 ? -(guint64) value : (guint64) value;

  do
    *--p = '0' + rest % 10;
  while ((rest /= 10) > 0);
  if (value < 0)
    *--p = '-';

  begin_value (self);
  append_len (self, p, buffer + sizeof buffer - p);
}

/**
 * rlt_json_writer_double:
 * @self: a writer
 * @value: a number; null is written for one that is not finite
 * @decimals: digits behind the point, 15 at most
 */
void
rlt_json_writer_double (RltJsonWriter *self,
                        double         value,
                        guint          decimals)
{
  char format[8];
  char buffer[G_ASCII_DTOSTR_BUF_SIZE + 320];

  if (!isfinite (value))
    {
      rlt_json_writer_null (self);
      return;
    }

  begin_value (self);
  g_snprintf (format, sizeof format, "%%.%uf", MIN (decimals, 15));
  append (self, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

void
rlt_json_writer_boolean (RltJsonWriter *self,
                         gboolean       value)
{
  begin_value (self);
  append (self, value ? "true" : "false");
}

void
rlt_json_writer_null (RltJsonWriter *self)
{
  begin_value (self);
  append (self, "null");
}

/**
 * rlt_json_writer_raw:
 * @self: a writer
 * @json: what is JSON already: a value, or several members with commas between them
 * @length: its length in bytes
 *
 * Writes @json as it stands. It is for what is written many times and always the same.
 */
void
rlt_json_writer_raw (RltJsonWriter *self,
                     const char    *json,
                     gsize          length)
{
  begin_value (self);
  append_len (self, json, length);
}

/**
 * rlt_json_writer_time:
 * @self: a writer
 * @value: an instant, written as RFC 3339 in UTC, or %RLT_TIME_NONE for null
 */
void
rlt_json_writer_time (RltJsonWriter *self,
                      RltTime        value)
{
  char buffer[RLT_TIME_TEXT_SIZE];

  if (!RLT_TIME_IS_SET (value))
    {
      rlt_json_writer_null (self);
      return;
    }

  begin_value (self);
  append_c (self, '"');
  append_len (self, buffer, rlt_time_print (value, buffer));
  append_c (self, '"');
}

void
rlt_json_writer_put_string (RltJsonWriter *self,
                            const char    *name,
                            const char    *value)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_string (self, value);
}

/**
 * rlt_json_writer_put_texts:
 * @self: a writer
 * @name: the member's name
 * @values: (nullable) (array zero-terminated=1): texts; %NULL is none
 *
 * Writes a member whose value is an array.
 */
void
rlt_json_writer_put_texts (RltJsonWriter      *self,
                           const char         *name,
                           const char * const *values)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_begin_array (self);
  for (guint i = 0; values != NULL && values[i] != NULL; i++)
    rlt_json_writer_string (self, values[i]);
  rlt_json_writer_end_array (self);
}

void
rlt_json_writer_put_int (RltJsonWriter *self,
                         const char    *name,
                         gint64         value)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_int (self, value);
}

void
rlt_json_writer_put_double (RltJsonWriter *self,
                            const char    *name,
                            double         value,
                            guint          decimals)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_double (self, value, decimals);
}

void
rlt_json_writer_put_boolean (RltJsonWriter *self,
                             const char    *name,
                             gboolean       value)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_boolean (self, value);
}

void
rlt_json_writer_put_null (RltJsonWriter *self,
                          const char    *name)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_null (self);
}

void
rlt_json_writer_put_time (RltJsonWriter *self,
                          const char    *name,
                          RltTime        value)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_time (self, value);
}
