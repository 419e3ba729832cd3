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
  guint   n_jobs;
  RltTime last_start;   /* or RLT_TIME_NONE */
  guint   n_used;       /* runs until @day_end */
  RltTime day_end;      /* or RLT_TIME_NONE: nobody counted yet */
} Pool;

typedef struct
{
  char         *key;         /* (owned) */
  Pool         *pool;        /* (unowned) */
  RltJobLimits  limits;
  RltTime       due;
  RltTime       not_before;  /* what the upstream asked for; not hastened */
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
      pool->day_end = RLT_TIME_NONE;
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

/**
 * rlt_scheduler_add:
 * @self: a scheduler
 * @key: "pool" or "pool/what"
 * @limits: what limits the job
 * @first: when it is due for the first time
 *
 * Adds a job. One that is there already stays as it is.
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
      job->is_removed = FALSE;
      return;
    }

  job = g_new0 (Job, 1);
  job->key = g_strdup (key);
  job->pool = get_pool (self, key);
  job->pool->n_jobs++;
  job->limits = *limits;
  job->due = first;
  job->not_before = RLT_TIME_NONE;
  job->last_start = RLT_TIME_NONE;
  g_ptr_array_add (self->jobs, job);
}

static void
drop_job (RltScheduler *self,
          Job          *job)
{
  job->pool->n_jobs--;
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
 * rlt_scheduler_set_used:
 * @self: a scheduler
 * @pool: a pool's name
 * @n_runs: how often its jobs ran on this day
 * @day_end: when the day ends, and the count begins anew
 *
 * Who asks counts; the scheduler only makes the rest of the budget last.
 */
void
rlt_scheduler_set_used (RltScheduler *self,
                        const char   *pool,
                        guint         n_runs,
                        RltTime       day_end)
{
  Pool *own;

  g_return_if_fail (self != NULL && pool != NULL);

  own = get_pool (self, pool);
  own->n_used = n_runs;
  own->day_end = day_end;
}

static gboolean
is_counted (const Job *job,
            RltTime    now)
{
  return job->limits.daily_budget > 0 && RLT_TIME_IS_SET (job->pool->day_end) && now < job->pool->day_end;
}

/* The interval at which what is left of the budget lasts for the rest of the day. */
static RltTime
budget_interval (const Job *job,
                 RltTime    now)
{
  const Pool *pool = job->pool;
  RltTime rest;

  if (!is_counted (job, now))
    return 0;

  rest = MIN (pool->day_end - now, DAY_OF_USE);
  if (pool->n_used >= job->limits.daily_budget)
    return pool->day_end - now;

  return rest * pool->n_jobs / (job->limits.daily_budget - pool->n_used);
}

static RltTime
next_run (RltScheduler *self,
          const Job    *job,
          RltTime       now)
{
  double chance = 1 + JITTER * (2 * g_rand_double (self->random) - 1);
  RltTime interval = MAX (job->limits.interval * self->factor, budget_interval (job, now));

  return MAX (job->last_start + (RltTime) (interval * chance), now);
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

      if (!job->is_running && !is_seldom)
        job->due = MIN (job->due, MAX (now, job->not_before));
    }
}

static RltTime
earliest (const Job *job)
{
  RltTime time = job->due;

  if (RLT_TIME_IS_SET (job->pool->last_start))
    time = MAX (time, job->pool->last_start + job->limits.spacing);
  if (is_counted (job, time) && job->pool->n_used >= job->limits.daily_budget)
    time = job->pool->day_end;

  return time;
}

/* The job that comes next, of those that do not run. */
static Job *
find_next (RltScheduler *self)
{
  Job *next = NULL;

  for (guint i = 0; i < self->jobs->len; i++)
    {
      Job *job = g_ptr_array_index (self->jobs, i);

      if (!job->is_running && (next == NULL || earliest (job) < earliest (next)))
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

  job = find_next (self);
  if (job == NULL || earliest (job) > now)
    return NULL;

  job->is_running = TRUE;
  job->last_start = now;
  job->pool->last_start = now;

  return job->key;
}

/**
 * rlt_scheduler_finish:
 * @self: a scheduler
 * @key: the key of a job that was taken
 * @outcome: how its run ended
 * @retry_after: how long the upstream asks us to wait, or %RLT_TIME_NONE
 * @now: the present instant
 *
 * Decides when it runs again. Out of quota and not told for how long, it waits for the next day.
 */
void
rlt_scheduler_finish (RltScheduler  *self,
                      const char    *key,
                      RltJobOutcome  outcome,
                      RltTime        retry_after,
                      RltTime        now)
{
  Job *job;

  g_return_if_fail (self != NULL && key != NULL);

  job = find_job (self, key);
  g_return_if_fail (job != NULL && job->is_running);

  job->is_running = FALSE;
  job->not_before = RLT_TIME_NONE;
  if (job->is_removed)
    {
      drop_job (self, job);
      return;
    }

  if (outcome == RLT_JOB_DONE)
    {
      job->n_failures = 0;
      job->due = next_run (self, job, now);
      return;
    }

  job->n_failures++;
  job->due = now + rlt_backoff_delay (&job->limits.backoff, job->n_failures, retry_after,
                                      g_rand_double (self->random));
  if (outcome == RLT_JOB_OUT_OF_QUOTA && !RLT_TIME_IS_SET (retry_after) && RLT_TIME_IS_SET (job->pool->day_end))
    job->due = MAX (job->due, job->pool->day_end);
  if (outcome == RLT_JOB_OUT_OF_QUOTA || RLT_TIME_IS_SET (retry_after))
    job->not_before = job->due;
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

  job = find_next (self);
  return job != NULL ? earliest (job) : RLT_TIME_NONE;
}
