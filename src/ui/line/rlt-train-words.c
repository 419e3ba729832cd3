/* rlt-train-words.c: a train in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-ui"

#include "config.h"

#include "rlt-train-words.h"

#include <glib/gi18n.h>

/**
 * rlt_train_get_terminus:
 * @train: a train
 *
 * Returns: where it goes: what the feed says, else the last stop known of it
 */
const char *
rlt_train_get_terminus (const RltTrain *train)
{
  g_return_val_if_fail (train != NULL, NULL);

  if (train->destination != NULL)
    return train->destination;

  return train->knots[train->n_knots - 1].stop->station->name;
}

/**
 * rlt_train_to_title:
 * @train: a train
 *
 * Returns: (transfer full): "Pontoise · NORA"
 */
char *
rlt_train_to_title (const RltTrain *train)
{
  const char *terminus = rlt_train_get_terminus (train);

  return train->mission != NULL ? g_strdup_printf ("%s · %s", terminus, train->mission) : g_strdup (terminus);
}

/**
 * rlt_train_to_place:
 * @place: where a train is
 *
 * Returns: (transfer full): "At Nation" or "Between Nation and Avron"
 */
char *
rlt_train_to_place (const RltTrainPlace *place)
{
  g_return_val_if_fail (place != NULL, NULL);

  if (place->at_stop || place->from == place->to)
    /* Translators: a train stands at this station. */
    return g_strdup_printf (_("At %s"), place->from->station->name);

  /* Translators: a train is between these two stations. */
  return g_strdup_printf (_("Between %s and %s"), place->from->station->name, place->to->station->name);
}
