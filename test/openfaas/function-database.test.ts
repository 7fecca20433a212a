import { messageAbout, oneMistake } from '../load/message';
import { Manifests, type WorkloadManifest } from '../support/platform';

const OFF = 'openwhisk: {enabled: false}';
const COMMUNITY = `${OFF}\nopenfaas: {enabled: true, licenceAccepted: true}`;
const PRO = `${OFF}\nopenfaas: {enabled: true, licenceAccepted: true, edition: pro, licenseSecret: mine, async: {enabled: false}}`;
const MYSQL = 'mysql: {enabled: true, database: cats}';
const FUNCTIONS = `functions:
  - {name: show, image: "registry.example.org/cats:1", database: {connections: 3, setup: [node, schema.js]}, secrets: [mine]}
  - {name: plain, image: "registry.example.org/plain:1"}`;

const FOLDER = '/var/openfaas/secrets';
const VARIABLES = {
  DB_HOST: 'owdev-mysql.mysql.svc.cluster.local',
  DB_PORT: '3306',
  DB_NAME: 'cats',
  DB_POOL: '3',
  DB_USER_FILE: `${FOLDER}/db-user`,
  DB_PASSWORD_FILE: `${FOLDER}/db-password`,
  DB_CA: `${FOLDER}/db-ca.crt`,
};

/** Objects of the community edition have the name of the function. */
function deployment(manifests: Manifests, name: string): WorkloadManifest {
  const found = manifests.kind('Deployment').find(({ metadata }) => metadata.name === name);
  if (!found) throw new Error(`there is no function ${name}`);
  return found as WorkloadManifest;
}

const variables = ({ spec }: WorkloadManifest): Record<string, string | undefined> =>
  Object.fromEntries((spec.template.spec.containers[0]?.env ?? []).map(({ name, value }) => [name, value]));

describe('a function with a database', () => {
  const manifests = Manifests.of(`${COMMUNITY}\n${MYSQL}\n${FUNCTIONS}`);

  test('has its address, its pool and the files of its credentials, and other functions have not', () => {
    expect(variables(deployment(manifests, 'show'))).toEqual(VARIABLES);
    expect(variables(deployment(manifests, 'plain'))).toEqual({});
  });

  test('mounts a copy of the user and of the CA certificates beside its own Secrets', () => {
    const { volumes } = deployment(manifests, 'show').spec.template.spec;
    expect(volumes?.find(({ name }) => name === 'show-projected-secrets')).toMatchObject({
      projected: { sources: [{ secret: { name: 'mine' } }, { secret: { name: 'owdev-functions-database' } }] },
    });
    const script = JSON.stringify(manifests.workload('functions-database'));
    for (const key of ['db-user', 'db-password', 'db-ca.crt']) expect(script).toContain(key);
  });

  test('may connect to the database, and other functions may not', () => {
    const policies = manifests.kind('NetworkPolicy').filter(({ metadata }) => metadata.namespace === 'openfaas-fn');
    const reaching = policies.filter((policy) => JSON.stringify(policy['spec']).includes('"port":3306'));
    const selected = reaching.map(
      (policy) => (policy['spec'] as { podSelector: { matchLabels: object } }).podSelector.matchLabels,
    );
    expect(selected).toEqual(
      expect.arrayContaining([
        { faas_function: 'show' },
        expect.objectContaining({ 'app.kubernetes.io/component': 'show-setup' }),
      ]),
    );
    expect(selected).toHaveLength(2);
  });

  test('has a Job that prepares the database with its image, and one connection', () => {
    const { spec } = manifests.workload('show-setup');
    const [container] = spec.template.spec.containers;
    expect(container).toMatchObject({ image: 'registry.example.org/cats:1', command: ['node', 'schema.js'] });
    expect(variables({ spec } as WorkloadManifest)).toEqual({ ...VARIABLES, DB_POOL: '1' });
    expect(spec.template.spec.initContainers?.map(({ name }) => name)).toEqual(['wait-for-mysql']);
  });
});

test('a Function object has the same variables, and the copy among its secrets', () => {
  const found = Manifests.of(`${PRO}\n${MYSQL}\n${FUNCTIONS}`)
    .kind('Function')
    .find(({ metadata }) => metadata.name === 'show');
  expect(found?.['spec']).toMatchObject({ environment: VARIABLES, secrets: ['mine', 'owdev-functions-database'] });
});

test('an external server in plain text has no CA certificates', () => {
  const external =
    'mysql: {enabled: true, exporter: {enabled: false}, external: {host: db.example.org, existingSecret: mine}}';
  const found = variables(deployment(Manifests.of(`${COMMUNITY}\n${external}\n${FUNCTIONS}`), 'show'));
  expect(found['DB_HOST']).toBe('db.example.org');
  expect(found).not.toHaveProperty('DB_CA');
});

test.each<[string, string, string, string, string]>([
  [
    'a database that the platform does not have',
    'functions: [{name: show, image: "x/y:1", database: {}}]',
    ':3 functions[0].database: the platform has no database',
    'database with mysql.enabled: true',
    'set mysql.enabled: true, or remove it',
  ],
  [
    'a variable of the database',
    `${MYSQL}\nfunctions: [{name: show, image: "x/y:1", database: {}, environment: {DB_POOL: "9"}}]`,
    ':4 functions[0].environment.DB_POOL: the platform sets it for the database of the function',
    'other variables',
    'remove it, or remove database',
  ],
  [
    'TLS without a file of CA certificates',
    'mysql: {enabled: true, exporter: {enabled: false}, external: {host: db.example.org, existingSecret: mine, tls: {}}}\nfunctions: [{name: show, image: "x/y:1", database: {}}]',
    ':4 functions[0].database: functions verify the server with a file of CA certificates, and mysql.external.tls names none',
    'database with mysql.external.tls.caSecret',
    'add mysql.external.tls.caSecret: the name of a Secret with the key ca.crt',
  ],
])('%s is refused', (_, yaml, problem, allowed, fix) => {
  expect(messageAbout(`${COMMUNITY}\n${yaml}`)).toBe(oneMistake(problem, allowed, fix));
});
