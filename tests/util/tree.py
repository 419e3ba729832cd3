"""The files of the source tree, without what builds leave there.

SPDX-License-Identifier: GPL-3.0-or-later
"""

import pathlib


def files(root, *suffixes):
    """Yields (path below root as text, text) of each file whose name ends in one of the suffixes."""
    root = pathlib.Path(root)
    for path in sorted(root.rglob("*")):
        name = path.relative_to(root).as_posix()
        if name.startswith((".git/", "build")) or "/__pycache__/" in name:
            continue
        if path.is_file() and name.endswith(suffixes):
            yield name, path.read_text(encoding="utf-8")
