/* rlt-cli-engine.h: the engine of a command: which one, waiting for it, its end.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-engine.h"
#include "rlt-simulator.h"

G_BEGIN_DECLS

/* What the command line says of the engine. */
typedef struct
{
  char     *profile;        /* (owned) (nullable) */
  char     *base_url;       /* (owned) (nullable): in place of all upstreams' */
  char     *start_text;     /* (owned) (nullable) */
  gint64    seed;
  double    speed;
  gboolean  demo;
  RltEngineScope scope;
  gboolean  offline;
  const RltLine    *line;     /* (nullable): what the command is about */
  const RltStation *station;  /* (nullable): alike */
} RltCliEngineOptions;

/* The engine of a command, and what it runs on. */
typedef struct
{
  RltCatalogue *catalogue;  /* (owned) */
  RltClock     *clock;      /* (owned) */
  RltSimulator *simulator;  /* (owned) (nullable) */
  RltEngine    *engine;     /* (owned) (nullable) unless started */
} RltCliEngine;

#define RLT_CLI_ENGINE_OPTIONS_INIT { .seed = 1, .speed = 1.0 }

/* The options that every command with an engine has. */
#define RLT_CLI_ENGINE_ENTRIES(options) \
  { "profile", 0, 0, G_OPTION_ARG_STRING, &(options)->profile, \
    N_("Use settings, data and keys of this name"), N_("NAME") }, \
  { "demo", 0, 0, G_OPTION_ARG_NONE, &(options)->demo, N_("Simulated trains"), NULL }, \
  { "base-url", 0, 0, G_OPTION_ARG_STRING, &(options)->base_url, \
    N_("Ask this address in place of the upstreams’: a proxy, or “rlt simulate”"), N_("URL") }

/**
 * RltCliCondition:
 * @engine: an engine
 * @user_data: as given
 *
 * Returns: whether what a command waits for has come
 */
typedef gboolean (*RltCliCondition) (RltEngine *engine,
                                     gpointer   user_data);

/**
 * RltCliFeedFilter:
 * @feed: a feed
 *
 * Returns: whether a command has its data from it
 */
typedef gboolean (*RltCliFeedFilter) (RltFeedStatus *feed);

void        rlt_cli_engine_options_clear (RltCliEngineOptions       *self);
int         rlt_cli_engine_init          (RltCliEngine              *self,
                                          const RltCliEngineOptions *options);
int         rlt_cli_engine_start         (RltCliEngine              *self,
                                          const RltCliEngineOptions *options);
void        rlt_cli_engine_clear         (RltCliEngine              *self);
int         rlt_cli_engine_wait          (RltCliEngine              *self,
                                          RltCliFeedFilter           tells,
                                          RltCliCondition            condition,
                                          gpointer                   user_data);
gboolean    rlt_cli_engine_has_answers   (RltEngine                 *engine,
                                          RltCliFeedFilter           tells);
gboolean    rlt_cli_tells_of_trains      (RltFeedStatus             *feed);
const char *rlt_cli_engine_get_trouble   (RltEngine                 *engine);

G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RltCliEngineOptions, rlt_cli_engine_options_clear)
G_DEFINE_AUTO_CLEANUP_CLEAR_FUNC (RltCliEngine, rlt_cli_engine_clear)

G_END_DECLS
