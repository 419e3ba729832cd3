/* rlt-sim-fault.c: what goes wrong between an upstream and its client, on demand.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-sim-fault"

#include "config.h"

#include "rlt-sim-fault.h"

#include <glib/gi18n.h>
#include <string.h>

#include "rlt-sim-random.h"
#include "rlt-simulator.h"

#define LONGEST_LATENCY 600000
#define USUAL_FRACTION 0.5

typedef enum
{
  KIND_LATENCY,
  KIND_STATUS,
  KIND_REFUSE,
  KIND_TRUNCATE,
  N_KINDS,
} Kind;

typedef struct
{
  char       *spec;         /* (owned) */
  RltSimFeed  feed;
  Kind        kind;
  double      value;
  double      probability;
} Fault;

struct _RltSimFaults
{
  GMutex   mutex;
  GArray  *faults;     /* (mutex mutex) (owned) (element-type Fault) */
  guint64  seed;
  guint64  n_draws;    /* (mutex mutex) */
};

static const char * const feeds[] = {
  "stop-monitoring", "estimated-timetable", "general-message", "disruptions", "line-reports", "ratp-traffic",
  "ratp-board", "ratp-vmtr", "gtfs-rt", "arrets", "all",
};

typedef enum
{
  VALUE_NONE,
  VALUE_OPTIONAL,
  VALUE_NEEDED,
} ValueUse;

static const struct
{
  const char *name;
  ValueUse    use;
  double      least;
  double      most;
  double      usual;
} kinds[N_KINDS] = {
  [KIND_LATENCY] = { "latency", VALUE_NEEDED, 0, LONGEST_LATENCY, 0 },
  [KIND_STATUS] = { "status", VALUE_NEEDED, 400, 599, 0 },
  [KIND_REFUSE] = { "refuse", VALUE_NONE, 0, 0, 0 },
  [KIND_TRUNCATE] = { "truncate", VALUE_OPTIONAL, 0, 1, USUAL_FRACTION },
};

G_STATIC_ASSERT (G_N_ELEMENTS (feeds) == RLT_SIM_FEED_ALL + 1);

static void
clear_fault (gpointer data)
{
  Fault *fault = data;

  g_free (fault->spec);
}

/* Reads a plain decimal number that fills @text. */
static gboolean
read_number (const char *text,
             double      least,
             double      most,
             double     *number)
{
  char *end = NULL;

  if (!g_ascii_isdigit (text[0]))
    return FALSE;

  *number = g_ascii_strtod (text, &end);
  return *end == '\0' && *number >= least && *number <= most;
}

static gboolean
read_feed (const char *text,
           RltSimFeed *feed)
{
  for (guint i = 0; i < G_N_ELEMENTS (feeds); i++)
    {
      if (g_str_equal (feeds[i], text))
        {
          *feed = i;
          return TRUE;
        }
    }

  return FALSE;
}

/* Reads "KIND" or "KIND=VALUE", which it cuts in two. */
static gboolean
read_kind (char  *text,
           Fault *fault)
{
  char *value = strchr (text, '=');

  if (value != NULL)
    *value++ = '\0';

  for (guint i = 0; i < N_KINDS; i++)
    {
      if (!g_str_equal (kinds[i].name, text))
        continue;

      fault->kind = i;
      fault->value = kinds[i].usual;
      if (value == NULL)
        return kinds[i].use != VALUE_NEEDED;

      return kinds[i].use != VALUE_NONE && read_number (value, kinds[i].least, kinds[i].most, &fault->value);
    }

  return FALSE;
}

static gboolean
read_fault (const char *spec,
            Fault      *fault)
{
  g_autofree char *feed = g_strdup (spec);
  char *kind = strchr (feed, ':');
  char *probability;

  if (kind == NULL)
    return FALSE;

  *kind++ = '\0';
  probability = strchr (kind, '@');
  fault->probability = 1.0;
  if (probability != NULL)
    {
      *probability++ = '\0';
      if (!read_number (probability, 0.0, 1.0, &fault->probability))
        return FALSE;
    }

  return read_feed (feed, &fault->feed) && read_kind (kind, fault);
}

/**
 * rlt_sim_faults_new:
 * @seed: what chance depends on
 *
 * Returns: (transfer full): no fault yet
 */
RltSimFaults *
rlt_sim_faults_new (guint64 seed)
{
  RltSimFaults *self = g_new0 (RltSimFaults, 1);

  g_mutex_init (&self->mutex);
  self->faults = g_array_new (FALSE, FALSE, sizeof (Fault));
  g_array_set_clear_func (self->faults, clear_fault);
  self->seed = seed;

  return self;
}

void
rlt_sim_faults_free (RltSimFaults *self)
{
  if (self == NULL)
    return;

  g_array_unref (self->faults);
  g_mutex_clear (&self->mutex);
  g_free (self);
}

/**
 * rlt_sim_faults_add:
 * @self: the faults
 * @spec: "FEED:KIND[=VALUE][@PROBABILITY]"
 * @error: return location
 *
 * Returns: %FALSE when @spec is not a fault; the error names it
 */
gboolean
rlt_sim_faults_add (RltSimFaults  *self,
                    const char    *spec,
                    GError       **error)
{
  g_autoptr(GMutexLocker) locker = NULL;
  Fault fault = { 0 };

  if (!read_fault (spec, &fault))
    {
      g_set_error (error, RLT_SIMULATOR_ERROR, RLT_SIMULATOR_ERROR_FAULT,
                   _("“%s” is not a fault: FEED:KIND[=VALUE][@PROBABILITY] with FEED stop-monitoring, "
                     "estimated-timetable, gtfs-rt, arrets or all, and KIND latency=MS, status=CODE, refuse or "
                     "truncate[=FRACTION]"),
                   spec);
      return FALSE;
    }

  locker = g_mutex_locker_new (&self->mutex);
  fault.spec = g_strdup (spec);
  g_array_append_val (self->faults, fault);
  return TRUE;
}

/**
 * rlt_sim_faults_clear:
 * @self: the faults
 *
 * Switches all of them off.
 */
void
rlt_sim_faults_clear (RltSimFaults *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  g_array_set_size (self->faults, 0);
}

/**
 * rlt_sim_faults_list:
 * @self: the faults
 *
 * Returns: (transfer full): as they were added
 */
GStrv
rlt_sim_faults_list (RltSimFaults *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->faults->len; i++)
    g_strv_builder_add (builder, g_array_index (self->faults, Fault, i).spec);

  return g_strv_builder_end (builder);
}

static void
apply_fault (const Fault  *fault,
             RltSimEffect *effect)
{
  switch (fault->kind)
    {
    case KIND_LATENCY:
      effect->latency += (guint) fault->value;
      break;
    case KIND_STATUS:
      effect->status = (guint) fault->value;
      break;
    case KIND_REFUSE:
      effect->refuse = TRUE;
      break;
    case KIND_TRUNCATE:
      effect->fraction = MIN (effect->fraction, fault->value);
      break;
    case N_KINDS:
    default:
      g_assert_not_reached ();
    }
}

/**
 * rlt_sim_faults_draw:
 * @self: the faults
 * @feed: whose answer it is
 * @effect: (out): what happens to it
 */
void
rlt_sim_faults_draw (RltSimFaults *self,
                     RltSimFeed    feed,
                     RltSimEffect *effect)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  *effect = (RltSimEffect) { .fraction = 1.0 };
  if (feed == RLT_SIM_FEED_NONE)
    return;

  for (guint i = 0; i < self->faults->len; i++)
    {
      const Fault *fault = &g_array_index (self->faults, Fault, i);

      if (fault->feed != feed && fault->feed != RLT_SIM_FEED_ALL)
        continue;
      if (rlt_sim_random_unit (self->seed, self->n_draws++) < fault->probability)
        apply_fault (fault, effect);
    }
}
