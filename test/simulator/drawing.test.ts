import { readHpa } from '../../lib/simulator/hpa';
import { simulate } from '../../lib/simulator/simulation';
import { drawing } from '../../lib/simulator/svg';
import { withUnit } from '../../lib/simulator/units';
import { DRAWINGS } from './drawings';
import { cpuHpa, hpaManifest, traceOf } from './support';

const target = { initialReplicas: 1, requests: [200], capacity: { metric: 0, perPod: 0.2 } };
const STEP = traceOf([0, 0], [1, 1], [300, 0.02], [1200, 0.02]);
const external = (value: object): object => ({
  metrics: [{ type: 'External', external: { metric: { name: 'queue' }, target: value } }],
});

describe('the drawing', () => {
  const hpa = { ...cpuHpa(), name: 'a<b&c' };
  const svg = drawing({ hpa, result: simulate({ hpa, target, trace: STEP }) });

  test('is well-formed XML', () => {
    const open: string[] = [];
    for (const [, end, name = '', empty] of svg.matchAll(/<(\/?)([a-z]+)(?:\s+[a-zA-Z:0-9-]+="[^"<]*")*\s*(\/?)>/g)) {
      if (end) expect(open.pop()).toBe(name);
      else if (!empty) open.push(name);
    }
    expect(open).toEqual([]);
    expect(svg.replaceAll(/<\/?[^<>]+>/g, '')).not.toMatch(/[<>]|&(?!amp;|lt;|gt;)/);
    expect(svg).toContain('a&lt;b&amp;c');
  });

  test('has four panels, for light and dark backgrounds, and no NaN', () => {
    const titles = [
      'demand: cpu, in cores',
      'replicas',
      'utilisation: cpu, in percent of the target',
      'unserved demand, in cores',
    ];
    for (const title of titles) expect(svg).toContain(`>${title}</text>`);
    expect(svg).toContain('prefers-color-scheme: dark');
    expect(svg).not.toMatch(/NaN|Infinity|undefined/);
  });

  test('shows a change of replicas at the sync that makes it', () => {
    // 900 px are 1200 s; the first change is at 15 s.
    const [, left = '', change = ''] = /class="line wide"[^>]*d="M([\d.]+) [\d.]+H([\d.]+)V/.exec(svg) ?? [];
    const width = 960 - 64 - Number(left);
    expect((Number(change) - Number(left)) / width).toBeCloseTo(15 / 1200, 3);
  });

  test.each(Object.entries(DRAWINGS))(
    'keeps all texts within the picture and apart from each other: %s',
    (_, picture) => {
      const boxes = textBoxes(picture);
      for (const { left, right, content } of boxes) {
        expect({ content, inside: left >= 0 && right <= 960 }).toEqual({ content, inside: true });
      }
      const overlaps = boxes.flatMap((box, index) =>
        boxes
          .slice(index + 1)
          .filter((other) => box.left < other.right && other.left < box.right && Math.abs(box.y - other.y) < 12)
          .map((other) => [box.content, other.content]),
      );
      expect(overlaps).toEqual([]);
    },
  );

  test('of two HPAs has the replicas of both, and all their bounds', () => {
    const picture = DRAWINGS['two HPAs with different maxima'] ?? '';
    expect(picture).toContain('>baseline: scrypt: Deployment/scrypt</text>');
    expect(picture).toContain('>compared: max=12, scaleDown.window=900</text>');
    // One line each in the panel of the replicas, the utilisation and the unserved demand, and one for the demand.
    expect(picture.match(/class="line( wide)?"/g)).toHaveLength(7);
    expect(picture.match(/>max<\/text>/g)).toHaveLength(2);
    expect(picture.match(/class="mark"/g)).toHaveLength(5);
  });

  test('has readable numbers', () => {
    const queue = readHpa(hpaManifest(external({ type: 'AverageValue', averageValue: '30' })), 'a');
    const target = { initialReplicas: 1, requests: [undefined] };
    const picture = drawing({
      hpa: queue,
      result: simulate({ hpa: queue, target, trace: traceOf([0, 943_700_000], [86_400, 1]) }),
    });
    expect(picture).toContain('>944M</text>');
    expect(picture).toContain('>24 h</text>');
    expect(withUnit(900 * 2 ** 20, 'bytes')).toBe('900Mi');
    expect(withUnit(0.25, 'cores')).toBe('0.25');
  });

  test('works for a single sync, and without any measurement', () => {
    const rows = [{ time: 0, values: [undefined] }] as const;
    const empty = drawing({ hpa, result: simulate({ hpa, target, trace: { columns: ['cpu'], rows } }) });
    expect(empty).not.toMatch(/NaN|Infinity|undefined/);
  });
});

interface Box {
  readonly left: number;
  readonly right: number;
  readonly y: number;
  readonly content: string;
}

/** Boxes of the texts of a drawing; a letter of a sans-serif font of 12 px is 7 px wide on average. */
function textBoxes(svg: string): Box[] {
  return [...svg.matchAll(/<text x="([\d.]+)" y="([\d.]+)"(?: text-anchor="(\w+)")?[^>]*>([^<]*)</g)].map(
    ([, x = '', y = '', anchor, content = '']) => {
      const width = 7 * content.length;
      const left = Number(x) - (anchor === 'end' ? width : anchor === 'middle' ? width / 2 : 0);
      return { left, right: left + width, y: Number(y), content };
    },
  );
}
