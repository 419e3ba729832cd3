/* rlt-server-private.h: what the resources of the API share.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include <libsoup/soup.h>

#include "rlt-json-writer.h"
#include "rlt-server.h"

G_BEGIN_DECLS

/* What a request cannot be answered for; each has its status and its public name. */
typedef enum
{
  RLT_SERVER_BAD_VALUE,
  RLT_SERVER_FOREIGN_HOST,
  RLT_SERVER_FOREIGN_ORIGIN,
  RLT_SERVER_NOT_FOUND,
  RLT_SERVER_NOT_ALLOWED,
} RltServerProblem;

/* One request. */
typedef struct
{
  RltEngine         *engine;
  SoupServerMessage *message;
  GHashTable        *query;   /* (nullable): name -> value */
  const char        *rest;    /* of the path, behind the resource's own: "", or "/metro/1" */
} RltServerRequest;

/* rlt-server-answer.c */
void rlt_server_send (const RltServerRequest *request,
                      RltJsonWriter          *writer);
void rlt_server_fail (const RltServerRequest *request,
                      RltServerProblem        problem,
                      const char             *field,
                      const char             *format,
                      ...) G_GNUC_PRINTF (4, 5);
const RltLine *rlt_server_find_line (const RltServerRequest *request);
const RltLine *rlt_server_find_line_of (const RltServerRequest *request,
                                        const char             *network,
                                        const char             *code);

/* The resources. */
void rlt_resource_health    (const RltServerRequest *request);
void rlt_resource_lines     (const RltServerRequest *request);
void rlt_resource_schedules (const RltServerRequest *request);
void rlt_resource_snapshots (const RltServerRequest *request);
void rlt_resource_traffic   (const RltServerRequest *request);

G_END_DECLS
