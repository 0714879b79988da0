import { configApp } from '@adonisjs/eslint-config'

const MESSAGE = 'Configuration comes in through config/ and start/env.ts'

export default configApp(
  {
    name: 'Made by programs',
    ignores: ['build/', '.adonisjs/', '.data/', '.tools/', 'public/assets/', '**/results/'],
  },
  {
    name: 'Configuration is read in one place',
    files: ['app/**/*.ts', 'ml/**/*.ts'],
    ignores: ['app/core/tools.ts', '**/tests/**'],
    rules: {
      'no-restricted-properties': [
        'error',
        { object: 'process', property: 'env', message: MESSAGE },
      ],
      'no-restricted-imports': [
        'error',
        {
          paths: [
            { name: 'process', importNames: ['env'], message: MESSAGE },
            { name: 'node:process', importNames: ['env'], message: MESSAGE },
          ],
        },
      ],
    },
  },
  {
    name: 'Style',
    rules: {
      // `(await rows()).length` reads better than a variable that is used once.
      '@unicorn/no-await-expression-member': 'off',
    },
  }
)
