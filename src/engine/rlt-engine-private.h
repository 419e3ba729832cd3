/* rlt-engine-private.h: what the parts of the engine on the main thread share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine-core.h"
#include "rlt-loop-thread.h"

G_BEGIN_DECLS

struct _RltEngine
{
  GObject        parent_instance;

  RltCatalogue  *catalogue;    /* (owned) */
  RltClock      *clock;        /* (owned) */
  char          *profile;      /* (owned) */
  gboolean       is_demo;
  GListStore    *lines;        /* (owned) (element-type RltLineState): in the catalogue's order */
  GListStore    *feeds;        /* (owned) (element-type RltFeedStatus): those offered */
  RltFeedStatus *statuses[RLT_N_FEEDS];  /* (owned) */
  GHashTable    *boards;       /* (owned): RltStation -> RltTime */
  char          *store_error;  /* (owned) (nullable) */
  gboolean       has_key;
  gboolean       has_recalled;

  RltDelivery   *delivery;     /* (owned) */
  RltEngineCore *core;         /* (owned): of the engine thread while that runs */
  RltLoopThread *thread;       /* (owned) (nullable) unless started */
  gboolean       is_stopped;
};

G_END_DECLS
