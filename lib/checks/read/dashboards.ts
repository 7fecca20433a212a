import { textFilesOf } from '../../kube/config-files';
import { Fitting } from '../../text/fit';
import { shapeOfNotation } from '../../text/shape';
import { remembered } from '../../text/remembered';
import { perSubject, type CheckedObject, type Subject } from '../subject';

/** A query of a dashboard, as it is written there. */
export interface DashboardQuery {
  /** Where it is, for messages. */
  readonly where: string;
  readonly expr: string;
  /** The legend of its series. @default - Grafana makes one. */
  readonly legend?: string;
  /** Whether it is evaluated at one time only. */
  readonly instant: boolean;
}

/** A dashboard of a ConfigMap. */
export interface Dashboard {
  readonly object: CheckedObject;
  /** Key of the ConfigMap. */
  readonly file: string;
  /** @default - it has none. */
  readonly title?: string;
  /** Its variables. */
  readonly variables: readonly string[];
  readonly queries: readonly DashboardQuery[];
}

interface Datasource {
  readonly type?: string;
}

interface Panel {
  readonly title?: string;
  readonly datasource?: Datasource | string | null;
  readonly panels?: readonly Panel[];
  readonly targets?: readonly {
    readonly expr?: string;
    readonly legendFormat?: string;
    readonly instant?: boolean;
    readonly datasource?: Datasource | string | null;
  }[];
}

interface Variable {
  readonly name: string;
  readonly type: string;
  readonly query?: string | { readonly query?: string };
  readonly datasource?: Datasource | string | null;
}

interface Board {
  readonly title?: string;
  readonly panels?: readonly Panel[];
  /** Dashboards of old have rows of panels. */
  readonly rows?: readonly { readonly panels?: readonly Panel[] }[];
  readonly templating?: { readonly list?: readonly Variable[] };
  readonly annotations?: { readonly list?: readonly { readonly name?: string; readonly expr?: string }[] };
}

/** Label of the ConfigMaps that hold dashboards (Grafana's sidecar of kube-prometheus-stack looks for it, too). */
const LABEL = 'grafana_dashboard';

/** Queries of variables: `label_values(<series>, <label>)` and `query_result(<expression>)` (Grafana, "Prometheus template variables"). */
const LABEL_VALUES = /^\s*label_values\(\s*([\s\S]*?)\s*,\s*(\w+)\s*\)\s*$/;
const QUERY_RESULT = /^\s*query_result\(\s*([\s\S]*)\s*\)\s*$/;

/** The dashboards of an app, and the values that are not JSON. */
interface Dashboards {
  readonly read: readonly Dashboard[];
  readonly unreadable: readonly (readonly [CheckedObject, string])[];
}

/** All dashboards of an app: read once, for several checks. */
export const dashboards = perSubject(({ objects }: Subject): Dashboards => {
  const read: Dashboard[] = [];
  const unreadable: [CheckedObject, string][] = [];
  for (const object of objects) {
    if (object.manifest.kind !== 'ConfigMap' || object.manifest.metadata.labels?.[LABEL] === undefined) continue;
    for (const [file, text] of Object.entries(filesOf(object.manifest))) {
      const board = readBoard(text);
      if (board) read.push({ object, file, ...board });
      else unreadable.push([object, file]);
    }
  }
  return { read, unreadable };
});

/** The files of a ConfigMap; none where its packed files are not. */
function filesOf(manifest: CheckedObject['manifest']): Record<string, string> {
  try {
    return textFilesOf(manifest);
  } catch {
    return {};
  }
}

/** Parts of a dashboard that are read, in the notation of shapes. */
const BOARD = shapeOfNotation('@board', {
  board: { title: 's', panels: '[@panel', templating: '@templating', annotations: '@annotations', rows: '[@row' },
  row: { panels: '[@panel' },
  panel: { title: 's', datasource: '*', panels: '[@panel', targets: '[@target' },
  target: { expr: 's', legendFormat: 's', instant: 'b', datasource: '*' },
  templating: { list: '[@variable' },
  variable: { name: '!s', type: '!s', query: '*', datasource: '*' },
  annotations: { list: '[@annotation' },
  annotation: { name: 's', expr: 's' },
});

const readBoard = remembered((text) => {
  try {
    return contentsOf(new Fitting(false).fit(JSON.parse(text), BOARD) ?? {});
  } catch {
    return undefined;
  }
});

function contentsOf({
  title,
  panels = [],
  rows = [],
  templating,
  annotations,
}: Board): Omit<Dashboard, 'object' | 'file'> {
  const variables = templating?.list ?? [];
  return {
    ...(title ? { title } : {}),
    variables: variables.map(({ name }) => name),
    queries: [
      ...[...panels, ...rows.flatMap((row) => row.panels ?? [])].flatMap((panel) => panelQueries(panel)),
      ...variables.flatMap((variable) => variableQueries(variable)),
      ...(annotations?.list ?? []).flatMap(({ name = '', expr }) =>
        expr ? [{ where: `annotation '${name}'`, expr, instant: false }] : [],
      ),
    ],
  };
}

function panelQueries({ title = '', datasource, panels = [], targets = [] }: Panel): DashboardQuery[] {
  const own = targets.flatMap(({ expr, legendFormat, instant = false, datasource: source = datasource }) =>
    expr !== undefined && asksPrometheus(source)
      ? [{ where: `panel '${title}'`, expr, instant, ...(legendFormat ? { legend: legendFormat } : {}) }]
      : [],
  );
  return [...own, ...panels.flatMap((panel) => panelQueries(panel))];
}

function variableQueries({ name, type, query, datasource }: Variable): DashboardQuery[] {
  if (type !== 'query' || !asksPrometheus(datasource)) return [];
  const inner = typeof query === 'object' ? query?.query : query;
  const text = typeof inner === 'string' ? inner : '';
  const [, series, label] = LABEL_VALUES.exec(text) ?? [];
  const where = `variable '${name}'`;
  // The label is shown like a legend's.
  if (series && label) return [{ where, expr: series, legend: `{{${label}}}`, instant: true }];
  const [, expr] = QUERY_RESULT.exec(text) ?? [];
  return expr ? [{ where, expr, instant: true }] : [];
}

function asksPrometheus(datasource: Datasource | string | null | undefined): boolean {
  return typeof datasource !== 'object' || datasource?.type === undefined || datasource.type === 'prometheus';
}
