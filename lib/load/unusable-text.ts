import { visit, type Document, type Scalar } from 'yaml';
import { printable } from '../text/printable';
import type { Mistake } from '../text/input-file';

/** Whether a key means something else to programs in JavaScript, so that an object with it is not what the file says. */
export function isReservedKey(key: string): boolean {
  return key === '__proto__' || key === 'constructor';
}

const CONTROL = /[\u0000-\u0008\u000b\u000c\u000e-\u001f\u007f]/;

/** Keys and values that no manifest can have. */
export function unusableText(document: Document.Parsed): (Mistake & { readonly node: Scalar })[] {
  const found: (Mistake & { readonly node: Scalar })[] = [];
  visit(document, {
    Scalar: (key, node) => {
      const { value } = node;
      if (typeof value !== 'string') return;
      if (key === 'key' && isReservedKey(value)) {
        found.push({ node, problem: `the key '${value}' is reserved`, allowed: 'any other key', fix: 'rename it' });
      } else if (CONTROL.test(value)) {
        const problem = `'${printable(value, 60)}' has control characters`;
        found.push({ node, problem, allowed: 'text, tabs and line breaks', fix: 'remove them' });
      }
    },
  });
  return found;
}
