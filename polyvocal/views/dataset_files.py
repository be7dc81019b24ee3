"""The files of the dumps as they are served: whole or in ranges, and never one that holds what was withdrawn since."""

import os
import re
from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from typing import BinaryIO

from django.http import (
    FileResponse,
    HttpRequest,
    HttpResponse,
    HttpResponseBase,
    HttpResponseNotFound,
    StreamingHttpResponse,
)
from django.utils.cache import get_conditional_response
from django.utils.http import http_date, parse_http_date_safe
from django.utils.translation import gettext as _

from polyvocal.linkeddata.dataset import file_uri
from polyvocal.linkeddata.kept import CHECKSUMS, KeptDump, dumps_folder, kept_in
from polyvocal.linkeddata.withheld import is_withheld

RETRY_AFTER = 3600
_PIECE = 1 << 18
# No file has so many bytes that more digits mean anything.
_RANGE = re.compile(r"bytes=(\d{0,18})-(\d{0,18})", re.ASCII)


def dataset_file(request: HttpRequest, name: str) -> HttpResponseBase:
    """Send a file of the dumps; only one that is on their list has an address."""
    folder = dumps_folder()
    kept = next((one for one in kept_in(folder) if one.name == name), None)
    if folder is None or (kept is None and not _is_list(folder, name)):
        said = _("There is no file of this name.")
        return HttpResponseNotFound(f"{said}\n", content_type="text/plain; charset=utf-8")
    if kept is not None and is_withheld(kept):
        return _held_back()
    try:
        file = (folder / name).open("rb")
    except OSError:
        said = _("There is no file of this name.")
        return HttpResponseNotFound(f"{said}\n", content_type="text/plain; charset=utf-8")
    return _sent(request, file, kept)


def _is_list(folder: Path, name: str) -> bool:
    return name == CHECKSUMS and (folder / name).is_file()


def _held_back() -> HttpResponse:
    said = _("Words in this file were withdrawn since it was written. It is held back until it has been written anew.")
    headers = {"Retry-After": str(RETRY_AFTER), "Cache-Control": "no-store"}
    return HttpResponse(f"{said}\n", status=503, headers=headers, content_type="text/plain; charset=utf-8")


def _sent(request: HttpRequest, file: BinaryIO, kept: KeptDump | None) -> HttpResponseBase:
    # Of the open file, not of the list: a new dump may take its place at any moment.
    found = os.fstat(file.fileno())
    etag, modified = f'"{found.st_mtime_ns:x}-{found.st_size:x}"', int(found.st_mtime)
    response: HttpResponseBase | None = get_conditional_response(request, etag=etag, last_modified=modified)
    if response is not None:
        file.close()
    else:
        response = _whole_or_part(request, file, size=found.st_size, etag=etag, modified=modified)
        response["Content-Type"] = kept.packed_media_type if kept else "text/plain; charset=utf-8"
    response["ETag"], response["Last-Modified"], response["Accept-Ranges"] = etag, http_date(modified), "bytes"
    # Nothing may be served from a cache that does not ask again: words may be withdrawn in the meantime.
    response["Cache-Control"] = "no-cache"
    response["Link"] = f'<{file_uri("")}>; rel="describedby"'
    return response


def _whole_or_part(request: HttpRequest, file: BinaryIO, *, size: int, etag: str, modified: int) -> HttpResponseBase:
    if request.method == "HEAD":
        file.close()
        return HttpResponse(headers={"Content-Length": str(size)})
    asked = request.headers.get("Range", "")
    part = _part(asked, size) if asked and _still_holds(request.headers.get("If-Range", ""), etag, modified) else None
    if part is None:
        return FileResponse(file)
    first, last = part
    if first > last:
        file.close()
        return HttpResponse(status=416, headers={"Content-Range": f"bytes */{size}"})
    headers = {"Content-Range": f"bytes {first}-{last}/{size}", "Content-Length": str(last - first + 1)}
    return StreamingHttpResponse(_Slice(file, first, last), status=206, headers=headers)


def _part(asked: str, size: int) -> tuple[int, int] | None:
    """Return the first and the last byte asked for, the last before the first where there are none.

    None where the header is not understood or names several ranges: then the whole file is sent (RFC 9110, 14.2).
    """
    match = _RANGE.fullmatch(asked.strip())
    if match is None or not (match[1] or match[2]):
        return None
    if not match[1]:
        return max(0, size - int(match[2])), size - 1 if int(match[2]) else -1
    if match[2] and int(match[2]) < int(match[1]):
        return None
    return int(match[1]), min(int(match[2]) if match[2] else size - 1, size - 1)


def _still_holds(condition: str, etag: str, modified: int) -> bool:
    """Whether If-Range names the present file, by its tag or by the very second it is of (RFC 9110, 13.1.5)."""
    if not condition:
        return True
    if condition.startswith('"'):
        return condition == etag
    is_settled = datetime.now(UTC).timestamp() - modified > 60
    return is_settled and parse_http_date_safe(condition) == modified


class _Slice:
    """The bytes of a file from the first to the last; the file is closed with the response, read or not."""

    def __init__(self, file: BinaryIO, first: int, last: int) -> None:
        self._file, self._first, self._left = file, first, last - first + 1

    def __iter__(self) -> Iterator[bytes]:
        self._file.seek(self._first)
        while self._left and (piece := self._file.read(min(_PIECE, self._left))):
            self._left -= len(piece)
            yield piece

    def close(self) -> None:
        """Close the file."""
        self._file.close()
