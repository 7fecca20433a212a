import tseslint from 'typescript-eslint';

export default tseslint.config(
  {
    ignores: [
      'build/',
      // Projects of their own, compiled by test/library.
      'examples/',
      'dist/',
      'node_modules/',
      'jest.*',
      'eslint.config.mjs',
      '.dependency-cruiser.mjs',
      'test/support/bin/',
    ],
  },
  ...tseslint.configs.recommendedTypeChecked,
  {
    languageOptions: { parserOptions: { project: ['./tsconfig.json', './test/tsconfig.json'] } },
    rules: {
      eqeqeq: 'error',
      'no-console': 'error',
      'prefer-const': 'error',
      '@typescript-eslint/explicit-module-boundary-types': 'error',
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      // A construct is made for its effect on the tree.
      'no-new': 'off',
    },
  },
  {
    files: ['lib/**', 'charts/**', 'stacks/**'],
    rules: {
      // Every object inherits names such as 'toString': names of users belong in a Map, a Set or Object.hasOwn.
      'no-restricted-syntax': [
        'error',
        {
          selector: 'BinaryExpression[operator="in"]:not([left.type="Literal"])',
          message: 'use Object.hasOwn, a Map or a Set',
        },
      ],
    },
  },
  { files: ['lib/cli/**', 'stacks/**'], rules: { 'no-console': 'off' } },
  // The type of a schema is the schema: written out, it would stand there twice.
  { files: ['lib/platform/schema/**'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
  { files: ['test/**'], rules: { '@typescript-eslint/explicit-module-boundary-types': 'off' } },
  {
    files: ['test/cluster/**', 'test/node/**'],
    rules: {
      'no-console': 'off',
      '@typescript-eslint/no-floating-promises': [
        'error',
        { allowForKnownSafeCalls: [{ from: 'package', package: 'node:test', name: ['describe', 'it', 'test'] }] },
      ],
    },
  },
);
