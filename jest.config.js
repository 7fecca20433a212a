// A synth allocates more than the default young generation holds (16 MiB): a tenth of the time was spent collecting it.
require('node:v8').setFlagsFromString('--max-semi-space-size=64');

/** @type {import('jest').Config} */
module.exports = {
  // Test files share the modules they load: loading takes longer than testing.
  runner: 'jest-light-runner',
  setupFiles: ['<rootDir>/jest.typescript.mjs'],
  setupFilesAfterEnv: ['<rootDir>/jest.limit.mjs'],
  roots: ['<rootDir>/test'],
  testMatch: ['**/*.test.ts'],
  maxWorkers: '100%',
  // Shell scripts that run against stand-ins take longer: `npm run test:scripts`.
  testPathIgnorePatterns: ['<rootDir>/test/cluster/', '<rootDir>/test/node/', '\\.script\\.test\\.ts$'],
};
