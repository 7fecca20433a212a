import {
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  statSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { FindingsError } from '../../lib/checks/all';
import { synth } from '../../lib/cli/synth';
import { PlatformFileError } from '../../lib/platform/mistake';

const FILE = '20-openwhisk.k8s.yaml';
const ACTIONS = '10-actions.k8s.yaml';
const RECORD = '.faas-stack-files';
/** OpenWhisk alone. */
const PLAIN = 'monitoring: { enabled: false }\nlogging: { enabled: false }\nautoscaling: { enabled: false }\n';

let folder: string;
let dist: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
  dist = join(folder, 'dist');
});

afterEach(() => rmSync(folder, { recursive: true }));

/** A platform file of this text. */
function platformFile(yaml: string): string {
  const file = join(folder, 'platform.yaml');
  writeFileSync(file, yaml);
  return file;
}

/** All that can be seen of a folder. */
function look(path: string): object {
  const names = readdirSync(path);
  return {
    names,
    mtime: statSync(path).mtimeMs,
    contents: names.map((name) => readFileSync(join(path, name), 'utf8')),
  };
}

describe('synth', () => {
  test('reports what an existing Gateway must admit, and requests that its implementation ends early', () => {
    const refs = 'parentRefs: [{name: a, namespace: infra, sectionName: https}, {name: b}]';
    const gateway = (text: string): string =>
      `profile: lean\nopenwhisk: {ingress: {type: Gateway, apiHost: {name: ow.example.org}, gateway: {${text}}}}`;
    const notes = (yaml: string): string[] =>
      synth(platformFile(yaml), dist)
        .split('\n')
        .filter((line) => line.includes('ateway'));
    const admission =
      'Gateway infra/a: listener https must admit routes of the namespace openwhisk, such as by allowedRoutes.namespaces with from: Selector and kubernetes.io/metadata.name: openwhisk';
    expect(notes(gateway(refs))).toEqual([admission]);
    expect(notes(gateway(`${refs}, timeouts: false`))).toEqual([
      admission,
      'openwhisk.ingress.gateway.timeouts: false leaves the default of the implementation: Envoy Gateway and kgateway end a request after 15 s (docs/gateway.md)',
    ]);
    expect(notes(gateway('className: envoy'))).toEqual([]);
  });

  test('writes one file per chart, and prints the next steps', () => {
    const file = platformFile('profile: lean\nname: small\n');
    const said = synth(file, dist);
    expect(readdirSync(dist)).toEqual([RECORD, ACTIONS, FILE]);
    const counted = (name: string) => readFileSync(join(dist, name), 'utf8').match(/^kind: /gm)?.length;
    expect(said.split('\n').filter((line) => /profile|objects$|^Apply/.test(line))).toEqual([
      expect.stringMatching(/platform\.yaml: small, profile lean, namespace openwhisk$/),
      `  ${dist}/${ACTIONS}  ${counted(ACTIONS)} objects`,
      `  ${dist}/${FILE}  ${counted(FILE)} objects`,
      `Apply with: kubectl apply --server-side -f ${dist}`,
    ]);
  });

  test('prints how autoscalers take over the numbers of pods that an earlier synth wrote', () => {
    const nginx = (fields: string): string =>
      synth(platformFile(`profile: lean\nopenwhisk: { nginx: { ${fields} } }\n`), dist);
    const about = (printed: string): string[] => printed.split('\n').filter((line) => /hand |hpa/.test(line));
    expect(about(nginx('replicas: 3'))).toEqual([]);
    const object = `{"apiVersion":"apps/v1","kind":"Deployment","metadata":{"name":"owdev-nginx","namespace":"openwhisk"},"spec":{"replicas":3}}`;
    expect(about(nginx('autoscaling: { min: 2, max: 5 }'))).toEqual([
      'Autoscalers decide on these numbers of pods from now on. If the platform runs already, hand them over before you apply:',
      `  echo '${object}' | kubectl apply --server-side --field-manager=hpa --force-conflicts -f -`,
    ]);
    expect(about(nginx('autoscaling: { min: 2, max: 6 }'))).toEqual([]);
  });

  test('names the page about it where the folder has no earlier manifests, and several pods may run', () => {
    const scaled = (min: number): string => {
      rmSync(dist, { recursive: true, force: true });
      return synth(
        platformFile(`profile: lean\nopenwhisk: { nginx: { autoscaling: { min: ${min}, max: 5 } } }\n`),
        dist,
      );
    };
    expect(scaled(2)).toContain('hand over its numbers of pods before you apply: docs/autoscaling.md, "Components"\n');
    expect(scaled(1)).not.toContain('hand over');
  });

  test('R5: prints how to expand the claims of Prometheus while they are smaller than its size', () => {
    const monitoring = 'monitoring: { enabled: true, namespace: watch, prometheus: { size: 200Gi, claimSize: 50Gi } }';
    const printed = synth(platformFile(`profile: lean\nname: small\n${monitoring}\n`), dist).split('\n');
    const at = printed.findIndex((line) => line.startsWith('The claims of Prometheus have 50Gi of 200Gi.'));
    expect(printed.slice(at + 1)).toEqual([
      `  kubectl -n watch patch prometheus small-prometheus --type merge -p '{"spec":{"paused":true}}'`,
      `  kubectl apply --server-side -f ${dist}/00-crds.k8s.yaml`,
      `  kubectl wait --for=condition=Established -f ${dist}/00-crds.k8s.yaml`,
      `  kubectl apply --server-side -f ${dist}`,
      `  for claim in $(kubectl -n watch get pvc -l operator.prometheus.io/name=small-prometheus -o name); do ` +
        `kubectl -n watch patch "$claim" -p '{"spec":{"resources":{"requests":{"storage":"200Gi"}}}}'; done`,
      '  kubectl -n watch delete statefulset -l operator.prometheus.io/name=small-prometheus --cascade=orphan',
      `  kubectl -n watch patch prometheus small-prometheus --type merge -p '{"spec":{"paused":false}}'`,
      'Remove monitoring.prometheus.claimSize once `kubectl get pvc` shows the new capacity.',
    ]);
  });

  test('prints that the custom resource definitions must be applied first, and awaited', () => {
    const said = synth(platformFile('profile: lean\nmonitoring: { enabled: true }\n'), dist);
    expect(said.split('\n').at(-1)).toBe(
      `Apply with: kubectl apply --server-side -f ${dist}/00-crds.k8s.yaml && ` +
        `kubectl wait --for=condition=Established -f ${dist}/00-crds.k8s.yaml && kubectl apply --server-side -f ${dist}`,
    );
  });

  test('reports that no network policy applies to actions in the Docker engine of a node', () => {
    const line = 'no network policy applies to them, and the invoker is root there (docs/actions.md)';
    expect(synth(platformFile(`${PLAIN}openwhisk: { invoker: { containerFactory: docker } }\n`), dist)).toContain(line);
    expect(synth(platformFile('profile: lean\n'), dist)).not.toContain(line);
  });

  test('names the Secrets that the user must create first', () => {
    const said = synth(platformFile('profile: lean\nopenwhisk:\n  auth:\n    existingSecret: my-keys\n'), dist);
    expect(said).toContain('\nMake these Secrets before: my-keys\n');
  });

  test('writes the same bytes each time', () => {
    const file = platformFile(`profile: production\n${PLAIN}`);
    synth(file, dist);
    const first = readFileSync(join(dist, FILE));
    synth(file, dist);
    expect(readFileSync(join(dist, FILE)).equals(first)).toBe(true);
    synth(file, join(folder, 'deep/er'));
    expect(readFileSync(join(folder, 'deep/er', FILE)).equals(first)).toBe(true);
  });

  test('removes the files that an earlier synth of the platform wrote, reports them, and touches no others', () => {
    mkdirSync(join(dist, 'own.k8s.yaml'), { recursive: true });
    const others = ['other-app.k8s.yaml', 'README.md', '.hidden'];
    for (const name of others) writeFileSync(join(dist, name), name);
    synth(platformFile('profile: lean\nmonitoring: { enabled: true }\n'), dist);
    const summary = synth(platformFile('profile: lean\n'), dist);
    expect(readdirSync(dist).sort()).toEqual([RECORD, ACTIONS, FILE, 'own.k8s.yaml', ...others].sort());
    for (const name of others) expect(readFileSync(join(dist, name), 'utf8')).toBe(name);
    expect(summary.split('\n').filter((line) => /removed|^Apply|of others/.test(line))).toEqual([
      `  ${dist}/00-crds.k8s.yaml  removed, as the platform no longer has it`,
      `  ${dist}/27-node-exporter.k8s.yaml  removed, as the platform no longer has it`,
      `  ${dist}/30-monitoring.k8s.yaml  removed, as the platform no longer has it`,
      `Apply with: kubectl apply --server-side -f ${dist}/${ACTIONS} -f ${dist}/${FILE}`,
      'The folder has manifests of others, which are left out: other-app.k8s.yaml, own.k8s.yaml',
    ]);
  });

  test('leaves the files of another platform in the folder', () => {
    synth(platformFile('name: one\nprofile: lean\nmonitoring: { enabled: true }\n'), dist);
    const summary = synth(platformFile('name: two\nprofile: lean\n'), dist);
    expect(readdirSync(dist)).toContain('30-monitoring.k8s.yaml');
    expect(summary).toContain(
      'manifests of others, which are left out: 00-crds.k8s.yaml, 27-node-exporter.k8s.yaml, 30-monitoring.k8s.yaml',
    );
  });

  test('quotes a folder that the shell would split', () => {
    expect(synth(platformFile('profile: lean\n'), join(folder, "my o'dist"))).toContain(
      `Apply with: kubectl apply --server-side -f '${folder}/my o'\\''dist'`,
    );
  });

  test('removes what killed synths left, and completes their removals', () => {
    const remnant = join(dist, `.faas-stack-${process.pid}-a1B2c3`);
    mkdirSync(remnant, { recursive: true });
    writeFileSync(join(remnant, RECORD), JSON.stringify({ platform: 'owdev', files: ['28-logging.k8s.yaml'] }));
    for (const place of [remnant, dist]) writeFileSync(join(place, '28-logging.k8s.yaml'), '');
    synth(platformFile('profile: lean\n'), dist);
    expect(readdirSync(dist)).toEqual([RECORD, ACTIONS, FILE]);
  });

  test('touches nothing beside the folder, which may be a mount point', () => {
    mkdirSync(dist);
    const file = platformFile('profile: lean\n');
    utimesSync(folder, 1, 1);
    synth(file, dist);
    expect(statSync(folder).mtimeMs).toBe(1000);
  });
});

describe('synth leaves the folder as it was', () => {
  beforeEach(() => {
    mkdirSync(dist);
    writeFileSync(join(dist, FILE), 'of before');
    writeFileSync(join(dist, '30-monitoring.k8s.yaml'), 'of before');
    utimesSync(dist, 1, 1);
  });

  const leaves = (error: new (...args: never[]) => Error, yaml: string): void => {
    const file = platformFile(yaml);
    const before = look(dist);
    expect(() => synth(file, dist)).toThrow(error);
    expect(look(dist)).toEqual(before);
  };

  test('when the platform file is wrong', () => leaves(PlatformFileError, 'openwhisk:\n  kafka:\n    replicas: 0\n'));

  test('when there is no platform file', () => {
    const before = look(dist);
    expect(() => synth(join(folder, 'missing.yaml'), dist)).toThrow('the file does not exist');
    expect(look(dist)).toEqual(before);
  });

  test.each([
    ['has no object', 'kind: Service, name: x', 'Service/x: there is no such object'],
    ['does not fit', 'kind: Service, name: owdev-redis', "Service/owdev-redis: 'remove /nowhere' does not fit"],
  ])('when an amendment %s, and reports its line', (_, object, problem) => {
    const yaml = `name: owdev\namendments:\n  - { ${object}, patch: [{ op: remove, path: /nowhere }] }\n`;
    leaves(PlatformFileError, yaml);
    expect(() => synth(platformFile(yaml), dist)).toThrow(`:3 amendments[0]: ${problem}`);
  });

  test('when there are findings', () => {
    const patch = '[{ op: replace, path: /spec/template/spec/containers/0/image, value: nginx }]';
    leaves(FindingsError, `amendments: [{ kind: Deployment, name: owdev-nginx, patch: ${patch} }]\n`);
  });
});

describe('a folder that cannot be written to is reported:', () => {
  test('no folder at all, such as an unset variable', () => {
    const file = platformFile('profile: lean\n');
    expect(() => synth(file, '')).toThrow(
      "the output folder is ''; nothing was written; fix: name a folder with -o, such as -o dist",
    );
  });

  test('a file system that takes no folders', () => {
    expect(() => synth(platformFile('profile: lean\n'), '/proc/none/dist')).toThrow(
      '/proc/none/dist: it cannot be created or written to (ENOENT); nothing was written; fix: name another folder with -o',
    );
  });

  test('a folder where a file belongs', () => {
    mkdirSync(join(dist, FILE), { recursive: true });
    expect(() => synth(platformFile('profile: lean\n'), dist)).toThrow(
      `${dist}/${FILE}: it is a folder where a file belongs; nothing was written; fix: rename it, or name another folder with -o`,
    );
    expect(readdirSync(dist)).toEqual([FILE]);
  });

  test('a file', () => {
    const file = platformFile('profile: lean\n');
    expect(() => synth(file, file)).toThrow(
      `${file}: it is a file, not a folder; nothing was written; fix: name another folder with -o`,
    );
  });

  test('below a file', () => {
    const file = platformFile('profile: lean\n');
    expect(() => synth(file, `${file}/dist`)).toThrow(
      `${file}/dist: a part of this path is a file, not a folder; nothing was written; fix: name another folder with -o`,
    );
  });

  test('a name that the file system does not take', () => {
    const file = platformFile('profile: lean\n');
    const path = join(folder, 'x'.repeat(300));
    expect(() => synth(file, path)).toThrow(
      `${path}: it cannot be created or written to (ENAMETOOLONG); nothing was written; fix: name another folder with -o`,
    );
  });
});
