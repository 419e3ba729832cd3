#!/usr/bin/env python3
"""`rlt decode`: what it prints of an answer and how it ends.

usage: test-cli-decode.py RLT

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
OK, FAILED, USAGE, NOT_FOUND, UPSTREAM = 0, 1, 2, 3, 4
SM = str(TESTS / "fixtures/siri-sm-traps.json")
ET = str(TESTS / "fixtures/siri-et-traps.json")


def fixture(kind):
    return str(TESTS / f"fixtures/{kind}-traps.json")


def rlt(*arguments, answer=""):
    """(exit status, standard output, standard error) of a command that is given an answer."""
    result = subprocess.run([RLT, *arguments], text=True, input=answer, check=False, capture_output=True)
    return result.returncode, result.stdout, result.stderr


def document(*arguments):
    """The JSON document that a command prints."""
    return json.loads(rlt(*arguments, "--json")[1])


def unlike(**pairs):
    """What of NAME=(is, should be) is not as it should be."""
    return [f"{name} is {is_!r}, not {should!r}" for name, (is_, should) in pairs.items() if is_ != should]


def check_document():
    answer = document("decode", "siri-sm", SM)
    first = answer["departures"][0]
    return unlike(
        kind=(answer["kind"], "siri-sm"),
        source=(answer["source"], "siri-sm-traps.json"),
        state=(answer["state"], "ok"),
        counts=(answer["counts"], {"records": 12, "used": 6, "rejected": 6}),
        arrays=([answer[name] for name in ("trips", "trains", "disruptions", "traffic")], [[], [], [], []]),
        rejected=(answer["rejected"][0], {"index": 5, "reason": "no LineRef"}),
        line=(first["line"], "transilien:H"),
        station=(first["station"], "Franconville - Le Plessis-Bouchard"),
        times=([first[name] for name in ("aimed_arrival", "aimed_departure", "expected_arrival", "expected_departure")],
               [f"2026-07-01T10:{minutes}Z" for minutes in ("05:00", "06:00", "07:10", "07:50")]),
        delay=(first["delay_seconds"], 110),
        direction=(first["direction"], None),
        basis=(first["basis"], "observed"),
        unknown_line=(answer["departures"][-1]["line"], "STIF:Line::C99999:"))


def check_trips():
    answer = document("decode", "siri-et", ET)
    first = answer["trips"][0]
    return unlike(
        counts=(answer["counts"], {"records": 8, "used": 4, "rejected": 4}),
        line=(first["line"], "metro:4"),
        stops=([call["station"] for call in first["calls"]], ["Cité", "Châtelet", None]),
        first_arrival=(first["calls"][0]["arrival"], None),
        last_departure=(first["calls"][2]["departure"], None),
        remark=(answer["remarks"][0]["index"], 1))


def check_line():
    answer = document("decode", "siri-sm", SM, "--line", "METRO:4")
    status, _, error = rlt("decode", "siri-sm", SM, "--line", "metro:99")
    return unlike(
        lines=([train["line"] for train in answer["departures"]], ["metro:4"]),
        records=(answer["counts"]["records"], 12),
        unknown=(status, NOT_FOUND),
        error=(error.startswith("rlt: metro:99: "), True))


def check_now():
    answer = document("decode", "siri-sm", SM, "--now", "2026-07-01T12:00:00+02:00")
    return unlike(
        cancelled=(answer["departures"][2]["observed_at"], "2026-07-01T10:00:00Z"),
        wrong=(rlt("decode", "siri-sm", SM, "--now", "noon")[0], USAGE))


def check_text():
    status, text, _ = rlt("decode", "siri-sm", SM)
    lines = text.splitlines()
    return unlike(
        status=(status, OK),
        length=(len(lines), 6 + 6 + 1 + 1),
        first=(lines[0].split()[:3], ["12:07:50", "transilien:H", "OPOC"]),
        last=(lines[-1], "ok: 12 records, 6 used, 6 rejected"))


def check_disruptions():
    answer = document("decode", "disruptions-bulk", fixture("disruptions-bulk"))
    first = answer["disruptions"][0]
    status, text, _ = rlt("decode", "ratp-traffic", fixture("ratp-traffic"), "--line", "metro:3b")
    return unlike(
        lines=(first["lines"], ["metro:1", "metro:6"]),
        level=(first["level"], "closed"),
        detail=(first["detail"].endswith('<a href="https://www.ratp.fr">Plus</a></p>'), True),
        nights=(answer["disruptions"][1]["nights_from"], "22:30"),
        status=(status, OK),
        traffic=(text.splitlines()[0].split(), ["works", "metro:3B", "Travaux"]))


def check_board():
    """The line that is asked for is the board's, which does not name it."""
    board = str(TESTS / "fixtures/ratp-board-traps.html")
    answer = document("decode", "ratp-board", board, "--line", "metro:1", "--now", "2026-07-01T23:50:00+02:00")
    first = answer["departures"][0]
    return unlike(
        counts=(answer["counts"], {"records": 18, "used": 16, "rejected": 2}),
        place=([first[name] for name in ("line", "station", "direction")],
               ["metro:1", "Bastille", "Château de Vincennes"]),
        time=(first["expected_departure"], "2026-07-01T21:50:00Z"),
        at_platform=(first["at_platform"], True),
        without_line=(document("decode", "ratp-board", board)["departures"][0]["line"], None))


def check_trains():
    frames = document("decode", "vmtr", str(TESTS / "fixtures/vmtr-traps.txt"), "--now", "2026-07-01T10:00:10Z")
    soap = document("decode", "siri-xml", str(TESTS / "fixtures/siri-xml-traps.xml"))
    first = frames["trains"][0]
    return unlike(
        vehicle=([first[name] for name in ("vehicle", "line", "direction", "status", "progress")],
                 ["A1", "rer:A", "A", "incoming", 0.805]),
        stops=([first["previous_stop_id"], first["stop_id"]], ["ART:IDFM:41234", "ART:IDFM:41235"]),
        docked=(frames["trains"][1]["progress"], None),
        soap=([train["line"] for train in soap["departures"]], ["transilien:H", "4", "metro:1"]),
        remark=(soap["remarks"][-1], {"index": None, "reason": "[BAD_REQUEST] no such stop"}))


def check_endings():
    empty = '{"Siri":{"ServiceDelivery":{"StopMonitoringDelivery":[]}}}'
    cut = pathlib.Path(SM).read_text(encoding="utf-8")[:3000]
    refused = rlt("decode", "siri-sm", "-", answer='{"message":"no Route matched with those values"}')
    damaged = rlt("decode", "siri-sm", "-", "--json", answer=cut)
    return unlike(
        empty=(rlt("decode", "siri-sm", "-", answer=empty)[0], OK),
        blocked=(rlt("decode", "siri-sm", "-", answer="<html><title>Just a moment...")[0], UPSTREAM),
        refused=(refused[0], FAILED),
        unusable=(rlt("decode", "siri-sm", "-", answer=empty.replace("[]", '[{"MonitoredStopVisit":[null,5]}]'))[:2],
                  (FAILED, "rejected 0: no object\nrejected 1: no object\nerror: 2 records, 0 used, 2 rejected\n")),
        why=(refused[2], "rlt: -: no Route matched with those values\n"),
        damaged=(damaged[0], FAILED),
        kept=(len(json.loads(damaged[1])["departures"]), 1))


def check_usage():
    unknown = rlt("decode", "siri", SM)
    return unlike(
        help=("all of its\nrecords were rejected" in rlt("decode", "--help")[1], True),
        no_file=(rlt("decode", "siri-sm")[0], USAGE),
        unknown_kind=(unknown[0], USAGE),
        kinds=("disruptions-bulk, gtfs-rt, navitia, " in unknown[2], True),
        unreadable=(rlt("decode", "siri-sm", "/nonexistent")[0], FAILED),
        folder=(rlt("decode", "siri-sm", "/")[0], FAILED))


tap.run({
    "board": check_board,
    "disruptions": check_disruptions,
    "document": check_document,
    "trains": check_trains,
    "trips": check_trips,
    "line": check_line,
    "now": check_now,
    "text": check_text,
    "endings": check_endings,
    "usage": check_usage,
})
