/* test-decode-gtfs-rt.c: GTFS-Realtime to trips, vehicles and disruptions.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <gtfs-realtime.pb-c.h>
#include <math.h>
#include <string.h>

#include "rlt-decode.h"

#define MADE_AT 1782900000   /* 2026-07-01T10:00:00Z */
#define MAX_PARTS 8

typedef TransitRealtime__Alert PbAlert;
typedef TransitRealtime__EntitySelector PbSelector;
typedef TransitRealtime__FeedEntity PbEntity;
typedef TransitRealtime__FeedHeader PbHeader;
typedef TransitRealtime__FeedMessage PbFeed;
typedef TransitRealtime__Position PbPosition;
typedef TransitRealtime__TranslatedString PbTexts;
typedef TransitRealtime__TranslatedString__Translation PbText;
typedef TransitRealtime__TripDescriptor PbTrip;
typedef TransitRealtime__TripUpdate PbUpdate;
typedef TransitRealtime__TripUpdate__StopTimeEvent PbEvent;
typedef TransitRealtime__TripUpdate__StopTimeUpdate PbStop;
typedef TransitRealtime__VehiclePosition PbVehicle;

#define RELATION(name) TRANSIT_REALTIME__TRIP_UPDATE__STOP_TIME_UPDATE__SCHEDULE_RELATIONSHIP__##name

/* A feed of up to MAX_PARTS entities; the parts of one are used when they are set. */
typedef struct
{
  PbHeader  header;
  PbEntity  entities[MAX_PARTS];
  PbEntity *entity_list[MAX_PARTS];
  PbFeed    feed;
} Feed;

static RltCatalogue *catalogue;

static RltTime
at_posix (gint64 seconds)
{
  return seconds * RLT_SECOND;
}

static void
feed_init (Feed *feed)
{
  transit_realtime__feed_header__init (&feed->header);
  feed->header.gtfs_realtime_version = (char *) "2.0";
  feed->header.has_timestamp = TRUE;
  feed->header.timestamp = MADE_AT;
  transit_realtime__feed_message__init (&feed->feed);
  feed->feed.header = &feed->header;
  feed->feed.entity = feed->entity_list;
  for (guint i = 0; i < MAX_PARTS; i++)
    {
      transit_realtime__feed_entity__init (&feed->entities[i]);
      feed->entity_list[i] = &feed->entities[i];
    }
}

static PbEntity *
feed_add (Feed       *feed,
          const char *id)
{
  PbEntity *entity = &feed->entities[feed->feed.n_entity++];

  g_assert_cmpuint (feed->feed.n_entity, <=, MAX_PARTS);
  entity->id = (char *) id;
  return entity;
}

static GBytes *
feed_pack (const Feed *feed)
{
  guint8 *bytes = g_malloc (transit_realtime__feed_message__get_packed_size (&feed->feed));
  gsize length = transit_realtime__feed_message__pack (&feed->feed, bytes);

  return g_bytes_new_take (bytes, length);
}

static RltRecords *
decode (const void *data,
        gsize       length)
{
  const RltDecodeContext context = { .catalogue = catalogue, .source = "test", .now = at_posix (MADE_AT + 10) };

  return rlt_decode_gtfs_rt (&context, data, length);
}

static RltRecords *
decode_feed (const Feed *feed)
{
  g_autoptr(GBytes) bytes = feed_pack (feed);
  gsize length;
  const void *data = g_bytes_get_data (bytes, &length);

  return decode (data, length);
}

static void
trip_init (PbTrip     *trip,
           const char *id)
{
  transit_realtime__trip_descriptor__init (trip);
  trip->trip_id = (char *) id;
}

static void
update_init (PbUpdate  *update,
             PbTrip    *trip,
             PbStop   **stops,
             guint      n_stops)
{
  transit_realtime__trip_update__init (update);
  update->trip = trip;
  update->stop_time_update = stops;
  update->n_stop_time_update = n_stops;
}

/* Stops "s0", "s1", …, of which nothing else is known. */
static void
stops_init (PbStop  *stops,
            PbStop **list,
            guint    n_stops)
{
  static const char * const ids[] = { "s0", "s1", "s2", "s3", "s4", "s5", "s6", "s7" };

  for (guint i = 0; i < n_stops; i++)
    {
      transit_realtime__trip_update__stop_time_update__init (&stops[i]);
      stops[i].stop_id = (char *) ids[i];
      list[i] = &stops[i];
    }
}

static void
event_set_time (PbEvent *event,
                gint64   time)
{
  transit_realtime__trip_update__stop_time_event__init (event);
  event->has_time = TRUE;
  event->time = time;
}

static void
event_set_delay (PbEvent *event,
                 int      delay)
{
  transit_realtime__trip_update__stop_time_event__init (event);
  event->has_delay = TRUE;
  event->delay = delay;
}

static const RltTrip *
get_trip (RltRecords *records,
          guint       index)
{
  g_assert_cmpuint (index, <, records->trips->len);
  return g_ptr_array_index (records->trips, index);
}

static const RltVehicle *
get_vehicle (RltRecords *records,
             guint       index)
{
  g_assert_cmpuint (index, <, records->vehicles->len);
  return g_ptr_array_index (records->vehicles, index);
}

static const RltDisruption *
get_disruption (RltRecords *records,
                guint       index)
{
  g_assert_cmpuint (index, <, records->disruptions->len);
  return g_ptr_array_index (records->disruptions, index);
}

static const char *
get_reason (GPtrArray *notes,
            guint      n)
{
  g_assert_cmpuint (n, <, notes->len);
  return ((const RltRejection *) g_ptr_array_index (notes, n))->reason;
}

static void
test_header_only (void)
{
  Feed feed = { 0, };
  g_autoptr(RltRecords) records = NULL;

  feed_init (&feed);
  records = decode_feed (&feed);
  g_assert_cmpint (records->answer, ==, RLT_ANSWER_EMPTY);
  g_assert_true (records->observed_at == at_posix (MADE_AT));
}

static void
test_no_feed (void)
{
  static const struct
  {
    const char *text;
    RltAnswer   answer;
  } cases[] = {
    { "", RLT_ANSWER_ERROR },
    { "<html><title>Just a moment...</title></html>", RLT_ANSWER_BLOCKED },
    { "\n<!DOCTYPE html><p>Bad gateway</p>", RLT_ANSWER_ERROR },
    { "{\"message\":\"no Route matched with those values\"}", RLT_ANSWER_ERROR },
    { "\x12\x00", RLT_ANSWER_ERROR },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      g_autoptr(RltRecords) records = decode (cases[i].text, strlen (cases[i].text));

      g_assert_cmpint (records->answer, ==, cases[i].answer);
      g_assert_nonnull (records->message);
    }
}

static void
test_trip (void)
{
  Feed feed = { 0, };
  PbTrip trip;
  PbUpdate update;
  PbStop stops[2], *list[2];
  PbEvent events[3];
  g_autoptr(RltRecords) records = NULL;
  const RltTrip *decoded;

  feed_init (&feed);
  trip_init (&trip, "t");
  trip.route_id = (char *) "IDFM:C01374";
  trip.has_direction_id = TRUE;
  trip.direction_id = 1;
  stops_init (stops, list, 2);
  stops[0].stop_id = (char *) "IDFM:71264";
  event_set_time (&events[0], MADE_AT + 60);
  event_set_time (&events[1], MADE_AT + 90);
  events[1].has_delay = TRUE;
  events[1].delay = 30;
  event_set_time (&events[2], MADE_AT + 200);
  events[2].has_delay = TRUE;
  events[2].delay = -15;
  stops[0].arrival = &events[0];
  stops[0].departure = &events[1];
  stops[1].arrival = &events[2];
  update_init (&update, &trip, list, 2);
  feed_add (&feed, "e")->trip_update = &update;

  records = decode_feed (&feed);
  g_assert_cmpint (records->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (records->n_trip_updates, ==, 1);
  g_assert_cmpuint (records->n_stop_time_updates, ==, 2);
  decoded = get_trip (records, 0);
  g_assert_cmpstr (decoded->id, ==, "t");
  g_assert_cmpstr (decoded->line->key, ==, "metro:4");
  g_assert_cmpstr (decoded->direction, ==, "1");
  g_assert_true (decoded->observed_at == at_posix (MADE_AT));
  g_assert_cmpstr (decoded->calls[0].station->name, ==, "Châtelet");
  g_assert_true (decoded->calls[0].expected_arrival == at_posix (MADE_AT + 60));
  g_assert_false (RLT_TIME_IS_SET (decoded->calls[0].aimed_arrival));
  g_assert_true (decoded->calls[0].aimed_departure == at_posix (MADE_AT + 60));
  g_assert_cmpint (decoded->calls[0].delay, ==, 30);
  /* A delay below zero is ten bytes long. */
  g_assert_true (decoded->calls[1].aimed_arrival == at_posix (MADE_AT + 215));
  g_assert_cmpint (decoded->calls[1].delay, ==, 0);
}

/* A delay holds for the stops after it, until another is said or nothing is known. */
static void
test_delay_only (void)
{
  Feed feed = { 0, };
  PbTrip trip;
  PbUpdate update;
  PbStop stops[6], *list[6];
  PbEvent first, planned, skipped, after_gap;
  g_autoptr(RltRecords) records = NULL;
  const RltCall *calls;

  feed_init (&feed);
  trip_init (&trip, "t");
  stops_init (stops, list, 6);
  event_set_delay (&first, 120);
  stops[0].departure = &first;
  transit_realtime__trip_update__stop_time_event__init (&planned);
  planned.has_scheduled_time = TRUE;
  planned.scheduled_time = MADE_AT + 300;
  stops[1].arrival = &planned;
  event_set_delay (&skipped, 600);
  stops[2].arrival = &skipped;
  stops[2].has_schedule_relationship = TRUE;
  stops[2].schedule_relationship = RELATION (SKIPPED);
  stops[4].has_schedule_relationship = TRUE;
  stops[4].schedule_relationship = RELATION (NO_DATA);
  transit_realtime__trip_update__stop_time_event__init (&after_gap);
  after_gap.has_scheduled_time = TRUE;
  after_gap.scheduled_time = MADE_AT + 900;
  stops[5].arrival = &after_gap;
  update_init (&update, &trip, list, 6);
  feed_add (&feed, "e")->trip_update = &update;

  records = decode_feed (&feed);
  calls = get_trip (records, 0)->calls;
  g_assert_cmpuint (get_trip (records, 0)->n_calls, ==, 6);
  g_assert_null (get_trip (records, 0)->line_id);
  g_assert_false (RLT_TIME_IS_SET (calls[0].expected_departure));
  g_assert_cmpint (calls[0].delay, ==, 120);
  g_assert_true (calls[1].aimed_arrival == at_posix (MADE_AT + 300));
  g_assert_true (calls[1].expected_arrival == at_posix (MADE_AT + 420));
  g_assert_true (calls[2].skipped);
  g_assert_cmpint (calls[2].delay, ==, RLT_DELAY_NONE);
  g_assert_cmpint (calls[3].delay, ==, 120);
  g_assert_cmpint (calls[4].delay, ==, RLT_DELAY_NONE);
  g_assert_false (RLT_TIME_IS_SET (calls[5].expected_arrival));
  g_assert_true (calls[5].aimed_arrival == at_posix (MADE_AT + 900));
}

static void
test_cancelled (void)
{
  Feed feed = { 0, };
  PbTrip cancelled, added, skipping;
  PbUpdate updates[3];
  PbStop stops[2], *list[2];
  g_autoptr(RltRecords) records = NULL;

  feed_init (&feed);
  trip_init (&cancelled, "cancelled");
  cancelled.has_schedule_relationship = TRUE;
  cancelled.schedule_relationship = TRANSIT_REALTIME__TRIP_DESCRIPTOR__SCHEDULE_RELATIONSHIP__CANCELED;
  update_init (&updates[0], &cancelled, NULL, 0);
  trip_init (&added, "added");
  added.has_schedule_relationship = TRUE;
  added.schedule_relationship = 77;   /* of a later version */
  update_init (&updates[1], &added, NULL, 0);
  trip_init (&skipping, "skips all");
  stops_init (stops, list, 2);
  for (guint i = 0; i < 2; i++)
    {
      stops[i].has_schedule_relationship = TRUE;
      stops[i].schedule_relationship = RELATION (SKIPPED);
    }
  update_init (&updates[2], &skipping, list, 2);
  for (guint i = 0; i < 3; i++)
    feed_add (&feed, "e")->trip_update = &updates[i];

  records = decode_feed (&feed);
  g_assert_true (get_trip (records, 0)->cancelled);
  g_assert_cmpuint (get_trip (records, 0)->n_calls, ==, 0);
  g_assert_false (get_trip (records, 1)->cancelled);
  g_assert_true (get_trip (records, 2)->cancelled);
}

static void
test_odd_trips (void)
{
  Feed feed = { 0, };
  PbTrip nameless, named_by_time, unsorted;
  PbUpdate updates[3];
  PbStop stops[3], *list[3];
  PbEvent events[3];
  TransitRealtime__TripUpdate__StopTimeUpdate__StopTimeProperties sent_elsewhere;
  g_autoptr(RltRecords) records = NULL;
  const RltTrip *trip;

  feed_init (&feed);
  trip_init (&nameless, NULL);
  update_init (&updates[0], &nameless, NULL, 0);
  trip_init (&named_by_time, NULL);
  named_by_time.route_id = (char *) "R";
  named_by_time.start_date = (char *) "20260701";
  named_by_time.start_time = (char *) "25:10:00";
  update_init (&updates[1], &named_by_time, NULL, 0);

  trip_init (&unsorted, "unsorted");
  stops_init (stops, list, 3);
  for (guint i = 0; i < 3; i++)
    {
      stops[i].has_stop_sequence = TRUE;
      stops[i].stop_sequence = 30 - i;
      event_set_time (&events[i], MADE_AT + 60 * i);
      stops[i].arrival = &events[i];
    }
  transit_realtime__trip_update__stop_time_update__stop_time_properties__init (&sent_elsewhere);
  sent_elsewhere.assigned_stop_id = (char *) "elsewhere";
  stops[2].stop_time_properties = &sent_elsewhere;
  stops[1].stop_id = NULL;
  update_init (&updates[2], &unsorted, list, 3);
  for (guint i = 0; i < 3; i++)
    feed_add (&feed, "e")->trip_update = &updates[i];

  records = decode_feed (&feed);
  g_assert_cmpuint (records->n_rejected, ==, 1);
  g_assert_cmpstr (get_reason (records->rejections, 0), ==, "E003: a trip update that names no trip");
  g_assert_cmpstr (get_trip (records, 0)->id, ==, "R 20260701 25:10:00");
  trip = get_trip (records, 1);
  g_assert_cmpuint (trip->n_calls, ==, 2);
  g_assert_cmpstr (trip->calls[0].stop_id, ==, "elsewhere");
  g_assert_cmpstr (trip->calls[1].stop_id, ==, "s0");
  g_assert_cmpstr (get_reason (records->remarks, 0), ==, "E002: stops not in the order of their sequence; sorted");
  g_assert_cmpstr (get_reason (records->remarks, 1), ==, "1 stops without stop_id; left out");
  g_assert_cmpstr (get_reason (records->remarks, 2), ==, "E022: earlier at stop “s0” than before it");
}

static void
position_init (PbPosition *position,
               double      latitude,
               double      longitude)
{
  transit_realtime__position__init (position);
  position->has_latitude = position->has_longitude = TRUE;
  position->latitude = latitude;
  position->longitude = longitude;
}

static void
test_vehicles (void)
{
  static const double places[][2] = { { 48.85, 2.35 }, { 0, 0 }, { 91, 2 }, { 48, 181 }, { NAN, 2 } };
  Feed feed = { 0, };
  PbTrip trip;
  PbUpdate update;
  PbPosition positions[G_N_ELEMENTS (places)];
  PbVehicle vehicles[G_N_ELEMENTS (places) + 2];
  g_autoptr(RltRecords) records = NULL;

  feed_init (&feed);
  trip_init (&trip, "t");
  update_init (&update, &trip, NULL, 0);
  for (guint i = 0; i < G_N_ELEMENTS (vehicles); i++)
    {
      PbEntity *entity = feed_add (&feed, "e");

      transit_realtime__vehicle_position__init (&vehicles[i]);
      entity->vehicle = &vehicles[i];
      /* An entity may hold both. */
      if (i == 0)
        entity->trip_update = &update;
    }
  for (guint i = 0; i < G_N_ELEMENTS (places); i++)
    {
      position_init (&positions[i], places[i][0], places[i][1]);
      vehicles[i].position = &positions[i];
    }
  positions[0].has_bearing = TRUE;
  positions[0].bearing = 360;
  vehicles[0].trip = &trip;
  vehicles[0].has_timestamp = TRUE;
  vehicles[0].timestamp = MADE_AT - 20;
  vehicles[1].stop_id = (char *) "s";
  vehicles[1].has_current_status = TRUE;
  vehicles[1].current_status = TRANSIT_REALTIME__VEHICLE_POSITION__VEHICLE_STOP_STATUS__STOPPED_AT;
  vehicles[5].stop_id = (char *) "told by its stop";

  records = decode_feed (&feed);
  g_assert_cmpuint (records->n_records, ==, 7);
  g_assert_cmpuint (records->n_vehicles, ==, 7);
  g_assert_cmpuint (records->n_trip_updates, ==, 1);
  g_assert_cmpuint (records->trips->len, ==, 1);
  g_assert_cmpuint (records->vehicles->len, ==, 3);

  g_assert_cmpstr (get_vehicle (records, 0)->trip, ==, "t");
  g_assert_cmpfloat_with_epsilon (get_vehicle (records, 0)->latitude, 48.85, 1e-5);
  g_assert_cmpfloat (get_vehicle (records, 0)->bearing, ==, 0);
  g_assert_cmpint (get_vehicle (records, 0)->status, ==, RLT_VEHICLE_IN_TRANSIT);
  g_assert_true (get_vehicle (records, 0)->observed_at == at_posix (MADE_AT - 20));

  /* Nobody is at 0° 0°; the stop is kept. */
  g_assert_cmpstr (get_vehicle (records, 1)->stop_id, ==, "s");
  g_assert_true (isnan (get_vehicle (records, 1)->latitude));
  g_assert_cmpint (get_vehicle (records, 1)->status, ==, RLT_VEHICLE_STOPPED);
  g_assert_true (get_vehicle (records, 1)->observed_at == at_posix (MADE_AT));

  g_assert_cmpstr (get_vehicle (records, 2)->stop_id, ==, "told by its stop");
  g_assert_true (isnan (get_vehicle (records, 2)->longitude));

  g_assert_cmpuint (records->n_rejected, ==, 5);
  g_assert_cmpstr (get_reason (records->rejections, 0), ==, "E026: no such position; the rest is kept");
  for (guint i = 1; i < 4; i++)
    g_assert_cmpstr (get_reason (records->rejections, i), ==, "E026: no such position, and no stop");
  g_assert_cmpstr (get_reason (records->rejections, 4), ==, "neither position nor stop");
}

static void
test_milliseconds (void)
{
  Feed feed = { 0, };
  PbVehicle vehicle;
  g_autoptr(RltRecords) records = NULL;

  feed_init (&feed);
  feed.header.timestamp = MADE_AT * G_GINT64_CONSTANT (1000) + 5;
  transit_realtime__vehicle_position__init (&vehicle);
  vehicle.stop_id = (char *) "s";
  vehicle.has_timestamp = TRUE;
  vehicle.timestamp = G_MAXUINT64;
  feed_add (&feed, "e")->vehicle = &vehicle;

  records = decode_feed (&feed);
  g_assert_true (records->observed_at == at_posix (MADE_AT) + 5000);
  g_assert_cmpstr (get_reason (records->remarks, 0), ==, "E001: times in milliseconds, read as such");
  g_assert_true (get_vehicle (records, 0)->observed_at == records->observed_at);
}

static void
test_age (void)
{
  Feed feed = { 0, };
  g_autoptr(RltRecords) old = NULL;
  g_autoptr(RltRecords) early = NULL;

  feed_init (&feed);
  feed.header.timestamp = MADE_AT + 10 - 66;
  old = decode_feed (&feed);
  g_assert_cmpstr (get_reason (old->remarks, 0), ==, "W008: 66 seconds old");

  feed.header.timestamp = MADE_AT + 10 + 61;
  early = decode_feed (&feed);
  g_assert_cmpstr (get_reason (early->remarks, 0), ==, "E050: made 61 seconds from now");
}

static void
test_deleted (void)
{
  Feed feed = { 0, };
  PbVehicle vehicle;
  PbEntity *entity;
  g_autoptr(RltRecords) records = NULL;

  feed_init (&feed);
  transit_realtime__vehicle_position__init (&vehicle);
  vehicle.stop_id = (char *) "s";
  entity = feed_add (&feed, "e");
  entity->vehicle = &vehicle;
  entity->has_is_deleted = entity->is_deleted = TRUE;

  records = decode_feed (&feed);
  g_assert_cmpuint (records->n_records, ==, 1);
  g_assert_cmpuint (records->n_rejected, ==, 0);
  g_assert_cmpuint (records->vehicles->len, ==, 0);
}

/* Three entities: the one in the middle is damaged inside, and the feed cut short in the last. */
static void
test_damaged (void)
{
  static const char text[] =
    "\x0a\x05\x0a\x03" "2.0"
    "\x12\x08\x0a\x01" "1" "\x22\x03\x3a\x01" "a"      /* a vehicle at stop "a" */
    "\x12\x08\x0a\x01" "2" "\x22\x03\x3a\x7f" "b"      /* a stop that is longer than its vehicle */
    "\x12\x0f\x0a\x01" "3" "\x22\x03\x3a\x01" "c"      /* the same, and field 1001 */
    "\xca\x3e\x04" "what";
  g_autoptr(RltRecords) whole = decode (text, sizeof text - 1);
  g_autoptr(RltRecords) cut = decode (text, sizeof text - 2);
  const RltRejection *rejection;

  g_assert_cmpint (whole->answer, ==, RLT_ANSWER_OK);
  g_assert_cmpuint (whole->n_records, ==, 3);
  g_assert_cmpuint (whole->vehicles->len, ==, 2);
  g_assert_cmpstr (get_vehicle (whole, 1)->stop_id, ==, "c");
  rejection = g_ptr_array_index (whole->rejections, 0);
  g_assert_cmpuint (rejection->index, ==, 1);
  g_assert_cmpstr (rejection->reason, ==, "damaged");

  g_assert_cmpint (cut->answer, ==, RLT_ANSWER_ERROR);
  g_assert_cmpstr (cut->message, ==, "damaged or cut short at byte 27 of 43");
  g_assert_cmpuint (cut->vehicles->len, ==, 1);
}

static void
text_init (PbText     *text,
           const char *language,
           const char *words)
{
  transit_realtime__translated_string__translation__init (text);
  text->language = (char *) language;
  text->text = (char *) words;
}

static void
test_alert (void)
{
  Feed feed = { 0, };
  PbAlert alert;
  PbText texts[4], *text_list[4] = { &texts[0], &texts[1], &texts[2], &texts[3] };
  PbTexts title;
  PbSelector selectors[4], *selector_list[4];
  TransitRealtime__TimeRange period, *period_list[] = { &period };
  PbTrip trip;
  g_autoptr(RltRecords) records = NULL;
  const RltDisruption *disruption;

  feed_init (&feed);
  transit_realtime__alert__init (&alert);
  transit_realtime__translated_string__init (&title);
  text_init (&texts[0], "en", "Works");
  text_init (&texts[1], "fr-html", "<b>Travaux</b>");
  text_init (&texts[2], "fr-FR", "Travaux");
  text_init (&texts[3], NULL, "?");
  title.n_translation = 4;
  title.translation = text_list;
  alert.header_text = &title;
  for (guint i = 0; i < 4; i++)
    {
      transit_realtime__entity_selector__init (&selectors[i]);
      selector_list[i] = &selectors[i];
    }
  trip_init (&trip, "one train");
  selectors[0].route_id = (char *) "IDFM:C01376";
  selectors[1].route_id = (char *) "IDFM:C01376";
  selectors[2].route_id = (char *) "IDFM:C01374";
  selectors[2].stop_id = (char *) "IDFM:71264";
  selectors[3].route_id = (char *) "IDFM:C01377";
  selectors[3].trip = &trip;
  alert.n_informed_entity = 4;
  alert.informed_entity = selector_list;
  transit_realtime__time_range__init (&period);
  period.has_start = TRUE;
  period.start = MADE_AT;
  alert.n_active_period = 1;
  alert.active_period = period_list;
  alert.has_cause = alert.has_effect = TRUE;
  alert.cause = TRANSIT_REALTIME__ALERT__CAUSE__CONSTRUCTION;
  alert.effect = TRANSIT_REALTIME__ALERT__EFFECT__DETOUR;
  feed_add (&feed, "works")->alert = &alert;

  records = decode_feed (&feed);
  g_assert_cmpuint (records->n_alerts, ==, 1);
  disruption = get_disruption (records, 0);
  g_assert_cmpstr (disruption->id, ==, "works");
  g_assert_cmpstr (disruption->title, ==, "Travaux");
  g_assert_null (disruption->message);
  g_assert_cmpint (disruption->level, ==, RLT_LEVEL_WORKS);
  g_assert_cmpint (disruption->category, ==, RLT_CATEGORY_WORKS);
  g_assert_cmpuint (g_strv_length ((char **) disruption->lines), ==, 1);
  g_assert_cmpstr (disruption->lines[0], ==, "metro:6");
  g_assert_cmpuint (g_strv_length ((char **) disruption->stations), ==, 1);
  g_assert_cmpstr (disruption->stations[0], ==, "Châtelet");
  g_assert_cmpuint (disruption->n_periods, ==, 1);
  g_assert_true (disruption->periods[0].from == at_posix (MADE_AT));
  g_assert_false (RLT_TIME_IS_SET (disruption->periods[0].to));
}

static void
test_alert_levels (void)
{
  static const struct
  {
    int         effect;
    int         cause;
    RltLevel    level;
    RltCategory category;
  } cases[] = {
    { TRANSIT_REALTIME__ALERT__EFFECT__NO_SERVICE, TRANSIT_REALTIME__ALERT__CAUSE__STRIKE,
      RLT_LEVEL_CLOSED, RLT_CATEGORY_INCIDENT },
    { TRANSIT_REALTIME__ALERT__EFFECT__NO_SERVICE, TRANSIT_REALTIME__ALERT__CAUSE__MAINTENANCE,
      RLT_LEVEL_CLOSED, RLT_CATEGORY_WORKS },
    { TRANSIT_REALTIME__ALERT__EFFECT__SIGNIFICANT_DELAYS, TRANSIT_REALTIME__ALERT__CAUSE__UNKNOWN_CAUSE,
      RLT_LEVEL_DISTURBED, RLT_CATEGORY_INCIDENT },
    { TRANSIT_REALTIME__ALERT__EFFECT__OTHER_EFFECT, TRANSIT_REALTIME__ALERT__CAUSE__OTHER_CAUSE,
      RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION },
    { TRANSIT_REALTIME__ALERT__EFFECT__ACCESSIBILITY_ISSUE, TRANSIT_REALTIME__ALERT__CAUSE__MAINTENANCE,
      RLT_LEVEL_UNKNOWN, RLT_CATEGORY_LIFT },
    { 99, 99, RLT_LEVEL_UNKNOWN, RLT_CATEGORY_INFORMATION },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      Feed feed = { 0, };
      PbAlert alert;
      PbText text, *list[] = { &text };
      PbTexts texts;
      g_autoptr(RltRecords) records = NULL;

      feed_init (&feed);
      transit_realtime__alert__init (&alert);
      transit_realtime__translated_string__init (&texts);
      text_init (&text, "en", "Words");
      texts.n_translation = 1;
      texts.translation = list;
      alert.description_text = &texts;
      alert.has_cause = alert.has_effect = TRUE;
      alert.cause = cases[i].cause;
      alert.effect = cases[i].effect;
      feed_add (&feed, "a")->alert = &alert;

      records = decode_feed (&feed);
      g_assert_cmpstr (get_disruption (records, 0)->message, ==, "Words");
      g_assert_cmpint (get_disruption (records, 0)->level, ==, cases[i].level);
      g_assert_cmpint (get_disruption (records, 0)->category, ==, cases[i].category);
    }
}

int
main (int   argc,
      char *argv[])
{
  g_autoptr(RltCatalogue) embedded = NULL;

  g_test_init (&argc, &argv, G_TEST_OPTION_ISOLATE_DIRS, NULL);
  catalogue = embedded = rlt_catalogue_new_embedded (NULL);
  g_assert_nonnull (catalogue);

  g_test_add_func ("/gtfs-rt/header-only", test_header_only);
  g_test_add_func ("/gtfs-rt/no-feed", test_no_feed);
  g_test_add_func ("/gtfs-rt/trip", test_trip);
  g_test_add_func ("/gtfs-rt/delay-only", test_delay_only);
  g_test_add_func ("/gtfs-rt/cancelled", test_cancelled);
  g_test_add_func ("/gtfs-rt/odd-trips", test_odd_trips);
  g_test_add_func ("/gtfs-rt/vehicles", test_vehicles);
  g_test_add_func ("/gtfs-rt/milliseconds", test_milliseconds);
  g_test_add_func ("/gtfs-rt/age", test_age);
  g_test_add_func ("/gtfs-rt/deleted", test_deleted);
  g_test_add_func ("/gtfs-rt/damaged", test_damaged);
  g_test_add_func ("/gtfs-rt/alert", test_alert);
  g_test_add_func ("/gtfs-rt/alert-levels", test_alert_levels);

  return g_test_run ();
}
