#!/usr/bin/env python3
"""Sums up a test run, subtest by subtest, from meson's testlog.json.

usage: count-results.py TESTLOG.JSON
Prints what the failed programs wrote, and last "N passed, N failed, N skipped"; exits 1 when something
failed or nothing ran.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import json
import re
import sys

RESULT = re.compile(r"^(not )?ok\b(.*)$")
SKIP = re.compile(r"#\s*skip", re.IGNORECASE)
NOTHING_PLANNED = re.compile(r"^1\.\.0\b")


def count_tap(output):
    """The passed, failed and skipped results of one program's output."""
    passed = failed = skipped = 0
    for line in output.splitlines():
        result = RESULT.match(line)
        if NOTHING_PLANNED.match(line):
            skipped += 1
        elif not result:
            continue
        elif SKIP.search(result[2]):
            skipped += 1
        elif result[1]:
            failed += 1
        else:
            passed += 1
    return passed, failed, skipped


def count_test(entry):
    """As count_tap(), of one entry of the log: a program that says nothing counts as one result."""
    passed, failed, skipped = count_tap(entry.get("stdout", ""))
    if entry["result"] == "SKIP":
        skipped = max(skipped, 1)
    elif entry["result"] == "OK":
        passed = passed if passed + skipped else 1
    else:
        failed = max(failed, 1)
    return passed, failed, skipped


def print_failure(entry):
    print(f"\n--- {entry['name']}: {entry['result']}, exit status {entry['returncode']}")
    for stream in ("stdout", "stderr"):
        print(entry.get(stream, "").rstrip("\n"))


def main():
    with open(sys.argv[1], encoding="utf-8") as log:
        entries = [json.loads(line) for line in log if line.strip()]
    counts = [count_test(entry) for entry in entries]
    for entry, (_, failed, _) in zip(entries, counts):
        if failed:
            print_failure(entry)
    passed, failed, skipped = (sum(column) for column in zip(*counts)) if counts else (0, 0, 0)
    print(f"{passed} passed, {failed} failed, {skipped} skipped")
    return 1 if failed or not counts else 0


if __name__ == "__main__":
    sys.exit(main())
