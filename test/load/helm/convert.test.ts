import * as convert from '../../../lib/load/helm/convert';

describe('converters', () => {
  test.each([
    ['text', convert.text, 2.3, '2.3'],
    ['text', convert.text, ' a ', 'a'],
    ['text', convert.text, true, 'true'],
    ['verbatim', convert.verbatim, 'a\n', 'a\n'],
    ['upperCase', convert.upperCase, 'debug', 'DEBUG'],
    ['wholeNumber', convert.wholeNumber, '1024', 1024],
    ['wholeNumber', convert.wholeNumber, 7, 7],
    ['decimal', convert.decimal, '0.9', 0.9],
    ['decimal', convert.decimal, 2, 2],
    ['truth', convert.truth, 'false', false],
    ['truth', convert.truth, 'yes', true],
    ['truth', convert.truth, true, true],
    ['truth', convert.truth, '', false],
    ['bytes', convert.bytes, '1048576', 1_048_576],
    ['bytes', convert.bytes, '1m', 1_048_576],
    ['bytes', convert.bytes, '2 MB', 2_097_152],
    ['bytes', convert.bytes, 5, 5],
    ['percentage', convert.percentage, '10%', '10%'],
    ['percentage', convert.percentage, 0.25, '25%'],
    ['percentage', convert.percentage, '1.0', '100%'],
    ['words', convert.words, '1.2.3.4  5.6.7.8', ['1.2.3.4', '5.6.7.8']],
    ['words', convert.words, ['a', 'b'], ['a', 'b']],
    ['oneOf', convert.oneOf(['kubernetes', 'docker']), 'Docker', 'docker'],
    [
      'addresses',
      convert.addresses,
      'a:1, b:2/path',
      [
        { host: 'a', port: 1 },
        { host: 'b', port: 2 },
      ],
    ],
    ['addresses', convert.addresses, 'http://es.example.org:9200', [{ host: 'es.example.org', port: 9200 }]],
    ['addresses', convert.addresses, '[fd00::1]:9092', [{ host: 'fd00::1', port: 9092 }]],
    ['addresses', convert.addresses, 'fd00::1', [{ host: 'fd00::1' }]],
  ] as [string, (value: unknown) => unknown, unknown, unknown][])('%s (%#)', (_, converter, value, expected) => {
    expect(converter(value)).toEqual(expected);
  });

  test.each([
    ['text', convert.text, { a: 1 }, '{"a":1} is not a string'],
    ['wholeNumber', convert.wholeNumber, 'many', '"many" is not a whole number'],
    ['wholeNumber', convert.wholeNumber, 1.5, '1.5 is not a whole number'],
    ['decimal', convert.decimal, '', '"" is not a number'],
    ['truth', convert.truth, 'perhaps', '"perhaps" is not true or false'],
    ['bytes', convert.bytes, 'much', '"much" is not a size'],
    ['oneOf', convert.oneOf(['kubernetes', 'docker']), 'mesos', '"mesos" is not kubernetes, or docker'],
    ['addresses', convert.addresses, ':9092', '":9092" is not host:port[,host:port]'],
  ] as [string, (value: unknown) => unknown, unknown, string][])('%s refuses (%#)', (_, converter, value, message) => {
    expect(() => converter(value)).toThrow(new convert.WrongValue({ problem: message, fix: '' }));
  });

  test.each([
    [undefined, false],
    ['', false],
    ['true', true],
    [false, false],
  ])('isTrue(%j) is %j', (value, expected) => {
    expect(convert.isTrue(value)).toBe(expected);
  });
});
