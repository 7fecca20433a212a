import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Definition } from '../schema';
import { OPERATOR_VERSION } from '../version';
import { withoutDescriptions } from './strip';
import { typescriptOf } from './typescript';

const MODULE = 'github.com/prometheus-operator/prometheus-operator';
const FOLDER = 'lib/crds';

/** The operator's definitions, out of its Go module, whose checksum `go` verifies. */
function download(): Definition[] {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${MODULE}@v${OPERATOR_VERSION}`], {
    encoding: 'utf8',
  });
  const folder = join((JSON.parse(answer) as { Dir: string }).Dir, 'example/prometheus-operator-crd');
  return readdirSync(folder)
    .sort()
    .map((file) => stripped(parse(readFileSync(join(folder, file), 'utf8')) as Definition));
}

function stripped(definition: Definition): Definition {
  const versions = definition.spec.versions.map((version) => ({
    ...version,
    schema: withoutDescriptions(version.schema),
  }));
  return { ...definition, spec: { ...definition.spec, versions } } as unknown as Definition;
}

/** Writes the definitions and the types generated from them into the sources. */
function update(): void {
  const definitions = download();
  const schemas = join(FOLDER, 'schemas');
  rmSync(schemas, { recursive: true, force: true });
  mkdirSync(schemas, { recursive: true });
  for (const definition of definitions) {
    const { plural } = definition.spec.names;
    writeFileSync(join(schemas, `${plural}.json`), `${JSON.stringify(definition)}\n`);
  }
  writeFileSync(join(FOLDER, 'types.ts'), typescriptOf(definitions));
  process.stdout.write(`${definitions.length} definitions of version ${OPERATOR_VERSION} in ${FOLDER}\n`);
}

update();
