/* rlt-html.c: the HTML of upstreams' messages as plain text, or as harmless HTML.
 *
 * libxml2 reads; what it finds is written anew, and nothing that is not in the table of elements
 * below gets through. It takes most mistakes well, but swallows a "<" that begins no tag together
 * with what follows: "Terrasse <> Quais 32". Those are escaped before.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#define G_LOG_DOMAIN "rlt-html"

#include "config.h"

#include "rlt-html.h"

#include <libxml/HTMLparser.h>
#include <string.h>

#include "rlt-libxml.h"

#define MAX_DEPTH 16                   /* open elements of the result; deeper ones are left out */
#define MAX_TAG_NAME 16
#define MAX_LINK 2048                  /* bytes of an address */

typedef enum
{
  ELEMENT_OTHER,                       /* left out, its text is kept */
  ELEMENT_HIDDEN,                      /* left out with all that is in it */
  ELEMENT_BREAK,                       /* left out, but begins a new line */
  ELEMENT_CELL,                        /* left out, but sets apart */
  ELEMENT_BLOCK,                       /* kept, and begins a new line */
  ELEMENT_INLINE,                      /* kept */
  ELEMENT_LINK,                        /* kept if its address is one of the web */
} ElementKind;

typedef struct
{
  const char  *name;
  ElementKind  kind;
  const char  *written;                /* (nullable): the name in the result */
} Element;

static const Element elements[] = {
  { "a", ELEMENT_LINK, "a" },
  { "address", ELEMENT_BREAK, NULL },
  { "applet", ELEMENT_HIDDEN, NULL },
  { "article", ELEMENT_BREAK, NULL },
  { "aside", ELEMENT_BREAK, NULL },
  { "audio", ELEMENT_HIDDEN, NULL },
  { "b", ELEMENT_INLINE, "b" },
  { "blockquote", ELEMENT_BREAK, NULL },
  { "br", ELEMENT_BREAK, NULL },
  { "canvas", ELEMENT_HIDDEN, NULL },
  { "dd", ELEMENT_BREAK, NULL },
  { "div", ELEMENT_BREAK, NULL },
  { "dl", ELEMENT_BREAK, NULL },
  { "dt", ELEMENT_BREAK, NULL },
  { "em", ELEMENT_INLINE, "i" },
  { "figcaption", ELEMENT_BREAK, NULL },
  { "figure", ELEMENT_BREAK, NULL },
  { "footer", ELEMENT_BREAK, NULL },
  { "h1", ELEMENT_BLOCK, "p" },
  { "h2", ELEMENT_BLOCK, "p" },
  { "h3", ELEMENT_BLOCK, "p" },
  { "h4", ELEMENT_BLOCK, "p" },
  { "h5", ELEMENT_BLOCK, "p" },
  { "h6", ELEMENT_BLOCK, "p" },
  { "head", ELEMENT_HIDDEN, NULL },
  { "header", ELEMENT_BREAK, NULL },
  { "hr", ELEMENT_BREAK, NULL },
  { "i", ELEMENT_INLINE, "i" },
  { "iframe", ELEMENT_HIDDEN, NULL },
  { "li", ELEMENT_BLOCK, "li" },
  { "main", ELEMENT_BREAK, NULL },
  { "math", ELEMENT_HIDDEN, NULL },
  { "nav", ELEMENT_BREAK, NULL },
  { "noframes", ELEMENT_HIDDEN, NULL },
  { "object", ELEMENT_HIDDEN, NULL },
  { "ol", ELEMENT_BLOCK, "ol" },
  { "p", ELEMENT_BLOCK, "p" },
  { "pre", ELEMENT_BREAK, NULL },
  { "script", ELEMENT_HIDDEN, NULL },
  { "section", ELEMENT_BREAK, NULL },
  { "select", ELEMENT_HIDDEN, NULL },
  { "strong", ELEMENT_INLINE, "b" },
  { "style", ELEMENT_HIDDEN, NULL },
  { "svg", ELEMENT_HIDDEN, NULL },
  { "table", ELEMENT_BREAK, NULL },
  { "td", ELEMENT_CELL, NULL },
  { "template", ELEMENT_HIDDEN, NULL },
  { "textarea", ELEMENT_HIDDEN, NULL },
  { "th", ELEMENT_CELL, NULL },
  { "title", ELEMENT_HIDDEN, NULL },
  { "tr", ELEMENT_BREAK, NULL },
  { "u", ELEMENT_INLINE, "u" },
  { "ul", ELEMENT_BLOCK, "ul" },
  { "video", ELEMENT_HIDDEN, NULL },
};

/* An element of the result. It is written when text comes, so that none is empty. */
typedef struct
{
  const Element *element;
  char          *link;                 /* (owned) (nullable) */
  gboolean       is_written;
} Open;

typedef struct
{
  GString  *out;                       /* (owned) */
  gboolean  has_markup;                /* whether elements are written, or only their text */
  gboolean  keeps_lines;               /* whether a line's end in the text is one */
  Open      stack[MAX_DEPTH];
  guint     depth;
  guint     n_hidden;                  /* elements open, from a hidden one on */
  gboolean  breaks;                    /* a new line comes before the next character */
  gboolean  spaces;                    /* a space comes before the next character */
  gboolean  after_block;               /* the result ends with a block's end or beginning */
} Writer;

static int
compare_element (const void *name,
                 const void *element)
{
  return g_ascii_strcasecmp (name, ((const Element *) element)->name);
}

static const Element *
find_element (const char *name)
{
  static const Element other = { "", ELEMENT_OTHER, NULL };
  const Element *element =
    bsearch (name, elements, G_N_ELEMENTS (elements), sizeof *elements, compare_element);

  return element != NULL ? element : &other;
}

static gboolean
is_block (const Open *open)
{
  return open->element->kind == ELEMENT_BLOCK;
}

/* Writes the elements that were opened since the last text. Returns whether a block is one. */
static gboolean
write_opened (Writer *self)
{
  gboolean has_block = FALSE;

  for (guint i = 0; i < self->depth; i++)
    {
      Open *open = &self->stack[i];

      if (open->is_written)
        continue;
      open->is_written = TRUE;
      has_block |= is_block (open);
      if (open->link != NULL)
        {
          g_autofree char *tag = g_markup_printf_escaped ("<a href=\"%s\">", open->link);

          g_string_append (self->out, tag);
        }
      else
        {
          g_string_append_printf (self->out, "<%s>", open->element->written);
        }
    }

  return has_block;
}

static gboolean
opens_block (Writer *self)
{
  for (guint i = 0; i < self->depth; i++)
    {
      if (!self->stack[i].is_written && is_block (&self->stack[i]))
        return TRUE;
    }

  return FALSE;
}

/* Writes what is due before the next character. */
static void
write_due (Writer *self)
{
  const gboolean at_edge = self->out->len == 0 || self->after_block || opens_block (self);

  if (!at_edge && self->breaks)
    g_string_append (self->out, self->has_markup ? "<br>" : "\n");
  else if (!at_edge && self->spaces)
    g_string_append_c (self->out, ' ');
  write_opened (self);
  self->breaks = FALSE;
  self->spaces = FALSE;
  self->after_block = FALSE;
}

static void
write_character (Writer   *self,
                 gunichar  c)
{
  write_due (self);
  if (self->has_markup && c == '<')
    g_string_append (self->out, "&lt;");
  else if (self->has_markup && c == '>')
    g_string_append (self->out, "&gt;");
  else if (self->has_markup && c == '&')
    g_string_append (self->out, "&amp;");
  else
    g_string_append_unichar (self->out, c);
}

/* Marks that change the direction of what follows, or are not seen at all, but for the joiner that
 * composes emoji. */
static gboolean
is_invisible (gunichar c)
{
  return g_unichar_iscntrl (c) || (g_unichar_type (c) == G_UNICODE_FORMAT && c != 0x200d);
}

static void
characters_cb (void          *user_data,
               const xmlChar *characters,
               int            length)
{
  Writer *self = user_data;
  const char *end = (const char *) characters + length;

  if (self->n_hidden > 0)
    return;

  for (const char *p = (const char *) characters; p < end; p = g_utf8_next_char (p))
    {
      const gunichar c = g_utf8_get_char_validated (p, end - p);

      if (c == '\n' && self->keeps_lines)
        self->breaks = TRUE;
      else if (g_unichar_isspace (c))
        self->spaces = TRUE;
      else if (c == (gunichar) -1 || c == (gunichar) -2)
        return;
      else if (!is_invisible (c))
        write_character (self, c);
    }
}

static gboolean
is_host (const char *host)
{
  if (host == NULL || *host == '\0')
    return FALSE;

  for (; *host != '\0'; host++)
    {
      if (!g_ascii_isalnum (*host) && strchr ("-._:", *host) == NULL && !(*host & 0x80))
        return FALSE;
    }

  return TRUE;
}

/* Returns: (transfer full) (nullable): the address, when a click may open it */
static char *
check_link (const xmlChar **attributes)
{
  g_autoptr(GUri) uri = NULL;
  g_autofree char *address = NULL;

  for (guint i = 0; attributes != NULL && attributes[i] != NULL; i += 2)
    {
      if (g_ascii_strcasecmp ((const char *) attributes[i], "href") != 0 || attributes[i + 1] == NULL)
        continue;
      if (strlen ((const char *) attributes[i + 1]) > MAX_LINK)
        return NULL;
      address = g_strstrip (g_strdup ((const char *) attributes[i + 1]));
      uri = g_uri_parse (address, G_URI_FLAGS_PARSE_RELAXED | G_URI_FLAGS_ENCODED, NULL);
      break;
    }

  if (uri == NULL || !is_host (g_uri_get_host (uri)) || g_uri_get_userinfo (uri) != NULL)
    return NULL;
  if (!g_str_equal (g_uri_get_scheme (uri), "http") && !g_str_equal (g_uri_get_scheme (uri), "https"))
    return NULL;
  /* Relaxed as it is, it may find a path right behind the host. */
  if (*g_uri_get_path (uri) != '\0' && *g_uri_get_path (uri) != '/')
    return NULL;

  return g_uri_to_string (uri);
}

static gboolean
is_open (Writer     *self,
         const char *written)
{
  for (guint i = 0; i < self->depth; i++)
    {
      if (g_str_equal (self->stack[i].element->written, written))
        return TRUE;
    }

  return FALSE;
}

/* A paragraph or link is in no other one. */
static void
open_element (Writer         *self,
              const Element  *element,
              const xmlChar **attributes)
{
  g_autofree char *link = NULL;

  if (element->kind == ELEMENT_BLOCK)
    self->breaks = TRUE;
  if (!self->has_markup || self->depth == MAX_DEPTH)
    return;
  if ((element->kind == ELEMENT_LINK || g_str_equal (element->written, "p")) &&
      is_open (self, element->written))
    return;

  if (element->kind == ELEMENT_LINK)
    {
      link = check_link (attributes);
      if (link == NULL)
        return;
    }

  self->stack[self->depth++] = (Open) { .element = element, .link = g_steal_pointer (&link) };
}

static void
close_last (Writer *self)
{
  Open *open = &self->stack[--self->depth];

  if (open->is_written)
    {
      g_string_append_printf (self->out, "</%s>", open->element->written);
      self->after_block = is_block (open);
    }
  g_clear_pointer (&open->link, g_free);
}

static void
close_element (Writer        *self,
               const Element *element)
{
  guint i = self->depth;

  if (element->kind == ELEMENT_BLOCK)
    self->breaks = TRUE;
  while (i > 0 && !g_str_equal (self->stack[i - 1].element->written, element->written))
    i--;
  if (i == 0)
    return;

  while (self->depth >= i)
    close_last (self);
}

static void
start_element_cb (void           *user_data,
                  const xmlChar  *name,
                  const xmlChar **attributes)
{
  Writer *self = user_data;
  const Element *element = find_element ((const char *) name);

  if (self->n_hidden > 0 || element->kind == ELEMENT_HIDDEN)
    {
      self->n_hidden++;
      return;
    }

  switch (element->kind)
    {
    case ELEMENT_BREAK:
      self->breaks = TRUE;
      break;
    case ELEMENT_CELL:
      self->spaces = TRUE;
      break;
    case ELEMENT_BLOCK:
    case ELEMENT_INLINE:
    case ELEMENT_LINK:
      open_element (self, element, attributes);
      break;
    case ELEMENT_HIDDEN:
    case ELEMENT_OTHER:
    default:
      break;
    }
}

static void
end_element_cb (void          *user_data,
                const xmlChar *name)
{
  Writer *self = user_data;
  const Element *element = find_element ((const char *) name);

  if (self->n_hidden > 0)
    self->n_hidden--;
  else if (element->kind == ELEMENT_BREAK)
    self->breaks = TRUE;
  else if (element->written != NULL)
    close_element (self, element);
}

/* Whether what follows a "<" makes it the beginning of a tag: a name of HTML, or one with a colon
 * such as word processors leave behind. */
static gboolean
is_tag_name (const char *p,
             const char *end)
{
  char name[MAX_TAG_NAME + 1];
  guint n = 0;

  for (; p < end && n < MAX_TAG_NAME && g_ascii_isalnum (*p); p++)
    name[n++] = g_ascii_tolower (*p);
  name[n] = '\0';

  if (n == 0 || p == end)
    return FALSE;
  if (*p == ':')
    return TRUE;

  return (g_ascii_isspace (*p) || *p == '>' || *p == '/') &&
         (htmlTagLookup ((const xmlChar *) name) != NULL || find_element (name)->kind != ELEMENT_OTHER);
}

/* Copies @html with every "<" that begins no tag escaped. */
static GString *
escape_strays (const char *html,
               gsize       length,
               gboolean   *has_tags)
{
  const char *end = html + length;
  const char *last_close = memrchr (html, '>', length);
  const char *last_comment = g_strrstr_len (html, length, "-->");
  GString *escaped = g_string_sized_new (length + 64);

  *has_tags = FALSE;
  for (const char *p = html; p < end; p++)
    {
      gboolean is_tag;

      if (*p != '<')
        {
          g_string_append_c (escaped, *p);
          continue;
        }

      if (end - p >= 4 && memcmp (p, "<!--", 4) == 0)
        is_tag = last_comment != NULL && p + 4 <= last_comment;
      else if (end - p >= 2 && (p[1] == '!' || p[1] == '?'))
        is_tag = last_close != NULL && p < last_close;
      else
        is_tag = last_close != NULL && p < last_close && is_tag_name (p + (p + 1 < end && p[1] == '/' ? 2 : 1), end);

      *has_tags |= is_tag;
      g_string_append (escaped, is_tag ? "<" : "&lt;");
    }

  return escaped;
}

static void
parse (Writer     *writer,
       const char *html,
       gsize       length)
{
  const htmlSAXHandler handler = {
    .startElement = start_element_cb,
    .endElement = end_element_cb,
    .characters = characters_cb,
    .ignorableWhitespace = characters_cb,
    .initialized = 1,
  };
  htmlParserCtxtPtr context;

  rlt_libxml_init ();
  context = htmlNewParserCtxt ();
  *context->sax = handler;
  context->userData = writer;
  (void) htmlCtxtReadMemory (context, html, length, NULL, "UTF-8",
                             HTML_PARSE_RECOVER | HTML_PARSE_NOERROR | HTML_PARSE_NOWARNING |
                             HTML_PARSE_NONET | HTML_PARSE_NODEFDTD);
  htmlFreeParserCtxt (context);
}

static char *
rewrite (const char *html,
         gsize       length,
         gboolean    has_markup)
{
  g_autofree char *valid = g_utf8_make_valid (html, MIN (length, RLT_HTML_MAX_SIZE));
  g_autoptr(GString) escaped = NULL;
  Writer writer = { .has_markup = has_markup };
  gboolean has_tags;

  if (rlt_libxml_has_full_tag (valid, strlen (valid)))
    return NULL;

  writer.out = g_string_new (NULL);
  escaped = escape_strays (valid, strlen (valid), &has_tags);
  writer.keeps_lines = !has_tags;
  /* Text outside of any element would be given a paragraph. */
  g_string_prepend (escaped, "<html><body><div>");
  parse (&writer, escaped->str, escaped->len);
  while (writer.depth > 0)
    close_last (&writer);

  return g_string_free (writer.out, writer.out->len == 0);
}

/**
 * rlt_html_to_text:
 * @html: (array length=length): a message, with or without markup
 * @length: its length in bytes
 *
 * Where there is markup, only it makes new lines; where there is none, the text's own lines are
 * kept. Runs of white space become one space. What is not UTF-8 is replaced. Any thread.
 *
 * Returns: (transfer full) (nullable): the text, or %NULL when there is nothing to read
 */
char *
rlt_html_to_text (const char *html,
                  gsize       length)
{
  g_return_val_if_fail (html != NULL, NULL);

  return rewrite (html, length, FALSE);
}

/**
 * rlt_html_sanitise:
 * @html: (array length=length): a message, with or without markup
 * @length: its length in bytes
 *
 * Of the markup only p, br, ul, ol, li, b, i, u and a are left, balanced and in this spelling, with
 * no attribute but the href of a, an http or https address. Any thread.
 *
 * Returns: (transfer full) (nullable): HTML that is harmless to show, or %NULL when there is nothing
 *   to read
 */
char *
rlt_html_sanitise (const char *html,
                   gsize       length)
{
  g_return_val_if_fail (html != NULL, NULL);

  return rewrite (html, length, TRUE);
}
