/* rlt-open-data-quays.c: which quay belongs to which stop area, from open data.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include <glib/gi18n.h>
#include <string.h>
#include <yajl/yajl_parse.h>

#include "rlt-feed-fetch-private.h"

/* All 36,000 quays of the region are some 2 MB in the few columns we ask for. */
#define PATH "/api/explore/v2.1/catalog/datasets/arrets/exports/json?select=arrid,arrtype,zdaid"
#define MAX_SIZE ((gsize) 64 * 1024 * 1024)
#define MAX_QUAYS 200000
#define MAX_DEPTH 4

typedef enum
{
  COLUMN_OTHER,
  COLUMN_QUAY,
  COLUMN_TYPE,
  COLUMN_AREA,
} Column;

/* Reading the table row by row. */
typedef struct
{
  yajl_handle  parser;   /* (owned) */
  GArray      *quays;    /* (owned) (element-type RltQuay) */
  RltQuay      row;
  gboolean     is_bus;
  Column       column;
  guint        depth;
  gboolean     is_table; /* the answer is an array */
  gboolean     failed;
} Reading;

static Column
find_column (const char *name,
             gsize       length)
{
  static const struct { const char *name; Column column; } columns[] = {
    { "arrid", COLUMN_QUAY }, { "arrtype", COLUMN_TYPE }, { "zdaid", COLUMN_AREA },
  };

  for (guint i = 0; i < G_N_ELEMENTS (columns); i++)
    {
      if (strlen (columns[i].name) == length && memcmp (columns[i].name, name, length) == 0)
        return columns[i].column;
    }

  return COLUMN_OTHER;
}

/* Numbers, which some versions of the table write as texts. 0: it is none. */
static guint32
read_number (const char *text,
             gsize       length)
{
  guint64 number = 0;

  for (gsize i = 0; i < length; i++)
    {
      if (!g_ascii_isdigit (text[i]))
        return 0;
      number = number * 10 + (guint64) (text[i] - '0');
      if (number > G_MAXUINT32)
        return 0;
    }

  return number;
}

static int
take_value (Reading    *self,
            const char *text,
            gsize       length)
{
  switch (self->column)
    {
    case COLUMN_QUAY:
      self->row.quay = read_number (text, length);
      break;
    case COLUMN_AREA:
      self->row.area = read_number (text, length);
      break;
    case COLUMN_TYPE:
      self->is_bus = length == 3 && memcmp (text, "bus", 3) == 0;
      break;
    case COLUMN_OTHER:
    default:
      break;
    }

  return 1;
}

static int
string_cb (void                *data,
           const unsigned char *text,
           size_t               length)
{
  return take_value (data, (const char *) text, length);
}

static int
number_cb (void       *data,
           const char *text,
           size_t      length)
{
  return take_value (data, text, length);
}

static int
key_cb (void                *data,
        const unsigned char *name,
        size_t               length)
{
  Reading *self = data;

  self->column = self->depth == 2 ? find_column ((const char *) name, length) : COLUMN_OTHER;
  return 1;
}

static int
enter_cb (void *data)
{
  Reading *self = data;

  self->depth++;
  self->column = COLUMN_OTHER;
  if (self->depth == 2)
    {
      self->row = (RltQuay) { 0, 0 };
      self->is_bus = FALSE;
    }

  return self->depth <= MAX_DEPTH;
}

static int
leave_cb (void *data)
{
  Reading *self = data;

  if (self->depth == 2 && self->row.quay != 0 && self->row.area != 0 && !self->is_bus)
    g_array_append_val (self->quays, self->row);
  self->depth--;

  return self->quays->len <= MAX_QUAYS;
}

static int
enter_array_cb (void *data)
{
  Reading *self = data;

  self->is_table = self->is_table || self->depth == 0;
  return enter_cb (data);
}

static const yajl_callbacks callbacks = {
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = enter_cb,
  .yajl_map_key = key_cb,
  .yajl_end_map = leave_cb,
  .yajl_start_array = enter_array_cb,
  .yajl_end_array = leave_cb,
};

static Reading *
reading_new (void)
{
  Reading *self = g_new0 (Reading, 1);

  self->parser = yajl_alloc (&callbacks, NULL, self);
  yajl_config (self->parser, yajl_dont_validate_strings, 1);
  self->quays = g_array_new (FALSE, FALSE, sizeof (RltQuay));

  return self;
}

static void
reading_free (gpointer state)
{
  Reading *self = state;

  yajl_free (self->parser);
  g_clear_pointer (&self->quays, g_array_unref);
  g_free (self);
}

static void
take_quays (RltFetch   *fetch,
            const char *data,
            gsize       length)
{
  Reading *self = fetch->state;

  if (!self->failed)
    self->failed = yajl_parse (self->parser, (const unsigned char *) data, length) != yajl_status_ok;
}

/* Half a table would make stops unknown that were known: it is all or nothing. */
static void
finish_quays (RltFetch *fetch,
              GBytes   *body)
{
  Reading *self = fetch->state;

  if (fetch->result->error != NULL)
    return;

  if (self->failed || yajl_complete_parse (self->parser) != yajl_status_ok || !self->is_table)
    fetch->result->error = g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, "%s",
                                        _("The answer is not the table of quays"));
  else
    fetch->result->quays = g_steal_pointer (&self->quays);
}

static const RltFetchReader reader = {
  .take = take_quays,
  .finish = finish_quays,
  .free = reading_free,
};

/**
 * rlt_open_data_fetch_quays_async:
 * @access: what the question needs
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the quays of all stops but those of buses. On the thread of the client.
 */
void
rlt_open_data_fetch_quays_async (const RltFeedAccess *access,
                                 GCancellable        *cancellable,
                                 GAsyncReadyCallback  callback,
                                 gpointer             user_data)
{
  g_return_if_fail (access != NULL && access->config != NULL);

  rlt_fetch_send (rlt_fetch_new (access, &reader, reading_new ()), access, PATH, MAX_SIZE,
                  cancellable, callback, user_data);
}
