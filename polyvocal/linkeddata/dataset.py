"""The description of the dataset in schema.org terms, beside the dumps: what there is, how large, its licence."""

import json
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Any

from polyvocal.conf import setting
from polyvocal.linkeddata.addresses import base_uri
from polyvocal.models import LICENCES

FILE_NAME = "dataset.jsonld"


@dataclass(frozen=True, slots=True)
class Distribution:
    """One dump file as the description names it."""

    file_name: str
    profile_title: str
    model: str
    media_type: str
    size: int
    sha256: str
    modified: datetime
    since: datetime | None = None


def describe(folder: Path, new: Distribution) -> Path:
    """Write the description of the dumps in `folder`: those it names already and that are there, and the new one."""
    path = folder / FILE_NAME
    kept = [one for one in _distributions_in(path) if one.get("name") != new.file_name and _is_there(folder, one)]
    everything = sorted([*kept, _distribution(new)], key=lambda one: str(one["name"]))
    temporary = path.with_name(f".{path.name}.part")
    temporary.write_text(json.dumps(_dataset(everything, new.modified), ensure_ascii=False, indent=2) + "\n", "utf-8")
    temporary.replace(path)
    return path


def _distributions_in(path: Path) -> list[dict[str, Any]]:
    try:
        stored = json.loads(path.read_text("utf-8"))
    except (FileNotFoundError, ValueError):
        return []
    found = stored.get("distribution", []) if isinstance(stored, dict) else []
    return [one for one in found if isinstance(one, dict)]


def _is_there(folder: Path, one: dict[str, Any]) -> bool:
    file_name = str(one.get("name", ""))
    return bool(file_name) and (folder / Path(file_name).name).is_file()


def _dataset(distributions: list[dict[str, Any]], modified: datetime) -> dict[str, Any]:
    institution: dict[str, str] = setting("INSTITUTION")
    titles = {"nl": "Teksten en stemmen over de collectie van {}", "en": "Texts and voices about the collection of {}"}
    about = {
        "nl": "Objecten, de teksten die over hen gezegd worden, wie ze zegt, en elke uitgave van elke tekst.",
        "en": "Objects, the texts said about them, who says them, and every edition of every text.",
    }
    licence = setting("LICENCE")
    publisher = {"@type": "Organization", "@id": f"{base_uri()}/", "name": _in_languages(institution)}
    return {
        "@context": "https://schema.org/",
        "@type": "Dataset",
        "@id": f"{base_uri()}/dataset/",
        "name": [
            {"@language": tag, "@value": words.format(institution.get(tag) or next(iter(institution.values()), ""))}
            for tag, words in titles.items()
        ],
        "description": _in_languages(about),
        "license": LICENCES.get(licence, licence),
        "publisher": publisher,
        "creator": publisher,
        "dateModified": modified.isoformat(timespec="seconds"),
        "inLanguage": list(setting("LANGUAGES")),
        "distribution": distributions,
    }


def _distribution(one: Distribution) -> dict[str, Any]:
    is_compressed = one.file_name.endswith(".gz")
    described = f"{one.profile_title}" + (f", changed since {one.since.date().isoformat()}" if one.since else "")
    return {
        "@type": "DataDownload",
        "@id": f"{base_uri()}/dataset/{one.file_name}",
        "name": one.file_name,
        "description": described,
        "contentUrl": f"{base_uri()}/dataset/{one.file_name}",
        "encodingFormat": one.media_type + ("+gzip" if is_compressed else ""),
        "contentSize": str(one.size),
        "sha256": one.sha256,
        "dateModified": one.modified.isoformat(timespec="seconds"),
        "usageInfo": one.model,
    }


def _in_languages(words: dict[str, str]) -> list[dict[str, str]]:
    return [{"@language": tag, "@value": value} for tag, value in words.items()]
