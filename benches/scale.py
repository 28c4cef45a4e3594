"""The count of the example `funnel`, as a script would do it: `scale.py <archive>`."""

import json
import sys
from collections import Counter

counts, outcomes, stopped = Counter(), Counter(), Counter()
seen = set()
with open(sys.argv[1], encoding="utf-8") as archive:
    for line in archive:
        try:
            payload = json.loads(line)
            process = payload["processId"]
        except (ValueError, KeyError, TypeError):
            counts["malformed"] += 1
            continue
        result, event = payload.get("result"), payload.get("lastEvent")
        if event and result != "expired":
            counts["invalid"] += 1
        elif process in seen:
            counts["duplicates"] += 1
        else:
            seen.add(process)
            outcomes[result] += 1
            if event:
                stopped[event] += 1
print(json.dumps({**counts, "outcomes": outcomes, "stopped": stopped}))
