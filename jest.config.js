/** @type {import('jest').Config} */
module.exports = {
  // Test files share what they load: it takes more time than the tests.
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/jest.typescript.mjs'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: '100%',
  // Shell scripts that run against stand-ins take their time: `npm run test:scripts`.
  testPathIgnorePatterns: ['<rootDir>/test/cluster/', '\\.script\\.test\\.ts$'],
};
