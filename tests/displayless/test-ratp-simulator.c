/* test-ratp-simulator.c: ratp.fr's providers against the simulated ratp.fr.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include "rlt-ratp-session.h"
#include "rlt-simulator.h"
#include "rlt-test-async.h"
#include "rlt-vmtr-client.h"

typedef struct
{
  RltCatalogue   *catalogue;
  RltClock       *clock;
  RltSimulator   *simulator;
  RltRatpSession *session;
  RltFeedConfig   config;
  RltFeedAccess   access;
} Fixture;

static void
set_up (Fixture       *self,
        gconstpointer  fault)
{
  g_autoptr(GError) error = NULL;

  self->catalogue = rlt_catalogue_new_embedded (&error);
  g_assert_no_error (error);
  self->clock = rlt_clock_new_manual (rlt_simulator_busy_hour (G_GINT64_CONSTANT (1795420800) * RLT_SECOND));
  self->simulator = rlt_simulator_new (self->catalogue, self->clock, 7);
  g_assert_true (rlt_simulator_start (self->simulator, 0, &error));
  g_assert_true (fault == NULL || rlt_simulator_add_fault (self->simulator, fault, &error));
  g_assert_no_error (error);

  self->session = rlt_ratp_session_new (self->clock);
  rlt_feed_config_init (&self->config, RLT_FEED_RATP_BOARD, rlt_simulator_get_base_uri (self->simulator));
  self->access = (RltFeedAccess) {
    .clock = self->clock,
    .catalogue = self->catalogue,
    .config = &self->config,
  };
}

static void
tear_down (Fixture       *self,
           gconstpointer  fault)
{
  g_assert_finalize_object (g_steal_pointer (&self->session));
  rlt_simulator_stop (self->simulator);
  g_clear_object (&self->simulator);
  rlt_feed_config_clear (&self->config);
  g_clear_pointer (&self->catalogue, rlt_catalogue_unref);
  g_clear_object (&self->clock);
}

static RltFeedResult *
fetch_board (Fixture       *self,
             const RltStop *stop)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_ratp_fetch_board_async (self->session, &self->access, stop, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_feed_fetch_finish (result);
}

static RltFeedResult *
fetch_traffic (Fixture *self)
{
  g_autoptr(GAsyncResult) result = NULL;

  rlt_ratp_fetch_traffic_async (self->session, &self->access, NULL, rlt_test_result_cb, &result);
  rlt_test_await (&result);

  return rlt_feed_fetch_finish (result);
}

/* Trains in both directions at a stop in the middle of lines of each network; all stops are known. */
static void
test_boards (Fixture       *self,
             gconstpointer  fault)
{
  static const char * const keys[] = { "metro:1", "metro:3B", "rer:B", "tram:T3a" };

  for (guint i = 0; i < G_N_ELEMENTS (keys); i++)
    {
      const RltLine *line = rlt_catalogue_find_line (self->catalogue, keys[i]);
      const RltPattern *pattern = &line->patterns[0];
      g_autoptr(RltFeedResult) result = fetch_board (self, pattern->stops[pattern->n_stops / 2]);
      const RltDeparture *first, *other = NULL;

      g_assert_no_error (result->error);
      g_assert_cmpuint (result->records->departures->len, >=, 2);
      first = g_ptr_array_index (result->records->departures, 0);
      for (guint j = 1; j < result->records->departures->len; j++)
        {
          const RltDeparture *departure = g_ptr_array_index (result->records->departures, j);

          g_assert_true (departure->line == line);
          if (g_strcmp0 (departure->direction, first->direction) != 0)
            other = departure;
        }
      g_assert_nonnull (other);
    }
}

/* No stop of a line is one that ratp.fr is not asked for. */
static void
test_stops (Fixture       *self,
            gconstpointer  fault)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "metro:7B");

  for (guint i = 0; i < line->n_stops; i++)
    {
      g_autoptr(RltFeedResult) result = fetch_board (self, &line->stops[i]);

      g_assert_no_error (result->error);
      g_assert_cmpuint (result->records->departures->len, >, 0);
    }
}

static void
test_traffic (Fixture       *self,
              gconstpointer  fault)
{
  g_autoptr(RltFeedResult) result = fetch_traffic (self);
  guint n_lines = 0;

  g_assert_no_error (result->error);
  g_assert_cmpuint (result->records->n_rejected, ==, 0);
  for (guint i = 0; i < result->records->traffic->len; i++)
    n_lines += ((RltTraffic *) g_ptr_array_index (result->records->traffic, i))->line != NULL;
  g_assert_cmpuint (n_lines, ==, result->records->traffic->len);
  g_assert_cmpuint (n_lines, >=, 30);
}

/* One feed's trouble is its own. */
static void
test_board_alone (Fixture       *self,
                  gconstpointer  fault)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "metro:1");
  g_autoptr(RltFeedResult) traffic = fetch_traffic (self);
  g_autoptr(RltFeedResult) board = fetch_board (self, &line->stops[3]);

  g_assert_no_error (traffic->error);
  g_assert_error (board->error, RLT_NET_ERROR, RLT_NET_ERROR_SERVER);
  g_assert_cmpuint (rlt_net_error_get_status (board->error), ==, 500);
}

/* The page of the boards gives the cookies for them. */
static void
test_traffic_alone (Fixture       *self,
                    gconstpointer  fault)
{
  const RltLine *line = rlt_catalogue_find_line (self->catalogue, "metro:1");
  g_autoptr(RltFeedResult) board = fetch_board (self, &line->stops[3]);

  g_assert_no_error (board->error);
  g_assert_cmpuint (board->records->departures->len, >, 0);
}

static void
test_kept_out (Fixture       *self,
               gconstpointer  fault)
{
  g_autoptr(RltFeedResult) traffic = fetch_traffic (self);

  g_assert_error (traffic->error, RLT_NET_ERROR, RLT_NET_ERROR_BLOCKED);
  g_assert_null (traffic->records);
}

/* What a client of moving trains was given. */
typedef struct
{
  RltRecords *records;   /* (owned) (nullable): the last ones */
  GError     *error;     /* (owned) (nullable): the first one */
} Taken;

static void
taken_cb (RltRecords   *records,
          const GError *error,
          gpointer      user_data)
{
  Taken *taken = user_data;

  if (records != NULL)
    {
      g_clear_pointer (&taken->records, rlt_records_unref);
      taken->records = rlt_records_ref (records);
    }
  else if (taken->error == NULL)
    taken->error = g_error_copy (error);
}

static gboolean
has_both_directions (const Taken *taken)
{
  gboolean is_told[2] = { FALSE, FALSE };

  for (guint i = 0; taken->records != NULL && i < taken->records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (taken->records->vehicles, i);

      is_told[g_strcmp0 (vehicle->direction, "A") == 0] = TRUE;
    }

  return is_told[0] && is_told[1];
}

/* Follows the trains of RER A until there are some in both directions, or one of the errors. */
static void
follow (Fixture  *self,
        gboolean  to_error,
        Taken    *taken)
{
  g_autoptr(RltHttpClient) client = rlt_http_client_new (self->clock);
  g_autoptr(RltVmtrClient) vmtr = NULL;
  g_autoptr(GAsyncResult) result = NULL;
  RltFeedConfig config;
  RltFeedAccess access = self->access;

  rlt_feed_config_init (&config, RLT_FEED_RATP_VEHICLES, rlt_simulator_get_base_uri (self->simulator));
  access.client = client;
  access.config = &config;
  vmtr = rlt_vmtr_client_new (&access, rlt_catalogue_find_line (self->catalogue, "rer:A"), taken_cb, taken);
  while (to_error ? taken->error == NULL : !has_both_directions (taken))
    g_main_context_iteration (NULL, TRUE);

  rlt_vmtr_client_close_async (vmtr, rlt_test_result_cb, &result);
  rlt_test_await (&result);
  rlt_feed_config_clear (&config);
}

static void
test_vehicles (Fixture       *self,
               gconstpointer  fault)
{
  Taken taken = { NULL, NULL };

  follow (self, FALSE, &taken);

  g_assert_no_error (taken.error);
  g_assert_cmpuint (taken.records->vehicles->len, >=, 10);
  g_assert_cmpuint (taken.records->n_rejected, ==, 0);
  for (guint i = 0; i < taken.records->vehicles->len; i++)
    {
      const RltVehicle *vehicle = g_ptr_array_index (taken.records->vehicles, i);

      g_assert_cmpstr (vehicle->line->key, ==, "rer:A");
      g_assert_nonnull (vehicle->stop_id);
    }
  rlt_records_unref (taken.records);
}

static void
test_no_vehicles (Fixture       *self,
                  gconstpointer  fault)
{
  static const struct { const char *fault; int code; } cases[] = {
    { "ratp-vmtr:namespace", RLT_NET_ERROR_REJECTED },
    { "ratp-vmtr:drop=1", RLT_NET_ERROR_SERVER },
    { "ratp-vmtr:status=502", RLT_NET_ERROR_SERVER },
    { "ratp-vmtr:forbidden", RLT_NET_ERROR_BLOCKED },
    { "ratp-vmtr:challenge", RLT_NET_ERROR_BLOCKED },
  };
  Taken taken = { NULL, NULL };
  int code = -1;

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (g_str_equal (cases[i].fault, fault))
        code = cases[i].code;
    }
  follow (self, TRUE, &taken);

  g_assert_error (taken.error, RLT_NET_ERROR, code);
  g_clear_error (&taken.error);
  g_clear_pointer (&taken.records, rlt_records_unref);
}

static void
add (const char *path,
     const char *fault,
     void      (*test) (Fixture *, gconstpointer))
{
  g_test_add (path, Fixture, fault, set_up, test, tear_down);
}

int
main (int   argc,
      char *argv[])
{
  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);

  add ("/ratp-simulator/boards", NULL, test_boards);
  add ("/ratp-simulator/stops", NULL, test_stops);
  add ("/ratp-simulator/traffic", NULL, test_traffic);
  add ("/ratp-simulator/board-alone", "ratp-board:status=500", test_board_alone);
  add ("/ratp-simulator/traffic-alone", "ratp-traffic:refuse", test_traffic_alone);
  add ("/ratp-simulator/forbidden", "ratp-traffic:forbidden", test_kept_out);
  add ("/ratp-simulator/challenge", "ratp-traffic:challenge", test_kept_out);
  add ("/ratp-simulator/vehicles", NULL, test_vehicles);
  add ("/ratp-simulator/vehicles-encoded", "ratp-vmtr:encoded", test_vehicles);
  add ("/ratp-simulator/vehicles-namespace", "ratp-vmtr:namespace", test_no_vehicles);
  add ("/ratp-simulator/vehicles-drop", "ratp-vmtr:drop=1", test_no_vehicles);
  add ("/ratp-simulator/vehicles-gateway", "ratp-vmtr:status=502", test_no_vehicles);
  add ("/ratp-simulator/vehicles-forbidden", "ratp-vmtr:forbidden", test_no_vehicles);
  add ("/ratp-simulator/vehicles-challenge", "ratp-vmtr:challenge", test_no_vehicles);

  return g_test_run ();
}
