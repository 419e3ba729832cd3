#!/usr/bin/env python3
"""The application itself: the demonstration shows its window and its trains, wrong use is told.

usage: test-demo.py APPLICATION

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib
import shutil
import signal
import subprocess
import sys

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import session
import tap

APPLICATION = sys.argv[1]


def run(*arguments, environment=None):
    return subprocess.run([APPLICATION, *arguments], env=environment, text=True, check=False,
                          stdout=subprocess.PIPE, stderr=subprocess.PIPE)


def check_trains():
    """The window, then the first trains; nothing is complained about; it ends when it is told to."""
    if shutil.which("Xvfb") is None or shutil.which("dbus-daemon") is None:
        raise tap.Skip("Xvfb or dbus-daemon is not installed")

    problems = []
    with session.private_session() as environment:
        environment["RLT_TRACE_START"] = "1"
        with session.ending(subprocess.Popen([APPLICATION, "--demo", "--seed=1"], env=environment, text=True,
                                             stdout=subprocess.PIPE, stderr=subprocess.PIPE)) as process:
            events = []
            for line in process.stdout:
                events.append(line.split()[1])
                if events[-1] == "first-trains":
                    break
            process.send_signal(signal.SIGTERM)
            complaints = process.communicate()[1].splitlines()
            if "mapped" not in events or events[-1] != "first-trains":
                problems.append(f"the window or the trains are missing from what it told: {events}")
            if process.returncode != 0:
                problems.append(f"ended with {process.returncode}")
            problems += [line for line in complaints if "CRITICAL" in line or "WARNING" in line]
    return problems


def check_signals():
    """Told to end by a signal, it ends as if its window had been closed: what it keeps is written down."""
    if shutil.which("Xvfb") is None or shutil.which("dbus-daemon") is None:
        raise tap.Skip("Xvfb or dbus-daemon is not installed")

    problems = []
    for number in (signal.SIGTERM, signal.SIGINT):
        with session.private_session() as environment:
            environment.update(RLT_TRACE_START="1", GSETTINGS_BACKEND="keyfile")
            with session.ending(subprocess.Popen([APPLICATION, "--demo"], env=environment, text=True,
                                                 stdout=subprocess.PIPE)) as process:
                if not any(line.startswith("rlt-trace: mapped") for line in process.stdout):
                    problems.append("the window was never there")
                process.send_signal(number)
                process.wait()
            settings = pathlib.Path(environment["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings" / "keyfile"
            kept = settings.read_text(encoding="utf-8") if settings.exists() else ""
            if process.returncode != 0 or "view-zoom=" not in kept:
                problems.append(f"after {number.name}: exit status {process.returncode}, kept: {kept!r}")
    return problems


def check_no_display():
    with session.private_home() as environment:
        result = run("--demo", environment=environment)
    if result.returncode != 1 or "display" not in result.stderr:
        return [f"exit status {result.returncode}", result.stderr]
    return []


def check_usage():
    result = run("--no-such-option")
    if result.returncode != 2 or not result.stderr.startswith("ratp-live-tracker: "):
        return [f"exit status {result.returncode}", result.stderr]
    return []


def check_version():
    result = run("--version")
    return [] if result.returncode == 0 and result.stdout.startswith("ratp-live-tracker ") else [result.stdout]


tap.run({
    "demo": check_trains,
    "signals": check_signals,
    "no-display": check_no_display,
    "usage": check_usage,
    "version": check_version,
})
