#!/usr/bin/env python3
"""`rlt serve`, `snapshot`, `departures`, `feeds` and the local API.

usage: test-cli-serve.py RLT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import json
import os
import pathlib
import re
import signal
import subprocess
import sys
import tempfile
import urllib.error
import urllib.request

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import tap

RLT = sys.argv[1]
OK, FAILED, USAGE, NOT_FOUND, UPSTREAM = 0, 1, 2, 3, 4
FEEDS = {"prim-et", "prim-sm", "prim-gm", "prim-disruptions", "prim-reports", "open-data-quays"}
TRAIN = {"line", "direction", "destination", "from", "to", "progress", "position_m", "uncertainty_m", "latitude",
         "longitude", "bearing", "eta_seconds", "basis", "sources", "evidence", "observed_at"}


def environment(home):
    return os.environ | {"HOME": home, "XDG_DATA_HOME": f"{home}/data", "XDG_CONFIG_HOME": f"{home}/config",
                         "RLT_CREDENTIALS_FILE": f"{home}/credentials"}


def rlt(home, *arguments):
    """(exit status, standard output, standard error)"""
    result = subprocess.run([RLT, *arguments], text=True, check=False, capture_output=True, env=environment(home))
    return result.returncode, result.stdout, result.stderr


@contextlib.contextmanager
def service(home):
    """The process and its address; whatever happens, it is ended."""
    process = subprocess.Popen([RLT, "serve", "--demo", "--port", "0"], text=True, stdout=subprocess.PIPE,
                               env=environment(home))
    try:
        yield process, re.search(r"http://\S+", process.stdout.readline()).group()
    finally:
        process.kill()
        process.wait()
        process.stdout.close()


def fetch(address, method="GET", **headers):
    """(HTTP status, JSON document)"""
    opener = urllib.request.build_opener(urllib.request.ProxyHandler({}))
    try:
        with opener.open(urllib.request.Request(address, method=method, headers=headers)) as answer:
            return answer.status, json.load(answer)
    except urllib.error.HTTPError as error:
        return error.code, json.load(error)


def check_refused():
    problems = []
    with tempfile.TemporaryDirectory() as home:
        for expected, *arguments in [
                (USAGE, "serve", "--port", "70000"), (USAGE, "serve", "--speed", "0"),
                (USAGE, "serve", "--profile", "../elsewhere"), (USAGE, "serve", "--demo", "--start", "soon"),
                (USAGE, "snapshot", "metro"), (NOT_FOUND, "snapshot", "metro", "99"),
                (NOT_FOUND, "snapshot", "bus", "1"), (FAILED, "snapshot", "metro", "1"),
                (NOT_FOUND, "departures", "no such place at all"), (USAGE, "departures")]:
            code, _, said = rlt(home, *arguments)
            if code != expected or not said.startswith("rlt: "):
                problems.append(f"{arguments}: exit {code}, “{said}”")
    return problems


def check_without_key():
    problems = []
    with tempfile.TemporaryDirectory() as home:
        for arguments in [("serve", "--once"), ("snapshot", "metro", "1", "--refresh"), ("departures", "Bastille"),
                          ("traffic",), ("traffic", "--json")]:
            code, _, said = rlt(home, *arguments)
            if code != UPSTREAM or "prim.iledefrance-mobilites.fr" not in said:
                problems.append(f"{arguments}: exit {code}, “{said}”")
    return problems


def check_table():
    with tempfile.TemporaryDirectory() as home:
        code, table, said = rlt(home, "serve", "--demo", "--once")
    lines = re.findall(r"(?:metro|rer|tram|transilien|cable):\S+", table)
    return [] if code == OK and len(set(lines)) == 46 else [f"exit {code}, {len(lines)} lines, “{said}”"]


def check_store_error():
    """A database that cannot be used is named, and the table is there all the same."""
    with tempfile.TemporaryDirectory() as home:
        rlt(home, "serve", "--demo", "--once")
        database = next(pathlib.Path(home, "data").rglob("*.sqlite*"))
        for path in database.parent.glob(f"{database.name}-*"):
            path.unlink()
        database.write_bytes(b"this is no database " * 500)
        code, table, said = rlt(home, "serve", "--demo", "--once")
    if code != OK or "metro:1" not in table or not said.startswith("rlt: "):
        return [f"exit {code}, “{said}”, {table}"]
    return []


def check_unasked():
    """What was never asked is told from what is off, which tells why."""
    with tempfile.TemporaryDirectory() as home:
        code, text, said = rlt(home, "feeds")
        feeds = {feed["id"]: feed for feed in json.loads(rlt(home, "feeds", "--json")[1])["feeds"]}
    if code != OK or "not asked yet" not in text or "never answered" in text:
        return [f"exit {code}, “{said}”, {text}"]
    if feeds["prim-reports"]["state"] != "starting" or feeds["gtfs-rt"]["state"] != "off" \
            or not feeds["gtfs-rt"]["last_error"]:
        return [f"feeds: {feeds}"]
    return []


def check_snapshot():
    with tempfile.TemporaryDirectory() as home:
        code, text, said = rlt(home, "snapshot", "metro", "3b", "--demo", "--refresh", "--json")
        fresh = json.loads(text)
        remembered = json.loads(rlt(home, "snapshot", "metro", "3B", "--profile", "demo", "--json")[1])
        feeds = json.loads(rlt(home, "feeds", "--profile", "demo", "--json")[1])["feeds"]
    problems = [] if code == OK else [f"exit {code}: {said}"]
    departures = [(station["station"], direction["direction"], departure) for station in fresh["stations"]
                  for direction in station["directions"] for departure in direction["departures"]]
    if fresh["line"] != "metro:3B" or not fresh["trains"] or not departures:
        problems.append(f"{fresh['line']}: {len(fresh['trains'])} trains, {len(departures)} departures")
    if {direction for _, direction, _ in departures} != {0, 1} or len(fresh["stations"]) != 4:
        problems.append(f"stations and directions: {fresh['stations']}")
    if len({departure["id"] for _, _, departure in departures}) != len(departures):
        problems.append("departures share ids")
    problems += [f"a train lacks {TRAIN - train.keys()}" for train in fresh["trains"] if TRAIN - train.keys()]
    if [train["id"] for train in remembered["trains"]] != [train["id"] for train in fresh["trains"]]:
        problems.append("the database remembers other trains")
    if {feed["id"]: feed["state"] for feed in feeds}["prim-et"] != "ok":
        problems.append(f"feeds: {feeds}")
    return problems


def check_departures():
    with tempfile.TemporaryDirectory() as home:
        code, text, said = rlt(home, "departures", "châtelet", "--demo", "--json")
    answer = json.loads(text)
    lines = {departure["line"] for departure in answer["departures"]}
    if code != OK or not {"metro:1", "metro:4", "metro:14"} <= lines:
        return [f"exit {code}, {answer['station']}, {lines}, “{said}”"]
    return []


def check_traffic():
    """A second run waits for its own answers; when nobody answers, what was known is told, and who fails."""
    problems = []
    with tempfile.TemporaryDirectory() as home:
        credentials = pathlib.Path(f"{home}/credentials")
        credentials.touch(mode=0o600)
        credentials.write_text("prim-api-key=any\n")
        simulator = subprocess.Popen([RLT, "simulate", "--port", "0"], text=True, stdout=subprocess.PIPE)
        try:
            base = re.search(r"http://\S+", simulator.stdout.readline()).group()
            for run in (1, 2, 3):
                code, table, said = rlt(home, "traffic", "--base-url", base)
                if code != OK or said or not table.rstrip().endswith("unknown 0"):
                    problems.append(f"run {run}: exit {code}, “{said}”, {table.splitlines()[-3:]}")
            fault = urllib.request.Request(f"{base}/faults", method="POST", data=b"all:refuse")
            urllib.request.build_opener(urllib.request.ProxyHandler({})).open(fault).close()
            code, table, said = rlt(home, "traffic", "--base-url", base)
            if code != UPSTREAM or "last known: normal" not in table or "prim-disruptions, prim-reports: " not in table:
                problems.append(f"nobody answers: exit {code}, “{said}”, {table}")
        finally:
            simulator.kill()
            simulator.wait()
            simulator.stdout.close()
    return problems


def check_api():
    problems = []
    with tempfile.TemporaryDirectory() as home, service(home) as (process, base):
        while not fetch(f"{base}/api/snapshots/metro/14")[1]["trains"]:
            pass
        lines = fetch(f"{base}/api/lines")[1]["lines"]
        if len(lines) != 46 or not all(line["trains"] for line in lines):
            problems.append(f"{len(lines)} lines, trains {[line['trains'] for line in lines]}")
        trams = fetch(f"{base}/api/lines?transport_type=tram")[1]["lines"]
        if {line["network"] for line in trams} != {"tram"}:
            problems.append(f"trams: {trams}")
        line = fetch(f"{base}/api/lines/tram/t3A")[1]
        if line["line"] != "tram:T3a" or len(line["stations"]) < 20:
            problems.append(f"a line: {line}")
        health = fetch(f"{base}/health")[1]
        if not health["simulated"] or not FEEDS <= {feed["id"] for feed in health["feeds"]}:
            problems.append(f"health: {health}")

        traffic = fetch(f"{base}/api/traffic")[1]["lines"]
        if len(traffic) != 46 or any(line["level"] == "unknown" and not line["status"]["note"] for line in traffic):
            problems.append(f"traffic: {traffic}")
        for code, expected in [("metro:3b", ["metro:3B"]), ("14", ["metro:14"]), ("line:IDFM:C01742", ["rer:A"])]:
            found = [line["line"] for line in fetch(f"{base}/api/traffic?line_code={code}")[1]["lines"]]
            if found != expected:
                problems.append(f"traffic of {code}: {found}")
        summary = fetch(f"{base}/api/traffic/status")[1]
        if sum(summary["levels"].values()) != 46 or len(summary["lines"]) != 46:
            problems.append(f"summary: {summary}")

        for station, direction in [("Gambetta", "A"), ("Gambetta", "B"), ("71808", "0"), ("IDFM:71808", "r"),
                                   ("gambetta", "Porte%20des%20Lilas")]:
            status, board = fetch(f"{base}/api/schedules/metro/3b/{station}/{direction}")
            if status != 200 or board["schedule"]["station"] != "Gambetta" or not (board["schedule"]["directions"] or board["note"]):
                problems.append(f"schedule of {station} {direction}: {status} {board}")

        for expected, field, address, method, headers in [
                (404, "code", "/api/lines/metro/99", "GET", {}), (404, "network", "/api/snapshots/bus/1", "GET", {}),
                (404, None, "/api/nothing", "GET", {}), (400, None, "/api/lines/%00", "GET", {}),
                (404, None, "/api/traffic/metro", "GET", {}),
                (404, "station", "/api/schedules/metro/3b/Nation/A", "GET", {}),
                (400, "direction", "/api/schedules/metro/3b/Gambetta/up", "GET", {}),
                (404, "code", "/api/schedules/metro/99/Gambetta/A", "GET", {}),
                (404, None, "/api/schedules/metro/3b/Gambetta", "GET", {}), (400, "line_code", "/api/traffic?line_code=99", "GET", {}), (400, "transport_type", "/api/lines?transport_type=x", "GET", {}),
                (405, None, "/health", "POST", {}), (403, "Host", "/health", "GET", {"Host": "example.org"}),
                *[(403, "Origin", "/api/lines", method, {"Origin": origin}) for method, origin in [
                    ("GET", "https://example.org"), ("GET", "null"), ("GET", "http://localhost.example.org"),
                    ("GET", "http://127.0.0.1:80@example.org"), ("POST", "https://example.org"),
                    ("GET", "http://localhost, https://example.org"), ("GET", "file://localhost")]]]:
            status, answer = fetch(base + address, method, **headers)
            if status != expected or answer["error"]["field"] != field or not answer["error"]["message"]:
                problems.append(f"{method} {address}: {status} {answer}")

        for origin in [base, "http://localhost:3000", "https://[::1]", "http://LOCALHOST"]:
            status, _ = fetch(f"{base}/health", Origin=origin)
            if status != 200:
                problems.append(f"from {origin}: {status}")

        process.send_signal(signal.SIGTERM)
        if process.wait(10) != OK:
            problems.append(f"ended with {process.returncode}")
    return problems


tap.run({
    "refused": check_refused,
    "without-key": check_without_key,
    "table": check_table,
    "store-error": check_store_error,
    "unasked": check_unasked,
    "traffic": check_traffic,
    "snapshot": check_snapshot,
    "departures": check_departures,
    "api": check_api,
})
