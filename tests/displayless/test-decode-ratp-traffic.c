/* test-decode-ratp-traffic.c: ratp.fr's traffic in all its shapes, and its older sisters.
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
decode_text (const char *text)
{
  const RltDecodeContext context = {
    .catalogue = catalogue,
    .source = "test",
    .now = rlt_test_time ("2026-07-01T10:00:00Z"),
  };

  return rlt_decode_ratp_traffic (&context, text, strlen (text));
}

static const RltTraffic *
get (RltRecords *records,
     guint       index)
{
  g_assert_cmpuint (index, <, records->traffic->len);
  return g_ptr_array_index (records->traffic, index);
}

static void
test_lines (void)
{
  static const struct
  {
    const char *line;
    RltLevel    level;
  } lines[] = {
    { "metro:1", RLT_LEVEL_NORMAL },
    /* Planned works, though "normal" is in its slug. */
    { "metro:3B", RLT_LEVEL_WORKS },
    { "metro:7B", RLT_LEVEL_DISTURBED },
    { "metro:4", RLT_LEVEL_CLOSED },
    { "metro:5", RLT_LEVEL_DISTURBED },
    { "metro:6", RLT_LEVEL_UNKNOWN },
    { NULL, RLT_LEVEL_CLOSED },
    { NULL, RLT_LEVEL_UNKNOWN },
    { "metro:8", RLT_LEVEL_UNKNOWN },
    { "rer:A", RLT_LEVEL_DISTURBED },
    { "tram:T3a", RLT_LEVEL_NORMAL },
    { "tram:T3b", RLT_LEVEL_WORKS },
    { "tram:T2", RLT_LEVEL_UNKNOWN },
    { "transilien:H", RLT_LEVEL_DISTURBED },
  };
  gsize length;
  g_autofree char *data = rlt_test_load_fixture ("ratp-traffic-traps.json", &length);
  g_autoptr(RltRecords) records = decode_text (data);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_true (records->observed_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  g_assert_cmpuint (records->n_records, ==, 17);
  g_assert_cmpuint (records->n_rejected, ==, 3);
  g_assert_cmpuint (records->traffic->len, ==, G_N_ELEMENTS (lines));
  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const RltTraffic *traffic = get (records, i);

      g_assert_cmpstr (traffic->line != NULL ? traffic->line->key : NULL, ==, lines[i].line);
      g_assert_cmpint (traffic->level, ==, lines[i].level);
    }
}

static void
test_aliases (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_fixture ("ratp-traffic-traps.json", &length);
  g_autoptr(RltRecords) records = decode_text (data);

  g_assert_cmpstr (get (records, 1)->message, ==, "Fermée ce soir.");
  g_assert_cmpstr (get (records, 1)->detail, ==, "<p>Fermée <b>ce soir</b>.</p>");
  g_assert_true (get (records, 1)->updated_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  g_assert_true (get (records, 2)->updated_at == 1782900000 * RLT_SECOND);
  g_assert_cmpstr (get (records, 2)->message, ==, "Trafic perturbé");
  g_assert_cmpstr (get (records, 3)->title, ==, "Fermée & vide");
  g_assert_cmpstr (get (records, 3)->message, ==, "Voir ici");
  g_assert_cmpstr (get (records, 3)->detail, ==, "Voir ici");
  g_assert_true (get (records, 3)->updated_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  g_assert_cmpstr (get (records, 4)->title, ==, "Ligne 5 - état ralentissement");
  g_assert_true (get (records, 4)->updated_at == rlt_test_time ("2026-07-01T08:00:00Z"));
  g_assert_cmpstr (get (records, 5)->title, ==, "Ligne 6 - état unknown");
  g_assert_true (get (records, 5)->updated_at == 1782900000 * RLT_SECOND);
  g_assert_cmpstr (get (records, 6)->line_id, ==, "Fun");
  g_assert_cmpstr (get (records, 7)->title, ==, "Résumé");
  g_assert_false (RLT_TIME_IS_SET (get (records, 8)->updated_at));
}

/* However it is wrapped, it is the same list. */
static void
test_shapes (void)
{
  static const struct
  {
    const char *before;
    const char *after;
    const char *line;
  } shapes[] = {
    { "{\"result\":[", "]}", "metro:3B" },
    { "{\"result\":{\"metros\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"metro\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"metros_lines\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"lines\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"rers\":[", "]}}", NULL },
    { "{\"result\":{\"tramways\":[", "]}}", "tram:T3b" },
    { "{\"result\":{\"trains\":[", "]}}", NULL },
    { "{\"result\":{\"results\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"records\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"items\":[", "]}}", "metro:3B" },
    { "{\"result\":{\"tramways\":{\"items\":[", "]}}}", "tram:T3b" },
    { "[", "]", "metro:3B" },
    { "{\"metros\":[", "],\"error\":null}", "metro:3B" },
    { "\xef\xbb\xbf{\"results\":[", "]}", "metro:3B" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (shapes); i++)
    {
      g_autofree char *text = g_strconcat (shapes[i].before, "{\"line\":\"3b\",\"slug\":\"normal\",\"title\":\"T\"}",
                                           shapes[i].after, NULL);
      g_autoptr(RltRecords) records = decode_text (text);

      g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
      g_assert_cmpuint (records->traffic->len, ==, 1);
      g_assert_cmpint (get (records, 0)->level, ==, RLT_LEVEL_NORMAL);
      g_assert_cmpstr (get (records, 0)->line != NULL ? get (records, 0)->line->key : NULL, ==, shapes[i].line);
    }
}

static void
test_slugs (void)
{
  static const struct
  {
    const char *slug;
    RltLevel    level;
  } slugs[] = {
    { "normal", RLT_LEVEL_NORMAL }, { "ok", RLT_LEVEL_NORMAL }, { "OK", RLT_LEVEL_NORMAL },
    { "trafic_normal", RLT_LEVEL_NORMAL }, { "anormal", RLT_LEVEL_UNKNOWN },
    { "normal_trav", RLT_LEVEL_WORKS }, { "travaux", RLT_LEVEL_WORKS },
    { "info", RLT_LEVEL_UNKNOWN }, { "slowdown", RLT_LEVEL_DISTURBED }, { "ralentissement", RLT_LEVEL_DISTURBED },
    { "perturbation", RLT_LEVEL_DISTURBED }, { "alerte", RLT_LEVEL_DISTURBED }, { "trafic_ralenti", RLT_LEVEL_DISTURBED },
    { "alerte_fermeture", RLT_LEVEL_CLOSED }, { "alertefermeture", RLT_LEVEL_CLOSED },
    { "alertefermee", RLT_LEVEL_CLOSED }, { "alerte_fermee", RLT_LEVEL_CLOSED }, { "critical", RLT_LEVEL_CLOSED },
    { "unknow", RLT_LEVEL_UNKNOWN }, { "unknown", RLT_LEVEL_UNKNOWN }, { "?", RLT_LEVEL_UNKNOWN },
    { "", RLT_LEVEL_UNKNOWN },
  };

  for (guint i = 0; i < G_N_ELEMENTS (slugs); i++)
    {
      g_autofree char *text = g_strdup_printf ("[{\"line\":\"metro:1\",\"slug\":\"%s\"}]", slugs[i].slug);
      g_autoptr(RltRecords) records = decode_text (text);

      g_assert_cmpint (get (records, 0)->level, ==, slugs[i].level);
    }
}

/* A map of lines, whose state is called a name; the events of one line. */
static void
test_sisters (void)
{
  g_autoptr(RltRecords) map = decode_text (
    "{\"status\":{\"metro\":{\"lines\":{\"1\":{\"name\":\"normal_trav\",\"title\":\"Travaux\",\"message\":\"M\"},\"2\":7}},"
    "\"tram\":{\"lines\":{\"3a\":{\"name\":\"normal\"}}},\"rer\":{}},\"unavailable\":false}");
  g_autoptr(RltRecords) event = decode_text ("{\"perturbation\":{\"title\":\"T\",\"message\":\"<p>M</p>\"}}");
  g_autoptr(RltRecords) events = decode_text ("[{\"id\":\"1\",\"perturbation\":\"Panne\"}]");
  const RltDisruption *disruption = g_ptr_array_index (event->disruptions, 0);

  g_assert_cmpuint (map->traffic->len, ==, 2);
  g_assert_cmpuint (map->n_rejected, ==, 1);
  g_assert_cmpstr (get (map, 0)->line->key, ==, "metro:1");
  g_assert_cmpint (get (map, 0)->level, ==, RLT_LEVEL_WORKS);
  g_assert_cmpstr (get (map, 1)->line->key, ==, "tram:T3a");
  g_assert_cmpint (get (map, 1)->level, ==, RLT_LEVEL_NORMAL);
  g_assert_cmpstr (disruption->title, ==, "T");
  g_assert_cmpstr (disruption->message, ==, "M");
  g_assert_cmpint (disruption->level, ==, RLT_LEVEL_DISTURBED);
  g_assert_cmpuint (events->disruptions->len, ==, 1);
  g_assert_cmpuint (events->traffic->len, ==, 0);
}

static void
test_answers (void)
{
  static const struct
  {
    const char *text;
    RltAnswer   answer;
    const char *message;
  } answers[] = {
    { "{\"result\":[]}", RLT_ANSWER_EMPTY, NULL },
    { "{}", RLT_ANSWER_ERROR, "no traffic in the answer" },
    { "null", RLT_ANSWER_ERROR, "no traffic in the answer" },
    { "\"text\"", RLT_ANSWER_ERROR, "no traffic in the answer" },
    { "{\"result\":{\"code\":400,\"message\":\"Ambiguous line\"}}", RLT_ANSWER_ERROR, "Ambiguous line" },
    { "", RLT_ANSWER_ERROR, "an answer without a byte" },
    { "<!DOCTYPE html><title>Just a moment...</title>", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "\n<html><title>Un instant…</title>", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "<html><div id=\"challenge-error-text\">", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "<html><div id=\"cf-chl-widget-x\">", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
    { "<html>503</html>", RLT_ANSWER_ERROR, "a web page came instead of data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (answers); i++)
    {
      g_autoptr(RltRecords) records = decode_text (answers[i].text);

      g_assert_cmpint (records->answer, ==, answers[i].answer);
      g_assert_cmpstr (records->message, ==, answers[i].message);
      g_assert_cmpuint (records->traffic->len, ==, 0);
    }
}

/* Nothing of what a neighbour of this feed says is taken for traffic that is normal. */
static void
test_recorded (void)
{
  gsize length;
  g_autofree char *data = rlt_test_load_recorded ("ratp-legacy/pgrimaud_lines_metros.json", &length);
  g_autoptr(RltRecords) records = data != NULL ? decode_text (data) : NULL;

  if (records == NULL)
    return;

  g_assert_cmpuint (records->traffic->len, ==, 18);
  g_assert_cmpstr (get (records, 3)->line->key, ==, "metro:3B");
  g_assert_cmpstr (get (records, 8)->line->key, ==, "metro:7B");
  g_assert_null (get (records, 16)->line);
  for (guint i = 0; i < records->traffic->len; i++)
    g_assert_cmpint (get (records, i)->level, ==, RLT_LEVEL_UNKNOWN);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/ratp-traffic/lines", test_lines);
  g_test_add_func ("/ratp-traffic/aliases", test_aliases);
  g_test_add_func ("/ratp-traffic/shapes", test_shapes);
  g_test_add_func ("/ratp-traffic/slugs", test_slugs);
  g_test_add_func ("/ratp-traffic/sisters", test_sisters);
  g_test_add_func ("/ratp-traffic/answers", test_answers);
  g_test_add_func ("/ratp-traffic/recorded", test_recorded);

  return g_test_run ();
}
