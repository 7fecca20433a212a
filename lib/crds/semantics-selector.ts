import type { FieldPath, Fields, Problem } from './problem';
import type { MatchExpression } from './types';

/** Requirements of each operator on `values` (Kubernetes, "Labels and Selectors"; `Gt` and `Lt` are for nodes only). */
const OPERATORS: Readonly<Record<string, 'some' | 'none' | 'one'>> = {
  In: 'some',
  NotIn: 'some',
  Exists: 'none',
  DoesNotExist: 'none',
  Gt: 'one',
  Lt: 'one',
};

const WANTED = { some: 'one value or more', none: 'no values', one: 'exactly one value' };

/** Facts about a selector of labels. */
export function selectorProblems({ matchExpressions }: Fields, path: FieldPath): Problem[] {
  const forNodes = path.includes('nodeAffinity');
  return ((matchExpressions ?? []) as readonly MatchExpression[]).flatMap(({ operator, values = [] }, index) => {
    const at = [...path, 'matchExpressions', index];
    const wanted = OPERATORS[operator];
    const known = Object.keys(OPERATORS).filter((name) => forNodes || OPERATORS[name] !== 'one');
    if (!wanted || !known.includes(operator)) {
      return [{ path: [...at, 'operator'], text: `'${operator}' is not possible; write one of ${known.join(', ')}` }];
    }
    const fits = { some: values.length > 0, none: values.length === 0, one: values.length === 1 }[wanted];
    return fits ? [] : [{ path: [...at, 'values'], text: `${operator} takes ${WANTED[wanted]}; correct it` }];
  });
}
