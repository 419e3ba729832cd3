#!/usr/bin/env python3
"""`rlt simulate`: what it refuses, what it serves, how it ends.

usage: test-cli-simulate.py RLT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import pathlib
import re
import signal
import subprocess
import sys
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap

RLT = sys.argv[1]
OK, FAILED, USAGE = 0, 1, 2


@contextlib.contextmanager
def simulator(*arguments):
    """The process and its address; whatever happens, it is ended."""
    process = subprocess.Popen([RLT, "simulate", "--port", "0", *arguments], text=True, stdout=subprocess.PIPE)
    try:
        yield process, re.search(r"http://\S+", process.stdout.readline()).group()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def fetch(address):
    """(HTTP status, body)."""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(address) as answer:
            return answer.status, answer.read()
    except urllib.error.HTTPError as error:
        return error.code, error.read()


def check_refused():
    problems = []
    for option, value in [("--fault", "gtfs-rt:teapot"), ("--fault", "all:latency=soon"), ("--port", "70000"),
                          ("--speed", "0"), ("--start", "yesterday")]:
        result = subprocess.run([RLT, "simulate", option, value], text=True, check=False, capture_output=True)
        if result.returncode != USAGE or not result.stderr.startswith(f"rlt: {option}: "):
            problems.append(f"{option} {value}: exit {result.returncode}, “{result.stderr}”")
        if option == "--fault" and value not in result.stderr:
            problems.append(f"{option} {value}: “{result.stderr}” does not name it")
    return problems


def check_serves():
    problems = []
    with simulator("--start", "2026-11-23T08:30:00+01:00", "--speed", "60", "--fault", "gtfs-rt:status=503") as (_, base):
        status, body = fetch(base + "/health")
        if status != 200 or not json.loads(body)["time"].startswith("2026-11-23T07:"):
            problems.append(f"/health: {status} {body}")
        status, body = fetch(base + "/truth?line=metro:1")
        if status != 200 or len(json.loads(body)["trains"]) < 30:
            problems.append(f"/truth: {status}, {len(body)} bytes")
        if fetch(base + "/gtfs-rt/trip-updates")[0] != 503:
            problems.append("/gtfs-rt/trip-updates: no fault")
    return problems


def check_ends():
    problems = []
    for number in (signal.SIGINT, signal.SIGTERM):
        with simulator() as (process, base):
            process.send_signal(number)
            if process.wait() != OK:
                problems.append(f"{number.name}: exit {process.returncode}")
    return problems


def check_port_taken():
    with simulator() as (_, base):
        result = subprocess.run([RLT, "simulate", "--port", base.rpartition(":")[2]], text=True, check=False,
                                capture_output=True)
    return [] if result.returncode == FAILED and "port" in result.stderr else [f"exit {result.returncode}: {result.stderr}"]


tap.run({
    "refused": check_refused,
    "serves": check_serves,
    "ends": check_ends,
    "port-taken": check_port_taken,
})
