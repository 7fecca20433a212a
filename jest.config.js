/**
 * Each test file loads all modules anew. What many tests do not need, which is more than half of all modules, is loaded as it is first
 * used: the charts that most platforms of the tests do not have, and packages.
 */
const { dependencies, devDependencies } = require('./package.json');
const charts = ['./autoscaling', './crds', './logging', './monitoring', './scrypt'];
const lazy = [...charts, ...Object.keys({ ...dependencies, ...devDependencies })];

const transform = {
  jsc: { parser: { syntax: 'typescript' }, target: 'es2022' },
  module: { type: 'commonjs', lazy },
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
  // zod loads its messages in fifty languages; nobody asks for them.
  moduleNameMapper: { '/locales/index\\.cjs$': '<rootDir>/node_modules/zod/v4/locales/en.cjs' },
};
