import { describeIssues, type LocalEndpoint, RerankError } from '@openrerank/core';
import { toRanking } from './bm25-endpoint.ts';
import type { LoadNeural } from './neural.ts';
import { type LocalOptions, optionNames } from './options.ts';

/** A cross-encoder of the user's own: the model is its folder, as in `local/onnx/./models/mine`. */
export const onnxEndpoint = (loadNeural: LoadNeural): LocalEndpoint<LocalOptions> => ({
  capabilities: { modalities: ['text'], scoring: 'pointwise', scoreScale: { kind: 'logit' } },
  async rank({ model, query, passages, options }, { signal }) {
    refuseOptions(options);
    const neural = await loadNeural();
    const texts = passages.map(({ text = '' }) => text);
    return { ranking: toRanking(await neural.logits(model, query, texts, signal)) };
  },
});

/** All options are BM25's. */
function refuseOptions(options: LocalOptions): void {
  const given = optionNames.filter((name) => options[name as keyof LocalOptions] !== undefined);
  if (given.length === 0) return;
  const problem = 'is an option of BM25, which a cross-encoder has no use for';
  const issues = given.map((name) => ({ path: `options.${name}`, problem }));
  throw new RerankError('invalid_options', describeIssues(issues), { issues });
}
