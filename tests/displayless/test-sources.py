#!/usr/bin/env python3
"""What holds for every file: a licence, calls that are not made, strings that reach the translators.

usage: test-sources.py SOURCE_ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import fnmatch
import pathlib
import re
import sys
import xml.etree.ElementTree

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap
import tree

ROOT = pathlib.Path(sys.argv[1])

TRANSLATABLE_C = re.compile(r'(?<![\w])(?:_|N_|C_|NC_|ngettext|g_dngettext|g_dpgettext2)\s*\(\s*"')
TRANSLATABLE_XML = re.compile(r'translatable="(?:yes|true)"')
CUT_STRING = re.compile(r'(?<![\w])N?_\s*\((?:\s*"(?:\\.|[^"\\])*")+\s*(?:G_G|PRI)\w+')
COMMENT_OR_STRING = re.compile(r'/\*.*?\*/|//[^\n]*|"(?:\\.|[^"\\])*"', re.DOTALL)
UNWANTED_CALL = re.compile(
    r"\b(sprintf|strcpy|strcat|gets|atoi|atof|system|popen|g_spawn_command_line_sync|sleep|usleep|"
    r"g_usleep|localtime|gmtime|strtok)\s*\(")


def check_licences():
    annotated = re.findall(r'"([^"]+)"', (ROOT / "REUSE.toml").read_text(encoding="utf-8"))
    suffixes = (".c", ".h", ".py", ".build", ".ui", ".xml", ".in", ".svg", ".sql", ".proto", ".md", ".css",
                ".txt", ".po", ".supp", "scripts/deps", "scripts/build", "scripts/fuzz", "scripts/run", "scripts/test",
                "scripts/private-session", "scripts/screenshots", ".ci/run")
    return [f"{name}: neither an SPDX-License-Identifier at its head nor a place in REUSE.toml"
            for name, text in tree.files(ROOT, *suffixes)
            if "SPDX-License-Identifier:" not in text[:1000]
            and not name.startswith("LICENSES/")
            and not any(fnmatch.fnmatch(name, pattern) for pattern in annotated)]


def check_calls():
    problems = []
    for name, text in tree.files(ROOT, ".c"):
        if name.startswith("src/"):
            code = COMMENT_OR_STRING.sub("", text)
            problems += [f"{name}: calls {call}()" for call in UNWANTED_CALL.findall(code)]
    return problems


def check_format_macros():
    """xgettext ends a string at a macro such as G_GINT64_FORMAT, and it is never translated."""
    return [f"{name}: {match[0]} … in a string to translate: print the number into a text of its own first"
            for name, text in tree.files(ROOT, ".c") if name.startswith("src/")
            for match in CUT_STRING.finditer(text)]


def has_strings(name, text):
    if name.endswith((".c", ".h")):
        return TRANSLATABLE_C.search(COMMENT_OR_STRING.sub(lambda match: match[0] if match[0][0] == '"' else "", text))
    if name.endswith(".ui"):
        return TRANSLATABLE_XML.search(text)
    return name.endswith((".desktop.in.in", ".metainfo.xml.in.in"))


def check_potfiles():
    listed = [line for line in (ROOT / "po/POTFILES").read_text(encoding="utf-8").splitlines()
              if line and not line.startswith("#")]
    problems = [f"po/POTFILES: {name} does not exist" for name in listed if not (ROOT / name).is_file()]
    if listed != sorted(listed):
        problems.append("po/POTFILES: not sorted")
    for name, text in tree.files(ROOT, ".c", ".h", ".ui", ".in"):
        if name.startswith(("src/", "data/")) and has_strings(name, text) and name not in listed:
            problems.append(f"{name}: has strings to translate, and is not in po/POTFILES")
    return problems


def check_ui_files():
    """Every .ui file can be read, and is in the resource of its folder or one above."""
    problems = []
    for name, text in tree.files(ROOT, ".ui"):
        try:
            xml.etree.ElementTree.fromstring(text)
        except xml.etree.ElementTree.ParseError as error:
            problems.append(f"{name}: {error}")
    listed = set()
    for name, text in tree.files(ROOT, ".gresource.xml"):
        folder = pathlib.PurePosixPath(name).parent
        for entry in xml.etree.ElementTree.fromstring(text).iter("file"):
            listed.add((folder / entry.text.strip()).name)
    return problems + [f"{name}: in no *.gresource.xml" for name, _ in tree.files(ROOT, ".ui")
                       if pathlib.PurePosixPath(name).name not in listed]


tap.run({
    "licences": check_licences,
    "unwanted-calls": check_calls,
    "potfiles": check_potfiles,
    "format-macros": check_format_macros,
    "ui-files": check_ui_files,
})
