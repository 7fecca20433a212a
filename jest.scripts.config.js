/**
 * Shell scripts run against stand-ins, many at once, each with a time limit, which only jest's own runner knows.
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
