/* rlt-cmd-bench.c: `rlt bench`, what the program is measured by.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-bench"

#include "config.h"

#include <glib/gi18n.h>

#include "rlt-bench.h"
#include "rlt-cli.h"

typedef struct
{
  const char *name;
  gboolean  (*run) (RltBenchReport  *report,
                    GError         **error);
} Bench;

static const Bench benches[] = {
  { "catalogue-load", rlt_bench_catalogue_load },
  { "gtfs-rt", rlt_bench_gtfs_rt },
  { "inference", rlt_bench_inference },
  { "siri-et", rlt_bench_siri_et },
};

typedef enum
{
  LIMIT_NONE,
  LIMIT_AT_MOST,
  LIMIT_AT_LEAST,
} LimitKind;

typedef struct
{
  char       *name;   /* (owned) */
  double      value;
  const char *unit;   /* (unowned) static */
  LimitKind   kind;
  double      limit;
} Measure;

struct _RltBenchReport
{
  GArray    *measures;   /* (owned) (element-type Measure) */
  GPtrArray *notes;      /* (owned) (element-type utf8): lines of text */
};

static void
measure_clear (gpointer data)
{
  g_free (((Measure *) data)->name);
}

static gboolean
measure_holds (const Measure *measure)
{
  switch (measure->kind)
    {
    case LIMIT_AT_MOST:
      return measure->value <= measure->limit;
    case LIMIT_AT_LEAST:
      return measure->value >= measure->limit;
    case LIMIT_NONE:
    default:
      return TRUE;
    }
}

static void
add_measure (RltBenchReport *self,
             const char     *name,
             double          value,
             const char     *unit,
             LimitKind       kind,
             double          limit)
{
  Measure measure = { g_strdup (name), value, unit, kind, limit };

  g_array_append_val (self->measures, measure);
}

/**
 * rlt_bench_report_add:
 * @self: a report
 * @name: what was measured
 * @value: how much
 * @unit: (transfer none): of what; a constant text
 *
 * Adds a value that only informs.
 */
void
rlt_bench_report_add (RltBenchReport *self,
                      const char     *name,
                      double          value,
                      const char     *unit)
{
  add_measure (self, name, value, unit, LIMIT_NONE, 0);
}

/**
 * rlt_bench_report_add_at_most:
 * @self: a report
 * @name: what was measured
 * @value: how much
 * @unit: (transfer none): of what; a constant text
 * @limit: what @value must not exceed
 */
void
rlt_bench_report_add_at_most (RltBenchReport *self,
                              const char     *name,
                              double          value,
                              const char     *unit,
                              double          limit)
{
  add_measure (self, name, value, unit, LIMIT_AT_MOST, limit);
}

/**
 * rlt_bench_report_add_at_least:
 * @self: a report
 * @name: what was measured
 * @value: how much
 * @unit: (transfer none): of what; a constant text
 * @limit: what @value must reach
 */
void
rlt_bench_report_add_at_least (RltBenchReport *self,
                               const char     *name,
                               double          value,
                               const char     *unit,
                               double          limit)
{
  add_measure (self, name, value, unit, LIMIT_AT_LEAST, limit);
}

/**
 * rlt_bench_report_add_note:
 * @self: a report
 * @format: a line of text, as for printf()
 *
 * Adds what is better said in a line than in single values.
 */
void
rlt_bench_report_add_note (RltBenchReport *self,
                           const char     *format,
                           ...)
{
  va_list args;

  va_start (args, format);
  g_ptr_array_add (self->notes, g_strdup_vprintf (format, args));
  va_end (args);
}

/**
 * rlt_bench_compare_int64:
 * @a: a #gint64
 * @b: another
 *
 * Sorts times, for their median.
 */
int
rlt_bench_compare_int64 (gconstpointer a,
                         gconstpointer b)
{
  gint64 x = *(const gint64 *) a, y = *(const gint64 *) b;

  return (x > y) - (x < y);
}

static void
write_measure (RltJsonWriter *writer,
               const Measure *measure)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "name", measure->name);
  rlt_json_writer_put_double (writer, "value", measure->value, 4);
  rlt_json_writer_put_string (writer, "unit", measure->unit);
  if (measure->kind == LIMIT_AT_MOST)
    rlt_json_writer_put_double (writer, "at_most", measure->limit, 4);
  if (measure->kind == LIMIT_AT_LEAST)
    rlt_json_writer_put_double (writer, "at_least", measure->limit, 4);
  rlt_json_writer_put_boolean (writer, "holds", measure_holds (measure));
  rlt_json_writer_end_object (writer);
}

static void
write_report (RltJsonWriter        *writer,
              const Bench          *bench,
              const RltBenchReport *report)
{
  rlt_json_writer_begin_object (writer);
  rlt_json_writer_put_string (writer, "bench", bench->name);
  rlt_json_writer_member (writer, "measures");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < report->measures->len; i++)
    write_measure (writer, &g_array_index (report->measures, Measure, i));
  rlt_json_writer_end_array (writer);
  rlt_json_writer_member (writer, "notes");
  rlt_json_writer_begin_array (writer);
  for (guint i = 0; i < report->notes->len; i++)
    rlt_json_writer_string (writer, g_ptr_array_index (report->notes, i));
  rlt_json_writer_end_array (writer);
  rlt_json_writer_end_object (writer);
}

static void
print_report (const Bench          *bench,
              const RltBenchReport *report)
{
  g_print ("%s\n", bench->name);
  for (guint i = 0; i < report->notes->len; i++)
    g_print ("  %s\n", (const char *) g_ptr_array_index (report->notes, i));
  for (guint i = 0; i < report->measures->len; i++)
    {
      const Measure *measure = &g_array_index (report->measures, Measure, i);

      g_print ("  %-40s %12.3f %s", measure->name, measure->value, measure->unit);
      if (measure->kind != LIMIT_NONE)
        g_print ("  (%s %g: %s)",
                 measure->kind == LIMIT_AT_MOST ? _("at most") : _("at least"),
                 measure->limit,
                 measure_holds (measure) ? _("kept") : _("missed"));
      g_print ("\n");
    }
}

/* Runs one bench and tells what it measured: as JSON when there is a writer. */
static int
run_bench (const Bench   *bench,
           RltJsonWriter *writer)
{
  g_autoptr(GArray) measures = g_array_new (FALSE, FALSE, sizeof (Measure));
  g_autoptr(GPtrArray) notes = g_ptr_array_new_with_free_func (g_free);
  RltBenchReport report = { measures, notes };
  g_autoptr(GError) error = NULL;
  int result = RLT_EXIT_OK;

  g_array_set_clear_func (measures, measure_clear);
  if (!bench->run (&report, &error))
    {
      rlt_cli_error (bench->name, "%s", error->message);
      result = RLT_EXIT_FAILED;
    }

  for (guint i = 0; i < measures->len; i++)
    {
      if (!measure_holds (&g_array_index (measures, Measure, i)))
        result = RLT_EXIT_FAILED;
    }
  if (writer != NULL)
    write_report (writer, bench, &report);
  else
    print_report (bench, &report);

  return result;
}

int
rlt_cmd_bench (int    argc,
               char **argv)
{
  gboolean json = FALSE;
  const GOptionEntry entries[] = {
    { "json", 0, 0, G_OPTION_ARG_NONE, &json, N_("Print JSON"), NULL },
    { NULL }
  };
  g_autoptr(RltJsonWriter) writer = NULL;
  gboolean found = FALSE;
  int result = RLT_EXIT_OK;

  if (!rlt_cli_parse (entries, &argc, &argv, 0, 1))
    return RLT_EXIT_USAGE;

  if (json)
    {
      writer = rlt_json_writer_new ();
      rlt_json_writer_begin_array (writer);
    }
  for (guint i = 0; i < G_N_ELEMENTS (benches); i++)
    {
      if (argc > 1 && !g_str_equal (argv[1], benches[i].name))
        continue;
      found = TRUE;
      if (run_bench (&benches[i], writer) != RLT_EXIT_OK)
        result = RLT_EXIT_FAILED;
    }
  if (!found)
    {
      rlt_cli_error (argv[1], "%s", _("no such bench"));
      return RLT_EXIT_NOT_FOUND;
    }

  if (json)
    {
      rlt_json_writer_end_array (writer);
      rlt_cli_print_json (writer);
    }

  return result;
}
