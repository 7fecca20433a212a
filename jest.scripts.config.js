/**
 * Tests that wait for processes: the program itself, and shell scripts against stand-ins, many at once (`test.concurrent`), which only jest's own runner supports.
 *
 * @type {import('jest').Config}
 */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.script.test.ts'],
  maxWorkers: '100%',
  testPathIgnorePatterns: ['<rootDir>/test/cluster/'],
  transform: { '^.+\\.ts$': ['@swc/jest', { jsc: { parser: { syntax: 'typescript' }, target: 'es2022' } }] },
};
