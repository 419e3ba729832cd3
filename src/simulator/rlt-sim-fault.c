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
#define RANDOM_PROBABILITY 0.3

/* Longest latency of a random fault. */
#define RANDOM_LATENCY 8000

typedef struct
{
  char            *spec;         /* (owned) */
  RltSimFeed       feed;
  RltSimFaultKind  kind;
  double           value;
  char            *line;         /* (owned) (nullable): of a fault of the world */
  double           probability;
} Fault;

struct _RltSimFaults
{
  GMutex   mutex;
  GArray  *faults;                    /* (mutex mutex) (owned) (element-type Fault) */
  guint64  seed;
  guint64  n_draws;                   /* (mutex mutex) */
  guint    serial;                    /* (mutex mutex): changes with the faults */
  guint    n_asked[RLT_SIM_N_FEEDS];  /* (mutex mutex): requests since the faults were last cleared */
};

static const char * const feeds[] = {
  "stop-monitoring", "estimated-timetable", "general-message", "disruptions", "line-reports", "ratp-traffic",
  "ratp-board", "ratp-vmtr", "gtfs-rt", "siri-xml", "arrets", "open-data", "all", "world",
};

G_STATIC_ASSERT (G_N_ELEMENTS (feeds) == RLT_SIM_FEED_WORLD + 1);

typedef enum
{
  VALUE_NONE,
  VALUE_OPTIONAL,
  VALUE_NEEDED,
  VALUE_LINE,      /* a line: of the world */
  VALUE_WORLD,     /* none: of the world */
} ValueUse;

static const struct
{
  const char *name;
  ValueUse    use;
  double      least;
  double      most;
  double      usual;
  gboolean    is_random;   /* whether a random fault may be it */
} kinds[RLT_SIM_N_FAULTS] = {
  [RLT_SIM_FAULT_LATENCY] = { "latency", VALUE_NEEDED, 0, LONGEST_LATENCY, 0, TRUE },
  [RLT_SIM_FAULT_REFUSE] = { "refuse", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_TLS] = { "tls", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_TRUNCATE] = { "truncate", VALUE_OPTIONAL, 0, 1, USUAL_FRACTION, TRUE },
  [RLT_SIM_FAULT_GZIP] = { "gzip", VALUE_OPTIONAL, 0, 1, USUAL_FRACTION, TRUE },
  [RLT_SIM_FAULT_STATUS] = { "status", VALUE_NEEDED, 400, 599, 500, TRUE },
  [RLT_SIM_FAULT_UNAUTHORIZED] = { "unauthorized", VALUE_NONE, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_FORBIDDEN] = { "forbidden", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_NO_ROUTE] = { "no-route", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_RETRY_SECONDS] = { "retry-after", VALUE_OPTIONAL, 0, 86400, 5, TRUE },
  [RLT_SIM_FAULT_RETRY_DATE] = { "retry-date", VALUE_OPTIONAL, 0, 86400, 5, TRUE },
  [RLT_SIM_FAULT_RETRY_NEVER] = { "too-many", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_CHALLENGE] = { "challenge", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_EMPTY] = { "empty", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_QUOTA] = { "quota", VALUE_NEEDED, 0, 1000000, 0, FALSE },
  [RLT_SIM_FAULT_CUT] = { "cut", VALUE_OPTIONAL, 0, 1, USUAL_FRACTION, TRUE },
  [RLT_SIM_FAULT_TYPE] = { "type", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_BOM] = { "bom", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_MOJIBAKE] = { "mojibake", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_LARGE] = { "large", VALUE_OPTIONAL, 1, 200, 62, FALSE },
  [RLT_SIM_FAULT_SKEW] = { "skew", VALUE_OPTIONAL, 0, 24, 2, TRUE },
  [RLT_SIM_FAULT_EXTRA] = { "extra", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_ENUMS] = { "enums", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_MISSING] = { "missing", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_BLANKS] = { "blanks", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_UNWRAPPED] = { "unwrapped", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_SHUFFLE] = { "shuffle", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_PAST] = { "past", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_SHAPE] = { "shape", VALUE_NEEDED, 0, 3, 0, TRUE },
  [RLT_SIM_FAULT_ODD_TEXTS] = { "odd-texts", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_SILENT] = { "silent", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_DROP] = { "drop", VALUE_OPTIONAL, 0, LONGEST_LATENCY, 1000, TRUE },
  [RLT_SIM_FAULT_ENCODED] = { "encoded", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_NO_PING] = { "no-ping", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_NAMESPACE] = { "namespace", VALUE_NONE, 0, 0, 0, TRUE },
  [RLT_SIM_FAULT_CLOSED] = { "closed", VALUE_LINE, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_INCIDENT] = { "incident", VALUE_LINE, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_WORKS] = { "works", VALUE_LINE, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_NIGHTS] = { "nights", VALUE_LINE, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_LIFTS] = { "lifts", VALUE_WORLD, 0, 0, 0, FALSE },
  [RLT_SIM_FAULT_RANDOM] = { "random", VALUE_OPTIONAL, 0, G_MAXUINT, 0, FALSE },
};

/* In the order of the kinds. */
static const RltSimFaultHelp help[] = {
  { "latency=MS", N_("the answer comes that much later") },
  { "refuse", N_("the connection is reset without an answer") },
  { "tls", N_("bytes that are no HTTP, as of a broken TLS server") },
  { "truncate[=FRACTION]", N_("the whole length is announced, a part of it sent, the connection closed") },
  { "status=CODE", N_("an HTTP status from 400 to 599") },
  { "unauthorized", N_("401: invalid key") },
  { "forbidden", N_("403 with a page") },
  { "no-route", N_("404 as Kong says it") },
  { "retry-after[=SECONDS]", N_("429 that says for how long") },
  { "retry-date[=SECONDS]", N_("429 that says until when") },
  { "too-many", N_("429 that says nothing") },
  { "challenge", N_("200 with a challenge page") },
  { "empty", N_("200 with nothing") },
  { "quota=N", N_("429 after N requests") },
  { "gzip[=FRACTION]", N_("compressed, and cut short") },
  { "cut[=FRACTION]", N_("the document ends in its middle") },
  { "type", N_("the wrong content type") },
  { "bom", N_("a byte order mark first") },
  { "mojibake", N_("UTF-8 that was read as Latin-1") },
  { "large[=MB]", N_("journeys again and again, up to a size") },
  { "skew[=HOURS]", N_("the upstream’s clock is fast") },
  { "extra", N_("members nobody knows") },
  { "enums", N_("words nobody knows") },
  { "missing", N_("members that are optional are left out") },
  { "blanks", N_("{} and [] in place of values") },
  { "unwrapped", N_("texts without their “value” around them") },
  { "shuffle", N_("records in any order, some twice") },
  { "past", N_("records of what is long over") },
  { "shape=0–3", N_("ratp-traffic: its list by network, bare in the result, under results, alone") },
  { "odd-texts", N_("ratp-board: all that can stand in place of a wait") },
  { "silent", N_("ratp-vmtr: nothing more comes") },
  { "drop[=MS]", N_("ratp-vmtr: the connection is closed after a while") },
  { "encoded", N_("ratp-vmtr: JSON as a text in JSON") },
  { "no-ping", N_("ratp-vmtr: no ping comes") },
  { "namespace", N_("ratp-vmtr: the namespace is refused") },
  { "closed=LINE", N_("world: the line is closed all day") },
  { "incident=LINE", N_("world: an incident all day") },
  { "works=LINE", N_("world: works all day") },
  { "nights=LINE", N_("world: works of every night, told as one period of months") },
  { "lifts", N_("world: nothing is out of order but lifts") },
  { "random[=SEED]", N_("any of these that a client can get over, by chance; “random” alone is for all feeds") },
};

G_STATIC_ASSERT (G_N_ELEMENTS (help) == RLT_SIM_N_FAULTS);

static void
clear_fault (gpointer data)
{
  Fault *fault = data;

  g_free (fault->spec);
  g_free (fault->line);
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

static gboolean
read_value (const char *value,
            Fault      *fault)
{
  const ValueUse use = kinds[fault->kind].use;
  const gboolean is_world = use == VALUE_LINE || use == VALUE_WORLD;

  if (is_world != (fault->feed == RLT_SIM_FEED_WORLD))
    return FALSE;
  if (value == NULL)
    return use != VALUE_NEEDED && use != VALUE_LINE;
  if (use == VALUE_LINE)
    {
      fault->line = g_strdup (value);
      return *value != '\0';
    }

  return use != VALUE_NONE && use != VALUE_WORLD &&
         read_number (value, kinds[fault->kind].least, kinds[fault->kind].most, &fault->value);
}

/* Reads "KIND" or "KIND=VALUE", which it cuts in two. */
static gboolean
read_kind (char  *text,
           Fault *fault)
{
  char *value = strchr (text, '=');

  if (value != NULL)
    *value++ = '\0';

  for (guint i = 0; i < RLT_SIM_N_FAULTS; i++)
    {
      if (g_str_equal (kinds[i].name, text))
        {
          fault->kind = i;
          fault->value = kinds[i].usual;
          return read_value (value, fault);
        }
    }

  return FALSE;
}

/* "random" by itself is every feed's. */
static gboolean
read_fault (const char *spec,
            Fault      *fault)
{
  gboolean is_random = g_str_has_prefix (spec, "random");
  g_autofree char *feed = is_random ? g_strconcat ("all:", spec, NULL) : g_strdup (spec);
  char *kind = strchr (feed, ':');
  char *probability;

  if (kind == NULL)
    return FALSE;

  *kind++ = '\0';
  probability = strchr (kind, '@');
  fault->probability = -1;
  if (probability != NULL)
    {
      *probability++ = '\0';
      if (!read_number (probability, 0.0, 1.0, &fault->probability))
        return FALSE;
    }
  if (!read_feed (feed, &fault->feed) || !read_kind (kind, fault))
    return FALSE;

  if (fault->probability < 0)
    fault->probability = fault->kind == RLT_SIM_FAULT_RANDOM ? RANDOM_PROBABILITY : 1.0;
  return TRUE;
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
 * @spec: a fault
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
  g_autofree char *words = rlt_sim_feed_get_words ();
  Fault fault = { 0 };

  if (!read_fault (spec, &fault))
    {
      g_free (fault.line);
      g_set_error (error, RLT_SIMULATOR_ERROR, RLT_SIMULATOR_ERROR_FAULT,
                   _("“%s” is not a fault: FEED:KIND[=VALUE][@PROBABILITY] with FEED %s, all or world; “rlt simulate "
                     "--help” names the kinds"),
                   spec, words);
      return FALSE;
    }

  locker = g_mutex_locker_new (&self->mutex);
  fault.spec = g_strdup (spec);
  g_array_append_val (self->faults, fault);
  self->serial++;
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
  memset (self->n_asked, 0, sizeof self->n_asked);
  self->serial++;
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

/**
 * rlt_sim_faults_get_serial:
 * @self: the faults
 *
 * Returns: a number that changes whenever they do
 */
guint
rlt_sim_faults_get_serial (RltSimFaults *self)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);

  return self->serial;
}

/**
 * rlt_sim_faults_list_lines:
 * @self: the faults
 * @kind: a fault of the world
 *
 * Returns: (transfer full): the lines that have it; of %RLT_SIM_FAULT_LIFTS, which has none, one text for each
 *   time that it was switched on
 */
GStrv
rlt_sim_faults_list_lines (RltSimFaults    *self,
                           RltSimFaultKind  kind)
{
  g_autoptr(GMutexLocker) locker = g_mutex_locker_new (&self->mutex);
  g_autoptr(GStrvBuilder) builder = g_strv_builder_new ();

  for (guint i = 0; i < self->faults->len; i++)
    {
      const Fault *fault = &g_array_index (self->faults, Fault, i);

      if (fault->kind == kind)
        g_strv_builder_add (builder, fault->line != NULL ? fault->line : "");
    }

  return g_strv_builder_end (builder);
}

gboolean
rlt_sim_effect_has (const RltSimEffect *self,
                    RltSimFaultKind     kind)
{
  return (self->kinds & G_GUINT64_CONSTANT (1) << kind) != 0;
}

static void
apply (RltSimEffect    *effect,
       RltSimFaultKind  kind,
       double           value)
{
  if (!rlt_sim_effect_has (effect, kind))
    effect->values[kind] = value;
  else if (kind == RLT_SIM_FAULT_LATENCY)
    effect->values[kind] += value;
  else
    effect->values[kind] = MIN (effect->values[kind], value);
  effect->kinds |= G_GUINT64_CONSTANT (1) << kind;
}

static double
choose_value (RltSimFaultKind kind,
              guint64         seed)
{
  switch (kind)
    {
    case RLT_SIM_FAULT_LATENCY:
      return rlt_sim_random_below (seed, 1, RANDOM_LATENCY);
    case RLT_SIM_FAULT_STATUS:
      return rlt_sim_random_below (seed, 1, 2) ? 500 : 503;
    case RLT_SIM_FAULT_SHAPE:
      return rlt_sim_random_below (seed, 1, 4);
    default:
      return kinds[kind].usual;
    }
}

/* One of the kinds that a client can get over. */
static void
apply_random (RltSimEffect *effect,
              guint64       seed)
{
  RltSimFaultKind kind = rlt_sim_random_below (seed, 0, RLT_SIM_N_FAULTS);

  while (!kinds[kind].is_random)
    kind = (kind + 1) % RLT_SIM_N_FAULTS;
  apply (effect, kind, choose_value (kind, seed));
}

/* A quota is used up by requests, not by chance. */
static gboolean
is_due (RltSimFaults *self,
        const Fault  *fault,
        RltSimFeed    feed)
{
  if (fault->kind == RLT_SIM_FAULT_QUOTA)
    return self->n_asked[feed] > fault->value;

  return rlt_sim_random_unit (self->seed, self->n_draws++) < fault->probability;
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

  *effect = (RltSimEffect) { .seed = rlt_sim_random_mix (self->seed, self->n_draws++) };
  if (feed >= RLT_SIM_N_FEEDS)
    return;

  self->n_asked[feed]++;
  for (guint i = 0; i < self->faults->len; i++)
    {
      const Fault *fault = &g_array_index (self->faults, Fault, i);

      if ((fault->feed != feed && fault->feed != RLT_SIM_FEED_ALL) || !is_due (self, fault, feed))
        continue;
      if (fault->kind == RLT_SIM_FAULT_RANDOM)
        apply_random (effect, rlt_sim_random_mix (effect->seed, (guint64) fault->value));
      else
        apply (effect, fault->kind, fault->value);
    }
}

/**
 * rlt_sim_feed_get_word:
 * @feed: a feed
 *
 * Returns: its word: "stop-monitoring"
 */
const char *
rlt_sim_feed_get_word (RltSimFeed feed)
{
  g_return_val_if_fail (feed < G_N_ELEMENTS (feeds), NULL);

  return feeds[feed];
}

/**
 * rlt_sim_feed_get_words:
 *
 * Returns: (transfer full): the feeds' words: "stop-monitoring, estimated-timetable, …"
 */
char *
rlt_sim_feed_get_words (void)
{
  GString *words = g_string_new (NULL);

  for (guint i = 0; i < RLT_SIM_N_FEEDS; i++)
    g_string_append_printf (words, "%s%s", i > 0 ? ", " : "", feeds[i]);

  return g_string_free (words, FALSE);
}

/**
 * rlt_sim_fault_get_help:
 * @n_kinds: (out): how many
 *
 * Returns: (transfer none): what can go wrong, for people
 */
const RltSimFaultHelp *
rlt_sim_fault_get_help (guint *n_kinds)
{
  *n_kinds = G_N_ELEMENTS (help);
  return help;
}
