/* rlt-sim-api.h: which answer a request gets, when nothing goes wrong.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-sim-fault.h"
#include "rlt-sim-world.h"

G_BEGIN_DECLS

/**
 * RltSimApi:
 *
 * All upstreams' paths and what stands behind them. One thread.
 */
typedef struct _RltSimApi RltSimApi;

typedef struct
{
  const char *path;
  GHashTable *query;      /* (nullable) (element-type utf8 utf8) */
  gboolean    has_key;    /* whether an API key came with it */
} RltSimRequest;

typedef struct
{
  guint       status;
  const char *type;
  char       *body;       /* (owned) */
  gsize       length;
} RltSimAnswer;

/* A path and what it is, for people. */
typedef struct
{
  const char *path;
  const char *summary;    /* translatable */
} RltSimPath;

RltSimApi        *rlt_sim_api_new       (RltCatalogue        *catalogue,
                                         guint64              seed);
void              rlt_sim_api_free      (RltSimApi           *self);
RltSimFeed        rlt_sim_api_find_feed (const char          *path);
void              rlt_sim_api_prepare   (RltSimApi           *self,
                                         RltTime              now);
void              rlt_sim_api_answer    (RltSimApi           *self,
                                         const RltSimRequest *request,
                                         RltTime              now,
                                         RltSimAnswer        *answer);
const RltSimPath *rlt_sim_api_get_paths (guint               *n_paths);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimApi, rlt_sim_api_free)

G_END_DECLS
