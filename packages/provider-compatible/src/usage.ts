import { readBilledUsage, readCount, readField, readTokenUsage, type UsageReader } from '@openrerank/shapes';

/** Whichever of the known places a server uses: `usage`, Cohere's `meta`, or `tokens` at the top, which is SiliconFlow's. */
export const readAnyUsage: UsageReader = (answer) =>
  orNone({ ...readBilledUsage({ meta: answer }), ...readBilledUsage(answer), ...readTokenUsage(answer) });

/** OpenRouter's `usage`. Its credits are US dollars. */
export const readOpenRouterUsage: UsageReader = (answer) => {
  const usage = readField(answer, 'usage');
  const searchUnits = readCount(readField(usage, 'search_units'));
  const costUsd = readCount(readField(usage, 'cost'));
  return orNone({
    ...readTokenUsage(answer),
    ...(searchUnits !== undefined && { searchUnits }),
    ...(costUsd !== undefined && { costUsd }),
  });
};

const orNone = <Usage extends object>(usage: Usage) => (Object.keys(usage).length === 0 ? undefined : usage);
