/* rlt-sim-ratp-traffic.c: traffic as ratp.fr and its older sisters tell it: one word for each line.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-ratp-traffic"

#include "config.h"

#include "rlt-sim-ratp-traffic.h"

static const struct
{
  const char *name;      /* in paths and lists */
  const char *single;    /* in the older sisters */
  RltNetwork  network;
} networks[] = {
  { "metros", "metro", RLT_NETWORK_METRO },
  { "rers", "rer", RLT_NETWORK_RER },
  { "tramways", "tram", RLT_NETWORK_TRAM },
  { "trains", "train", RLT_NETWORK_TRANSILIEN },
};

/* Names for the same members: in the newer answers, and where a list stands by itself. */
typedef struct
{
  const char *line;
  const char *slug;
  const char *title;
  const char *text;
  const char *time;
} Names;

static const Names usual_names = { "line", "slug", "title", "message", "updated_at" };
static const Names v4_names = { "line", "slug", "title", "message", NULL };
static const Names bare_names = { "code", "state", "headline", "text", "lastUpdate" };

typedef struct
{
  RltSimWorld         *world;
  const RltSimTraffic *traffic;
  const Names         *names;
  RltJsonWriter       *writer;
} Answer;

/**
 * rlt_sim_ratp_serves:
 * @line: a line
 *
 * Returns: whether it is one of those that RATP itself runs
 */
gboolean
rlt_sim_ratp_serves (const RltLine *line)
{
  static const char * const others[] = { "rer:C", "rer:D", "rer:E", "tram:T4", "tram:T9", "tram:T11",
                                         "tram:T12", "tram:T13", "tram:T14", NULL };

  if (line->network == RLT_NETWORK_TRANSILIEN || line->network == RLT_NETWORK_CABLE)
    return FALSE;

  return !g_strv_contains (others, line->key);
}

/* Works that leave every stop served are "normal_trav". */
static const char *
get_slug (const RltSimTraffic *traffic,
          const RltLine       *line)
{
  const RltSimDisruption *worst = rlt_sim_traffic_find_worst (traffic, line);

  if (worst == NULL)
    return "normal";

  switch (rlt_sim_disruption_get_level (worst))
    {
    case RLT_LEVEL_CLOSED:
      return "alerte_fermeture";
    case RLT_LEVEL_DISTURBED:
      return "alerte";
    case RLT_LEVEL_WORKS:
      return worst->kind == RLT_SIM_DISRUPTION_SECTION ? "travaux" : "normal_trav";
    case RLT_LEVEL_NORMAL:
    case RLT_LEVEL_UNKNOWN:
    default:
      return "normal";
    }
}

static void
put_texts (const Answer  *self,
           const RltLine *line)
{
  const RltSimDisruption *worst = rlt_sim_traffic_find_worst (self->traffic, line);

  rlt_json_writer_put_string (self->writer, self->names->title, worst != NULL ? worst->title : "Trafic normal");
  rlt_json_writer_put_string (self->writer, self->names->text,
                              worst != NULL ? worst->message : "Trafic normal sur l'ensemble de la ligne.");
}

/* The case of codes drifts, and trams lose their T; a list that does not say of which network it is
 * writes codes out. */
static char *
print_code (const Answer  *self,
            const RltLine *line)
{
  const char *code = self->names == &v4_names && line->network == RLT_NETWORK_TRAM ? line->code + 1 : line->code;

  return self->names == &usual_names && line->network != RLT_NETWORK_RER ? g_ascii_strdown (code, -1)
                                                                        : g_strdup (code);
}

static void
write_line (const Answer  *self,
            const RltLine *line)
{
  g_autofree char *code = print_code (self, line);

  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_put_string (self->writer, self->names->line, code);
  rlt_json_writer_put_string (self->writer, self->names->slug, get_slug (self->traffic, line));
  put_texts (self, line);
  if (self->names == &usual_names)
    rlt_json_writer_put_time (self->writer, self->names->time, self->traffic->now - self->traffic->now % RLT_MINUTE);
  else if (self->names->time != NULL)
    rlt_json_writer_put_int (self->writer, self->names->time, self->traffic->now / RLT_SECOND);
  rlt_json_writer_end_object (self->writer);
}

/* Of the suburban trains all are told; of the others RATP's own. */
static gboolean
is_told (const RltLine *line,
         RltNetwork     network)
{
  return line->network == network && (network == RLT_NETWORK_TRANSILIEN || network == RLT_NETWORK_RER ||
                                      rlt_sim_ratp_serves (line));
}

static void
write_lines (const Answer *self,
             RltNetwork    network)
{
  rlt_json_writer_begin_array (self->writer);
  for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
    {
      const RltLine *line = rlt_sim_world_get_line (self->world, i)->line;

      if (is_told (line, network))
        write_line (self, line);
    }
  rlt_json_writer_end_array (self->writer);
}

static void
write_v4 (const Answer *self)
{
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_member (self->writer, "result");
  rlt_json_writer_begin_object (self->writer);
  for (guint i = 0; i < 3; i++)
    {
      rlt_json_writer_member (self->writer, networks[i].name);
      write_lines (self, networks[i].network);
    }
  rlt_json_writer_end_object (self->writer);
  rlt_json_writer_member (self->writer, "_metadata");
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_put_string (self->writer, "call", "GET /traffic");
  rlt_json_writer_put_time (self->writer, "date", self->traffic->now);
  rlt_json_writer_put_int (self->writer, "version", 4);
  rlt_json_writer_end_object (self->writer);
  rlt_json_writer_end_object (self->writer);
}

static void
write_meteo_line (const Answer  *self,
                  const RltLine *line)
{
  rlt_json_writer_member (self->writer, line->code);
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_put_string (self->writer, "name", get_slug (self->traffic, line));
  put_texts (self, line);
  rlt_json_writer_end_object (self->writer);
}

static void
write_meteo (const Answer *self)
{
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_member (self->writer, "status");
  rlt_json_writer_begin_object (self->writer);
  for (guint n = 0; n < 3; n++)
    {
      rlt_json_writer_member (self->writer, networks[n].single);
      rlt_json_writer_begin_object (self->writer);
      rlt_json_writer_member (self->writer, "lines");
      rlt_json_writer_begin_object (self->writer);
      for (guint i = 0; i < rlt_sim_world_get_n_lines (self->world); i++)
        {
          const RltLine *line = rlt_sim_world_get_line (self->world, i)->line;

          if (is_told (line, networks[n].network))
            write_meteo_line (self, line);
        }
      rlt_json_writer_end_object (self->writer);
      rlt_json_writer_end_object (self->writer);
    }
  rlt_json_writer_end_object (self->writer);
  rlt_json_writer_put_boolean (self->writer, "unavailable", FALSE);
  rlt_json_writer_end_object (self->writer);
}

/* The lists of one network, wrapped in this way or that. */
static void
write_wrapped (const Answer    *self,
               guint            n,
               RltSimRatpShape  shape)
{
  rlt_json_writer_begin_object (self->writer);
  rlt_json_writer_member (self->writer, "result");
  if (shape == RLT_SIM_RATP_SHAPE_LIST)
    {
      write_lines (self, networks[n].network);
    }
  else
    {
      rlt_json_writer_begin_object (self->writer);
      rlt_json_writer_member (self->writer, shape == RLT_SIM_RATP_SHAPE_RESULTS ? "results" : networks[n].name);
      write_lines (self, networks[n].network);
      rlt_json_writer_end_object (self->writer);
    }
  rlt_json_writer_end_object (self->writer);
}

static gboolean
find_network (const char *name,
              guint      *n)
{
  for (*n = 0; *n < G_N_ELEMENTS (networks); (*n)++)
    {
      if (g_str_equal (networks[*n].name, name) || g_str_equal (networks[*n].single, name))
        return TRUE;
    }

  return FALSE;
}

/**
 * rlt_sim_ratp_traffic_write:
 * @world: the world
 * @network: (nullable): "metros", "rers", "tramways" or "trains"; of no matter where a shape holds all
 * @shape: how the answer is made
 * @now: the instant
 * @writer: a writer
 *
 * Writes the traffic of a network's lines.
 *
 * Returns: %FALSE, with nothing written, when there is no such network
 */
gboolean
rlt_sim_ratp_traffic_write (RltSimWorld     *world,
                            const char      *network,
                            RltSimRatpShape  shape,
                            RltTime          now,
                            RltJsonWriter   *writer)
{
  g_autoptr(RltSimTraffic) traffic = NULL;
  Answer answer = { .world = world, .names = &usual_names, .writer = writer };
  guint n = 0;

  if (shape < RLT_SIM_RATP_SHAPE_V4 && (network == NULL || !find_network (network, &n)))
    return FALSE;

  traffic = rlt_sim_traffic_new (world, now);
  answer.traffic = traffic;
  if (shape == RLT_SIM_RATP_SHAPE_V4)
    {
      answer.names = &v4_names;
      write_v4 (&answer);
    }
  else if (shape == RLT_SIM_RATP_SHAPE_METEO)
    {
      write_meteo (&answer);
    }
  else if (shape == RLT_SIM_RATP_SHAPE_BARE)
    {
      answer.names = &bare_names;
      write_lines (&answer, networks[n].network);
    }
  else
    {
      write_wrapped (&answer, n, shape);
    }

  return TRUE;
}

/**
 * rlt_sim_ratp_traffic_write_events:
 * @world: the world
 * @network: "metro", "rer" or "tram"
 * @code: a line's code
 * @now: the instant
 * @writer: a writer
 *
 * Writes what getTrafficEventsLive says of one line: an empty array while nothing is wrong.
 *
 * Returns: %FALSE, with nothing written, when there is no such line
 */
gboolean
rlt_sim_ratp_traffic_write_events (RltSimWorld   *world,
                                   const char    *network,
                                   const char    *code,
                                   RltTime        now,
                                   RltJsonWriter *writer)
{
  g_autoptr(RltSimTraffic) traffic = NULL;
  const RltLine *line = NULL;
  const RltSimDisruption *worst;
  guint n;

  if (find_network (network, &n))
    line = rlt_catalogue_find_line_by_code (rlt_sim_world_get_catalogue (world), networks[n].network, code);
  if (line == NULL)
    return FALSE;

  traffic = rlt_sim_traffic_new (world, now);
  worst = rlt_sim_traffic_find_worst (traffic, line);
  rlt_json_writer_begin_array (writer);
  if (worst != NULL && rlt_sim_disruption_get_level (worst) != RLT_LEVEL_NORMAL)
    {
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_member (writer, "perturbation");
      rlt_json_writer_begin_object (writer);
      rlt_json_writer_put_string (writer, "title", worst->title);
      rlt_json_writer_put_string (writer, "message", worst->message);
      rlt_json_writer_end_object (writer);
      rlt_json_writer_end_object (writer);
    }
  rlt_json_writer_end_array (writer);

  return TRUE;
}
