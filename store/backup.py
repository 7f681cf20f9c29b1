"""One file that holds a store: made while the store is written to, restored into a new folder.

The file is a ZIP archive without compression: `catalogue.sqlite` and the originals. Vectors are not in it: Chroma's
folder is made anew from the catalogue. A file to be restored is a stranger's: only members of these names are
written, an archive cannot grow because nothing in it is compressed, and of its database only rows are taken.
"""

from __future__ import annotations

import hashlib
import os
import re
import shutil
import stat
import tempfile
import zipfile
from pathlib import Path

from sqlalchemy import insert

from store import backups, fulltext
from store.errors import StoreUnusable
from store.faults import faults_of
from store.record import bring_up_to_date
from store.schema import SCHEMA_VERSION, cards, chores, metadata, schema_record
from store.schema import backups as backups_table

CATALOGUE = "catalogue.sqlite"
ORIGINALS = "originals"
_MEMBER = re.compile(rf"{re.escape(CATALOGUE)}|{ORIGINALS}/[0-9a-f]{{64}}")
_PIECE = 1024 * 1024
# Each time an original was replaced while it was about to be copied, the catalogue is copied again.
_ATTEMPTS = 100


def backup(store: str | Path, file: str | Path) -> int:
    """Write a store to a new file, as it is at one moment, whether or not a process has it open.

    Returns:
        The number of documents in it.

    Raises:
        StoreUnusable: there is no store, the file exists already, or it cannot be written.
    """
    folder, target = Path(store).expanduser().absolute(), Path(file).expanduser().absolute()
    if not (folder / CATALOGUE).is_file():
        raise StoreUnusable(f"there is no store in {folder}: name its folder with --store")
    if target.exists():
        raise StoreUnusable(f"{target} exists already: name a new file")
    if target.is_relative_to(folder):
        raise StoreUnusable(f"{target} is inside the store itself: name a file elsewhere")
    with faults_of(target.parent), tempfile.TemporaryDirectory(dir=target.parent, prefix=".briefing-backup-") as made:
        archive, copy = Path(made, "archive"), Path(made, CATALOGUE)
        with zipfile.ZipFile(archive, "x") as written:
            versions = _write(folder, copy, written)
        archive.chmod(0o600)
        with archive.open("rb") as whole:
            os.fsync(whole.fileno())
        archive.rename(target)
    backups.remember(folder / CATALOGUE, target, versions)
    return len(versions)


def _write(folder: Path, copy: Path, archive: zipfile.ZipFile) -> list[str]:
    there: set[str] = set()
    for _ in range(_ATTEMPTS):
        copy.unlink(missing_ok=True)
        fulltext.copy_file(folder / CATALOGUE, copy)
        versions = fulltext.versions_in(copy)
        try:
            for digest in sorted(set(versions) - there):
                content = (folder / ORIGINALS / digest).read_bytes()
                if hashlib.sha256(content).hexdigest() != digest:
                    raise StoreUnusable(f"the original {digest} is damaged: run `briefing check`")
                archive.writestr(f"{ORIGINALS}/{digest}", content)
                there.add(digest)
        except FileNotFoundError:
            continue  # replaced or removed since the catalogue was copied
        archive.write(copy, CATALOGUE)
        return versions
    raise StoreUnusable(f"originals are missing in {folder / ORIGINALS}: run `briefing check`")


def restore(file: str | Path, store: str | Path) -> None:
    """Make a store of a file that `backup` wrote, in a new or empty folder; nothing is left when that fails.

    Raises:
        StoreUnusable: the folder is not empty, or the file is damaged or no backup; the message says in what.
        StoreTooNew: a later release wrote it.
    """
    source, folder = Path(file).expanduser().absolute(), Path(store).expanduser().absolute()
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        raise StoreUnusable(f"{folder} is not empty: name a new folder with --store")
    with faults_of(folder):
        folder.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.TemporaryDirectory(dir=folder.parent, prefix=".briefing-restore-") as made:
            ready = Path(made, "store")
            (ready / ORIGINALS).mkdir(parents=True, mode=0o700)
            ready.chmod(0o700)
            taken = Path(made, CATALOGUE)
            try:
                with zipfile.ZipFile(source) as archive:
                    _unpack(archive, source, ready, taken)
            except (zipfile.BadZipFile, NotImplementedError, EOFError) as error:
                raise StoreUnusable(f"{source} is damaged or no backup of a store ({error})") from error
            versions = _make_catalogue(source, taken, ready)
            backups.remember(ready / CATALOGUE, source, versions)
            if folder.exists():
                folder.rmdir()
            ready.rename(folder)


def _unpack(archive: zipfile.ZipFile, source: Path, ready: Path, catalogue: Path) -> None:
    members = archive.infolist()
    names = [member.filename for member in members]
    if len(set(names)) < len(names) or CATALOGUE not in names:
        raise StoreUnusable(f"{source} is no backup of a store: it has no catalogue, or members of the same name")
    for member in members:
        kind = stat.S_IFMT(member.external_attr >> 16)
        compressed = member.compress_type != zipfile.ZIP_STORED or member.compress_size != member.file_size
        if not _MEMBER.fullmatch(member.filename) or kind not in (0, stat.S_IFREG) or compressed:
            raise StoreUnusable(f"{source} is no backup of a store: it has the member {member.filename[:80]!r}")
    total = sum(member.file_size for member in members)
    if total > source.stat().st_size:
        raise StoreUnusable(f"{source} is no backup of a store: it claims more than it holds")
    if total > shutil.disk_usage(ready).free:
        raise StoreUnusable(f"the disk of {ready.parent.parent} has no room for {total} bytes: free some space")
    for member in members:
        target = catalogue if member.filename == CATALOGUE else ready / ORIGINALS / member.filename.partition("/")[2]
        digest = hashlib.sha256()
        with archive.open(member) as packed, target.open("xb") as file:
            while piece := packed.read(_PIECE):
                digest.update(piece)
                file.write(piece)
            os.fsync(file.fileno())
        if target is not catalogue and digest.hexdigest() != target.name:
            raise StoreUnusable(f"{source} is damaged: the original {target.name} has changed")


def _make_catalogue(source: Path, taken: Path, ready: Path) -> list[str]:
    """Make a catalogue of the rows of the one in the archive, whose own schema is not trusted; return its versions."""
    known = {table.name for table in metadata.sorted_tables}
    if trouble := fulltext.distrust(taken, known):
        raise StoreUnusable(f"the catalogue in {source} is damaged or no catalogue: {trouble}")
    old = fulltext.open_engine(taken)
    try:
        bring_up_to_date(old, taken, "")
    finally:
        old.dispose()
    engine = fulltext.open_engine(ready / CATALOGUE)
    try:
        with engine.execution_options(writing=True).begin() as connection:
            metadata.create_all(connection)
            fulltext.create_index(connection)
            connection.execute(insert(schema_record).values(version=SCHEMA_VERSION))
    finally:
        engine.dispose()
    # Cards are made again from the documents; the files of another store are not this one's to name.
    left_out = {schema_record.name, chores.name, cards.name, backups_table.name}
    columns = {
        table.name: [column.name for column in table.columns]
        for table in metadata.sorted_tables
        if table.name not in left_out
    }
    fulltext.copy_rows(taken, ready / CATALOGUE, columns)
    versions = fulltext.versions_in(ready / CATALOGUE)
    lacking = set(versions) - {path.name for path in (ready / ORIGINALS).iterdir()}
    if lacking:
        raise StoreUnusable(f"{source} is damaged: it lacks {len(lacking)} originals")
    return versions
