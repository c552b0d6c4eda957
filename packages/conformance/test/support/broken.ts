import { definitionMistakes } from './broken/definition-mistakes.ts';
import { executionMistakes } from './broken/execution-mistakes.ts';
import { failureMistakes } from './broken/failure-mistakes.ts';
import { fixtureMistakes } from './broken/fixture-mistakes.ts';
import { inProcessMistakes } from './broken/in-process-mistakes.ts';
import type { Broken } from './broken/mistake.ts';
import { optionMistakes } from './broken/option-mistakes.ts';
import { purityMistakes } from './broken/purity-mistakes.ts';
import { robustnessMistakes } from './broken/robustness-mistakes.ts';

export const broken: readonly Broken[] = [
  ...definitionMistakes,
  ...optionMistakes,
  ...fixtureMistakes,
  ...purityMistakes,
  ...robustnessMistakes,
  ...failureMistakes,
  ...executionMistakes,
  ...inProcessMistakes,
];
