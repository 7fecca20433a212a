import fc from 'fast-check';
import { stringify } from 'yaml';
import { parsePlatform } from '../../../lib/load/load';
import { convertHelmValues } from '../../../lib/load/helm/helm-values';
import { PlatformFileError } from '../../../lib/platform/mistake';
import options from './options.json';

const PAYLOADS: readonly unknown[] = [
  null,
  true,
  0,
  -1,
  1e308,
  '',
  'constructor',
  '__proto__',
  '{{ .Release.Name }}',
  '\u001b[2J',
  'a\nb: c',
  '#{exit}',
  'x'.repeat(5000),
  [],
  [null],
  [[1]],
  {},
  { constructor: 1 },
  { 'a b': { c: [{}] } },
];

const setting = fc.tuple(fc.constantFrom(...options), fc.constantFrom(...PAYLOADS));

function valuesOf(settings: readonly (readonly [readonly string[], unknown])[]): object {
  const root: Record<string, unknown> = {};
  for (const [path, value] of settings) {
    let node = root;
    path.forEach((key, index) => {
      if (index === path.length - 1) node[key] = value;
      else {
        const next = node[key];
        node[key] = typeof next === 'object' && next !== null && !Array.isArray(next) ? next : {};
        node = node[key] as Record<string, unknown>;
      }
    });
  }
  return root;
}

test('values of any type become a platform file that loads, or are refused with file and line', () => {
  fc.assert(
    fc.property(fc.array(setting, { minLength: 1, maxLength: 3 }), (settings) => {
      const text = stringify(valuesOf(settings));
      let converted: string;
      try {
        converted = convertHelmValues([{ file: 'values.yaml', text }]).text;
      } catch (error) {
        if (!(error instanceof PlatformFileError)) throw error;
        expect(error.message).toMatch(/^ {2}values\.yaml:\d+/m);
        return;
      }
      expect(() => parsePlatform(converted)).not.toThrow();
    }),
    { seed: 18, numRuns: 150 },
  );
});

test('any text is refused with its file, or is a values file', () => {
  const line = fc.oneof(
    fc.constantFrom(
      'whisk:',
      '  ingress:',
      '    type: NodePort',
      '<<: 5',
      'a: &a [*a]',
      '- x',
      '? {a: b}',
      '---',
      '!!js/x y',
    ),
    fc.string({ maxLength: 20 }),
  );
  fc.assert(
    fc.property(fc.array(line, { maxLength: 6 }), (lines) => {
      try {
        convertHelmValues([{ file: 'values.yaml', text: lines.join('\n') }]);
      } catch (error) {
        if (!(error instanceof PlatformFileError)) throw error;
        expect(error.message).toContain('values.yaml');
      }
    }),
    { seed: 18, numRuns: 300 },
  );
});
