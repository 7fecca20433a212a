import { remembered } from './remembered';

/** Whether a text matches a pattern, where `*` stands for any text. */
export function globMatches(pattern: string, text: string): boolean {
  return expressionOf(pattern).test(text);
}

const expressionOf = remembered((pattern) => {
  const parts = pattern.split('*').map((part) => part.replace(/[.+?^${}()|[\]\\]/g, '\\$&'));
  return new RegExp(`^${parts.join('.*')}$`);
});
