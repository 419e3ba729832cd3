/* rlt-csv.c: tables of comma-separated values, row by row while they arrive.
 *
 * RFC 4180, with patience: a byte order mark, any end of line, cells around which there is space. What is
 * not UTF-8 is mended.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-csv.h"

#include <string.h>

#define MAX_COLUMNS 128        /* of a table */
#define MAX_WANTED 16
#define MAX_CELL 4096          /* bytes; the rest of a longer one is left out */
#define NOT_WANTED -1

typedef enum
{
  AT_START,      /* of a cell */
  IN_CELL,
  IN_QUOTES,
  AFTER_QUOTE,   /* the cell's last one, or one of two */
} State;

struct _RltCsv
{
  const char * const *columns;                /* static: what is wanted */
  guint               n_wanted;
  RltCsvRowFunc       func;
  gpointer            user_data;

  int                 places[MAX_COLUMNS];    /* of each column of the table: among the wanted ones */
  gboolean            has_head;
  gboolean            is_over;                /* @func wants no more, or the table is none */
  State               state;
  guint               column;
  gboolean            has_byte;               /* in this row */
  GString            *cell;                   /* (owned) */
  char               *row[MAX_WANTED + 1];    /* (owned) (element-type utf8) */
};

/**
 * rlt_csv_new:
 * @columns: the names of the columns that are wanted, %NULL-terminated; static
 * @func: gets each row but the first one, which names the columns
 * @user_data: for @func
 *
 * Columns may stand in any order, and any of them may be missing.
 *
 * Returns: (transfer full): a reader of one table
 */
RltCsv *
rlt_csv_new (const char * const *columns,
             RltCsvRowFunc       func,
             gpointer            user_data)
{
  RltCsv *self = g_new0 (RltCsv, 1);

  self->columns = columns;
  self->n_wanted = g_strv_length ((char **) columns);
  g_assert (self->n_wanted <= MAX_WANTED);
  self->func = func;
  self->user_data = user_data;
  self->cell = g_string_new (NULL);
  for (guint i = 0; i < MAX_COLUMNS; i++)
    self->places[i] = NOT_WANTED;

  return self;
}

static void
clear_row (RltCsv *self)
{
  for (guint i = 0; i < self->n_wanted; i++)
    g_clear_pointer (&self->row[i], g_free);
  self->column = 0;
  self->has_byte = FALSE;
}

void
rlt_csv_free (RltCsv *self)
{
  if (self == NULL)
    return;

  clear_row (self);
  g_string_free (self->cell, TRUE);
  g_free (self);
}

/* The first row names the columns; their case changes from one version of a table to the next. */
static void
take_name (RltCsv     *self,
           const char *name)
{
  if (g_str_has_prefix (name, "\xef\xbb\xbf"))
    name += 3;

  for (guint i = 0; i < self->n_wanted; i++)
    {
      if (g_ascii_strcasecmp (name, self->columns[i]) == 0)
        self->places[self->column] = (int) i;
    }
}

static void
end_cell (RltCsv *self)
{
  if (self->column < MAX_COLUMNS)
    {
      const int place = self->places[self->column];

      g_strstrip (self->cell->str);
      if (!self->has_head)
        take_name (self, self->cell->str);
      else if (place != NOT_WANTED && self->row[place] == NULL)
        self->row[place] = g_utf8_make_valid (self->cell->str, -1);
      self->column++;
    }

  g_string_truncate (self->cell, 0);
  self->state = AT_START;
}

static void
end_row (RltCsv *self)
{
  const char *cells[MAX_WANTED + 1] = { NULL, };

  end_cell (self);
  if (!self->has_head)
    self->has_head = TRUE;
  else if (self->has_byte)
    {
      for (guint i = 0; i < self->n_wanted; i++)
        cells[i] = self->row[i] != NULL ? self->row[i] : "";
      self->is_over = !self->func (cells, self->user_data);
    }
  clear_row (self);
}

static void
take_byte (RltCsv *self,
           char    byte)
{
  if (self->state == IN_QUOTES && byte != '"')
    ;
  else if (byte == '\n')
    {
      end_row (self);
      return;
    }
  else if (byte == ',')
    {
      end_cell (self);
      self->has_byte = TRUE;
      return;
    }
  else if (byte == '\r')
    return;
  else if (byte == '"' && self->state != IN_CELL)
    {
      /* Two within quotes are one. */
      const gboolean is_text = self->state == AFTER_QUOTE;

      self->has_byte = TRUE;
      self->state = self->state == IN_QUOTES ? AFTER_QUOTE : IN_QUOTES;
      if (!is_text)
        return;
    }
  else
    self->state = IN_CELL;

  self->has_byte = TRUE;
  if (self->cell->len < MAX_CELL)
    g_string_append_c (self->cell, byte);
}

/**
 * rlt_csv_feed:
 * @self: a reader
 * @data: the next bytes of the table
 * @length: how many
 *
 * Returns: whether more is wanted
 */
gboolean
rlt_csv_feed (RltCsv     *self,
              const char *data,
              gsize       length)
{
  g_return_val_if_fail (self != NULL, FALSE);

  for (gsize i = 0; i < length && !self->is_over; i++)
    take_byte (self, data[i]);

  return !self->is_over;
}

/**
 * rlt_csv_finish:
 * @self: a reader that was fed the whole table
 *
 * Gives the last row, after which there may be no end of line.
 *
 * Returns: whether every row was taken
 */
gboolean
rlt_csv_finish (RltCsv *self)
{
  g_return_val_if_fail (self != NULL, FALSE);

  if (!self->is_over && (self->has_byte || self->cell->len > 0))
    end_row (self);

  return !self->is_over;
}
