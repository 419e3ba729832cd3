/* rlt-siri-gm-decoder.c: SIRI general messages to disruptions.
 *
 * A message may name no line even where one was asked for; then only who asked knows which.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-gm-decoder"

#include "config.h"

#include "rlt-siri-gm-decoder.h"

#include <string.h>

#include "rlt-disruption-set.h"
#include "rlt-html.h"
#include "rlt-siri-text.h"

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_MESSAGE,
  LEVEL_CONTENT,
  LEVEL_TEXT,
  LEVEL_SECTION,
};

enum
{
  FIELD_RECORDED_AT,
  FIELD_ITEM,
  FIELD_IDENTIFIER,
  FIELD_CHANNEL,
  FIELD_VALID_UNTIL,
  FIELD_LINE,
  FIELD_STOP,
  FIELD_TYPE,
  FIELD_TEXT,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "InfoMessage", RLT_SIRI_RECORD, LEVEL_MESSAGE },
  { LEVEL_DELIVERY, "GeneralMessage", RLT_SIRI_RECORD, LEVEL_MESSAGE },
  { LEVEL_MESSAGE, "RecordedAtTime", RLT_SIRI_TEXT, FIELD_RECORDED_AT },
  { LEVEL_MESSAGE, "ItemIdentifier", RLT_SIRI_TEXT, FIELD_ITEM },
  { LEVEL_MESSAGE, "InfoMessageIdentifier", RLT_SIRI_TEXT, FIELD_IDENTIFIER },
  { LEVEL_MESSAGE, "InfoChannelRef", RLT_SIRI_TEXT, FIELD_CHANNEL },
  { LEVEL_MESSAGE, "ValidUntilTime", RLT_SIRI_TEXT, FIELD_VALID_UNTIL },
  { LEVEL_MESSAGE, "Content", RLT_SIRI_OBJECT, LEVEL_CONTENT },
  { LEVEL_CONTENT, "LineRef", RLT_SIRI_TEXTS, FIELD_LINE },
  { LEVEL_CONTENT, "StopPointRef", RLT_SIRI_TEXTS, FIELD_STOP },
  { LEVEL_CONTENT, "LineSection", RLT_SIRI_OBJECT, LEVEL_SECTION },
  { LEVEL_CONTENT, "Message", RLT_SIRI_OBJECT, LEVEL_TEXT },
  { LEVEL_CONTENT, "value", RLT_SIRI_TEXTS, FIELD_TEXT },
  { LEVEL_SECTION, "FirstStop", RLT_SIRI_TEXT, FIELD_STOP },
  { LEVEL_SECTION, "LastStop", RLT_SIRI_TEXT, FIELD_STOP },
  { LEVEL_SECTION, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_TEXT, "MessageType", RLT_SIRI_TEXT, FIELD_TYPE },
  { LEVEL_TEXT, "MessageText", RLT_SIRI_TEXTS, FIELD_TEXT },
};

struct _RltSiriGmDecoder
{
  RltCatalogue       *catalogue;       /* (owned) */
  const RltLine      *line;            /* (nullable): what was asked for */
  RltRecords         *records;         /* not owned */
  RltDisruptionSet   *set;             /* (owned) */

  /* The message being read. */
  RltDisruptionDraft *draft;           /* (owned) (nullable) */
  char               *item;            /* (owned) (nullable) */
  char               *identifier;      /* (owned) (nullable) */
  char               *short_text;      /* (owned) (nullable) */
  char               *bad_time;        /* (owned) (nullable) */
  RltTime             valid_until;
  gboolean            is_short;        /* whether the text being read is of the short kind */
};

static void
begin_message (RltSiriGmDecoder *self)
{
  g_clear_pointer (&self->draft, rlt_disruption_draft_free);
  self->draft = rlt_disruption_draft_new (self->records->n_records, NULL, NULL);
  g_clear_pointer (&self->item, g_free);
  g_clear_pointer (&self->identifier, g_free);
  g_clear_pointer (&self->short_text, g_free);
  g_clear_pointer (&self->bad_time, g_free);
  self->valid_until = RLT_TIME_NONE;
}

static void
begin_cb (gpointer user_data,
          guint    level)
{
  RltSiriGmDecoder *self = user_data;

  if (level == LEVEL_MESSAGE)
    begin_message (self);
  else if (level == LEVEL_TEXT)
    self->is_short = FALSE;
}

/* The same text comes short and long, and in several kinds: the longest says most. */
static void
take_message_text (RltSiriGmDecoder *self,
                   char             *text)
{
  if (self->is_short && self->short_text == NULL)
    self->short_text = g_strdup (text);

  if (self->draft->message == NULL || strlen (text) > strlen (self->draft->message))
    {
      g_free (self->draft->message);
      self->draft->message = g_strdup (text);
    }
}

static void
text_cb (gpointer    user_data,
         guint       field,
         const char *text,
         gsize       length)
{
  RltSiriGmDecoder *self = user_data;
  RltDisruptionDraft *draft = self->draft;
  g_autofree char *valid = g_utf8_make_valid (text, length);

  switch (field)
    {
    case FIELD_RECORDED_AT:
      rlt_siri_read_time (text, length, &draft->updated_at, &self->bad_time);
      break;
    case FIELD_ITEM:
      g_free (self->item);
      self->item = g_steal_pointer (&valid);
      break;
    case FIELD_IDENTIFIER:
      g_free (self->identifier);
      self->identifier = g_steal_pointer (&valid);
      break;
    case FIELD_CHANNEL:
      draft->severity = rlt_severity_from_word (valid);
      break;
    case FIELD_VALID_UNTIL:
      rlt_siri_read_time (text, length, &self->valid_until, &self->bad_time);
      break;
    case FIELD_LINE:
      rlt_disruption_draft_add_line (draft, self->catalogue, valid);
      break;
    case FIELD_STOP:
      rlt_disruption_draft_add_station (draft, self->catalogue, valid);
      break;
    case FIELD_TYPE:
      self->is_short = g_ascii_strncasecmp (valid, "short", strlen ("short")) == 0;
      break;
    case FIELD_TEXT:
      take_message_text (self, valid);
      break;
    default:
      g_assert_not_reached ();
    }
}

/* A message has no title of its own: its short form is one, else its first line. */
static char *
make_title (const char *short_text,
            const char *message)
{
  g_autofree char *text = NULL;

  if (short_text != NULL)
    return g_strdup (short_text);

  text = rlt_html_to_text (message, strlen (message));
  if (text != NULL)
    *strchrnul (text, '\n') = '\0';

  return g_steal_pointer (&text);
}

static void
end_message (RltSiriGmDecoder *self)
{
  RltDisruptionDraft *draft = self->draft;
  const RltPeriod validity = { RLT_TIME_NONE, self->valid_until };
  const guint index = self->records->n_records++;

  draft->id = g_strdup (self->identifier != NULL ? self->identifier : self->item);
  draft->key = g_strdup (draft->id);
  if (self->bad_time != NULL)
    rlt_records_remark (self->records, index, "“%s” is no time; left out", self->bad_time);

  if (draft->id == NULL)
    {
      rlt_records_reject (self->records, index, "no InfoMessageIdentifier");
      return;
    }
  if (draft->message == NULL)
    {
      rlt_records_reject (self->records, index, "no MessageText");
      return;
    }

  if (RLT_TIME_IS_SET (self->valid_until))
    g_array_append_val (draft->periods, validity);
  /* Upstream knows what it was asked, and need not repeat it. */
  if (self->line != NULL && draft->lines->len == 0 && draft->stations->len == 0)
    rlt_disruption_draft_add_line (draft, self->catalogue, self->line->key);
  draft->title = make_title (self->short_text, draft->message);
  draft->is_works = rlt_word_is_works (draft->title);
  rlt_disruption_set_take (self->set, g_steal_pointer (&self->draft));
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  if (level == LEVEL_MESSAGE)
    end_message (user_data);
}

const RltSiriGrammar rlt_siri_gm_grammar = {
  .delivery = "GeneralMessageDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

/**
 * rlt_siri_gm_decoder_new:
 * @context: what is known besides the bytes
 * @records: (transfer none): where the disruptions go; outlives the decoder
 *
 * Returns: (transfer full): a decoder of one answer
 */
RltSiriGmDecoder *
rlt_siri_gm_decoder_new (const RltDecodeContext *context,
                         RltRecords             *records)
{
  RltSiriGmDecoder *self = g_new0 (RltSiriGmDecoder, 1);

  self->catalogue = rlt_catalogue_ref (context->catalogue);
  self->line = context->line;
  self->records = records;
  self->set = rlt_disruption_set_new (records);

  return self;
}

void
rlt_siri_gm_decoder_free (RltSiriGmDecoder *self)
{
  if (self == NULL)
    return;

  rlt_disruption_set_free (self->set);
  rlt_disruption_draft_free (self->draft);
  g_free (self->item);
  g_free (self->identifier);
  g_free (self->short_text);
  g_free (self->bad_time);
  rlt_catalogue_unref (self->catalogue);
  g_free (self);
}

/**
 * rlt_siri_gm_decoder_finish:
 * @self: a decoder that was given the whole answer
 *
 * Adds the disruptions to the records.
 */
void
rlt_siri_gm_decoder_finish (RltSiriGmDecoder *self)
{
  g_return_if_fail (self != NULL);

  rlt_disruption_set_finish (self->set);
}

RltRecords *
rlt_decode_siri_gm (const RltDecodeContext *context,
                    const char             *data,
                    gsize                   length)
{
  RltRecords *records;
  g_autoptr(RltSiriGmDecoder) decoder = NULL;
  g_autoptr(RltSiriReader) reader = NULL;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL, NULL);

  records = rlt_records_new ("siri-gm", context->source);
  decoder = rlt_siri_gm_decoder_new (context, records);
  reader = rlt_siri_reader_new (&rlt_siri_gm_grammar, records, decoder);

  rlt_siri_reader_feed (reader, data, length);
  rlt_siri_reader_finish (reader);
  rlt_siri_gm_decoder_finish (decoder);
  rlt_decode_settle (records);

  return records;
}
