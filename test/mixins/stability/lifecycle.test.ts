import fc from 'fast-check';
import { hiddenFrom, isHidden } from '../../../lib/mixins/stability/lifecycle';

describe('a deprecated metric', () => {
  test.each([
    ['stable', '1.34', '1.34', false],
    ['stable', '1.34', '1.36', false],
    ['stable', '1.34', '1.37', true],
    ['stable', '1.34', '1.37.0-alpha.0', false],
    ['stable', '1.34', '1.37.0-alpha.1', true],
    ['stable', '1.34', '1.38.0-alpha.0', true],
    ['beta', '1.34', '1.34', false],
    ['beta', '1.34', '1.35', true],
    ['beta', '1.34', '1.35.0-alpha.0', false],
    ['alpha', '1.34', '1.33', false],
    ['alpha', '1.34', '1.34', true],
    ['alpha', '1.34', '1.34.0-alpha.0', false],
    ['internal', '1.34', '1.34', true],
  ] as const)('of class %s, deprecated in %s, is hidden in %s: %s', (stability, deprecated, version, hidden) => {
    expect(isHidden({ stability, deprecated }, version)).toBe(hidden);
  });

  test('without a class is ALPHA', () => expect(isHidden({ deprecated: '1.34' }, '1.34')).toBe(true));

  test('stays hidden in every later version', () => {
    const minor = fc.integer({ min: 0, max: 60 });
    fc.assert(
      fc.property(
        fc.constantFrom('stable', 'beta', 'alpha', 'internal'),
        minor,
        minor,
        (stability, deprecated, version) => {
          const lifecycle = { stability, deprecated: `1.${deprecated}` };
          const hidden = isHidden(lifecycle, `1.${version}`);
          const first = Number(hiddenFrom(lifecycle)?.split('.')[1]);
          expect(hidden).toBe(version >= first);
          if (hidden) expect(isHidden(lifecycle, `1.${version + 1}`)).toBe(true);
        },
      ),
    );
  });

  test('is served again with the flag for the previous version, whatever version deprecated it', () => {
    expect(isHidden({ stability: 'stable', deprecated: '1.31' }, '1.37', { showHidden: '1.36' })).toBe(false);
    expect(isHidden({ stability: 'alpha', deprecated: '1.37' }, '1.37', { showHidden: '1.36' })).toBe(false);
  });

  test.each(['1.35', '1.37', '1.38', '1.3'])('the flag is refused for %s', (showHidden) => {
    expect(() => isHidden({ deprecated: '1.35' }, '1.37', { showHidden })).toThrow(
      `--show-hidden-metrics-for-version=${showHidden} is refused by Kubernetes 1.37; allowed: 1.36, its previous minor version`,
    );
  });
});

test('a metric that is not deprecated is never hidden', () => {
  expect(isHidden({ stability: 'alpha' }, '1.99')).toBe(false);
  expect(hiddenFrom({ stability: 'stable' })).toBeUndefined();
});
