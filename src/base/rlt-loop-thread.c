/* rlt-loop-thread.c: one named thread that runs a main context.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-loop-thread"

#include "config.h"

#include "rlt-loop-thread.h"

#include <gio/gio.h>

struct _RltLoopThread
{
  GObject       parent_instance;

  GMainContext *context;  /* (owned) */
  GMainLoop    *loop;     /* (owned) */
  GThread      *thread;   /* (nullable) once stopped */
};

G_DEFINE_FINAL_TYPE (RltLoopThread, rlt_loop_thread, G_TYPE_OBJECT)

static gpointer
loop_thread (gpointer data)
{
  GMainLoop *loop = data;
  GMainContext *context = g_main_loop_get_context (loop);
  g_autoptr(GMainContextPusher) pusher = g_main_context_pusher_new (context);

  g_main_loop_run (loop);
  /* What was asked for before the stop still runs. */
  while (g_main_context_iteration (context, FALSE))
    ;

  g_main_loop_unref (loop);
  return NULL;
}

static gboolean
quit_cb (gpointer user_data)
{
  g_main_loop_quit (user_data);
  return G_SOURCE_REMOVE;
}

static void
rlt_loop_thread_dispose (GObject *object)
{
  RltLoopThread *self = RLT_LOOP_THREAD (object);

  g_assert (self->thread == NULL); /* rlt_loop_thread_stop() comes first */

  G_OBJECT_CLASS (rlt_loop_thread_parent_class)->dispose (object);
}

static void
rlt_loop_thread_finalize (GObject *object)
{
  RltLoopThread *self = RLT_LOOP_THREAD (object);

  g_clear_pointer (&self->loop, g_main_loop_unref);
  g_clear_pointer (&self->context, g_main_context_unref);

  G_OBJECT_CLASS (rlt_loop_thread_parent_class)->finalize (object);
}

static void
rlt_loop_thread_class_init (RltLoopThreadClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_loop_thread_dispose;
  object_class->finalize = rlt_loop_thread_finalize;
}

static void
rlt_loop_thread_init (RltLoopThread *self)
{
  self->context = g_main_context_new ();
  self->loop = g_main_loop_new (self->context, FALSE);
}

/* A thread that initialises a class holds a lock for all classes, and waits there for types the class names,
 * if another thread is registering them; that one waits for the lock when the type has an interface. The
 * types that an HTTP session and an HTTP server name in their classes are registered while there is one
 * thread. */
static void
register_types (void)
{
  g_type_ensure (G_TYPE_SOCKET);
  g_type_ensure (G_TYPE_SOCKET_ADDRESS);
  g_type_ensure (G_TYPE_INET_ADDRESS);
  g_type_ensure (G_TYPE_INET_SOCKET_ADDRESS);
  g_type_ensure (G_TYPE_NETWORK_ADDRESS);
  g_type_ensure (G_TYPE_PROXY_ADDRESS);
  g_type_ensure (G_TYPE_TLS_CERTIFICATE);
}

/**
 * rlt_loop_thread_new:
 * @name: thread name, 15 bytes at most
 *
 * Starts a thread whose thread-default main context runs until rlt_loop_thread_stop().
 *
 * Returns: (transfer full): a running thread
 */
RltLoopThread *
rlt_loop_thread_new (const char *name)
{
  RltLoopThread *self;

  g_return_val_if_fail (name != NULL, NULL);

  register_types ();
  self = g_object_new (RLT_TYPE_LOOP_THREAD, NULL);
  self->thread = g_thread_new (name, loop_thread, g_main_loop_ref (self->loop));

  return self;
}

/**
 * rlt_loop_thread_get_context:
 * @self: a loop thread
 *
 * Returns: (transfer none): the context the thread runs
 */
GMainContext *
rlt_loop_thread_get_context (RltLoopThread *self)
{
  g_return_val_if_fail (RLT_IS_LOOP_THREAD (self), NULL);

  return self->context;
}

/**
 * rlt_loop_thread_invoke:
 * @self: a loop thread
 * @func: what to run; returns %G_SOURCE_REMOVE
 * @data: data for @func
 * @destroy: (nullable): frees @data, on the thread
 *
 * Queues @func behind what was queued before it, and runs it on the thread. Unlike
 * g_main_context_invoke_full() it never runs @func at once. Any thread.
 */
void
rlt_loop_thread_invoke (RltLoopThread  *self,
                        GSourceFunc     func,
                        gpointer        data,
                        GDestroyNotify  destroy)
{
  g_autoptr(GSource) source = g_idle_source_new ();

  g_return_if_fail (RLT_IS_LOOP_THREAD (self));

  g_source_set_priority (source, G_PRIORITY_DEFAULT);
  g_source_set_callback (source, func, data, destroy);
  g_source_attach (source, self->context);
}

/**
 * rlt_loop_thread_is_inside:
 * @self: a loop thread
 *
 * Returns: whether the caller runs on the thread
 */
gboolean
rlt_loop_thread_is_inside (RltLoopThread *self)
{
  return self->thread == g_thread_self ();
}

/**
 * rlt_loop_thread_stop:
 * @self: a loop thread
 *
 * Runs what is queued, then ends the thread. Blocks until it has ended; a second call does nothing.
 */
void
rlt_loop_thread_stop (RltLoopThread *self)
{
  g_return_if_fail (RLT_IS_LOOP_THREAD (self));

  if (self->thread == NULL)
    return;

  rlt_loop_thread_invoke (self, quit_cb, self->loop, NULL);
  g_thread_join (self->thread);
  self->thread = NULL;
}
