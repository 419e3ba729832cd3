/* test-html.c: messages of upstreams as text and as harmless HTML.
 *
 * SPDX-License-Identifier: GPL-3.0-or-later
 */

#include "config.h"

#include <glib.h>
#include <string.h>

#include "rlt-html.h"

typedef struct
{
  const char *html;
  const char *text;                    /* (nullable) */
  const char *sanitised;               /* (nullable) */
} Case;

static void
check_cases (const Case *cases,
             guint       n_cases)
{
  for (guint i = 0; i < n_cases; i++)
    {
      g_autofree char *text = rlt_html_to_text (cases[i].html, strlen (cases[i].html));
      g_autofree char *sanitised = rlt_html_sanitise (cases[i].html, strlen (cases[i].html));

      g_assert_cmpstr (text, ==, cases[i].text);
      g_assert_cmpstr (sanitised, ==, cases[i].sanitised);
    }
}

static void
test_text (void)
{
  const Case cases[] = {
    { "", NULL, NULL },
    { " \n\t ", NULL, NULL },
    { "<p></p><br>&nbsp;", NULL, NULL },
    { "Trafic normal", "Trafic normal", "Trafic normal" },
    { "  two   words ", "two words", "two words" },
    { "a\nb", "a\nb", "a<br>b" },
    { "<b>a</b>\nb", "a b", "<b>a</b> b" },
    { "Trafic&nbsp;interrompu &amp; repris &eacute;t&eacute; &#8217;", "Trafic interrompu & repris été ’",
      "Trafic interrompu &amp; repris été ’" },
    { "<p>Un.</p><p>Deux.</p>", "Un.\nDeux.", "<p>Un.</p><p>Deux.</p>" },
    { "Un.<br>Deux.<br/><br />Trois.", "Un.\nDeux.\nTrois.", "Un.<br>Deux.<br>Trois." },
    { "<ul><li>Un</li><li>Deux</li></ul>", "Un\nDeux", "<ul><li>Un</li><li>Deux</li></ul>" },
    { "<h2>Travaux</h2><div>Ligne <strong>6</strong></div>", "Travaux\nLigne 6", "<p>Travaux</p>Ligne <b>6</b>" },
    { "<table><tr><td>a</td><td>b</td></tr><tr><td>c</td></tr></table>", "a b\nc", "a b<br>c" },
    { "<p>a <em>b <i>c</p> d", "a b c\nd", "<p>a <i>b <i>c</i></i></p>d" },
    { "a<!-- b --> c", "a c", "a c" },
    { "R\xc3\xa9tabli \xff!", "Rétabli \xef\xbf\xbd!", "Rétabli \xef\xbf\xbd!" },
    { "a\xe2\x80\xae" "b\xc2\xad" "c", "abc", "abc" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

/* What looks like the beginning of a tag and is none. */
static void
test_strays (void)
{
  const Case cases[] = {
    { "Panne de l'ascenseur situé Terrase <> Quais 32 - 34", "Panne de l'ascenseur situé Terrase <> Quais 32 - 34",
      "Panne de l'ascenseur situé Terrase &lt;&gt; Quais 32 - 34" },
    { "<p>Niveau -2 <> Niveau -3</p>", "Niveau -2 <> Niveau -3", "<p>Niveau -2 &lt;&gt; Niveau -3</p>" },
    { "Nation <-> Étoile <=> Dauphine", "Nation <-> Étoile <=> Dauphine",
      "Nation &lt;-&gt; Étoile &lt;=&gt; Dauphine" },
    { "temps < 5 min > 3 min", "temps < 5 min > 3 min", "temps &lt; 5 min &gt; 3 min" },
    { "vers <Châtelet> et <Quais 3>", "vers <Châtelet> et <Quais 3>",
      "vers &lt;Châtelet&gt; et &lt;Quais 3&gt;" },
    { "fin <", "fin <", "fin &lt;" },
    { "fin <p", "fin <p", "fin &lt;p" },
    { "fin <!-- rien", "fin <!-- rien", "fin &lt;!-- rien" },
    { "A & B &machin; C", "A & B &machin; C", "A &amp; B &amp;machin; C" },
    { "<o:p>Mot</o:p>", "Mot", "Mot" },
  };

  check_cases (cases, G_N_ELEMENTS (cases));
}

static void
test_harmless (void)
{
  const Case cases[] = {
    { "<a href='http://www.ratp.fr'>plus</a>", "plus", "<a href=\"http://www.ratp.fr\">plus</a>" },
    { "<a HREF=\" HTTPS://ratp.fr/a?b=1&amp;c=2 \" onclick='x()'>plus</a>", "plus",
      "<a href=\"https://ratp.fr/a?b=1&amp;c=2\">plus</a>" },
    { "<a href='javascript:alert(1)'>plus</a>", "plus", "plus" },
    { "<a href=' java\nscript:alert(1)'>plus</a>", "plus", "plus" },
    { "<a href='data:text/html,x'>plus</a>", "plus", "plus" },
    { "<a href='//ratp.fr/x'>plus</a>", "plus", "plus" },
    { "<a href='http://'>plus</a>", "plus", "plus" },
    { "<a href='https://ratp.fr@evil.example/'>plus</a>", "plus", "plus" },
    { "<a href='http://a;b'>plus</a>", "plus", "plus" },
    { "<a href='https://ratp.fr\\.evil.example/'>plus</a>", "plus", "plus" },
    { "<a href='https://ratp.fr/é è'>plus</a>", "plus", "<a href=\"https://ratp.fr/%C3%A9%20%C3%A8\">plus</a>" },
    { "<a>plus</a>", "plus", "plus" },
    { "<a href='https://ratp.fr/\"><script>'>plus</a>", "plus", NULL },
    { "a<script>alert('<b>x</b>')</script>b", "ab", "ab" },
    { "a<style>p { color: red }</style>b", "ab", "ab" },
    { "<p style='color:red' onmouseover=x>a</p>", "a", "<p>a</p>" },
    { "<img src=x onerror=alert(1)>a", "a", "a" },
    { "a<svg onload=alert(1)>b</svg>c", "ac", "ac" },
    { "&lt;script&gt;alert(1)&lt;/script&gt;", "<script>alert(1)</script>",
      "&lt;script&gt;alert(1)&lt;/script&gt;" },
    { "<iframe src='https://x'>a</iframe>b", "b", "b" },
  };

  for (guint i = 0; i < G_N_ELEMENTS (cases); i++)
    {
      if (cases[i].sanitised != NULL)
        {
          check_cases (&cases[i], 1);
        }
      else
        {
          g_autofree char *sanitised = rlt_html_sanitise (cases[i].html, strlen (cases[i].html));

          g_assert_null (strstr (sanitised, "<script"));
          g_assert_null (strstr (sanitised, "\"\""));
        }
    }
}

/* Every tag of a result is one of the allowed ones, and closed. */
static void
assert_sanitised (const char *html)
{
  static const char * const allowed[] = { "p", "br", "ul", "ol", "li", "b", "i", "u", "a", NULL };
  guint n_open = 0;

  if (html == NULL)
    return;

  g_assert_true (g_utf8_validate (html, -1, NULL));
  for (const char *p = strchr (html, '<'); p != NULL; p = strchr (p + 1, '<'))
    {
      const gboolean ends = p[1] == '/';
      const char *name = p + (ends ? 2 : 1);
      g_autofree char *word = g_strndup (name, strspn (name, "abcdefghijklmnopqrstuvwxyz"));

      g_assert_true (g_strv_contains (allowed, word));
      g_assert_true (name[strlen (word)] == '>' || g_str_has_prefix (p, "<a href=\"http"));
      if (ends)
        g_assert_cmpuint (n_open--, >, 0);
      else if (!g_str_equal (word, "br"))
        n_open++;
    }
  g_assert_cmpuint (n_open, ==, 0);
}

static void
test_limits (void)
{
  const char * const parts[] = { "<b>", "<div>", "<ul><li>", "<", "&", "<a href='http://x.fr'>y", "<!--", "</p>",
                                 "<p>x", "&amp;", "\xf0\x9f\x9a\x87" };

  for (guint i = 0; i < G_N_ELEMENTS (parts); i++)
    {
      const gsize n = 2 * RLT_HTML_MAX_SIZE / strlen (parts[i]);
      g_autoptr(GString) html = g_string_new (NULL);
      g_autofree char *text = NULL;
      g_autofree char *sanitised = NULL;
      gint64 begin;

      for (gsize j = 0; j < n; j++)
        g_string_append (html, parts[i]);
      g_string_append (html, "end");

      begin = g_get_monotonic_time ();
      text = rlt_html_to_text (html->str, html->len);
      sanitised = rlt_html_sanitise (html->str, html->len);
      /* Generous, for slow machines and sanitizers: what grows with the square would take hours. */
      g_assert_cmpint (g_get_monotonic_time () - begin, <, 60 * G_USEC_PER_SEC);

      if (text != NULL)
        g_assert_null (strstr (text, "end"));
      assert_sanitised (sanitised);
    }
}

/* Cut anywhere, and with any byte changed, the result keeps its promises. */
static void
test_damage (void)
{
  const char html[] = "<p>Le trafic <b>reprend</b> &eacute;t&eacute; Terrase <> Quais<br>"
                      "<a href='https://www.ratp.fr/a?b=1'>Plus <i>d'infos</i></a></p><ul><li>1<li>2</ul>"
                      "<script>x('</p>')</script><!-- c --> fin";
  const char changes[] = { '<', '>', '&', '\'', '"', '\0', '\xc3', '/', ' ' };

  for (gsize i = 0; i < strlen (html); i++)
    {
      g_autofree char *cut = rlt_html_sanitise (html, i);

      assert_sanitised (cut);
      for (guint j = 0; j < G_N_ELEMENTS (changes); j++)
        {
          g_autofree char *changed = g_strdup (html);
          g_autofree char *sanitised = NULL;
          g_autofree char *text = NULL;

          changed[i] = changes[j];
          sanitised = rlt_html_sanitise (changed, strlen (html));
          text = rlt_html_to_text (changed, strlen (html));
          assert_sanitised (sanitised);
          g_assert_true (text == NULL || g_utf8_validate (text, -1, NULL));
        }
    }
}

/* Each attribute is compared with all others: such a tag would take seconds. */
static void
test_full_tag (void)
{
  g_autoptr(GString) html = g_string_new ("<p");

  for (guint i = 0; i < 6000; i++)
    g_string_append_printf (html, " a%u=1", i);
  g_string_append (html, ">text");

  g_assert_null (rlt_html_to_text (html->str, html->len));
  g_assert_null (rlt_html_sanitise (html->str, html->len));
}

int
main (int    argc,
      char **argv)
{
  g_test_init (&argc, &argv, NULL);

  g_test_add_func ("/html/text", test_text);
  g_test_add_func ("/html/strays", test_strays);
  g_test_add_func ("/html/harmless", test_harmless);
  g_test_add_func ("/html/limits", test_limits);
  g_test_add_func ("/html/damage", test_damage);
  g_test_add_func ("/html/full-tag", test_full_tag);

  return g_test_run ();
}
