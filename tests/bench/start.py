#!/usr/bin/env python3
"""How long the application takes to its first window and its first trains, and what memory it holds,
beside an empty GTK window in the same run.

usage: start.py EMPTY_WINDOW APPLICATION [--runs N]

Both programs print "rlt-trace: mapped" and the application "rlt-trace: first-trains"; the time is
taken here, from just before the process is started to the line's arrival, so both bear the same cost
of telling it. Runs alternate; the medians are compared. Prints one JSON document.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import argparse
import json
import pathlib
import statistics
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import session

SETTLE_SECONDS = 3

LIMITS = {
    "mapped_ratio": 3.0,
    "first_trains_ms": 380,
    "resident_mb": 150,
    "proportional_mb": 110,
}


def memory_of(pid):
    """Resident and proportional memory in MB (of 1000² bytes)."""
    sizes = {}
    with open(f"/proc/{pid}/smaps_rollup", encoding="ascii") as rollup:
        for line in rollup:
            name, _, rest = line.partition(":")
            if name in ("Rss", "Pss"):
                sizes[name] = int(rest.split()[0]) * 1024 / 1e6
    return {"resident_mb": sizes["Rss"], "proportional_mb": sizes["Pss"]}


def run_once(command, environment, last_event):
    """Starts a program, and returns its figures once it has told of the last event and settled."""
    figures = {}
    started = time.monotonic()
    with session.ending(subprocess.Popen(command, env={**environment, "RLT_TRACE_START": "1"}, text=True,
                                         stdout=subprocess.PIPE, stderr=subprocess.STDOUT)) as process:
        said = []
        for line in process.stdout:
            said.append(line)
            if line.startswith("rlt-trace: "):
                event = line.split()[1]
                figures.setdefault(event.replace("-", "_") + "_ms", (time.monotonic() - started) * 1000)
                if event == last_event:
                    break
        else:
            raise RuntimeError(f"{command[0]} ended before “{last_event}”:\n{''.join(said)}")
        time.sleep(SETTLE_SECONDS)
        figures.update(memory_of(process.pid))
    return figures


def medians(runs):
    return {name: round(statistics.median(run[name] for run in runs), 1) for name in runs[0]}


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("empty_window")
    parser.add_argument("application")
    parser.add_argument("--runs", type=int, default=5)
    options = parser.parse_args()

    empty_runs, application_runs = [], []
    with session.private_session() as environment:
        for number in range(options.runs + 1):
            empty = run_once([options.empty_window], environment, "mapped")
            application = run_once([options.application, "--demo"], environment, "first-trains")
            # The first pair only warms the caches of the file system and of fontconfig.
            if number > 0:
                empty_runs.append(empty)
                application_runs.append(application)

    empty, application = medians(empty_runs), medians(application_runs)
    measured = {
        "mapped_ratio": round(application["mapped_ms"] / empty["mapped_ms"], 2),
        **{name: application[name] for name in LIMITS if name in application},
    }
    print(json.dumps({
        "bench": "start",
        "runs": options.runs,
        "empty_window": empty,
        "application": application,
        "measured": measured,
        "limits": LIMITS,
        "met": {name: measured[name] <= limit for name, limit in LIMITS.items()},
    }))


if __name__ == "__main__":
    main()
