import { readFileSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { parseAllDocuments } from 'yaml';
import type { Manifest } from '../../lib/kube/synthesis';
import { KINDS } from './mutations/kinds';
import { chosen, findingsIn, judge } from './mutations/run';

const FOLDER = join(__dirname, '../manifests/standard');
const MUTANTS = 500;
/** Least share of the mutants that a check finds. */
const LEAST_FOUND = 0.95;

/** The manifests of the standard platform, as `check dist` reads them. */
const MANIFESTS = readdirSync(FOLDER).flatMap((file) =>
  parseAllDocuments(readFileSync(join(FOLDER, file), 'utf8')).map((document) => document.toJS() as Manifest),
);

test('the manifests of the standard platform have no findings when they are read from files', () => {
  expect(findingsIn(MANIFESTS)).toEqual([]);
});

test('every way of spoiling manifests finds a place in them', () => {
  const kinds = new Set(chosen(MANIFESTS, MUTANTS).map(({ kind }) => kind));
  expect(KINDS.map(({ name }) => name).filter((name) => !kinds.has(name))).toEqual([]);
  expect(kinds.size).toBeGreaterThanOrEqual(40);
});

test('of 500 spoilt platforms, at least 95 % have a finding about the spoilt object', () => {
  const before = findingsIn(MANIFESTS);
  const judged = chosen(MANIFESTS, MUTANTS).map((candidate) => judge(candidate, before));
  const missed = judged.filter(({ found }) => !found).map(({ mutant }) => `${mutant.kind}: ${mutant.place}`);
  expect(judged).toHaveLength(MUTANTS);
  expect(missed.length > MUTANTS * (1 - LEAST_FOUND) ? missed : []).toEqual([]);
}, 600_000);
