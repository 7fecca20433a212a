import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildApp } from '../../charts/app';
import { FindingsError, runChecks } from '../checks/all';
import { synthesize, type Synthesis } from '../kube/synthesis';
import { loadPlatform, type LoadedPlatform } from '../platform/load';

/** The folder of the package, wherever its compiled files are. */
export const PACKAGE_ROOT = packageRoot(__dirname);

/** The platform file of a command that names none. */
export const DEFAULT_PLATFORM_FILE = join(PACKAGE_ROOT, 'stacks', 'platforms', 'standard.yaml');

/**
 * Reads a platform file and renders what it describes.
 *
 * @throws PlatformFileError when the file is wrong, FindingsError when what it describes is.
 */
export function synthesizeFile(file: string): { readonly loaded: LoadedPlatform; readonly synthesis: Synthesis } {
  const loaded = loadPlatform(file);
  const synthesis = synthesize(buildApp(loaded.platform));
  const findings = runChecks(synthesis);
  if (findings.length > 0) throw new FindingsError(findings);
  return { loaded, synthesis };
}

function packageRoot(folder: string): string {
  return existsSync(join(folder, 'package.json')) ? folder : packageRoot(dirname(folder));
}
