import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { App } from 'cdk8s';
import * as api from '../../lib';

const PAGE = readFileSync(join(__dirname, '../../docs/library.md'), 'utf8');

test('docs/library.md names everything that the package exports', () => {
  const names = Object.keys(api);
  expect(names.length).toBeGreaterThan(60);
  expect(names.filter((name) => !PAGE.includes(`\`${name}\``))).toEqual([]);
});

const COMPONENT = { component: 'web', program: 'web', partOf: 'shop' };

/** A chart of a user with one workload that serves metrics. */
class WebChart extends api.PlatformChart {
  constructor(app: App, platform: api.Platform, database: api.MySqlChart['mysql']) {
    super(app, 'web', { settings: { ...api.settingsOf(platform), namespace: 'web' }, order: 26 });
    new api.Namespace(this, 'Namespace', { component: COMPONENT, podSecurity: 'restricted' });
    new api.DeploymentWorkload(this, 'Web', {
      component: COMPONENT,
      replicas: 1,
      role: 'anywhere',
      security: { uid: 10001 },
      waitsFor: [database.ready],
      containers: [
        {
          name: 'web',
          image: 'busybox',
          imageReference: 'registry.example.org/web:1',
          resources: { requests: { cpu: '10m', memory: '16Mi' }, limits: { cpu: '100m', memory: '32Mi' } },
        },
      ],
    });
  }

  public override isolate(): void {
    const component = { ...COMPONENT, component: 'default-deny' };
    new api.NetworkPolicies(this, 'NetworkPolicies', { defaultDeny: component, openings: [], foreign: [] });
  }
}

const loaded = api.parsePlatform('{ profile: lean, mysql: { enabled: true } }');
const extended = api.synthesizePlatform(loaded, {
  extend: (app, { mysql }) => {
    if (!mysql) throw new Error('no database');
    return [new WebChart(app, loaded.platform, mysql.mysql)];
  },
});

test('a further chart has its file, its place in the launch order and its network policies', () => {
  expect(extended.files.map(({ name }) => name)).toContain('26-web.k8s.yaml');
  const order = api.LaunchOrder.of(extended.app);
  const web = order.workloads.find(({ component }) => component.component === 'web');
  const database = order.workloads.find(({ component }) => component.component === 'mysql');
  expect(web && order.prerequisites(web)).toEqual([database]);
  const policies = extended.objects.filter(({ manifest }) => manifest.kind === 'NetworkPolicy');
  expect(policies.map(({ path }) => path)).toEqual(expect.arrayContaining(['web/NetworkPolicies/web']));
  const admitted = policies.find(({ path }) => path === 'mysql/NetworkPolicies/mysql');
  expect(JSON.stringify(admitted?.manifest)).toContain('"kubernetes.io/metadata.name":"web"');
});

test('the plan creates the database before the further workload', () => {
  const plan = api.planObjects(extended);
  expect(plan.find(({ name }) => name === 'web/Web')?.dependsOn).toContain('mysql/Server/Workload');
});

test('a part that is not enabled has no chart', () => {
  const { platform } = api.parsePlatform('profile: lean');
  const seen: api.PlatformCharts[] = [];
  api.buildApp(platform, { extend: (_, charts) => (seen.push(charts), []) });
  expect(seen.map(({ mysql, openwhisk }) => [mysql === undefined, openwhisk === undefined])).toEqual([[true, false]]);
});

test('single charts of a platform are completed by themselves', () => {
  const app = new App();
  const { platform } = api.parsePlatform('{ profile: lean, monitoring: { enabled: true } }');
  api.completeApp(app, platform, [new api.MonitoringChart(app, 'monitoring', { platform, entries: [] })]);
  const kinds = api.synthesize(app).objects.map(({ manifest }) => manifest.kind);
  expect(kinds).toEqual(expect.arrayContaining(['Prometheus', 'PodMonitor', 'NetworkPolicy']));
});
