import { levelsOf, rootCauses, type Node } from '../../lib/apply/graph';

const node = (key: string, ...after: string[]): Node => ({ key, after, isWorkload: key === key.toUpperCase() });

describe('the launch graph', () => {
  const nodes = [
    node('config'),
    node('A', 'config'),
    node('service', 'A'),
    node('B', 'service', 'config'),
    node('C', 'A', 'B'),
  ];

  it('counts the workloads before each object', () => {
    expect(Object.fromEntries(levelsOf(nodes))).toEqual({ config: 0, A: 0, service: 1, B: 1, C: 2 });
  });

  it('ends with a cycle', () => {
    expect(levelsOf([node('A', 'B'), node('B', 'A')]).size).toBe(2);
    expect(rootCauses([node('A', 'B'), node('B', 'A')], new Set(['A'])).size).toBeLessThan(2);
  });

  it('finds causes, not what waits for them', () => {
    expect([...rootCauses(nodes, new Set(['A', 'B', 'C']))]).toEqual(['A']);
    expect([...rootCauses(nodes, new Set(['A', 'C']))]).toEqual(['A']);
    expect([...rootCauses(nodes, new Set(['config', 'C']))]).toEqual(['config']);
    expect([...rootCauses(nodes, new Set(['B']))]).toEqual(['B']);
  });
});
