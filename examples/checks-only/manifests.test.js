import assert from 'node:assert/strict';
import { test } from 'node:test';
import { checkManifests } from 'faas-stack';

/** Findings as lines, so that a failing test shows what to do. */
const lines = ({ findings }) =>
  findings.map(
    ({ file, line, object, problem, fix, rule }) => `${file}:${line} ${object}: ${problem} [${rule}]; ${fix}`,
  );

test('the manifests fit each other', () => {
  const report = checkManifests(['manifests'], { kubernetes: '1.36', external: ['Namespace/web'] });
  assert.deepEqual(lines(report), []);
  assert.equal(report.reading.subject.objects.length, 3);
});
