import { execFile } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { parseAllDocuments } from 'yaml';
import { GATEWAY_VERSION } from '../../../lib/crds/version';
import type { Manifest } from '../wire-types';

const run = promisify(execFile);

/** The bundle of the Standard channel, from the Gateway API's Go module, whose checksum `go` verifies: definitions, and the policy that protects them. */
export async function gatewayDefinitions(): Promise<Manifest[]> {
  const { stdout } = await run('go', ['mod', 'download', '-json', `sigs.k8s.io/gateway-api@v${GATEWAY_VERSION}`]);
  const folder = join((JSON.parse(stdout) as { Dir: string }).Dir, 'config/crd/standard');
  return readdirSync(folder)
    .sort()
    .flatMap((file) => parseAllDocuments(readFileSync(join(folder, file), 'utf8')))
    .map((document) => document.toJS() as Manifest | null)
    .filter((manifest) => manifest !== null);
}
