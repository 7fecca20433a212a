import { warningsAbout } from '../../lib/load/warnings';
import { parsePlatform } from '../../lib/load/load';
import type { PodManifest } from '../../lib/checks/read/manifests';
import { Manifests } from '../support/platform';

const yaml = (more = ''): string => `profile: lean\nmysql:\n  enabled: true\n${more}`;
const of = (more = ''): Manifests => Manifests.of(yaml(more));
const inNamespace = (manifests: Manifests, kind: string): string[] =>
  manifests
    .kind(kind)
    .filter(({ metadata }) => metadata.namespace === 'mysql')
    .map(({ metadata }) => metadata.name.replace(/-[0-9a-f]{8}$/, ''))
    .sort();

const BACKUP = '  backup: {size: 5Gi}\n';

interface Policy {
  readonly spec: { readonly ingress: readonly { from?: unknown[]; ports: { port: number }[] }[] };
}
const openPorts = (manifests: Manifests): number[] =>
  manifests.get<Policy>('NetworkPolicy', 'mysql').spec.ingress.flatMap(({ ports }) => ports.map(({ port }) => port));

interface Task {
  readonly spec: {
    readonly schedule: string;
    readonly suspend?: boolean;
    readonly timeZone?: string;
    readonly concurrencyPolicy?: string;
    readonly jobTemplate: { readonly spec: { readonly activeDeadlineSeconds: number; readonly template: PodManifest } };
  };
}
const task = (manifests: Manifests, name: string): Task['spec'] => manifests.get<Task>('CronJob', name).spec;

test('there is no database unless the platform file wants one', () => {
  expect(
    Manifests.of('profile: standard\n')
      .kind('Namespace')
      .map(({ metadata }) => metadata.name),
  ).not.toContain('mysql');
});

test('one server has a claim, two Services, a disruption budget and Secrets of its own', () => {
  const manifests = of();
  const { spec } = manifests.workload('mysql');
  expect(spec).toMatchObject({ replicas: 1, serviceName: 'owdev-mysql-members' });
  expect(spec.volumeClaimTemplates?.[0]?.spec.resources.requests.storage).toBe('8Gi');
  expect(manifests.get('Service', 'mysql-members')).toMatchObject({ spec: { clusterIP: 'None' } });
  expect(
    manifests.get<{ spec: { ports: { port: number }[] } }>('Service', 'mysql').spec.ports.map(({ port }) => port),
  ).toEqual([3306, 33062]);
  expect(manifests.get('PodDisruptionBudget', 'mysql')).toMatchObject({ spec: { maxUnavailable: 1 } });
  expect(of('  evictions: refused\n').get('PodDisruptionBudget', 'mysql')).toMatchObject({
    spec: { maxUnavailable: 0 },
  });
  expect(inNamespace(manifests, 'Job')).toEqual(['owdev-mysql-secrets']);
});

test('the server has time to end, and its pod restarts when its configuration changes', () => {
  const checksum = (manifests: Manifests): unknown =>
    manifests.workload('mysql').spec.template.metadata?.annotations?.['faas-stack/config-checksum'];
  const pod = of().pod('mysql');
  expect(pod['terminationGracePeriodSeconds']).toBe(120);
  expect(checksum(of())).not.toBe(checksum(of('  connections: {max: 152}\n')));
});

test('no command has a password, and probes need none', () => {
  const { command = [], ...container } = of(BACKUP).container('mysql');
  const probe = { exec: { command: ['mysqladmin', '--defaults-file=/run/credentials/probe.cnf', 'ping'] } };
  expect(container).toMatchObject({
    startupProbe: { ...probe, failureThreshold: 360 },
    readinessProbe: probe,
    livenessProbe: probe,
  });
  expect((command as string[]).join(' ')).not.toMatch(/--password|-p"?\$/);
  expect(of(BACKUP).env('mysql')).toMatchObject({
    ROOT_PASSWORD: 'Secret mysql-root/password',
    APPLICATION_USERNAME: 'Secret mysql-application/username',
    EXPORTER_PASSWORD: 'Secret mysql-exporter/password',
    BACKUP_PASSWORD: 'Secret mysql-backup/password',
  });
});

test('the users of the platform file have the rights that they need', () => {
  const script = (more: string): string => (of(more).container('mysql')['command'] as string[]).join('\n');
  expect(script(BACKUP)).toContain('GRANT SERVICE_CONNECTION_ADMIN ON *.*');
  expect(script('')).not.toContain('BACKUP_PASSWORD');
  expect(script('  exporter: {enabled: false}\n')).not.toContain('EXPORTER_PASSWORD');
  expect(script(`  version: mariadb-11.4\n${BACKUP}`)).not.toContain('SERVICE_CONNECTION_ADMIN');
  expect(script('  database: my_store\n')).toContain('`my\\\\_store`.*');
  expect(of('  existingSecrets: {application: my-app}\n').env('mysql')).toMatchObject({
    APPLICATION_PASSWORD: 'Secret my-app/password',
  });
});

test('the exporter may be scraped by all replicas of Prometheus at once', () => {
  const script = (replicas: number): string =>
    (
      Manifests.of(yaml(`monitoring: {enabled: true, prometheus: {replicas: ${replicas}}}\n`)).container('mysql')[
        'command'
      ] as string[]
    ).join();
  expect(script(1)).toContain('account "$exporter" "$EXPORTER_PASSWORD" 4\n');
  expect(script(3)).toContain('account "$exporter" "$EXPORTER_PASSWORD" 6\n');
});

test('only programs of the database reach its ports', () => {
  expect(openPorts(of())).toEqual([33062]);
  expect(openPorts(of(BACKUP))).toEqual([33062, 3306]);
  expect(openPorts(of('  exporter: {enabled: false}\n'))).toEqual([]);
});

test('the exporter connects with TLS to the second port', () => {
  const manifests = Manifests.of(yaml('monitoring: {enabled: true}\n'));
  expect(manifests.container('mysqld-exporter')).toMatchObject({
    args: [
      '--web.listen-address=:9104',
      '--config.my-cnf=/etc/mysqld-exporter/my.cnf',
      '--mysqld.address=owdev-mysql.mysql.svc.cluster.local:33062',
      '--no-collect.slave_status',
    ],
    ports: [{ name: 'metrics', containerPort: 9104 }],
  });
  expect(manifests.config('mysqld-exporter')['my.cnf']).toBe(
    '[client]\nuser = ${EXPORTER_USERNAME}\nssl-ca = /etc/mysql-ca/ca.crt\n',
  );
  expect(manifests.env('mysqld-exporter')).toMatchObject({
    MYSQLD_EXPORTER_PASSWORD: 'Secret mysql-exporter/password',
  });
  const [monitor] = manifests
    .kind('PodMonitor')
    .concat(manifests.kind('ServiceMonitor'))
    .filter(({ metadata }) => metadata.name.includes('mysqld'));
  expect(monitor?.metadata.namespace).toBe('mysql');
});

test('a backup runs by its schedule, one at a time, and a restore on demand only', () => {
  const manifests = of(
    "  backup: {size: 5Gi, schedule: '0 3 * * 0', keep: 4, deadlineSeconds: 600, restoreFrom: a.sql.gz}\n",
  );
  const { schedule, timeZone, concurrencyPolicy, jobTemplate } = task(manifests, 'mysql-backup');
  expect({ schedule, timeZone, concurrencyPolicy }).toEqual({
    schedule: '0 3 * * 0',
    timeZone: 'Etc/UTC',
    concurrencyPolicy: 'Forbid',
  });
  // The wait for the server, and the backup.
  expect(jobTemplate.spec.activeDeadlineSeconds).toBe(900 + 600);
  const restore = task(manifests, 'mysql-restore');
  expect(restore.suspend).toBe(true);
  const env = (spec: Task['spec']): Record<string, string | undefined> =>
    Object.fromEntries(
      spec.jobTemplate.spec.template.spec.containers[0]?.env?.map(({ name, value }) => [name, value]) ?? [],
    );
  expect(env({ ...restore })).toMatchObject({ FILE: 'a.sql.gz', PORT: '3306', DATABASE: 'functions' });
  expect(env(task(manifests, 'mysql-backup'))).toMatchObject({ KEEP: '4', PORT: '33062' });
  expect(inNamespace(manifests, 'PersistentVolumeClaim')).toEqual(['owdev-mysql-backup-pvc']);
  expect(inNamespace(of('  backup: {existingClaim: mine}\n'), 'PersistentVolumeClaim')).toEqual([]);
});

test('an external server brings no server, and the exporter verifies it', () => {
  const external =
    '  external: {host: db.example.org, kind: mariadb, existingSecret: db, exporterSecret: watch, tls: {caSecret: ca}}\n';
  const manifests = of(external);
  expect(inNamespace(manifests, 'StatefulSet')).toEqual([]);
  expect(inNamespace(manifests, 'Job')).toEqual([]);
  expect(manifests.container('mysqld-exporter')).toMatchObject({
    args: expect.arrayContaining(['--mysqld.address=db.example.org:3306']) as unknown,
  });
  expect(manifests.config('mysqld-exporter')['my.cnf']).toContain('ssl-ca = /etc/mysql-ca/ca.crt\n');
  const open = of(external.replace(', tls: {caSecret: ca}', ', tls: {}'));
  expect(open.config('mysqld-exporter')['my.cnf']).toContain('\ntls = true\n');
  expect(of(external.replace(', tls: {caSecret: ca}', '')).config('mysqld-exporter')['my.cnf']).not.toContain('tls');
});

test('each version has an image of its own', () => {
  const image = (version: string): unknown => of(`  version: '${version}'\n`).container('mysql')['image'];
  expect(['8.0', '8.4', '9.7', 'mariadb-11.4'].map(image)).toEqual([
    'docker.io/library/mysql:8.0.46',
    'docker.io/library/mysql:8.4.9',
    'docker.io/library/mysql:9.7.0',
    'docker.io/library/mariadb:11.4.8',
  ]);
});

test('MySQL 8.0 is a warning, and only as a server of the platform', () => {
  const warnings = (more: string): string[] => warningsAbout(parsePlatform(yaml(more), 'a.yaml'));
  expect(warnings("  version: '8.0'\n")).toEqual([
    'a.yaml:4 mysql.version: MySQL 8.0 has had no security updates since April 2026\n' +
      "    fix: make a backup, and write '8.4': its server upgrades the data at its start (docs/mysql.md)",
  ]);
  expect(warnings("  version: '8.4'\n")).toEqual([]);
  expect(warningsAbout(parsePlatform("profile: lean\nmysql: {version: '8.0'}\n"))).toEqual([]);
});
