import { join } from 'node:path';
import { buildApp, type AppOptions } from '../charts/app';
import { FindingsError, runChecks } from './checks/all';
import type { Finding } from './checks/finding';
import { AmendmentError } from './kube/amend';
import { synthesize, type Synthesis } from './kube/synthesis';
import type { LoadedPlatform } from './load/load';
import { PlatformFileError, type ConfigPath } from './platform/mistake';
import { usePrecompiled } from './precompiled';
import { packageRoot } from './text/package-root';

usePrecompiled();

/** The folder of the package, wherever its compiled files are. */
export const PACKAGE_ROOT = packageRoot(__dirname);

/** The platform file of a command that names none. */
export const DEFAULT_PLATFORM_FILE = join(PACKAGE_ROOT, 'stacks', 'platforms', 'standard.yaml');

/**
 * Renders a platform and checks its manifests.
 *
 * @throws PlatformFileError when an amendment is wrong, FindingsError when the checks find something.
 */
export function synthesizeLoaded(loaded: LoadedPlatform, options: AppOptions = {}): Synthesis {
  const synthesis = render(loaded, options);
  const findings = runChecks(synthesis);
  if (findings.length > 0) throw new FindingsError(findings.map((finding) => located(finding, loaded)));
  return synthesis;
}

function render({ platform, file, lineOf }: LoadedPlatform, options: AppOptions): Synthesis {
  try {
    return synthesize(buildApp(platform, options));
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

/** A finding with its place in the platform file: the last amendment of the object, or else the section of its component. */
function located(finding: Finding, { platform, file, lineOf }: LoadedPlatform): Finding {
  const amended = platform.amendments.map(({ kind, name }) => `${kind}/${name}`).lastIndexOf(finding.object);
  return { ...finding, file, line: lineOf(amended >= 0 ? ['amendments', amended] : sectionOf(finding.path)) };
}

/** Sections of the charts that are not named after their section. */
const SECTIONS: Readonly<Record<string, ConfigPath>> = {
  actions: ['openwhisk', 'actions'],
  crds: ['monitoring'],
  'node-exporter': ['monitoring', 'nodeExporter'],
  fluentd: ['logging', 'fluentd'],
  scrypt: ['autoscaling', 'demonstration'],
  functions: ['functions'],
  'trace-agents': ['tracing', 'agent'],
};

/** The section of a construct, whose path begins with its chart and its component: `monitoring/KubeStateMetrics/...`. */
export function sectionOf(path: string): ConfigPath {
  const [chart = '', component = ''] = path.split('/');
  return SECTIONS[chart] ?? [chart, component.charAt(0).toLowerCase() + component.slice(1)];
}
