/* rlt-json-writer.c: JSON text, written straight into a string.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-json-writer"

#include "config.h"

#include "rlt-json-writer.h"

#include <math.h>
#include <string.h>

struct _RltJsonWriter
{
  GString  *text;         /* (owned) (nullable) once finished */
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

  self->text = g_string_sized_new (1024);
  return self;
}

void
rlt_json_writer_free (RltJsonWriter *self)
{
  if (self == NULL)
    return;

  if (self->text != NULL)
    g_string_free (self->text, TRUE);
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
    *length = self->text->len;

  return g_string_free (g_steal_pointer (&self->text), FALSE);
}

static void
begin_value (RltJsonWriter *self)
{
  if (self->needs_comma)
    g_string_append_c (self->text, ',');
  self->needs_comma = TRUE;
}

void
rlt_json_writer_begin_object (RltJsonWriter *self)
{
  begin_value (self);
  g_string_append_c (self->text, '{');
  self->needs_comma = FALSE;
}

void
rlt_json_writer_end_object (RltJsonWriter *self)
{
  g_string_append_c (self->text, '}');
  self->needs_comma = TRUE;
}

void
rlt_json_writer_begin_array (RltJsonWriter *self)
{
  begin_value (self);
  g_string_append_c (self->text, '[');
  self->needs_comma = FALSE;
}

void
rlt_json_writer_end_array (RltJsonWriter *self)
{
  g_string_append_c (self->text, ']');
  self->needs_comma = TRUE;
}

static gboolean
needs_escape (guchar c)
{
  return c < 0x20 || c == '"' || c == '\\';
}

static void
append_escaped (GString *text,
                guchar   c)
{
  switch (c)
    {
    case '"':
      g_string_append (text, "\\\"");
      break;
    case '\\':
      g_string_append (text, "\\\\");
      break;
    case '\n':
      g_string_append (text, "\\n");
      break;
    case '\r':
      g_string_append (text, "\\r");
      break;
    case '\t':
      g_string_append (text, "\\t");
      break;
    default:
      g_string_append_printf (text, "\\u%04x", c);
      break;
    }
}

static void
append_quoted (GString    *text,
               const char *value)
{
  const char *begin = value;

  g_string_append_c (text, '"');
  for (;;)
    {
      const char *p = begin;

      while (*p != '\0' && !needs_escape (*p))
        p++;
      g_string_append_len (text, begin, p - begin);
      if (*p == '\0')
        break;
      append_escaped (text, *p);
      begin = p + 1;
    }
  g_string_append_c (text, '"');
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
  append_quoted (self->text, name);
  g_string_append_c (self->text, ':');
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
      append_quoted (self->text, value);
    }
  else
    {
      g_autofree char *valid = g_utf8_make_valid (value, -1);

      append_quoted (self->text, valid);
    }
}

void
rlt_json_writer_int (RltJsonWriter *self,
                     gint64         value)
{
  begin_value (self);
  g_string_append_printf (self->text, "%" G_GINT64_FORMAT, value);
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
  g_string_append (self->text, g_ascii_formatd (buffer, sizeof buffer, format, value));
}

void
rlt_json_writer_boolean (RltJsonWriter *self,
                         gboolean       value)
{
  begin_value (self);
  g_string_append (self->text, value ? "true" : "false");
}

void
rlt_json_writer_null (RltJsonWriter *self)
{
  begin_value (self);
  g_string_append (self->text, "null");
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
  g_string_append_c (self->text, '"');
  g_string_append_len (self->text, buffer, rlt_time_print (value, buffer));
  g_string_append_c (self->text, '"');
}

void
rlt_json_writer_put_string (RltJsonWriter *self,
                            const char    *name,
                            const char    *value)
{
  rlt_json_writer_member (self, name);
  rlt_json_writer_string (self, value);
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
