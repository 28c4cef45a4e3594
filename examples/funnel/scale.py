"""The count of `funnel` by DuckDB, for scale.sh.

    scale.py unlike <archive>                   the same lines, each with a member that no other has
    scale.py every|process|distinct <archive>   every delivery, one per process, or every distinct row; as JSON
    scale.py sql <archive> <report>             whether the SQL of README.md agrees with the report of `funnel --json`
    scale.py check <report> <count>             whether that agrees with the report that `funnel --json` wrote
"""

import json
import re
import sys

import duckdb

ROWS = """
    SELECT processId, result, lastEvent
    FROM read_ndjson(?, ignore_errors = true, columns = {processId: 'VARCHAR', result: 'VARCHAR', lastEvent: 'VARCHAR'})
    WHERE processId IS NOT NULL"""

WAYS = {
    "every": ROWS,
    "process": f"SELECT processId, any_value(result) AS result, any_value(lastEvent) AS lastEvent FROM ({ROWS}) GROUP BY 1",
    "distinct": f"SELECT DISTINCT processId, result, lastEvent FROM ({ROWS})",
}


def count(way, archive):
    query = f"SELECT result, lastEvent, count(*) FROM ({WAYS[way]}) GROUP BY 1, 2"
    counts = {}
    for result, event, number in duckdb.execute(query, [archive]).fetchall():
        # An event belongs to `expired`; DuckDB does not know that rule.
        name = event if result == "expired" else result
        counts[name] = counts.get(name, 0) + number
    return counts


def of_report(path):
    with open(path, encoding="utf-8") as report:
        report = json.load(report)
    outcomes = report["all"]["outcomes"]
    # The generator's invalid lines are `ok` with an event.
    counts = {
        "ok": outcomes["ok"] + report["invalid"]["count"],
        "invalid_identity": outcomes["invalid_identity"],
        **{stop["event"]: stop["count"] for stop in report["all"]["stopped"]},
    }
    return {name: number for name, number in counts.items() if number > 0}


def of_readme(archive):
    with open("README.md", encoding="utf-8") as readme:
        view, _spark, query = re.findall("```sql\n(.*?)```", readme.read(), re.DOTALL)
    duckdb.execute(view.replace("'archive.jsonl'", f"'{archive}'"))
    return dict(duckdb.execute(query).fetchall())


if sys.argv[1] == "unlike":
    with open(sys.argv[2], "rb") as archive:
        for number, line in enumerate(archive):
            sys.stdout.buffer.write(line.replace(b"}\n", b',"line":"%d"}\n' % number))
elif sys.argv[1] == "sql":
    with open(sys.argv[3], encoding="utf-8") as report:
        expected = of_report(sys.argv[3])
        expected["ok"] -= json.load(report)["invalid"]["count"]
    found = of_readme(sys.argv[2])
    if expected != found:
        sys.exit(f"scale: funnel counts {expected}, and the SQL of README.md {found}")
elif sys.argv[1] == "check":
    with open(sys.argv[3], encoding="utf-8") as counts:
        expected, found = of_report(sys.argv[2]), json.load(counts)
    if expected != found:
        sys.exit(f"scale: funnel counts {expected}, and DuckDB {found}")
else:
    print(json.dumps(count(*sys.argv[1:])))
