// Each schema in ajv's strict mode, json-schema-to-typescript and quicktype, on the bodies of bodies.json.
// The first argument is the root of the repository.
import { execFileSync } from "node:child_process";
import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

import addFormats from "ajv-formats";
import Ajv from "ajv/dist/2020.js";
import { compileFromFile } from "json-schema-to-typescript";

const root = process.argv[2];
const here = dirname(fileURLToPath(import.meta.url));
const bin = (name) => join(here, "node_modules", ".bin", name);
const read = (path) => JSON.parse(readFileSync(path, "utf8"));
const out = join(here, "ts");
mkdirSync(out, { recursive: true });
writeFileSync(join(out, "package.json"), '{ "type": "module" }');

const cases = read(join(here, "bodies.json"));
const uses = [];
for (const [name, { type, files = [], bodies = [], rejected = [] }] of Object.entries(cases)) {
  const path = join(root, "tests/schema", `${name}.json`);
  const accepted = [...files.map((file) => read(join(root, "examples/payloads", file))), ...bodies];

  const ajv = new Ajv({ strict: true, strictTypes: true, strictRequired: true });
  addFormats(ajv);
  const validate = ajv.compile(read(path));
  for (const body of accepted) {
    if (!validate(body)) {
      throw new Error(`${name}: ${JSON.stringify(body)}: ${ajv.errorsText(validate.errors)}`);
    }
  }
  for (const body of rejected) {
    if (validate(body)) {
      throw new Error(`${name}: accepted ${JSON.stringify(body)}`);
    }
  }

  const types = await compileFromFile(path);
  if (!types.includes(`export interface ${type} {`)) {
    throw new Error(`${name}: json-schema-to-typescript writes no interface ${type}`);
  }
  writeFileSync(join(out, `${name}.ts`), types);
  uses.push(`import type { ${type} } from "./${name}.js";`);
  accepted.forEach((body, index) => {
    uses.push(`export const ${type}${index}: ${type} = ${JSON.stringify(body)};`);
  });

  const quick = join(out, `${name}.quicktype.cjs`);
  execFileSync(bin("quicktype"), ["-s", "schema", path, "-t", type, "-l", "javascript", "-o", quick]);
  execFileSync(bin("quicktype"), ["-s", "schema", path, "-t", type, "-l", "typescript", "-o", join(out, `${name}.quicktype.ts`)]);
  const module = createRequire(import.meta.url)(quick);
  const [parse] = Object.keys(module).filter((name) => name.startsWith("to"));
  for (const body of accepted) {
    const parsed = module[parse](JSON.stringify(body));
    for (const member of Object.keys(body)) {
      if (!(member in parsed)) {
        throw new Error(`${name}: quicktype drops ${member}`);
      }
    }
  }
}
writeFileSync(join(out, "bodies.ts"), uses.join("\n"));
writeFileSync(join(out, "use.ts"), readFileSync(join(here, "use.ts")));
execFileSync(bin("tsc"), ["--project", join(here, "tsconfig.json")], { stdio: "inherit" });
