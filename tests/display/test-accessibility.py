#!/usr/bin/env python3
"""The program itself on the simulated network, seen and worked through assistive technology.

usage: test-accessibility.py PROGRAM RLT

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import pathlib
import re
import shutil
import subprocess
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent.parent / "util"))
import session
import tap

PROGRAM = sys.argv[1]
RLT = sys.argv[2]
PATIENCE_SECONDS = 20
SETTINGS_PATH = "io/github/ratp_live_tracker/RatpLiveTracker/profiles/demo"


def need(condition, what):
    if not condition:
        raise tap.Skip(f"{what} is not there")


class Window:
    """The program's window as a screen reader meets it."""

    def __init__(self, atspi, process):
        self.atspi = atspi
        self.process = process
        self.root = self.wait(self.find_application, "the application on the accessibility bus")

    def find_application(self):
        desktop = self.atspi.get_desktop(0)
        for index in range(desktop.get_child_count()):
            application = desktop.get_child_at_index(index)
            if application is not None and application.get_process_id() == self.process.pid:
                return application
        return None

    def wait(self, condition, what):
        """What condition returns, once it is something."""
        end = time.monotonic() + PATIENCE_SECONDS
        while time.monotonic() < end:
            if self.process.poll() is not None:
                raise AssertionError(f"the program ended with {self.process.returncode} before {what}")
            found = condition()
            if found:
                return found
            time.sleep(0.05)
        raise AssertionError(f"no sign of {what} in {PATIENCE_SECONDS} s")

    def all(self, node):
        """A node and all below it; what goes away meanwhile is passed over."""
        with contextlib.suppress(Exception):
            yield node
            for index in range(node.get_child_count()):
                child = node.get_child_at_index(index)
                if child is not None:
                    yield from self.all(child)

    def find(self, pattern, role=None):
        for node in self.all(self.root):
            with contextlib.suppress(Exception):
                # What AT-SPI called a push button once is a button since.
                if re.search(pattern, node.get_name()) and role in (None, node.get_role_name().removeprefix("push ")):
                    return node
        return None

    def expect(self, pattern, role=None):
        return self.wait(lambda: self.find(pattern, role), f"“{pattern}”" + (f" ({role})" if role else ""))

    def click(self, pattern, role):
        self.atspi.Action.do_action(self.expect(pattern, role), 0)

    def press(self, *keys):
        subprocess.run(["xdotool", "key", *keys], check=True)

    def search(self, words, result):
        """Types into the search entry and opens a result."""
        entry = self.expect("^Search lines and stations$", "entry")
        self.atspi.EditableText.set_text_contents(entry, words)
        self.expect("^Search Results$", "list")
        self.click(result, "list item")


@contextlib.contextmanager
def accessible_session(screen="1280x1024x24", settings=None, french=False):
    """A private session with the accessibility bus; yields its environment and Atspi."""
    need(shutil.which("Xvfb"), "Xvfb")
    need(shutil.which("dbus-daemon"), "dbus-daemon")
    with session.private_session(screen) as environment:
        environment.pop("GTK_A11Y", None)
        environment["LC_ALL"] = "C.UTF-8"
        if french:
            session.speak_french(environment)
        if settings:
            folder = pathlib.Path(environment["XDG_CONFIG_HOME"]) / "glib-2.0" / "settings"
            folder.mkdir(parents=True)
            (folder / "keyfile").write_text(f"[{SETTINGS_PATH}]\n{settings}\n", encoding="utf-8")
            environment["GSETTINGS_BACKEND"] = "keyfile"
        os.environ.update({name: environment[name] for name in ("DISPLAY", "DBUS_SESSION_BUS_ADDRESS", "HOME",
                                                                "XDG_RUNTIME_DIR")})
        try:
            import gi
            gi.require_version("Atspi", "2.0")
            from gi.repository import Atspi
        except (ImportError, ValueError) as error:
            raise tap.Skip(f"Atspi cannot be used: {error}") from error
        yield environment, Atspi


@contextlib.contextmanager
def running(environment, atspi, *arguments):
    """The program; yields its window."""
    with session.ending(subprocess.Popen([PROGRAM, *arguments], env=environment)) as process:
        yield Window(atspi, process)
        if process.poll() is not None:
            raise AssertionError(f"the program ended with {process.returncode}")


@contextlib.contextmanager
def demo(**options):
    with accessible_session(**options) as (environment, atspi):
        with running(environment, atspi, "--demo", "--seed=1") as window:
            yield window


def apart(look):
    """Runs a look in a process of its own: libatspi knows one bus in its life."""
    def check():
        read_end, write_end = os.pipe()
        child = os.fork()
        if child == 0:
            os.close(read_end)
            with os.fdopen(write_end, "w", encoding="utf-8") as report:
                try:
                    look()
                except tap.Skip as reason:
                    report.write(f"skip {reason}")
                except BaseException as error:  # of whatever kind: it must reach the parent
                    report.write(f"fail {type(error).__name__}: {error}")
            os._exit(0)
        os.close(write_end)
        with os.fdopen(read_end, encoding="utf-8") as report:
            kind, _, text = report.read().partition(" ")
        os.waitpid(child, 0)
        if kind == "skip":
            raise tap.Skip(text)
        return [text] if kind == "fail" else []
    return check


def look_at_lines():
    with demo() as window:
        window.expect(r"^Simulated trains — not real traffic$", "label")
        window.expect(r"^Métro 1, La Défense – Château de Vincennes, [1-9]\d* trains, Normal traffic$", "list item")
        window.search("metro 6", r"^Métro 6$")
        window.expect(r"^Normal traffic$", "label")
        window.expect(r"^Bercy\. Nation, .* min.*, Observed, PRIM", "list item")
        window.click(r"^Trains$", "page tab")
        window.expect(r"^Train to .*\. (At|Between) .*Observed", "list item")


def look_at_keyboard():
    """A station and a line are found and opened without a pointer."""
    need(shutil.which("xdotool"), "xdotool")
    with demo() as window:
        window.expect(r"^Métro 1, .*trains, Normal traffic$", "list item")
        window.press("ctrl+f")
        window.press(*"bercy", "Down", "Return")
        window.expect(r"^2 lines$", "label")
        window.press("ctrl+f")
        window.press(*"metro", "space", *"14", "Return")
        window.expect(r"^\d+ trains$", "label")
        window.expect(r"^Aéroport d'Orly – Saint-Denis - Pleyel$", "label")


def look_at_station():
    with demo() as window:
        window.expect(r"^Métro 1, .*trains, Normal traffic$", "list item")
        window.search("châtelet HALLES", r"^Châtelet - Les Halles$")
        window.expect(r"^3 lines$", "label")
        window.expect(r"^RER A, .*, (\d+ min|<1 min|At platform).*, Observed · .* ago$", "list item")


def look_at_preferences():
    with demo() as window:
        window.click(r"Set Up Live Data", "button")
        window.expect(r"^Simulated Trains$", "label")
        window.expect(r"Switch to Live Data", "button")
        window.expect(r"^Feeds$", "label")
        window.expect(r"^Cable car$")


@contextlib.contextmanager
def keyring(environment):
    """A keyring, unlocked with an empty password, as the session's secret service."""
    need(shutil.which("gnome-keyring-daemon"), "gnome-keyring-daemon")
    from gi.repository import Gio, GLib
    bus = Gio.bus_get_sync(Gio.BusType.SESSION)
    with session.ending(subprocess.Popen(["gnome-keyring-daemon", "--foreground", "--unlock", "--components=secrets"],
                                         env=environment, stdin=subprocess.PIPE, stdout=subprocess.DEVNULL,
                                         stderr=subprocess.DEVNULL)) as daemon:
        daemon.stdin.write(b"\n")
        daemon.stdin.close()
        end = time.monotonic() + PATIENCE_SECONDS
        while not bus.call_sync("org.freedesktop.DBus", "/org/freedesktop/DBus", "org.freedesktop.DBus",
                                "NameHasOwner", GLib.Variant("(s)", ("org.freedesktop.secrets",)), None,
                                Gio.DBusCallFlags.NONE, -1).unpack()[0]:
            if time.monotonic() > end or daemon.poll() is not None:
                raise tap.Skip("the keyring does not start")
            time.sleep(0.05)
        yield


@contextlib.contextmanager
def simulator(environment):
    """The simulated upstreams, which PRIM's boards are asked at from now on."""
    with session.ending(subprocess.Popen([RLT, "simulate"], env=environment, text=True,
                                         stdout=subprocess.PIPE)) as process:
        address = re.search(r"http://[\d.:]+", process.stdout.readline()).group()
        subprocess.run([RLT, "feeds", "set", "prim-sm", f"url={address}"], env=environment, check=True,
                       stdout=subprocess.DEVNULL)
        yield


def look_at_key():
    """A key is tried, kept in the keyring, found again by the next run, and forgotten."""
    need(shutil.which("xdotool"), "xdotool")
    with accessible_session() as (environment, atspi):
        with keyring(environment), simulator(environment):
            with running(environment, atspi, "--live", "--set-up") as window:
                window.expect(r"^There is no key yet\.$", "label")
                window.press("alt+n", *"key")
                window.click(r"Check Key$", "button")
                window.expect(r"^PRIM takes this key\.$", "label")
                window.press("Return")
                window.expect(r"^A key is kept in your keyring\.$", "label")
            with running(environment, atspi, "--live", "--set-up") as window:
                window.expect(r"^A key is kept in your keyring\.$", "label")
                window.click(r"^Forget Key$", "button")
                window.expect(r"^There is no key yet\.$", "label")
            with running(environment, atspi, "--live", "--set-up") as window:
                window.expect(r"^There is no key yet\.$", "label")


def look_at_french():
    need(os.environ.get("RLT_LOCALEDIR"), "RLT_LOCALEDIR")
    with demo(french=True) as window:
        window.expect(r"^Trains simulés — pas le trafic réel$", "label")
        window.expect(r"^Rechercher des lignes et des stations$", "entry")


def look_at_narrow_window():
    with demo(screen="400x700x24", settings="window-width=360\nwindow-height=640\nselected-line='rer:B'") as window:
        frame = window.expect(r"^RATP Live Tracker$", "frame")
        window.expect(r"^(Normal traffic|Works|Disturbed)$", "label")
        extents = window.atspi.Component.get_extents(frame, window.atspi.CoordType.WINDOW)
        assert extents.width <= 400, f"the window is {extents.width} wide"


tap.run({
    "lines": apart(look_at_lines),
    "keyboard": apart(look_at_keyboard),
    "station": apart(look_at_station),
    "preferences": apart(look_at_preferences),
    "key": apart(look_at_key),
    "french": apart(look_at_french),
    "narrow": apart(look_at_narrow_window),
})
