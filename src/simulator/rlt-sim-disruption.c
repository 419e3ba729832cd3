/* rlt-sim-disruption.c: what is out of order on a line or at a station, and what riders are told of it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-disruption"

#include "config.h"

#include "rlt-sim-disruption.h"

#include "rlt-sim-random.h"

#define MINUTES_PER_HOUR 60

static const char * const words[RLT_SIM_N_DISRUPTIONS] = {
  "incident", "works", "section", "closure", "lift", "information",
};

/**
 * rlt_sim_disruption_new:
 * @arena: where it lives
 * @kind: what it is
 * @line: (nullable): the line it concerns
 * @seed: what its id depends on
 *
 * Returns: (transfer none): a disruption without periods and texts
 */
RltSimDisruption *
rlt_sim_disruption_new (RltArena             *arena,
                        RltSimDisruptionKind  kind,
                        const RltLine        *line,
                        guint64               seed)
{
  RltSimDisruption *self = rlt_arena_new_struct (arena, RltSimDisruption);
  guint64 a = rlt_sim_random_mix (seed, kind);
  guint64 b = rlt_sim_random_mix (a, 1);

  g_snprintf (self->id, sizeof self->id, "%08x-%04x-11f1-9%03x-%012" G_GINT64_MODIFIER "x", (guint) (a >> 32),
              (guint) (a & 0xffff), (guint) (b >> 52), b & G_GUINT64_CONSTANT (0xffffffffffff));
  self->kind = kind;
  self->line = line;
  self->is_works = kind == RLT_SIM_DISRUPTION_WORKS || kind == RLT_SIM_DISRUPTION_SECTION;
  self->nights_from = RLT_SIM_ALL_DAY;
  self->updated_at = RLT_TIME_NONE;

  return self;
}

/**
 * rlt_sim_disruption_add_period:
 * @self: a disruption with fewer than %RLT_SIM_MAX_PERIODS of them
 * @from: when a period of it begins
 * @to: when it ends
 */
void
rlt_sim_disruption_add_period (RltSimDisruption *self,
                               RltTime           from,
                               RltTime           to)
{
  g_return_if_fail (self->n_periods < RLT_SIM_MAX_PERIODS);

  self->periods[self->n_periods++] = (RltSimPeriod) { from, to };
}

static const char *
print_into (RltArena   *arena,
            const char *format,
            ...) G_GNUC_PRINTF (2, 3);

static const char *
print_into (RltArena   *arena,
            const char *format,
            ...)
{
  g_autofree char *text = NULL;
  va_list args;

  va_start (args, format);
  text = g_strdup_vprintf (format, args);
  va_end (args);

  return rlt_arena_strdup (arena, text);
}

/* When the nights of works begin: "22h30". */
static const char *
print_nights (const RltSimDisruption *self,
              RltArena               *arena)
{
  if (self->nights_from == RLT_SIM_ALL_DAY)
    return "";

  return print_into (arena, " chaque soir à partir de %dh%02d", self->nights_from / MINUTES_PER_HOUR,
                     self->nights_from % MINUTES_PER_HOUR);
}

static void
describe_section (RltSimDisruption *self,
                  RltArena         *arena)
{
  const char *from = rlt_sim_disruption_get_from (self)->station->name;
  const char *to = rlt_sim_disruption_get_to (self)->station->name;

  self->summary = print_into (arena, "Trafic interrompu entre %s et %s%s", from, to, print_nights (self, arena));
  self->title = print_into (arena, "%s : %s - Trafic interrompu", self->line->name, self->cause);
  self->message = print_into (arena, "<p>En raison de travaux, le trafic est interrompu entre <b>%s</b> et <b>%s</b>%s."
                              "<br>Un service de bus de remplacement est mis en place.</p>", from, to,
                              print_nights (self, arena));
}

static void
describe_closure (RltSimDisruption *self,
                  RltArena         *arena)
{
  self->summary = "Trafic interrompu sur l'ensemble de la ligne";
  self->title = print_into (arena, "%s : %s - Trafic interrompu", self->line->name, self->cause);
  self->message = print_into (arena, "<p>Le trafic est interrompu sur l'ensemble de la ligne (%s).<br>"
                              "<a href='https://www.ratp.fr'>Plus d'informations sur le site ratp.fr</a></p>",
                              self->cause);
}

static void
describe_incident (RltSimDisruption *self,
                   RltArena         *arena)
{
  self->summary = print_into (arena, "%s - Trafic perturbé", self->cause);
  self->title = print_into (arena, "%s : %s - Trafic perturbé", self->line->name, self->cause);
  self->message = print_into (arena, "<p>Le trafic est perturbé sur l'ensemble de la ligne (%s à %s).<br>"
                              "<a href='http://www.ratp.fr'>Plus d'informations sur le site ratp.fr</a></p>",
                              self->cause, self->station->name);
}

/* The "<>" that is no tag is as it is found upstream. */
static void
describe_lift (RltSimDisruption *self,
               RltArena         *arena)
{
  self->summary = print_into (arena, "%s : Panne d'un ascenseur", self->station->name);
  self->title = self->summary;
  self->message = print_into (arena, "<p>L'ascenseur Quais <> Sortie principale de la station %s est hors service."
                              "</p>", self->station->name);
}

/**
 * rlt_sim_disruption_describe:
 * @self: a disruption of which everything else is known
 * @arena: where its texts go
 *
 * Writes its texts, in French as upstream does.
 */
void
rlt_sim_disruption_describe (RltSimDisruption *self,
                             RltArena         *arena)
{
  switch (self->kind)
    {
    case RLT_SIM_DISRUPTION_INCIDENT:
      describe_incident (self, arena);
      break;
    case RLT_SIM_DISRUPTION_WORKS:
      self->summary = "Fréquence réduite";
      self->title = print_into (arena, "%s : Travaux - Fréquence réduite", self->line->name);
      self->message = "<p>En raison de travaux, la fréquence des trains est réduite. Toutes les gares sont "
                      "desservies.</p>";
      break;
    case RLT_SIM_DISRUPTION_SECTION:
      describe_section (self, arena);
      break;
    case RLT_SIM_DISRUPTION_CLOSURE:
      describe_closure (self, arena);
      break;
    case RLT_SIM_DISRUPTION_LIFT:
      describe_lift (self, arena);
      break;
    case RLT_SIM_DISRUPTION_INFORMATION:
      self->summary = "Validez votre titre de transport";
      self->title = print_into (arena, "%s : Information", self->line->name);
      self->message = "<p>Pensez à valider votre titre à chaque entrée &amp; correspondance.</p>";
      break;
    case RLT_SIM_N_DISRUPTIONS:
    default:
      g_assert_not_reached ();
    }
}

static RltTime
get_day_end (RltTime day_start)
{
  return rlt_time_service_day_start (day_start + 26 * RLT_HOUR);
}

/* Midnight stands for the beginning of a service day: its night belongs to the day before. */
static RltTime
get_begin (RltTime from)
{
  RltParisTime paris;

  rlt_time_to_paris (from, &paris);
  return paris.hour == 0 && paris.minute == 0 ? rlt_time_service_day_start (from + 12 * RLT_HOUR) : from;
}

static RltTime
get_end (RltTime to)
{
  RltParisTime paris;

  rlt_time_to_paris (to, &paris);
  return paris.hour == 23 && paris.minute == 59 ? rlt_time_service_day_start (to + 24 * RLT_HOUR) : to;
}

/* The instant that is @minutes after midnight of the day's date. */
static RltTime
get_minute (RltTime day_start,
            int     minutes)
{
  RltParisTime paris;

  rlt_time_to_paris (day_start + 8 * RLT_HOUR, &paris);
  paris.hour = minutes / MINUTES_PER_HOUR;
  paris.minute = minutes % MINUTES_PER_HOUR;
  paris.second = 0;

  return rlt_time_from_paris (&paris);
}

/**
 * rlt_sim_disruption_get_window:
 * @self: a disruption
 * @period: the place of one of its periods
 * @day_start: the beginning of a service day
 * @from: (out): when it really begins on that day
 * @to: (out): when it really ends
 *
 * Returns: %FALSE when the period has no part of that day
 */
gboolean
rlt_sim_disruption_get_window (const RltSimDisruption *self,
                               guint                   period,
                               RltTime                 day_start,
                               RltTime                *from,
                               RltTime                *to)
{
  *from = MAX (get_begin (self->periods[period].from), day_start);
  *to = MIN (get_end (self->periods[period].to), get_day_end (day_start));
  if (self->nights_from != RLT_SIM_ALL_DAY)
    *from = MAX (*from, get_minute (day_start, self->nights_from));

  return *from < *to;
}

/**
 * rlt_sim_disruption_applies_at:
 * @self: a disruption
 * @now: an instant
 *
 * Returns: whether it is really so then
 */
gboolean
rlt_sim_disruption_applies_at (const RltSimDisruption *self,
                               RltTime                 now)
{
  RltTime day_start = rlt_time_service_day_start (now);

  for (guint i = 0; i < self->n_periods; i++)
    {
      RltTime from, to;

      if (rlt_sim_disruption_get_window (self, i, day_start, &from, &to) && now >= from && now < to)
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_sim_disruption_get_from:
 * @self: a disruption
 *
 * Returns: (transfer none) (nullable): the last stop before its closed section
 */
const RltStop *
rlt_sim_disruption_get_from (const RltSimDisruption *self)
{
  return self->pattern != NULL ? self->pattern->stops[self->from_call] : NULL;
}

/**
 * rlt_sim_disruption_get_to:
 * @self: a disruption
 *
 * Returns: (transfer none) (nullable): the terminus in its closed section
 */
const RltStop *
rlt_sim_disruption_get_to (const RltSimDisruption *self)
{
  return self->pattern != NULL ? self->pattern->stops[self->pattern->n_stops - 1] : NULL;
}

/**
 * rlt_sim_disruption_get_phase:
 * @self: a disruption
 * @now: an instant
 *
 * Returns: whether the time of its periods, nights or not, is over, has come or is to come
 */
RltSimPhase
rlt_sim_disruption_get_phase (const RltSimDisruption *self,
                              RltTime                 now)
{
  gboolean is_to_come = FALSE;

  for (guint i = 0; i < self->n_periods; i++)
    {
      if (now >= get_begin (self->periods[i].from) && now < get_end (self->periods[i].to))
        return RLT_SIM_PHASE_CURRENT;
      is_to_come |= now < get_begin (self->periods[i].from);
    }

  return is_to_come ? RLT_SIM_PHASE_COMING : RLT_SIM_PHASE_PAST;
}

/**
 * rlt_sim_disruption_get_level:
 * @self: a disruption
 *
 * Returns: what it makes of its line's traffic while it applies. Where a part of a line is closed the
 *   rest runs: that is works, not a closed line. A lift is no matter of the line's.
 */
RltLevel
rlt_sim_disruption_get_level (const RltSimDisruption *self)
{
  switch (self->kind)
    {
    case RLT_SIM_DISRUPTION_INCIDENT:
      return RLT_LEVEL_DISTURBED;
    case RLT_SIM_DISRUPTION_WORKS:
    case RLT_SIM_DISRUPTION_SECTION:
      return RLT_LEVEL_WORKS;
    case RLT_SIM_DISRUPTION_CLOSURE:
      return RLT_LEVEL_CLOSED;
    case RLT_SIM_DISRUPTION_LIFT:
    case RLT_SIM_DISRUPTION_INFORMATION:
    case RLT_SIM_N_DISRUPTIONS:
    default:
      return RLT_LEVEL_NORMAL;
    }
}

/**
 * rlt_sim_disruption_get_word:
 * @self: a disruption
 *
 * Returns: its kind's word: "closure"
 */
const char *
rlt_sim_disruption_get_word (const RltSimDisruption *self)
{
  return words[self->kind];
}
