/* rlt-cmd-nearest.c: `rlt nearest`, the stations around a place.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rlt-cli.h"

#define DEFAULT_MAX 10

/* Metres: further away no station is near, wherever in the region one is. */
#define DEFAULT_RADIUS 20000

/* Reads a coordinate in degrees, at most @limit either side of zero. */
static gboolean
parse_degrees (const char *what,
               const char *text,
               double      limit,
               double     *degrees)
{
  char *end;

  *degrees = g_ascii_strtod (text, &end);
  if (end != text && *end == '\0' && fabs (*degrees) <= limit)
    return TRUE;

  rlt_cli_error (what, _("“%s” is not a number of degrees from −%g to %g"), text, limit, limit);
  return FALSE;
}

static void
write_station (RltJsonWriter        *writer,
               const RltNearStation *near)
{
  const RltStation *station = near->station;

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "station", station->id);
  rlt_json_writer_put_string (writer, "name", station->name);
  rlt_json_writer_put_double (writer, "latitude", station->latitude, 6);
  rlt_json_writer_put_double (writer, "longitude", station->longitude, 6);
  rlt_json_writer_put_double (writer, "distance_m", near->distance, 1);
  rlt_json_writer_member (writer, "lines");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < station->n_stops; i++)
    rlt_json_writer_string (writer, station->stops[i]->line->key);
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static void
print_json (GArray *found,
            double  radius)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_double (writer, "radius_m", radius, 1);
  rlt_json_writer_member (writer, "stations");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < found->len; i++)
    write_station (writer, &g_array_index (found, RltNearStation, i));
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
  rlt_cli_print_json (writer);
}

static void
print_text (GArray *found,
            double  radius)
{
  if (found->len == 0)
    g_print (_("No station within %.0f m.\n"), radius);

  for (guint i = 0; i < found->len; i++)
    {
      const RltNearStation *near = &g_array_index (found, RltNearStation, i);

      g_print ("%8.0f m  %-6s  %s:", near->distance, near->station->id, near->station->name);
      for (guint j = 0; j < near->station->n_stops; j++)
        g_print (" %s", near->station->stops[j]->line->key);
      g_print ("\n");
    }
}

int
rlt_cmd_nearest (int    argc,
                 char **argv)
{
  int max = DEFAULT_MAX;
  g_autofree char *radius_text = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "max", 0, 0, G_OPTION_ARG_INT, &max, N_("At most so many stations"), "N" },
    { "radius", 0, 0, G_OPTION_ARG_STRING, &radius_text, N_("Only stations within so many metres; 20000 unless said"), N_("METRES") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  g_autoptr(GArray) found = NULL;
  double latitude, longitude, radius = DEFAULT_RADIUS;

  if (!rlt_cli_parse (entries, &argc, &argv, 2, 2))
    return RLT_EXIT_USAGE;
  if (!parse_degrees ("LAT", argv[1], 90, &latitude) || !parse_degrees ("LON", argv[2], 180, &longitude))
    return RLT_EXIT_USAGE;
  if (max < 1)
    {
      rlt_cli_error ("--max", _("%d is not above zero"), max);
      return RLT_EXIT_USAGE;
    }
  if (radius_text != NULL)
    {
      char *end;

      radius = g_ascii_strtod (radius_text, &end);
      if (end == radius_text || *end != '\0' || !(radius > 0) || !isfinite (radius))
        {
          rlt_cli_error ("--radius", _("“%s” is not a number of metres above zero"), radius_text);
          return RLT_EXIT_USAGE;
        }
    }

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;

  found = rlt_catalogue_find_nearest (catalogue, latitude, longitude, radius, max);
  if (json)
    print_json (found, radius);
  else
    print_text (found, radius);

  return RLT_EXIT_OK;
}
