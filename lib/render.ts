import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildApp } from '../charts/app';
import { FindingsError, runChecks } from './checks/all';
import { AmendmentError } from './kube/amend';
import { synthesize, type Synthesis } from './kube/synthesis';
import type { LoadedPlatform } from './load/load';
import { PlatformFileError } from './platform/mistake';

/** The folder of the package, wherever its compiled files are. */
export const PACKAGE_ROOT = packageRoot(__dirname);

/** The platform file of a command that names none. */
export const DEFAULT_PLATFORM_FILE = join(PACKAGE_ROOT, 'stacks', 'platforms', 'standard.yaml');

/**
 * Renders a platform, and checks what it would write.
 *
 * @throws PlatformFileError when an amendment is wrong, FindingsError when what the platform describes is.
 */
export function synthesizeLoaded(loaded: LoadedPlatform): Synthesis {
  const synthesis = render(loaded);
  const findings = runChecks(synthesis);
  if (findings.length > 0) throw new FindingsError(findings);
  return synthesis;
}

function render({ platform, file, lineOf }: LoadedPlatform): Synthesis {
  try {
    return synthesize(buildApp(platform));
  } catch (error) {
    if (!(error instanceof AmendmentError)) throw error;
    const { kind, objectName, problem, fix } = error;
    const index = platform.amendments.findIndex(
      (amendment) => amendment.kind === kind && amendment.name === objectName,
    );
    const path = ['amendments', index];
    throw new PlatformFileError(file, [
      { path, line: lineOf(path), problem: `${kind}/${objectName}: ${problem}`, fix },
    ]);
  }
}

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
