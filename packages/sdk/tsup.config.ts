import { library } from '../../tsup.base.ts';

export default library([
  'src/index.ts',
  'src/fetch.ts',
  'src/undici.ts',
  'src/ai-sdk.ts',
  'src/langchain.ts',
  'src/llamaindex.ts',
]);
