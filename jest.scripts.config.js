/** @type {import('jest').Config} */
module.exports = {
  ...require('./jest.config.js'),
  testMatch: ['**/*.script.test.ts'],
  testPathIgnorePatterns: ['<rootDir>/test/cluster/'],
};
