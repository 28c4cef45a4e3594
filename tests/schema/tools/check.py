"""Each schema in datamodel-code-generator, whose pydantic models read the bodies of bodies.json.

The first argument is the root of the repository.
"""

import importlib.util
import json
import pathlib
import subprocess
import sys

root, here = pathlib.Path(sys.argv[1]), pathlib.Path(__file__).parent
out = here / "py"
out.mkdir(parents=True)

for name, case in json.loads((here / "bodies.json").read_text()).items():
    path = out / f"{name.replace('-', '_')}.py"
    generator = [sys.executable, "-m", "datamodel_code_generator", "--input-file-type", "jsonschema"]
    schema = root / "tests/schema" / f"{name}.json"
    options = ["--output-model-type", "pydantic_v2.BaseModel", "--formatters", "builtin", "--output", path]
    subprocess.run([*generator, "--input", schema, *options], check=True)
    spec = importlib.util.spec_from_file_location(path.stem, path)
    module = importlib.util.module_from_spec(spec)
    sys.modules[path.stem] = module
    spec.loader.exec_module(module)
    model = getattr(module, case["type"])
    files = [root / "examples/payloads" / file for file in case.get("files", [])]
    bodies = [json.loads(file.read_text()) for file in files] + case.get("bodies", [])
    for body in bodies:
        written = model.model_validate(body).model_dump(mode="json", by_alias=True)
        for member, value in body.items():
            known = member in written
            if known and isinstance(value, (str, int)) and written[member] != value:
                sys.exit(f"{name}: {member} is {written[member]!r} instead of {value!r}")
        if body and not set(body) & set(written):
            sys.exit(f"{name}: the model has none of the members of {body}")
