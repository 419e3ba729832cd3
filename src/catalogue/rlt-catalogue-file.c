/* rlt-catalogue-file.c: reads a catalogue file, whose format is described in
 * data/catalogue/README.md, and trusts nothing in it.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-catalogue"

#include "config.h"

#include <string.h>

#include "rlt-byte-reader.h"
#include "rlt-catalogue-private.h"
#include "rlt-geometry.h"
#include "rlt-text.h"

#define MAGIC "RLTNET\r\n"
#define FORMAT_VERSION 1
#define HEADER_SIZE 16
#define MAX_SIZE (4 * 1024 * 1024)

/* The fewest bytes that an item of each list takes: a number takes one, a text two. */
enum
{
  WAY_SIZE = 1,
  ALIAS_SIZE = 2,
  POINT_SIZE = 2,
  QUAY_SIZE = 2,
  PATTERN_SIZE = 2 + WAY_SIZE,
  STOP_SIZE = 3 + POINT_SIZE,
  STATION_SIZE = 5 + POINT_SIZE,
  SEGMENT_SIZE = 4 + 2 * POINT_SIZE,
  LINE_SIZE = 16,
};

static char *
fold_into (RltArena   *arena,
           const char *text)
{
  g_autofree char *folded = rlt_text_fold (text);

  return rlt_arena_strdup (arena, folded);
}

static const char * const *
read_aliases (RltByteReader *reader,
              RltArena      *arena)
{
  guint count = rlt_byte_reader_read_count (reader, ALIAS_SIZE);
  const char **aliases = rlt_arena_new_array (arena, const char *, count + 1);

  for (guint i = 0; i < count && reader->problem == NULL; i++)
    aliases[i] = fold_into (arena, rlt_byte_reader_read_text (reader));

  return aliases;
}

static void
read_stations (RltByteReader    *reader,
               RltCatalogueFile *file)
{
  guint count = rlt_byte_reader_read_count (reader, STATION_SIZE);

  file->stations = rlt_arena_new_array (file->arena, RltStation, count);
  file->n_stations = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      RltStation *station = &file->stations[i];
      RltPoint point = { 0, 0 };

      station->index = i;
      station->id = rlt_byte_reader_read_text (reader);
      station->name = rlt_byte_reader_read_text (reader);
      station->folded = fold_into (file->arena, station->name);
      station->aliases = read_aliases (reader, file->arena);
      rlt_byte_reader_read_points (reader, &point, 1);
      station->latitude = point.latitude;
      station->longitude = point.longitude;
    }
}

static void
read_stops (RltByteReader    *reader,
            RltCatalogueFile *file,
            RltLine          *line)
{
  guint count = rlt_byte_reader_read_count (reader, STOP_SIZE);
  RltStop *stops = rlt_arena_new_array (file->arena, RltStop, count);

  line->stops = stops;
  line->n_stops = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      RltPoint point = { 0, 0 };
      guint32 station = rlt_byte_reader_read_index (reader, file->n_stations, "a stop is at no station");

      if (reader->problem != NULL)
        return;
      stops[i].index = i;
      stops[i].line = line;
      stops[i].station = &file->stations[station];
      stops[i].area_id = rlt_byte_reader_read_text (reader);
      rlt_byte_reader_read_points (reader, &point, 1);
      stops[i].latitude = point.latitude;
      stops[i].longitude = point.longitude;
      file->stations[station].n_stops++;
    }
}

/* Measures a segment along its points, which must all lie apart. */
static void
measure (RltByteReader *reader,
         RltArena      *arena,
         RltSegment    *segment)
{
  float *distances = rlt_arena_new_array (arena, float, segment->n_points);

  segment->distances = distances;
  for (guint i = 1; i < segment->n_points; i++)
    {
      const RltPoint *a = &segment->points[i - 1], *b = &segment->points[i];

      segment->length += rlt_geo_distance (a->latitude, a->longitude, b->latitude, b->longitude);
      distances[i] = segment->length;
      if (distances[i] <= distances[i - 1])
        {
          rlt_byte_reader_fail (reader, "a track stands still");
          return;
        }
    }
  segment->length = distances[segment->n_points - 1];
}

static void
read_segment (RltByteReader *reader,
              RltArena      *arena,
              const RltLine *line,
              RltSegment    *segment)
{
  guint32 from = rlt_byte_reader_read_index (reader, line->n_stops, "a track begins at no stop");
  guint32 to = rlt_byte_reader_read_index (reader, line->n_stops, "a track ends at no stop");
  guint32 one_way = rlt_byte_reader_read_index (reader, 2, "a track is run neither one way nor both");
  guint count = rlt_byte_reader_read_count (reader, POINT_SIZE);
  RltPoint *points;

  if (reader->problem != NULL)
    return;
  if (count < 2)
    {
      rlt_byte_reader_fail (reader, "a track has no length");
      return;
    }

  points = rlt_arena_new_array (arena, RltPoint, count);
  rlt_byte_reader_read_points (reader, points, count);
  segment->from = &line->stops[from];
  segment->to = &line->stops[to];
  segment->one_way = one_way;
  segment->n_points = count;
  segment->points = points;
  if (reader->problem == NULL)
    measure (reader, arena, segment);
}

static void
read_segments (RltByteReader *reader,
               RltArena      *arena,
               RltLine       *line)
{
  guint count = rlt_byte_reader_read_count (reader, SEGMENT_SIZE);
  RltSegment *segments = rlt_arena_new_array (arena, RltSegment, count);

  line->segments = segments;
  line->n_segments = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      segments[i].index = i;
      read_segment (reader, arena, line, &segments[i]);
      line->length += segments[i].length;
    }
}

/* A pattern is the way it takes: each segment with the way it is run, two to a number. */
static void
read_pattern (RltByteReader *reader,
              RltArena      *arena,
              const RltLine *line,
              RltPattern    *pattern)
{
  guint direction = rlt_byte_reader_read_index (reader, 2, "a pattern has no direction");
  guint count = rlt_byte_reader_read_count (reader, WAY_SIZE);
  const RltSegment **segments = rlt_arena_new_array (arena, const RltSegment *, count);
  const RltStop **stops = rlt_arena_new_array (arena, const RltStop *, count + 1);
  double *distances = rlt_arena_new_array (arena, double, count + 1);
  guint8 *reversed = rlt_arena_new_array (arena, guint8, count);

  if (count == 0)
    rlt_byte_reader_fail (reader, "a pattern has no track");
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      guint32 way = rlt_byte_reader_read_uint (reader);
      const RltStop *from;

      if (way / 2 >= line->n_segments)
        {
          rlt_byte_reader_fail (reader, "a pattern has no track");
          return;
        }
      segments[i] = &line->segments[way / 2];
      reversed[i] = way & 1;
      if (reversed[i] && segments[i]->one_way)
        rlt_byte_reader_fail (reader, "a pattern runs the wrong way");
      from = reversed[i] ? segments[i]->to : segments[i]->from;
      if (i > 0 && stops[i] != from)
        rlt_byte_reader_fail (reader, "a pattern is not connected");
      stops[i] = from;
      stops[i + 1] = reversed[i] ? segments[i]->from : segments[i]->to;
      distances[i + 1] = distances[i] + segments[i]->length;
    }

  pattern->line = line;
  pattern->direction = direction;
  pattern->n_stops = count + 1;
  pattern->stops = stops;
  pattern->distances = distances;
  pattern->segments = segments;
  pattern->reversed = reversed;
  pattern->length = distances[count];
}

static void
read_patterns (RltByteReader *reader,
               RltArena      *arena,
               RltLine       *line)
{
  guint count = rlt_byte_reader_read_count (reader, PATTERN_SIZE);
  RltPattern *patterns = rlt_arena_new_array (arena, RltPattern, count);

  line->patterns = patterns;
  line->n_patterns = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      patterns[i].index = i;
      read_pattern (reader, arena, line, &patterns[i]);
    }
}

static void
read_line (RltByteReader    *reader,
           RltCatalogueFile *file,
           RltLine          *line)
{
  g_autofree char *key = NULL;

  line->network = rlt_byte_reader_read_index (reader, RLT_N_NETWORKS, "a line is of no network");
  line->code = rlt_byte_reader_read_text (reader);
  line->name = rlt_byte_reader_read_text (reader);
  line->operator_name = rlt_byte_reader_read_text (reader);
  line->id = rlt_byte_reader_read_text (reader);
  line->color = rlt_byte_reader_read_index (reader, 1 << 24, "a colour is none");
  line->text_color = rlt_byte_reader_read_index (reader, 1 << 24, "a colour is none");
  line->note = rlt_byte_reader_read_text (reader);
  if (*line->note == '\0')
    line->note = NULL;
  if (*line->code == '\0')
    rlt_byte_reader_fail (reader, "a line has no code");
  key = g_strdup_printf ("%s:%s", rlt_network_to_string (line->network), line->code);
  line->key = rlt_arena_strdup (file->arena, key);

  read_stops (reader, file, line);
  read_segments (reader, file->arena, line);
  read_patterns (reader, file->arena, line);
}

static void
read_lines (RltByteReader    *reader,
            RltCatalogueFile *file)
{
  guint count = rlt_byte_reader_read_count (reader, LINE_SIZE);

  file->lines = rlt_arena_new_array (file->arena, RltLine, count);
  file->n_lines = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      file->lines[i].index = i;
      read_line (reader, file, &file->lines[i]);
    }
}

static void
read_quays (RltByteReader    *reader,
            RltCatalogueFile *file)
{
  guint count = rlt_byte_reader_read_count (reader, QUAY_SIZE);
  guint64 quay = 0;

  file->quays = rlt_arena_new_array (file->arena, RltQuay, count);
  file->n_quays = count;
  for (guint i = 0; i < count && reader->problem == NULL; i++)
    {
      quay += rlt_byte_reader_read_uint (reader);
      if (quay > G_MAXUINT32)
        rlt_byte_reader_fail (reader, "a number is cut short or too large");
      file->quays[i].quay = quay;
      file->quays[i].area = rlt_byte_reader_read_uint (reader);
    }
}

/* Gives every station the stops that the lines made at it. */
static void
link_stations (RltCatalogueFile *file)
{
  g_autofree guint *filled = g_new0 (guint, file->n_stations);

  for (guint i = 0; i < file->n_stations; i++)
    file->stations[i].stops = rlt_arena_new_array (file->arena, const RltStop *, file->stations[i].n_stops);

  for (guint i = 0; i < file->n_lines; i++)
    {
      for (guint j = 0; j < file->lines[i].n_stops; j++)
        {
          const RltStop *stop = &file->lines[i].stops[j];
          const RltStop **stops = (const RltStop **) stop->station->stops;

          stops[filled[stop->station->index]++] = stop;
        }
    }
}

/* Adler-32, RFC 1950: tells bytes that were damaged on the way, not ones that mean harm. */
static guint32
checksum (const guint8 *data,
          gsize         length)
{
  guint32 a = 1, b = 0;

  while (length > 0)
    {
      /* The largest run whose sums cannot overflow 32 bits. */
      gsize run = MIN (length, 5552);

      length -= run;
      while (run-- > 0)
        {
          a += *data++;
          b += a;
        }
      a %= 65521;
      b %= 65521;
    }

  return b << 16 | a;
}

static guint32
uint32_at (const guint8 *data)
{
  return data[0] | data[1] << 8 | data[2] << 16 | (guint32) data[3] << 24;
}

static gboolean
check_header (const guint8  *data,
              gsize          length,
              GError       **error)
{
  if (length < HEADER_SIZE || length > MAX_SIZE || memcmp (data, MAGIC, strlen (MAGIC)) != 0)
    {
      g_set_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED,
                   "not a catalogue of the network");
      return FALSE;
    }
  if (uint32_at (data + 8) != FORMAT_VERSION)
    {
      g_set_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_VERSION,
                   "a catalogue of format %u, where %u is needed", uint32_at (data + 8), FORMAT_VERSION);
      return FALSE;
    }
  if (uint32_at (data + 12) != checksum (data + HEADER_SIZE, length - HEADER_SIZE))
    {
      g_set_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED,
                   "the catalogue is damaged: its checksum is wrong");
      return FALSE;
    }

  return TRUE;
}

/**
 * rlt_catalogue_file_parse:
 * @bytes: the file
 * @error: return location for an RltCatalogueError
 *
 * Reads a catalogue file. Whatever the bytes are, what comes back holds together: every index
 * points somewhere, every pattern is connected, every track has a length.
 *
 * Returns: (transfer full) (nullable): the file, or %NULL with @error set
 */
RltCatalogueFile *
rlt_catalogue_file_parse (GBytes  *bytes,
                          GError **error)
{
  g_autoptr(RltCatalogueFile) file = NULL;
  RltByteReader reader = { 0 };
  gsize length;

  g_return_val_if_fail (bytes != NULL, NULL);

  reader.start = g_bytes_get_data (bytes, &length);
  if (!check_header (reader.start, length, error))
    return NULL;

  file = g_new0 (RltCatalogueFile, 1);
  file->bytes = g_bytes_ref (bytes);
  file->arena = rlt_arena_new ();
  reader.cursor = reader.start + HEADER_SIZE;
  reader.end = reader.start + length;

  file->data_date = rlt_byte_reader_read_text (&reader);
  file->attribution = rlt_byte_reader_read_text (&reader);
  read_stations (&reader, file);
  read_lines (&reader, file);
  read_quays (&reader, file);
  if (reader.cursor != reader.end)
    rlt_byte_reader_fail (&reader, "something follows the end");

  if (reader.problem != NULL)
    {
      g_set_error (error, RLT_CATALOGUE_ERROR, RLT_CATALOGUE_ERROR_DAMAGED,
                   "the catalogue is damaged at byte %" G_GSIZE_FORMAT ": %s", reader.position, reader.problem);
      return NULL;
    }

  link_stations (file);
  return g_steal_pointer (&file);
}

void
rlt_catalogue_file_free (RltCatalogueFile *self)
{
  if (self == NULL)
    return;

  rlt_arena_free (self->arena);
  g_bytes_unref (self->bytes);
  g_free (self);
}
