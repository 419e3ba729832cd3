/* test-decode-ratp-board.c: boards of next trains, with every text that is seen on them.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <string.h>

#include "rlt-decode.h"
#include "rlt-ratp-wait.h"
#include "rlt-test-feeds.h"
#include "rlt-test-time.h"

/* 23:50 in Paris. */
#define NOW "2026-07-01T21:50:00Z"

static RltCatalogue *catalogue;

static RltRecords *
decode_at (const char *data,
           gsize       length,
           const char *line,
           const char *now)
{
  const RltDecodeContext context = {
    .catalogue = catalogue,
    .source = "test",
    .now = rlt_test_time (now),
    .line = line != NULL ? rlt_catalogue_find_line (catalogue, line) : NULL,
  };

  return rlt_decode_ratp_board (&context, data, length);
}

static RltRecords *
decode_text (const char *text)
{
  return decode_at (text, strlen (text), "metro:1", NOW);
}

static RltRecords *
decode_fixture (void)
{
  gsize length;
  g_autofree char *html = rlt_test_load_fixture ("ratp-board-traps.html", &length);

  return decode_at (html, length, "metro:1", NOW);
}

/* A board of one row. */
static char *
make_board (const char *wait)
{
  return g_strdup_printf ("<div class='ixxi-horaire-result-timetable'><table class='timetable'>"
                          "<tr class='body-rer'><td class='terminus-wrap'>ZARA Boissy-Saint-Léger.</td>"
                          "<td class='heure-wrap'>%s</td></tr></table></div>", wait);
}

static const RltDeparture *
get_departure (RltRecords *records,
               guint       index)
{
  g_assert_cmpuint (index, <, records->departures->len);
  return g_ptr_array_index (records->departures, index);
}

static void
assert_note (GPtrArray  *notes,
             guint       n,
             guint       index,
             const char *reason)
{
  const RltRejection *note;

  g_assert_cmpuint (n, <, notes->len);
  note = g_ptr_array_index (notes, n);
  g_assert_cmpuint (note->index, ==, index);
  g_assert_cmpstr (note->reason, ==, reason);
}

static void
test_trains (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_null (records->message);
  g_assert_cmpuint (records->departures->len, ==, 12);

  /* Its text is UTF-8 read as Latin-1. */
  g_assert_cmpstr (train->line->key, ==, "metro:1");
  g_assert_cmpstr (train->line_id, ==, "C01371");
  g_assert_cmpstr (train->station->name, ==, "Bastille");
  g_assert_cmpstr (train->stop_name, ==, "Bastille");
  g_assert_cmpstr (train->direction, ==, "Château de Vincennes");
  g_assert_true (train->at_platform);
  g_assert_true (train->expected_departure == rlt_test_time (NOW));
  g_assert_cmpint (train->basis, ==, RLT_BASIS_OBSERVED);
  g_assert_cmpint (train->delay, ==, RLT_DELAY_NONE);

  train = get_departure (records, 1);
  g_assert_cmpstr (train->destination, ==, "Château de Vincennes");
  g_assert_cmpstr (train->platform, ==, "2B");
  g_assert_false (train->at_platform);
  g_assert_true (train->expected_departure == rlt_test_time (NOW));

  g_assert_true (get_departure (records, 2)->expected_departure == rlt_test_time ("2026-07-01T21:57:00Z"));
  g_assert_cmpstr (get_departure (records, 3)->destination, ==, "Nation");
  g_assert_true (get_departure (records, 3)->expected_departure == rlt_test_time ("2026-07-01T22:02:00Z"));

  /* After midnight: tomorrow's. */
  train = get_departure (records, 4);
  g_assert_cmpstr (train->platform, ==, "2");
  g_assert_true (train->expected_departure == rlt_test_time ("2026-07-01T22:05:00Z"));
}

static void
test_cancelled (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltDeparture *train = get_departure (records, 7);

  g_assert_true (train->cancelled);
  g_assert_true (train->aimed_departure == rlt_test_time ("2026-07-01T21:59:00Z"));
  g_assert_false (RLT_TIME_IS_SET (train->expected_departure));
}

static void
test_scheduled (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltDeparture *train = get_departure (records, 10);

  g_assert_cmpint (train->basis, ==, RLT_BASIS_SCHEDULED);
  g_assert_true (train->aimed_departure == rlt_test_time ("2026-07-01T22:45:00Z"));
  g_assert_false (RLT_TIME_IS_SET (train->expected_departure));

  /* Four minutes ago, not tomorrow. */
  g_assert_true (get_departure (records, 11)->aimed_departure == rlt_test_time ("2026-07-01T21:46:00Z"));
}

/* A light that pulses, without a word. */
static void
test_icon (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltDeparture *train = get_departure (records, 9);

  g_assert_true (train->expected_departure == rlt_test_time (NOW));
  g_assert_false (train->at_platform);
  /* Its row names no terminus: the block does. */
  g_assert_cmpstr (train->destination, ==, "Château de Vincennes");
}

/* Nobody knows when they come; they are there. */
static void
test_untimed (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();
  const RltDeparture *passing = get_departure (records, 5);
  const RltDeparture *late = get_departure (records, 6);
  const RltDeparture *cancelled = get_departure (records, 8);

  g_assert_true (passing->out_of_service);
  g_assert_false (passing->delayed || passing->cancelled);
  g_assert_true (late->delayed);
  g_assert_cmpstr (late->platform, ==, "1");
  g_assert_cmpstr (late->destination, ==, "Château de Vincennes");
  g_assert_true (cancelled->cancelled);
  for (guint i = 5; i < 9; i += i == 6 ? 2 : 1)
    {
      g_assert_false (RLT_TIME_IS_SET (rlt_departure_get_time (get_departure (records, i))));
      g_assert_false (rlt_departure_is_past (get_departure (records, i), RLT_TIME_MAX));
    }
}

static void
test_set_aside (void)
{
  g_autoptr(RltRecords) records = decode_fixture ();

  /* The two rows of a split text are one record. */
  g_assert_cmpuint (records->n_records, ==, 18);
  g_assert_cmpuint (records->n_rejected, ==, 2);
  assert_note (records->rejections, 0, 7, "“15H16” is no waiting time");
  assert_note (records->rejections, 1, 8, "“29:09” is no waiting time");
  assert_note (records->remarks, 0, 11, "no service: “SERVICE NON ASSURE”");
  assert_note (records->remarks, 1, 13, "no data: “..................”");
  assert_note (records->remarks, 2, 14, "the day's last train");
  assert_note (records->remarks, 3, 16, "the day's first train: 05:31");
  assert_note (records->remarks, 4, 17, "the day's last train: 00:45");
}

/* Upstream sends HTML inside a JSON string. */
static void
test_wrapped (void)
{
  gsize length;
  g_autofree char *html = rlt_test_load_fixture ("ratp-board-traps.html", &length);
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();
  g_autofree char *json = NULL;
  g_autoptr(RltRecords) records = NULL;

  rlt_json_writer_string (writer, html);
  json = rlt_json_writer_finish (writer, &length);
  g_assert_cmpint (json[0], ==, '"');
  records = decode_at (json, length, "metro:1", NOW);

  g_assert_cmpuint (records->departures->len, ==, 12);
  g_assert_cmpuint (records->n_rejected, ==, 2);
}

/* One block of two: it is the label that says which direction it is. */
static void
test_missing_block (void)
{
  g_autoptr(RltRecords) one =
    decode_text ("<div class='ixxi-horaire-result-timetable'></div><div class='ixxi-horaire-result-timetable'>"
                 "<span class='destination_label'>VERS La Défense</span><table>"
                 "<tr class='body-metro'><td class='heure-wrap'>3 mn</td></tr></table></div>"
                 "<div class='ixxi-horaire-result-timetable'><table>"
                 "<tr class='body-metro'><td class='heure-wrap'>4 mn</td></tr></table></div>");
  g_autoptr(RltRecords) none = decode_text ("<div class='ixxi-horaire-result-timetable'></div>");

  g_assert_cmpuint (one->departures->len, ==, 2);
  g_assert_cmpstr (get_departure (one, 0)->direction, ==, "La Défense");
  g_assert_null (get_departure (one, 0)->stop_name);
  /* A block without a label has the direction of no other. */
  g_assert_null (get_departure (one, 1)->direction);
  g_assert_null (get_departure (one, 1)->destination);

  g_assert_cmpint (none->answer, ==, RLT_ANSWER_EMPTY);
}

static void
test_missions (void)
{
  g_autofree char *board = make_board ("17:47 Voie 2");
  g_autoptr(RltRecords) records = decode_at (board, strlen (board), "rer:A", "2026-07-01T15:40:00Z");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpstr (train->mission, ==, "ZARA");
  g_assert_cmpstr (train->destination, ==, "Boissy-Saint-Léger");
  g_assert_cmpstr (train->platform, ==, "2");
  /* Nothing says that it was observed. */
  g_assert_cmpint (train->basis, ==, RLT_BASIS_SCHEDULED);
  g_assert_true (train->aimed_departure == rlt_test_time ("2026-07-01T15:47:00Z"));
}

/* Buses have other classes; a block may come without a table of trains. */
static void
test_variants (void)
{
  g_autoptr(RltRecords) records =
    decode_text ("<div class=\"timetable_group\"><div class=\"destination_label\">Vers\u00a0ChÃ¢teau de Vincennes</div>"
                 "<table class=\"timetable is_busratp\"><tr class=\"body-busratp odd\"><td>172</td>"
                 "<td class=\"time_label\">A l'arrÃªt</td></tr><tr><th>Ligne</th></tr></table></div>");
  const RltDeparture *train = get_departure (records, 0);

  g_assert_cmpuint (records->n_records, ==, 1);
  g_assert_true (train->at_platform);
  g_assert_cmpstr (train->direction, ==, "Château de Vincennes");
}

static void
test_no_line (void)
{
  g_autofree char *board = make_board ("5 mn");
  g_autoptr(RltRecords) records = decode_at (board, strlen (board), NULL, NOW);
  const RltDeparture *train = get_departure (records, 0);

  g_assert_null (train->line);
  g_assert_null (train->line_id);
  g_assert_cmpstr (train->destination, ==, "ZARA Boissy-Saint-Léger");
}

static void
test_double_destination (void)
{
  g_autoptr(RltRecords) records =
    decode_at ("{\"result\":{\"schedules\":[{\"message\":\"3 mn\",\"destination\":\"Robinson. Saint-Rémy-lès-Chevreuse.\"}]}}",
               strlen ("{\"result\":{\"schedules\":[{\"message\":\"3 mn\",\"destination\":\"Robinson. Saint-Rémy-lès-Chevreuse.\"}]}}"),
               NULL, NOW);

  g_assert_cmpstr (get_departure (records, 0)->destination, ==, "Robinson / Saint-Rémy-lès-Chevreuse");
}

static void
test_clock_nights (void)
{
  static const struct
  {
    const char *now;
    const char *wait;
    const char *expected;
  } cases[] = {
    /* Just after midnight: what left before it. */
    { "2026-07-01T22:02:00Z", "23:58", "2026-07-01T21:58:00Z" },
    { "2026-07-01T22:02:00Z", "23:50", "2026-07-02T21:50:00Z" },
    { "2026-12-31T22:50:00Z", "00:10", "2026-12-31T23:10:00Z" },
    /* In the autumn the hour from two to three comes twice. */
    { "2026-10-25T00:20:00Z", "02:35", "2026-10-25T00:35:00Z" },
    { "2026-10-25T01:20:00Z", "02:35", "2026-10-25T01:35:00Z" },
    { "2026-10-24T22:30:00Z", "00:20", "2026-10-25T23:20:00Z" },
    /* In the spring it lacks. */
    { "2026-03-29T00:50:00Z", "03:10", "2026-03-29T01:10:00Z" },
    { "2026-03-28T22:50:00Z", "00:20", "2026-03-28T23:20:00Z" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *board = make_board (cases[i].wait);
      g_autoptr(RltRecords) records = decode_at (board, strlen (board), "rer:A", cases[i].now);
      g_autofree char *time = rlt_time_to_string (get_departure (records, 0)->aimed_departure);

      g_assert_cmpstr (time, ==, cases[i].expected);
    }
}

typedef struct
{
  const char  *text;
  RltWaitKind  kind;
  int          minutes;
  const char  *platform;
} WaitCase;

static const WaitCase wait_cases[] = {
  { "7 mn", RLT_WAIT_MINUTES, 7, "" },
  { "0 mn", RLT_WAIT_MINUTES, 0, "" },
  { "12 min", RLT_WAIT_MINUTES, 12, "" },
  { "12min", RLT_WAIT_MINUTES, 12, "" },
  { "3\u00a0mn", RLT_WAIT_MINUTES, 3, "" },
  { "3 mn V.2", RLT_WAIT_MINUTES, 3, "2" },
  { "17:49", RLT_WAIT_CLOCK, 1069, "" },
  { "17:47 Voie 2", RLT_WAIT_CLOCK, 1067, "2" },
  { "09:31 Départ Voie 2", RLT_WAIT_CLOCK, 571, "2" },
  { "9:31", RLT_WAIT_CLOCK, 571, "" },
  { "23:40", RLT_WAIT_CLOCK, 1420, "" },
  { "A quai", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "À quai", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "Train a quai", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "Train à quai V.2", RLT_WAIT_AT_PLATFORM, -1, "2" },
  { "Train Ã\u00a0 quai", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "Train Ã  quai", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "A l'arret", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "A l’arrêt", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "A l'arrÃªt", RLT_WAIT_AT_PLATFORM, -1, "" },
  { "A l'approche", RLT_WAIT_APPROACHING, -1, "" },
  { "Train a l'approche", RLT_WAIT_APPROACHING, -1, "" },
  { "A l'approche Voie 2B", RLT_WAIT_APPROACHING, -1, "2B" },
  { "Retardé", RLT_WAIT_DELAYED, -1, "" },
  { "RetardÃ©", RLT_WAIT_DELAYED, -1, "" },
  { "Train retardé", RLT_WAIT_DELAYED, -1, "" },
  { "Départ Retardé V.1", RLT_WAIT_DELAYED, -1, "1" },
  { "Train arrete", RLT_WAIT_DELAYED, -1, "" },
  { "Retardé 17:49", RLT_WAIT_CLOCK, 1069, "" },
  { "Train sans arrêt", RLT_WAIT_NOT_FOR_PASSENGERS, -1, "" },
  { "Sans voyageurs V.1", RLT_WAIT_NOT_FOR_PASSENGERS, -1, "1" },
  { "Train terminus V.2", RLT_WAIT_NOT_FOR_PASSENGERS, -1, "2" },
  { "17:49 Train sans arrêt", RLT_WAIT_NOT_FOR_PASSENGERS, 1069, "" },
  { "Supprimé", RLT_WAIT_CANCELLED, -1, "" },
  { "-3 mn", RLT_WAIT_NONSENSE, -1, "" },
  { "Train -3 mn", RLT_WAIT_NONSENSE, -1, "" },
  { "17:49 Supprimé", RLT_WAIT_CANCELLED, 1069, "" },
  { "Service terminé", RLT_WAIT_NO_SERVICE, -1, "" },
  { "SERVICE TERMINE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "TERMINE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "SERVICE NON COMMENCE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "NON COMMENCE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "PAS DE SERVICE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "SERVICE NON ASSURE", RLT_WAIT_NO_SERVICE, -1, "" },
  { "Service terminé ou horaires indisponibles", RLT_WAIT_NO_SERVICE, -1, "" },
  { "DERNIER PASSAGE", RLT_WAIT_NOTE, -1, "" },
  { "PREMIER DEPART", RLT_WAIT_NOTE, -1, "" },
  { "PREMIER PASSAGE", RLT_WAIT_NOTE, -1, "" },
  { "DEUXIEME DEPART", RLT_WAIT_NOTE, -1, "" },
  { "Dernier train 00:45", RLT_WAIT_CLOCK, 45, "" },
  { "Dernier train 4 mn", RLT_WAIT_MINUTES, 4, "" },
  { "..", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "..................", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "INFO INDISPO ....", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "Schedules unavailable", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "Destination unavailable", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "Les informations horaires ne sont pas disponibles pour le moment.", RLT_WAIT_UNAVAILABLE, -1, "" },
  { "PERTURBATIONS", RLT_WAIT_DISTURBED, -1, "" },
  { "TRAFIC REDUIT", RLT_WAIT_DISTURBED, -1, "" },
  { "INTERROMPU", RLT_WAIT_DISTURBED, -1, "" },
  { "MANIFESTATION", RLT_WAIT_DISTURBED, -1, "" },
  { "INTEMPERIES", RLT_WAIT_DISTURBED, -1, "" },
  { "CIRCULATION DENSE", RLT_WAIT_DISTURBED, -1, "" },
  { "DEVIATION", RLT_WAIT_DISTURBED, -1, "" },
  { "ARRET NON DESSERVI", RLT_WAIT_DISTURBED, -1, "" },
  { "ARRET REPORTE", RLT_WAIT_DISTURBED, -1, "" },
  { "BUS SUIVANT DEVIE", RLT_WAIT_DISTURBED, -1, "" },
  { "BUS PERTURBE", RLT_WAIT_DISTURBED, -1, "" },
  { "15H16", RLT_WAIT_NONSENSE, -1, "" },
  { "15:89", RLT_WAIT_NONSENSE, -1, "" },
  { "29:09", RLT_WAIT_NONSENSE, -1, "" },
  { "24:05", RLT_WAIT_NONSENSE, -1, "" },
  { "X", RLT_WAIT_NONSENSE, -1, "" },
  { "7", RLT_WAIT_NONSENSE, -1, "" },
  { "7 mn 9 mn", RLT_WAIT_NONSENSE, -1, "" },
  { "999 mn", RLT_WAIT_NONSENSE, -1, "" },
  { "-3 km", RLT_WAIT_NONSENSE, -1, "" },
  { "1:2:3", RLT_WAIT_NONSENSE, -1, "" },
};

static void
test_waits (void)
{
  for (guint i = 0; i < G_N_ELEMENTS (wait_cases); i++)
    {
      const WaitCase *expected = &wait_cases[i];
      g_autofree char *text = rlt_ratp_mend (expected->text);
      RltWait wait;

      g_test_message ("%s", expected->text);
      rlt_wait_parse (&wait, text);
      g_assert_cmpint (wait.kind, ==, expected->kind);
      g_assert_cmpint (wait.minutes, ==, expected->minutes);
      g_assert_cmpstr (wait.platform, ==, expected->platform);
    }
}

static void
test_marks (void)
{
  RltWait wait;

  rlt_wait_parse (&wait, "DERNIER PASSAGE");
  g_assert_true (wait.is_last);
  rlt_wait_parse (&wait, "PREMIER DEPART 05:31");
  g_assert_true (wait.is_first);
  g_assert_cmpint (wait.minutes, ==, 331);
  rlt_wait_parse (&wait, "DEUXIEME DEPART");
  g_assert_false (wait.is_first || wait.is_last);
  g_assert_true (rlt_wait_is_split ("SERVICE"));
  g_assert_false (rlt_wait_is_split ("SERVICE TERMINE"));
}

static void
test_mend (void)
{
  static const char * const cases[][2] = {
    { "Train Ã\u00a0 quai", "Train à quai" },
    { "Train Ã  quai", "Train à quai" },
    { "arrÃªt", "arrêt" },
    { "lâ€™arrêt", "l’arrêt" },
    { "Train\u00a0Ã\u00a0\u00a0quai", "Train à quai" },
    { "CHÂTEAU, pâle", "CHÂTEAU, pâle" },
    { "Ã", "Ã" },
    { "â€", "â€" },
    { "cut \xe2", "cut \ufffd" },
    { "lâ€™arrÃªt", "l’arrêt" },
    { "\u00a0 7\u00a0\u00a0mn \n", "7 mn" },
    { "Château", "Château" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autofree char *mended = rlt_ratp_mend (cases[i][0]);

      g_assert_cmpstr (mended, ==, cases[i][1]);
    }
}

static void
test_empty (void)
{
  static const struct
  {
    const char *data;
    RltAnswer   answer;
    const char *message;
  } cases[] = {
    { "\"\"", RLT_ANSWER_EMPTY, NULL },
    { "", RLT_ANSWER_ERROR, "an answer without a byte" },
    { "null", RLT_ANSWER_ERROR, "no board in the answer" },
    { "[]", RLT_ANSWER_ERROR, "no board in the answer" },
    { "{}", RLT_ANSWER_ERROR, "no board in the answer" },
    { "{\"result\":{\"code\":400,\"message\":\"Invalid line\"}}", RLT_ANSWER_ERROR, "Invalid line" },
    { "\"<p>Les informations horaires ne sont pas disponibles pour le moment.</p>\"", RLT_ANSWER_EMPTY,
      "Les informations horaires ne sont pas disponibles pour le moment." },
    { "<html><body>502 Bad Gateway</body></html>", RLT_ANSWER_ERROR, "no timetable in the page" },
    { "<!DOCTYPE html><title>Just a moment...</title>", RLT_ANSWER_BLOCKED,
      "a challenge page came instead of data" },
    { "\"<html><title>Un instant…</title></html>\"", RLT_ANSWER_BLOCKED, "a challenge page came instead of data" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RltRecords) records = decode_text (cases[i].data);

      g_assert_cmpint (records->answer, ==, cases[i].answer);
      g_assert_cmpstr (records->message, ==, cases[i].message);
      g_assert_cmpuint (records->departures->len, ==, 0);
    }
}

static void
test_bounds (void)
{
  g_autoptr(GString) html = g_string_new ("<p");
  g_autoptr(RltRecords) wide = NULL;
  g_autoptr(RltRecords) drawing = NULL;
  g_autoptr(RltRecords) large = NULL;

  for (guint i = 0; i < 20000; i++)
    g_string_append_printf (html, " a%u=\">\"", i);
  wide = decode_at (html->str, html->len, NULL, NOW);
  g_assert_cmpstr (wide->message, ==, "a tag of over 256 attributes");
  g_assert_cmpuint (wide->n_records, ==, 0);

  /* One attribute may be long: a drawing. */
  g_string_assign (html, "<div class='timetable_group'><svg><path\n        d=\"");
  for (guint i = 0; i < 5000; i++)
    g_string_append (html, "M 1 2 ");
  g_string_append (html, "\"/></svg><table><tr><td class='heure-wrap'>3 mn</td></tr></table></div>");
  drawing = decode_at (html->str, html->len, NULL, NOW);
  g_assert_cmpuint (drawing->departures->len, ==, 1);

  g_string_assign (html, "<p>");
  for (guint i = 0; i < 60000; i++)
    g_string_append (html, "0123456789");
  large = decode_at (html->str, html->len, NULL, NOW);
  g_assert_cmpstr (large->message, ==, "larger than any board: 600003 bytes");
}

static void
test_recorded_board (void)
{
  gsize length;
  g_autofree char *data =
    rlt_test_load_recorded ("transcribed/ratp-horaires_bastille_m1_2025-10-08.board.json", &length);
  g_autoptr(RltRecords) records = NULL;
  const RltDeparture *train;

  if (data == NULL)
    return;

  /* 23:37 in Paris. */
  records = decode_at (data, length, "metro:1", "2025-10-08T21:37:00Z");
  g_assert_cmpuint (records->departures->len, ==, 12);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  train = get_departure (records, 0);
  g_assert_cmpstr (train->station->name, ==, "Bastille");
  g_assert_cmpstr (train->direction, ==, "La Défense");
  g_assert_true (train->aimed_departure == rlt_test_time ("2025-10-08T21:40:00Z"));
  g_assert_true (get_departure (records, 5)->aimed_departure == rlt_test_time ("2025-10-08T22:06:00Z"));
  g_assert_cmpstr (get_departure (records, 6)->direction, ==, "Château de Vincennes");
  g_assert_true (get_departure (records, 11)->aimed_departure == rlt_test_time ("2025-10-08T22:03:00Z"));
}

static void
test_recorded_legacy (void)
{
  gsize length;
  g_autofree char *metro = rlt_test_load_recorded ("transcribed/pgrimaud_schedules_metro7_2021-06-07.json", &length);
  g_autofree char *bus = NULL;
  g_autofree char *daumesnil = NULL;
  g_autoptr(RltRecords) records = NULL;
  g_autoptr(RltRecords) bus_records = NULL;
  g_autoptr(RltRecords) metro_records = NULL;

  if (metro == NULL)
    return;

  records = decode_at (metro, length, "metro:7", "2021-06-07T19:54:14Z");
  g_assert_cmpuint (records->departures->len, ==, 3);
  g_assert_true (get_departure (records, 0)->at_platform);
  g_assert_true (get_departure (records, 1)->expected_departure == rlt_test_time ("2021-06-07T19:54:14Z"));
  g_assert_true (get_departure (records, 2)->expected_departure == rlt_test_time ("2021-06-07T20:01:14Z"));
  g_assert_cmpstr (get_departure (records, 2)->destination, ==, "La Courneuve - 8 Mai 1945");

  bus = rlt_test_load_recorded ("transcribed/pgrimaud_schedules_bus172_2021-06-05.json", &length);
  bus_records = decode_at (bus, length, NULL, "2021-06-05T15:20:45Z");
  g_assert_cmpuint (bus_records->n_records, ==, 5);
  g_assert_cmpuint (bus_records->departures->len, ==, 3);
  assert_note (bus_records->remarks, 0, 0, "no service: “PAS DE SERVICE”");
  assert_note (bus_records->remarks, 1, 1, "no data: “..................”");

  daumesnil = rlt_test_load_recorded ("ratp-legacy/pgrimaud_schedules_metros_8_daumesnil_R.json", &length);
  metro_records = decode_at (daumesnil, length, "metro:8", "2019-06-02T18:17:39Z");
  g_assert_cmpuint (metro_records->departures->len, ==, 4);
  g_assert_cmpstr (get_departure (metro_records, 3)->destination, ==, "Balard");
  g_assert_true (get_departure (metro_records, 3)->expected_departure == rlt_test_time ("2019-06-02T18:36:39Z"));
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/ratp-board/trains", test_trains);
  g_test_add_func ("/ratp-board/cancelled", test_cancelled);
  g_test_add_func ("/ratp-board/scheduled", test_scheduled);
  g_test_add_func ("/ratp-board/icon", test_icon);
  g_test_add_func ("/ratp-board/untimed", test_untimed);
  g_test_add_func ("/ratp-board/set-aside", test_set_aside);
  g_test_add_func ("/ratp-board/wrapped", test_wrapped);
  g_test_add_func ("/ratp-board/missing-block", test_missing_block);
  g_test_add_func ("/ratp-board/missions", test_missions);
  g_test_add_func ("/ratp-board/variants", test_variants);
  g_test_add_func ("/ratp-board/no-line", test_no_line);
  g_test_add_func ("/ratp-board/double-destination", test_double_destination);
  g_test_add_func ("/ratp-board/clock-nights", test_clock_nights);
  g_test_add_func ("/ratp-board/waits", test_waits);
  g_test_add_func ("/ratp-board/marks", test_marks);
  g_test_add_func ("/ratp-board/mend", test_mend);
  g_test_add_func ("/ratp-board/empty", test_empty);
  g_test_add_func ("/ratp-board/bounds", test_bounds);
  g_test_add_func ("/ratp-board/recorded/board", test_recorded_board);
  g_test_add_func ("/ratp-board/recorded/legacy", test_recorded_legacy);

  return g_test_run ();
}
