import { runChecks } from '../../../lib/checks/all';
import type { Finding } from '../../../lib/checks/finding';
import type { Manifest } from '../../../lib/kube/synthesis';
import { candidates, typo, type Candidate, type Mutant } from './mutation';
import { KINDS } from './kinds';

/** A mutant, and what the checks report that they do not report of the original. */
export interface Judged {
  readonly mutant: Mutant;
  readonly findings: readonly Finding[];
  /** Whether one of the findings names the spoilt object. */
  readonly found: boolean;
}

/** Findings in manifests as `check <folder>` reports them. */
export function findingsIn(manifests: readonly Manifest[]): Finding[] {
  return runChecks({
    objects: manifests.map((manifest, index) => ({ manifest, path: `all.yaml:${index + 1}` })),
    kubernetesVersion: '1.34',
    nodes: [{ count: 3, cpu: 16, memory: 64 * 2 ** 30 }],
  });
}

/** So many mutants, of every kind in turn; those of a kind are spread over its places. */
export function chosen(manifests: readonly Manifest[], count: number): Candidate[] {
  const all = candidates(manifests, KINDS);
  const byKind = KINDS.map(({ name }) => all.filter(({ kind }) => kind === name));
  const order: Candidate[] = [];
  for (let round = 0; order.length < all.length && order.length < count; round++) {
    for (const list of byKind) {
      // Steps of the golden ratio visit a list evenly, and each place once.
      const next = spread(list)[round];
      if (next && order.length < count) order.push(next);
    }
  }
  return order;
}

function spread(list: readonly Candidate[]): Candidate[] {
  const step = coprime(Math.max(1, Math.round(list.length * 0.618)), list.length);
  return list.map((_, index) => list[(index * step) % list.length] as Candidate);
}

function coprime(step: number, size: number): number {
  const gcd = (a: number, b: number): number => (b === 0 ? a : gcd(b, a % b));
  return gcd(step, size) === 1 || size === 0 ? step : coprime(step + 1, size);
}

/** Checks a mutant, given the findings in the manifests before they were spoilt. */
export function judge(candidate: Candidate, before: readonly Finding[]): Judged {
  const known = new Set(before.map(textOf));
  const mutant = candidate.make();
  const { kind, metadata } = mutant.victim;
  const names = [metadata.name, typo(metadata.name), ...mutant.added];
  const findings = findingsIn(mutant.manifests).filter((finding) => !known.has(textOf(finding)));
  const found = findings.some(({ object, problem }) =>
    names.some((name) => object === `${kind}/${name}` || object.endsWith(`/${name}`) || problem.includes(`${name}`)),
  );
  return { mutant, findings, found };
}

function textOf({ rule, object, problem }: Finding): string {
  return `${rule} ${object} ${problem}`;
}
