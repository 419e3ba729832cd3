/* rlt-sim-api-private.h: what the files of the upstreams' paths share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-json-writer.h"
#include "rlt-sim-api.h"
#include "rlt-sim-siri.h"

G_BEGIN_DECLS

struct _RltSimApi
{
  RltSimWorld *world;   /* (owned) */
  RltSimSiri  *siri;    /* (owned) */
};

typedef void (*RltSimAnswerFunc) (RltSimApi           *self,
                                  const RltSimRequest *request,
                                  RltTime              now,
                                  RltSimAnswer        *answer);

/* A path, or the beginning of one. */
typedef struct
{
  const char       *path;
  gboolean          is_prefix;
  RltSimFeed        feed;
  gboolean          needs_key;
  RltSimAnswerFunc  func;
} RltSimRoute;

extern const RltSimRoute rlt_sim_prim_routes[];
extern const guint rlt_sim_n_prim_routes;
extern const RltSimRoute rlt_sim_ratp_routes[];
extern const guint rlt_sim_n_ratp_routes;
extern const RltSimRoute rlt_sim_open_routes[];
extern const guint rlt_sim_n_open_routes;

const char *rlt_sim_request_get          (const RltSimRequest *self,
                                          const char          *name);
guint       rlt_sim_request_get_number   (const RltSimRequest *self,
                                          const char          *name,
                                          guint                usual,
                                          guint                most);
void        rlt_sim_answer_take_json     (RltSimAnswer        *self,
                                          guint                status,
                                          RltJsonWriter       *writer);
void        rlt_sim_answer_set_message   (RltSimAnswer        *self,
                                          guint                status,
                                          const char          *message);

G_END_DECLS
