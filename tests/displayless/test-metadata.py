#!/usr/bin/env python3
"""What the desktop and the translators read of us is valid, and French is complete.

usage: test-metadata.py SOURCE_ROOT DESKTOP_FILE METAINFO_FILE

SPDX-License-Identifier: GPL-3.0-or-later
"""

import os
import pathlib
import shutil
import subprocess
import sys
import tempfile

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap

ROOT, DESKTOP, METAINFO = sys.argv[1:4]
PO = f"{ROOT}/po/fr.po"

# As meson's i18n module calls it for programs with GLib.
XGETTEXT = ["xgettext", "--from-code=UTF-8", "--add-comments", f"--directory={ROOT}",
            f"--files-from={ROOT}/po/POTFILES", "--keyword=_", "--keyword=N_", "--keyword=C_:1c,2",
            "--keyword=NC_:1c,2", "--keyword=g_dcgettext:2", "--keyword=g_dngettext:2,3",
            "--keyword=g_dpgettext2:2c,3"]


def output_of(*command):
    """(exit status, lines written) of a tool."""
    if shutil.which(command[0]) is None:
        raise tap.Skip(f"{command[0]} is not installed")
    result = subprocess.run(command, env={**os.environ, "LC_ALL": "C.UTF-8"}, text=True, check=False,
                            stdout=subprocess.PIPE, stderr=subprocess.STDOUT)
    return result.returncode, result.stdout.splitlines()


def check_desktop():
    status, lines = output_of("desktop-file-validate", DESKTOP)
    return lines if status else []


def check_metainfo():
    _, lines = output_of("appstreamcli", "validate", "--no-net", METAINFO)
    # There is no home page that could be named.
    return [line for line in lines if line.startswith(("E:", "W:")) and "url-homepage-missing" not in line]


def check_french():
    status, lines = output_of("msgfmt", "--check", "--statistics", "--output-file=/dev/null", PO)
    if status or any("untranslated" in line or "fuzzy" in line for line in lines):
        return lines
    return []


def check_french_covers_sources():
    with tempfile.TemporaryDirectory() as folder:
        template = f"{folder}/sources.pot"
        status, lines = output_of(*XGETTEXT, f"--output={template}")
        if status:
            return lines
        status, lines = output_of("msgcmp", PO, template)
    return lines if status else []


def check_french_typography():
    """Quotes, apostrophes and the space before a double sign are those of French."""
    problems = []
    translated = False
    with open(PO, encoding="utf-8") as po:
        for number, line in enumerate(po, 1):
            translated = (translated or line.startswith("msgstr")) and not line.startswith(("msgid", "#"))
            if not translated or '"' not in line or number < 20:
                continue
            text = line[line.index('"') + 1:line.rindex('"')].replace('\\"', '"')
            problems += [f"{PO}:{number}: {wrong!r} in “{text}”"
                         for wrong in ("'", '"', "...", " :", " ;", " !", " ?", "« ", " »") if wrong in text]
    return problems


tap.run({
    "desktop-file": check_desktop,
    "metainfo": check_metainfo,
    "french": check_french,
    "french-covers-sources": check_french_covers_sources,
    "french-typography": check_french_typography,
})
