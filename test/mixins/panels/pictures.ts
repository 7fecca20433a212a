import { columnsOf, panelsOf, queriesOf, queryVariables, type GrafanaBoard, type GrafanaPanel } from './boards';

/** Boards of which there is a picture: those that one opens first. */
export const PICTURED = [
  'kubernetes-cluster',
  'kubernetes-namespace-pods',
  'kubernetes-pod',
  'kubernetes-nodes-cluster',
  'kubernetes-networking-cluster',
  'kubernetes-apiserver',
  'monitoring-prometheus',
  'monitoring-alerts',
  'openwhisk-system',
  'openwhisk-actions',
  'openwhisk-namespaces',
  'openwhisk-invokers',
  'openwhisk-cold-starts',
];

/** Pixels of a column and of a line of the grid. */
const COLUMN = 46;
const LINE = 22;
const GAP = 4;
const TEXT = { title: 13, small: 10, step: 13, character: 6.1 };
const COLOURS: Readonly<Record<string, string>> = {
  timeseries: '#1f78c1',
  stat: '#37872d',
  gauge: '#e0752d',
  table: '#705da0',
  heatmap: '#b5354c',
};

/** A board's layout as a picture: its panels with their titles, their kinds and what they ask for. */
export function picture({ title, panels }: GrafanaBoard): string {
  const height = Math.max(...panels.map(({ gridPos: { y, h } }) => y + h)) * LINE + GAP;
  const width = 24 * COLUMN + GAP;
  return [
    `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}" font-family="sans-serif">`,
    `<title>${escaped(title)}</title>`,
    `<rect width="${width}" height="${height}" fill="#f4f5f5"/>`,
    ...panels.map((panel) => (panel.type === 'row' ? heading(panel) : box(panel))),
    '</svg>\n',
  ].join('\n');
}

function heading({ title, gridPos: { y } }: GrafanaPanel): string {
  return `<text x="${GAP}" y="${(y + 1) * LINE - 5}" font-size="${TEXT.title}" font-weight="bold" fill="#24292e">${escaped(title)}</text>`;
}

function box(panel: GrafanaPanel): string {
  const { title, type, gridPos, targets = [] } = panel;
  const x = gridPos.x * COLUMN + GAP;
  const y = gridPos.y * LINE + GAP;
  const [width, height] = [gridPos.w * COLUMN - GAP, gridPos.h * LINE - GAP];
  const colour = COLOURS[type] ?? '#333333';
  const room = Math.floor((height - 36) / TEXT.step);
  const letters = Math.floor((width - 12) / TEXT.character);
  const columns = columnsOf(panel);
  const texts = targets.map(({ expr, refId, legendFormat }) => {
    const name = legendFormat || columns[`Value #${refId}`] || columns['Value'];
    return `${name ? `${name}: ` : ''}${expr.replace(/\s+/g, ' ')}`;
  });
  const lines = texts.flatMap((text) => wrapped(text, letters));
  const shown = lines.length > room ? [...lines.slice(0, room - 1), '…'] : lines;
  return [
    `<g><rect x="${x}" y="${y}" width="${width}" height="${height}" rx="3" fill="#ffffff" stroke="#d8d9da"/>`,
    `<rect x="${x}" y="${y}" width="3" height="${height}" fill="${colour}"/>`,
    `<text x="${x + 9}" y="${y + 16}" font-size="12" font-weight="bold" fill="#24292e">${escaped(cut(title, Math.floor(letters * 0.85)))}</text>`,
    `<text x="${x + 9}" y="${y + 30}" font-size="${TEXT.small}" fill="${colour}">${type}</text>`,
    ...shown.map(
      (text, index) =>
        `<text x="${x + 9}" y="${y + 44 + index * TEXT.step}" font-size="${TEXT.small}" font-family="monospace" xml:space="preserve" fill="#57606a">${escaped(text)}</text>`,
    ),
    '</g>',
  ].join('\n');
}

/** A text in lines: the second one and the others are indented. */
function wrapped(text: string, most: number): string[] {
  if (text.length <= most) return [text];
  return [text.slice(0, most), ...wrapped(`  ${text.slice(most)}`, most)];
}

function cut(text: string, most: number): string {
  return text.length > most ? `${text.slice(0, Math.max(most - 1, 1))}…` : text;
}

function escaped(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}

/** What docs/boards/README.md has to say. */
export function overview(folders: readonly [string, readonly GrafanaBoard[]][]): string {
  const sections = folders.map(([folder, boards]) => {
    const lines = boards.map((board) => `- ${entry(board)}`).join('\n');
    const pictures = boards
      .filter(({ uid }) => PICTURED.includes(uid))
      .map(({ uid, title }) => `### ${title}\n\n![${title}: layout](${uid}.svg)\n`);
    return [`## ${folder}\n\n${lines}\n`, ...pictures].join('\n');
  });
  return [
    '# Boards\n',
    'The boards of Grafana that the platform brings, written by `npm run update`. They are code (`lib/mixins`): a board without its source, such as the scheduler of a managed control plane, is left out, and so is a panel. The pictures show the layout and what each panel asks for when everything is watched. The boards of OpenWhisk need its tags (`openwhisk.metrics.kamonTags`, the default) to distinguish actions and states.\n',
    ...sections,
  ].join('\n');
}

function entry(board: GrafanaBoard): string {
  // Every board has the choice of its data source.
  const chosen = queryVariables(board).map(({ label }) => label);
  const counts = `${panelsOf(board).length} panels, ${queriesOf(board).length} queries`;
  const choice = chosen.length > 0 ? `; choose ${chosen.join(', ')}` : '';
  return `**${board.title}** (\`${board.uid}\`; ${counts}${choice}): ${board.description}`;
}
