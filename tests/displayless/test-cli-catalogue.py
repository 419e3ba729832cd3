#!/usr/bin/env python3
"""`rlt lines`, `rlt line` and `rlt nearest`: what they print and how they end.

usage: test-cli-catalogue.py RLT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap

RLT = sys.argv[1]
OK, USAGE, NOT_FOUND = 0, 2, 3


def rlt(*arguments):
    """(exit status, standard output, standard error) of a command."""
    result = subprocess.run([RLT, *arguments], text=True, check=False, capture_output=True)
    return result.returncode, result.stdout, result.stderr


def document(*arguments):
    """The JSON document that a command prints."""
    return json.loads(rlt(*arguments, "--json")[1])


def unlike(**pairs):
    """What of NAME=(is, should be) is not as it should be."""
    return [f"{name} is {is_!r}, not {should!r}" for name, (is_, should) in pairs.items() if is_ != should]


def check_lines():
    lines = document("lines")
    metro = document("lines", "--network", "METRO")
    _, text, _ = rlt("lines")
    return unlike(
        lines=(len(lines["lines"]), 46),
        first=(lines["lines"][0]["line"], "metro:1"),
        after_3=([line["code"] for line in metro["lines"]][2:4], ["3", "3B"]),
        metro=(len(metro["lines"]), 16),
        date=(lines["data_date"] in text, True),
        attribution=("Île-de-France Mobilités" in text, True),
        color=(lines["lines"][3]["color"], "#6ec4e8"))


def check_line():
    line = document("line", "metro", "3bis")
    note = document("line", "rer", "c")["note"]
    stops = [stop["name"] for stop in line["patterns"][0]["stops"]]
    return unlike(
        key=(line["line"], "metro:3B"),
        siri=(line["ids"]["siri"], "STIF:Line::C01386:"),
        ratp=(line["ids"]["ratp"], "LIG:IDFM:C01386"),
        station=(line["stations"][0]["ids"]["siri"][:18], "STIF:StopArea:SP:" + line["stations"][0]["ids"]["zda"][:1]),
        ends=({stops[0], stops[-1]}, {"Gambetta", "Porte des Lilas"}),
        order=([stop["distance_m"] for stop in line["patterns"][0]["stops"]],
               sorted(stop["distance_m"] for stop in line["patterns"][0]["stops"])),
        length=(1200 < line["length_m"] < 1700, True),
        no_note=(line["note"], None),
        note=(note is not None and "37" in note, True))


def check_nearest():
    found = document("nearest", "48.8584", "2.347", "--max", "3")["stations"]
    around = document("nearest", "48.8584", "2.347", "--radius", "100")["stations"]
    return unlike(
        stations=(len(found), 3),
        first=(found[0]["name"], "Châtelet"),
        lines=("metro:14" in found[0]["lines"], True),
        sorted=(found, sorted(found, key=lambda station: station["distance_m"])),
        around=(len(around), 1),
        none=(document("nearest", "0", "-30.5", "--radius", "10"), {"radius_m": 10.0, "stations": []}),
        far=(document("nearest", "0", "0")["stations"], []),
        said=(rlt("nearest", "0", "0"), (OK, "No station within 20000 m.\n", "")),
        wide=(len(document("nearest", "0", "0", "--radius", "2e7", "--max", "2")["stations"]), 2))


def check_refusals():
    """Bad input is refused by its name."""
    refusals = [
        (USAGE, "LAT", ("nearest", "abc", "2")),
        (USAGE, "LAT", ("nearest", "91", "2")),
        (USAGE, "LAT", ("nearest", "nan", "2")),
        (USAGE, "LON", ("nearest", "48", "181")),
        (USAGE, "LON", ("nearest", "48", "")),
        (USAGE, "nearest", ("nearest", "48")),
        (USAGE, "--radius", ("nearest", "48", "2", "--radius", "0")),
        (USAGE, "--radius", ("nearest", "48", "2", "--radius", "far")),
        (USAGE, "--max", ("nearest", "48", "2", "--max", "0")),
        (USAGE, "--far", ("nearest", "48", "2", "--far")),
        (USAGE, "--network", ("lines", "--network", "bus")),
        (USAGE, "line", ("line", "metro")),
        (NOT_FOUND, "15", ("line", "metro", "15")),
        (NOT_FOUND, "0", ("line", "metro", "0")),
        (NOT_FOUND, "bus", ("line", "bus", "1")),
    ]
    problems = []
    for expected, what, arguments in refusals:
        status, output, error = rlt(*arguments)
        if status != expected or what not in error or not error.startswith("rlt: ") or output:
            problems.append(f"{arguments}: status {status}, “{error.strip()}”")
    return problems


tap.run({
    "lines": check_lines,
    "line": check_line,
    "nearest": check_nearest,
    "refusals": check_refusals,
})
