import { chmodSync, existsSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { CANNOT_HEAL } from '../../../lib/kube/exit-codes';
import { installPackagesScript } from '../../../lib/openwhisk/scripts/install-packages';
import { OWN_TENANT } from '../../../lib/openwhisk/scripts/own-tenant';
import { Sandbox } from './sandbox';

const AUTH = '789c46b1-71f6-4ed5-8c54-816aa4f8c502:abczO3xZCLrMN6v2BKK1dXYFpXlPkccOFqm12CdAsMgRU4VrNZ9lyGVCGuMDGIwP';
const API = 'http://ow-nginx.faas.svc.cluster.local:80';

/** All that the script takes from its surroundings, but the feeds. */
const BASE = {
  WHISK_AUTH: AUTH,
  WHISK_API_HOST_URL: API,
  WHISK_SYSTEM_NAMESPACE: '/whisk.system',
  API_MANAGEMENT_URL: 'http://ow-api-management.faas.svc.cluster.local:80',
  API_MANAGEMENT_KEY: '0123456789abcdef0123456789abcdef',
  GIT_BASE_URL: 'https://git.example.org/apache',
  OW_GIT_TAG_OPENWHISK: 'ef725a653ab112391f79c274d8e3dcfb915d59a3',
  OW_GIT_TAG_OPENWHISK_CATALOG: '1.0.0',
};

const FEEDS = {
  OW_INSTALL_ALARM_PROVIDER: 'yes',
  OW_INSTALL_KAFKA_PROVIDER: 'yes',
  OW_GIT_TAG_OPENWHISK_PACKAGE_ALARMS: '2.3.0',
  OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA: '2.1.0',
  PROVIDER_DB_PROTOCOL: 'http',
  PROVIDER_DB_HOST: 'ow-couchdb.faas.svc.cluster.local',
  PROVIDER_DB_PORT: '5984',
  PROVIDER_DB_USERNAME: 'admin',
  PROVIDER_DB_PASSWORD: 'secret-password',
  ALARM_DB_PREFIX: 'alm',
  KAFKA_DB_PREFIX: 'kp',
};

/** What the installers of each repository are; as upstream's, they show what they do. */
const INSTALLERS: Record<string, string[]> = {
  openwhisk: ['ansible/roles/routemgmt/files/installRouteMgmt.sh'],
  'openwhisk-catalog': ['packages/installCatalogUsingWskdeploy.sh'],
  'openwhisk-package-alarms': ['installCatalog.sh'],
  'openwhisk-package-kafka': ['installKafka.sh', 'installCatalog.sh'],
};

/** The actions that manage APIs. */
const ROUTE_ACTIONS = ['createApi', 'getApi', 'deleteApi'];

function routeAction(name: string): string {
  return `openwhisk/core/routemgmt/${name}/${name}.js`;
}

describe('the install-packages script', () => {
  let sandbox: Sandbox;
  let work: string;

  beforeEach(() => {
    sandbox = new Sandbox();
    work = sandbox.path('work');
    sandbox.program('wsk');
    sandbox.program('git', '[[ $1 != clone ]] || cp -R "$SANDBOX/upstream/${4##*/}" "$5"');
    for (const [repository, installers] of Object.entries(INSTALLERS)) {
      for (const installer of installers) sandbox.script(`upstream/${repository}/${installer}`, '');
    }
    for (const name of ROUTE_ACTIONS)
      sandbox.write(`upstream/${routeAction(name)}`, 'module.exports.main = (m) => m;\n');
  });
  afterEach(() => sandbox.remove());

  /** Says what one installer does, before the script runs. */
  function installer(repository: string, body: string): void {
    for (const path of INSTALLERS[repository] ?? []) sandbox.script(`upstream/${repository}/${path}`, body);
  }

  function run(env: Record<string, string>) {
    return sandbox.run(installPackagesScript(), { WORK_DIR: work, PACKAGES_DIR: sandbox.path('none'), ...env });
  }

  /** The calls of installers, without those of git. */
  function installs(): string[][] {
    return sandbox.calls().filter(([program]) => program?.startsWith('install'));
  }

  test('calls the installers of all packages in order, each with its own arguments', async () => {
    const { status, verdict } = await run({ ...BASE, ...FEEDS });
    const auth = `${work}/auth`;
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(status).toBe(0);
    expect(installs()).toEqual([
      ['installRouteMgmt.sh', auth, API, '/whisk.system', `${work}/wsk`],
      ['installCatalogUsingWskdeploy.sh', auth, API, `${work}/wsk`],
      ['installCatalog.sh', auth, API, API, 'worker0', 'elsewhere', 'alm'],
      ['installKafka.sh', auth, API, 'elsewhere', 'kp', API],
      ['installCatalog.sh', auth, API, 'elsewhere', 'kp', API],
    ]);
  });

  test('clones each repository at its tag', async () => {
    await run({ ...BASE, ...FEEDS });
    const repository = (name: string, tag: string): string[][] => [
      ['git', 'clone', '--quiet', '--no-checkout', `https://git.example.org/apache/${name}`, `${work}/${name}.part`],
      ['git', '-C', `${work}/${name}.part`, 'checkout', '--quiet', tag, '--'],
    ];
    expect(sandbox.calls().filter(([program]) => program === 'git')).toEqual([
      ...repository('openwhisk', 'ef725a653ab112391f79c274d8e3dcfb915d59a3'),
      ...repository('openwhisk-catalog', '1.0.0'),
      ...repository('openwhisk-package-alarms', '2.3.0'),
      ...repository('openwhisk-package-kafka', '2.1.0'),
    ]);
  });

  test('gives the installers the environment that they expect', async () => {
    installer('openwhisk', 'printf "%s|" "$(cat "$1")" "$GW_USER" "$GW_PWD" "$GW_HOST_V2" "$HOME" >"$SANDBOX/routes"');
    installer(
      'openwhisk-package-alarms',
      'printf "%s|" "$ACTION_RUNTIME_VERSION" >"$SANDBOX/alarms"; "$OPENWHISK_HOME/bin/wsk" x',
    );
    await run({ ...BASE, ...FEEDS });
    expect(readFileSync(sandbox.path('routes'), 'utf8')).toBe(`elsewhere| | |elsewhere|${work}/home|`);
    expect(readFileSync(sandbox.path('alarms'), 'utf8')).toBe('nodejs:default|');
    expect(sandbox.calls()).toContainEqual(['wsk', 'x']);
  });

  test('has each action that manages APIs act for the tenant of its caller, also after a failed try', async () => {
    installer('openwhisk', 'if fails routes 1; then exit 3; fi');
    const { verdict } = await run(BASE);
    expect(verdict).toBe('PASSED: all packages are installed');
    for (const name of ROUTE_ACTIONS) {
      const source = readFileSync(`${work}/${routeAction(name)}`, 'utf8');
      expect(source).toBe(`module.exports.main = (m) => m;\n${OWN_TENANT.trimEnd()}`);
    }
  });

  test('fails where an action that manages APIs is missing, instead of installing the others unguarded', async () => {
    rmSync(sandbox.path(`upstream/${routeAction('getApi')}`));
    const { output, verdict } = await run({ ...BASE, RETRY_PAUSE_SECONDS: '0' });
    expect(output).toContain('core/routemgmt/getApi/getApi.js is missing');
    expect(verdict).toBe('FAILED: installing the route management: given up after 10 tries');
    expect(installs()).toEqual([]);
  });

  test('hides each secret of an installer from arguments: wsk reads it from a file that only its user can read', async () => {
    // As the installers do (openwhisk-package-alarms 2.3.0, openwhisk, openwhisk-catalog 1.0.0), with `set -x` in the first.
    const call = 'AUTH=$(cat "$1"); export WSK_CONFIG_FILE=; "$OPENWHISK_HOME/bin/wsk" -i --apihost "$2"';
    installer(
      'openwhisk-package-alarms',
      `set -x; ${call} package update --auth "$AUTH" --shared no alarmsWeb -p DB_URL $5 -p DB_NAME "\${6}alarmservice"`,
    );
    installer(
      'openwhisk',
      `AUTH=$(cat "$1"); "$4" -i package update --auth "$AUTH" "$3/apimgmt" -a description 'a b' -p gwUser "$GW_USER" -p gwUrlV2 "$GW_HOST_V2"`,
    );
    sandbox.program(
      'wsk',
      'cat "$WSK_CONFIG_FILE" "$HOME/.wskprops" >>"$SANDBOX/read"; for file; do if [[ $file == *.json ]]; then stat --format=%a "$file" >>"$SANDBOX/read"; cat "$file" >>"$SANDBOX/read"; fi; done',
    );
    const { output, verdict } = await run({ ...BASE, ...FEEDS, CREDENTIALS_DIR: sandbox.path('credentials') });
    const file = (name: string): string => sandbox.path('credentials', `${name}.json`);
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(sandbox.calls().filter(([program]) => program === 'wsk')).toEqual([
      [
        'wsk',
        '-i',
        'package',
        'update',
        '/whisk.system/apimgmt',
        '-a',
        'description',
        'a b',
        '-p',
        'gwUser',
        ' ',
        '-P',
        file('gwUrlV2'),
      ],
      [
        'wsk',
        '-i',
        '--apihost',
        API,
        'package',
        'update',
        '--shared',
        'no',
        'alarmsWeb',
        '-P',
        file('DB_URL'),
        '-p',
        'DB_NAME',
        'almalarmservice',
      ],
    ]);
    const key = `AUTH=${AUTH}\n`;
    expect(readFileSync(sandbox.path('read'), 'utf8')).toBe(
      `${key}${key}600\n{"gwUrlV2":"${BASE.API_MANAGEMENT_URL}/${BASE.API_MANAGEMENT_KEY}/v2"}` +
        `${key}${key}600\n{"DB_URL":"http://admin:secret-password@ow-couchdb.faas.svc.cluster.local:5984"}`,
    );
    expect(readdirSync(sandbox.path('credentials'))).toEqual([]);
    for (const secret of [AUTH, BASE.API_MANAGEMENT_KEY, FEEDS.PROVIDER_DB_PASSWORD]) {
      expect(`${JSON.stringify(sandbox.calls())}${output}`).not.toContain(secret);
    }
  });

  test('writes nowhere but to its work directory', async () => {
    const before = readdirSync(sandbox.directory);
    await run({ ...BASE, ...FEEDS });
    const after = readdirSync(sandbox.directory).filter((name) => !before.includes(name));
    expect(after.sort()).toEqual(['calls', 'script.sh', 'tmp', 'work']);
    expect(readdirSync(sandbox.path('tmp'))).toEqual([]);
  });

  test('skips disabled feeds, and then needs no database', async () => {
    const { verdict } = await run(BASE);
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(installs().map(([program]) => program)).toEqual(['installRouteMgmt.sh', 'installCatalogUsingWskdeploy.sh']);
  });

  test('tries again what failed, without cloning again', async () => {
    installer('openwhisk-catalog', 'if fails catalog 2; then exit 3; fi');
    const { verdict } = await run(BASE);
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(installs().map(([program]) => program)).toEqual([
      'installRouteMgmt.sh',
      ...Array.from({ length: 3 }, () => 'installCatalogUsingWskdeploy.sh'),
    ]);
    expect(sandbox.calls().filter(([, command]) => command === 'clone')).toHaveLength(2);
  });

  test('does not reuse an incomplete clone', async () => {
    sandbox.program(
      'git',
      '[[ $1 != clone ]] || { if fails clone 1; then mkdir -p "$5/packages"; exit 128; fi; cp -R "$SANDBOX/upstream/${4##*/}" "$5"; }',
    );
    const { verdict } = await run(BASE);
    expect(verdict).toBe('PASSED: all packages are installed');
  });

  test('gives up after ten tries and reports the step', async () => {
    installer('openwhisk-catalog', 'exit 1');
    const { status, verdict } = await run({ ...BASE, ...FEEDS });
    expect(verdict).toBe('FAILED: installing the catalog: given up after 10 tries');
    expect(status).toBe(1);
    expect(installs()).toHaveLength(11);
  });

  test('kills a hanging step at the deadline and reports it', async () => {
    installer('openwhisk', 'sleep 60 & wait');
    const begin = Date.now();
    const { status, verdict } = await run({ ...BASE, DEADLINE_SECONDS: '1' });
    expect(verdict).toBe('FAILED: installing the route management: not done within 1 s');
    expect(status).toBe(1);
    // The output ends when nobody holds it any more: the children of the installer are gone too.
    expect(Date.now() - begin).toBeLessThan(5000);
  });

  test('does not begin a pause that ends after the deadline', async () => {
    installer('openwhisk', 'exit 1');
    const begin = Date.now();
    const { verdict } = await run({ ...BASE, RETRY_PAUSE_SECONDS: '60', DEADLINE_SECONDS: '30' });
    expect(verdict).toBe('FAILED: installing the route management: not done within 30 s');
    expect(Date.now() - begin).toBeLessThan(5000);
  });

  test('reports all missing variables before it does anything', async () => {
    const { status, verdict } = await run({
      ...BASE,
      WHISK_AUTH: '',
      OW_INSTALL_KAFKA_PROVIDER: 'yes',
      PROVIDER_DB_HOST: 'db',
    });
    expect(verdict).toBe(
      'FAILED: the environment lacks WHISK_AUTH PROVIDER_DB_PROTOCOL PROVIDER_DB_PORT PROVIDER_DB_USERNAME ' +
        'PROVIDER_DB_PASSWORD KAFKA_DB_PREFIX OW_GIT_TAG_OPENWHISK_PACKAGE_KAFKA',
    );
    expect(status).toBe(CANNOT_HEAL);
    expect(sandbox.calls()).toEqual([]);
  });

  test.each([`p@ss:w/rd?#[]`, `it's "quoted" \\ $HOME \`id\` $(id)`, 'a b  *  ~', 'pÄß€😀', '100%+&=;!'])(
    'passes on the password %p unchanged, and prints neither it nor the key',
    async (password) => {
      installer('openwhisk-package-kafka', '"$OPENWHISK_HOME/bin/wsk" -p DB_URL "$3"');
      installer('openwhisk', `printf '%s\\n' "$PROVIDER_DB_PASSWORD" "key \${WHISK_AUTH#*:}" >&2`);
      sandbox.program('wsk', 'cat "$2" >"$SANDBOX/parameter"');
      const { output, verdict } = await run({
        ...BASE,
        ...FEEDS,
        OW_INSTALL_ALARM_PROVIDER: 'no',
        PROVIDER_DB_USERNAME: 'ad/min',
        PROVIDER_DB_PASSWORD: password,
      });
      expect(verdict).toBe('PASSED: all packages are installed');
      const parameter = JSON.parse(readFileSync(sandbox.path('parameter'), 'utf8')) as { DB_URL: string };
      const url = new URL(parameter.DB_URL);
      expect(decodeURIComponent(url.password)).toBe(password);
      expect(decodeURIComponent(url.username)).toBe('ad/min');
      expect(url.host).toBe('ow-couchdb.faas.svc.cluster.local:5984');
      expect(output).toContain('key [hidden]');
      for (const secret of [password, url.password, AUTH, AUTH.split(':')[1] ?? '', BASE.API_MANAGEMENT_KEY]) {
        expect(output).not.toContain(secret);
      }
    },
  );

  test('copies a repository that the image contains, even if it is read-only, and clones the rest', async () => {
    const file = sandbox.script('packages/openwhisk-catalog/packages/installCatalogUsingWskdeploy.sh', 'touch built');
    chmodSync(file, 0o555);
    chmodSync(sandbox.path('packages/openwhisk-catalog/packages'), 0o555);
    const { verdict } = await run({ ...BASE, PACKAGES_DIR: sandbox.path('packages') });
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(sandbox.calls().flatMap((call) => (call[1] === 'clone' ? [call[4]] : []))).toEqual([
      'https://git.example.org/apache/openwhisk',
    ]);
    expect(existsSync(`${work}/openwhisk-catalog/packages/built`)).toBe(true);
    expect(existsSync(sandbox.path('packages/openwhisk-catalog/packages/built'))).toBe(false);
    chmodSync(sandbox.path('packages/openwhisk-catalog/packages'), 0o755);
  });

  test('runs npm offline on a copy of the cache of the air-gap image', async () => {
    const shows = 'printf "%s %s\\n" "$npm_config_offline" "$(cat "$npm_config_cache/index")" >"$SANDBOX/npm"';
    sandbox.script('packages/openwhisk-catalog/packages/installCatalogUsingWskdeploy.sh', shows);
    chmodSync(sandbox.write('packages/npm-cache/index', 'cached'), 0o444);
    const { verdict } = await run({ ...BASE, PACKAGES_DIR: sandbox.path('packages') });
    expect(verdict).toBe('PASSED: all packages are installed');
    expect(readFileSync(sandbox.path('npm'), 'utf8')).toBe('true cached\n');
  });

  test('never enables command tracing', () => {
    expect(installPackagesScript()).not.toMatch(/set -\w*x|xtrace/);
  });
});
