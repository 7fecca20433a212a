import { nearest } from '../text/nearest';
import { remembered } from '../text/remembered';

/** Labels of the sample in a Go template: `$labels.pod`, `.Labels.pod`, `index $labels "pod"`. */
const LABEL = /(?:\$labels|\.Labels)\.(\w+)|index\s+(?:\$labels|\.Labels)\s+"([^"]*)"/g;

const ACTION = /\{\{-?([\s\S]*?)-?\}\}/g;

/** Words of templates: Go's (Go, "text/template"), and Prometheus' own (Prometheus, "Template reference"). */
const WORDS = [
  ...['if', 'else', 'end', 'range', 'with', 'define', 'template', 'block', 'break', 'continue', 'true', 'false', 'nil'],
  ...['and', 'call', 'html', 'index', 'slice', 'js', 'len', 'not', 'or', 'print', 'printf', 'println', 'urlquery'],
  ...['eq', 'ne', 'lt', 'le', 'gt', 'ge', 'query', 'first', 'label', 'value', 'sortByLabel', 'strvalue', 'args'],
  ...[
    'humanize',
    'humanize1024',
    'humanizeDuration',
    'humanizePercentage',
    'humanizeTimestamp',
    'toTime',
    'toDuration',
  ],
  ...['title', 'toUpper', 'toLower', 'stripPort', 'match', 'reReplaceAll', 'graphLink', 'tableLink', 'parseDuration'],
  ...['stripDomain', 'pathPrefix', 'externalURL', 'safeHtml', 'tmpl', 'urlQueryEscape', 'now', 'since'],
];

/** The labels of the sample that an annotation's text refers to. */
export const labelsInTemplate = remembered((text): readonly string[] => {
  const actions = [...text.matchAll(ACTION)].map(([action]) => action);
  const found = actions.flatMap((action) =>
    [...action.matchAll(LABEL)].map(([, field, index]) => field ?? index ?? ''),
  );
  return [...new Set(found)];
});

/** Problem with the template of an annotation; undefined if it is valid. */
export const templateProblem = remembered((text): string | undefined => {
  const rest = text.replace(ACTION, '');
  if (/\{\{|\}\}/.test(rest)) return `has ${rest.includes('{{') ? '{{ without }}' : '}} without {{'}`;
  const actions = [...text.matchAll(ACTION)].map(([, action = '']) => action);
  for (const action of actions) {
    const bare = action.replace(/"(?:[^"\\]|\\.)*"|`[^`]*`/g, '""').replace(/\/\*[\s\S]*\*\//, '');
    const words = [...bare.matchAll(/(?<![$.\w])[A-Za-z]\w*/g)].map(([word]) => word);
    const unknown = words.find((word) => !WORDS.includes(word));
    if (unknown) {
      const near = nearest(unknown, WORDS);
      return `uses '${unknown}', which is not defined in templates${near ? `; nearest: ${near}` : ''}`;
    }
  }
  return undefined;
});

/** The labels that a legend of Grafana shows: `{{pod}} on {{ node }}`. */
export function labelsInLegend(text: string): string[] {
  return [...text.matchAll(/\{\{\s*(\w+)\s*\}\}/g)].map(([, label = '']) => label);
}
