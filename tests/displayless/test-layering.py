#!/usr/bin/env python3
"""No folder of src/ reaches above itself: neither by an include nor by what it links.

usage: test-layering.py SOURCE_ROOT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import re
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap
import tree

# What each folder may use; what those may use comes with them. HACKING.md says what lives where.
MAY_USE = {
    "base": [],
    "model": ["base"],
    "net": ["base"],
    "catalogue": ["model"],
    "inference": ["catalogue"],
    "store": ["model"],
    "feeds": ["net", "catalogue"],
    "orchestrator": ["store", "feeds", "inference"],
    "engine": ["orchestrator"],
    "server": ["engine"],
    "simulator": ["catalogue", "base"],
    "cli": ["engine", "server", "simulator"],
    "desktop": ["engine"],
    "ui": ["engine", "desktop", "catalogue", "model"],
    ".": ["cli", "ui", "simulator"],
}
MAY_USE_GTK = ["desktop", "ui", "."]

TOOLKIT = re.compile(r'^\s*#\s*include\s*[<"](gtk/|gdk/|gsk/|adwaita|shumate/|libadwaita)', re.MULTILINE)
INCLUDE = re.compile(r'^\s*#\s*include\s*"([^"]+)"', re.MULTILINE)
LINKED = re.compile(r"\b([a-z]+)_dep\b")

ROOT = pathlib.Path(sys.argv[1])


def reach(folder):
    """The folder and all it may use, directly or through others."""
    found = {folder}
    for used in MAY_USE[folder]:
        found |= reach(used)
    return found


def folder_of(name):
    """The layer a file below src/ belongs to; "." for the main programs."""
    parts = pathlib.PurePosixPath(name).parts[1:-1]
    return parts[0] if parts else "."


def sources():
    return [(name, text) for name, text in tree.files(ROOT, ".c", ".h") if name.startswith("src/")]


def check_folders():
    folders = {folder_of(name) for name, _ in sources()}
    return [f"src/{folder}: not in the table of this test" for folder in folders - MAY_USE.keys()]


def check_includes():
    homes = {}
    problems = []
    for name, _ in sources():
        header = pathlib.PurePosixPath(name).name
        if name.endswith(".h") and homes.setdefault(header, folder_of(name)) != folder_of(name):
            problems.append(f"{name}: a header of this name is in src/{homes[header]}, too")

    for name, text in sources():
        for included in INCLUDE.findall(text):
            home = homes.get(pathlib.PurePosixPath(included).name)
            if home is not None and home not in reach(folder_of(name)):
                problems.append(f"{name}: may not include {included} of src/{home}")
    return problems


def check_toolkit():
    return [f"{name}: may not include {match[1]}…"
            for name, text in sources() if folder_of(name) not in MAY_USE_GTK
            for match in TOOLKIT.finditer(text)]


def check_links():
    problems = []
    for name, text in tree.files(ROOT, "meson.build"):
        folder = folder_of(name)
        if not name.startswith("src/") or folder == ".":
            continue
        for linked in LINKED.findall(text):
            if linked in MAY_USE and linked not in reach(folder):
                problems.append(f"{name}: may not link {linked}_dep")
            if linked in ("gtk", "adwaita", "shumate") and folder not in MAY_USE_GTK:
                problems.append(f"{name}: may not link {linked}_dep")
    return problems


tap.run({
    "folders-known": check_folders,
    "includes": check_includes,
    "toolkit": check_toolkit,
    "links": check_links,
})
