"""Counts a table's events with deltalake: `count.py TABLE follow` until standard input ends, `count.py TABLE each` once at each version."""

import json
import sys
import threading

from deltalake import DeltaTable, QueryBuilder

COUNT = """
    SELECT count(*), count(DISTINCT seq), min("stageTimestamp")::VARCHAR, max("dt")::VARCHAR,
           count("responseStatus.code"), count("objectRef.name") FILTER (WHERE "objectRef.name" = 'web-1')
    FROM events
"""


def count(table):
    batches = QueryBuilder().register("events", table).execute(COUNT).read_all()
    names = ["rows", "distinct", "first", "day", "codes", "named"]
    return {"version": table.version()} | {name: batches.column(at)[0].as_py() for at, name in enumerate(names)}


def say(what):
    print(json.dumps(what), flush=True)


def follow(path):
    done = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), done.set()), daemon=True).start()
    say({"ready": True})
    kept = DeltaTable(path)
    while True:
        is_last = done.is_set()
        say(count(DeltaTable(path)))
        # One who opened the table long ago reads on from there.
        kept.update_incremental()
        say(count(kept))
        if is_last:
            return


def each(path):
    newest = DeltaTable(path)
    say(count(newest))
    for entry in reversed(newest.history()):
        say(count(DeltaTable(path, version=entry["version"])))


{"follow": follow, "each": each}[sys.argv[2]](sys.argv[1])
