import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkManifests } from '../../lib/cli/check-manifests';

const FOLDER = mkdtempSync(join(tmpdir(), 'sarif-'));
afterAll(() => rmSync(FOLDER, { recursive: true }));

type Fields = Readonly<Record<string, unknown>>;

/** What SARIF 2.1.0 (OASIS, sections 3.13 to 3.52) requires of the parts that the report has, and the keys that it allows. */
class Judge {
  public readonly problems: string[] = [];

  public log(log: Fields): void {
    this.keys('log', log, ['version', 'runs'], ['$schema']);
    this.expect(log['version'] === '2.1.0', 'version');
    const runs = log['runs'] as Fields[];
    this.expect(runs.length === 1, 'one run');
    for (const run of runs) this.run(run);
  }

  private run(run: Fields): void {
    this.keys('run', run, ['tool'], ['results', 'columnKind']);
    this.expect(['utf16CodeUnits', 'unicodeCodePoints'].includes(run['columnKind'] as string), 'columnKind');
    const { driver } = run['tool'] as { driver: Fields };
    this.keys('driver', driver, ['name'], ['rules', 'version', 'informationUri']);
    const rules = driver['rules'] as Fields[];
    for (const rule of rules) this.rule(rule);
    const ids = rules.map(({ id }) => id);
    this.expect(new Set(ids).size === ids.length, 'each rule once');
    for (const result of run['results'] as Fields[]) this.result(result, ids);
  }

  private rule(rule: Fields): void {
    this.keys('rule', rule, ['id'], ['name', 'shortDescription', 'help', 'defaultConfiguration']);
    this.text('shortDescription', rule['shortDescription']);
    this.text('help', rule['help']);
    this.level((rule['defaultConfiguration'] as Fields)['level']);
  }

  private result(result: Fields, ids: readonly unknown[]): void {
    const optional = ['ruleId', 'ruleIndex', 'level', 'locations', 'partialFingerprints', 'suppressions'];
    this.keys('result', result, ['message'], optional);
    this.expect(ids[result['ruleIndex'] as number] === result['ruleId'], 'ruleIndex names ruleId');
    this.level(result['level']);
    this.text('message', result['message']);
    for (const location of result['locations'] as Fields[]) this.location(location);
    for (const print of Object.values(result['partialFingerprints'] as Fields)) {
      this.expect(typeof print === 'string', 'fingerprints are strings');
    }
    for (const suppression of (result['suppressions'] ?? []) as Fields[]) {
      this.keys('suppression', suppression, ['kind'], ['justification']);
      this.expect(['inSource', 'external'].includes(suppression['kind'] as string), 'kind of a suppression');
    }
  }

  private location(location: Fields): void {
    this.keys('location', location, [], ['physicalLocation', 'logicalLocations']);
    const physical = location['physicalLocation'] as { artifactLocation: Fields; region: Fields } | undefined;
    if (!physical) return;
    this.keys('artifactLocation', physical.artifactLocation, ['uri'], ['uriBaseId']);
    const uri = physical.artifactLocation['uri'] as string;
    this.expect(/^([\w.~()!*'-]|%[\dA-F]{2}|\/)+$/.test(uri) && !uri.startsWith('/'), `relative address ${uri}`);
    this.expect(physical.artifactLocation['uriBaseId'] === '%SRCROOT%', 'uriBaseId');
    this.keys('region', physical.region, ['startLine'], []);
    const line = physical.region['startLine'];
    this.expect(Number.isInteger(line) && (line as number) >= 1, 'startLine');
  }

  private text(what: string, message: unknown): void {
    if (typeof message !== 'object' || message === null) return;
    this.keys(what, message as Fields, ['text'], ['markdown']);
    const { text } = message as Fields;
    this.expect(typeof text === 'string' && text !== '', `${what}.text`);
  }

  private level(level: unknown): void {
    this.expect(['none', 'note', 'warning', 'error'].includes(level as string), `level ${String(level)}`);
  }

  private keys(what: string, value: Fields, required: readonly string[], optional: readonly string[]): void {
    for (const key of required) this.expect(Object.hasOwn(value, key), `${what} has ${key}`);
    const allowed = [...required, ...optional];
    for (const key of Object.keys(value)) this.expect(allowed.includes(key), `${what} may have ${key}`);
  }

  private expect(holds: boolean, what: string): void {
    if (!holds) this.problems.push(what);
  }
}

function judged(log: Fields): readonly string[] {
  const judge = new Judge();
  judge.log(log);
  return judge.problems;
}

/** A report about a file with errors, warnings and ignored findings, in a folder whose name needs escapes. */
function report(): Fields {
  const folder = join(FOLDER, 'a b#c');
  mkdirSync(folder, { recursive: true });
  const pod = 'apiVersion: v1\nkind: Pod\nmetadata: { name: web }\n';
  writeFileSync(
    join(folder, 'pod.yaml'),
    `${pod}spec: { serviceAccountName: web, containers: [{ name: a, image: a }] }\n`,
  );
  writeFileSync(join(folder, 'broken.yaml'), 'apiVersion: v1\nkind: [\n');
  const options = { format: 'sarif', failOn: 'error', ignore: ['FS-403=kept'], external: [] } as const;
  return JSON.parse(checkManifests([folder], options).text) as Fields;
}

test('a report has the form of SARIF 2.1.0', () => {
  const log = report();
  expect(judged(log)).toEqual([]);
  const [{ results }] = log['runs'] as [{ results: { level: string; suppressions?: object[] }[] }];
  expect(new Set(results.map(({ level }) => level))).toEqual(new Set(['error', 'warning']));
  expect(results.filter(({ suppressions }) => suppressions)).toHaveLength(1);
  expect(JSON.stringify(results)).toContain('a%20b%23c/pod.yaml');
});

test('the judge of the form finds what is wrong', () => {
  const spoilt = JSON.stringify(report())
    .replace('"level":"error"', '"level":"fatal"')
    .replace(/"startLine":\d+/, '"startLine":0')
    .replace('"message"', '"massage"')
    .replace('a%20b', 'a b');
  expect(judged(JSON.parse(spoilt) as Fields)).toEqual(
    expect.arrayContaining(['level fatal', 'startLine', 'result has message', 'result may have massage']),
  );
});
