import { boardsFor } from '../../../lib/mixins/boards';
import { labelsOf, sourcesOf } from '../../../lib/mixins/catalogue';
import { describeProblem, outputLabels, parse, selectorsOf } from '../../../lib/promql/expression';
import { variablesOf, withoutVariables } from '../../../lib/promql/grafana';
import { canHave } from '../../../lib/promql/labels';
import { labelsInLegend } from '../../../lib/promql/templates';
import { RULE_GROUPS } from '../../../lib/mixins';
import { METRIC_SOURCES, seriesOf } from '../../../lib/catalogue/sources';
import { SERVICE_RECORDS } from '../service/records';
import { columnsOf, foldersFor, panelsOf, queriesOf, queryVariables, type GrafanaPanel } from './boards';

const KIBIBYTE = 1024;
/** A ConfigMap holds 1 MiB at most (Kubernetes, "ConfigMaps"), with its metadata. */
const MOST = 900 * KIBIBYTE;

const boards = foldersFor().flatMap(([, all]) => all);
const queries = boards.flatMap(queriesOf);
const recorded = new Set(
  [...RULE_GROUPS.flatMap(({ records }) => records), ...SERVICE_RECORDS].map(({ record }) => record),
);
/** Series that Prometheus makes of alerts. */
const OF_ALERTS = ['ALERTS'];

const unitOf = ({ fieldConfig, options, type }: GrafanaPanel): string | undefined =>
  type === 'heatmap' ? options?.yAxis?.unit : fieldConfig?.defaults.unit;
const overridesOf = ({ fieldConfig }: GrafanaPanel) => fieldConfig?.overrides ?? [];

describe('boards', () => {
  test('uids and titles are unique', () => {
    for (const names of [boards.map(({ uid }) => uid), boards.map(({ title }) => title)])
      expect(names).toEqual([...new Set(names)]);
  });

  test('of a folder fit into one ConfigMap', () => {
    const sizes = Object.entries(boardsFor(METRIC_SOURCES)).map(([folder, files]) => ({
      folder,
      bytes: Buffer.byteLength(JSON.stringify(files)),
    }));
    expect(sizes.filter(({ bytes }) => bytes > MOST)).toEqual([]);
  });
});

describe('panels', () => {
  test('fill the grid without holes, and do not overlap', () => {
    const wrong = boards.flatMap(({ uid, panels }) => {
      const taken = new Map<string, number>();
      for (const { gridPos } of panels)
        for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++)
          for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++)
            taken.set(`${x},${y}`, (taken.get(`${x},${y}`) ?? 0) + 1);
      const height = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h));
      const once = [...taken.values()].every((times) => times === 1);
      return once && taken.size === 24 * height ? [] : [uid];
    });
    expect(wrong).toEqual([]);
  });

  test('have unique ids', () => {
    for (const { panels } of boards) {
      const ids = panels.map(({ id }) => id);
      expect(ids).toEqual([...new Set(ids)]);
    }
  });

  test('have a description and a unit, and query the data source of the platform', () => {
    const wrong = boards.flatMap((board) =>
      panelsOf(board).flatMap((panel) => {
        const ofColumns = overridesOf(panel).filter(({ properties }) => properties.some(({ id }) => id === 'unit'));
        const measured =
          panel.type === 'table' ? ofColumns.length === panel.targets?.length : unitOf(panel) !== undefined;
        return [
          ...(/^[A-Z0-9n].*[^.]$/.test(panel.title) ? [] : ['title']),
          ...(/^[A-Z0-9].*\.$/.test(panel.description ?? '') ? [] : ['description']),
          ...(measured ? [] : ['unit']),
          ...(panel.datasource?.uid === '${datasource}' ? [] : ['data source']),
          ...(panel.targets?.length ? [] : ['query']),
        ].map((what) => `${board.uid}, ${panel.title}: ${what}`);
      }),
    );
    expect(wrong).toEqual([]);
  });

  test('have unique titles within a board and a heading', () => {
    const twice = boards.flatMap(({ uid, panels }) => {
      let heading = '';
      const names = panels.map(({ type, title }) => {
        if (type === 'row') heading = title;
        return `${uid}: ${heading} / ${type} / ${title}`;
      });
      return names.filter((name, index) => names.indexOf(name) !== index);
    });
    expect(twice).toEqual([]);
  });

  test('link to existing boards, with all their variables', () => {
    const links = boards.flatMap((board) =>
      panelsOf(board).flatMap((panel) =>
        overridesOf(panel)
          .flatMap(({ properties }) => properties.filter(({ id }) => id === 'links'))
          .flatMap(({ value }) => value as { url: string }[])
          .map(({ url }) => ({ where: `${board.uid}, ${panel.title}`, url, board, panel })),
      ),
    );
    expect(links.length).toBeGreaterThan(15);
    const dead = links.filter(({ url, board, panel }) => {
      const [, uid, query = ''] = /^\/d\/([\w-]+)\?(.*)$/.exec(url) ?? [];
      const target = boards.find((other) => other.uid === uid);
      const given = [...query.matchAll(/var-(\w+)=/g)].map(([, name]) => name);
      const columns = [...query.matchAll(/__data\.fields\["([^"]+)"\]/g)].map(([, column = '']) => column);
      const own = variablesOf(query.replaceAll(/\$\{__[^}]*\}/g, ''));
      return (
        !target ||
        target.templating.list.some(({ name }) => !given.includes(name)) ||
        columns.some((column) => !Object.values(columnsOf(panel)).includes(column)) ||
        own.some((name) => !board.templating.list.some((variable) => variable.name === name))
      );
    });
    expect(dead.map(({ where, url }) => `${where}: ${url}`)).toEqual([]);
  });
});

describe('queries', () => {
  test('are valid PromQL', () => {
    const wrong = queries.flatMap(({ where, expr }) => {
      const plain = withoutVariables(expr);
      return parse(plain).problems.map((problem) => `${where}: ${describeProblem(problem, plain)}`);
    });
    expect(queries.length).toBeGreaterThan(700);
    expect(wrong).toEqual([]);
  });

  test('use series that are recorded, or exposed by the selected source', () => {
    const unknown = queries.flatMap(({ where, expr }) =>
      selectorsOf(withoutVariables(expr)).flatMap(({ metric = '', matchers }) => {
        if (recorded.has(metric) || OF_ALERTS.includes(metric)) return [];
        const asked = METRIC_SOURCES.filter((source) =>
          selectorsOf(seriesOf(source)).every((selector) =>
            selector.matchers.every(({ name, value }) =>
              matchers.some((matcher) => matcher.name === name && matcher.value === value),
            ),
          ),
        );
        const serving = asked.filter((source) => labelsOf(source, metric));
        return serving.length > 0
          ? []
          : [`${where}: ${metric} of ${asked.join()}; served by ${sourcesOf(metric).join()}`];
      }),
    );
    expect(unknown).toEqual([]);
  });

  test('look back as far as a graph needs, or over the time of the board', () => {
    const fixed = queries.filter(({ expr }) =>
      /\brate\(/.test(expr.replaceAll(/\brate\(([^[\]"]|"[^"]*")*\[\$__rate_interval\]/g, '')),
    );
    expect(fixed.map(({ where, expr }) => `${where}: ${expr}`)).toEqual([]);
    const increases = queries.filter(
      ({ expr, instant }) => /\bincrease\(/.test(expr) && !expr.includes(instant ? '[$__range]' : '[$__rate_interval]'),
    );
    expect(increases.map(({ where, expr }) => `${where}: ${expr}`)).toEqual([]);
  });

  test('of a graph have legends, each once, of labels that their results have', () => {
    const graphs = boards.flatMap(panelsOf).filter(({ type }) => type === 'timeseries');
    for (const { targets = [] } of graphs) {
      const legends = targets.map(({ legendFormat }) => legendFormat);
      expect(legends.filter((legend) => !legend)).toEqual([]);
      expect(legends).toEqual([...new Set(legends)]);
    }
    const wrong = queries.flatMap(({ where, expr, legendFormat = '' }) => {
      const possible = outputLabels(withoutVariables(expr));
      return labelsInLegend(legendFormat)
        .filter((label) => !canHave(possible, label))
        .map((label) => `${where}: ${label}`);
    });
    expect(wrong).toEqual([]);
  });

  test('of one graph are distinguishable: a result with several series has their labels in its legend', () => {
    const merged = queries.filter(({ panel, expr, legendFormat = '' }) => {
      if (panel.type !== 'timeseries') return false;
      const plain = withoutVariables(expr);
      const { only, names } = outputLabels(plain);
      const shown = labelsInLegend(legendFormat);
      const fixed = selectorsOf(plain).flatMap(({ matchers }) =>
        matchers.filter(({ operator }) => operator === '=').map(({ name }) => name),
      );
      return only && [...names].some((label) => !shown.includes(label) && !fixed.includes(label));
    });
    expect(merged.map(({ where, expr, legendFormat }) => `${where}: ${legendFormat} of ${expr}`)).toEqual([]);
  });

  test('of a table have exactly the labels of its rows, so that they can be joined', () => {
    const wrong = queries.flatMap(({ where, panel, expr }) => {
      if (panel.type !== 'table') return [];
      const columns = Object.keys(columnsOf(panel)).filter((name) => !name.startsWith('Value'));
      const { only, names } = outputLabels(withoutVariables(expr));
      return only && [...names].sort().join() === columns.sort().join() ? [] : [`${where}: ${[...names].join()}`];
    });
    expect(wrong).toEqual([]);
  });
});

describe('variables', () => {
  test('begin with the data source, which every query uses', () => {
    const wrong = boards.filter(({ templating: { list } }) => {
      const [first, ...others] = list;
      return (
        first?.type !== 'datasource' ||
        first.current?.value !== 'prometheus' ||
        others.some(({ datasource }) => datasource?.uid !== '${datasource}')
      );
    });
    expect(wrong.map(({ uid }) => uid)).toEqual([]);
  });

  test('are all used, and all used ones are defined', () => {
    const wrong = boards.flatMap((board) => {
      const names = board.templating.list.map(({ name }) => name);
      const asked = queriesOf(board).map(({ expr }) => expr);
      const sources = panelsOf(board).map(({ datasource }) => datasource?.uid ?? '');
      const chained = queryVariables(board).map(({ definition }) => definition);
      const used = new Set([...asked, ...sources, ...chained].flatMap(variablesOf));
      return [
        ...names.filter((name) => !used.has(name)).map((name) => `${board.uid}: ${name} is not used`),
        ...[...used].filter((name) => !names.includes(name)).map((name) => `${board.uid}: there is no ${name}`),
      ];
    });
    expect(wrong).toEqual([]);
  });

  test('depend on earlier ones only', () => {
    const wrong = boards.flatMap((board) =>
      queryVariables(board).flatMap(({ name, definition }, index, list) => {
        const earlier = list.slice(0, index).map((variable) => variable.name);
        return variablesOf(definition).every((used) => earlier.includes(used)) ? [] : [`${board.uid}: ${name}`];
      }),
    );
    expect(wrong).toEqual([]);
  });
});
