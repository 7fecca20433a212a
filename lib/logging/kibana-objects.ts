import { FIELDS } from './fields';

/** One saved object (Kibana, "Saved objects APIs", "Import saved objects"). */
interface SavedObject {
  readonly type: 'index-pattern' | 'search' | 'visualization' | 'dashboard';
  readonly id: string;
  readonly attributes: Readonly<Record<string, unknown>>;
  readonly references: readonly Reference[];
}

interface Reference {
  readonly name: string;
  readonly type: SavedObject['type'];
  readonly id: string;
}

const DATA_VIEW = 'openwhisk-logs';
const DATA_VIEW_REFERENCE: Reference = {
  name: 'kibanaSavedObjectMeta.searchSourceJSON.index',
  type: 'index-pattern',
  id: DATA_VIEW,
};

/** Runs that take longer than this are slow, in milliseconds. */
const SLOW_MS = 1000;

/** A search, in Kibana's query language, and the columns of its table. */
interface Search {
  readonly id: string;
  readonly title: string;
  readonly description: string;
  readonly query: string;
  readonly columns: readonly string[];
}

/** Markers of OpenWhisk's log (OpenWhisk, `LoggingMarkers`): an action's run, and the start of a container for one. */
const RUN = 'invoker_activationRun_finish';
const RUN_FAILED = 'invoker_activationRun_error';
const COLD_START = 'invoker_containerStart.cold_counter';

const SEARCHES: readonly Search[] = [
  {
    id: 'openwhisk-activations',
    title: 'OpenWhisk: activations',
    description: 'The end of every run of an action, with its activation and how long it took.',
    query: `${FIELDS.marker}: ("${RUN}" or "${RUN_FAILED}")`,
    columns: [FIELDS.marker, FIELDS.activation, FIELDS.duration, FIELDS.transaction],
  },
  {
    id: 'openwhisk-errors',
    title: 'OpenWhisk: errors',
    description: 'Errors reported by the components.',
    query: `${FIELDS.level}: "ERROR"`,
    columns: [FIELDS.component, FIELDS.transaction, FIELDS.message],
  },
  {
    id: 'openwhisk-cold-starts',
    title: 'OpenWhisk: cold starts',
    description: 'Containers that had to be created before an action could run.',
    query: `${FIELDS.marker}: "${COLD_START}"`,
    columns: [FIELDS.pod, FIELDS.transaction, FIELDS.message],
  },
  {
    id: 'openwhisk-slow-actions',
    title: 'OpenWhisk: slow actions',
    description: 'Runs that took longer than a second. Change the number in the query to see others.',
    query: `${FIELDS.marker}: "${RUN}" and ${FIELDS.duration} > ${SLOW_MS}`,
    columns: [FIELDS.duration, FIELDS.activation, FIELDS.transaction],
  },
];

/** A bucket or a metric of a visualization. */
interface Aggregation {
  readonly id: string;
  readonly enabled: true;
  readonly type: string;
  readonly schema: string;
  readonly params: Readonly<Record<string, unknown>>;
}

const overTime = (id: string): Aggregation => ({
  id,
  enabled: true,
  type: 'date_histogram',
  schema: 'segment',
  params: { field: FIELDS.time, interval: 'auto', min_doc_count: 1 },
});

const terms = (id: string, field: string, schema: string, size = 10, orderBy = '1'): Aggregation => ({
  id,
  enabled: true,
  type: 'terms',
  schema,
  params: { field, size, order: 'desc', orderBy },
});

const COUNT: Aggregation = { id: '1', enabled: true, type: 'count', schema: 'metric', params: {} };
const SLOWEST: Aggregation = {
  id: '1',
  enabled: true,
  type: 'max',
  schema: 'metric',
  params: { field: FIELDS.duration },
};

/** A picture of what a search finds. */
interface Picture {
  readonly search: string;
  readonly title: string;
  readonly type: 'histogram' | 'table';
  readonly aggregations: readonly Aggregation[];
}

const PICTURES: readonly Picture[] = [
  {
    search: 'openwhisk-activations',
    title: 'Activations by status',
    type: 'histogram',
    aggregations: [COUNT, overTime('2'), terms('3', FIELDS.marker, 'group')],
  },
  {
    search: 'openwhisk-errors',
    title: 'Errors by component',
    type: 'histogram',
    aggregations: [COUNT, overTime('2'), terms('3', FIELDS.component, 'group')],
  },
  {
    search: 'openwhisk-cold-starts',
    title: 'Cold starts by invoker',
    type: 'histogram',
    aggregations: [COUNT, overTime('2'), terms('3', FIELDS.pod, 'group')],
  },
  {
    search: 'openwhisk-slow-actions',
    title: 'Slowest activations, in milliseconds',
    type: 'table',
    aggregations: [SLOWEST, terms('2', FIELDS.activation, 'bucket', 20)],
  },
];

/** The data view, searches, pictures and the board of the platform, one JSON object a line. */
export function savedObjects(prefix: string): string {
  const objects = [dataView(prefix), ...SEARCHES.map(search), ...PICTURES.map(visualization), dashboard()];
  return `${objects.map((object) => JSON.stringify(object)).join('\n')}\n`;
}

function dataView(prefix: string): SavedObject {
  return {
    type: 'index-pattern',
    id: DATA_VIEW,
    attributes: { title: `${prefix}-*`, name: 'Logs of the platform', timeFieldName: FIELDS.time },
    references: [],
  };
}

function search({ id, title, description, query, columns }: Search): SavedObject {
  return {
    type: 'search',
    id,
    attributes: {
      title,
      description,
      columns,
      sort: [[FIELDS.time, 'desc']],
      ...searchSource({
        query: { query, language: 'kuery' },
        filter: [],
        indexRefName: DATA_VIEW_REFERENCE.name,
      }),
    },
    references: [DATA_VIEW_REFERENCE],
  };
}

function visualization({ search: found, title, type, aggregations }: Picture): SavedObject {
  return {
    type: 'visualization',
    id: `${found}-picture`,
    attributes: {
      title,
      visState: JSON.stringify({ title, type, params: PARAMS[type], aggs: aggregations }),
      uiStateJSON: '{}',
      savedSearchRefName: 'search_0',
      ...searchSource({ query: { query: '', language: 'kuery' }, filter: [] }),
    },
    references: [{ name: 'search_0', type: 'search', id: found }],
  };
}

const PARAMS: Readonly<Record<Picture['type'], object>> = {
  histogram: {
    type: 'histogram',
    addLegend: true,
    legendPosition: 'right',
    addTooltip: true,
    seriesParams: [
      { show: true, type: 'histogram', mode: 'stacked', valueAxis: 'ValueAxis-1', data: { id: '1', label: 'Count' } },
    ],
    categoryAxes: [
      { id: 'CategoryAxis-1', type: 'category', position: 'bottom', show: true, scale: { type: 'linear' } },
    ],
    valueAxes: [{ id: 'ValueAxis-1', type: 'value', position: 'left', show: true, scale: { type: 'linear' } }],
  },
  table: { perPage: 20, showPartialRows: false, showTotal: false },
};

/** Columns of a board. */
const BOARD_WIDTH = 48;
const PANEL = { w: BOARD_WIDTH / 2, h: 15 };

function dashboard(): SavedObject {
  const panels = PICTURES.map((_, index) => {
    const panelIndex = String(index + 1);
    const x = (index % 2) * PANEL.w;
    const y = Math.floor(index / 2) * PANEL.h;
    return {
      type: 'visualization',
      panelIndex,
      gridData: { ...PANEL, x, y, i: panelIndex },
      embeddableConfig: {},
      panelRefName: `panel_${panelIndex}`,
    };
  });
  return {
    type: 'dashboard',
    id: 'openwhisk',
    attributes: {
      title: 'OpenWhisk',
      description: 'Activations, errors, cold starts and slow actions, from the logs.',
      panelsJSON: JSON.stringify(panels),
      optionsJSON: JSON.stringify({ useMargins: true, hidePanelTitles: false }),
      timeRestore: false,
      ...searchSource({ query: { query: '', language: 'kuery' }, filter: [] }),
    },
    references: PICTURES.map(({ search: found }, index) => ({
      name: `${index + 1}:panel_${index + 1}`,
      type: 'visualization',
      id: `${found}-picture`,
    })),
  };
}

function searchSource(source: object): object {
  return { kibanaSavedObjectMeta: { searchSourceJSON: JSON.stringify(source) } };
}
