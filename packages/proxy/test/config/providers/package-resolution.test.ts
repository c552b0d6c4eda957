import { expect, it } from 'vitest';
import { conditionFlags } from '../../../src/config/providers/package-resolution.ts';

it.each([
  [['--conditions=source'], ['source']],
  [
    ['--import', 'tsx', '-C', 'source', '--conditions', 'development'],
    ['source', 'development'],
  ],
  [
    ['-C=a', '--conditions=b', '--enable-source-maps'],
    ['a', 'b'],
  ],
  [['--conditions='], []],
  [['-C'], []],
  [['--conditionsx', 'source'], []],
])('reads the export conditions of %j', (flags, conditions) => {
  expect(conditionFlags(flags)).toEqual(conditions);
});
