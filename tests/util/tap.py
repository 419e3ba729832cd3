"""Test programs in Python: checks that are reported one by one, in the Test Anything Protocol.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import sys


class Skip(Exception):
    """Raised by a check that cannot be made here; says why."""


def run(checks):
    """Runs checks, a dict from name to function. A function returns a list of what is wrong, each a
    line of text; an empty list means that all is well. Ends the program."""
    failed = False
    print("TAP version 13")
    print(f"1..{len(checks)}")
    for number, (name, check) in enumerate(checks.items(), 1):
        try:
            problems = check()
        except Skip as reason:
            print(f"ok {number} {name} # SKIP {reason}")
            continue
        for problem in problems:
            print(f"{name}: {problem}", file=sys.stderr)
        failed = failed or bool(problems)
        print(f"{'not ok' if problems else 'ok'} {number} {name}", flush=True)
    sys.exit(1 if failed else 0)
