/* rlt-search-result.c: a line or a station that was searched for.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-search-result.h"

#include "rlt-format.h"
#include "rlt-text.h"

/* More than anyone reads; a longer word finds the rest. */
#define MAX_STATIONS 30

struct _RltSearchResult
{
  GObject           parent_instance;

  const RltLine    *line;      /* (nullable): one of the two is set */
  const RltStation *station;   /* (nullable) */
};

G_DEFINE_FINAL_TYPE (RltSearchResult, rlt_search_result, G_TYPE_OBJECT)

static void
rlt_search_result_class_init (RltSearchResultClass *klass)
{
}

static void
rlt_search_result_init (RltSearchResult *self)
{
}

/**
 * rlt_search_result_new:
 * @line: (nullable): a line; its catalogue must outlive the result
 * @station: (nullable): or a station; likewise
 *
 * Returns: (transfer full): a result
 */
RltSearchResult *
rlt_search_result_new (const RltLine    *line,
                       const RltStation *station)
{
  RltSearchResult *self;

  g_return_val_if_fail ((line == NULL) != (station == NULL), NULL);

  self = g_object_new (RLT_TYPE_SEARCH_RESULT, NULL);
  self->line = line;
  self->station = station;

  return self;
}

/**
 * rlt_search_result_get_line:
 * @self: a result
 *
 * Returns: (nullable): the line it is
 */
const RltLine *
rlt_search_result_get_line (RltSearchResult *self)
{
  g_return_val_if_fail (RLT_IS_SEARCH_RESULT (self), NULL);

  return self->line;
}

/**
 * rlt_search_result_get_station:
 * @self: a result
 *
 * Returns: (nullable): the station it is
 */
const RltStation *
rlt_search_result_get_station (RltSearchResult *self)
{
  g_return_val_if_fail (RLT_IS_SEARCH_RESULT (self), NULL);

  return self->station;
}

/* By network and code ("metro 4", "4") or by name. Stations are results of their own. */
static gboolean
is_line_matched (const RltLine *line,
                 const char    *folded_words)
{
  g_autofree char *text = g_strdup_printf ("%s %s %s", rlt_format_network (line->network), line->key,
                                           line->name);
  g_autofree char *folded = rlt_text_fold (text);

  return rlt_text_has_words (folded, folded_words);
}

/**
 * rlt_search_network:
 * @catalogue: the catalogue
 * @words: beginnings of words as typed; accents and case do not matter
 *
 * Returns: (transfer full) (element-type RltSearchResult): what has all the words, lines first; owns its
 *   elements
 */
GPtrArray *
rlt_search_network (RltCatalogue *catalogue,
                    const char   *words)
{
  GPtrArray *results = g_ptr_array_new_with_free_func (g_object_unref);
  g_autofree char *folded_words = NULL;
  g_autoptr(GPtrArray) stations = NULL;

  g_return_val_if_fail (catalogue != NULL, results);
  g_return_val_if_fail (words != NULL, results);

  folded_words = rlt_text_fold (words);
  if (*folded_words == '\0')
    return results;

  for (guint i = 0; i < rlt_catalogue_get_n_lines (catalogue); i++)
    {
      const RltLine *line = rlt_catalogue_get_line (catalogue, i);

      if (is_line_matched (line, folded_words))
        g_ptr_array_add (results, rlt_search_result_new (line, NULL));
    }

  stations = rlt_catalogue_search_stations (catalogue, words, MAX_STATIONS);
  for (guint i = 0; i < stations->len; i++)
    g_ptr_array_add (results, rlt_search_result_new (NULL, g_ptr_array_index (stations, i)));

  return results;
}

/**
 * rlt_search_result_is_same:
 * @a: an #RltSearchResult
 * @b: an #RltSearchResult
 *
 * Returns: whether both are the same line or station
 */
gboolean
rlt_search_result_is_same (gpointer a,
                           gpointer b)
{
  RltSearchResult *left = RLT_SEARCH_RESULT (a);
  RltSearchResult *right = RLT_SEARCH_RESULT (b);

  return left->line == right->line && left->station == right->station;
}

/**
 * rlt_search_result_take:
 * @item: an #RltSearchResult
 * @newer: an #RltSearchResult for the same thing
 *
 * Does nothing: a result never changes.
 */
void
rlt_search_result_take (gpointer item,
                        gpointer newer)
{
}
