/* rlt-server.c: the local HTTP API.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-server"

#include "config.h"

#include "rlt-server.h"

#include <string.h>

#include "rlt-server-private.h"

/* libsoup's own is 10. */
#define BACKLOG 128

struct _RltServer
{
  GObject     parent_instance;

  RltEngine  *engine;   /* (owned) */
  SoupServer *soup;     /* (owned) (nullable) unless started */
  char       *uri;      /* (owned) (nullable) */
};

G_DEFINE_FINAL_TYPE (RltServer, rlt_server, G_TYPE_OBJECT)

typedef void (*Resource) (const RltServerRequest *request);

static const struct
{
  const char *path;
  Resource    resource;
} resources[] = {
  { "/health", rlt_resource_health },
  { "/api/lines", rlt_resource_lines },
  { "/api/schedules", rlt_resource_schedules },
  { "/api/snapshots", rlt_resource_snapshots },
  { "/api/traffic", rlt_resource_traffic },
};

/* Whether @host, with or without a port, is this machine as it calls itself. */
static gboolean
is_loopback (const char *host)
{
  static const char * const own[] = { "localhost", "127.0.0.1", "[::1]" };

  for (guint i = 0; i < G_N_ELEMENTS (own); i++)
    {
      gsize length = strlen (own[i]);
      const char *port = host + length + 1;

      if (g_ascii_strncasecmp (host, own[i], length) != 0)
        continue;
      if (host[length] == '\0' || (host[length] == ':' && port[strspn (port, "0123456789")] == '\0'))
        return TRUE;
    }

  return FALSE;
}

/* A page of another site can make a browser ask us under that site's name, but not under ours. */
static gboolean
is_own_host (SoupServerMessage *message)
{
  const char *host = soup_message_headers_get_one (soup_server_message_get_request_headers (message), "Host");

  return host != NULL && is_loopback (host);
}

/* A browser says which site's page asks; other programs, and a user who types the address, say none. The
 * page may be one of this machine; "null" is a page that hides where it is from. */
static gboolean
is_own_origin (SoupServerMessage *message)
{
  const char *origin = soup_message_headers_get_list (soup_server_message_get_request_headers (message), "Origin");

  if (origin == NULL)
    return TRUE;
  if (g_str_has_prefix (origin, "http://"))
    return is_loopback (origin + strlen ("http://"));

  return g_str_has_prefix (origin, "https://") && is_loopback (origin + strlen ("https://"));
}

static Resource
find_resource (const char  *path,
               const char **rest)
{
  for (guint i = 0; i < G_N_ELEMENTS (resources); i++)
    {
      gsize length = strlen (resources[i].path);

      if (strncmp (path, resources[i].path, length) == 0 && (path[length] == '\0' || path[length] == '/'))
        {
          *rest = path + length;
          return resources[i].resource;
        }
    }

  return NULL;
}

static void
request_cb (SoupServer        *soup,
            SoupServerMessage *message,
            const char        *path,
            GHashTable        *query,
            gpointer           user_data)
{
  RltServer *self = user_data;
  RltServerRequest request = { self->engine, message, query, "" };
  const char *method = soup_server_message_get_method (message);
  Resource resource = find_resource (path, &request.rest);

  if (!is_own_host (message))
    rlt_server_fail (&request, RLT_SERVER_FOREIGN_HOST, "Host", "asked under a name that is not this machine’s own");
  else if (!is_own_origin (message))
    rlt_server_fail (&request, RLT_SERVER_FOREIGN_ORIGIN, "Origin", "asked by a page that is not of this machine");
  else if (resource == NULL)
    rlt_server_fail (&request, RLT_SERVER_NOT_FOUND, NULL, "nothing is at %s", path);
  else if (method != SOUP_METHOD_GET && method != SOUP_METHOD_HEAD)
    rlt_server_fail (&request, RLT_SERVER_NOT_ALLOWED, NULL, "%s is not for %s", method, path);
  else
    resource (&request);
}

/* libsoup refuses by itself what it cannot read, without a word. */
static void
got_headers_cb (SoupServerMessage *message,
                RltServer         *self)
{
  const RltServerRequest request = { self->engine, message, NULL, "" };

  if (soup_server_message_get_status (message) == SOUP_STATUS_BAD_REQUEST)
    rlt_server_fail (&request, RLT_SERVER_BAD_VALUE, NULL, "the request cannot be read");
}

static void
request_started_cb (SoupServer        *soup,
                    SoupServerMessage *message,
                    RltServer         *self)
{
  g_signal_connect_object (message, "got-headers", G_CALLBACK (got_headers_cb), self, 0);
}

static void
rlt_server_dispose (GObject *object)
{
  rlt_server_stop (RLT_SERVER (object));

  G_OBJECT_CLASS (rlt_server_parent_class)->dispose (object);
}

static void
rlt_server_finalize (GObject *object)
{
  RltServer *self = RLT_SERVER (object);

  g_clear_object (&self->engine);
  g_clear_pointer (&self->uri, g_free);

  G_OBJECT_CLASS (rlt_server_parent_class)->finalize (object);
}

static void
rlt_server_class_init (RltServerClass *klass)
{
  GObjectClass *object_class = G_OBJECT_CLASS (klass);

  object_class->dispose = rlt_server_dispose;
  object_class->finalize = rlt_server_finalize;
}

static void
rlt_server_init (RltServer *self)
{
}

/**
 * rlt_server_new:
 * @engine: the engine to tell of
 *
 * Returns: (transfer full): a server that does not listen yet
 */
RltServer *
rlt_server_new (RltEngine *engine)
{
  RltServer *self;

  g_return_val_if_fail (RLT_IS_ENGINE (engine), NULL);

  self = g_object_new (RLT_TYPE_SERVER, NULL);
  self->engine = g_object_ref (engine);

  return self;
}

static GSocket *
listen_on (guint    port,
           GError **error)
{
  g_autoptr(GInetAddress) loopback = g_inet_address_new_loopback (G_SOCKET_FAMILY_IPV4);
  g_autoptr(GSocketAddress) address = g_inet_socket_address_new (loopback, port);
  g_autoptr(GSocket) socket = g_socket_new (G_SOCKET_FAMILY_IPV4, G_SOCKET_TYPE_STREAM, G_SOCKET_PROTOCOL_TCP, error);

  if (socket == NULL)
    return NULL;

  g_socket_set_listen_backlog (socket, BACKLOG);
  if (!g_socket_bind (socket, address, TRUE, error) || !g_socket_listen (socket, error))
    return NULL;

  return g_steal_pointer (&socket);
}

/**
 * rlt_server_start:
 * @self: a server that does not listen yet
 * @port: where to listen, on loopback only; 0 for any
 * @error: why it cannot
 *
 * Returns: whether it listens
 */
gboolean
rlt_server_start (RltServer  *self,
                  guint       port,
                  GError    **error)
{
  g_autoptr(GSocket) socket = NULL;
  g_autoptr(GSocketAddress) address = NULL;
  g_autoptr(SoupServer) soup = NULL;

  g_return_val_if_fail (RLT_IS_SERVER (self) && self->soup == NULL, FALSE);

  socket = listen_on (port, error);
  if (socket == NULL)
    return FALSE;
  address = g_socket_get_local_address (socket, error);
  if (address == NULL)
    return FALSE;

  soup = soup_server_new ("server-header", "RatpLiveTracker/" RLT_VERSION, NULL);
  soup_server_add_handler (soup, NULL, request_cb, self, NULL);
  g_signal_connect_object (soup, "request-started", G_CALLBACK (request_started_cb), self, 0);
  if (!soup_server_listen_socket (soup, socket, 0, error))
    return FALSE;

  self->soup = g_steal_pointer (&soup);
  g_free (self->uri);
  self->uri = g_strdup_printf ("http://127.0.0.1:%u", g_inet_socket_address_get_port (G_INET_SOCKET_ADDRESS (address)));

  return TRUE;
}

/**
 * rlt_server_get_uri:
 * @self: a server that was started
 *
 * Returns: (transfer none) (nullable): its address, without a slash at its end
 */
const char *
rlt_server_get_uri (RltServer *self)
{
  g_return_val_if_fail (RLT_IS_SERVER (self), NULL);

  return self->uri;
}

/**
 * rlt_server_stop:
 * @self: a server
 *
 * Closes all connections. A second call does nothing.
 */
void
rlt_server_stop (RltServer *self)
{
  g_return_if_fail (RLT_IS_SERVER (self));

  if (self->soup == NULL)
    return;

  soup_server_disconnect (self->soup);
  g_clear_object (&self->soup);
}
