/* rlt-siri-xml-reader.c: reads a SIRI answer in XML by the same tables as one in JSON.
 *
 * Elements are known by their local names: prefixes differ, and payloads in SOAP envelopes may have
 * none. No document is built. A document type, and with it every entity of the answer's own, ends
 * the reading; nothing is ever loaded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-reader"

#include "config.h"

#include "rlt-siri-xml-reader.h"

#include <libxml/parser.h>
#include <libxml/parserInternals.h>
#include <string.h>

#include "rlt-decode.h"
#include "rlt-http-answer.h"
#include "rlt-libxml.h"
#include "rlt-siri-envelope.h"
#include "rlt-siri-text.h"

#define MAX_SIZE (256 * 1024 * 1024)   /* bytes */
#define MAX_DEPTH 64
#define MAX_TEXT (64 * 1024)           /* bytes; a longer one counts as not said */
#define PAGE_HEAD 1024                 /* bytes in which a web page says that it is one */

/* What an open element is. */
typedef enum
{
  MODE_ENVELOPE,   /* around the deliveries: SOAP's, SIRI's, a service's own */
  MODE_ERROR,      /* in an ErrorCondition or a SOAP fault */
  MODE_LEVEL,      /* an object of a part's grammar */
  MODE_FIELD,      /* a text of a part's grammar */
  MODE_NOTE,       /* a text of the envelope */
  MODE_INNER,      /* in a text: what is written there is part of it */
  MODE_SKIP,
} Mode;

/* Texts of the envelope. */
enum
{
  NOTE_RESPONSE_TIME,
  NOTE_STATUS,
  NOTE_ERROR_TEXT,
  NOTE_DESCRIPTION,
};

typedef struct
{
  Mode               mode;
  const RltSiriPart *part;       /* (nullable) */
  guint8             id;         /* the level, field or note */
  gboolean           has_child;
  guint64            taken;      /* a bit for each field of this object that has its text */
} Frame;

typedef struct
{
  RltRecords        *records;
  const RltSiriPart *parts;
  guint              n_parts;
  xmlParserCtxtPtr   context;
  RltSiriEnvelope    envelope;
  Frame              stack[MAX_DEPTH];
  guint              depth;
  GString           *text;       /* (owned): of the innermost element so far, up to its first child */
  const char        *refusal;    /* (nullable): why the reading was ended */
  gboolean           is_page;
} Reader;

static void
stop (Reader     *self,
      const char *refusal)
{
  self->refusal = refusal;
  xmlStopParser (self->context);
}

static const RltSiriKey *
find_key (const Frame *frame,
          const char  *name)
{
  const RltSiriGrammar *grammar = frame->part->grammar;

  for (guint i = 0; i < grammar->n_keys; i++)
    {
      const RltSiriKey *key = &grammar->keys[i];

      if (key->level == frame->id && g_str_equal (key->name, name))
        return key;
    }

  return NULL;
}

/* What an element is that holds for every SIRI answer, or is not known. */
static Frame
classify_envelope (Reader     *self,
                   const char *name)
{
  for (guint i = 0; i < self->n_parts; i++)
    {
      if (g_str_equal (name, self->parts[i].grammar->delivery))
        return (Frame) { .mode = MODE_LEVEL, .part = &self->parts[i], .id = RLT_SIRI_LEVEL_DELIVERY };
    }

  if (g_str_equal (name, "ErrorCondition") || g_str_equal (name, "Fault"))
    return (Frame) { .mode = MODE_ERROR };
  if (g_str_equal (name, "Status"))
    return (Frame) { .mode = MODE_NOTE, .id = NOTE_STATUS };
  if (g_str_equal (name, "ResponseTimestamp"))
    return (Frame) { .mode = MODE_NOTE, .id = NOTE_RESPONSE_TIME };

  return (Frame) { .mode = MODE_ENVELOPE };
}

/* "faultstring" is SOAP 1.1's, "Text" 1.2's. */
static Frame
classify_error (const char *name)
{
  if (g_str_equal (name, "ErrorText") || g_str_equal (name, "faultstring") || g_str_equal (name, "Text"))
    return (Frame) { .mode = MODE_NOTE, .id = NOTE_ERROR_TEXT };
  if (g_str_equal (name, "Description"))
    return (Frame) { .mode = MODE_NOTE, .id = NOTE_DESCRIPTION };

  return (Frame) { .mode = MODE_ERROR };
}

static Frame
classify_member (Reader      *self,
                 const Frame *parent,
                 const char  *name,
                 gboolean     is_french)
{
  const RltSiriKey *key = find_key (parent, name);

  if (key == NULL && parent->id == RLT_SIRI_LEVEL_DELIVERY)
    {
      Frame frame = classify_envelope (self, name);

      return frame.mode == MODE_ENVELOPE ? (Frame) { .mode = MODE_SKIP } : frame;
    }
  if (key == NULL)
    return (Frame) { .mode = MODE_SKIP };
  if (key->member == RLT_SIRI_OBJECT || key->member == RLT_SIRI_RECORD)
    return (Frame) { .mode = MODE_LEVEL, .part = parent->part, .id = key->id };
  if (key->member == RLT_SIRI_TEXT && (parent->taken & (G_GUINT64_CONSTANT (1) << key->id)) != 0 && !is_french)
    return (Frame) { .mode = MODE_SKIP };

  return (Frame) { .mode = MODE_FIELD, .part = parent->part, .id = key->id };
}

static Frame
classify (Reader     *self,
          const char *name,
          gboolean    is_french)
{
  Frame *parent = self->depth > 0 ? &self->stack[self->depth - 1] : NULL;

  if (parent == NULL)
    return classify_envelope (self, name);

  parent->has_child = TRUE;
  switch (parent->mode)
    {
    case MODE_ENVELOPE:
      return classify_envelope (self, name);
    case MODE_ERROR:
      return classify_error (name);
    case MODE_LEVEL:
      return classify_member (self, parent, name, is_french);
    case MODE_FIELD:
    case MODE_NOTE:
    case MODE_INNER:
      return (Frame) { .mode = MODE_INNER };
    case MODE_SKIP:
    default:
      return (Frame) { .mode = MODE_SKIP };
    }
}

/* Whether one of libxml2's attributes, five pointers each, is xml:lang="fr…". */
static gboolean
is_french (int             n_attributes,
           const xmlChar **attributes)
{
  for (int i = 0; i < n_attributes; i++, attributes += 5)
    {
      const char *value = (const char *) attributes[3];

      if (g_str_equal (attributes[0], "lang") && attributes[4] - attributes[3] >= 2 &&
          g_ascii_strncasecmp (value, "fr", 2) == 0)
        return TRUE;
    }

  return FALSE;
}

static void
start_element_cb (void           *user_data,
                  const xmlChar  *local_name,
                  const xmlChar  *prefix,
                  const xmlChar  *uri,
                  int             n_namespaces,
                  const xmlChar **namespaces,
                  int             n_attributes,
                  int             n_defaulted,
                  const xmlChar **attributes)
{
  Reader *self = user_data;
  const char *name = (const char *) local_name;
  Frame frame;

  if (self->depth == MAX_DEPTH)
    {
      stop (self, "nested over 64 deep");
      return;
    }
  if (self->depth == 0 && g_ascii_strcasecmp (name, "html") == 0)
    {
      self->is_page = TRUE;
      stop (self, "a web page");
      return;
    }

  frame = classify (self, name, is_french (n_attributes, attributes));
  self->stack[self->depth++] = frame;
  if (frame.mode != MODE_INNER)
    g_string_truncate (self->text, 0);

  if (frame.mode == MODE_ERROR)
    self->envelope.is_refused = TRUE;
  if (frame.mode != MODE_LEVEL)
    return;

  self->envelope.has_delivery = TRUE;
  frame.part->grammar->begin (frame.part->user_data, frame.id);
}

static void
take_note (Reader     *self,
           guint       note,
           const char *text)
{
  switch (note)
    {
    case NOTE_RESPONSE_TIME:
      if (!RLT_TIME_IS_SET (self->records->observed_at))
        (void) rlt_time_parse (text, strlen (text), &self->records->observed_at);
      break;
    case NOTE_STATUS:
      self->envelope.is_refused |= rlt_siri_is_word (text, strlen (text), "false");
      break;
    case NOTE_ERROR_TEXT:
      rlt_siri_envelope_take (&self->envelope.error_text, text, strlen (text));
      break;
    case NOTE_DESCRIPTION:
      rlt_siri_envelope_take (&self->envelope.description, text, strlen (text));
      break;
    default:
      g_assert_not_reached ();
    }
}

static void
take_field (Frame       *object,
            const Frame *frame,
            guint        field,
            const char  *text)
{
  object->taken |= G_GUINT64_CONSTANT (1) << field;
  frame->part->grammar->text (frame->part->user_data, field, text, strlen (text));
}

/* An object without members, but with a text of its own: its member "value". */
static void
take_value (Frame      *frame,
            const char *text)
{
  const RltSiriKey *key = find_key (frame, "value");

  if (key != NULL)
    take_field (frame, frame, key->id, text);
}

static void
end_element_cb (void          *user_data,
                const xmlChar *local_name,
                const xmlChar *prefix,
                const xmlChar *uri)
{
  Reader *self = user_data;
  Frame frame = self->stack[--self->depth];
  gboolean has_text;

  if (frame.mode == MODE_INNER)
    return;

  g_strstrip (self->text->str);
  has_text = *self->text->str != '\0' && self->text->len <= MAX_TEXT;
  if (has_text && frame.mode == MODE_NOTE)
    take_note (self, frame.id, self->text->str);
  else if (has_text && frame.mode == MODE_FIELD)
    take_field (&self->stack[self->depth - 1], &frame, frame.id, self->text->str);
  else if (has_text && frame.mode == MODE_LEVEL && !frame.has_child)
    take_value (&frame, self->text->str);

  g_string_truncate (self->text, 0);
  if (frame.mode == MODE_LEVEL)
    frame.part->grammar->end (frame.part->user_data, frame.id);
}

static void
characters_cb (void          *user_data,
               const xmlChar *text,
               int            length)
{
  Reader *self = user_data;

  if (self->depth > 0 && self->stack[self->depth - 1].mode != MODE_SKIP && self->text->len <= MAX_TEXT)
    g_string_append_len (self->text, (const char *) text, MIN (length, MAX_TEXT + 1));
}

/* Entities of the answer's own are declared in here: nothing of it is read. */
static void
document_type_cb (void          *user_data,
                  const xmlChar *name,
                  const xmlChar *external_id,
                  const xmlChar *system_id)
{
  Reader *self = user_data;

  self->is_page = g_ascii_strcasecmp ((const char *) name, "html") == 0;
  stop (self, "a document type, which no answer needs, is refused");
}

/* Runs the parser over the whole answer. Returns what is wrong with it, else NULL. */
static char *
parse (Reader     *self,
       const char *data,
       gsize       length)
{
  const xmlSAXHandler handler = {
    .initialized = XML_SAX2_MAGIC,
    .internalSubset = document_type_cb,
    .startElementNs = start_element_cb,
    .endElementNs = end_element_cb,
    .characters = characters_cb,
    .cdataBlock = characters_cb,
  };
  const xmlError *error;
  char *damage = NULL;

  rlt_libxml_init ();
  self->context = xmlCreateMemoryParserCtxt (data, length);
  if (self->context == NULL)
    return g_strdup ("the parser could not be made");

  *self->context->sax = handler;
  self->context->userData = self;
  (void) xmlCtxtUseOptions (self->context, XML_PARSE_NONET | XML_PARSE_NOERROR | XML_PARSE_NOWARNING);
  (void) xmlParseDocument (self->context);

  error = xmlCtxtGetLastError (self->context);
  if (self->refusal != NULL)
    damage = g_strdup (self->refusal);
  else if (!self->context->wellFormed && error != NULL && error->message != NULL)
    damage = g_strchomp (g_strdup_printf ("line %d: %s", error->line, error->message));
  else if (!self->context->wellFormed)
    damage = g_strdup ("not XML");
  xmlFreeParserCtxt (self->context);

  return damage;
}

/* A page of HTML is rarely XML. */
static gboolean
looks_like_page (const char *data,
                 gsize       length)
{
  g_autofree char *head = g_ascii_strdown (data, MIN (length, PAGE_HEAD));

  return strstr (head, "<html") != NULL || strstr (head, "<!doctype html") != NULL;
}

/**
 * rlt_siri_xml_read:
 * @records: (transfer none): the batch that gets the answer's state
 * @parts: the deliveries that are known
 * @n_parts: how many
 * @data: the answer
 * @length: its length in bytes
 *
 * Calls the functions of the parts' grammars for what is in the answer. What was read before a
 * damage stays in @records. Of a text in several languages French is taken last, so that it stays.
 * Field ids are below 64. Any thread.
 */
void
rlt_siri_xml_read (RltRecords        *records,
                   const RltSiriPart *parts,
                   guint              n_parts,
                   const char        *data,
                   gsize              length)
{
  Reader reader = { .records = records, .parts = parts, .n_parts = n_parts };
  g_autofree char *damage = NULL;

  g_return_if_fail (records != NULL && parts != NULL);

  if (length == 0)
    {
      rlt_records_fail (records, RLT_ANSWER_ERROR, "an answer without a byte");
      return;
    }
  if (length > MAX_SIZE)
    {
      rlt_records_fail (records, RLT_ANSWER_ERROR, "larger than any answer: %" G_GSIZE_FORMAT " bytes", length);
      return;
    }

  reader.text = g_string_new (NULL);
  if (rlt_libxml_has_full_tag (data, length))
    damage = g_strdup_printf ("a tag of over %d attributes", RLT_LIBXML_MAX_ATTRIBUTES);
  else
    damage = parse (&reader, data, length);

  if (damage != NULL && (reader.is_page || looks_like_page (data, length)))
    (void) rlt_decode_fail_page (records, data, MIN (length, RLT_HTTP_HEAD_SIZE));
  else if (damage != NULL)
    rlt_records_fail (records, RLT_ANSWER_ERROR, "%s", damage);
  else
    rlt_siri_envelope_settle (&reader.envelope, records, "delivery");

  g_string_free (reader.text, TRUE);
  rlt_siri_envelope_clear (&reader.envelope);
}
