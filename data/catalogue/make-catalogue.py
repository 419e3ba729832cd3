#!/usr/bin/env python3
# SPDX-License-Identifier: GPL-3.0-or-later
"""Makes the embedded catalogue of the network out of open data.

Reads the files named on the command line and writes network.catalogue, in the format described in
README.md. Prints what it left out or had to decide, and fails when the result would not hold
together. Needs nothing but Python's standard library.
"""

import argparse
import collections
import csv
import glob
import heapq
import json
import math
import os
import re
import struct
import sys
import unicodedata
import zlib

MAGIC = b"RLTNET\r\n"
VERSION = 1
NETWORKS = ("metro", "rer", "tram", "transilien", "cable")

EARTH_RADIUS = 6371008.8  # metres, the mean radius of WGS 84
JOIN_DISTANCE = 5.0  # metres within which two ends of tracks are one node
LOOSE_END_DISTANCE = 160.0  # metres within which a loose end is joined to the nearest station
ON_TRACK_DISTANCE = 5.0  # metres within which a place is on a track
SHAPE_DISTANCE = 200.0  # metres within which a timetable's shape passes a station
HEADING_LENGTH = 40.0  # metres of track that give the heading at its end
SHARP_TURN = 110.0  # degrees beyond which a train would have to reverse
SHARP_TURN_COST = 50000.0  # metres: a route reverses only if there is no other


class Problem(Exception):
    """The sources do not hold together."""


# Geometry. Points are (longitude, latitude), as in GeoJSON.


def distance(a, b):
    """Metres between two points (haversine)."""
    la, lb = math.radians(a[1]), math.radians(b[1])
    half = math.sin((lb - la) / 2) ** 2
    half += math.cos(la) * math.cos(lb) * math.sin(math.radians(b[0] - a[0]) / 2) ** 2
    return 2 * EARTH_RADIUS * math.asin(math.sqrt(half))


def length(points):
    return sum(distance(a, b) for a, b in zip(points, points[1:]))


def flat(point, origin):
    """Metres east and north of an origin nearby."""
    metres = math.radians(1) * EARTH_RADIUS
    return (
        (point[0] - origin[0]) * metres * math.cos(math.radians(origin[1])),
        (point[1] - origin[1]) * metres,
    )


def foot(point, a, b):
    """The distance from a point to the piece a-b, and where its foot is (0 at a, 1 at b)."""
    (ax, ay), (bx, by) = flat(a, point), flat(b, point)
    dx, dy = bx - ax, by - ay
    square = dx * dx + dy * dy
    t = 0.0 if square == 0 else min(1.0, max(0.0, -(ax * dx + ay * dy) / square))
    return math.hypot(ax + t * dx, ay + t * dy), t


def simplify(points, tolerance):
    """Ramer-Douglas-Peucker: no point that is left out is further than the tolerance away."""
    keep = {0, len(points) - 1}
    stack = [(0, len(points) - 1)]
    while stack:
        first, last = stack.pop()
        worst, at = tolerance, None
        for i in range(first + 1, last):
            off = foot(points[i], points[first], points[last])[0]
            if off > worst:
                worst, at = off, i
        if at is not None:
            keep.add(at)
            stack += [(first, at), (at, last)]
    return [points[i] for i in sorted(keep)]


def nearest_piece(point, points):
    """How far a point is from a track, at which of its pieces, and where on it."""
    feet = ((foot(point, a, b), i) for i, (a, b) in enumerate(zip(points, points[1:])))
    (off, share), piece = min(feet)
    return off, piece, share


def heading(points):
    """The heading in degrees at which a track leaves its first point."""
    start, gone, end = points[0], 0.0, points[-1]
    for a, b in zip(points, points[1:]):
        gone += distance(a, b)
        if gone >= HEADING_LENGTH:
            end = b
            break
    x, y = flat(end, start)
    return math.degrees(math.atan2(x, y)) % 360


# Names.


def fold(text):
    text = unicodedata.normalize("NFKD", text).casefold()
    text = "".join(c for c in text if not unicodedata.combining(c))
    return " ".join(re.findall(r"[^\W_]+", text.replace("œ", "oe").replace("æ", "ae")))


def tidy(name):
    """A name without invisible characters, typographic variants and capital articles."""
    name = name.replace("\u200b", "").replace("’", "'").replace("–", "-")
    name = re.sub(r" (De|Du|Des) ", lambda match: match[0].lower(), name)
    return " ".join(name.split())


def letters(name):
    return fold(name).replace(" ", "")


def choose_name(zone, gares):
    """The name of a station that riders know, from its zone's name and each line's own."""
    zone, gares = tidy(zone), [tidy(gare) for gare in gares]
    votes = collections.Counter(letters(gare) for gare in gares).most_common()
    if len(votes) > 1 and votes[0][1] == votes[1][1]:
        return zone
    gares = [gare for gare in gares if letters(gare) == votes[0][0]]
    # Names that differ in hyphens only: the zone's tell towns apart, "Persan - Beaumont".
    if letters(zone) == votes[0][0] and " - " in zone:
        return zone
    return max(gares, key=lambda gare: ("-" in gare, " - " in gare, gare))


# Sources.


class Line:
    def __init__(self, key, number, name):
        self.key, self.number, self.name = key, number, name
        self.network, self.code = key.split(":")
        self.numbers = {number}  # those its traces carry
        self.tracks = []  # (name, name): pieces to take from the timetable's shapes
        self.services = []  # (both ways, [(name, passed without a stop)])
        self.notes = []
        self.operator = self.color = self.text_color = None
        self.stations = {}  # zdc -> {"zda", "point"}
        self.aliases = collections.defaultdict(set)  # letters of a name -> zdcs
        self.traces = []
        self.segments = {}  # (from, to) -> points
        self.one_way = set()  # those of the segments that are run from their start only
        self.patterns = []  # (direction, [zdc], [((from, to), reversed)])
        self.told = 0  # how many stations the timetable serves


def read_services(path):
    lines, names = [], {}
    with open(path, encoding="utf-8") as file:
        for number, text in enumerate(file, 1):
            text = text.strip()
            if not text or text.startswith("#"):
                continue
            word, _, rest = text.partition(" ")
            if word == "line":
                lines.append(Line(*rest.split(" ", 2)))
            elif word in ("both", "once"):
                stops = [(s.lstrip("~"), s.startswith("~")) for s in rest.split(" > ")]
                lines[-1].services.append((word == "both", stops))
            elif word == "note":
                lines[-1].notes.append(rest)
            elif word == "trace":
                lines[-1].numbers.add(rest)
            elif word == "track":
                lines[-1].tracks.append(tuple(rest.split(" > ")))
            elif word == "station":
                zdc, _, name = rest.partition(" ")
                names[int(zdc)] = name
            else:
                raise Problem(f"{path}:{number}: “{word}” is not known")
    return lines, names


def read_lines(path, lines):
    wanted = {line.number: line for line in lines}
    with open(path, encoding="utf-8-sig", newline="") as file:
        for row in csv.DictReader(file, delimiter=";"):
            row = {key.lower(): value for key, value in row.items() if key}
            line = wanted.pop(row["id_line"], None)
            if line:
                line.operator = row["operatorname"]
                line.color = int(row["colourweb_hexa"], 16)
                line.text_color = int(row["textcolourweb_hexa"], 16)
    if wanted:
        raise Problem(f"{path}: no line {', '.join(wanted)}")


def read_stations(path, lines, names):
    """The stations of all lines: zdc -> (name, other names, point)."""
    wanted = {line.number: line for line in lines}
    rows = collections.defaultdict(list)
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    for feature in features:
        row = feature["properties"]
        line = wanted.get(row["idrefligc"])
        if line is None:
            continue
        zdc, point = int(row["id_ref_zdc"]), tuple(feature["geometry"]["coordinates"][:2])
        line.stations[zdc] = {"zda": int(row["id_ref_zda"]), "point": point}
        rows[zdc].append((row, point))

    stations = {}
    for zdc, found in rows.items():
        zone = collections.Counter(row["nom_zdc"] for row, _ in found).most_common(1)[0][0]
        name = names.get(zdc) or choose_name(zone, [row["nom_gares"] for row, _ in found])
        others = {}
        for row, _ in found:
            own = [tidy(row[field]) for field in ("nom_zdc", "nom_gares", "nom_zda")]
            others.update({letters(other): other for other in own})
            for alias in own + [name]:
                wanted[row["idrefligc"]].aliases[letters(alias)].add(zdc)
        others.pop(letters(name), None)
        middle = tuple(sum(point[i] for _, point in found) / len(found) for i in (0, 1))
        stations[zdc] = (name, sorted(others.values()), middle)
    for unknown in names.keys() - stations.keys():
        raise Problem(f"there is no station {unknown}")
    return stations


def read_traces(path, lines):
    """The pieces of track of each line."""
    wanted = {number: line for line in lines for number in line.numbers}
    with open(path, encoding="utf-8") as file:
        features = json.load(file)["features"]
    for feature in features:
        line = wanted.get(feature["properties"]["idrefligc"])
        points = [tuple(point[:2]) for point in feature["geometry"]["coordinates"]]
        if line is not None and len(points) >= 2:
            line.traces.append(points)


def read_trips(folder, lines):
    """The timetable: line number -> [(direction, [zdc])], and line number -> [track points]."""
    wanted = {line.number for line in lines}
    trips, shapes = collections.defaultdict(list), collections.defaultdict(list)
    for path in sorted(glob.glob(os.path.join(folder, "*.json"))):
        with open(path, encoding="utf-8") as file:
            data = json.load(file)
        number = data.get("lineId", "").rpartition(":")[2]
        if number in wanted:
            for pattern in data["patterns"]:
                stops = [int(stop.rpartition(":")[2]) for stop in pattern["stopIds"]]
                trips[number].append((int(pattern["direction"]), stops))
            for shape in data["shapes"].values():
                shapes[number].append([(point["lon"], point["lat"]) for point in shape])
    return trips, shapes


def walk(node):
    """Every object inside a JSON document."""
    if isinstance(node, dict):
        yield node
        node = list(node.values())
    if isinstance(node, list):
        for child in node:
            yield from walk(child)


def add_navitia_quays(path, areas, quays):
    """Navitia answers name the quays of a stop area among its codes."""
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for thing in walk(document):
        codes = thing.get("codes")
        if not str(thing.get("id", "")).startswith("stop_point:") or not isinstance(codes, list):
            continue
        area = [c["value"] for c in codes if c["type"] == "netex_monomodal_stopplace"]
        area = {int(value.rpartition(":")[2]) for value in area} & areas
        if len(area) == 1:
            for code in codes:
                if code["type"] == "netex_zder_quay" and code["value"].isdigit():
                    quays[int(code["value"])].update(area)


def said(value):
    """A text of SIRI Lite: plain, in an object, or the first of an array; None for none."""
    if isinstance(value, list):
        value = value[0] if value else None
    return value.get("value") if isinstance(value, dict) else value


def add_siri_quays(path, lines, quays):
    """Stop monitoring answers give the name of each quay they speak of, and the line."""
    by_number = {line.number: line for line in lines}
    with open(path, encoding="utf-8") as file:
        document = json.load(file)
    for visit in walk(document):
        journey = visit.get("MonitoredVehicleJourney")
        if not isinstance(journey, dict):
            continue
        line = by_number.get(said(journey["LineRef"]).rstrip(":").rpartition(":")[2])
        pairs = (
            (visit["MonitoringRef"], journey["MonitoredCall"]["StopPointName"]),
            (journey.get("DestinationRef"), journey.get("DestinationName")),
        )
        for ref, name in pairs:
            match = re.fullmatch(r"STIF:StopPoint:Q:(\d+):", said(ref) or "")
            name = said(name)
            if line is None or match is None or not name:
                continue
            plain = re.sub(r"^Gare (de|des|du) ", "", name)
            found = line.aliases.get(letters(name)) or line.aliases.get(letters(plain), set())
            if len(found) == 1:
                quays[int(match[1])].add(line.stations[next(iter(found))]["zda"])
            else:
                print(f"{path}: “{name}” is no station of {line.key}")


# The track of a line as a graph: nodes are places, edges are pieces of track.


class Track:
    def __init__(self, line, shapes):
        self.line = line
        self.nodes = []
        self.edges = [[self.node_at(t[0]), self.node_at(t[-1]), list(t)] for t in line.traces]
        self.station_at = {}
        for zdc, station in line.stations.items():
            node = min(range(len(self.nodes)), key=lambda n: distance(self.nodes[n], station["point"]))
            off = distance(self.nodes[node], station["point"])
            if off > JOIN_DISTANCE or node in self.station_at:
                raise Problem(f"{line.key}: station {zdc} is {off:.0f} m off the track")
            self.station_at[node] = zdc
        self.node_of = {zdc: node for node, zdc in self.station_at.items()}
        self.join_loose_ends()
        for a, b in line.tracks:
            self.add_shape(find_station(line, a), find_station(line, b), shapes)
        self.leaving = collections.defaultdict(list)
        for index, (a, b, points) in enumerate(self.edges):
            points[0], points[-1] = self.nodes[a], self.nodes[b]
            self.leaving[a].append((index, b, points))
            self.leaving[b].append((index, a, points[::-1]))

    def node_at(self, point):
        for index, node in enumerate(self.nodes):
            if distance(node, point) < JOIN_DISTANCE:
                return index
        self.nodes.append(point)
        return len(self.nodes) - 1

    def join_loose_ends(self):
        degree = collections.Counter(n for a, b, _ in self.edges for n in (a, b))
        for node in [n for n in degree if degree[n] == 1 and n not in self.station_at]:
            point = self.nodes[node]
            near, station = min((distance(point, self.nodes[n]), n) for n in self.node_of.values())
            for edge in self.edges:
                if node in edge[:2] and near <= LOOSE_END_DISTANCE:
                    print(f"{self.line.key}: joined a loose end to a station, {near:.0f} m")
                    self.attach(edge, node, station)

    def attach(self, edge, node, station):
        """Lets the loose end of an edge reach a station."""
        end = edge[:2].index(node)
        points = edge[2] if end == 1 else edge[2][::-1]
        off, piece, _ = nearest_piece(self.nodes[station], points)
        if off < ON_TRACK_DISTANCE:
            points = points[: piece + 1] + [self.nodes[station]]  # it had gone too far
        else:
            points = points + self.way_back(node, station)
        edge[2] = points if end == 1 else points[::-1]
        edge[end] = station

    def way_back(self, node, station):
        """From a place to a station, along the track that the place lies on, if it does."""
        for a, b, points in self.edges:
            if station in (a, b) and node not in (a, b):
                points = points if b == station else points[::-1]
                off, piece, _ = nearest_piece(self.nodes[node], points)
                if off < ON_TRACK_DISTANCE:
                    return points[piece + 1 :]
        return [self.nodes[station]]

    def add_shape(self, start, end, shapes):
        """Adds a piece of track that the traces lack, from the timetable's shapes."""
        first, last = self.nodes[self.node_of[start]], self.nodes[self.node_of[end]]
        found = []
        for shape in shapes:
            a_off, a_piece, a_share = nearest_piece(first, shape)
            b_off, b_piece, b_share = nearest_piece(last, shape)
            if max(a_off, b_off) > SHAPE_DISTANCE:
                continue
            if (a_piece, a_share) < (b_piece, b_share):
                points = shape[a_piece + 1 : b_piece + 1]
            else:
                points = shape[b_piece + 1 : a_piece + 1][::-1]
            points = [first] + points + [last]
            found.append((length(points), points))
        if not found:
            raise Problem(f"{self.line.key}: no shape from {start} to {end}")
        self.edges.append([self.node_of[start], self.node_of[end], min(found)[1]])

    def route(self, via):
        """The shortest route over the given nodes: [(from, to, points)] over all nodes."""
        start = (0.0, 0, via[0], 1, None)
        queue, done, came, count = [start], set(), {}, 0
        while queue:
            cost, _, node, reached, arrived = heapq.heappop(queue)
            state = (node, reached, arrived)
            if state in done:
                continue
            done.add(state)
            if reached == len(via):
                return self.unwind(came, state)
            for index, other, points in self.leaving[node]:
                step = cost + length(points)
                if arrived is not None:
                    turn = abs((heading(points) - arrived[1] + 180) % 360 - 180)
                    step += SHARP_TURN_COST if turn > SHARP_TURN or index == arrived[0] else 0
                leaves = (heading(points[::-1]) + 180) % 360
                now = reached + (other == via[reached])
                after = (other, now, (index, leaves))
                if after not in done and (after not in came or came[after][0] > step):
                    came[after] = (step, state, (node, other, points))
                    count += 1
                    heapq.heappush(queue, (step, count, other, now, (index, leaves)))
        raise Problem(f"{self.line.key}: no track over {[self.station_at.get(n) for n in via]}")

    @staticmethod
    def unwind(came, state):
        steps = []
        while state in came:
            _, state, step = came[state]
            steps.append(step)
        return steps[::-1]


def find_station(line, name):
    found = line.aliases.get(letters(name), set())
    if len(found) != 1:
        raise Problem(f"{line.key}: “{name}” names {len(found)} stations")
    return next(iter(found))


def build_pattern(line, track, stops):
    """The stations and the track between them of one service, one way."""
    named = [(find_station(line, name), passed) for name, passed in stops]
    silent = {zdc for zdc, passed in named if passed}
    steps = track.route([track.node_of[zdc] for zdc, _ in named])
    served, pieces, points = [named[0][0]], [], []
    for a, b, piece in steps:
        points = points + (piece[1:] if points else piece)
        station = track.station_at.get(b)
        if station is not None and station not in silent:
            served.append(station)
            pieces.append(points)
            points = []
    if len(set(served)) != len(served):
        raise Problem(f"{line.key}: {stops[0][0]} > {stops[-1][0]} comes twice to a station")
    return served, pieces


def is_part_of(stops, others):
    """Whether all of the stops are among the others, in the same order."""
    rest = iter(others)
    return all(stop in rest for stop in stops)


def direction_of(served, trips):
    """The timetable's direction of a pattern, or None when it does not tell."""
    votes = collections.Counter()
    for direction, stops in trips:
        stops = [stop for stop in stops if stop in served]
        if len(stops) >= 2:
            forwards = sum(served.index(a) < served.index(b) for a, b in zip(stops, stops[1:]))
            votes[direction if forwards * 2 > len(stops) - 1 else 1 - direction] += len(stops)
    return votes.most_common(1)[0][0] if votes else None


def build_line(line, trips, shapes, tolerance):
    track = Track(line, shapes)
    ways = []  # (direction as written, stations, track)
    for both, stops in line.services:
        served, pieces = build_pattern(line, track, stops)
        ways.append((0, served, pieces))
        if both:
            ways.append((1, served[::-1], [piece[::-1] for piece in pieces[::-1]]))

    run = {(a, b) for _, served, _ in ways for a, b in zip(served, served[1:])}
    for _, served, pieces in ways:
        for a, b, points in zip(served, served[1:], pieces):
            if (b, a) in line.segments or (a, b) in line.segments:
                continue
            line.segments[a, b] = simplify(points, tolerance)
    line.one_way = {key for key in line.segments if key[::-1] not in run}

    for written, served, _ in ways:
        direction = direction_of(served, trips)
        direction = written if direction is None else direction
        keys = [
            ((a, b), False) if (a, b) in line.segments else ((b, a), True)
            for a, b in zip(served, served[1:])
        ]
        line.patterns.append((direction, served, keys))
    line.patterns.sort(key=lambda pattern: pattern[0])
    check_line(line, trips)


def check_line(line, trips):
    served = {zdc for _, stops, _ in line.patterns for zdc in stops}
    missing = line.stations.keys() - served
    if missing:
        raise Problem(f"{line.key}: no service stops at {sorted(missing)}")
    if len({direction for direction, _, _ in line.patterns}) != 2:
        raise Problem(f"{line.key}: all services go one way")
    told = set()
    for _, stops in trips:
        known = [stop for stop in stops if stop in line.stations]
        told.update(known)
        if not any(is_part_of(known, pattern[1]) for pattern in line.patterns):
            print(f"{line.key}: no service covers the timetable's {known}")
    line.told = len(told)


def note_gaps(line, date):
    """Says in the catalogue where the timetable, cut short by works, told less than the track."""
    if line.told == 0:
        line.notes.append(
            f"The timetable of {date} does not hold this line; its stations and track come from the"
            " open data of the network, in the order of the track."
        )
    elif line.told < len(line.stations):
        line.notes.append(
            f"Because of works the timetable of {date} serves {line.told} of the"
            f" {len(line.stations)} stations; the others, and the services that are usually run"
            " there, follow the track."
        )


# The file. Its format is described in README.md.


class Writer:
    def __init__(self):
        self.data = bytearray()

    def uint(self, value):
        while value > 0x7F:
            self.data.append(value & 0x7F | 0x80)
            value >>= 7
        self.data.append(value)

    def int(self, value):
        self.uint(value * 2 if value >= 0 else -value * 2 - 1)

    def text(self, value):
        encoded = value.encode("utf-8")
        self.uint(len(encoded))
        self.data += encoded + b"\0"

    def points(self, points):
        last = (0, 0)
        for longitude, latitude in points:
            now = (round(latitude * 1e6), round(longitude * 1e6))
            self.int(now[0] - last[0])
            self.int(now[1] - last[1])
            last = now


def rounded(points):
    """The points as the file holds them, without repetitions."""
    points = [(round(x, 6), round(y, 6)) for x, y in points]
    return points[:1] + [b for a, b in zip(points, points[1:]) if a != b]


def write_line(writer, line, station_index):
    stops = []
    for _, served, _ in line.patterns:
        stops += [zdc for zdc in served if zdc not in stops]
    stop_index = {zdc: index for index, zdc in enumerate(stops)}
    ends = {}
    for (a, b), points in line.segments.items():
        ends[a], ends[b] = points[0], points[-1]

    writer.uint(NETWORKS.index(line.network))
    for text in (line.code, line.name, line.operator, line.number):
        writer.text(text)
    writer.uint(line.color)
    writer.uint(line.text_color)
    writer.text(" ".join(line.notes))

    writer.uint(len(stops))
    for zdc in stops:
        writer.uint(station_index[zdc])
        writer.text(str(line.stations[zdc]["zda"]))
        writer.points([ends[zdc]])

    keys = list(line.segments)
    writer.uint(len(keys))
    for a, b in keys:
        points = rounded(line.segments[a, b])
        writer.uint(stop_index[a])
        writer.uint(stop_index[b])
        writer.uint((a, b) in line.one_way)
        writer.uint(len(points))
        writer.points(points)

    writer.uint(len(line.patterns))
    for direction, _, way in line.patterns:
        writer.uint(direction)
        writer.uint(len(way))
        for key, reverse in way:
            writer.uint(keys.index(key) * 2 + reverse)


def write_catalogue(path, lines, stations, quays, date, attribution):
    writer = Writer()
    writer.text(date)
    writer.text(attribution)
    order = sorted(stations)
    writer.uint(len(order))
    for zdc in order:
        name, others, point = stations[zdc]
        writer.text(str(zdc))
        writer.text(name)
        writer.uint(len(others))
        for other in others:
            writer.text(other)
        writer.points([point])
    writer.uint(len(lines))
    for line in lines:
        write_line(writer, line, {zdc: index for index, zdc in enumerate(order)})
    writer.uint(len(quays))
    last = 0
    for quay, area in sorted(quays.items()):
        writer.uint(quay - last)
        writer.uint(area)
        last = quay
    data = bytes(writer.data)
    with open(path, "wb") as file:
        file.write(MAGIC + struct.pack("<II", VERSION, zlib.adler32(data)) + data)
    return 16 + len(data)


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n\n", maxsplit=1)[0])
    add = parser.add_argument
    add("--services", required=True, help="network.txt")
    add("--lines", required=True, help="referentiel-des-lignes, CSV")
    add("--stations", required=True, help="emplacement-des-gares-idf, GeoJSON")
    add("--traces", required=True, help="traces-du-reseau-ferre-idf, GeoJSON")
    add("--trips-date", required=True, help="the timetable's date, YYYY-MM-DD")
    add("--trips", required=True, help="a folder with the timetable's patterns, a JSON file a line")
    add("--navitia", action="append", default=[], help="a Navitia answer that names quays")
    add("--siri", action="append", default=[], help="a stop monitoring answer that names quays")
    add("--date", required=True, help="the date of the stations and tracks, YYYY-MM-DD")
    add("--attribution", required=True)
    add("--tolerance", type=float, default=2.0, help="metres by which a track may be simplified")
    add("--output", required=True)
    options = parser.parse_args()

    lines, names = read_services(options.services)
    read_lines(options.lines, lines)
    stations = read_stations(options.stations, lines, names)
    read_traces(options.traces, lines)
    trips, shapes = read_trips(options.trips, lines)
    for line in lines:
        build_line(line, trips[line.number], shapes[line.number], options.tolerance)
        note_gaps(line, options.trips_date)

    areas = {station["zda"] for line in lines for station in line.stations.values()}
    found = collections.defaultdict(set)
    for path in options.navitia:
        add_navitia_quays(path, areas, found)
    for path in options.siri:
        add_siri_quays(path, lines, found)
    quays = {quay: next(iter(area)) for quay, area in found.items() if len(area) == 1}

    size = write_catalogue(
        options.output, lines, stations, quays, options.date, options.attribution
    )
    for line in lines:
        print(
            f"{line.key}: {len(line.stations)} stations, {line.told} of them in the timetable,"
            f" {len(line.segments)} segments,"
            f" {sum(length(points) for points in line.segments.values()) / 1000:.1f} km,"
            f" {len(line.patterns)} patterns"
        )
    print(f"{len(stations)} stations, {len(lines)} lines, {len(quays)} quays, {size} bytes")


if __name__ == "__main__":
    try:
        main()
    except Problem as problem:
        sys.exit(f"make-catalogue: {problem}")
