import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Finding } from '../checks/finding';
import type { Subject } from '../checks/subject';
import { UPGRADE_CHECKS } from '../checks/upgrade';
import type { Synthesis } from '../kube/synthesis';
import { readManifests } from '../manifests/read';
import { UserError } from '../text/user-error';

/** The texts of the manifests in a folder. @throws UserError when there are none. */
export function manifestsIn(folder: string): string[] {
  const texts = filesOf(folder).map((name) => readFileSync(join(folder, name), 'utf8'));
  if (texts.length > 0) return texts;
  throw new UserError(`${folder}: no manifests to compare with; fix: name the folder of an earlier synth`);
}

function filesOf(folder: string): string[] {
  try {
    return readdirSync(folder).filter((name) => /\.ya?ml$/.test(name));
  } catch {
    return [];
  }
}

/** The findings about what a platform changes in a cluster with earlier manifests. */
export function upgradeFindings(synthesis: Synthesis, earlier: readonly string[]): Finding[] {
  const before = applied(earlier);
  return UPGRADE_CHECKS.flatMap((check) => check({ ...synthesis, before }));
}

function applied(texts: readonly string[]): Subject {
  const { objects, others = [] } = readManifests(texts.map((text) => ({ file: 'earlier.yaml', text }))).subject;
  // Without their file: findings name it, and are about the platform.
  return { objects: [...objects, ...others].map(({ manifest }) => ({ path: manifest.metadata.name, manifest })) };
}

/** Lines about changes that the cluster refuses, or that leave something behind; hand-overs of replicas have lines of their own. */
export function upgradeLines(synthesis: Synthesis, earlier: readonly string[] | undefined): string[] {
  if (earlier === undefined) return [];
  const findings = upgradeFindings(synthesis, earlier).filter(({ rule }) => rule !== 'FS-809');
  if (findings.length === 0) return [];
  return [
    'Compared with the earlier manifests of the folder:',
    ...findings.flatMap(({ rule, object, problem, fix }) => [`  ${object} ${problem} [${rule}]`, `    ${fix}`]),
  ];
}
