/* rlt-line.h: the network as it lies on the ground: stations, lines, stops, segments, patterns.
 *
 * All of it is read-only and belongs to the RltCatalogue it was got from: it lives as long as that
 * does, and any thread may read it. Names follow GTFS and Transmodel.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#pragma once

#include "rlt-types.h"

G_BEGIN_DECLS

typedef struct
{
  double latitude;   /* degrees, WGS 84 */
  double longitude;  /* degrees, WGS 84 */
} RltPoint;

/* A place on the track. */
typedef struct
{
  double latitude;   /* degrees, WGS 84 */
  double longitude;  /* degrees, WGS 84 */
  double bearing;    /* degrees clockwise from north, 0 <= bearing < 360, the way of travel */
} RltPosition;

/* An interchange, all lines together: "zone de correspondance" (ZdC). */
struct _RltStation
{
  guint                  index;       /* its place in the catalogue */
  const char            *id;          /* ZdC number: "71347" */
  const char            *name;
  const char            *folded;      /* rlt_text_fold() of @name */
  const char * const    *aliases;     /* NULL-terminated, folded: what else it is called */
  double                 latitude;    /* degrees, WGS 84 */
  double                 longitude;   /* degrees, WGS 84 */
  guint                  n_stops;
  const RltStop * const *stops;       /* one for each line that serves it, in the lines' order */
};

/* A station as one line serves it: "zone d'arrêt" (ZdA). */
struct _RltStop
{
  guint                  index;       /* its place in @line */
  const RltLine         *line;
  const RltStation      *station;
  const char            *area_id;     /* ZdA number: "477682" */
  double                 latitude;    /* degrees, WGS 84, on this line's track */
  double                 longitude;
};

/* The track between two neighbouring stops of a line, in its own direction from @from to @to. */
struct _RltSegment
{
  guint                  index;       /* its place in @line */
  const RltStop         *from;
  const RltStop         *to;
  double                 length;      /* metres along the track, above 0 */
  guint                  n_points;    /* at least 2 */
  const RltPoint        *points;
  const float           *distances;   /* metres from @from at each of @points, increasing */
  gboolean               one_way;     /* served only from @from to @to */
};

/* Stops served one after another in one direction, from terminus to terminus. It holds every
 * stop along its track; a trip that skips or turns short serves some of them, in this order. */
struct _RltPattern
{
  guint                      index;      /* its place in @line */
  const RltLine             *line;
  guint                      direction;  /* 0 or 1, as in GTFS; 1 is the way back */
  guint                      n_stops;    /* at least 2 */
  const RltStop * const     *stops;      /* the last one is the destination */
  const double              *distances;  /* metres from the first stop at each of @stops, increasing */
  const RltSegment * const  *segments;   /* n_stops - 1: the track that leaves each stop */
  const guint8              *reversed;   /* n_stops - 1: whether the segment is run from @to to @from */
  double                     length;     /* metres */
};

/* A line. */
struct _RltLine
{
  guint                  index;          /* its place in the catalogue */
  RltNetwork             network;
  const char            *key;            /* "metro:3B" */
  const char            *code;           /* as riders write it: "3B", "T3a" */
  const char            *name;           /* "Métro 3bis" */
  const char            *operator_name;
  const char            *id;             /* IDFM line number: "C01386" */
  guint32                color;          /* 0xRRGGBB */
  guint32                text_color;     /* 0xRRGGBB, what stands on @color */
  const char            *note;           /* (nullable): what is special about its source */
  double                 length;         /* metres of track */
  guint                  n_stops;
  const RltStop         *stops;
  guint                  n_segments;
  const RltSegment      *segments;
  guint                  n_patterns;
  const RltPattern      *patterns;
};

G_END_DECLS
