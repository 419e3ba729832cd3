/* rlt-cmd-decode.c: `rlt decode`, what a recorded answer of an upstream says.
 *
 * It ends with RLT_EXIT_OK when the answer is data, if only that there is nothing; with
 * RLT_EXIT_UPSTREAM when it is a page that blocks programs; with RLT_EXIT_FAILED when it is an
 * error or damaged. What could be read of it is printed all the same.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-cli"

#include "config.h"

#include <glib/gi18n.h>
#include <math.h>

#include "rlt-cli.h"
#include "rlt-decode.h"
#include "rlt-gtfs-schedule.h"

#define STDIN_PATH "/dev/stdin"

/* Columns, in characters. */
#define LINE_WIDTH 13
#define PLACE_WIDTH 28
#define MISSION_WIDTH 6

/* Prints @text in a column of @width characters, shortened where it does not fit. */
static void
print_cell (const char *text,
            int         width)
{
  const long length = g_utf8_strlen (text, -1);
  g_autofree char *shortened = NULL;

  if (length <= width)
    {
      g_print ("%s%*s  ", text, (int) (width - length), "");
      return;
    }

  shortened = g_utf8_substring (text, 0, width - 1);
  g_print ("%s…  ", shortened);
}

static const char *
or_dash (const char *text)
{
  return text != NULL ? text : "–";
}

/* Prints a time as clocks in Paris show it. */
static void
print_time (RltTime time)
{
  RltParisTime paris;

  if (!RLT_TIME_IS_SET (time))
    {
      print_cell ("–", 8);
      return;
    }

  rlt_time_to_paris (time, &paris);
  g_print ("%02d:%02d:%02d  ", paris.hour, paris.minute, paris.second);
}

static void
print_line (const RltLine *line,
            const char    *line_id,
            const char    *line_name)
{
  print_cell (line != NULL ? line->key : or_dash (line_name != NULL ? line_name : line_id), LINE_WIDTH);
}

static void
print_departure (const RltDeparture *departure)
{
  print_time (rlt_departure_get_time (departure));
  print_line (departure->line, departure->line_id, NULL);
  print_cell (or_dash (departure->mission), MISSION_WIDTH);
  print_cell (or_dash (departure->destination), PLACE_WIDTH);
  print_cell (departure->station != NULL ? departure->station->name : or_dash (departure->stop_name),
              PLACE_WIDTH);
  if (departure->platform != NULL)
    g_print (_("platform %s  "), departure->platform);
  if (departure->cancelled)
    g_print ("%s  ", _("cancelled"));
  else if (departure->at_platform)
    g_print ("%s  ", _("at the platform"));
  if (departure->delay > 0)
    g_print (_("%d s late"), departure->delay);
  g_print ("\n");
}

static void
print_trip (const RltTrip *trip)
{
  print_time (trip->n_calls > 0 ? rlt_call_get_departure (&trip->calls[0]) : RLT_TIME_NONE);
  print_line (trip->line, trip->line_id, trip->line_name);
  print_cell (or_dash (trip->mission), MISSION_WIDTH);
  print_cell (or_dash (trip->destination), PLACE_WIDTH);
  g_print (ngettext ("%u stop  ", "%u stops  ", trip->n_calls), trip->n_calls);
  if (trip->cancelled)
    g_print ("%s  ", _("cancelled"));
  g_print ("%s\n", trip->id);
}

static void
print_vehicle (const RltVehicle *vehicle)
{
  print_time (vehicle->observed_at);
  print_line (vehicle->line, vehicle->line_id, vehicle->line_name);
  print_cell (rlt_vehicle_status_to_string (vehicle->status), 10);
  print_cell (or_dash (vehicle->stop_name != NULL ? vehicle->stop_name : vehicle->stop_id), 10);
  if (!isnan (vehicle->latitude))
    g_print ("%.5f %.5f  ", vehicle->latitude, vehicle->longitude);
  g_print ("%s\n", or_dash (vehicle->id != NULL ? vehicle->id : vehicle->trip));
}

static void
print_disruption (const RltDisruption *disruption)
{
  g_autofree char *lines = g_strjoinv (" ", (char **) disruption->lines);
  g_autofree char *stations = g_strjoinv (", ", (char **) disruption->stations);

  print_cell (rlt_level_to_string (disruption->level), 9);
  print_cell (rlt_category_to_string (disruption->category), 11);
  print_cell (*lines != '\0' ? lines : stations, LINE_WIDTH);
  g_print ("%s\n", or_dash (disruption->title != NULL ? disruption->title : disruption->message));
}

static void
print_traffic (const RltTraffic *traffic)
{
  print_cell (rlt_level_to_string (traffic->level), 9);
  print_line (traffic->line, traffic->line_id, NULL);
  g_print ("%s\n", or_dash (traffic->title));
}

static void
print_rejection (const char         *word,
                 const RltRejection *rejection)
{
  if (rejection->index == RLT_WHOLE_ANSWER)
    g_print ("%s: %s\n", word, rejection->reason);
  else
    g_print ("%s %u: %s\n", word, rejection->index, rejection->reason);
}

static void
print_text (const RltRecords *records)
{
  for (guint i = 0; i < records->departures->len; i++)
    print_departure (g_ptr_array_index (records->departures, i));
  for (guint i = 0; i < records->trips->len; i++)
    print_trip (g_ptr_array_index (records->trips, i));
  for (guint i = 0; i < records->vehicles->len; i++)
    print_vehicle (g_ptr_array_index (records->vehicles, i));
  for (guint i = 0; i < records->disruptions->len; i++)
    print_disruption (g_ptr_array_index (records->disruptions, i));
  for (guint i = 0; i < records->traffic->len; i++)
    print_traffic (g_ptr_array_index (records->traffic, i));
  for (guint i = 0; i < records->rejections->len; i++)
    print_rejection (_("rejected"), g_ptr_array_index (records->rejections, i));
  for (guint i = 0; i < records->remarks->len; i++)
    print_rejection (_("remark"), g_ptr_array_index (records->remarks, i));

  /* The state, then how many records there were, were used, were not. */
  g_print (_("%s: %u records, %u used, %u rejected\n"), rlt_answer_to_string (records->answer),
           records->n_records, records->n_records - MIN (records->n_rejected, records->n_records),
           records->n_rejected);
}

static void
print_json (const RltRecords *records)
{
  g_autoptr(RltJsonWriter) writer = rlt_json_writer_new ();

  rlt_records_write_json (records, writer);
  rlt_cli_print_json (writer);
}

static RltDecodeFunc
find_decoder (const char *kind)
{
  RltDecodeFunc decode = rlt_decode_find (kind);
  g_autofree char *kinds = NULL;

  if (decode != NULL)
    return decode;

  kinds = g_strjoinv (", ", (char **) rlt_decode_get_kinds ());
  rlt_cli_error (kind, _("no such kind; there are: %s"), kinds);
  return NULL;
}

static int
get_exit_code (const RltRecords *records)
{
  switch (records->answer)
    {
    case RLT_ANSWER_BLOCKED:
      return RLT_EXIT_UPSTREAM;
    case RLT_ANSWER_ERROR:
      return RLT_EXIT_FAILED;
    case RLT_ANSWER_OK:
    case RLT_ANSWER_EMPTY:
    default:
      return RLT_EXIT_OK;
    }
}

/* Reads a schedule's names. Returns FALSE when it cannot, which has been said. */
static gboolean
load_schedule (const char       *file,
               RltGtfsSchedule **schedule)
{
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) zip = NULL;
  char *data;
  gsize length;

  if (file == NULL)
    return TRUE;

  if (g_file_get_contents (file, &data, &length, &error))
    {
      zip = g_bytes_new_take (data, length);
      *schedule = rlt_gtfs_schedule_new_for_zip (zip, &error);
    }
  if (error != NULL)
    rlt_cli_error (file, "%s", error->message);

  return error == NULL;
}

/* Decodes the file and prints it, of @line only unless that is NULL. */
static int
decode_file (RltDecodeFunc           decode,
             const RltDecodeContext *context,
             const char             *file,
             const char             *schedule_file,
             const RltLine          *line,
             gboolean                json)
{
  g_autoptr(RltGtfsSchedule) schedule = NULL;
  g_autoptr(RltRecords) records = NULL;
  g_autoptr(GError) error = NULL;
  g_autofree char *data = NULL;
  gsize length;

  if (!g_file_get_contents (g_str_equal (file, "-") ? STDIN_PATH : file, &data, &length, &error))
    {
      rlt_cli_error (file, "%s", error->message);
      return RLT_EXIT_FAILED;
    }
  if (!load_schedule (schedule_file, &schedule))
    return RLT_EXIT_FAILED;

  records = decode (context, data, length);
  if (schedule != NULL)
    rlt_gtfs_schedule_name_records (schedule, context->catalogue, records);
  if (line != NULL)
    rlt_records_keep_line (records, line);
  if (json)
    print_json (records);
  else
    print_text (records);
  if (get_exit_code (records) != RLT_EXIT_OK)
    rlt_cli_error (file, "%s", records->message);

  return get_exit_code (records);
}

int
rlt_cmd_decode (int    argc,
                char **argv)
{
  g_autofree char *line_word = NULL;
  g_autofree char *now_word = NULL;
  g_autofree char *schedule_file = NULL;
  g_autofree char *name = NULL;
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "line", 0, 0, G_OPTION_ARG_STRING, &line_word, N_("Only what is of this line"), N_("NETWORK:CODE") },
    { "now", 0, 0, G_OPTION_ARG_STRING, &now_word, N_("The instant at which the answer came"), N_("RFC3339") },
    { "schedule", 0, 0, G_OPTION_ARG_FILENAME, &schedule_file, N_("Names from this GTFS schedule"), N_("ZIP") },
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltCatalogue) catalogue = NULL;
  const RltLine *line = NULL;
  RltDecodeContext context = { 0 };
  RltDecodeFunc decode;

  if (!rlt_cli_parse (entries, &argc, &argv, 2, 2))
    return RLT_EXIT_USAGE;
  decode = find_decoder (argv[1]);
  if (decode == NULL || !rlt_cli_parse_now (now_word, &context.now))
    return RLT_EXIT_USAGE;

  catalogue = rlt_cli_load_catalogue ();
  if (catalogue == NULL)
    return RLT_EXIT_FAILED;
  if (line_word != NULL)
    {
      line = rlt_catalogue_find_line (catalogue, line_word);
      if (line == NULL)
        {
          rlt_cli_error (line_word, "%s", _("no such line; “rlt lines” lists them"));
          return RLT_EXIT_NOT_FOUND;
        }
    }

  name = g_path_get_basename (argv[2]);
  context.catalogue = catalogue;
  context.source = name;
  context.line = line;
  return decode_file (decode, &context, argv[2], schedule_file, line, json);
}
