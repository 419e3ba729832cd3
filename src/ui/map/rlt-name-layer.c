/* rlt-name-layer.c: the map's layer of station names, above the trains.
 *
 * Where many trains are, names below them could not be read.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-name-layer"

#include "config.h"

#include "rlt-name-layer.h"

struct _RltNameLayer
{
  ShumateLayer     parent_instance;

  RltNetworkLayer *network_layer;   /* (owned): has the names */
};

G_DEFINE_FINAL_TYPE (RltNameLayer, rlt_name_layer, SHUMATE_TYPE_LAYER)

static void
rlt_name_layer_snapshot (GtkWidget   *widget,
                         GtkSnapshot *snapshot)
{
  rlt_network_layer_snapshot_names (RLT_NAME_LAYER (widget)->network_layer, snapshot);
}

static void
rlt_name_layer_finalize (GObject *object)
{
  g_clear_object (&RLT_NAME_LAYER (object)->network_layer);

  G_OBJECT_CLASS (rlt_name_layer_parent_class)->finalize (object);
}

static void
rlt_name_layer_class_init (RltNameLayerClass *klass)
{
  G_OBJECT_CLASS (klass)->finalize = rlt_name_layer_finalize;
  GTK_WIDGET_CLASS (klass)->snapshot = rlt_name_layer_snapshot;
}

static void
rlt_name_layer_init (RltNameLayer *self)
{
  /* The pointer is for what lies below. */
  gtk_widget_set_can_target (GTK_WIDGET (self), FALSE);
}

/**
 * rlt_name_layer_new:
 * @network_layer: the layer of the stations, of the same map
 *
 * Returns: (transfer floating): a layer with the names that are placed for @network_layer
 */
RltNameLayer *
rlt_name_layer_new (RltNetworkLayer *network_layer)
{
  RltNameLayer *self;

  g_return_val_if_fail (RLT_IS_NETWORK_LAYER (network_layer), NULL);

  self = g_object_new (RLT_TYPE_NAME_LAYER,
                       "viewport", shumate_layer_get_viewport (SHUMATE_LAYER (network_layer)),
                       NULL);
  self->network_layer = g_object_ref (network_layer);
  g_signal_connect_object (network_layer, "changed", G_CALLBACK (gtk_widget_queue_draw), self,
                           G_CONNECT_SWAPPED);

  return self;
}
