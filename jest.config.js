/** A package is loaded as it is first used: each test file has its own copy of all that it loads. */
const transform = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs', lazy: true },
};

/** @type {import('jest').Config} */
module.exports = {
  testEnvironment: 'node',
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: '100%',
  // Shell scripts that run against stand-ins take their time: `npm run test:scripts`.
  testPathIgnorePatterns: ['<rootDir>/test/cluster/', '\\.script\\.test\\.ts$'],
  transform: { '^.+\\.ts$': ['@swc/jest', transform] },
};
