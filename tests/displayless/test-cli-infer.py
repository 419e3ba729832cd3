#!/usr/bin/env python3
"""`rlt infer`: trains out of departures as `rlt decode` prints them.

usage: test-cli-infer.py RLT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import pathlib
import subprocess
import sys

TESTS = pathlib.Path(__file__).resolve().parent.parent
sys.path.insert(0, str(TESTS / "util"))
import tap

RLT = sys.argv[1]
OK, FAILED, USAGE, NOT_FOUND = 0, 1, 2, 3
NOW = "2026-11-24T08:00:10Z"
# Minutes at the first four of the stations to Gambetta: one train before the second, one before the fourth.
BOARDS = {"Porte des Lilas": (3, 7), "Saint-Fargeau": (0, 5), "Pelleport": (1, 6)}


def rlt(*arguments, answer=""):
    """(exit status, standard output, standard error) of a command that is given an answer."""
    result = subprocess.run([RLT, *arguments], text=True, input=answer, check=False, capture_output=True)
    return result.returncode, result.stdout, result.stderr


def departures():
    """What `rlt decode … --json` would print."""
    return json.dumps({"departures": [
        {"line": "metro:3B", "station": station, "destination": "Gambetta", "source": "boards",
         "expected_arrival": f"2026-11-24T08:{minute:02}:00Z", "at_platform": False, "observed_at": "2026-11-24T08:00:00Z"}
        for station, minutes in BOARDS.items() for minute in minutes]})


def check_trains():
    status, output, _ = rlt("infer", "metro:3B", "-", "--now", NOW, "--json", answer=departures())
    answer = json.loads(output)
    trains = answer["trains"]
    wrong = [] if status == OK else [f"status {status}"]
    if [(train["from"], train["to"]) for train in trains] != [("Porte des Lilas", "Saint-Fargeau")]:
        wrong.append(f"trains are {trains}")
    for train in trains:
        low, high = train["uncertainty_m"]
        if not (low <= train["position_m"] <= high and train["basis"] == "inferred" and train["sources"] == ["boards"]
                and train["destination"] == "Gambetta" and len(train["evidence"]) >= 2
                and "Saint-Fargeau" in train["evidence"][0]):
            wrong.append(f"train is {train}")
    return wrong


def check_text():
    status, output, _ = rlt("infer", "metro:3b", "-", "--now", NOW, answer=departures())
    return [] if status == OK and "Porte des Lilas" in output and "Gambetta" in output else [output]


def check_errors():
    wrong = []
    for expected, arguments, answer in [
            (USAGE, ("metro:3B",), ""), (USAGE, ("metro:3B", "-", "--now", "soon"), departures()),
            (NOT_FOUND, ("metro:99", "-"), departures()), (FAILED, ("metro:3B", "/nonexistent"), ""),
            (FAILED, ("metro:3B", "-"), "{"), (FAILED, ("metro:3B", "-"), "[]"), (FAILED, ("metro:3B", "-"), "")]:
        status, _, errors = rlt("infer", *arguments, answer=answer)
        if status != expected or not errors.startswith("rlt: "):
            wrong.append(f"{arguments}: {status} {errors}")
    return wrong


def check_odd():
    """What is no departure is left out."""
    answer = json.dumps({"departures": [1, None, {}, {"line": 3, "station": []}, {"line": "metro:1", "station": "Nation"}]})
    status, output, _ = rlt("infer", "metro:3B", "-", "--json", answer=answer)
    document = json.loads(output)
    return [] if status == OK and document["trains"] == [] and document["departures_unused"] == 3 else [output]


tap.run({
    "trains": check_trains,
    "text": check_text,
    "errors": check_errors,
    "odd input": check_odd,
})
