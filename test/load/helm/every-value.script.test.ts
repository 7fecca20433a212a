import { OPTIONS } from '../../../lib/load/helm/table';
import { PlatformFileError } from '../../../lib/platform/mistake';
import { converted, withOption } from './helm';

describe('whatever the value', () => {
  const names = Object.keys(OPTIONS).filter((name) => !name.endsWith('*'));
  test.each(['2', { a: 1 }])('%j, each option has an outcome or an error with its line', (value) => {
    const silent = names.filter((name) => {
      try {
        return !converted(withOption(name, value)).outcomes.some(({ option }) => option === name);
      } catch (error) {
        return !(error instanceof PlatformFileError && error.mistakes.every(({ line }) => line));
      }
    });
    expect(silent).toEqual([]);
  });
});
