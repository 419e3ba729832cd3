/* rlt-sim-ratp-board.c: next trains as ratp.fr tells them: HTML inside JSON, waits in words.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-ratp-board"

#include "config.h"

#include "rlt-sim-ratp-board.h"

#include <string.h>

#include "rlt-sim-passages.h"
#include "rlt-sim-random.h"
#include "rlt-sim-traffic.h"

#define STOP_PREFIX "ART:IDFM:"

#define MINUTES(n) ((n) * 60 * 1000)
#define HORIZON MINUTES (60)
#define MAX_ROWS 6

/* Boards change every so often, each at its own moment. */
#define REFRESH 15

/* A train this near is said to approach. */
#define APPROACH (30 * 1000)

/* Where the waits would stand there is much else, too. */
static const char * const odd_texts[] = {
  "7 mn", "0 mn", "12 min", "17:49", "17:47 Voie 2", "09:31 Départ Voie 2", "23:40", "A quai", "À quai",
  "Train a quai", "Train à quai V.2", "A l'arret", "A l'approche", "Train a l'approche", "A l'approche Voie 2B",
  "Retardé", "Train retardé", "Départ Retardé V.1", "Train arrete", "Train sans arrêt", "Sans voyageurs V.1",
  "Train terminus V.2", "Supprimé", "Service terminé", "SERVICE TERMINE", "TERMINE", "SERVICE NON COMMENCE",
  "NON COMMENCE", "PAS DE SERVICE", "Service terminé ou horaires indisponibles", "DERNIER PASSAGE", "Dernier train",
  "PREMIER PASSAGE", "PREMIER DEPART", "DEUXIEME DEPART", "SERVICE", "NON ASSURE", "..", "..................",
  "INFO INDISPO ....", "", "Schedules unavailable", "Destination unavailable",
  "Les informations horaires ne sont pas disponibles pour le moment.", "PERTURBATIONS", "TRAFIC REDUIT", "INTERROMPU",
  "MANIFESTATION", "INTEMPERIES", "CIRCULATION DENSE", "DEVIATION", "ARRET NON DESSERVI", "ARRET REPORTE",
  "BUS SUIVANT DEVIE", "BUS PERTURBE", "15H16", "15:89", "29:09", "X",
};

typedef struct
{
  const RltSimDay     *day;
  const RltSimTraffic *traffic;
  const RltStop       *stop;
  RltTime              now;        /* when the board was refreshed */
  RltSimTime           time;       /* the same in the day's own count */
  gboolean             is_odd;
  GString             *html;
} Board;

static void
append_text (Board      *self,
             const char *text)
{
  g_autofree char *escaped = g_markup_escape_text (text, -1);
  g_auto(GStrv) words = g_strsplit (escaped, " mn", -1);
  g_autofree char *spaced = g_strjoinv ("&nbsp;mn", words);

  g_string_append (self->html, spaced);
}

static const char *
get_row_class (const RltLine *line)
{
  if (line->network == RLT_NETWORK_RER)
    return "body-rer";

  return line->network == RLT_NETWORK_TRAM ? "body-tram" : "body-metro";
}

static void
append_row (Board      *self,
            const char *terminus,
            const char *wait,
            gboolean    approaches)
{
  g_string_append_printf (self->html, "<tr class=\"%s\"><td><span class=\"terminus-wrap\">",
                          get_row_class (self->stop->line));
  append_text (self, terminus);
  g_string_append (self->html, "</span></td><td><span class=\"heure-wrap\">");
  if (approaches)
    g_string_append (self->html, "<i class=\"vague-en-approche\"></i>");
  append_text (self, wait);
  g_string_append (self->html, "</span></td></tr>");
}

static void
print_clock (const Board *self,
             RltSimTime   time,
             char         text[32])
{
  RltParisTime paris;

  rlt_time_to_paris (rlt_sim_day_get_instant (self->day, time), &paris);
  g_snprintf (text, 32, "%02d:%02d", paris.hour, paris.minute);
}

/* RER boards show the clock, the others minutes, rounded down. */
static void
print_wait (const Board         *self,
            const RltSimPassage *passage,
            char                 text[32],
            gboolean            *approaches)
{
  const RltSimTrip *trip = &self->day->trips[passage->trip];
  RltSimTime time = passage->call > trip->first ? rlt_sim_trip_get_arrival (trip, passage->call) : passage->time;
  int wait = time - self->time;

  *approaches = FALSE;
  if (rlt_sim_passage_is_at_stop (self->day, passage, self->time) && passage->time - self->time < MINUTES (1))
    {
      g_snprintf (text, 32, "%s", trip->vehicle % 2 ? "A quai" : "Train à quai");
    }
  else if (wait < APPROACH && passage->call > trip->first)
    {
      *approaches = TRUE;
      g_snprintf (text, 32, "%s", trip->vehicle % 2 ? "A l'approche" : "Train a l'approche");
    }
  else if (self->stop->line->network == RLT_NETWORK_RER)
    {
      print_clock (self, time, text);
      if (trip->vehicle % 3 == 0)
        g_strlcat (text, " Voie 2", 32);
    }
  else
    {
      g_snprintf (text, 32, "%d mn", MAX (wait, 0) / MINUTES (1));
    }
}

static void
append_passage (Board               *self,
                const RltSimPassage *passage)
{
  const RltSimTrip *trip = &self->day->trips[passage->trip];
  const char *terminus = trip->plan->pattern->stops[trip->last]->station->name;
  guint64 hash = rlt_sim_random_mix (self->day->seed + (guint64) self->now, passage->trip);
  gboolean approaches = FALSE;
  char text[32];

  if (self->is_odd)
    {
      append_row (self, terminus, odd_texts[hash % G_N_ELEMENTS (odd_texts)], FALSE);
      return;
    }

  print_wait (self, passage, text, &approaches);
  append_row (self, terminus, text, approaches);
}

/* Why no train comes. */
static const char *
get_excuse (const Board *self)
{
  if (rlt_sim_traffic_get_level (self->traffic, self->stop->line) == RLT_LEVEL_CLOSED)
    return "INTERROMPU";

  return self->time < MINUTES (4 * 60) ? "SERVICE NON COMMENCE" : "SERVICE TERMINE";
}

static GArray *
list_passages (const Board *self,
               guint        direction,
               RltSimTime   from,
               RltSimTime   to,
               guint        most)
{
  const RltSimPassageQuery query = {
    .stop = self->stop, .direction = direction, .from = from, .to = to, .most = most,
  };

  return rlt_sim_passages_list (self->day, &query);
}

static void
append_times (Board *self,
              guint  direction)
{
  g_autoptr(GArray) passages = list_passages (self, direction, self->time, self->time + HORIZON, MAX_ROWS);

  g_string_append (self->html, "<table class=\"timetable\"><tr class=\"type-horaire-tr\"><td class=\"type-horaire-td\">"
                               "<span>Prochains passages en temps réel</span></td></tr>");
  if (rlt_sim_traffic_get_level (self->traffic, self->stop->line) == RLT_LEVEL_DISTURBED)
    append_row (self, "", "PERTURBATIONS", FALSE);
  for (guint i = 0; i < passages->len; i++)
    append_passage (self, &g_array_index (passages, RltSimPassage, i));
  if (passages->len == 0)
    append_row (self, "", get_excuse (self), FALSE);
  g_string_append (self->html, "</table>");
}

static void
append_end_of_day (Board *self,
                   guint  direction)
{
  g_autoptr(GArray) passages = list_passages (self, direction, 0, G_MAXINT, G_MAXUINT);
  char first[32], last[32];

  if (passages->len == 0)
    return;

  print_clock (self, g_array_index (passages, RltSimPassage, 0).time, first);
  print_clock (self, g_array_index (passages, RltSimPassage, passages->len - 1).time, last);
  g_string_append_printf (self->html, "<table><tr class=\"%s\"><td class=\"first-wrap\">%s</td>"
                          "<td class=\"last-wrap\">%s</td></tr></table>", get_row_class (self->stop->line), first,
                          last);
}

/* Where the line's trains of a direction go: its termini, each once. */
static void
append_label (Board *self,
              guint  direction)
{
  const RltLine *line = self->stop->line;
  g_autoptr(GPtrArray) names = g_ptr_array_new ();

  for (guint i = 0; i < line->n_patterns; i++)
    {
      const RltPattern *pattern = &line->patterns[i];
      const char *name = pattern->stops[pattern->n_stops - 1]->station->name;

      if (pattern->direction == direction && !g_ptr_array_find_with_equal_func (names, name, g_str_equal, NULL))
        g_ptr_array_add (names, (gpointer) name);
    }

  g_string_append (self->html, "<span class=\"destination_label\">Vers ");
  for (guint i = 0; i < names->len; i++)
    {
      g_string_append (self->html, i > 0 ? " / " : "");
      append_text (self, g_ptr_array_index (names, i));
    }
  g_string_append (self->html, "</span><span class=\"destination_label_small_title\">Arrêt ");
  append_text (self, self->stop->station->name);
  g_string_append (self->html, "</span>");
}

static gboolean
is_terminus_of (const RltStop *stop,
                guint          direction)
{
  for (guint i = 0; i < stop->line->n_patterns; i++)
    {
      const RltPattern *pattern = &stop->line->patterns[i];

      for (guint call = 0; pattern->direction == direction && call + 1 < pattern->n_stops; call++)
        {
          if (pattern->stops[call] == stop)
            return FALSE;
        }
    }

  return TRUE;
}

static void
append_block (Board *self,
              guint  direction)
{
  g_string_append (self->html, "<div class=\"ixxi-horaire-result-timetable\"><div class=\"timetable_group\">");
  append_label (self, direction);
  append_times (self, direction);
  append_end_of_day (self, direction);
  g_string_append (self->html, "</div></div>");
}

/**
 * rlt_sim_ratp_board_write:
 * @world: the world
 * @line: a line
 * @stop_place_id: "ART:IDFM:9000000"
 * @direction: which one was asked for
 * @is_odd: whether all that can stand in place of a wait does
 * @now: the instant
 * @writer: a writer
 *
 * Writes the next trains in the direction asked for, then in the other. Where no train leaves in one
 * there is no block of it; on RER A, now and then, there is none though trains leave.
 *
 * Returns: %FALSE, with nothing written, when the line has no such stop
 */
gboolean
rlt_sim_ratp_board_write (RltSimWorld   *world,
                          const RltLine *line,
                          const char    *stop_place_id,
                          guint          direction,
                          gboolean       is_odd,
                          RltTime        now,
                          RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) traffic = NULL;
  Board board = { .is_odd = is_odd };
  RltSimQuay quay;
  guint number;

  if (!g_str_has_prefix (stop_place_id, STOP_PREFIX))
    return FALSE;
  number = (guint) g_ascii_strtoull (stop_place_id + strlen (STOP_PREFIX), NULL, 10);
  if (!rlt_sim_world_find_quay (world, number, &quay) || quay.line->line != line)
    return FALSE;

  traffic = rlt_sim_traffic_new (world, now);
  board.traffic = traffic;
  board.stop = quay.stop;
  board.now = now - (now / RLT_SECOND + number) % REFRESH * RLT_SECOND;
  board.day = rlt_sim_world_get_day (world, line->index, now);
  board.time = rlt_sim_day_get_time (board.day, board.now);
  board.html = g_string_new (NULL);
  for (guint i = 0; i < 2; i++)
    {
      guint each = i == 0 ? direction : 1 - direction;
      gboolean is_left_out = g_str_equal (line->key, "rer:A") && (now / RLT_MINUTE + number + each) % 5 == 0;

      if (!is_terminus_of (board.stop, each) && !is_left_out)
        append_block (&board, each);
    }
  rlt_json_writer_string (writer, board.html->str);
  g_string_free (board.html, TRUE);

  return TRUE;
}
