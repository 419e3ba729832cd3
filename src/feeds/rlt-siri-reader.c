/* rlt-siri-reader.c: reads a SIRI Lite answer piece by piece, by a table of what matters in it.
 *
 * A stack holds what each open object and array is: an object of a level, part of a text, or
 * nothing of interest. Only keys of objects of a level are looked up, by their length first.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-reader"

#include "config.h"

#include "rlt-siri-reader.h"

#include <string.h>
#include <yajl/yajl_parse.h>

#include "rlt-decode.h"
#include "rlt-http-answer.h"
#include "rlt-siri-envelope.h"
#include "rlt-siri-text.h"

#define MAX_DEPTH 32
#define MAX_TEXT 4096                  /* bytes; a longer one counts as not said, but for messages */
#define MAX_SILENCE (1024 * 1024)      /* bytes without a key or value: no answer of theirs */
#define SLICE_SIZE (64 * 1024)
#define MAX_KEY_LENGTH 31
#define MAX_KEYS 64

/* The envelope's levels; the decoder's own follow. */
enum
{
  LEVEL_ANSWER,
  LEVEL_SIRI,
  LEVEL_SERVICE_DELIVERY,
  LEVEL_ERROR,
  FIRST_LEVEL,
  N_LEVELS = FIRST_LEVEL + RLT_SIRI_MAX_LEVELS,

  /* What is of no level. */
  MODE_TEXT = 254,
  MODE_SKIP = 255,
};

/* The envelope's fields; the decoder's own follow. */
enum
{
  FIELD_MESSAGE,
  FIELD_RESPONSE_TIME,
  FIELD_STATUS,
  FIELD_ERROR_TEXT,
  FIELD_ERROR_DESCRIPTION,
  FIRST_FIELD,
};

typedef struct
{
  const char *name;
  guint8      length;
  guint8      mode;                    /* what its value is: a level, or MODE_TEXT */
  guint8      field;
  guint8      is_many;                 /* whether each of its texts counts, or only the first */
  guint8      next;                    /* 1 + the next key of this level and length; 0: none */
} Key;

/* An open object or array. The elements of an array are what the array is. */
typedef struct
{
  guint8 mode;
  guint8 is_array : 1;
  guint8 has_begun : 1;
} Container;

struct _RltSiriReader
{
  const RltSiriGrammar *grammar;
  RltRecords           *records;       /* not owned */
  gpointer              user_data;
  yajl_handle           yajl;          /* (owned) */
  Key                   keys[MAX_KEYS];
  guint                 n_keys;
  guint8                by_length[N_LEVELS][MAX_KEY_LENGTH + 1];   /* 1 + the first key; 0: none */
  gboolean              is_record[N_LEVELS];

  Container             stack[MAX_DEPTH];
  guint                 depth;
  guint8                next;          /* what the next value is */
  guint8                field;         /* of which field, when it is text */
  gboolean              is_many;       /* whether that field takes each of its texts */
  gboolean              is_taken;      /* whether that field has its text: the first one counts */

  GByteArray           *head;          /* (owned): the first bytes of the answer */
  guint                 n_bom;         /* bytes of the byte order mark seen */
  gsize                 n_fed;         /* bytes of the answer seen */
  gsize                 silence;
  gboolean              has_event;     /* whether this slice held a key or value */
  char                 *damage;        /* (owned) (nullable): where reading ended, and why */
  RltSiriEnvelope       envelope;
};

static void
add_key (RltSiriReader *self,
         guint          level,
         const char    *name,
         guint          mode,
         guint          field)
{
  const gsize length = strlen (name);

  g_assert (self->n_keys < MAX_KEYS && length <= MAX_KEY_LENGTH);

  self->keys[self->n_keys] = (Key) {
    .name = name,
    .length = length,
    .mode = mode,
    .field = field,
    .next = self->by_length[level][length],
  };
  self->by_length[level][length] = ++self->n_keys;
}

static void
add_keys (RltSiriReader *self)
{
  const RltSiriGrammar *grammar = self->grammar;

  add_key (self, LEVEL_ANSWER, "Siri", LEVEL_SIRI, 0);
  add_key (self, LEVEL_ANSWER, "message", MODE_TEXT, FIELD_MESSAGE);
  add_key (self, LEVEL_SIRI, "ServiceDelivery", LEVEL_SERVICE_DELIVERY, 0);
  add_key (self, LEVEL_SERVICE_DELIVERY, "ResponseTimestamp", MODE_TEXT, FIELD_RESPONSE_TIME);
  add_key (self, LEVEL_SERVICE_DELIVERY, "Status", MODE_TEXT, FIELD_STATUS);
  add_key (self, LEVEL_SERVICE_DELIVERY, "ErrorCondition", LEVEL_ERROR, 0);
  add_key (self, LEVEL_SERVICE_DELIVERY, grammar->delivery,
           FIRST_LEVEL + RLT_SIRI_LEVEL_DELIVERY, 0);
  add_key (self, FIRST_LEVEL + RLT_SIRI_LEVEL_DELIVERY, "Status", MODE_TEXT, FIELD_STATUS);
  add_key (self, FIRST_LEVEL + RLT_SIRI_LEVEL_DELIVERY, "ErrorCondition", LEVEL_ERROR, 0);
  add_key (self, LEVEL_ERROR, "ErrorInformation", LEVEL_ERROR, 0);
  add_key (self, LEVEL_ERROR, "ErrorText", MODE_TEXT, FIELD_ERROR_TEXT);
  add_key (self, LEVEL_ERROR, "ErrorDescription", MODE_TEXT, FIELD_ERROR_DESCRIPTION);

  for (guint i = 0; i < grammar->n_keys; i++)
    {
      const RltSiriKey *key = &grammar->keys[i];

      if (key->member == RLT_SIRI_OBJECT || key->member == RLT_SIRI_RECORD)
        add_key (self, FIRST_LEVEL + key->level, key->name, FIRST_LEVEL + key->id, 0);
      else
        add_key (self, FIRST_LEVEL + key->level, key->name, MODE_TEXT, FIRST_FIELD + key->id);
      if (key->member == RLT_SIRI_RECORD)
        self->is_record[FIRST_LEVEL + key->id] = TRUE;
      self->keys[self->n_keys - 1].is_many = key->member == RLT_SIRI_TEXTS;
    }
}

static const Key *
find_key (RltSiriReader *self,
          guint          level,
          const char    *name,
          gsize          length)
{
  guint i;

  if (length > MAX_KEY_LENGTH)
    return NULL;

  for (i = self->by_length[level][length]; i != 0; i = self->keys[i - 1].next)
    {
      if (memcmp (self->keys[i - 1].name, name, length) == 0)
        return &self->keys[i - 1];
    }

  return NULL;
}

static void
take_envelope_text (RltSiriReader *self,
                    guint          field,
                    const char    *text,
                    gsize          length)
{
  switch (field)
    {
    case FIELD_MESSAGE:
      rlt_siri_envelope_take (&self->envelope.message, text, length);
      break;
    case FIELD_RESPONSE_TIME:
      (void) rlt_time_parse (text, length, &self->records->observed_at);
      break;
    case FIELD_STATUS:
      self->envelope.is_refused |= rlt_siri_is_word (text, length, "false");
      break;
    case FIELD_ERROR_TEXT:
      rlt_siri_envelope_take (&self->envelope.error_text, text, length);
      break;
    case FIELD_ERROR_DESCRIPTION:
      rlt_siri_envelope_take (&self->envelope.description, text, length);
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
begin_object (RltSiriReader *self,
              guint          mode)
{
  if (mode == LEVEL_ERROR)
    self->envelope.is_refused = TRUE;
  else if (mode >= FIRST_LEVEL)
    self->grammar->begin (self->user_data, mode - FIRST_LEVEL);
}

static void
end_object (RltSiriReader *self,
            guint          mode)
{
  if (mode >= FIRST_LEVEL)
    self->grammar->end (self->user_data, mode - FIRST_LEVEL);
}

static gboolean
is_in_list (RltSiriReader *self)
{
  return self->depth > 0 && self->stack[self->depth - 1].is_array;
}

/* In a list an object that says nothing: whoever counts the list's objects counts it, too. */
static void
read_empty (RltSiriReader *self,
            guint          mode)
{
  if (mode >= FIRST_LEVEL && mode < MODE_TEXT && is_in_list (self))
    {
      begin_object (self, mode);
      end_object (self, mode);
    }
}

/* Something that is no object where objects of the level @mode belong. It keeps its place: what
 * follows it in the list is counted on from there. */
static void
read_odd (RltSiriReader *self,
          guint          mode)
{
  if (mode < MODE_TEXT && self->is_record[mode])
    rlt_records_reject (self->records, self->records->n_records++, "no object");
  else
    read_empty (self, mode);
}

/* A value that is neither object nor array. */
static int
read_scalar (RltSiriReader *self,
             const char    *text,
             gsize          length)
{
  self->has_event = TRUE;
  if (self->next != MODE_TEXT)
    {
      if (length > 0 || is_in_list (self))
        read_odd (self, self->next);
      return TRUE;
    }
  if (length == 0 || (!self->is_many && (self->is_taken || length > MAX_TEXT)))
    return TRUE;

  self->is_taken = TRUE;
  if (self->field >= FIRST_FIELD)
    self->grammar->text (self->user_data, self->field - FIRST_FIELD, text, length);
  else
    take_envelope_text (self, self->field, text, length);

  return TRUE;
}

/* Nothing, unless it takes a place in a list. */
static int
null_cb (void *user_data)
{
  return read_scalar (user_data, NULL, 0);
}

static int
string_cb (void                *user_data,
           const unsigned char *text,
           size_t               length)
{
  return read_scalar (user_data, (const char *) text, length);
}

static int
number_cb (void       *user_data,
           const char *text,
           size_t      length)
{
  return read_scalar (user_data, text, length);
}

static int
boolean_cb (void *user_data,
            int   value)
{
  const char *text = value ? "true" : "false";

  return read_scalar (user_data, text, strlen (text));
}

static int
open_container (RltSiriReader *self,
                gboolean       is_array)
{
  self->has_event = TRUE;
  if (self->depth == MAX_DEPTH)
    return FALSE;

  self->stack[self->depth++] = (Container) { .mode = self->next, .is_array = is_array };
  return TRUE;
}

/* What follows in an array is what it holds; what follows in an object, its next key says. */
static Container
close_container (RltSiriReader *self)
{
  const Container closed = self->stack[--self->depth];

  if (self->depth > 0)
    self->next = self->stack[self->depth - 1].mode;

  return closed;
}

static int
start_map_cb (void *user_data)
{
  return open_container (user_data, FALSE);
}

static int
start_array_cb (void *user_data)
{
  RltSiriReader *self = user_data;

  /* A list within a list of records is none of them. */
  if (is_in_list (self) && self->next < MODE_TEXT && self->is_record[self->next])
    {
      read_odd (self, self->next);
      self->next = MODE_SKIP;
    }

  return open_container (self, TRUE);
}

static int
end_map_cb (void *user_data)
{
  RltSiriReader *self = user_data;
  const Container closed = close_container (self);

  if (closed.has_begun)
    end_object (self, closed.mode);
  else
    read_empty (self, closed.mode);

  return TRUE;
}

static int
end_array_cb (void *user_data)
{
  close_container (user_data);
  return TRUE;
}

static int
map_key_cb (void                *user_data,
            const unsigned char *name,
            size_t               length)
{
  RltSiriReader *self = user_data;
  Container *top = &self->stack[self->depth - 1];
  const Key *key;

  self->has_event = TRUE;
  self->next = MODE_SKIP;
  if (top->mode == MODE_SKIP)
    return TRUE;

  if (top->mode == MODE_TEXT)
    {
      if (length == 5 && memcmp (name, "value", 5) == 0)
        self->next = MODE_TEXT;
      return TRUE;
    }

  if (!top->has_begun)
    {
      top->has_begun = TRUE;
      begin_object (self, top->mode);
    }

  key = find_key (self, top->mode, (const char *) name, length);
  if (key != NULL)
    {
      self->next = key->mode;
      self->field = key->field;
      self->is_many = key->is_many;
      self->is_taken = FALSE;
      self->envelope.has_delivery |= key->mode == FIRST_LEVEL + RLT_SIRI_LEVEL_DELIVERY;
    }

  return TRUE;
}

static const yajl_callbacks callbacks = {
  .yajl_null = null_cb,
  .yajl_boolean = boolean_cb,
  .yajl_number = number_cb,
  .yajl_string = string_cb,
  .yajl_start_map = start_map_cb,
  .yajl_map_key = map_key_cb,
  .yajl_end_map = end_map_cb,
  .yajl_start_array = start_array_cb,
  .yajl_end_array = end_array_cb,
};

/**
 * rlt_siri_reader_new:
 * @grammar: what matters in the answer; static
 * @records: (transfer none): the batch that gets the answer's state; outlives the reader
 * @user_data: for the functions of @grammar
 *
 * Returns: (transfer full): a reader of one answer
 */
RltSiriReader *
rlt_siri_reader_new (const RltSiriGrammar *grammar,
                     RltRecords           *records,
                     gpointer              user_data)
{
  RltSiriReader *self = g_new0 (RltSiriReader, 1);

  self->grammar = grammar;
  self->records = records;
  self->user_data = user_data;
  self->next = LEVEL_ANSWER;
  self->head = g_byte_array_new ();
  add_keys (self);
  self->yajl = yajl_alloc (&callbacks, NULL, self);
  /* Texts are checked where they are kept: few of them are. */
  yajl_config (self->yajl, yajl_dont_validate_strings, 1);

  return self;
}

void
rlt_siri_reader_free (RltSiriReader *self)
{
  if (self == NULL)
    return;

  yajl_free (self->yajl);
  g_byte_array_unref (self->head);
  g_free (self->damage);
  rlt_siri_envelope_clear (&self->envelope);
  g_free (self);
}

static void
note_damage (RltSiriReader *self,
             yajl_status    status)
{
  const gsize at = self->n_fed + yajl_get_bytes_consumed (self->yajl);
  unsigned char *why;

  if (status == yajl_status_client_canceled)
    {
      self->damage = g_strdup_printf ("byte %" G_GSIZE_FORMAT ": nested over %d deep", at, MAX_DEPTH);
      return;
    }

  why = yajl_get_error (self->yajl, FALSE, NULL, 0);
  self->damage = g_strdup_printf ("byte %" G_GSIZE_FORMAT ": %s", at, g_strchomp ((char *) why));
  yajl_free_error (self->yajl, why);
}

static void
feed_slice (RltSiriReader *self,
            const char    *data,
            gsize          length)
{
  yajl_status status;

  self->has_event = FALSE;
  status = yajl_parse (self->yajl, (const unsigned char *) data, length);
  if (status != yajl_status_ok)
    {
      note_damage (self, status);
      return;
    }

  self->n_fed += length;
  self->silence = self->has_event ? 0 : self->silence + length;
  if (self->silence > MAX_SILENCE)
    self->damage = g_strdup_printf ("byte %" G_GSIZE_FORMAT ": no end of a text in %d bytes",
                                    self->n_fed, MAX_SILENCE);
}

static gsize
skip_byte_order_mark (RltSiriReader *self,
                      const char    *data,
                      gsize          length)
{
  static const char mark[] = "\xef\xbb\xbf";
  gsize n = 0;

  while (n < length && self->n_bom < strlen (mark) && data[n] == mark[self->n_bom])
    {
      self->n_bom++;
      n++;
    }

  return n;
}

/**
 * rlt_siri_reader_feed:
 * @self: a reader
 * @data: the next bytes of the answer
 * @length: how many
 *
 * Calls the grammar's functions for what is in @data. After damage, which
 * rlt_siri_reader_finish() reports, the rest of the answer is not read.
 */
void
rlt_siri_reader_feed (RltSiriReader *self,
                      const char    *data,
                      gsize          length)
{
  g_return_if_fail (self != NULL);

  if (self->head->len < RLT_HTTP_HEAD_SIZE)
    g_byte_array_append (self->head, (const guint8 *) data,
                         MIN (length, RLT_HTTP_HEAD_SIZE - self->head->len));

  if (self->n_fed == self->n_bom)
    {
      gsize n = skip_byte_order_mark (self, data, length);

      data += n;
      length -= n;
      self->n_fed += n;
    }

  while (length > 0 && self->damage == NULL)
    {
      gsize slice = MIN (length, SLICE_SIZE);

      feed_slice (self, data, slice);
      data += slice;
      length -= slice;
    }
}

/**
 * rlt_siri_reader_finish:
 * @self: a reader that was fed the whole answer
 *
 * Sets the answer and message of the batch. What was read before a damage stays in it.
 */
void
rlt_siri_reader_finish (RltSiriReader *self)
{
  g_return_if_fail (self != NULL);

  if (self->damage != NULL)
    {
      if (!rlt_decode_fail_page (self->records, (const char *) self->head->data, self->head->len))
        rlt_records_fail (self->records, RLT_ANSWER_ERROR, "%s", self->damage);
    }
  else if (self->n_fed == self->n_bom)
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "an answer without a byte");
  else if (yajl_complete_parse (self->yajl) != yajl_status_ok)
    rlt_records_fail (self->records, RLT_ANSWER_ERROR, "cut short at byte %" G_GSIZE_FORMAT, self->n_fed);
  else
    rlt_siri_envelope_settle (&self->envelope, self->records, self->grammar->delivery);
}
