import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { loadPlatform } from '../../lib/load/load';
import { faasStack } from './faas-stack';

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

const VALUES = join(folder, 'values.yaml');
writeFileSync(
  VALUES,
  'kafka:\n  replicaCount: 3 # three zones\n  restartPolicy: Always\nzookeeper: { replicaCount: 2 }\nwhisk:\n  auth: { system: hunter2 }\n  limts: 5\n',
);

test('import writes a platform file and reports what became of each key', () => {
  const output = join(folder, 'platform.yaml');
  const { code, stdout, stderr } = faasStack('import', VALUES, '-o', output);
  expect({ code, stderr }).toEqual({ code: 0, stderr: '' });
  expect(stdout.split('\n')).toEqual([
    'mapped    kafka.replicaCount → openwhisk.kafka.replicas',
    'changed   zookeeper.replicaCount → openwhisk.zookeeper.replicas: 2 members survive no more failures than 1; now 3',
    'changed   whisk.auth.system → openwhisk.auth.existingSecret: credentials are in a Secret, not in a file',
    'obsolete  kafka.restartPolicy: the pods of a workload are always restarted',
    `unknown   whisk.limts (${VALUES}:7): no option of the chart; did you mean whisk.limits?`,
    '1 mapped, 2 changed, 1 obsolete, 1 unknown',
    '',
    'Demand on the cluster, and the share of each key that changes the number of pods:',
    expect.stringMatching(/^ {2}the platform {12}\d+ pods, \d+\.\d GiB of requested memory, \d+\.\d GiB of volumes$/),
    expect.stringMatching(
      /^ {2}kafka\.replicaCount {6}\+2 pods, \+1\.5 GiB .*, \+1\.0 GiB of volumes; adds owdev-kafka$/,
    ),
    expect.stringMatching(/^ {2}zookeeper\.replicaCount {2}\+2 pods, .*; adds owdev-zookeeper$/),
    '',
    'Make these Secrets before, with your values in place of <...>:',
    "  kubectl create secret generic openwhisk-auth --namespace openwhisk --from-literal=system='<your value of whisk.auth.system>' --from-literal=guest='<a value for whisk.auth.guest>'",
    '',
    `${output} written; next: npx faas-stack synth -f ${output}`,
    '',
  ]);
  expect(readFileSync(output, 'utf8')).toMatch(/^# yaml-language-server: \$schema=.+\nprofile: standard\n/);
  expect(readFileSync(output, 'utf8')).toContain('    replicas: 3 # three zones\n');
  expect(loadPlatform(output).platform.openwhisk.zookeeper.replicas).toBe(3);
});
