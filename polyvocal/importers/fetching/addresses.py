"""Takes addresses apart: which are fetched, what in them is secret, and where they may lead."""

import os
import re
from collections.abc import Iterable, Mapping
from urllib.parse import SplitResult, parse_qsl, quote, urlencode, urlsplit, urlunsplit

from polyvocal.exceptions import SourceError

_ENVIRONMENT = os.environ
_ADDRESS = re.compile(r"[a-z][a-z0-9]*(?:\+[a-z0-9_]+)?://", re.IGNORECASE)
_PORTS = {"http": 80, "https": 443}
_VARIABLE = re.compile(r"\$\{([A-Za-z_][A-Za-z0-9_]*)\}")
_SECRET = re.compile(r"key|token|secret|passw|pwd|auth|signature|credential", re.IGNORECASE)
_HIDDEN = "***"


def is_address(given: str) -> bool:
    """Whether this is an address on the web or of a database, and no path."""
    return bool(_ADDRESS.match(given))


def is_database(given: str) -> bool:
    """Whether this is the address of a database, as SQLAlchemy writes them."""
    return is_address(given) and not given.lower().startswith(("http://", "https://"))


def checked(address: str) -> SplitResult:
    """Return the parts of an address. Raises SourceError `no-address` where it is none."""
    try:
        parts = urlsplit(address)
        if parts.hostname and parts.port != 0:
            return parts
    except ValueError:
        pass
    raise SourceError("", problem="no-address", source=redacted(address))


def is_allowed(address: str, hosts: Iterable[str]) -> bool:
    """Whether an address lies on one of these hosts (`name`, or `name:port` for a port of its own).

    An address that bears a password or asks for a variable of the environment is never allowed, nor is a database's.
    """
    if is_database(address):
        return False
    try:
        parts = urlsplit(address)
        port = parts.port or _PORTS[parts.scheme]
    except (ValueError, KeyError):
        return False
    if not parts.hostname or "@" in parts.netloc or "${" in address or re.search(r"[\s\\\x00-\x1f]", address):
        return False
    names = {f"{parts.hostname}:{port}"} | ({parts.hostname} if port == _PORTS[parts.scheme] else set())
    return bool(names & {host.lower() for host in hosts})


def filled(given: str, *, is_address: bool = True) -> tuple[str, tuple[str, ...]]:
    """Return words with `${NAME}` filled from the environment, and the values that were put in: they are secret.

    Raises SourceError (`no-variable`) where the environment has none of that name.
    """
    values: list[str] = []

    def value_of(found: re.Match[str]) -> str:
        value = _ENVIRONMENT.get(found[1])
        if value is None:
            raise SourceError(found[0], problem="no-variable", source=redacted(given) if is_address else "")
        values.append(value)
        return quote(value, safe="") if is_address else value

    return _VARIABLE.sub(value_of, given), tuple(value for value in values if value)


def secrets_in(address: str) -> tuple[str, ...]:
    """Return the passwords and keys that stand in an address."""
    parts = urlsplit(address)
    found = [value for name, value in parse_qsl(parts.query) if _is_secret(name)]
    return tuple(one for one in (*found, parts.password or "") if len(one) > 2)


def redacted(address: str) -> str:
    """Return an address without passwords and keys; `${NAME}` stays, for it gives nothing away.

    Of a database's address the account and all parameters are left out: any of them may hold a password.
    """
    if is_database(address):
        return _without_account(address)
    try:
        parts = urlsplit(address)
    except ValueError:
        return _HIDDEN
    _account, at, place = parts.netloc.rpartition("@")
    given = [(name, _hidden(value) if _is_secret(name) else value) for name, value in parse_qsl(parts.query, True)]
    return urlunsplit(parts._replace(netloc=f"{_HIDDEN}@{place}" if at else place, query=_query(given), fragment=""))


def _without_account(address: str) -> str:
    """Leave out what stands before the last “@”, for a password may hold any sign, and what follows a “?”."""
    scheme, _sign, rest = address.partition("://")
    account, at, place = rest.rpartition("@")
    return f"{scheme}://{_HIDDEN if account else ''}{at}{place.partition('?')[0]}"


def parameters_of(address: str) -> dict[str, str]:
    """Return the parameters of an address; of one that is given twice, the last."""
    return dict(parse_qsl(checked(address).query, keep_blank_values=True))


def only_asks_for_changes(address: str) -> bool:
    """Whether an address itself asks only for records that changed in some period."""
    given = {} if is_database(address) else parameters_of(address)
    return bool({"from", "until"} & set(given)) or "modification" in given.get("search", "").lower()


def with_parameters(address: str, parameters: Mapping[str, str]) -> str:
    """Return an address with these parameters in place of its own."""
    return urlunsplit(urlsplit(address)._replace(query=_query(list(parameters.items())), fragment=""))


def may_lead(before: str, after: str) -> bool:
    """Whether a redirect may be followed: on the same host and port, or from http to https there."""
    first, second = urlsplit(before), urlsplit(after)
    if first.hostname != second.hostname or second.scheme not in _PORTS or "@" in second.netloc:
        return False
    if (first.scheme, second.scheme) == ("http", "https"):
        return second.port in (None, _PORTS["https"])
    return first.scheme == second.scheme and _port(first) == _port(second)


def _port(parts: SplitResult) -> int:
    return parts.port or _PORTS.get(parts.scheme, 0)


def _is_secret(name: str) -> bool:
    return bool(_SECRET.search(name)) and name != "resumptionToken"


def _hidden(value: str) -> str:
    return value if _VARIABLE.fullmatch(value) else _HIDDEN


def _query(given: list[tuple[str, str]]) -> str:
    return urlencode(given, safe="${}*", quote_via=quote)
