import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { buildApp } from '../../../charts/app';
import { runChecks } from '../../../lib/checks/all';
import { synthesize } from '../../../lib/kube/synthesis';
import { convertHelmValues, totals, type Conversion } from '../../../lib/load/helm/helm-values';
import { PlatformFileError } from '../../../lib/platform/mistake';
import '../../support/generated';

/** Values files in the shapes that users of the chart publish: the report on OpenWhisk found 44 files of 23 repositories. */
const FOLDER = join(__dirname, 'mycluster');
const NAMES = readdirSync(FOLDER)
  .filter((name) => name.endsWith('.yaml'))
  .map((name) => name.replace('.yaml', ''));

/** Files that are refused, with the beginning of each mistake. All others are imported. */
const REFUSED: Readonly<Record<string, readonly string[]>> = {
  'actions-larger-than-invokers': [
    'openwhisk.invoker.userMemory (from whisk.containerPool.userMemory): 2048m cannot hold an action of 4096m',
  ],
  'aws-without-host': [
    'openwhisk.ingress.type (from whisk.ingress.type): LoadBalancer is not possible with openwhisk.ingress.apiHost.name: localhost',
  ],
  'command-of-a-shell': ["openwhisk.ingress.apiHost.name (from whisk.ingress.apiHostName): '$(minikube ip)' has"],
  'payload-too-large': [
    'openwhisk.limits.activationPayloadMaxBytes (from whisk.limits.activation.payload.max): 128000000 exceeds',
  ],
  'placeholder-of-a-guide': ["openwhisk.ingress.apiHost.name (from whisk.ingress.apiHostName): '<CLUSTER_IP>' has"],
  'placeholder-of-a-script': [
    "openwhisk.ingress.apiHost.name (from whisk.ingress.apiHostName): 'REPLACE_ME_WITH_IP' has the wrong form",
    'invoker.containerFactory.impl: "REPLACE_ME_WITH_INVOKER_ENGINE" is not kubernetes, or docker',
  ],
  'template-expression': [
    "openwhisk.ingress.apiHost.name (from whisk.ingress.apiHostName): '{{ .Values.apiHostName}}' has the wrong form",
  ],
};

const convert = (name: string): Conversion =>
  convertHelmValues([{ file: `${name}.yaml`, text: readFileSync(join(FOLDER, `${name}.yaml`), 'utf8') }]);

/** The report of one file: what differs from a plain mapping, line by line, or the mistakes. */
function outcomeOf(name: string): string {
  try {
    const { outcomes } = convert(name);
    const lines = outcomes
      .filter(({ status, reason }) => status !== 'mapped' || (reason !== undefined && reason !== 'the default'))
      .map(({ status, option, targets, reason = '' }) => `  ${status} ${[option, ...targets].join(' → ')}: ${reason}`);
    return [`${name}: ${totals(outcomes)}`, ...lines].join('\n');
  } catch (error) {
    if (error instanceof PlatformFileError) return error.message;
    throw error;
  }
}

describe('values files in the shapes of public ones', () => {
  test('have the committed outcomes', () => {
    expect(NAMES.length).toBeGreaterThanOrEqual(21);
    expect(`${NAMES.map(outcomeOf).join('\n\n')}\n`).toBeGenerated('test/load/helm/mycluster/outcomes.txt');
  });

  const accepted = NAMES.filter((name) => !(name in REFUSED));
  test.each(accepted)('%s is imported, and its manifests have no findings', (name) => {
    expect(runChecks(synthesize(buildApp(convert(name).loaded.platform)))).toEqual([]);
  });

  test.each(Object.entries(REFUSED))('%s is refused with the reason', (name, mistakes) => {
    const [, ...lines] = outcomeOf(name).split('\n');
    const problems = lines.filter((line) => line.startsWith(`  ${name}.yaml`)).map((line) => line.trim());
    expect(problems.map((problem) => problem.replace(/^\S+ /, ''))).toEqual(
      mistakes.map((mistake) => expect.stringContaining(mistake) as string),
    );
  });
});
