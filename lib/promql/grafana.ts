import { openQuote } from './strings';
import { remembered } from '../text/remembered';

/**
 * A reference to a variable: `$name`, `${name}`, `${name:format}`, `[[name]]` (Grafana, "Variable syntax"). `$1` is a group of
 * `label_replace`.
 */
const REFERENCE = /\$([a-z_]\w*)|\$\{(\w+)(?:\.\w+)?(?::\w+)?\}|\[\[(\w+)(?::\w+)?\]\]/gi;

/** Placeholder for the value of a variable, which is unknown. */
export const VARIABLE = '__variable__';

/** A duration that any variable of time may have. */
const SOME_TIME = '5m';

/** Variables of Grafana itself that are numbers (Grafana, "Global variables"). */
const NUMBERS = /^__(interval_ms|range_ms|range_s|from|to)$/;

/** The names of the variables in a text, except Grafana's built-in ones. */
export function variablesOf(text: string): string[] {
  const names = [...text.matchAll(REFERENCE)].map((match) => nameOf(match));
  return [...new Set(names)].filter((name) => !name.startsWith('__'));
}

/** A query with a value for each variable of Grafana, so that it can be parsed: a time, a number, a label or a text, by its place. */
export const withoutVariables = remembered((query) =>
  query.replace(REFERENCE, (...match: (string | number | undefined)[]) => {
    const at = Number(match.find((part) => typeof part === 'number'));
    const name = nameOf(match as (string | undefined)[]);
    return valueAt(query.slice(0, at), name, query.slice(at + String(match[0]).length));
  }),
);

function nameOf([, plain, braces, brackets]: readonly (string | undefined)[]): string {
  return plain ?? braces ?? brackets ?? '';
}

function valueAt(before: string, name: string, after: string): string {
  if (openQuote(before) !== undefined) return VARIABLE;
  if (NUMBERS.test(name)) return '300';
  const inRange = before.lastIndexOf('[') > before.lastIndexOf(']');
  // A unit may follow: [${minutes}m].
  if (inRange || /\boffset\s*-?$/.test(before)) return /^(ms|[smhdwy])/.test(after) ? '5' : SOME_TIME;
  if (/\b(by|without|on|ignoring|group_left|group_right)\s*\([^()]*$/.test(before)) return VARIABLE;
  if (/^\s*[{[]/.test(after) || /\w$/.test(before) || /^\w/.test(after)) return VARIABLE;
  return '1';
}
