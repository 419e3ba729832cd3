/* test-catalogue.c: the embedded network, look-ups in it, and files that are not sound.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-catalogue.h"
#include "rlt-geometry.h"

#define HEADER_SIZE 16
#define DATA_PATH RLT_RESOURCE_PATH "/catalogue/network.catalogue"

/* The distinct stations of each line in the open data, in the order in which riders expect them. */
static const struct
{
  const char *key;
  const char *id;
  guint       n_stations;
} lines[] = {
  { "metro:1", "C01371", 25 }, { "metro:2", "C01372", 25 }, { "metro:3", "C01373", 25 },
  { "metro:3B", "C01386", 4 }, { "metro:4", "C01374", 29 }, { "metro:5", "C01375", 22 },
  { "metro:6", "C01376", 28 }, { "metro:7", "C01377", 38 }, { "metro:7B", "C01387", 8 },
  { "metro:8", "C01378", 38 }, { "metro:9", "C01379", 37 }, { "metro:10", "C01380", 23 },
  { "metro:11", "C01381", 19 }, { "metro:12", "C01382", 31 }, { "metro:13", "C01383", 32 },
  { "metro:14", "C01384", 21 }, { "rer:A", "C01742", 46 }, { "rer:B", "C01743", 47 },
  { "rer:C", "C01727", 75 }, { "rer:D", "C01728", 59 }, { "rer:E", "C01729", 25 },
  { "transilien:H", "C01737", 50 }, { "transilien:J", "C01739", 52 }, { "transilien:K", "C01738", 10 },
  { "transilien:L", "C01740", 36 }, { "transilien:N", "C01736", 35 }, { "transilien:P", "C01730", 32 },
  { "transilien:R", "C01731", 24 }, { "transilien:U", "C01741", 11 }, { "transilien:V", "C02711", 7 },
  { "tram:T1", "C01389", 37 }, { "tram:T2", "C01390", 24 }, { "tram:T3a", "C01391", 25 },
  { "tram:T3b", "C01679", 33 }, { "tram:T4", "C01843", 20 }, { "tram:T5", "C01684", 16 },
  { "tram:T6", "C01794", 21 }, { "tram:T7", "C01774", 18 }, { "tram:T8", "C01795", 17 },
  { "tram:T9", "C02317", 19 }, { "tram:T10", "C02528", 13 }, { "tram:T11", "C01999", 7 },
  { "tram:T12", "C02529", 16 }, { "tram:T13", "C02344", 12 }, { "tram:T14", "C02732", 5 },
  { "cable:C1", "C02666", 5 },
};

/* One catalogue for all tests: it is immutable. */
static RltCatalogue *catalogue;

static const RltLine *
find_line (const char *id)
{
  const RltLine *line = rlt_catalogue_find_line (catalogue, id);

  g_assert_nonnull (line);
  return line;
}

static const RltStation *
find_on (const char *line,
         const char *name)
{
  return rlt_catalogue_find_station_on (catalogue, find_line (line), name);
}

static void
test_lines (void)
{
  g_assert_cmpuint (rlt_catalogue_get_n_lines (catalogue), ==, G_N_ELEMENTS (lines));

  for (guint i = 0; i < G_N_ELEMENTS (lines); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      g_assert_cmpstr (line->key, ==, lines[i].key);
      g_assert_cmpstr (line->id, ==, lines[i].id);
      g_assert_cmpuint (line->n_stops, ==, lines[i].n_stations);
      g_assert_cmpuint (line->index, ==, i);
      g_assert_cmpuint (line->color, !=, line->text_color);
      g_assert_cmpuint (strlen (line->name), >, 0);
      g_assert_cmpuint (strlen (line->operator_name), >, 0);
    }
}

static void
test_facts (void)
{
  const RltLine *bis = find_line ("metro:3B");

  g_assert_cmpstr (bis->name, ==, "Métro 3bis");
  g_assert_cmpuint (bis->color, ==, 0x6ec4e8);
  g_assert_cmpuint (bis->text_color, ==, 0x000000);
  g_assert_cmpstr (bis->operator_name, ==, "RATP");
  g_assert_cmpstr (find_line ("rer:A")->name, ==, "RER A");
  g_assert_cmpuint (find_line ("rer:A")->color, ==, 0xeb2132);
  g_assert_cmpstr (find_line ("tram:T12")->operator_name, ==, "RATP Cap Arc Sud et Ouest");
  g_assert_cmpuint (find_line ("metro:1")->color, ==, 0xffbe00);

  g_assert_cmpstr (rlt_catalogue_get_data_date (catalogue), ==, "2026-06-11");
  g_assert_nonnull (strstr (rlt_catalogue_get_attribution (catalogue), "Île-de-France Mobilités"));
}

/* Where works had cut the timetable short, the line says so; elsewhere it has nothing to say. */
static void
test_notes (void)
{
  const char * const cut_short[] = { "rer:A", "rer:C", "transilien:P", "tram:T1", "tram:T2", "tram:T12" };
  guint n_notes = 0;

  for (guint i = 0; i < G_N_ELEMENTS (cut_short); i++)
    g_assert_nonnull (find_line (cut_short[i])->note);
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    n_notes += rlt_catalogue_get_line (catalogue, i)->note != NULL;
  g_assert_cmpuint (n_notes, ==, G_N_ELEMENTS (cut_short));
}

static void
test_line_forms (void)
{
  const char * const forms[] = {
    "metro:3B", "metro:3b", "METRO:3B", "metro:3bis", "C01386", "STIF:Line::C01386:",
    "line:IDFM:C01386", "IDFM:C01386", "LIG:IDFM:C01386",
  };
  const char * const unknown[] = {
    "", ":", "1", "3B", "metro", "metro:", "metro:3Bx", "metro:B", "metro:bis", "rer:1", "bus:1",
    "C99999", "C0138", "C013860", "c01386x", "STIF:Line:C01386:", "STIF:Line::C01386:x",
    "STIF:Line::", "IDFM:", "IDFM:C", "IDFM:01386", "C01386C01386", "C99999999999999999999",
  };

  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_cmpstr (find_line (forms[i])->key, ==, "metro:3B");
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (rlt_catalogue_find_line (catalogue, unknown[i]));

  g_assert_cmpstr (find_line ("metro:7bis")->key, ==, "metro:7B");
  g_assert_cmpstr (find_line ("tram:3a")->key, ==, "tram:T3a");
  g_assert_cmpstr (find_line ("tram:t3B")->key, ==, "tram:T3b");
  g_assert_cmpstr (find_line ("transilien:h")->key, ==, "transilien:H");
}

static void
test_codes_match_whole (void)
{
  g_assert_cmpstr (find_line ("metro:1")->key, ==, "metro:1");
  g_assert_cmpstr (find_line ("metro:3")->key, ==, "metro:3");
  g_assert_cmpstr (find_line ("tram:T1")->key, ==, "tram:T1");
  g_assert_cmpstr (find_line ("tram:1")->key, ==, "tram:T1");
  for (guint i = 10; i <= 14; i++)
    {
      g_autofree char *key = g_strdup_printf ("metro:%u", i);

      g_assert_cmpstr (find_line (key)->key, ==, key);
    }

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      g_assert_true (rlt_catalogue_find_line (catalogue, line->key) == line);
      g_assert_true (rlt_catalogue_find_line (catalogue, line->id) == line);
      g_assert_true (rlt_catalogue_find_line_by_code (catalogue, line->network, line->code) == line);
    }
}

static void
test_station_forms (void)
{
  /* Franconville: one interchange, one stop area for two lines, and a quay that PRIM names. */
  const char * const forms[] = {
    "66005", "43126",
    "STIF:StopPoint:Q:41087:", "IDFM:41087", "stop_point:IDFM:41087", "ART:IDFM:41087",
    "STIF:StopArea:SP:43126:", "IDFM:monomodalStopPlace:43126", "stop_point:IDFM:monomodalStopPlace:43126",
    "STIF:StopArea:SP:66005:", "stop_area:IDFM:66005", "IDFM:66005", "LDA:IDFM:66005",
  };
  const char * const unknown[] = {
    "", ":", "Franconville", "4312", "431260", "43126x", "STIF:StopPoint:Q:1:", "STIF:StopPoint:Q::",
    "stop_area:IDFM:41087", "LDA:IDFM:43126", "IDFM:-43126", "IDFM:43126::",
    "IDFM:99999999999999999999", "stop_area:66005",
  };
  const RltStation *franconville = rlt_catalogue_find_station (catalogue, "66005");

  g_assert_nonnull (franconville);
  g_assert_cmpstr (franconville->name, ==, "Franconville - Le Plessis-Bouchard");
  g_assert_cmpuint (franconville->n_stops, ==, 2);
  for (guint i = 0; i < G_N_ELEMENTS (forms); i++)
    g_assert_true (rlt_catalogue_find_station (catalogue, forms[i]) == franconville);
  for (guint i = 0; i < G_N_ELEMENTS (unknown); i++)
    g_assert_null (rlt_catalogue_find_station (catalogue, unknown[i]));
}

static void
test_names_on_line (void)
{
  const struct
  {
    const char *line;
    const char *said;
    const char *name;
  } names[] = {
    { "transilien:H", "Gare de Franconville le Plessis Bouchard", "Franconville - Le Plessis-Bouchard" },
    { "transilien:H", "FRANCONVILLE LE PLESSIS-BOUCHARD", "Franconville - Le Plessis-Bouchard" },
    { "transilien:H", "Gare du Nord", "Gare du Nord" },
    { "transilien:H", "Gare de Pontoise", "Pontoise" },
    { "rer:C", "Gare de Versailles Château Rive Gauche", "Versailles Château Rive Gauche" },
    { "rer:C", "Versailles Chateau", "Versailles Château Rive Gauche" },
    { "rer:C", "Saint-Quentin en Yvelines - Montigny-le-Bretonneux", "Saint-Quentin-en-Yvelines" },
    { "rer:C", "Saint-Martin d'Étampes", "Saint-Martin-d'Étampes" },
    { "metro:4", "PORTE DE CLIGNANCOURT", "Porte de Clignancourt" },
    { "metro:1", "La Défense (Grande Arche)", "La Défense" },
    { "metro:13", "Les Courtilles", "Les Courtilles" },
    { "metro:13", "Asnières - Gennevilliers Les Courtilles", "Les Courtilles" },
    { "rer:C", "Pont de Rungis", "Pont de Rungis - Thiais - Orly" },
    { "rer:E", "Haussmann Saint-Lazare", "Haussmann-Saint-Lazare" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (names); i++)
    {
      const RltStation *station = find_on (names[i].line, names[i].said);

      g_test_message ("%s on %s", names[i].said, names[i].line);
      g_assert_nonnull (station);
      g_assert_cmpstr (station->name, ==, names[i].name);
    }

  /* Nothing, somewhere else, or more than one that it could mean. */
  g_assert_null (find_on ("metro:4", ""));
  g_assert_null (find_on ("metro:4", "Gare de"));
  g_assert_null (find_on ("metro:4", "Franconville"));
  g_assert_null (find_on ("metro:4", "Porte"));
}

static void
test_search (void)
{
  g_autoptr(GPtrArray) halles = rlt_catalogue_search_stations (catalogue, "chat hal", 5);
  g_autoptr(GPtrArray) chatelet = rlt_catalogue_search_stations (catalogue, "CHÂTELET", 0);
  g_autoptr(GPtrArray) nation = rlt_catalogue_search_stations (catalogue, "nation", 3);
  g_autoptr(GPtrArray) many = rlt_catalogue_search_stations (catalogue, "s", 7);
  g_autoptr(GPtrArray) none = rlt_catalogue_search_stations (catalogue, "zzyzx", 0);
  g_autoptr(GPtrArray) nothing = rlt_catalogue_search_stations (catalogue, " - ", 0);

  g_assert_cmpstr (((RltStation *) g_ptr_array_index (halles, 0))->name, ==, "Châtelet - Les Halles");
  g_assert_cmpstr (((RltStation *) g_ptr_array_index (chatelet, 0))->name, ==, "Châtelet");
  g_assert_cmpuint (chatelet->len, >=, 2);
  g_assert_cmpstr (((RltStation *) g_ptr_array_index (nation, 0))->name, ==, "Nation");
  g_assert_cmpuint (nation->len, <=, 3);
  g_assert_cmpuint (many->len, ==, 7);
  g_assert_cmpuint (none->len, ==, 0);
  g_assert_cmpuint (nothing->len, ==, 0);
}

static void
test_nearest (void)
{
  g_autoptr(GArray) all = rlt_catalogue_find_nearest (catalogue, 48.8584, 2.347, 0, 0);
  g_autoptr(GArray) near = rlt_catalogue_find_nearest (catalogue, 48.8584, 2.347, 400, 10);
  g_autoptr(GArray) two = rlt_catalogue_find_nearest (catalogue, 48.8584, 2.347, 0, 2);
  g_autoptr(GArray) ocean = rlt_catalogue_find_nearest (catalogue, 0, -30, 1000, 0);

  g_assert_cmpuint (all->len, ==, rlt_catalogue_get_n_stations (catalogue));
  for (guint i = 1; i < all->len; i++)
    g_assert_cmpfloat (g_array_index (all, RltNearStation, i - 1).distance, <=, g_array_index (all, RltNearStation, i).distance);
  g_assert_cmpstr (g_array_index (all, RltNearStation, 0).station->name, ==, "Châtelet");

  g_assert_cmpuint (near->len, >, 0);
  g_assert_cmpfloat (g_array_index (near, RltNearStation, near->len - 1).distance, <=, 400);
  g_assert_cmpuint (two->len, ==, 2);
  g_assert_cmpuint (ocean->len, ==, 0);
}

static void
test_quays (void)
{
  const RltQuay learned[] = { { 9000000, 43126 }, { 9000001, 1 }, { 41087, 477682 } };
  g_autoptr(RltCatalogue) richer = rlt_catalogue_new_with_quays (catalogue, learned, G_N_ELEMENTS (learned));
  g_autoptr(RltCatalogue) richest = NULL;
  const RltQuay more = { 9000002, 43126 };

  g_assert_null (rlt_catalogue_find_station (catalogue, "STIF:StopPoint:Q:9000000:"));
  g_assert_cmpuint (rlt_catalogue_get_n_quays (richer), ==, rlt_catalogue_get_n_quays (catalogue) + 1);
  g_assert_cmpstr (rlt_catalogue_find_station (richer, "STIF:StopPoint:Q:9000000:")->id, ==, "66005");
  g_assert_null (rlt_catalogue_find_station (richer, "STIF:StopPoint:Q:9000001:"));
  g_assert_cmpstr (rlt_catalogue_find_station (richer, "IDFM:41087")->id, ==, "71347");
  g_assert_true (rlt_catalogue_find_line (richer, "rer:A") == find_line ("rer:A"));
  g_assert_true (rlt_catalogue_find_station (richer, "66005") == rlt_catalogue_find_station (catalogue, "66005"));

  /* What is made from it keeps what it had learned, and outlives it. */
  richest = rlt_catalogue_new_with_quays (richer, &more, 1);
  g_clear_pointer (&richer, rlt_catalogue_unref);
  g_assert_nonnull (rlt_catalogue_find_station (richest, "IDFM:9000000"));
  g_assert_nonnull (rlt_catalogue_find_station (richest, "IDFM:9000002"));
  g_assert_cmpuint (rlt_catalogue_get_n_lines (richest), ==, G_N_ELEMENTS (lines));
}

/* Everything that a pattern promises. */
static void
check_pattern (const RltPattern *pattern)
{
  g_assert_cmpuint (pattern->n_stops, >=, 2);
  g_assert_cmpuint (pattern->direction, <=, 1);
  g_assert_cmpfloat (pattern->distances[0], ==, 0);
  g_assert_cmpfloat (pattern->distances[pattern->n_stops - 1], ==, pattern->length);

  for (guint i = 0; i + 1 < pattern->n_stops; i++)
    {
      const RltSegment *segment = pattern->segments[i];
      gboolean reversed = pattern->reversed[i];

      g_assert_true (pattern->stops[i] == (reversed ? segment->to : segment->from));
      g_assert_true (pattern->stops[i + 1] == (reversed ? segment->from : segment->to));
      g_assert_cmpfloat (pattern->distances[i + 1], >, pattern->distances[i]);
      g_assert_false (reversed && segment->one_way);
      for (guint j = 0; j < i; j++)
        g_assert_true (pattern->stops[j] != pattern->stops[i]);
    }
}

static void
check_segment (const RltSegment *segment)
{
  const RltPoint *last = &segment->points[segment->n_points - 1];
  double direct = rlt_geo_distance (segment->from->latitude, segment->from->longitude,
                                    segment->to->latitude, segment->to->longitude);

  g_assert_cmpuint (segment->n_points, >=, 2);
  g_assert_true (segment->from != segment->to);
  g_assert_cmpfloat (segment->length, >=, direct - 0.5);
  g_assert_cmpfloat (segment->length, <, 60000);
  g_assert_cmpfloat_with_epsilon (segment->points[0].latitude, segment->from->latitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (segment->points[0].longitude, segment->from->longitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (last->latitude, segment->to->latitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (last->longitude, segment->to->longitude, 1e-9);
  g_assert_cmpfloat (segment->distances[0], ==, 0);
  for (guint i = 1; i < segment->n_points; i++)
    g_assert_cmpfloat (segment->distances[i], >, segment->distances[i - 1]);
  g_assert_cmpfloat (segment->distances[segment->n_points - 1], ==, (float) segment->length);
}

static void
test_network_holds_together (void)
{
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);
      g_autofree gboolean *served = g_new0 (gboolean, line->n_stops);
      g_autofree gboolean *used = g_new0 (gboolean, line->n_segments);
      guint n_ways[2] = { 0, 0 };

      g_test_message ("%s", line->key);
      for (guint j = 0; j < line->n_segments; j++)
        check_segment (&line->segments[j]);
      for (guint j = 0; j < line->n_patterns; j++)
        {
          const RltPattern *pattern = &line->patterns[j];

          check_pattern (pattern);
          n_ways[pattern->direction]++;
          for (guint k = 0; k < pattern->n_stops; k++)
            served[pattern->stops[k]->index] = TRUE;
          for (guint k = 0; k + 1 < pattern->n_stops; k++)
            used[pattern->segments[k]->index] = TRUE;
        }

      g_assert_cmpuint (n_ways[0], >, 0);
      g_assert_cmpuint (n_ways[1], >, 0);
      for (guint j = 0; j < line->n_stops; j++)
        {
          g_assert_true (served[j]);
          g_assert_true (rlt_line_find_stop (line, line->stops[j].station) == &line->stops[j]);
        }
      for (guint j = 0; j < line->n_segments; j++)
        g_assert_true (used[j]);
    }
}

static const RltPattern *
find_pattern (const RltLine *line,
              const char    *from,
              const char    *to)
{
  for (guint i = 0; i < line->n_patterns; i++)
    {
      const RltPattern *pattern = &line->patterns[i];

      if (g_str_equal (pattern->stops[0]->station->name, from)
          && g_str_equal (pattern->stops[pattern->n_stops - 1]->station->name, to))
        return pattern;
    }

  return NULL;
}

static gboolean
serves (const RltPattern *pattern,
        const char       *name)
{
  const RltStation *station = rlt_catalogue_find_station_on (catalogue, pattern->line, name);

  g_assert_nonnull (station);
  return rlt_pattern_find_stop (pattern, rlt_line_find_stop (pattern->line, station)) >= 0;
}

static guint
count_one_way (const RltLine *line)
{
  guint count = 0;

  for (guint i = 0; i < line->n_segments; i++)
    count += line->segments[i].one_way;

  return count;
}

static void
test_loops (void)
{
  const RltLine *bis = find_line ("metro:7B"), *ten = find_line ("metro:10");
  const RltPattern *out = find_pattern (bis, "Louis Blanc", "Pré Saint-Gervais");
  const RltPattern *back = find_pattern (bis, "Pré Saint-Gervais", "Louis Blanc");
  const RltPattern *west = find_pattern (ten, "Gare d'Austerlitz", "Boulogne - Pont de Saint-Cloud");
  const RltPattern *east = find_pattern (ten, "Boulogne - Pont de Saint-Cloud", "Gare d'Austerlitz");

  g_assert_nonnull (out);
  g_assert_nonnull (back);
  g_assert_true (serves (out, "Place des Fêtes") && !serves (out, "Danube"));
  g_assert_true (serves (back, "Danube") && !serves (back, "Place des Fêtes"));
  g_assert_cmpuint (bis->n_segments, ==, 8);
  g_assert_cmpuint (count_one_way (bis), ==, 4);

  g_assert_nonnull (west);
  g_assert_nonnull (east);
  g_assert_true (serves (west, "Église d'Auteuil") && serves (west, "Porte d'Auteuil"));
  g_assert_false (serves (west, "Mirabeau") || serves (west, "Chardon Lagache"));
  g_assert_true (serves (east, "Michel-Ange - Molitor") && serves (east, "Mirabeau"));
  g_assert_false (serves (east, "Église d'Auteuil") || serves (east, "Michel-Ange - Auteuil"));
  g_assert_cmpuint (count_one_way (ten), >=, 8);

  /* One-way sections are nowhere else. */
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      if (line != bis && line != ten)
        g_assert_cmpuint (count_one_way (line), ==, 0);
    }
}

static void
test_branches (void)
{
  const RltLine *a = find_line ("rer:A"), *seven = find_line ("metro:7"), *p = find_line ("transilien:P");

  g_assert_cmpuint (find_line ("metro:1")->n_patterns, ==, 2);
  g_assert_cmpuint (seven->n_patterns, ==, 4);
  g_assert_nonnull (find_pattern (seven, "La Courneuve - 8 Mai 1945", "Mairie d'Ivry"));
  g_assert_nonnull (find_pattern (seven, "Villejuif - Louis Aragon", "La Courneuve - 8 Mai 1945"));
  g_assert_cmpuint (find_line ("metro:13")->n_patterns, ==, 4);
  g_assert_cmpuint (a->n_patterns, ==, 12);
  g_assert_true (serves (find_pattern (a, "Cergy-le-Haut", "Boissy-Saint-Léger"), "Nation"));
  g_assert_nonnull (find_pattern (p, "Gare de l'Est", "Coulommiers"));
  g_assert_nonnull (find_pattern (p, "Provins", "Gare de l'Est"));
  g_assert_nonnull (find_pattern (find_line ("tram:T4"), "Bondy", "Hôpital de Montfermeil"));
  g_assert_nonnull (find_pattern (find_line ("tram:T8"), "Villetaneuse - Université", "Saint-Denis - Porte de Paris"));
}

/* From metres to a place and back, along every pattern. */
static void
test_round_trip (void)
{
  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      for (guint j = 0; j < line->n_patterns; j++)
        {
          const RltPattern *pattern = &line->patterns[j];

          for (guint k = 0; k <= 200; k++)
            {
              double distance = pattern->length * k / 200, offset, back;
              RltPosition there;

              rlt_pattern_locate (pattern, distance, &there);
              g_assert_cmpfloat (there.bearing, >=, 0);
              g_assert_cmpfloat (there.bearing, <, 360);
              back = rlt_pattern_project (pattern, there.latitude, there.longitude, &offset);
              g_assert_cmpfloat (offset, <, 0.5);
              g_assert_cmpfloat_with_epsilon (back, distance, 1);
            }
        }
    }
}

static void
test_locate (void)
{
  const RltLine *line = find_line ("metro:1");
  const RltPattern *pattern = find_pattern (line, "La Défense", "Château de Vincennes");
  const RltPattern *back = find_pattern (line, "Château de Vincennes", "La Défense");
  RltPosition start, before, end, there, opposite;
  double offset;

  rlt_pattern_locate (pattern, 0, &start);
  rlt_pattern_locate (pattern, -500, &before);
  rlt_pattern_locate (pattern, pattern->length + 500, &end);
  g_assert_cmpfloat_with_epsilon (start.latitude, pattern->stops[0]->latitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (before.latitude, start.latitude, 1e-9);
  g_assert_cmpfloat_with_epsilon (end.longitude, pattern->stops[pattern->n_stops - 1]->longitude, 1e-9);

  /* The other way it is the same place, looking back; metro 1 runs to the east, all in all. */
  rlt_pattern_locate (pattern, 5000.25, &there);
  rlt_pattern_locate (back, back->length - 5000.25, &opposite);
  g_assert_cmpfloat (rlt_geo_distance (there.latitude, there.longitude, opposite.latitude, opposite.longitude), <, 0.1);
  g_assert_cmpfloat_with_epsilon (fabs (there.bearing - opposite.bearing), 180, 0.01);
  g_assert_cmpfloat (there.bearing, >, 45);
  g_assert_cmpfloat (there.bearing, <, 180);

  g_assert_cmpuint (rlt_pattern_find_interval (pattern, -1), ==, 0);
  g_assert_cmpuint (rlt_pattern_find_interval (pattern, pattern->distances[3]), ==, 3);
  g_assert_cmpuint (rlt_pattern_find_interval (pattern, pattern->distances[3] - 0.01), ==, 2);
  g_assert_cmpuint (rlt_pattern_find_interval (pattern, pattern->length * 2), ==, pattern->n_stops - 2);

  /* 0.001 degrees to the north of the track is 111 m or less away from it. */
  rlt_pattern_project (pattern, there.latitude + 0.001, there.longitude, &offset);
  g_assert_cmpfloat (offset, >, 1);
  g_assert_cmpfloat (offset, <, 112);
}

static void
test_distance (void)
{
  /* A degree of latitude is 111.195 km on the mean sphere. */
  g_assert_cmpfloat_with_epsilon (rlt_geo_distance (48, 2, 49, 2), 111195.08, 0.1);
  g_assert_cmpfloat_with_epsilon (rlt_geo_distance (48.5, 2.5, 48.5, 2.5), 0, 1e-9);
  g_assert_cmpfloat_with_epsilon (rlt_geo_distance (0, 0, 0, 180), G_PI * 6371008.8, 1);
}

/* What the file is, to be damaged. */
static GByteArray *
copy_file (void)
{
  g_autoptr(GBytes) bytes = g_resources_lookup_data (DATA_PATH, G_RESOURCE_LOOKUP_FLAGS_NONE, NULL);
  GByteArray *copy = g_byte_array_new ();

  return g_byte_array_append (copy, g_bytes_get_data (bytes, NULL), g_bytes_get_size (bytes));
}

static void
put_uint32 (guint8  *data,
            guint32  value)
{
  for (guint i = 0; i < 4; i++)
    data[i] = value >> (8 * i);
}

/* Makes the checksum right again, so that what is damaged must be noticed for itself. */
static void
repair_checksum (GByteArray *file)
{
  guint32 a = 1, b = 0;

  for (guint i = HEADER_SIZE; i < file->len; i++)
    {
      a = (a + file->data[i]) % 65521;
      b = (b + a) % 65521;
    }
  put_uint32 (file->data + 12, b << 16 | a);
}

static RltCatalogue *
load (const guint8  *data,
      gsize          length,
      GError       **error)
{
  g_autoptr(GBytes) bytes = g_bytes_new (data, length);

  return rlt_catalogue_new_for_bytes (bytes, error);
}

static void
assert_refused (const guint8 *data,
                gsize         length,
                int           code)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(RltCatalogue) damaged = load (data, length, &error);

  g_assert_null (damaged);
  g_assert_error (error, RLT_CATALOGUE_ERROR, code);
}

static void
test_not_a_catalogue (void)
{
  g_autoptr(GByteArray) file = copy_file ();

  assert_refused ((const guint8 *) "", 0, RLT_CATALOGUE_ERROR_DAMAGED);
  assert_refused ((const guint8 *) "<!DOCTYPE html><html></html>", 28, RLT_CATALOGUE_ERROR_DAMAGED);
  assert_refused (file->data, HEADER_SIZE, RLT_CATALOGUE_ERROR_DAMAGED);
  put_uint32 (file->data + 8, 2);
  assert_refused (file->data, file->len, RLT_CATALOGUE_ERROR_VERSION);
}

static void
test_damaged (void)
{
  g_autoptr(GByteArray) file = copy_file ();

  for (guint i = 0; i < file->len; i += 997)
    {
      file->data[i] ^= 0x10;
      if (i < 8 || i >= 12)
        assert_refused (file->data, file->len, RLT_CATALOGUE_ERROR_DAMAGED);
      file->data[i] ^= 0x10;
      assert_refused (file->data, i, RLT_CATALOGUE_ERROR_DAMAGED);
    }
}

static void
test_cut_short (void)
{
  g_autoptr(GByteArray) file = copy_file ();

  while (file->len > HEADER_SIZE)
    {
      g_byte_array_set_size (file, file->len - MIN (file->len - HEADER_SIZE, 1009));
      repair_checksum (file);
      assert_refused (file->data, file->len, RLT_CATALOGUE_ERROR_DAMAGED);
    }
}

/* A file that means harm, with the right checksum: it may load, but then it holds together. */
static void
test_hostile (void)
{
  g_autoptr(GRand) rand = g_rand_new_with_seed (20260611);
  guint n_loaded = 0, n_refused = 0;

  for (guint i = 0; i < 300; i++)
    {
      g_autoptr(GByteArray) file = copy_file ();
      g_autoptr(RltCatalogue) changed = NULL;
      g_autoptr(GError) error = NULL;

      for (guint j = 0; j <= i % 3; j++)
        file->data[g_rand_int_range (rand, HEADER_SIZE, file->len)] = g_rand_int_range (rand, 0, 256);
      repair_checksum (file);
      changed = load (file->data, file->len, &error);
      if (changed == NULL)
        {
          g_assert_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED);
          n_refused++;
          continue;
        }
      n_loaded++;
      for (guint k = 0; k < rlt_catalogue_get_n_lines (changed); k++)
        {
          const RltLine *line = rlt_catalogue_get_line (changed, k);

          for (guint l = 0; l < line->n_patterns; l++)
            {
              RltPosition position;

              rlt_pattern_locate (&line->patterns[l], line->patterns[l].length / 2, &position);
              g_assert_true (isfinite (position.latitude) && isfinite (position.bearing));
            }
        }
    }
  g_assert_cmpuint (n_loaded, >, 0);
  g_assert_cmpuint (n_refused, >, 0);
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(GError) error = NULL;
  int result;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);

  g_test_add_func ("/catalogue/lines", test_lines);
  g_test_add_func ("/catalogue/facts", test_facts);
  g_test_add_func ("/catalogue/notes", test_notes);
  g_test_add_func ("/catalogue/line-forms", test_line_forms);
  g_test_add_func ("/catalogue/codes-match-whole", test_codes_match_whole);
  g_test_add_func ("/catalogue/station-forms", test_station_forms);
  g_test_add_func ("/catalogue/names-on-line", test_names_on_line);
  g_test_add_func ("/catalogue/search", test_search);
  g_test_add_func ("/catalogue/nearest", test_nearest);
  g_test_add_func ("/catalogue/quays", test_quays);
  g_test_add_func ("/catalogue/network-holds-together", test_network_holds_together);
  g_test_add_func ("/catalogue/loops", test_loops);
  g_test_add_func ("/catalogue/branches", test_branches);
  g_test_add_func ("/catalogue/round-trip", test_round_trip);
  g_test_add_func ("/catalogue/locate", test_locate);
  g_test_add_func ("/catalogue/distance", test_distance);
  g_test_add_func ("/catalogue/not-a-catalogue", test_not_a_catalogue);
  g_test_add_func ("/catalogue/damaged", test_damaged);
  g_test_add_func ("/catalogue/cut-short", test_cut_short);
  g_test_add_func ("/catalogue/hostile", test_hostile);

  result = g_test_run ();
  rlt_catalogue_unref (catalogue);
  return result;
}
