import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { check } from '../../lib/cli/check';
import { graph } from '../../lib/cli/graph';
import { init } from '../../lib/cli/init';
import { DEFAULT_PLATFORM_FILE } from '../../lib/render';
import { loadPlatform } from '../../lib/load/load';
import { PlatformFileError } from '../../lib/platform/mistake';
import { PROFILE_NAMES } from '../../lib/platform/model';

const LEAN = join(dirname(DEFAULT_PLATFORM_FILE), 'lean.yaml');

const folder = mkdtempSync(join(tmpdir(), 'faas-stack-'));
afterAll(() => rmSync(folder, { recursive: true }));

describe('init', () => {
  test.each(PROFILE_NAMES)('writes a file of the profile %s that loads', (profile) => {
    const file = join(folder, `${profile}.yaml`);
    expect(init(file, { profile })).toBe(`${file} written; next: npx faas-stack synth -f ${file}`);
    expect(loadPlatform(file).platform.profile).toBe(profile);
  });

  test('describes exactly the platform of the profile', () => {
    const file = join(folder, 'plain.yaml');
    init(file, { profile: 'standard' });
    expect(loadPlatform(file).platform).toEqual(loadPlatform(DEFAULT_PLATFORM_FILE).platform);
  });

  test('refers editors to the JSON schema, from any folder', () => {
    const file = join(folder, 'a/b/platform.yaml');
    mkdirSync(dirname(file), { recursive: true });
    init(file, { profile: 'lean' });
    const [, path = ''] = /^# yaml-language-server: \$schema=(\S+)\n/.exec(readFileSync(file, 'utf8')) ?? [];
    expect(path).toMatch(/^\.\.?\//);
    expect(existsSync(resolve(dirname(file), path))).toBe(true);
  });

  test('does not overwrite a file', () => {
    const file = join(folder, 'mine.yaml');
    writeFileSync(file, 'mine');
    expect(() => init(file, { profile: 'lean' })).toThrow(
      `${file} exists already; nothing was written; fix: name another file with -f, or remove this one`,
    );
    expect(readFileSync(file, 'utf8')).toBe('mine');
  });

  test('reports a missing folder', () => {
    const file = join(folder, 'missing/platform.yaml');
    expect(() => init(file, { profile: 'lean' })).toThrow(
      `${file} cannot be written: the folder does not exist; fix: name a file in an existing folder with -f`,
    );
  });
});

describe('check', () => {
  test('summarises a valid platform', () => {
    expect(check(LEAN)).toMatch(/\/lean\.yaml: \d+ objects, \d+ workloads, \d+ waits between them, no findings$/);
  });

  test('reports what is wrong', () => {
    const file = join(folder, 'wrong.yaml');
    writeFileSync(file, 'openwhisk:\n  kafka:\n    replicas: 0\n');
    expect(() => check(file)).toThrow(PlatformFileError);
  });
});

describe('graph', () => {
  test('prints the workloads in launch order, with their step and their waits', () => {
    const withoutHashes = graph(LEAN, 'text').replace(/-[0-9a-f]{8}\b/g, '-<hash>');
    expect(withoutHashes).toMatchInlineSnapshot(`
     "0  Job owdev-gen-secrets-<hash>
     0  Job owdev-gen-certs-<hash>
     1  Deployment owdev-couchdb  waits for owdev-db-auth (held)
     1  Deployment owdev-redis  waits for owdev-redis-auth (held)
     1  Deployment owdev-wskadmin  waits for owdev-db-auth (held)
     2  Job owdev-init-couchdb-<hash>  waits for couchdb-running (held), owdev-db-auth (held), owdev-whisk-auth (held)
     2  Deployment owdev-apigateway  waits for redis, owdev-redis-auth (held)
     3  StatefulSet owdev-controller  waits for couchdb, owdev-db-auth (held)
     4  Deployment owdev-nginx  waits for controller, owdev-nginx (held), owdev-apigateway-auth (held)
     4  Deployment owdev-alarmprovider  waits for controller, owdev-db-auth (held)
     5  Job owdev-install-packages-<hash>  waits for nginx, owdev-whisk-auth (held), owdev-apigateway-auth (held), owdev-db-auth (held)
     6  Job owdev-package-checker-<hash>  waits for nginx, packages (held), owdev-whisk-auth (held)
     6  Job owdev-smoke-test-<hash>  waits for nginx, packages (held), owdev-whisk-auth (held)"
    `);
  });

  test('prints each workload after all that it waits for', () => {
    const lines = graph(DEFAULT_PLATFORM_FILE, 'text').split('\n');
    const steps = lines.map((line) => Number(line.split(' ')[0]));
    expect(steps).toEqual([...steps].sort((a, b) => a - b));
    const at = (name: string): number => lines.findIndex((line) => line.includes(` owdev-${name}`));
    const order = ['zookeeper', 'kafka', 'controller', 'invoker', 'install-packages', 'smoke-test'].map(at);
    expect(order).not.toContain(-1);
    expect(order).toEqual([...order].sort((a, b) => a - b));
  });

  test('draws the same as a Mermaid flowchart', () => {
    expect(graph(LEAN, 'mermaid')).toMatchInlineSnapshot(`
     "flowchart TD
       gen_secrets["Job gen-secrets"]
       gen_certs["Job gen-certs"]
       couchdb["Deployment couchdb"]
       redis["Deployment redis"]
       wskadmin["Deployment wskadmin"]
       init_couchdb["Job init-couchdb"]
       apigateway["Deployment apigateway"]
       controller["StatefulSet controller"]
       nginx["Deployment nginx"]
       alarmprovider["Deployment alarmprovider"]
       install_packages["Job install-packages"]
       package_checker["Job package-checker"]
       smoke_test["Job smoke-test"]
       gen_secrets -->|owdev-db-auth| couchdb
       couchdb -->|couchdb-running| init_couchdb
       gen_secrets -->|owdev-db-auth| init_couchdb
       gen_secrets -->|owdev-whisk-auth| init_couchdb
       gen_secrets -->|owdev-redis-auth| redis
       init_couchdb -->|couchdb| controller
       gen_secrets -->|owdev-db-auth| controller
       redis -->|redis| apigateway
       gen_secrets -->|owdev-redis-auth| apigateway
       controller -->|controller| nginx
       gen_certs -->|owdev-nginx| nginx
       gen_secrets -->|owdev-apigateway-auth| nginx
       controller -->|controller| alarmprovider
       gen_secrets -->|owdev-db-auth| alarmprovider
       gen_secrets -->|owdev-db-auth| wskadmin
       nginx -->|nginx| install_packages
       gen_secrets -->|owdev-whisk-auth| install_packages
       gen_secrets -->|owdev-apigateway-auth| install_packages
       gen_secrets -->|owdev-db-auth| install_packages
       nginx -->|nginx| package_checker
       install_packages -->|packages| package_checker
       gen_secrets -->|owdev-whisk-auth| package_checker
       nginx -->|nginx| smoke_test
       install_packages -->|packages| smoke_test
       gen_secrets -->|owdev-whisk-auth| smoke_test"
    `);
  });

  test('draws arrows only between its nodes', () => {
    const [head, ...lines] = graph(DEFAULT_PLATFORM_FILE, 'mermaid').split('\n');
    expect(head).toBe('flowchart TD');
    const nodes = lines.flatMap((line) => /^ {2}(\w+)\["\w+ [\w-]+"\]$/.exec(line)?.[1] ?? []);
    const arrows = lines.flatMap((line) => {
      const [, from, to] = /^ {2}(\w+) -->\|[\w-]+\| (\w+)$/.exec(line) ?? [];
      return from && to ? [[from, to]] : [];
    });
    expect(new Set(nodes).size).toBe(nodes.length);
    expect(nodes.length + arrows.length).toBe(lines.length);
    expect(nodes).toEqual(expect.arrayContaining(arrows.flat()));
  });
});
