/* rlt-tile-source.c: base map tiles from a server, and whether it answers.
 *
 * libshumate's own downloader does the work and keeps the tiles on disk; but the map it works for does
 * not tell when tiles cannot be had.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-tile-source"

#include "config.h"

#include "rlt-tile-source.h"

struct _RltTileSource
{
  ShumateDataSource  parent_instance;

  ShumateDataSource *downloader;   /* (owned) */
};

G_DEFINE_FINAL_TYPE (RltTileSource, rlt_tile_source, SHUMATE_TYPE_DATA_SOURCE)

enum
{
  ANSWERED,
  N_SIGNALS
};

static guint signals[N_SIGNALS];

/* A tile can come twice, from the disk and then newer from the server: the map listens to this. */
static void
received_data_cb (RltTileSource *self,
                  int            x,
                  int            y,
                  int            zoom_level,
                  GBytes        *bytes)
{
  g_signal_emit_by_name (self, "received-data", x, y, zoom_level, bytes);
}

static void
tile_data_cb (GObject      *source,
              GAsyncResult *result,
              gpointer      user_data)
{
  g_autoptr(GTask) task = user_data;
  g_autoptr(GError) error = NULL;
  g_autoptr(GBytes) bytes = NULL;

  bytes = shumate_data_source_get_tile_data_finish (SHUMATE_DATA_SOURCE (source), result, &error);
  if (!g_error_matches (error, G_IO_ERROR, G_IO_ERROR_CANCELLED))
    g_signal_emit (g_task_get_source_object (task), signals[ANSWERED], 0, bytes != NULL);

  if (bytes != NULL)
    g_task_return_pointer (task, g_steal_pointer (&bytes), (GDestroyNotify) g_bytes_unref);
  else if (error != NULL)
    g_task_return_error (task, g_steal_pointer (&error));
  else
    g_task_return_pointer (task, NULL, NULL);
}

static void
rlt_tile_source_get_tile_data_async (ShumateDataSource   *source,
                                     int                  x,
                                     int                  y,
                                     int                  zoom_level,
                                     GCancellable        *cancellable,
                                     GAsyncReadyCallback  callback,
                                     gpointer             user_data)
{
  RltTileSource *self = RLT_TILE_SOURCE (source);
  GTask *task = g_task_new (self, cancellable, callback, user_data);

  g_task_set_source_tag (task, rlt_tile_source_get_tile_data_async);
  shumate_data_source_get_tile_data_async (self->downloader, x, y, zoom_level, cancellable, tile_data_cb, task);
}

static GBytes *
rlt_tile_source_get_tile_data_finish (ShumateDataSource  *source,
                                      GAsyncResult       *result,
                                      GError            **error)
{
  return g_task_propagate_pointer (G_TASK (result), error);
}

static void
rlt_tile_source_dispose (GObject *object)
{
  RltTileSource *self = RLT_TILE_SOURCE (object);

  g_clear_object (&self->downloader);

  G_OBJECT_CLASS (rlt_tile_source_parent_class)->dispose (object);
}

static void
rlt_tile_source_class_init (RltTileSourceClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);
  ShumateDataSourceClass *source_class = SHUMATE_DATA_SOURCE_CLASS (klass);

  object_class->dispose = rlt_tile_source_dispose;
  source_class->get_tile_data_async = rlt_tile_source_get_tile_data_async;
  source_class->get_tile_data_finish = rlt_tile_source_get_tile_data_finish;

  signals[ANSWERED] = g_signal_new ("answered", RLT_TYPE_TILE_SOURCE, G_SIGNAL_RUN_LAST, 0, NULL, NULL, NULL,
                                    G_TYPE_NONE, 1, G_TYPE_BOOLEAN);
}

static void
rlt_tile_source_init (RltTileSource *self)
{
}

/**
 * rlt_tile_source_new:
 * @uri_template: address of a tile, with {z}, {x} and {y} in the places of its numbers
 *
 * Returns: (transfer full): a source of tiles
 */
RltTileSource *
rlt_tile_source_new (const char *uri_template)
{
  RltTileSource *self;

  g_return_val_if_fail (uri_template != NULL, NULL);

  self = g_object_new (RLT_TYPE_TILE_SOURCE, NULL);
  self->downloader = SHUMATE_DATA_SOURCE (shumate_tile_downloader_new (uri_template));
  g_signal_connect_object (self->downloader, "received-data", G_CALLBACK (received_data_cb), self,
                           G_CONNECT_SWAPPED);

  return self;
}
