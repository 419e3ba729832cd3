"""A display, a D-Bus session and a home of its own for programs that are started from Python.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import contextlib
import os
import pathlib
import subprocess
import tempfile


@contextlib.contextmanager
def private_home():
    """Yields an environment without a display, with a home and XDG folders that are gone on leaving."""
    environment = {name: value for name, value in os.environ.items()
                   if name not in ("DISPLAY", "WAYLAND_DISPLAY", "XAUTHORITY", "DBUS_SESSION_BUS_ADDRESS")}
    with tempfile.TemporaryDirectory() as folder:
        for name, variable in (("home", "HOME"), ("config", "XDG_CONFIG_HOME"), ("data", "XDG_DATA_HOME"),
                               ("cache", "XDG_CACHE_HOME"), ("state", "XDG_STATE_HOME"),
                               ("runtime", "XDG_RUNTIME_DIR")):
            environment[variable] = str(pathlib.Path(folder) / name)
            pathlib.Path(environment[variable]).mkdir(mode=0o700)
        environment["GSETTINGS_BACKEND"] = "memory"
        yield environment


@contextlib.contextmanager
def private_session(screen="1280x1024x24"):
    """As private_home(), with a display and a D-Bus session that end on leaving."""
    with contextlib.ExitStack() as stack:
        environment = stack.enter_context(private_home())
        environment.update(GSK_RENDERER="cairo", GDK_BACKEND="x11")

        read_end, write_end = os.pipe()
        server = stack.enter_context(ending(subprocess.Popen(
            ["Xvfb", "-displayfd", str(write_end), "-screen", "0", screen, "-nolisten", "tcp", "-noreset"],
            pass_fds=[write_end], stderr=subprocess.DEVNULL)))
        os.close(write_end)
        environment["DISPLAY"] = ":" + first_line(read_end, server)

        bus = stack.enter_context(ending(subprocess.Popen(
            ["dbus-daemon", "--session", "--nofork", "--print-address"],
            env=environment, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL)))
        environment["DBUS_SESSION_BUS_ADDRESS"] = bus.stdout.readline().decode().strip()

        yield environment


def speak_french(environment):
    """Lets programs speak French, whether the system has that locale or only what it is made from. Older
    C libraries translate in C.UTF-8, too: there nothing needs to be made."""
    locales = pathlib.Path(environment["HOME"]) / "locales"
    locales.mkdir()
    environment.update(LANGUAGE="fr", LC_ALL="C.UTF-8")
    with contextlib.suppress(FileNotFoundError):
        made = subprocess.run(["localedef", "--inputfile=fr_FR", "--charmap=UTF-8", locales / "fr_FR.UTF-8"],
                              check=False, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        if made.returncode == 0:
            environment.update(LC_ALL="fr_FR.UTF-8", LOCPATH=str(locales))


@contextlib.contextmanager
def ending(process):
    """Yields a started process; ends it on leaving."""
    try:
        yield process
    finally:
        process.terminate()
        try:
            process.wait(10)
        except subprocess.TimeoutExpired:
            process.kill()
            process.wait()


def first_line(descriptor, process):
    with open(descriptor, encoding="utf-8") as stream:
        line = stream.readline().strip()
    if not line:
        raise RuntimeError(f"{process.args[0]} did not start")
    return line
