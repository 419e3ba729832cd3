/* test-decode-disruptions.c: bulk lists, Navitia and general messages to disruptions, with every trap
 * those upstreams set.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

static RltCatalogue *catalogue;

static RltRecords *
decode (const char *kind,
        const char *data,
        gsize       length)
{
  const RltDecodeContext context = {
    .catalogue = catalogue,
    .source = "test",
    .now = rlt_test_time ("2026-07-01T10:00:00Z"),
  };

  return rlt_decode_find (kind) (&context, data, length);
}

static RltRecords *
decode_text (const char *kind,
             const char *text)
{
  return decode (kind, text, strlen (text));
}

static RltRecords *
decode_fixture (const char *kind)
{
  g_autofree char *name = g_strconcat (kind, "-traps.json", NULL);
  gsize length;
  g_autofree char *data = rlt_test_load_fixture (name, &length);

  return decode (kind, data, length);
}

static RltRecords *
decode_recorded (const char *kind,
                 const char *name)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded (name, &length);

  return data != NULL ? decode (kind, data, length) : NULL;
}

static const RltDisruption *
get (RltRecords *records,
     const char *id)
{
  for (guint i = 0; i < records->disruptions->len; i++)
    {
      const RltDisruption *disruption = g_ptr_array_index (records->disruptions, i);

      if (g_str_equal (disruption->id, id))
        return disruption;
    }

  g_error ("no disruption %s", id);
}

static void
assert_texts (const char * const *texts,
              const char         *joined)
{
  g_autofree char *is = g_strjoinv ("|", (char **) texts);

  g_assert_cmpstr (is, ==, joined);
}

static void
assert_is (RltRecords  *records,
           const char  *id,
           RltLevel     level,
           RltCategory  category,
           const char  *lines,
           const char  *stations)
{
  const RltDisruption *disruption = get (records, id);

  g_assert_cmpint (disruption->level, ==, level);
  g_assert_cmpint (disruption->category, ==, category);
  assert_texts (disruption->lines, lines);
  assert_texts (disruption->stations, stations);
}

static gboolean
has_note (GPtrArray  *notes,
          guint       index,
          const char *reason)
{
  for (guint i = 0; i < notes->len; i++)
    {
      const RltRejection *note = g_ptr_array_index (notes, i);

      if (note->index == index && g_str_equal (note->reason, reason))
        return TRUE;
    }

  return FALSE;
}

static void
test_bulk (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("disruptions-bulk");

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_true (records->observed_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  g_assert_cmpuint (records->n_records, ==, 15);
  g_assert_cmpuint (records->n_rejected, ==, 4);
  g_assert_cmpuint (records->disruptions->len, ==, 10);

  assert_is (records, "closed", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "metro:1|metro:6",
             "Gare du Nord|stop_area:IDFM:999");
  assert_is (records, "works", RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS, "metro:6|line:IDFM:C01187", "");
  assert_is (records, "nights", RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS, "metro:6", "");
  /* It says nothing of the traffic: not that it is normal. */
  assert_is (records, "information", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, "metro:1", "");
  /* Lifts are of stations, whatever links to them; a stop's disruption is not its line's. */
  assert_is (records, "lift", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT, "", "Haussmann-Saint-Lazare");
  assert_is (records, "untagged-lift", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT, "", "Haussmann-Saint-Lazare");
  assert_is (records, "stop", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "", "Magenta");
  assert_is (records, "bad-bounds", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INCIDENT, "", "");
  assert_is (records, "empty-values", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INCIDENT, "", "");

  g_assert_true (has_note (records->rejections, 9, "no period that can be read"));
  g_assert_true (has_note (records->rejections, 10, "no id"));
  g_assert_true (has_note (records->rejections, 11, "no object"));
  g_assert_true (has_note (records->remarks, 7, "again disruption closed of record 0"));
  g_assert_true (has_note (records->remarks, 8, "2 periods cannot be read; left out"));
  g_assert_true (has_note (records->remarks, 8, "the time of its update cannot be read"));
}

static void
test_bulk_texts (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("disruptions-bulk");
  const RltDisruption *closed = get (records, "closed");

  g_assert_cmpstr (closed->title, ==, "Métro 1 : Trafic interrompu");
  g_assert_cmpstr (closed->message, ==, "Le trafic est interrompu entre Bastille & Nation.\nPlus");
  g_assert_cmpstr (closed->detail, ==, "<p>Le trafic est interrompu <b>entre</b> Bastille &amp; Nation.<br>"
                                       "<a href=\"https://www.ratp.fr\">Plus</a></p>");
  g_assert_true (closed->updated_at == rlt_test_time ("2026-07-01T06:05:12Z"));
  g_assert_cmpstr (get (records, "lift")->message, ==, "Panne de l'ascenseur situé Terrase <> Quais 32 - 34");
  g_assert_null (get (records, "works")->detail);
  g_assert_null (get (records, "information")->message);
}

static void
test_bulk_periods (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("disruptions-bulk");
  const RltDisruption *works = get (records, "works");
  const RltDisruption *nights = get (records, "nights");
  const RltDisruption *dst = get (records, "dst");

  /* Months long, and only of nights, as its text says. */
  g_assert_cmpint (works->nights_from, ==, 22 * 60 + 30);
  g_assert_false (rlt_disruption_applies_at (works, rlt_test_time ("2026-07-01T10:00:00Z")));
  g_assert_true (rlt_disruption_applies_at (works, rlt_test_time ("2026-07-01T21:00:00Z")));
  /* A list of nights needs no such reading. */
  g_assert_cmpint (nights->nights_from, ==, RLT_ALL_DAY);
  g_assert_cmpuint (nights->n_periods, ==, 2);
  g_assert_true (nights->periods[1].to == rlt_test_time ("2026-07-03T03:15:00Z"));
  g_assert_false (rlt_disruption_applies_at (nights, rlt_test_time ("2026-07-02T10:00:00Z")));
  g_assert_true (rlt_disruption_applies_at (nights, rlt_test_time ("2026-07-03T00:30:00Z")));
  /* Without a beginning, without any period. */
  g_assert_false (RLT_TIME_IS_SET (get (records, "stop")->periods[0].from));
  g_assert_cmpuint (get (records, "information")->n_periods, ==, 0);
  g_assert_cmpint (get (records, "information")->told, ==, RLT_TENSE_UNKNOWN);
  /* The hour that is twice, the hour that is not. */
  g_assert_true (dst->periods[0].from == rlt_test_time ("2026-10-25T00:30:00Z"));
  g_assert_true (dst->periods[0].to == rlt_test_time ("2026-10-25T03:00:00Z"));
  g_assert_true (dst->periods[1].from == rlt_test_time ("2027-03-28T01:00:00Z"));
}

static void
test_navitia (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("navitia");

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_records, ==, 15);
  g_assert_cmpuint (records->n_rejected, ==, 2);
  g_assert_cmpuint (records->disruptions->len, ==, 10);

  assert_is (records, "line", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "metro:6", "");
  assert_is (records, "lift", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT, "", "Haussmann-Saint-Lazare");
  assert_is (records, "works", RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS, "rer:A", "Gare du Nord|Magenta");
  assert_is (records, "blocked", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "rer:B", "");
  assert_is (records, "information", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, "metro:1", "");
  /* A line links to what concerns its stops; only what says nothing itself is the line's. */
  assert_is (records, "stop", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "", "stop_point:IDFM:999|Gare du Nord");
  assert_is (records, "linked", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, "metro:8", "");
  assert_is (records, "trip", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, "", "");
  assert_is (records, "named-only", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "", "");

  g_assert_true (has_note (records->rejections, 13, "no id"));
  g_assert_true (has_note (records->rejections, 14, "no object"));
  g_assert_true (has_note (records->remarks, RLT_WHOLE_ANSWER, "one page: 2 of 5 items"));
}

/* Of three copies the newest, wherever it stands; two of one age, each with one channel, make one. */
static void
test_navitia_copies (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("navitia");
  const RltDisruption *line = get (records, "line");
  const RltDisruption *channels = get (records, "channels");

  g_assert_cmpstr (line->title, ==, "Le plus récent");
  g_assert_true (line->updated_at == rlt_test_time ("2026-07-01T07:00:00Z"));
  g_assert_cmpstr (channels->title, ==, "Titre");
  g_assert_cmpstr (channels->message, ==, "Texte");
  assert_texts (channels->lines, "metro:7");
}

static void
test_navitia_channels (void)
{
  g_autoptr(RltRecords) all = decode_text ("navitia",
    "{\"disruptions\":[{\"id\":\"a\",\"messages\":["
    "{\"text\":\"S\",\"channel\":{\"name\":\"sms\",\"types\":[\"sms\"]}},"
    "{\"text\":\"N\",\"channel\":{\"name\":\"notification\"}},"
    "{\"text\":\"<i>W</i>\",\"channel\":{\"name\":\"x\",\"types\":[\"email\",\"web\"]}}]},"
    "{\"id\":\"b\",\"messages\":[{\"text\":\"S\",\"channel\":{\"name\":\"sms\"}},{},{\"text\":\"\"}]}]}");

  g_assert_cmpstr (get (all, "a")->title, ==, "N");
  g_assert_cmpstr (get (all, "a")->message, ==, "W");
  g_assert_cmpstr (get (all, "a")->detail, ==, "<i>W</i>");
  g_assert_null (get (all, "b")->title);
  g_assert_cmpstr (get (all, "b")->message, ==, "S");
}

/* Beside its periods each says whether it applies; a period that says neither end is none. */
static void
test_navitia_status (void)
{
  g_autoptr(RltRecords) all = decode_text ("navitia",
    "{\"disruptions\":[{\"id\":\"a\",\"status\":\"active\"},{\"id\":\"f\",\"status\":\"future\"},"
    "{\"id\":\"p\",\"status\":\"past\"},{\"id\":\"x\",\"status\":\"odd\"},"
    "{\"id\":\"n\",\"application_periods\":[{}]}]}");

  g_assert_cmpint (get (all, "a")->told, ==, RLT_TENSE_NOW);
  g_assert_cmpint (get (all, "f")->told, ==, RLT_TENSE_COMING);
  g_assert_cmpint (get (all, "p")->told, ==, RLT_TENSE_PAST);
  g_assert_cmpint (get (all, "x")->told, ==, RLT_TENSE_UNKNOWN);
  g_assert_cmpint (get (all, "n")->told, ==, RLT_TENSE_UNKNOWN);
  g_assert_cmpuint (get (all, "n")->n_periods, ==, 0);
}

static void
test_messages (void)
{
  g_autoptr(RltRecords) records = decode_fixture ("siri-gm");
  const RltDisruption *works = get (records, "works");

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_records, ==, 12);
  g_assert_cmpuint (records->n_rejected, ==, 4);
  g_assert_cmpuint (records->disruptions->len, ==, 7);

  assert_is (records, "incident", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, "metro:4", "");
  g_assert_cmpstr (get (records, "incident")->title, ==, "Le plus récent");
  assert_is (records, "works", RLT_LEVEL_WORKS, RLT_CATEGORY_WORKS, "metro:6", "STIF:StopPoint:Q:999:");
  g_assert_cmpstr (works->title, ==, "Travaux sur la ligne 6.");
  g_assert_cmpstr (works->message, ==, "Travaux sur la ligne 6.\nBus de remplacement.");
  g_assert_cmpstr (works->detail, ==, "<p>Travaux sur la ligne 6.</p><p>Bus de remplacement.</p>");
  g_assert_cmpuint (works->n_periods, ==, 1);
  g_assert_true (works->periods[0].to == rlt_test_time ("2026-07-02T03:00:00Z"));
  g_assert_true (works->updated_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  /* Even where a line was asked for, none may be named. */
  assert_is (records, "information", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, "", "");
  g_assert_cmpstr (get (records, "information")->message, ==, "Terrase <> Quais");
  assert_is (records, "commercial", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, "rer:A", "");
  assert_is (records, "section", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, "rer:B", "Gare du Nord|Magenta");
  assert_is (records, "bare", RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION, "metro:1", "");
  g_assert_cmpuint (get (records, "times")->n_periods, ==, 0);
  g_assert_cmpint (get (records, "times")->told, ==, RLT_TENSE_NOW);

  g_assert_true (has_note (records->rejections, 7, "no MessageText"));
  g_assert_true (has_note (records->rejections, 8, "no InfoMessageIdentifier"));
  g_assert_true (has_note (records->remarks, 6, "“hier” is no time; left out"));
}

/* The short form is the title; of several lines and texts none is lost. */
static void
test_message_texts (void)
{
  g_autoptr(RltRecords) records = decode_text ("siri-gm",
    "{\"Siri\":{\"ServiceDelivery\":{\"GeneralMessageDelivery\":{\"InfoMessage\":{\"ItemIdentifier\":\"a\","
    "\"Content\":{\"LineRef\":[{\"value\":\"STIF:Line::C01374:\"},\"STIF:Line::C01377:\"],\"Message\":["
    "{\"MessageType\":\"longMessage\",\"MessageText\":[{\"value\":\"Un\\nDeux\"}]},"
    "{\"MessageType\":\"SHORT_MESSAGE\",\"MessageText\":{\"value\":\"Un\"}}]}}}}}}");
  const RltDisruption *message = get (records, "a");

  g_assert_cmpstr (message->title, ==, "Un");
  g_assert_cmpstr (message->message, ==, "Un\nDeux");
  assert_texts (message->lines, "metro:4|metro:7");
  g_assert_cmpuint (message->n_periods, ==, 0);
}

/* A member that is there twice: the last one counts, as anywhere in JSON. */
static void
test_message_ids (void)
{
  g_autoptr(RltRecords) records = decode_text ("siri-gm",
    "{\"Siri\":{\"ServiceDelivery\":{\"GeneralMessageDelivery\":{\"InfoMessage\":{\"ItemIdentifier\":\"a\","
    "\"ItemIdentifier\":\"b\",\"InfoMessageIdentifier\":\"c\",\"InfoMessageIdentifier\":\"d\","
    "\"Content\":{\"Message\":{\"MessageText\":\"Un\"}}}}}}}");

  g_assert_cmpuint (records->disruptions->len, ==, 1);
  g_assert_cmpstr (get (records, "d")->title, ==, "Un");
}

static void
assert_answer (const char *kind,
               const char *text,
               RltAnswer   answer,
               const char *message)
{
  g_autoptr(RltRecords) records = decode_text (kind, text);

  g_assert_cmpint (records->answer, ==, answer);
  g_assert_cmpstr (records->message, ==, message);
}

static void
test_answers (void)
{
  static const char * const kinds[] = { "disruptions-bulk", "navitia" };

  for (guint i = 0; i < G_N_ELEMENTS (kinds); i++)
    {
      assert_answer (kinds[i], "{\"disruptions\":[]}", RLT_ANSWER_EMPTY, NULL);
      assert_answer (kinds[i], "\xef\xbb\xbf{\"disruptions\":[]}", RLT_ANSWER_EMPTY, NULL);
      assert_answer (kinds[i], "{}", RLT_ANSWER_ERROR, "no disruptions in the answer");
      assert_answer (kinds[i], "[]", RLT_ANSWER_ERROR, "no disruptions in the answer");
      assert_answer (kinds[i], "null", RLT_ANSWER_ERROR, "no disruptions in the answer");
      assert_answer (kinds[i], "", RLT_ANSWER_ERROR, "an answer without a byte");
      assert_answer (kinds[i], "{\"message\":\"No API key found in request\"}", RLT_ANSWER_ERROR,
                     "No API key found in request");
      assert_answer (kinds[i], "<html>Just a moment...</html>", RLT_ANSWER_BLOCKED,
                     "a challenge page came instead of data");
      assert_answer (kinds[i], "<html>502</html>", RLT_ANSWER_ERROR, "a web page came instead of data");
    }

  assert_answer ("navitia", "{\"error\":{\"id\":\"unknown_object\",\"message\":\"ptref : none\"}}", RLT_ANSWER_ERROR,
                 "ptref : none");
  assert_answer ("siri-gm", "{\"message\":\"no Route matched with those values\"}", RLT_ANSWER_ERROR,
                 "no Route matched with those values");
}

/* What stood before the cut is kept, but for the record it went through. */
static void
test_damage (void)
{
  g_autoptr(RltRecords) cut = decode_text ("navitia",
    "{\"disruptions\":[{\"id\":\"a\",\"tags\":[\"Ascenseur\"]},{\"id\":\"b\",\"tags\":[\"x\"]");
  g_autoptr(RltRecords) broken = decode_text ("disruptions-bulk",
    "{\"disruptions\":[{\"id\":\"a\"},{\"id\":\"b\"}],\"lines\":[{\"id\" 7}");
  g_autoptr(RltRecords) mended = decode_text ("disruptions-bulk", "{\"disruptions\":[{\"id\":\"a\",\"title\":\"\xe9t\xe9\"}]}");

  g_assert_cmpint (cut->answer, ==, RLT_ANSWER_ERROR);
  g_assert_true (g_str_has_prefix (cut->message, "cut short at byte "));
  g_assert_cmpuint (cut->disruptions->len, ==, 1);
  g_assert_cmpint (get (cut, "a")->category, ==, RLT_CATEGORY_LIFT);
  g_assert_cmpint (broken->answer, ==, RLT_ANSWER_ERROR);
  g_assert_true (g_str_has_prefix (broken->message, "byte "));
  g_assert_cmpuint (broken->disruptions->len, ==, 2);
  g_assert_cmpint (mended->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpstr (get (mended, "a")->title, ==, "\xef\xbf\xbdt\xef\xbf\xbd");
}

static void
test_limits (void)
{
  g_autoptr(GString) deep = g_string_new ("{\"disruptions\":");
  g_autoptr(GString) wide = g_string_new ("{\"disruptions\":[{\"id\":\"a\"}],\"x\":{");
  g_autoptr(RltRecords) too_deep = NULL;
  g_autoptr(RltRecords) too_wide = NULL;

  for (guint i = 0; i < 100000; i++)
    g_string_append (deep, "[");
  for (guint i = 0; i < 5000; i++)
    g_string_append_printf (wide, "\"%u\":0,", i);

  too_deep = decode ("navitia", deep->str, deep->len);
  g_assert_cmpint (too_deep->answer, ==, RLT_ANSWER_ERROR);
  g_assert_nonnull (strstr (too_deep->message, "nested over 32 deep"));
  too_wide = decode ("navitia", wide->str, wide->len);
  g_assert_cmpint (too_wide->answer, ==, RLT_ANSWER_ERROR);
  g_assert_nonnull (strstr (too_wide->message, "an object of over 4096 members"));
  g_assert_cmpuint (too_wide->disruptions->len, ==, 1);
}

static void
test_recorded_metro_6 (void)
{
  g_autoptr(RltRecords) records =
    decode_recorded ("navitia", "transcribed/navitia_disruption_metro6_2024-09-23.json");
  const RltDisruption *disruption;

  if (records == NULL)
    return;

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_records, ==, 1);
  assert_is (records, "495b2cb4-79ab-11ef-ab99-0a58a9feac02", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT,
             "metro:6", "");
  disruption = get (records, "495b2cb4-79ab-11ef-ab99-0a58a9feac02");
  g_assert_true (disruption->periods[0].from == rlt_test_time ("2024-09-23T12:54:00Z"));
  g_assert_true (disruption->periods[0].to == rlt_test_time ("2024-09-24T03:15:00Z"));
  g_assert_true (disruption->updated_at == rlt_test_time ("2024-09-23T12:56:44Z"));
  g_assert_true (g_str_has_prefix (disruption->title, "Métro 6 : Bagage oublié"));
  g_assert_true (g_str_has_suffix (disruption->message, "\nPlus d'informations sur le site ratp.fr"));
  g_assert_nonnull (strstr (disruption->detail, "<br><a href=\"http://www.ratp.fr\">Plus"));
}

static void
test_recorded_lifts (void)
{
  g_autoptr(RltRecords) records = decode_recorded ("navitia", "navitia/idfm_journeys_2024-11-21.json");
  guint n_haussmann = 0;

  if (records == NULL)
    return;

  g_assert_cmpuint (records->n_records, ==, 7);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_cmpuint (records->disruptions->len, ==, 7);
  for (guint i = 0; i < records->disruptions->len; i++)
    {
      const RltDisruption *lift = g_ptr_array_index (records->disruptions, i);

      g_assert_cmpint (lift->category, ==, RLT_CATEGORY_LIFT);
      g_assert_cmpint (lift->level, ==, RLT_LEVEL_UNKNOWN);
      g_assert_null (lift->lines[0]);
      g_assert_cmpstr (lift->title, ==, "Panne d'un ascenseur");
      n_haussmann += g_str_equal (lift->stations[0], "Haussmann-Saint-Lazare");
    }
  g_assert_cmpuint (n_haussmann, ==, 3);
  g_assert_cmpstr (((const RltDisruption *) g_ptr_array_index (records->disruptions, 0))->message, ==,
                   "HAVRE CAUMARTIN Panne de l'ascenseur situé Terrase <> Quais 32 - 34, "
                   "direction Chelles / Villiers, jusqu'au 2024-06-18");
}

static void
test_recorded_sncf (void)
{
  g_autoptr(RltRecords) list = decode_recorded ("navitia", "navitia/python-client/disruption.json");
  g_autoptr(RltRecords) reports = decode_recorded ("navitia", "navitia/python-client/line_report.json");
  g_autoptr(RltRecords) traffic = decode_recorded ("navitia", "navitia/python-client/traffic_reports.json");

  if (list == NULL || reports == NULL || traffic == NULL)
    return;

  g_assert_cmpuint (list->disruptions->len, ==, 3);
  assert_is (list, "184019c6-e73d-4806-b1bd-8d01d396833f", RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT, "", "");
  g_assert_true (has_note (list->remarks, RLT_WHOLE_ANSWER, "one page: 25 of 99 items"));
  assert_is (reports, "000000", RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT, "", "");
  g_assert_cmpstr (get (traffic, "090889b6-7804-4609-83fe-b46259c7aff3")->message, ==, "Conditions météorologiques");
}

static void
test_recorded_bulk (void)
{
  g_autoptr(RltRecords) records =
    decode_recorded ("disruptions-bulk", "transcribed/disruptions_bulk_v2_one-disruption_2026-02-18.json");
  const RltDisruption *disruption;

  if (records == NULL)
    return;

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  assert_is (records, "2aecb88e-0c98-11f1-9e08-0a58a9feac02", RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS, "",
             "stop_area:IDFM:482881|stop_area:IDFM:74026");
  disruption = get (records, "2aecb88e-0c98-11f1-9e08-0a58a9feac02");
  g_assert_true (disruption->periods[0].from == rlt_test_time ("2026-02-18T07:00:00Z"));
  g_assert_true (disruption->periods[0].to == rlt_test_time ("2026-02-18T17:00:00Z"));
  g_assert_cmpstr (disruption->message, ==, "HTML description of the disruption...");
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/disruptions/bulk", test_bulk);
  g_test_add_func ("/disruptions/bulk/texts", test_bulk_texts);
  g_test_add_func ("/disruptions/bulk/periods", test_bulk_periods);
  g_test_add_func ("/disruptions/navitia", test_navitia);
  g_test_add_func ("/disruptions/navitia/copies", test_navitia_copies);
  g_test_add_func ("/disruptions/navitia/channels", test_navitia_channels);
  g_test_add_func ("/disruptions/navitia/status", test_navitia_status);
  g_test_add_func ("/disruptions/messages", test_messages);
  g_test_add_func ("/disruptions/messages/texts", test_message_texts);
  g_test_add_func ("/disruptions/messages/ids", test_message_ids);
  g_test_add_func ("/disruptions/answers", test_answers);
  g_test_add_func ("/disruptions/damage", test_damage);
  g_test_add_func ("/disruptions/limits", test_limits);
  g_test_add_func ("/disruptions/recorded/metro-6", test_recorded_metro_6);
  g_test_add_func ("/disruptions/recorded/lifts", test_recorded_lifts);
  g_test_add_func ("/disruptions/recorded/sncf", test_recorded_sncf);
  g_test_add_func ("/disruptions/recorded/bulk", test_recorded_bulk);

  return g_test_run ();
}
