/* rlt-prim-traffic.c: what we ask of PRIM about disturbances: messages, disruptions, line reports.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-feeds"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-feed-fetch-private.h"
#include "rlt-secrets.h"

/* All disruptions are some 1.5 MB today. */
#define MAX_SIZE ((gsize) 32 * 1024 * 1024)

/* All lines of the region, buses included, in so many requests at most. */
#define REPORTS_PER_PAGE 200
#define MAX_PAGES 20

static void
finish_with (RltFetch      *fetch,
             GBytes        *body,
             RltDecodeFunc  decode)
{
  const RltDecodeContext context = rlt_fetch_context (fetch);

  if (body != NULL)
    rlt_fetch_take_records (fetch, decode (&context, g_bytes_get_data (body, NULL), g_bytes_get_size (body)));
}

static void
finish_messages (RltFetch *fetch,
                 GBytes   *body)
{
  finish_with (fetch, body, rlt_decode_siri_gm);
}

static void
finish_disruptions (RltFetch *fetch,
                    GBytes   *body)
{
  finish_with (fetch, body, rlt_decode_disruptions_bulk);
}

static void
finish_reports (RltFetch *fetch,
                GBytes   *body)
{
  finish_with (fetch, body, rlt_decode_navitia);
}

static const RltFetchReader messages_reader = { .finish = finish_messages };
static const RltFetchReader disruptions_reader = { .finish = finish_disruptions };
static const RltFetchReader reports_reader = { .finish = finish_reports };

/**
 * rlt_prim_fetch_messages_async:
 * @access: what the question needs
 * @line: the line to ask for
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the messages of a line. Those that name neither a line nor a stop are taken for its own. On
 * the thread of the client.
 */
void
rlt_prim_fetch_messages_async (const RltFeedAccess *access,
                               const RltLine       *line,
                               GCancellable        *cancellable,
                               GAsyncReadyCallback  callback,
                               gpointer             user_data)
{
  g_autofree char *path = NULL;
  RltFetch *fetch;

  g_return_if_fail (access != NULL && access->config != NULL);
  g_return_if_fail (line != NULL);

  path = g_strdup_printf ("/marketplace/general-message?LineRef=STIF:Line::%s:", line->id);
  fetch = rlt_fetch_new (access, &messages_reader, NULL);
  fetch->line = line;
  rlt_fetch_send (fetch, access, path, MAX_SIZE, cancellable, callback, user_data);
}

/**
 * rlt_prim_fetch_disruptions_async:
 * @access: what the question needs
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the disruptions of all lines, present and to come. On the thread of the client.
 */
void
rlt_prim_fetch_disruptions_async (const RltFeedAccess *access,
                                  GCancellable        *cancellable,
                                  GAsyncReadyCallback  callback,
                                  gpointer             user_data)
{
  g_return_if_fail (access != NULL && access->config != NULL);

  rlt_fetch_send (rlt_fetch_new (access, &disruptions_reader, NULL), access,
                  "/marketplace/disruptions_bulk/disruptions/v2", MAX_SIZE, cancellable, callback, user_data);
}

/* Reports come page by page, each a request of its own. The state of the question that they answer
 * together. */
typedef struct
{
  RltHttpClient *client;       /* (owned) */
  RltFeedConfig  config;       /* ->base_uri (owned) */
  char          *api_key;      /* (owned) (nullable) */
  GCancellable  *cancellable;  /* (owned) (nullable) */
  guint          n_pages;      /* that have come */
} Paging;

static void
paging_free (gpointer state)
{
  Paging *self = state;

  g_object_unref (self->client);
  rlt_feed_config_clear (&self->config);
  g_clear_pointer (&self->api_key, rlt_secret_free);
  g_clear_object (&self->cancellable);
  g_free (self);
}

static const RltFetchReader paging_reader = { .free = paging_free };

static Paging *
paging_new (const RltFeedAccess *access,
            GCancellable        *cancellable)
{
  Paging *self = g_new0 (Paging, 1);

  self->client = g_object_ref (access->client);
  rlt_feed_config_copy (access->config, &self->config);
  self->api_key = g_strdup (access->api_key);
  g_set_object (&self->cancellable, cancellable);

  return self;
}

/* A page that fails makes the whole incomplete, not useless. What tells whether one page is new says
 * nothing of the others. */
static void
take_page (RltFetch      *fetch,
           RltFeedResult *page)
{
  RltFeedResult *whole = fetch->result;
  Paging *paging = fetch->state;

  if (whole->records == NULL)
    whole->records = g_steal_pointer (&page->records);
  else if (page->records != NULL)
    rlt_records_absorb (whole->records, page->records);
  if (whole->latency == 0)
    whole->latency = page->latency;
  whole->n_bytes += page->n_bytes;
  whole->quota_limit = page->quota_limit;
  whole->quota_left = page->quota_left;
  whole->error = g_steal_pointer (&page->error);
  if (paging->n_pages++ > 0)
    whole->n_more_requests++;
}

static void ask_page (GTask *task);

static void
page_cb (GObject      *source,
         GAsyncResult *result,
         gpointer      user_data)
{
  GTask *task = user_data;
  RltFetch *fetch = g_task_get_task_data (task);
  g_autoptr(RltFeedResult) page = rlt_feed_fetch_finish (result);
  gboolean has_more = page->error == NULL && page->records != NULL && page->records->has_more;

  take_page (fetch, page);
  if (!has_more)
    rlt_fetch_end (task);
  else if (((const Paging *) fetch->state)->n_pages < MAX_PAGES)
    ask_page (task);
  else
    {
      fetch->result->error = g_error_new (RLT_NET_ERROR, RLT_NET_ERROR_BAD_ANSWER,
                                          _("The list has more than %d pages; the rest was not asked for"), MAX_PAGES);
      rlt_fetch_end (task);
    }
}

static void
ask_page (GTask *task)
{
  RltFetch *fetch = g_task_get_task_data (task);
  const Paging *paging = fetch->state;
  const RltFeedAccess access = {
    .client = paging->client,
    .clock = fetch->clock,
    .catalogue = fetch->catalogue,
    .config = &paging->config,
    .api_key = paging->api_key,
  };
  g_autofree char *path =
    g_strdup_printf ("/marketplace/v2/navitia/line_reports/line_reports?count=%d&start_page=%u", REPORTS_PER_PAGE,
                     paging->n_pages);

  rlt_fetch_send (rlt_fetch_new (&access, &reports_reader, NULL), &access, path, MAX_SIZE, paging->cancellable,
                  page_cb, task);
}

/**
 * rlt_prim_fetch_reports_async:
 * @access: what the question needs
 * @cancellable: (nullable): to give up
 * @callback: called with the result
 * @user_data: for @callback
 *
 * Asks for the reports of all lines, in several requests. On the thread of the client.
 */
void
rlt_prim_fetch_reports_async (const RltFeedAccess *access,
                              GCancellable        *cancellable,
                              GAsyncReadyCallback  callback,
                              gpointer             user_data)
{
  RltFetch *fetch;

  g_return_if_fail (access != NULL && access->config != NULL);

  fetch = rlt_fetch_new (access, &paging_reader, paging_new (access, cancellable));
  ask_page (rlt_fetch_begin (fetch, access->client, callback, user_data));
}
