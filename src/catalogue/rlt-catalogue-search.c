/* rlt-catalogue-search.c: stations by name and by place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include <math.h>
#include <string.h>

#include "rlt-catalogue.h"
#include "rlt-geometry.h"
#include "rlt-text.h"

/* What SNCF puts before names, folded. */
static const char * const name_prefixes[] = { "gare de la ", "gare de l ", "gare de ", "gare des ", "gare du ", "gare d " };

static const char *
skip_prefix (const char *folded)
{
  for (guint i = 0; i < G_N_ELEMENTS (name_prefixes); i++)
    {
      if (g_str_has_prefix (folded, name_prefixes[i]))
        return folded + strlen (name_prefixes[i]);
    }

  return folded;
}

/* Whether two folded names have the same letters: upstreams disagree about where words end. */
static gboolean
same_letters (const char *a,
              const char *b)
{
  for (;;)
    {
      while (*a == ' ')
        a++;
      while (*b == ' ')
        b++;
      if (*a != *b)
        return FALSE;
      if (*a == '\0')
        return TRUE;
      a++;
      b++;
    }
}

/* The only station of @line one of whose names, its own and the wanted one, says all the words of
 * the other: "Versailles Château" for "Versailles Château Rive Gauche". */
static const RltStation *
find_by_words (const RltLine *line,
               const char    *wanted)
{
  const RltStation *found = NULL;

  for (guint i = 0; i < line->n_stops; i++)
    {
      const RltStation *station = line->stops[i].station;
      const char *name = skip_prefix (station->folded);

      if (!rlt_text_has_words (name, wanted) && !rlt_text_has_words (wanted, name))
        continue;
      if (found != NULL)
        return NULL;
      found = station;
    }

  return found;
}

/**
 * rlt_catalogue_find_station_on:
 * @self: a catalogue
 * @line: one of its lines
 * @name: a name as an upstream writes it: accents, case, hyphens and a leading “Gare de” do not
 *   matter
 *
 * Returns: (transfer none) (nullable): the station of @line that @name means; %NULL when there is
 *   none, or more than one that it could mean
 */
const RltStation *
rlt_catalogue_find_station_on (RltCatalogue  *self,
                               const RltLine *line,
                               const char    *name)
{
  g_autofree char *folded = NULL;
  const char *wanted;

  g_return_val_if_fail (self != NULL, NULL);
  g_return_val_if_fail (line != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  folded = rlt_text_fold (name);
  wanted = skip_prefix (folded);
  if (*wanted == '\0')
    return NULL;

  for (guint i = 0; i < line->n_stops; i++)
    {
      if (same_letters (skip_prefix (line->stops[i].station->folded), wanted))
        return line->stops[i].station;
    }

  return find_by_words (line, wanted);
}

static int
compare_near (gconstpointer a,
              gconstpointer b)
{
  const RltNearStation *near_a = a, *near_b = b;

  if (near_a->distance != near_b->distance)
    return near_a->distance < near_b->distance ? -1 : 1;

  return (int) near_a->station->index - (int) near_b->station->index;
}

/**
 * rlt_catalogue_find_nearest:
 * @self: a catalogue
 * @latitude: degrees
 * @longitude: degrees
 * @radius: metres; not above 0 for no limit
 * @max: how many at most; 0 for no limit
 *
 * Returns: (transfer full) (element-type RltNearStation): the stations around a place, as the crow
 *   flies, the nearest first
 */
GArray *
rlt_catalogue_find_nearest (RltCatalogue *self,
                            double        latitude,
                            double        longitude,
                            double        radius,
                            guint         max)
{
  GArray *found = g_array_new (FALSE, FALSE, sizeof (RltNearStation));
  guint n_stations;

  g_return_val_if_fail (self != NULL, found);

  n_stations = rlt_catalogue_get_n_stations (self);
  for (guint i = 0; i < n_stations; i++)
    {
      const RltStation *station = rlt_catalogue_get_station (self, i);
      RltNearStation near = { station, rlt_geo_distance (latitude, longitude, station->latitude, station->longitude) };

      if (!(radius > 0) || near.distance <= radius)
        g_array_append_val (found, near);
    }

  g_array_sort (found, compare_near);
  if (max > 0 && found->len > max)
    g_array_set_size (found, max);

  return found;
}

/* A station that matches, with what decides its place among the others. */
typedef struct
{
  const RltStation *station;
  guint             rank;     /* 0 the very name, 1 its beginning, 2 words within */
} Match;

static int
compare_matches (gconstpointer a,
                 gconstpointer b)
{
  const Match *match_a = a, *match_b = b;

  if (match_a->rank != match_b->rank)
    return match_a->rank < match_b->rank ? -1 : 1;
  if (match_a->station->n_stops != match_b->station->n_stops)
    return match_a->station->n_stops > match_b->station->n_stops ? -1 : 1;

  return strcmp (match_a->station->folded, match_b->station->folded);
}

/**
 * rlt_catalogue_search_stations:
 * @self: a catalogue
 * @words: beginnings of words, in any order, accents and case do not matter: “chat hal”
 * @max: how many at most; 0 for no limit
 *
 * Returns: (transfer container) (element-type RltStation): the stations that have all @words, the
 *   ones that are or begin with them first, then those with more lines; none for no words
 */
GPtrArray *
rlt_catalogue_search_stations (RltCatalogue *self,
                               const char   *words,
                               guint         max)
{
  g_autoptr(GArray) matches = g_array_new (FALSE, FALSE, sizeof (Match));
  g_autofree char *folded = NULL;
  GPtrArray *found = g_ptr_array_new ();
  guint n_stations;

  g_return_val_if_fail (self != NULL, found);
  g_return_val_if_fail (words != NULL, found);

  folded = rlt_text_fold (words);
  if (*folded == '\0')
    return found;

  n_stations = rlt_catalogue_get_n_stations (self);
  for (guint i = 0; i < n_stations; i++)
    {
      Match match = { rlt_catalogue_get_station (self, i), 2 };

      if (!rlt_text_has_words (match.station->folded, folded))
        continue;
      if (g_str_has_prefix (match.station->folded, folded))
        match.rank = match.station->folded[strlen (folded)] == '\0' ? 0 : 1;
      g_array_append_val (matches, match);
    }

  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len && (max == 0 || i < max); i++)
    g_ptr_array_add (found, (gpointer) g_array_index (matches, Match, i).station);

  return found;
}
