/* rlt-siri-sx-decoder.c: SIRI situation exchange to disruptions.
 *
 * What a situation concerns is said at several depths, on its own and with each of its consequences;
 * the elements in between do not matter, so one level stands for all of them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-siri-sx-decoder"

#include "config.h"

#include "rlt-siri-sx-decoder.h"

#include "rlt-disruption-set.h"
#include "rlt-siri-text.h"

enum
{
  LEVEL_DELIVERY = RLT_SIRI_LEVEL_DELIVERY,
  LEVEL_SITUATIONS,
  LEVEL_SITUATION,
  LEVEL_ROAD,
  LEVEL_PERIOD,
  LEVEL_CONSEQUENCES,
  LEVEL_AFFECTS,
  LEVEL_LINE,
  LEVEL_STOP,
  LEVEL_PUBLISHED,
};

enum
{
  FIELD_NUMBER,
  FIELD_CREATED_AT,
  FIELD_VERSIONED_AT,
  FIELD_PROGRESS,
  FIELD_CAUSE,
  FIELD_SEVERITY,
  FIELD_CONDITION,
  FIELD_SUMMARY,
  FIELD_DESCRIPTION,
  FIELD_FROM,
  FIELD_TO,
  FIELD_LINE,
  FIELD_STOP,
};

static const RltSiriKey keys[] = {
  { LEVEL_DELIVERY, "Situations", RLT_SIRI_OBJECT, LEVEL_SITUATIONS },
  { LEVEL_SITUATIONS, "PtSituationElement", RLT_SIRI_RECORD, LEVEL_SITUATION },
  { LEVEL_SITUATIONS, "RoadSituationElement", RLT_SIRI_RECORD, LEVEL_ROAD },
  { LEVEL_SITUATION, "SituationNumber", RLT_SIRI_TEXT, FIELD_NUMBER },
  { LEVEL_SITUATION, "CreationTime", RLT_SIRI_TEXT, FIELD_CREATED_AT },
  { LEVEL_SITUATION, "VersionedAtTime", RLT_SIRI_TEXT, FIELD_VERSIONED_AT },
  { LEVEL_SITUATION, "Progress", RLT_SIRI_TEXT, FIELD_PROGRESS },
  { LEVEL_SITUATION, "AlertCause", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "MiscellaneousReason", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "PersonnelReason", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "EquipmentReason", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "EnvironmentReason", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "ReasonName", RLT_SIRI_TEXTS, FIELD_CAUSE },
  { LEVEL_SITUATION, "Severity", RLT_SIRI_TEXT, FIELD_SEVERITY },
  { LEVEL_SITUATION, "Summary", RLT_SIRI_TEXT, FIELD_SUMMARY },
  { LEVEL_SITUATION, "Description", RLT_SIRI_TEXT, FIELD_DESCRIPTION },
  { LEVEL_SITUATION, "ValidityPeriod", RLT_SIRI_OBJECT, LEVEL_PERIOD },
  { LEVEL_SITUATION, "Affects", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_SITUATION, "Consequences", RLT_SIRI_OBJECT, LEVEL_CONSEQUENCES },
  { LEVEL_SITUATION, "PublishingActions", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PERIOD, "StartTime", RLT_SIRI_TEXT, FIELD_FROM },
  { LEVEL_PERIOD, "EndTime", RLT_SIRI_TEXT, FIELD_TO },
  { LEVEL_CONSEQUENCES, "Consequence", RLT_SIRI_OBJECT, LEVEL_CONSEQUENCES },
  { LEVEL_CONSEQUENCES, "Condition", RLT_SIRI_TEXTS, FIELD_CONDITION },
  { LEVEL_CONSEQUENCES, "Severity", RLT_SIRI_TEXT, FIELD_SEVERITY },
  { LEVEL_CONSEQUENCES, "Affects", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_AFFECTS, "Networks", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_AFFECTS, "AffectedNetwork", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_AFFECTS, "AffectedLine", RLT_SIRI_OBJECT, LEVEL_LINE },
  { LEVEL_AFFECTS, "StopPoints", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_AFFECTS, "AffectedStopPoint", RLT_SIRI_OBJECT, LEVEL_STOP },
  { LEVEL_AFFECTS, "StopPlaces", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_AFFECTS, "AffectedStopPlace", RLT_SIRI_OBJECT, LEVEL_STOP },
  { LEVEL_AFFECTS, "AffectedRoute", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_LINE, "LineRef", RLT_SIRI_TEXT, FIELD_LINE },
  { LEVEL_LINE, "StopPoints", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_LINE, "Routes", RLT_SIRI_OBJECT, LEVEL_AFFECTS },
  { LEVEL_STOP, "StopPointRef", RLT_SIRI_TEXT, FIELD_STOP },
  { LEVEL_STOP, "StopPlaceRef", RLT_SIRI_TEXT, FIELD_STOP },
  { LEVEL_PUBLISHED, "PublishingAction", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PUBLISHED, "PassengerInformationAction", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PUBLISHED, "TextualContent", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PUBLISHED, "SummaryContent", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PUBLISHED, "DescriptionContent", RLT_SIRI_OBJECT, LEVEL_PUBLISHED },
  { LEVEL_PUBLISHED, "SummaryText", RLT_SIRI_TEXT, FIELD_SUMMARY },
  { LEVEL_PUBLISHED, "DescriptionText", RLT_SIRI_TEXT, FIELD_DESCRIPTION },
};

struct _RltSiriSxDecoder
{
  RltCatalogue       *catalogue;       /* not owned */
  RltRecords         *records;         /* not owned */
  RltDisruptionSet   *set;             /* (owned) */

  /* The situation being read. */
  RltDisruptionDraft *draft;           /* (owned) (nullable) */
  guint               depth;           /* of what it publishes, open */
  RltTime             created_at;
  gboolean            is_over;         /* closed, or not published yet */
  char               *bad_time;        /* (owned) (nullable) */
  char               *from;            /* (owned) (nullable): of the period being read */
  char               *to;              /* (owned) (nullable) */
};

typedef struct
{
  const char  *word;
  RltSeverity  severity;
} SeverityWord;

/* SIRI's severities and service conditions. Any other condition disturbs. */
static const SeverityWord severity_words[] = {
  { "noImpact", RLT_SEVERITY_INFORMATION },
  { "unknown", RLT_SEVERITY_UNKNOWN },
  { "undefined", RLT_SEVERITY_UNKNOWN },
  { "undefinedServiceInformation", RLT_SEVERITY_UNKNOWN },
  { "onTime", RLT_SEVERITY_INFORMATION },
  { "normalService", RLT_SEVERITY_INFORMATION },
  { "fullLengthService", RLT_SEVERITY_INFORMATION },
  { "additionalService", RLT_SEVERITY_INFORMATION },
  { "extendedService", RLT_SEVERITY_INFORMATION },
  { "specialService", RLT_SEVERITY_INFORMATION },
  { "noService", RLT_SEVERITY_BLOCKING },
  { "closed", RLT_SEVERITY_BLOCKING },
};

static RltSeverity
get_severity (const char *text,
              gsize       length)
{
  for (guint i = 0; i < G_N_ELEMENTS (severity_words); i++)
    {
      if (rlt_siri_is_word (text, length, severity_words[i].word))
        return severity_words[i].severity;
    }

  return RLT_SEVERITY_DISTURBING;
}

static void
begin_situation (RltSiriSxDecoder *self)
{
  g_clear_pointer (&self->draft, rlt_disruption_draft_free);
  g_clear_pointer (&self->bad_time, g_free);
  self->draft = rlt_disruption_draft_new (self->records->n_records, NULL, NULL);
  self->created_at = RLT_TIME_NONE;
  self->is_over = FALSE;
}

static void
begin_cb (gpointer user_data,
          guint    level)
{
  RltSiriSxDecoder *self = user_data;

  if (level == LEVEL_SITUATION)
    begin_situation (self);
  else if (level == LEVEL_PUBLISHED)
    self->depth++;
}

static void
take_text (char **slot,
           char  *text)
{
  g_free (*slot);
  *slot = text;
}

/* What is published may repeat the situation's own texts, for another public: it only fills gaps. */
static void
take_message (RltSiriSxDecoder *self,
              char            **slot,
              char             *text)
{
  if (self->depth > 0 && *slot != NULL)
    g_free (text);
  else
    take_text (slot, text);
}

static void
take_cause (RltDisruptionDraft *draft,
            const char         *text,
            gsize               length)
{
  g_autofree char *cause = g_strndup (text, length);

  draft->is_works |= rlt_word_is_works (cause) || rlt_siri_is_word (text, length, "roadworks") ||
                     rlt_siri_is_word (text, length, "repairWork") ||
                     rlt_siri_is_word (text, length, "engineeringWork") ||
                     rlt_siri_is_word (text, length, "maintenanceWork") ||
                     rlt_siri_is_word (text, length, "constructionWork");
  draft->is_lift |= rlt_siri_is_word (text, length, "liftFailure") ||
                    rlt_siri_is_word (text, length, "escalatorFailure");
}

static void
take_object (RltSiriSxDecoder *self,
             guint             field,
             const char       *text,
             gsize             length)
{
  g_autofree char *id = g_strndup (text, length);

  if (field == FIELD_LINE)
    rlt_disruption_draft_add_line (self->draft, self->catalogue, id);
  else
    rlt_disruption_draft_add_station (self->draft, self->catalogue, id);
}

static void
text_cb (gpointer    user_data,
         guint       field,
         const char *text,
         gsize       length)
{
  RltSiriSxDecoder *self = user_data;
  RltDisruptionDraft *draft = self->draft;

  switch (field)
    {
    case FIELD_NUMBER:
      take_text (&draft->id, g_strndup (text, length));
      break;
    case FIELD_CREATED_AT:
      rlt_siri_read_time (text, length, &self->created_at, &self->bad_time);
      break;
    case FIELD_VERSIONED_AT:
      rlt_siri_read_time (text, length, &draft->updated_at, &self->bad_time);
      break;
    case FIELD_PROGRESS:
      self->is_over = rlt_siri_is_word (text, length, "closed") || rlt_siri_is_word (text, length, "draft");
      break;
    case FIELD_CAUSE:
      take_cause (draft, text, length);
      break;
    case FIELD_SEVERITY:
    case FIELD_CONDITION:
      draft->severity = MAX (draft->severity, get_severity (text, length));
      break;
    case FIELD_SUMMARY:
      take_message (self, &draft->title, g_strndup (text, length));
      break;
    case FIELD_DESCRIPTION:
      take_message (self, &draft->message, g_strndup (text, length));
      break;
    case FIELD_FROM:
      take_text (&self->from, g_strndup (text, length));
      break;
    case FIELD_TO:
      take_text (&self->to, g_strndup (text, length));
      break;
    default:
      take_object (self, field, text, length);
      break;
    }
}

static void
end_period (RltSiriSxDecoder *self)
{
  rlt_disruption_draft_add_period (self->draft, self->from, self->to);
  g_clear_pointer (&self->from, g_free);
  g_clear_pointer (&self->to, g_free);
}

static void
end_situation (RltSiriSxDecoder *self)
{
  RltDisruptionDraft *draft = self->draft;
  const guint index = self->records->n_records++;

  if (!RLT_TIME_IS_SET (draft->updated_at))
    draft->updated_at = self->created_at;
  if (self->bad_time != NULL)
    rlt_records_remark (self->records, index, "“%s” is no time; left out", self->bad_time);

  if (draft->id == NULL)
    rlt_records_reject (self->records, index, "no SituationNumber");
  else if (draft->title == NULL && draft->message == NULL)
    rlt_records_reject (self->records, index, "%s: neither Summary nor Description", draft->id);
  else if (self->is_over)
    rlt_records_remark (self->records, index, "%s: closed, or not published yet; left out", draft->id);
  else
    {
      draft->key = g_strdup (draft->id);
      rlt_disruption_set_take (self->set, g_steal_pointer (&self->draft));
    }
}

static void
end_cb (gpointer user_data,
        guint    level)
{
  RltSiriSxDecoder *self = user_data;

  if (level == LEVEL_SITUATION)
    end_situation (self);
  else if (level == LEVEL_ROAD)
    rlt_records_reject (self->records, self->records->n_records++, "a situation of roads");
  else if (level == LEVEL_PERIOD)
    end_period (self);
  else if (level == LEVEL_PUBLISHED)
    self->depth--;
}

const RltSiriGrammar rlt_siri_sx_grammar = {
  .delivery = "SituationExchangeDelivery",
  .keys = keys,
  .n_keys = G_N_ELEMENTS (keys),
  .begin = begin_cb,
  .text = text_cb,
  .end = end_cb,
};

/**
 * rlt_siri_sx_decoder_new:
 * @context: what is known besides the bytes; outlives the decoder
 * @records: (transfer none): where the disruptions go; outlives the decoder
 *
 * Returns: (transfer full): what %rlt_siri_sx_grammar is read for
 */
RltSiriSxDecoder *
rlt_siri_sx_decoder_new (const RltDecodeContext *context,
                         RltRecords             *records)
{
  RltSiriSxDecoder *self;

  g_return_val_if_fail (context != NULL && context->catalogue != NULL && records != NULL, NULL);

  self = g_new0 (RltSiriSxDecoder, 1);
  self->catalogue = context->catalogue;
  self->records = records;
  self->set = rlt_disruption_set_new (records);

  return self;
}

void
rlt_siri_sx_decoder_free (RltSiriSxDecoder *self)
{
  if (self == NULL)
    return;

  rlt_disruption_set_free (self->set);
  g_clear_pointer (&self->draft, rlt_disruption_draft_free);
  g_free (self->bad_time);
  g_free (self->from);
  g_free (self->to);
  g_free (self);
}

/**
 * rlt_siri_sx_decoder_finish:
 * @self: a decoder that was given the whole answer
 *
 * Adds the disruptions to the records.
 */
void
rlt_siri_sx_decoder_finish (RltSiriSxDecoder *self)
{
  g_return_if_fail (self != NULL);

  rlt_disruption_set_finish (self->set);
}
