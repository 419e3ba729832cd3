/* rlt-worker.c: one named thread that runs queued GTasks in order.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-worker"

#include "config.h"

#include "rlt-worker.h"

struct _RltWorker
{
  GObject      parent_instance;

  GAsyncQueue *queue;   /* (element-type Job), thread-safe */
  GThread     *thread;  /* (nullable) once stopped */
};

typedef struct
{
  GTaskThreadFunc  func;  /* (nullable): NULL is the stop mark */
  GTask           *task;  /* (owned) (nullable) */
} Job;

G_DEFINE_FINAL_TYPE (RltWorker, rlt_worker, G_TYPE_OBJECT)

static void
job_free (Job *job)
{
  g_clear_object (&job->task);
  g_free (job);
}

static gpointer
worker_thread (gpointer data)
{
  GAsyncQueue *queue = data;

  for (;;)
    {
      Job *job = g_async_queue_pop (queue);
      gboolean stop = job->func == NULL;

      if (!stop && !g_task_return_error_if_cancelled (job->task))
        job->func (job->task,
                   g_task_get_source_object (job->task),
                   g_task_get_task_data (job->task),
                   g_task_get_cancellable (job->task));
      job_free (job);

      if (stop)
        break;
    }

  g_async_queue_unref (queue);
  return NULL;
}

static void
rlt_worker_dispose (GObject *object)
{
  RltWorker *self = RLT_WORKER (object);

  g_assert (self->thread == NULL); /* rlt_worker_stop() comes first */

  G_OBJECT_CLASS (rlt_worker_parent_class)->dispose (object);
}

static void
rlt_worker_finalize (GObject *object)
{
  RltWorker *self = RLT_WORKER (object);

  g_clear_pointer (&self->queue, g_async_queue_unref);

  G_OBJECT_CLASS (rlt_worker_parent_class)->finalize (object);
}

static void
rlt_worker_class_init (RltWorkerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_worker_dispose;
  object_class->finalize = rlt_worker_finalize;
}

static void
rlt_worker_init (RltWorker *self)
{
  self->queue = g_async_queue_new_full ((GDestroyNotify) job_free);
}

/**
 * rlt_worker_new:
 * @name: thread name, 15 bytes at most
 *
 * Starts a worker thread.
 *
 * Returns: (transfer full): a running worker; call rlt_worker_stop() on it
 */
RltWorker *
rlt_worker_new (const char *name)
{
  RltWorker *self;

  g_return_val_if_fail (name != NULL, NULL);

  self = g_object_new (RLT_TYPE_WORKER, NULL);
  self->thread = g_thread_new (name, worker_thread, g_async_queue_ref (self->queue));

  return self;
}

/**
 * rlt_worker_push:
 * @self: a worker
 * @func: work to do on the worker thread; must return @task
 * @task: (transfer full): the task, made on the thread that wants the result
 *
 * Queues @task. Its callback runs in the main context it was created in.
 */
void
rlt_worker_push (RltWorker       *self,
                 GTaskThreadFunc  func,
                 GTask           *task)
{
  Job *job;

  g_return_if_fail (RLT_IS_WORKER (self));
  g_return_if_fail (func != NULL);
  g_return_if_fail (G_IS_TASK (task));
  g_return_if_fail (self->thread != NULL);

  job = g_new0 (Job, 1);
  job->func = func;
  job->task = task;
  g_async_queue_push (self->queue, job);
}

/**
 * rlt_worker_is_inside:
 * @self: a worker
 *
 * Returns: whether the caller runs on the worker thread
 */
gboolean
rlt_worker_is_inside (RltWorker *self)
{
  return self->thread == g_thread_self ();
}

/**
 * rlt_worker_stop:
 * @self: a worker
 *
 * Runs what is queued, then ends the thread. Blocks until it has ended; a second call does nothing.
 */
void
rlt_worker_stop (RltWorker *self)
{
  g_return_if_fail (RLT_IS_WORKER (self));

  if (self->thread == NULL)
    return;

  g_async_queue_push (self->queue, g_new0 (Job, 1));
  g_thread_join (self->thread);
  self->thread = NULL; /* only now: queued jobs still check it while draining */
}
