import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import type { Definition } from '../schema';
import { GATEWAY_GROUP, GATEWAY_VERSION, KEDA_VERSION, OPERATOR_VERSION } from '../version';
import { withoutDescriptions } from './strip';
import { typescriptOf } from './typescript';

/** Custom resource definitions of a Go module. */
interface Origin {
  readonly module: string;
  readonly version: string;
  /** Folder of the definitions in the module. */
  readonly folder: string;
  /** The definitions in use. @default - all */
  readonly files?: readonly string[];
  /** File of the types generated from them. */
  readonly types: string;
}

const FOLDER = 'lib/crds';
const SCHEMAS = join(FOLDER, 'schemas');

const ORIGINS: readonly Origin[] = [
  {
    module: 'github.com/prometheus-operator/prometheus-operator',
    version: OPERATOR_VERSION,
    folder: 'example/prometheus-operator-crd',
    types: 'types.ts',
  },
  {
    module: 'github.com/kedacore/keda/v2',
    version: KEDA_VERSION,
    folder: 'config/crd/bases',
    files: ['keda.sh_scaledobjects.yaml', 'keda.sh_triggerauthentications.yaml'],
    types: 'keda-types.ts',
  },
  {
    module: 'sigs.k8s.io/gateway-api',
    version: GATEWAY_VERSION,
    folder: 'config/crd/standard',
    files: ['backendtlspolicies', 'gateways', 'httproutes', 'referencegrants'].map(
      (plural) => `${GATEWAY_GROUP}_${plural}.yaml`,
    ),
    types: 'gateway-types.ts',
  },
];

/** The definitions of a Go module, whose checksum `go` verifies. */
function download({ module, version, folder, files }: Origin): Definition[] {
  const answer = execFileSync('go', ['mod', 'download', '-json', `${module}@v${version}`], { encoding: 'utf8' });
  const within = join((JSON.parse(answer) as { Dir: string }).Dir, folder);
  return (files ?? readdirSync(within).sort()).map((file) =>
    stripped(parse(readFileSync(join(within, file), 'utf8')) as Definition),
  );
}

/** A definition with its newest version alone, which is the first, and without descriptions. */
function stripped(definition: Definition): Definition {
  const [newest] = definition.spec.versions;
  const versions = [{ ...newest, schema: withoutDescriptions(newest.schema) }];
  return { ...definition, spec: { ...definition.spec, versions } } as unknown as Definition;
}

/** Writes the definitions and the types generated from them into the sources. */
function update(): void {
  rmSync(SCHEMAS, { recursive: true, force: true });
  mkdirSync(SCHEMAS, { recursive: true });
  for (const origin of ORIGINS) {
    const definitions = download(origin);
    for (const definition of definitions) {
      const { plural } = definition.spec.names;
      writeFileSync(join(SCHEMAS, `${plural}.json`), `${JSON.stringify(definition)}\n`);
    }
    writeFileSync(join(FOLDER, origin.types), typescriptOf(definitions));
    process.stdout.write(`${definitions.length} definitions of ${origin.module} ${origin.version} in ${FOLDER}\n`);
  }
}

update();
