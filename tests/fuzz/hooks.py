"""Makes schemathesis' requests reach further than the first check: each operation is called by
someone who may call it, and most ids are of things that exist. The world that the requests meet is
described by the file that FUZZ_WORLD names (see world.ts)."""

import atexit
import collections
import json
import os
import random
import re

import schemathesis

with open(os.environ["FUZZ_WORLD"], encoding="utf-8") as file:
    WORLD = json.load(file)

TOKENS = WORLD["tokens"]
IDS = {name: list(ids) for name, ids in WORLD["ids"].items()}

# A known id is taken so often; else the one that was made up is sent.
KNOWN_SHARE = 0.8
# Ids that answers name are remembered, so many of a kind at most; not of play sessions, as the
# token at hand is that of one.
REMEMBERED = 12
KEPT = {"sessionId"}

# What ends the caller's own account, profile or device is done by a throw-away household: the
# operations after it shall not all be refused.
ENDS_THE_CALLER = re.compile(
    r"^(DELETE /v1/(account|devices|profiles/\{profileId\}$)|POST .*(log-?out|end-all|delet))", re.I
)

# How often each operation answered with which status, for the test to look at.
ANSWERS = collections.defaultdict(collections.Counter)


@atexit.register
def tell_answers():
    with open(os.environ["FUZZ_ANSWERS"], "w", encoding="utf-8") as file:
        json.dump(ANSWERS, file)


choices = random.Random(WORLD["seed"])


def access_of(case):
    return case.operation.definition.raw["x-access"]


def place_of(case):
    return f"{case.operation.method.upper()} {case.operation.path}"


def ends_the_caller(case):
    return ENDS_THE_CALLER.search(place_of(case))


def known(name, value, world=IDS):
    ids = world.get(name)
    return choices.choice(ids) if ids and choices.random() < KNOWN_SHARE else value


def with_known_ids(value):
    if isinstance(value, list):
        return [with_known_ids(entry) for entry in value]
    if not isinstance(value, dict):
        return value
    return {
        name: known(name, entry) if isinstance(entry, str) else with_known_ids(entry)
        for name, entry in value.items()
    }


def token_of(case):
    access = access_of(case)
    if access == "play-session":
        return TOKENS["licence" if case.operation.path.endswith("/licence") else "playSession"]
    if ends_the_caller(case):
        return TOKENS["throwAway"]
    return TOKENS["caller"]


@schemathesis.hook
def before_load_schema(context, raw_schema):
    """Python's regular expressions have no Unicode properties (`\\p{L}`): fields with such a pattern
    get any text."""
    if isinstance(raw_schema, dict):
        pattern = raw_schema.get("pattern")
        if isinstance(pattern, str) and re.search(r"\\p\{", pattern, re.I):
            del raw_schema["pattern"]
        for part in raw_schema.values():
            before_load_schema(context, part)
    elif isinstance(raw_schema, list):
        for part in raw_schema:
            before_load_schema(context, part)


@schemathesis.hook
def before_call(context, case, kwargs):
    ids = WORLD["throwAwayIds"] if ends_the_caller(case) else IDS
    case.path_parameters = {
        name: known(name, value, ids) for name, value in (case.path_parameters or {}).items()
    }
    case.query = {name: known(name, value) for name, value in (case.query or {}).items()}
    if isinstance(case.body, (dict, list)):
        case.body = with_known_ids(case.body)
    case.headers = case.headers or {}
    case.headers["Authorization"] = f"Bearer {token_of(case)}"
    # An operator is on this machine. All others have an address of their own, so that limits on
    # guessing neither end the fuzz nor reach other tests (RFC 5737 documentation addresses).
    if access_of(case) != "internal":
        case.headers["X-Forwarded-For"] = f"198.51.100.{choices.randrange(1, 255)}"


def remember(name, value):
    ids = IDS.setdefault(name, [])
    if name in KEPT or not isinstance(value, str) or value in ids:
        return
    if len(ids) < REMEMBERED:
        ids.append(value)


@schemathesis.hook
def after_call(context, case, response):
    ANSWERS[place_of(case)][response.status_code] += 1
    remember_ids(case, response)


def remember_ids(case, response):
    """`/v1/collections` answers with things whose `id` is a `collectionId` elsewhere."""
    if not 200 <= response.status_code < 300 or "json" not in response.headers.get(
        "content-type", [""]
    )[0]:
        return
    answer = response.json()
    nouns = [part for part in case.operation.path.split("/") if part and not part.startswith("{")]
    kind = re.sub(r"ies$", "y", nouns[-1]) if nouns[-1].endswith("ies") else nouns[-1].rstrip("s")
    name = re.sub(r"-(\w)", lambda match: match[1].upper(), kind) + "Id"
    things = answer.get("items") if isinstance(answer, dict) else None
    for thing in things if isinstance(things, list) else [answer]:
        if not isinstance(thing, dict):
            continue
        for field, value in thing.items():
            if field == "id":
                remember(name, value)
            elif field.endswith("Id"):
                remember(field, value)
