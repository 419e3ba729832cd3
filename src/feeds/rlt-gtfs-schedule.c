/* rlt-gtfs-schedule.c: the names in a GTFS schedule, for what GTFS-Realtime only says the ids of.
 *
 * The archive is read once, from its beginning to its end, and only the tables with names in it; nothing is
 * written anywhere. Whatever it claims to hold, the bytes and rows that are read are bounded.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include "rlt-gtfs-schedule.h"

#include <archive.h>
#include <archive_entry.h>
#include <glib/gi18n.h>
#include <string.h>

#include "rlt-arena.h"
#include "rlt-csv.h"
#include "rlt-net-error.h"

/* The schedule of the whole Paris region has 1,500 routes, 60,000 stops and half a million trips, in 60 MB. */
#define MAX_TABLE ((gsize) 256 * 1024 * 1024)   /* bytes, unpacked */
#define MAX_SKIPPED ((gsize) 4 * 1024 * 1024 * 1024)
#define MAX_ENTRIES 256
#define MAX_ROWS 2000000                        /* of one table */
#define BUFFER_SIZE 65536

/* Where a trip goes. */
typedef struct
{
  const char *route_id;
  const char *headsign;    /* (nullable) */
  const char *direction;   /* (nullable): "0" or "1" */
} ScheduledTrip;

struct _RltGtfsSchedule
{
  gatomicrefcount  ref_count;
  RltArena        *arena;    /* (owned): all below */
  GHashTable      *texts;    /* (owned) (nullable) while it is read: each text once */
  GHashTable      *routes;   /* (owned) (element-type utf8 utf8): id → name */
  GHashTable      *stops;    /* (owned) (element-type utf8 utf8): id → name */
  GHashTable      *trips;    /* (owned) (element-type utf8 ScheduledTrip) */
  guint            n_rows;   /* of the table being read */
};

static const char * const route_columns[] = { "route_id", "route_short_name", "route_long_name", NULL };
static const char * const stop_columns[] = { "stop_id", "stop_name", NULL };
static const char * const trip_columns[] = { "trip_id", "route_id", "trip_headsign", "direction_id", NULL };

/* Returns: (nullable): @text, kept; an empty one is none */
static const char *
keep (RltGtfsSchedule *self,
      const char      *text)
{
  const char *kept = g_hash_table_lookup (self->texts, text);

  if (kept != NULL || *text == '\0')
    return kept;

  kept = rlt_arena_strdup (self->arena, text);
  g_hash_table_add (self->texts, (gpointer) kept);

  return kept;
}

static gboolean
count_row (RltGtfsSchedule *self)
{
  return ++self->n_rows <= MAX_ROWS;
}

static gboolean
take_route (const char * const *cells,
            gpointer            user_data)
{
  RltGtfsSchedule *self = user_data;
  const char *name = keep (self, *cells[1] != '\0' ? cells[1] : cells[2]);

  if (*cells[0] != '\0' && name != NULL)
    g_hash_table_insert (self->routes, (gpointer) keep (self, cells[0]), (gpointer) name);

  return count_row (self);
}

static gboolean
take_stop (const char * const *cells,
           gpointer            user_data)
{
  RltGtfsSchedule *self = user_data;
  const char *name = keep (self, cells[1]);

  if (*cells[0] != '\0' && name != NULL)
    g_hash_table_insert (self->stops, (gpointer) keep (self, cells[0]), (gpointer) name);

  return count_row (self);
}

static gboolean
take_trip (const char * const *cells,
           gpointer            user_data)
{
  RltGtfsSchedule *self = user_data;
  ScheduledTrip *trip;

  if (*cells[0] != '\0' && *cells[1] != '\0')
    {
      trip = rlt_arena_new_struct (self->arena, ScheduledTrip);
      trip->route_id = keep (self, cells[1]);
      trip->headsign = keep (self, cells[2]);
      trip->direction = keep (self, cells[3]);
      g_hash_table_insert (self->trips, rlt_arena_strdup (self->arena, cells[0]), trip);
    }

  return count_row (self);
}

static const struct
{
  const char         *name;
  const char * const *columns;
  RltCsvRowFunc       take;
} tables[] = {
  { "routes.txt", route_columns, take_route },
  { "stops.txt", stop_columns, take_stop },
  { "trips.txt", trip_columns, take_trip },
};

static gboolean
fail (GError     **error,
      const char  *name,
      const char  *why)
{
  g_set_error (error, RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER, _("The schedule’s %s cannot be read: %s"), name, why);
  return FALSE;
}

static gboolean
read_table (RltGtfsSchedule  *self,
            struct archive   *archive,
            guint             table,
            GError          **error)
{
  g_autoptr(RltCsv) csv = rlt_csv_new (tables[table].columns, tables[table].take, self);
  g_autofree char *buffer = g_malloc (BUFFER_SIZE);
  const char *name = tables[table].name;
  gsize n_read = 0;
  la_ssize_t n;

  self->n_rows = 0;
  while ((n = archive_read_data (archive, buffer, BUFFER_SIZE)) > 0)
    {
      n_read += (gsize) n;
      if (n_read > MAX_TABLE)
        return fail (error, name, _("it is larger than any"));
      if (!rlt_csv_feed (csv, buffer, (gsize) n))
        return fail (error, name, _("it has more rows than any"));
    }
  if (n < 0)
    return fail (error, name, archive_error_string (archive) != NULL ? archive_error_string (archive) : _("it is damaged"));

  return rlt_csv_finish (csv) || fail (error, name, _("it has more rows than any"));
}

/* Tables may lie in a folder of the archive. */
static int
find_table (const char *path)
{
  const char *slash = path != NULL ? strrchr (path, '/') : NULL;
  const char *name = slash != NULL ? slash + 1 : path;

  for (guint i = 0; name != NULL && i < G_N_ELEMENTS (tables); i++)
    {
      if (g_str_equal (tables[i].name, name))
        return (int) i;
    }

  return -1;
}

static gboolean
read_archive (RltGtfsSchedule  *self,
              struct archive   *archive,
              GError          **error)
{
  struct archive_entry *entry;
  guint n_tables = 0;
  int status = ARCHIVE_OK;

  for (guint i = 0; i < MAX_ENTRIES && n_tables < G_N_ELEMENTS (tables); i++)
    {
      int table;

      status = archive_read_next_header (archive, &entry);
      if (status != ARCHIVE_OK && status != ARCHIVE_WARN)
        break;

      table = find_table (archive_entry_pathname (entry));
      if (table >= 0 && !read_table (self, archive, (guint) table, error))
        return FALSE;
      n_tables += table >= 0;
      if (table < 0 && archive_entry_size_is_set (entry) && (guint64) archive_entry_size (entry) > MAX_SKIPPED)
        return fail (error, archive_entry_pathname (entry), _("it is larger than any"));
    }

  if (n_tables > 0)
    return TRUE;
  if (status < ARCHIVE_OK)
    return fail (error, _("archive"), archive_error_string (archive) != NULL ? archive_error_string (archive) : _("it is damaged"));

  return fail (error, _("archive"), _("it holds no table with names"));
}

/**
 * rlt_gtfs_schedule_new_for_zip:
 * @zip: a GTFS schedule
 * @error: %RLT_NET_ERROR_BAD_ANSWER
 *
 * Takes up to a second for the largest schedules: not for the thread of the window or of the feeds.
 *
 * Returns: (transfer full) (nullable): the names in it
 */
RltGtfsSchedule *
rlt_gtfs_schedule_new_for_zip (GBytes  *zip,
                               GError **error)
{
  g_autoptr(RltGtfsSchedule) self = NULL;
  struct archive *archive;
  gboolean is_read;
  gsize length;
  const void *data;

  g_return_val_if_fail (zip != NULL, NULL);

  self = g_new0 (RltGtfsSchedule, 1);
  g_atomic_ref_count_init (&self->ref_count);
  self->arena = rlt_arena_new ();
  self->texts = g_hash_table_new (g_str_hash, g_str_equal);
  self->routes = g_hash_table_new (g_str_hash, g_str_equal);
  self->stops = g_hash_table_new (g_str_hash, g_str_equal);
  self->trips = g_hash_table_new (g_str_hash, g_str_equal);

  data = g_bytes_get_data (zip, &length);
  archive = archive_read_new ();
  archive_read_support_format_zip (archive);
  if (length == 0 || archive_read_open_memory (archive, data, length) != ARCHIVE_OK)
    is_read = fail (error, _("archive"), _("it is damaged"));
  else
    is_read = read_archive (self, archive, error);
  archive_read_free (archive);
  g_clear_pointer (&self->texts, g_hash_table_unref);

  return is_read ? g_steal_pointer (&self) : NULL;
}

RltGtfsSchedule *
rlt_gtfs_schedule_ref (RltGtfsSchedule *self)
{
  g_return_val_if_fail (self != NULL, NULL);

  g_atomic_ref_count_inc (&self->ref_count);
  return self;
}

void
rlt_gtfs_schedule_unref (RltGtfsSchedule *self)
{
  g_return_if_fail (self != NULL);

  if (!g_atomic_ref_count_dec (&self->ref_count))
    return;

  g_clear_pointer (&self->texts, g_hash_table_unref);
  g_hash_table_unref (self->routes);
  g_hash_table_unref (self->stops);
  g_hash_table_unref (self->trips);
  rlt_arena_free (self->arena);
  g_free (self);
}

/**
 * rlt_gtfs_schedule_get_size:
 * @self: a schedule
 * @n_routes: (out): how many routes have a name
 * @n_stops: (out): alike
 * @n_trips: (out): how many trips it has
 */
void
rlt_gtfs_schedule_get_size (const RltGtfsSchedule *self,
                            guint                 *n_routes,
                            guint                 *n_stops,
                            guint                 *n_trips)
{
  g_return_if_fail (self != NULL);

  *n_routes = g_hash_table_size (self->routes);
  *n_stops = g_hash_table_size (self->stops);
  *n_trips = g_hash_table_size (self->trips);
}

/**
 * rlt_gtfs_schedule_get_route_name:
 * @self: a schedule
 * @route_id: a route
 *
 * Returns: (transfer none) (nullable): its short name, else its long one
 */
const char *
rlt_gtfs_schedule_get_route_name (const RltGtfsSchedule *self,
                                  const char            *route_id)
{
  g_return_val_if_fail (self != NULL && route_id != NULL, NULL);

  return g_hash_table_lookup (self->routes, route_id);
}

/**
 * rlt_gtfs_schedule_get_stop_name:
 * @self: a schedule
 * @stop_id: a stop
 *
 * Returns: (transfer none) (nullable): its name
 */
const char *
rlt_gtfs_schedule_get_stop_name (const RltGtfsSchedule *self,
                                 const char            *stop_id)
{
  g_return_val_if_fail (self != NULL && stop_id != NULL, NULL);

  return g_hash_table_lookup (self->stops, stop_id);
}

/* The trip's line, which only the schedule may know, and its name where the catalogue lacks the line. */
static void
name_line (const RltGtfsSchedule  *self,
           RltCatalogue           *catalogue,
           RltArena               *arena,
           const ScheduledTrip    *scheduled,
           const RltLine         **line,
           const char            **line_id,
           const char            **line_name)
{
  if (*line_id == NULL && scheduled != NULL)
    {
      *line_id = rlt_arena_strdup (arena, scheduled->route_id);
      *line = rlt_catalogue_find_line (catalogue, *line_id);
    }
  if (*line == NULL && *line_id != NULL)
    *line_name = rlt_arena_strdup (arena, rlt_gtfs_schedule_get_route_name (self, *line_id));
}

static void
name_trip (const RltGtfsSchedule *self,
           RltCatalogue          *catalogue,
           RltArena              *arena,
           RltTrip               *trip)
{
  const ScheduledTrip *scheduled = g_hash_table_lookup (self->trips, trip->id);

  name_line (self, catalogue, arena, scheduled, &trip->line, &trip->line_id, &trip->line_name);
  if (scheduled != NULL && trip->destination == NULL)
    trip->destination = rlt_arena_strdup (arena, scheduled->headsign);
  if (scheduled != NULL && trip->direction == NULL)
    trip->direction = rlt_arena_strdup (arena, scheduled->direction);

  for (guint i = 0; i < trip->n_calls; i++)
    {
      RltCall *call = &trip->calls[i];

      if (call->station == NULL && call->stop_id != NULL)
        call->stop_name = rlt_arena_strdup (arena, rlt_gtfs_schedule_get_stop_name (self, call->stop_id));
    }
}

/**
 * rlt_gtfs_schedule_name_records:
 * @self: a schedule
 * @catalogue: the lines that need no other name
 * @records: a batch of GTFS-Realtime that is not shared yet
 *
 * Names what @catalogue does not know, and says of trips where they go where the batch does not. What the
 * schedule does not know either keeps the upstream's own id.
 */
void
rlt_gtfs_schedule_name_records (const RltGtfsSchedule *self,
                                RltCatalogue          *catalogue,
                                RltRecords            *records)
{
  g_return_if_fail (self != NULL && catalogue != NULL && records != NULL);

  for (guint i = 0; i < records->trips->len; i++)
    name_trip (self, catalogue, records->arena, g_ptr_array_index (records->trips, i));

  for (guint i = 0; i < records->vehicles->len; i++)
    {
      RltVehicle *vehicle = g_ptr_array_index (records->vehicles, i);
      const ScheduledTrip *scheduled = vehicle->trip != NULL ? g_hash_table_lookup (self->trips, vehicle->trip) : NULL;

      name_line (self, catalogue, records->arena, scheduled, &vehicle->line, &vehicle->line_id, &vehicle->line_name);
      if (vehicle->stop_id != NULL)
        vehicle->stop_name = rlt_arena_strdup (records->arena, rlt_gtfs_schedule_get_stop_name (self, vehicle->stop_id));
    }
}
