/** A turn of phrase that docs/style.md replaces. */
export interface Pattern {
  readonly name: string;
  readonly pattern: RegExp;
}

/** Units of time in "messages a second". */
const UNITS = 'second|minute|hour|day|week|month|year';
/** Things in "one file a chart". */
const THINGS =
  'chart|file|pod|node|line|object|namespace|alert|metric|series|source|broker|try|process|release|component|instance|container|board|rule|target|scrape|family|group|folder|kind|column|property|topic|consumer|request|action|activation|machine|cluster|platform|user|index|shard|version|program|test|case';

/** Patterns with few false positives; a word that is right in most places is left to the reader. */
export const PATTERNS: readonly Pattern[] = [
  { name: 'headless What', pattern: /^(What|Whatever|Who|Whoever) (?!if\b)[^?]*?(\.|$)/g },
  { name: 'is no', pattern: /\b(?<!there )(?<!There )(is|are|was|were|be) no (?!longer|more|less|other|matter|such)/g },
  { name: 'that of', pattern: /\b([Tt]hat|[Tt]hose) of\b/g },
  { name: 'that which', pattern: /\b([Tt]hat|[Tt]hose) (which|who|whom)\b/g },
  { name: 'of which', pattern: /\b(of|by|at|in|on|from|to|for|without) (which|whom)\b/g },
  { name: 'tell', pattern: /\b([Tt]ell|[Tt]ells|[Tt]old|[Tt]elling)\b/g },
  {
    name: 'per',
    pattern: new RegExp(
      `\\b(?<!takes |lasts |waits |ends |comes |goes |was |is |has )(?<=[a-z]s |[oO]nce |[tT]wice |\\d |[MGkK]i?B )an? (${UNITS})\\b(?! (ago|later|after|before))`,
      'g',
    ),
  },
  {
    name: 'per',
    pattern: new RegExp(`\\b(?:one|two|three|once|twice|each|an?) (?!is|was|has)(?:[\\w-]+ )?an? (${THINGS})\\b`, 'g'),
  },
  {
    name: 'of yours',
    pattern: /\bof (yours|theirs|ours|mine)\b|\b(of|is|are|by) the [\w ]{2,20}'s own\b|\bof \w+'s own\b/g,
  },
  { name: 'nobody', pattern: /(?<!`)\b([Nn]obody|[Ss]omebody|[Ww]hoever|[Ww]homever|everybody|anybody)\b/g },
  { name: 'be it', pattern: /\b[Bb]e (it|they)\b/g },
  { name: 'at the most', pattern: /\b[Aa]t the (most|least)\b(?! \w+ly)/g },
  { name: 'as good as', pattern: /\bas good as\b/g },
  { name: 'goes before', pattern: /\bgoes before\b/g },
  { name: 'mapping of', pattern: /\b[Mm]apping of keys\b/g },
  { name: 'front door', pattern: /\bfront door\b/g },
  { name: 'anew', pattern: /\banew\b/g },
  {
    name: 'made',
    pattern:
      /\b(is|are|was|were|be|been|being) made\b(?! of| up| for)|\b[Mm]ade (by|in|from|after|before)\b|\bmakes? (a|an|the) (Secret|Service|job|Job|object|pod|claim|namespace|manifest|resource|file|topic|index)/g,
  },
  { name: 'known', pattern: /\b(is|are) no known\b|\bneeds? to know\b/g },
  {
    name: 'not to be',
    pattern: /\b(is|are|was) (not|never) to be\b|\b(is|are|was) to be (had|found|reached|read|seen)\b/g,
  },
  { name: 'there is not', pattern: /\bthat there (is|are)\b( not)?|\b(is|are) there\b(?!\?)/g },
];
