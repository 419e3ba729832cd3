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

/* How well a name fits the wanted one. */
typedef enum
{
  FIT_NONE,
  FIT_WORDS,  /* one says all the words of the other: “Versailles Château” */
  FIT_SAME,
} Fit;

static Fit
fit_name (const char *folded,
          const char *wanted)
{
  const char *name = skip_prefix (folded);

  if (same_letters (name, wanted))
    return FIT_SAME;
  if (rlt_text_has_words (name, wanted) || rlt_text_has_words (wanted, name))
    return FIT_WORDS;

  return FIT_NONE;
}

static Fit
fit_station (const RltStation *station,
             const char       *wanted)
{
  Fit best = fit_name (station->folded, wanted);

  for (const char * const *alias = station->aliases; alias != NULL && *alias != NULL; alias++)
    best = MAX (best, fit_name (*alias, wanted));

  return best;
}

/**
 * rlt_line_find_station:
 * @line: a line
 * @name: a name as an upstream writes it: accents, case, hyphens and a leading “Gare de” do not
 *   matter
 *
 * Returns: (transfer none) (nullable): the station of @line that @name means; %NULL when there is
 *   none, or more than one that it could mean
 */
const RltStation *
rlt_line_find_station (const RltLine *line,
                       const char    *name)
{
  g_autofree char *folded = NULL;
  const RltStation *similar = NULL;
  guint n_similar = 0;
  const char *wanted;

  g_return_val_if_fail (line != NULL, NULL);
  g_return_val_if_fail (name != NULL, NULL);

  folded = rlt_text_fold (name);
  wanted = skip_prefix (folded);
  if (*wanted == '\0')
    return NULL;

  for (guint i = 0; i < line->n_stops; i++)
    {
      Fit fit = fit_station (line->stops[i].station, wanted);

      if (fit == FIT_SAME)
        return line->stops[i].station;
      if (fit == FIT_WORDS)
        {
          similar = line->stops[i].station;
          n_similar++;
        }
    }

  return n_similar == 1 ? similar : NULL;
}

/**
 * rlt_catalogue_find_station_on:
 * @self: a catalogue
 * @line: one of its lines
 * @name: a name as an upstream writes it
 *
 * See rlt_line_find_station().
 *
 * Returns: (transfer none) (nullable): the station of @line that @name means
 */
const RltStation *
rlt_catalogue_find_station_on (RltCatalogue  *self,
                               const RltLine *line,
                               const char    *name)
{
  g_return_val_if_fail (self != NULL, NULL);

  return rlt_line_find_station (line, name);
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

/* How well a station matches what was typed, the best first. */
typedef enum
{
  RANK_NAME,       /* its very name */
  RANK_BEGINNING,  /* the beginning of its name */
  RANK_WORDS,      /* words of its name */
  RANK_ALIAS,      /* words of another name that it has */
  RANK_NONE,
} Rank;

typedef struct
{
  const RltStation *station;
  Rank              rank;
} Match;

static Rank
rank_station (const RltStation *station,
              const char       *folded)
{
  if (rlt_text_has_words (station->folded, folded))
    {
      if (!g_str_has_prefix (station->folded, folded))
        return RANK_WORDS;
      return station->folded[strlen (folded)] == '\0' ? RANK_NAME : RANK_BEGINNING;
    }

  for (const char * const *alias = station->aliases; alias != NULL && *alias != NULL; alias++)
    {
      if (rlt_text_has_words (*alias, folded))
        return RANK_ALIAS;
    }

  return RANK_NONE;
}

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
      const RltStation *station = rlt_catalogue_get_station (self, i);
      Match match = { station, rank_station (station, folded) };

      if (match.rank != RANK_NONE)
        g_array_append_val (matches, match);
    }

  g_array_sort (matches, compare_matches);
  for (guint i = 0; i < matches->len && (max == 0 || i < max); i++)
    g_ptr_array_add (found, (gpointer) g_array_index (matches, Match, i).station);

  return found;
}
