/* rlt-wait-words.c: what a train rests on, in words for people.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-inference"

#include "config.h"

#include "rlt-wait.h"

#include <glib/gi18n.h>

/* The waits nearest to the train are named; the others say the same of stops further on. */
#define MAX_EVIDENCE 3

static const char *
describe_wait (const RltWaitRoute *route,
               const RltWaitChain *chain,
               guint               place,
               RltTime             epoch,
               RltArena           *arena)
{
  const RltWait *wait = rlt_wait_chain_get (route, chain, place);
  const RltStop *stop = route->nodes[g_array_index (chain->places, RltWaitPlace, place).node].stop;
  const char *name = stop->station->name;
  g_autofree char *text = NULL;
  RltParisTime paris;
  char clock[16];

  rlt_time_to_paris (epoch + (RltTime) (wait->seen * RLT_SECOND), &paris);
  g_snprintf (clock, sizeof clock, "%02d:%02d:%02d", paris.hour % 24, paris.minute % 60, paris.second % 60);
  if (wait->at_platform)
    text = g_strdup_printf (_("%s: at the platform (board of %s)"), name, clock);
  else
    text = g_strdup_printf (ngettext ("%s: in %d minute (board of %s)", "%s: in %d minutes (board of %s)",
                                      (int) MAX ((wait->told - wait->seen) / 60, 0)),
                            name, (int) MAX ((wait->told - wait->seen) / 60, 0), clock);

  return rlt_arena_strdup (arena, text);
}

/**
 * rlt_wait_chain_describe:
 * @self: a chain
 * @line: the line
 * @route: the route
 * @epoch: the instant from which times are counted
 * @train: (inout): the train it is, whose pattern is known
 * @arena: what the train's texts are allocated in
 *
 * Says which train it is, where it goes, and which waits it rests on.
 */
void
rlt_wait_chain_describe (const RltWaitChain *self,
                         const RltWaitLine  *line,
                         const RltWaitRoute *route,
                         RltTime             epoch,
                         RltTrain           *train,
                         RltArena           *arena)
{
  const RltPattern *pattern = train->pattern;
  const char **evidence = rlt_arena_new_array (arena, const char *, MAX_EVIDENCE + 1);
  const char **sources = rlt_arena_new_array (arena, const char *, 2);
  char id[48];

  for (guint i = 0; i < MIN (self->places->len, MAX_EVIDENCE); i++)
    evidence[i] = describe_wait (route, self, i, epoch, arena);
  sources[0] = rlt_wait_chain_get (route, self, 0)->source;
  g_snprintf (id, sizeof id, "%s~%u", line->line->key, self->train);
  train->id = train->trip = rlt_arena_strdup (arena, id);
  train->direction = pattern->stops[pattern->n_stops - 1]->station->name;
  train->destination = route->destination->station->name;
  train->evidence = evidence;
  train->sources = sources;
}
