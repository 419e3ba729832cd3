/* rlt-scheduler.c: what is due when.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-orchestrator"

#include "config.h"

#include "rlt-scheduler.h"

#include <string.h>

/* Runs of the same interval do not stay together. */
#define JITTER 0.05

/* Nobody looks at a map for a whole day: a day's budget has to last for so long. */
#define DAY_OF_USE (12 * RLT_HOUR)

/* The jobs that share a budget. */
typedef struct
{
  guint    n_running;
  RltTime  last_start;    /* or RLT_TIME_NONE */
  gint64   left;          /* runs until @day_end, or RLT_BUDGET_NONE */
  RltTime  day_end;       /* or RLT_TIME_NONE: nobody counted yet */
  RltTime  hold_until;    /* from then on one at a time, until released; or RLT_TIME_NONE */
  gboolean hold_is_firm;  /* the upstream asked for it: not hastened */
} Pool;

typedef struct
{
  char         *key;         /* (owned) */
  Pool         *pool;        /* (unowned) */
  RltJobLimits  limits;
  RltTime       due;
  RltTime       last_start;  /* or RLT_TIME_NONE */
  guint         n_failures;  /* in a row */
  gboolean      is_running;
  gboolean      is_removed;  /* goes as soon as its run ends */
} Job;

struct _RltScheduler
{
  GRand      *random;   /* (owned) */
  GPtrArray  *jobs;     /* (owned) (element-type Job) */
  GHashTable *pools;    /* (owned): name -> Pool */
  double      factor;   /* what intervals are multiplied by */
};

static void
job_free (Job *job)
{
  g_free (job->key);
  g_free (job);
}

/**
 * rlt_scheduler_new:
 * @seed: what chance depends on; the same seed gives the same times
 *
 * Returns: (transfer full): a scheduler without jobs
 */
RltScheduler *
rlt_scheduler_new (guint32 seed)
{
  RltScheduler *self = g_new0 (RltScheduler, 1);

  self->random = g_rand_new_with_seed (seed);
  self->jobs = g_ptr_array_new_with_free_func ((GDestroyNotify) job_free);
  self->pools = g_hash_table_new_full (g_str_hash, g_str_equal, g_free, g_free);
  self->factor = 1.0;

  return self;
}

/**
 * rlt_scheduler_free:
 * @self: (transfer full) (nullable): a scheduler
 */
void
rlt_scheduler_free (RltScheduler *self)
{
  if (self == NULL)
    return;

  g_ptr_array_unref (self->jobs);
  g_hash_table_unref (self->pools);
  g_rand_free (self->random);
  g_free (self);
}

/* The pool of a job's key, which may be its own name. */
static Pool *
get_pool (RltScheduler *self,
          const char   *key)
{
  g_autofree char *name = g_strndup (key, strcspn (key, "/"));
  Pool *pool = g_hash_table_lookup (self->pools, name);

  if (pool == NULL)
    {
      pool = g_new0 (Pool, 1);
      pool->last_start = RLT_TIME_NONE;
      pool->left = RLT_BUDGET_NONE;
      pool->day_end = RLT_TIME_NONE;
      pool->hold_until = RLT_TIME_NONE;
      g_hash_table_insert (self->pools, g_steal_pointer (&name), pool);
    }

  return pool;
}

static Job *
find_job (RltScheduler *self,
          const char   *key)
{
  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);

      if (g_str_equal (job->key, key))
        return job;
    }

  return NULL;
}

static double
get_weight (const Job *job)
{
  return job->limits.weight > 0 ? job->limits.weight : 1;
}

static gboolean
is_counted (const Job *job,
            RltTime    now)
{
  const Pool *pool = job->pool;

  return pool->left != RLT_BUDGET_NONE && RLT_TIME_IS_SET (pool->day_end) && now < pool->day_end;
}

static double
sum_weights (RltScheduler *self,
             const Pool   *pool)
{
  double sum = 0;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      const Job *job = g_ptr_array_index (self->jobs, i);

      if (job->pool == pool && !job->is_removed)
        sum += get_weight (job);
    }

  return sum;
}

/* The interval at which the job's share of what is left of the budget lasts for the rest of the day. */
static RltTime
budget_interval (RltScheduler *self,
                 const Job    *job,
                 RltTime       now)
{
  const Pool *pool = job->pool;
  RltTime rest = MIN (pool->day_end - now, DAY_OF_USE);

  if (pool->left == 0)
    return pool->day_end - now;

  return (RltTime) (rest * (sum_weights (self, pool) / get_weight (job)) / pool->left);
}

/* When a job that last began at @job->last_start runs again. A new day brings a new budget. */
static RltTime
next_run (RltScheduler *self,
          const Job    *job,
          RltTime       now)
{
  double chance = 1 + JITTER * (2 * g_rand_double (self->random) - 1);
  RltTime next = job->last_start + (RltTime) (job->limits.interval * self->factor * chance);

  if (is_counted (job, now))
    {
      RltTime stretched = job->last_start + (RltTime) (budget_interval (self, job, now) * chance);

      next = MAX (next, MIN (stretched, job->pool->day_end));
    }

  return MAX (next, now);
}

/**
 * rlt_scheduler_add:
 * @self: a scheduler
 * @key: "pool" or "pool/what"
 * @limits: what limits the job
 * @first: when it is due for the first time
 *
 * Adds a job. One that is there already takes its new limits, and runs as soon as they let it.
 */
void
rlt_scheduler_add (RltScheduler       *self,
                   const char         *key,
                   const RltJobLimits *limits,
                   RltTime             first)
{
  Job *job;

  g_return_if_fail (self != NULL && key != NULL && limits != NULL);
  g_return_if_fail (limits->interval > 0);

  job = find_job (self, key);
  if (job != NULL)
    {
      gboolean is_new = job->limits.interval != limits->interval || job->limits.weight != limits->weight;

      job->limits = *limits;
      job->is_removed = FALSE;
      if (is_new && !job->is_running && job->n_failures == 0 && RLT_TIME_IS_SET (job->last_start))
        job->due = next_run (self, job, first);
      return;
    }

  job = g_new0 (Job, 1);
  job->key = g_strdup (key);
  job->pool = get_pool (self, key);
  job->limits = *limits;
  job->due = first;
  job->last_start = RLT_TIME_NONE;
  g_ptr_array_add (self->jobs, job);
}

static void
drop_job (RltScheduler *self,
          Job          *job)
{
  g_ptr_array_remove (self->jobs, job);
}

/**
 * rlt_scheduler_remove:
 * @self: a scheduler
 * @key: a job's key
 *
 * Removes a job, if it is there. A run under way ends with rlt_scheduler_finish() all the same.
 */
void
rlt_scheduler_remove (RltScheduler *self,
                      const char   *key)
{
  Job *job;

  g_return_if_fail (self != NULL && key != NULL);

  job = find_job (self, key);
  if (job == NULL)
    return;

  if (job->is_running)
    job->is_removed = TRUE;
  else
    drop_job (self, job);
}

/**
 * rlt_scheduler_has:
 * @self: a scheduler
 * @key: a job's key
 *
 * Returns: whether the job is there
 */
gboolean
rlt_scheduler_has (RltScheduler *self,
                   const char   *key)
{
  const Job *job;

  g_return_val_if_fail (self != NULL && key != NULL, FALSE);

  job = find_job (self, key);
  return job != NULL && !job->is_removed;
}

/**
 * rlt_scheduler_set_budget:
 * @self: a scheduler
 * @pool: a pool's name
 * @left: how often its jobs may still run on this day, or %RLT_BUDGET_NONE
 * @day_end: when the day ends, and the budget is whole again
 *
 * Who asks counts; the scheduler only makes the rest of the budget last.
 */
void
rlt_scheduler_set_budget (RltScheduler *self,
                          const char   *pool,
                          gint64        left,
                          RltTime       day_end)
{
  Pool *own;

  g_return_if_fail (self != NULL && pool != NULL);
  g_return_if_fail (left >= 0 || left == RLT_BUDGET_NONE);

  own = get_pool (self, pool);
  own->left = left;
  own->day_end = day_end;
}

/**
 * rlt_scheduler_hold:
 * @self: a scheduler
 * @pool: a pool's name
 * @until: when one of its jobs may try
 * @is_firm: whether the upstream asked for it: nobody may hasten it
 *
 * No job of the pool begins before @until, and only one at a time from then on, until
 * rlt_scheduler_release().
 */
void
rlt_scheduler_hold (RltScheduler *self,
                    const char   *pool,
                    RltTime       until,
                    gboolean      is_firm)
{
  Pool *own;

  g_return_if_fail (self != NULL && pool != NULL);

  own = get_pool (self, pool);
  own->hold_until = until;
  own->hold_is_firm = is_firm;
}

/**
 * rlt_scheduler_release:
 * @self: a scheduler
 * @pool: a pool's name
 * @now: the present instant
 *
 * Ends a hold, if there is one. Jobs that failed meanwhile are due at once.
 */
void
rlt_scheduler_release (RltScheduler *self,
                       const char   *pool,
                       RltTime       now)
{
  Pool *own;

  g_return_if_fail (self != NULL && pool != NULL);

  own = get_pool (self, pool);
  if (!RLT_TIME_IS_SET (own->hold_until))
    return;

  own->hold_until = RLT_TIME_NONE;
  own->hold_is_firm = FALSE;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);

      if (job->pool == own && !job->is_running && job->n_failures > 0)
        job->due = MIN (job->due, now);
    }
}

/**
 * rlt_scheduler_set_factor:
 * @self: a scheduler
 * @factor: what all intervals are multiplied by, above 0: larger while nobody looks
 * @now: the present instant
 *
 * What is overdue by the new factor is due at once.
 */
void
rlt_scheduler_set_factor (RltScheduler *self,
                          double        factor,
                          RltTime       now)
{
  g_return_if_fail (self != NULL && factor > 0);

  if (self->factor == factor)
    return;

  self->factor = factor;
  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);

      if (!job->is_running && job->n_failures == 0 && RLT_TIME_IS_SET (job->last_start))
        job->due = next_run (self, job, now);
    }
}

/**
 * rlt_scheduler_hasten:
 * @self: a scheduler
 * @now: the present instant
 *
 * Somebody asks for it: what waits is due at once, unless the upstream asked for patience, or it is
 * due seldom anyway and did not fail.
 */
void
rlt_scheduler_hasten (RltScheduler *self,
                      RltTime       now)
{
  g_return_if_fail (self != NULL);

  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);
      gboolean is_seldom = job->limits.interval > RLT_HOUR && job->n_failures == 0;

      if (job->is_running || is_seldom)
        continue;
      job->due = MIN (job->due, now);
      if (RLT_TIME_IS_SET (job->pool->hold_until) && !job->pool->hold_is_firm)
        job->pool->hold_until = MIN (job->pool->hold_until, now);
    }
}

static gboolean
may_run (const Job *job)
{
  const Pool *pool = job->pool;
  guint max_running = RLT_TIME_IS_SET (pool->hold_until) ? 1 : job->limits.max_running;

  return !job->is_running && (max_running == 0 || pool->n_running < max_running);
}

static RltTime
earliest (const Job *job)
{
  const Pool *pool = job->pool;
  RltTime time = job->due;

  if (RLT_TIME_IS_SET (pool->last_start))
    time = MAX (time, pool->last_start + job->limits.spacing);
  if (RLT_TIME_IS_SET (pool->hold_until))
    time = MAX (time, pool->hold_until);
  if (is_counted (job, time) && pool->left == 0)
    time = pool->day_end;

  return time;
}

/* Of those that are due the heaviest, else the one that is due first. */
static gboolean
comes_before (const Job *a,
              const Job *b,
              RltTime    now)
{
  RltTime time_a = MAX (earliest (a), now);
  RltTime time_b = MAX (earliest (b), now);

  if (time_a != time_b)
    return time_a < time_b;
  if (get_weight (a) != get_weight (b))
    return get_weight (a) > get_weight (b);

  return earliest (a) < earliest (b);
}

static Job *
find_next (RltScheduler *self,
           RltTime       now)
{
  Job *next = NULL;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);

      if (may_run (job) && (next == NULL || comes_before (job, next, now)))
        next = job;
    }

  return next;
}

/**
 * rlt_scheduler_take:
 * @self: a scheduler
 * @now: the present instant
 *
 * Takes a job that is due; its run ends with rlt_scheduler_finish().
 *
 * Returns: (transfer none) (nullable): its key, which lives until then, or %NULL when none is due
 */
const char *
rlt_scheduler_take (RltScheduler *self,
                    RltTime       now)
{
  Job *job;

  g_return_val_if_fail (self != NULL, NULL);

  job = find_next (self, now);
  if (job == NULL || earliest (job) > now)
    return NULL;

  job->is_running = TRUE;
  job->last_start = now;
  job->pool->last_start = now;
  job->pool->n_running++;

  return job->key;
}

/* After a failure. */
static void
delay (RltScheduler *self,
       Job          *job,
       RltTime       now)
{
  job->n_failures++;
  job->due = now + rlt_backoff_delay (&job->limits.backoff, job->n_failures, RLT_TIME_NONE,
                                      g_rand_double (self->random));
}

/**
 * rlt_scheduler_finish:
 * @self: a scheduler
 * @key: the key of a job that was taken
 * @done: whether its run brought what was wanted
 * @now: the present instant
 *
 * Decides when it runs again.
 */
void
rlt_scheduler_finish (RltScheduler *self,
                      const char   *key,
                      gboolean      done,
                      RltTime       now)
{
  Job *job;

  g_return_if_fail (self != NULL && key != NULL);

  job = find_job (self, key);
  g_return_if_fail (job != NULL && job->is_running);

  job->is_running = FALSE;
  job->pool->n_running--;
  if (job->is_removed)
    drop_job (self, job);
  else if (done)
    {
      job->n_failures = 0;
      job->due = next_run (self, job, now);
    }
  else
    delay (self, job, now);
}

/**
 * rlt_scheduler_retract:
 * @self: a scheduler
 * @key: a job's key
 * @now: the present instant
 *
 * What the last run brought has turned out to be of no use: the job, if it is there, runs again as
 * after a failure.
 */
void
rlt_scheduler_retract (RltScheduler *self,
                       const char   *key,
                       RltTime       now)
{
  Job *job;

  g_return_if_fail (self != NULL && key != NULL);

  job = find_job (self, key);
  if (job != NULL && !job->is_running)
    delay (self, job, now);
}

/**
 * rlt_scheduler_get_next:
 * @self: a scheduler
 *
 * Returns: when something is due next; %RLT_TIME_NONE when nothing is, before a run ends
 */
RltTime
rlt_scheduler_get_next (RltScheduler *self)
{
  const Job *job;

  g_return_val_if_fail (self != NULL, RLT_TIME_NONE);

  job = find_next (self, G_MININT64 + 1);
  return job != NULL ? earliest (job) : RLT_TIME_NONE;
}
