/* rlt-sim-api.h: which answer a request gets, when nothing goes wrong on its way.
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
  const char *rest;             /* set on the way: what follows the route's path */
  GHashTable *query;            /* (nullable) (element-type utf8 utf8) */
  gboolean    has_key;          /* whether an API key came with it */
  const char *cookies;          /* (nullable) */
  const char *if_none_match;    /* (nullable) */
  const char *body;             /* (nullable) */
  gsize       body_length;
  guint       shape;            /* of ratp.fr's traffic: an RltSimRatpShape */
  gboolean    has_odd_texts;    /* of ratp.fr's boards */
} RltSimRequest;

#define RLT_SIM_MAX_HEADERS 6

/* Where SIRI in XML is asked by POST; all else is asked by GET. */
#define RLT_SIM_SIRI_PATH "/siri"

typedef struct
{
  const char *name;
  char       *value;            /* (owned) */
} RltSimHeader;

typedef struct
{
  guint        status;
  const char  *type;
  char        *body;            /* (owned) */
  gsize        length;
  guint        n_headers;
  RltSimHeader headers[RLT_SIM_MAX_HEADERS];
} RltSimAnswer;

/* A path and what it is, for people. */
typedef struct
{
  const char *path;
  const char *summary;          /* translatable */
} RltSimPath;

RltSimApi        *rlt_sim_api_new           (RltCatalogue        *catalogue,
                                             guint64              seed);
void              rlt_sim_api_free          (RltSimApi           *self);
RltSimWorld      *rlt_sim_api_get_world     (RltSimApi           *self);
RltSimFeed        rlt_sim_api_find_feed     (const char          *path);
void              rlt_sim_api_prepare       (RltSimApi           *self,
                                             RltTime              now);
void              rlt_sim_api_answer        (RltSimApi           *self,
                                             const RltSimRequest *request,
                                             RltTime              now,
                                             RltSimAnswer        *answer);
const RltSimPath *rlt_sim_api_get_paths     (guint               *n_paths);
void              rlt_sim_answer_add_header (RltSimAnswer        *self,
                                             const char          *name,
                                             const char          *value);
void              rlt_sim_answer_clear      (RltSimAnswer        *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (RltSimApi, rlt_sim_api_free)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RltSimAnswer, rlt_sim_answer_clear)

G_END_DECLS
