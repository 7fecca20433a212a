import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { buildApp } from '../../charts/app';
import { FindingsError, runChecks } from '../checks/all';
import { AmendmentError } from '../kube/amend';
import { synthesize, type Synthesis } from '../kube/synthesis';
import { convertHelmValues, looksLikeHelmValues, totals } from '../load/helm/helm-values';
import { readText, toPlatform, type LoadedPlatform } from '../load/load';
import { PlatformFileError } from '../platform/mistake';
import { parseYamlFile } from '../load/yaml-file';

/** The folder of the package, wherever its compiled files are. */
export const PACKAGE_ROOT = packageRoot(__dirname);

/** The platform file of a command that names none. */
export const DEFAULT_PLATFORM_FILE = join(PACKAGE_ROOT, 'stacks', 'platforms', 'standard.yaml');

/**
 * Reads a platform file, or a values file of the OpenWhisk Helm chart, and renders what it describes.
 *
 * @throws PlatformFileError when the file is wrong, FindingsError when what it describes is.
 */
export function synthesizeFile(file: string): { readonly loaded: LoadedPlatform; readonly synthesis: Synthesis } {
  const loaded = load(file);
  return { loaded, synthesis: synthesizeLoaded(loaded) };
}

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

function load(file: string): LoadedPlatform {
  const text = readText(file);
  const yaml = parseYamlFile(text, file);
  if (!looksLikeHelmValues(yaml.value)) return toPlatform(yaml, file);
  const { loaded, outcomes } = convertHelmValues([{ file, text }]);
  const read = `${file}: read as values of the OpenWhisk Helm chart`;
  console.error(`${read}; ${totals(outcomes)}; npx faas-stack import ${file} shows them`);
  return loaded;
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
