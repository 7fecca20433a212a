import { at, everything, typo, typos, type Change, type MutationKind } from './mutation';

const monitor = ({ kind }: { kind: string }): boolean => kind === 'ServiceMonitor' || kind === 'PodMonitor';

function expressions(change: (expr: string) => string | undefined): NonNullable<MutationKind['places']> {
  return (manifest) =>
    at(manifest, 'spec', 'groups', '*', 'rules', '*', 'expr').flatMap(({ path, value }): Change[] => {
      const changed = typeof value === 'string' ? change(value) : undefined;
      return changed === undefined || changed === value ? [] : [{ path, value: changed }];
    });
}

function boards(change: (expr: string) => string | undefined): NonNullable<MutationKind['places']> {
  return (manifest) =>
    manifest.kind === 'ConfigMap'
      ? at(manifest, 'data', '*')
          .filter(({ path }) => String(path.at(-1)).endsWith('.json') && manifest.metadata.name.includes('boards'))
          .flatMap(({ path, value }) => {
            const board = JSON.parse(String(value)) as unknown;
            const first = everything(board).find(
              (one) => one.path.at(-1) === 'expr' && change(String(one.value)) !== undefined,
            );
            if (!first) return [];
            const text = JSON.stringify(String(first.value));
            return [{ path, value: String(value).replace(text, JSON.stringify(change(String(first.value)))) }];
          })
      : [];
}

/** The first metric of an expression, misspelt. */
function misspelt(expr: string): string | undefined {
  const [metric] = /\b[a-z][a-z0-9]*(?:_[a-z0-9]+){2,}(?=[{[])/.exec(expr) ?? [];
  return metric && expr.replace(metric, typo(metric));
}

/** Rules, boards, monitors and notifications. */
export const MONITORING: readonly MutationKind[] = [
  { name: 'a misspelt metric', places: expressions(misspelt) },
  { name: 'a misspelt metric of a board', places: boards(misspelt) },
  {
    name: 'a misspelt label',
    places: expressions((expr) => expr.replace(/([{,])(namespace|pod|instance|job|code|container)=/, '$1x$2=')),
  },
  { name: 'an expression without its last bracket', places: expressions((expr) => expr.replace(/\)([^)]*)$/, '$1')) },
  { name: 'a function that is none', places: expressions((expr) => expr.replace(/\brate\(/, 'rat(')) },
  { name: 'a rate of an instant', places: expressions((expr) => expr.replace(/\[\w+\]/, '')) },
  {
    name: 'a board that is no JSON',
    places: (manifest) =>
      boards((expr) => expr)(manifest, []).map(({ path, value }) => ({ path, value: String(value).slice(0, -2) })),
  },
  {
    name: 'a duration that is none',
    places: (manifest) =>
      at(manifest, 'spec', 'groups', '*', 'rules', '*', 'for').map(({ path }) => ({ path, value: '5 minutes' })),
  },
  {
    name: 'an alert without a severity',
    places: (manifest) =>
      at(manifest, 'spec', 'groups', '*', 'rules', '*', 'labels', 'severity').map(({ path }) => ({ path })),
  },
  {
    name: 'a text of an alert with a label that is not there',
    places: (manifest) =>
      at(manifest, 'spec', 'groups', '*', 'rules', '*', 'annotations', '*').flatMap(({ path, value }): Change[] => {
        const text = String(value);
        return text.includes('$labels.') ? [{ path, value: text.replace(/\$labels\.(\w+)/, '$labels.x$1') }] : [];
      }),
  },
  {
    name: 'a monitor of a port that is not there',
    places: (manifest) =>
      monitor(manifest)
        ? typos([
            ...at(manifest, 'spec', 'endpoints', '*', 'port'),
            ...at(manifest, 'spec', 'podMetricsEndpoints', '*', 'port'),
          ])
        : [],
  },
  {
    name: 'a monitor that selects nothing',
    places: (manifest) =>
      monitor(manifest) && !manifest.metadata.annotations?.['faas-stack/external-target']
        ? typos(at(manifest, 'spec', 'selector', 'matchLabels', '*').slice(0, 1))
        : [],
  },
  {
    name: 'a receiver that is not there',
    places: (manifest) =>
      manifest.kind === 'AlertmanagerConfig' ? typos(at(manifest, 'spec', 'route', 'receiver')) : [],
  },
  {
    name: 'a Prometheus that takes nothing in',
    places: (manifest) =>
      manifest.kind === 'Prometheus'
        ? ['serviceMonitorSelector', 'podMonitorSelector', 'ruleSelector'].map((selector) => ({
            path: ['spec', selector],
            value: { matchLabels: { team: 'nobody' } },
          }))
        : [],
  },
  {
    name: 'a scrape without verification',
    places: (manifest) =>
      monitor(manifest)
        ? at(manifest, 'spec', 'endpoints', '*', 'tlsConfig').map(({ path }) => ({
            path: [...path, 'insecureSkipVerify'],
            value: true,
          }))
        : [],
  },
];
